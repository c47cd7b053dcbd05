"""What is in the store: add, list, show, remove."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from qa.articles.legacy import MISREAD
from qa.cli.terminal import NO, Store, counting, empty_store, notes, opened, out, say
from qa.config import shipped
from qa.index.build import STATUSES
from qa.records import Added, Article

app = typer.Typer()


@app.command(help=say("Đọc các bài báo rồi đưa vào kho.", "Read articles into the store."))
def add(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH…",
            help=say(
                "Tệp, thư mục, mẫu tên như 'bai/*.txt', hoặc - để đọc một bài từ đầu vào chuẩn.",
                "Files, folders, patterns such as 'articles/*.txt', or - for one article from standard input.",
            ),
        ),
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help=say("Thêm các bài mẫu đi kèm.", "Add the sample articles that ship."))
    ] = False,
    ocr: Annotated[
        bool,
        typer.Option(
            "--ocr",
            help=say("Nhận dạng chữ trong PDF quét (cần ocrmypdf).", "Recognise scanned PDFs (needs ocrmypdf)."),
        ),
    ] = False,
    store: Store = None,
) -> None:
    """Add files, folders and globs; say what became of each."""
    wanted = [*(paths or []), *([str(shipped("index/articles"))] if sample else [])]
    if not wanted:
        raise typer.BadParameter(say("Hãy cho biết tệp hay thư mục cần thêm.", "Say which files or folders to add."))
    with opened(store) as assistant:
        pasted = [assistant.add_text(sys.stdin.read())] if "-" in wanted else []
        with counting(say("Đang thêm bài", "Adding articles")) as progress:
            done = [*pasted, *assistant.add(*(path for path in wanted if path != "-"), progress=progress, ocr=ocr)]
    for entry in done:
        _print_added(entry)
    counts = {status: sum(entry.status == status for entry in done) for status in STATUSES}
    out.print(", ".join(f"{say(*STATUSES[status])}: {count}" for status, count in counts.items() if count) + ".")
    if counts["refused"]:
        raise typer.Exit(NO)


def _print_added(entry: Added) -> None:
    if entry.error is not None:
        notes.print(f"✗ {escape(entry.path)}: {escape(say(entry.error.vi, entry.error.en))}", style="red")
    elif entry.status == "duplicate":
        same = say("giống hệt bài", "has the same text as")
        notes.print(f"= {escape(entry.path)}: {same} {escape(entry.other)}", style="yellow")
    elif entry.status != "unchanged":
        out.print(f"+ {escape(entry.article_id)}  {escape(entry.title)}{_conversion(entry.converted_from)}")


def _conversion(encoding: str) -> str:
    known = say("UTF-8 bị đọc nhầm", "misread UTF-8") if encoding == MISREAD else encoding
    return say(f"  (chuyển từ {known})", f"  (converted from {known})") if encoding else ""


@app.command("list", help=say("Liệt kê các bài trong kho, mới nhất trước.", "List the articles, newest first."))
def list_articles(store: Store = None) -> None:
    """Print id, date, title and source of every article; tabs between them where no person looks."""
    with opened(store) as assistant:
        articles = assistant.articles()
    if not articles:
        notes.print(empty_store())
        return
    rows = [(article.id, _day(article), article.title, article.source) for article in articles]
    if not out.is_terminal:
        for row in rows:
            print("\t".join(row))
        return
    table = Table(box=None, pad_edge=False)
    table.add_column(say("Mã", "Id"), no_wrap=True)
    for name in (say("Ngày", "Date"), say("Tiêu đề", "Title"), say("Nguồn", "Source")):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    out.print(table)


@app.command(help=say("In một bài.", "Print one article."))
def show(article_id: Annotated[str, typer.Argument(metavar="ID")], store: Store = None) -> None:
    """Print one article whole."""
    with opened(store) as assistant:
        article = assistant.article(article_id)
    out.print(escape(article.title), style="bold")
    known = (_day(article), article.author, article.source, article.url)
    out.print(escape(" · ".join(part for part in known if part)), style="dim")
    out.print()
    out.print(escape(article.text))


@app.command(help=say("Xóa bài khỏi kho, không để lại dấu vết.", "Remove articles from the store, their bytes too."))
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID…")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=say("Không hỏi lại.", "Don't ask."))] = False,
    store: Store = None,
) -> None:
    """Remove articles, after asking when a person is at the terminal."""
    with opened(store) as assistant:
        titles = [assistant.article(article_id).title for article_id in ids]
        if not yes and sys.stdin.isatty():
            for title in titles:
                out.print(f"- {escape(title)}")
            typer.confirm(say("Xóa hẳn các bài này?", "Remove these for good?"), abort=True)
        removed = assistant.remove(*ids)
    for article in removed:
        out.print(f"- {escape(article.id)}  {escape(article.title)}")


def _day(article: Article) -> str:
    return f"{article.published:%d-%m-%Y}" if article.published else ""
