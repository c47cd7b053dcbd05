"""Who may sign in to a chat that is not for everybody: add, list, remove."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from qa.cli.terminal import out, say
from qa.config import Config
from qa.web import users

app = typer.Typer(
    no_args_is_help=True,
    help=say(
        "Người dùng được vào trang có mật khẩu (qa chat --auth TỆP): thêm, liệt kê, xóa.",
        "The users of a chat that asks for a password (qa chat --auth FILE): add, list, remove.",
    ),
)
Auth = Annotated[
    Path | None,
    typer.Option(
        "--auth",
        metavar="FILE",
        help=say(
            "Tệp người dùng; mặc định theo QA_AUTH hoặc hoibao.toml.",
            "The file; else what QA_AUTH or hoibao.toml says.",
        ),
    ),
]
Name = Annotated[str, typer.Argument(metavar=say("TÊN", "NAME"))]


@app.command(help=say("Thêm một người, hoặc đổi mật khẩu.", "Add a user, or change a password."))
def add(name: Name, auth: Auth = None) -> None:
    """Ask for the password, twice and unseen; piped input is taken as it comes, one line."""
    file = _file(auth)
    if sys.stdin.isatty():
        password = typer.prompt(
            say("Mật khẩu", "Password"),
            hide_input=True,
            confirmation_prompt=say("Gõ lại mật khẩu", "The password again"),
        )
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    fresh = users.put(file, name, password)
    done = say("Đã thêm", "Added") if fresh else say("Đã đổi mật khẩu của", "Changed the password of")
    out.print(escape(f"{done} {name} → {file}"))


@app.command("list", help=say("Liệt kê tên.", "List the names."))
def list_users(auth: Auth = None) -> None:
    """Print each name."""
    for name in users.read(_file(auth)):
        print(name)


@app.command(help=say("Xóa một người; ai đang đăng nhập bằng tên ấy phải ra.", "Remove a user, and end their logins."))
def remove(name: Name, auth: Auth = None) -> None:
    """Take the name out of the file; nothing is lost but a password."""
    users.drop(_file(auth), name)
    out.print(escape(f"- {name}"))


def _file(auth: Path | None) -> Path:
    file = Config.load(auth=auth).auth
    if file is None:
        raise typer.BadParameter(
            say("Cho biết tệp: --auth TỆP hoặc QA_AUTH.", "Name the file: --auth FILE or QA_AUTH.")
        )
    return file
