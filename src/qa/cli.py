"""The command `qa`.

Exit codes: 0 done; 1 the result is a no (not found, a file refused, a fault); 2 wrong use; 3 error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from qa.api import Added, Assistant
from qa.config import Config, shipped
from qa.errors import QaError
from qa.language import Language, choose
from qa.records import Answer, Article, Hit, Kind
from qa.vietnamese.spelling import says_otherwise

NO, ERROR = 1, 3
# --help is written when this file is imported, before the settings file is read.
LANGUAGE: Language = "en" if os.environ.get("QA_LANGUAGE") == "en" else "vi"


def say(vi: str, en: str) -> str:
    """The wording in the language of this run."""
    return choose(LANGUAGE, vi, en)


out = Console(highlight=False, soft_wrap=True)
notes = Console(stderr=True, highlight=False, soft_wrap=True)
app = typer.Typer(
    name="qa",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "Hỏi Báo trả lời câu hỏi tiếng Việt từ các bài báo trong kho, kèm câu gốc làm chứng.",
        "Hỏi Báo answers Vietnamese questions from the articles of a store, with the sentence that proves it.",
    ),
    epilog=say(
        "Mã thoát: 0 xong; 1 kết quả là “không” (bài báo không nói, có tệp bị từ chối, kho có lỗi); 2 gõ sai lệnh; "
        "3 lỗi. Đặt QA_LANGUAGE=en để dùng tiếng Anh.",
        "Exit codes: 0 done; 1 the result is a no (the articles don't say, a file was refused, the store has faults); "
        "2 wrong use; 3 error. Set QA_LANGUAGE=vi for Vietnamese.",
    ),
)
Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help=say(
            "Thư mục của kho; mặc định theo QA_STORE hoặc hoibao.toml.",
            "The folder of the store; by default what QA_STORE or hoibao.toml says.",
        ),
    ),
]


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
    store: Store = None,
) -> None:
    """Add files, folders and globs; say what became of each."""
    wanted = [*(paths or []), *([str(shipped("index/articles"))] if sample else [])]
    if not wanted:
        raise typer.BadParameter(say("Hãy cho biết tệp hay thư mục cần thêm.", "Say which files or folders to add."))
    with opened(store) as assistant:
        pasted = [assistant.add_text(sys.stdin.read())] if "-" in wanted else []
        with counting(say("Đang thêm bài", "Adding articles")) as progress:
            done = [*pasted, *assistant.add(*(path for path in wanted if path != "-"), progress=progress)]
    for entry in done:
        _print_added(entry)
    counts = {status: sum(entry.status == status for entry in done) for status in _STATUS}
    out.print(", ".join(f"{_STATUS[status]}: {count}" for status, count in counts.items() if count) + ".")
    if counts["refused"]:
        raise typer.Exit(NO)


_STATUS = {
    "added": say("thêm mới", "added"),
    "replaced": say("thay bản cũ", "replaced"),
    "unchanged": say("không đổi", "unchanged"),
    "duplicate": say("trùng bài đã có", "same text as another"),
    "refused": say("không đọc được", "refused"),
}


def _print_added(entry: Added) -> None:
    if entry.error is not None:
        notes.print(f"✗ {escape(entry.path)}: {escape(entry.error.say(LANGUAGE))}", style="red")
    elif entry.status == "duplicate":
        same = say("giống hệt bài", "has the same text as")
        notes.print(f"= {escape(entry.path)}: {same} {escape(entry.other)}", style="yellow")
    elif entry.status != "unchanged":
        out.print(f"+ {escape(entry.article_id)}  {escape(entry.title)}")


@app.command("list", help=say("Liệt kê các bài trong kho, mới nhất trước.", "List the articles, newest first."))
def list_articles(store: Store = None) -> None:
    """Print id, date, title and source of every article; tabs between them where no person looks."""
    with opened(store) as assistant:
        articles = assistant.articles()
    if not articles:
        notes.print(_empty_store())
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


@app.command(
    help=say("Hỏi một câu, in câu trả lời kèm dẫn chứng.", "Ask one question; print the answer and its proof.")
)
def ask(
    question: Annotated[str, typer.Argument(metavar='"…"')],
    json: Annotated[bool, typer.Option("--json", help=say("In dạng JSON.", "Print it as JSON."))] = False,
    top: Annotated[
        int, typer.Option("--top", min=1, max=100, help=say("Số đoạn được đọc.", "How many passages are read."))
    ] = 20,
    store: Store = None,
) -> None:
    """Print one answer; exit 1 when the articles don't say."""
    with opened(store) as assistant:
        empty = not json and not assistant.articles()
        answer = assistant.ask(question, top=top)
    if json:
        print(answer.to_json())
    else:
        if says_otherwise(question, answer.question):
            out.print(f"{say('Hiểu là', 'Understood as')}: {escape(answer.question)}", style="dim")
        _print_answer(answer)
        if empty:
            notes.print(_empty_store())
    if answer.kind in (Kind.NOT_FOUND, Kind.UNCLEAR):
        raise typer.Exit(NO)


