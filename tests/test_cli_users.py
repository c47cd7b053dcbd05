"""`qa users`, as a person types it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa import cli
from qa.web import users

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str, typed: str = "", terminal: bool = False) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["qa", "users", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: terminal)
        with pytest.raises(SystemExit) as left:
            cli.main()
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return ran


def test_users_are_added_listed_and_removed(run: Run, tmp_path: Path) -> None:
    assert run("add", "lan", "--auth", "users", typed="một mật khẩu dài\n") == (
        0, f"Đã thêm lan → {tmp_path / 'users'}\n", "",
    )  # fmt: skip
    assert "Đã đổi mật khẩu của lan" in run("add", "lan", "--auth", "users", typed="mật khẩu dài khác\n")[1]
    assert users.Users(Path("users")).check("lan", "mật khẩu dài khác")
    assert run("list", "--auth", "users")[1] == "lan\n"
    assert run("remove", "lan", "--auth", "users")[1] == "- lan\n"
    assert run("list", "--auth", "users")[1] == ""
    code, _, said = run("remove", "lan", "--auth", "users")
    assert (code, "Không có người dùng “lan”" in said) == (cli.ERROR, True)


def test_a_password_is_asked_for_unseen_and_twice(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def prompt(text: str, *, hide_input: bool, confirmation_prompt: str) -> str:
        asked.append(hide_input and bool(confirmation_prompt))
        return "một mật khẩu dài"

    monkeypatch.setattr("typer.prompt", prompt)
    assert run("add", "lan", "--auth", "users", terminal=True)[0] == 0
    assert asked == [True]


def test_the_file_may_be_a_setting_and_must_be_named_somewhere(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run("list")[0] == 2
    assert run("add", "lan", "--auth", "users", typed="ngắn\n")[0] == cli.ERROR
    (tmp_path / "hoibao.toml").write_text('auth = "ai-duoc-vao"\n', encoding="utf-8")
    assert run("add", "lan", typed="một mật khẩu dài\n")[0] == 0
    assert users.read(tmp_path / "ai-duoc-vao").keys() == {"lan"}
    monkeypatch.setenv("QA_AUTH", "khac")
    assert run("list")[0] == cli.ERROR
