"""The store kept sound: rebuild, check."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from qa.cli.terminal import NO, Store, counting, notes, opened, out, say

app = typer.Typer()


@app.command(help=say("Lập lại chỉ mục từ các bài trong kho.", "Make the indexes anew from the stored articles."))
def rebuild(store: Store = None) -> None:
    """Make vectors and postings anew with the current encoder."""
    with opened(store) as assistant, counting(say("Đang lập chỉ mục", "Indexing")) as progress:
        assistant.rebuild(progress)
    out.print(say("Đã lập lại chỉ mục.", "The indexes are made anew."))


@app.command(help=say("Kiểm tra kho: bài, vector và từ có khớp nhau không.", "Verify articles, vectors and postings."))
def check(
    repair: Annotated[bool, typer.Option("--repair", help=say("Sửa những gì sai.", "Mend what is wrong."))] = False,
    store: Store = None,
) -> None:
    """Print what is wrong; exit 1 when something is."""
    with opened(store) as assistant:
        problems = assistant.check()
        left = assistant.repair() if repair and problems else problems
    for problem in problems:
        notes.print(f"✗ {escape(say(problem.vi, problem.en))}", style="red")
    if not problems:
        out.print(say("Kho lành lặn.", "The store is sound."))
    elif not left:
        out.print(say("Đã sửa xong.", "All of it is mended."))
    else:
        if not repair:
            notes.print(say("Để sửa: qa check --repair", "To mend it: qa check --repair"))
        raise typer.Exit(NO)