def _print_answer(answer: Answer) -> None:
    out.print(escape(answer.text))
    if answer.citations:
        out.print()
    for citation in answer.citations:
        day = f", {citation.published:%d-%m-%Y}" if citation.published else ""
        source = f" – {citation.source}" if citation.source else ""
        out.print(escape(f"[{citation.number}] {citation.title}{source}{day} ({citation.article_id})"), style="dim")


@app.command(help=say("Tìm các đoạn gần câu hỏi nhất.", "Find the passages nearest to a question."))
def search(
    question: Annotated[str, typer.Argument(metavar='"…"')],
    top: Annotated[int, typer.Option("--top", min=1, max=100, help=say("Số đoạn.", "How many passages."))] = 8,
    store: Store = None,
) -> None:
    """Print passages with their scores, and which index brought each."""
    with opened(store) as assistant:
        hits = assistant.search(question, top=top)
    for rank, hit in enumerate(hits, start=1):
        out.print(f"{rank}. {escape(hit.article.title)} ({escape(hit.article.id)})", style="bold")
        out.print(f"   {_scores(hit)}", style="dim")
        out.print(f"   {escape(' '.join(hit.text.split()))}")
    if not hits:
        raise typer.Exit(NO)


def _scores(hit: Hit) -> str:
    def place(rank: int | None) -> str:
        return f"#{rank}" if rank else "–"

    return (
        f"{say('điểm', 'score')} {hit.score:.3f} · vector {place(hit.vector_rank)} cos {hit.cosine:.3f} · "
        f"{say('từ', 'postings')} {place(hit.posting_rank)} BM25 {hit.bm25:.2f}"
    )


@app.command(help=say("Mở trang hỏi đáp trên trình duyệt.", "Open the web chat."))
def chat(
    host: Annotated[str, typer.Option(help=say("Địa chỉ để nghe.", "The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=say("Cổng để nghe.", "The port to listen on."))] = 7860,
    store: Store = None,
) -> None:
    """Serve the chat until Ctrl-C."""
    from qa.web.chat import serve

    with opened(store) as assistant:
        serve(assistant, host=host, port=port, language=LANGUAGE)


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


@app.command(
    "eval",
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    help=say("Đo chất lượng trên bộ câu hỏi chuẩn.", "Measure on the gold questions."),
)
def evaluate(context: typer.Context) -> None:
    """Hand the arguments to the evaluation's own command line."""
    from qa.evaluation.run import main as run

    raise typer.Exit(run(context.args))


@contextmanager
def opened(store: Path | None) -> Iterator[Assistant]:
    """The assistant of this command."""
    with Assistant.open(store) as assistant:
        yield assistant


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal's error stream; nothing when nobody looks."""
    text = TextColumn("{task.description}")
    columns = (SpinnerColumn(), text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done: bar.update(task, completed=done)


def _day(article: Article) -> str:
    return f"{article.published:%d-%m-%Y}" if article.published else ""


def _empty_store() -> str:
    return say(
        "Kho chưa có bài nào. Thêm bài của bạn: qa add THƯ_MỤC, hoặc các bài mẫu: qa add --sample",
        "The store has no articles. Add yours: qa add FOLDER, or the sample: qa add --sample",
    )


def main() -> None:
    """Run `qa`; the outermost door: every error of ours is one clear line and exit code 3."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        global LANGUAGE  # noqa: PLW0603 - the settings file may say another language than the environment did
        LANGUAGE = Config.load().language
        app()
    except QaError as error:
        notes.print(escape(error.say(LANGUAGE)), style="red")
        sys.exit(ERROR)
    except KeyboardInterrupt:
        sys.exit(130)
