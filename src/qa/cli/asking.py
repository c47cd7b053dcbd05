"""Questions to the store: ask, search, chat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from qa.answer.scope import scope_of, told
from qa.cli.terminal import NO, Store, empty_store, notes, opened, out, say, spoken
from qa.config import Config
from qa.errors import ConfigError
from qa.records import Answer, Hit, Kind
from qa.vietnamese.spelling import says_otherwise

app = typer.Typer()
_DAY = say("Ngày, tháng hoặc năm: 11-07-2020, 7-2020, 2020.", "A day, month or year: 11-07-2020, 7-2020, 2020.")
Since = Annotated[
    str, typer.Option("--since", metavar="DAY", help=f"{say('Chỉ bài từ ngày này.', 'Only articles since.')} {_DAY}")
]
Until = Annotated[
    str, typer.Option("--until", metavar="DAY", help=f"{say('Chỉ bài đến ngày này.', 'Only articles until.')} {_DAY}")
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", help=say("Chỉ bài của nguồn này; lặp lại được.", "Only articles of it; may be repeated.")),
]


@app.command(
    help=say("Hỏi một câu, in câu trả lời kèm dẫn chứng.", "Ask one question; print the answer and its proof.")
)
def ask(  # noqa: PLR0913, PLR0917 -- an argument is an option of the command
    question: Annotated[str, typer.Argument(metavar='"…"')],
    json: Annotated[bool, typer.Option("--json", help=say("In dạng JSON.", "Print it as JSON."))] = False,
    top: Annotated[
        int, typer.Option("--top", min=1, max=100, help=say("Số đoạn được đọc.", "How many passages are read."))
    ] = 20,
    since: Since = "",
    until: Until = "",
    source: Sources = None,
    store: Store = None,
) -> None:
    """Print one answer; exit 1 when the articles don't say."""
    within = scope_of(since, until, source or ())
    with opened(store) as assistant:
        empty = not json and not assistant.overview().articles
        answer = assistant.ask(question, top=top, within=within)
    if json:
        print(answer.to_json())
    else:
        if says_otherwise(question, answer.question):
            out.print(f"{say('Hiểu là', 'Understood as')}: {escape(answer.question)}", style="dim")
        print_answer(answer)
        if empty:
            notes.print(empty_store())
    if answer.kind in (Kind.NOT_FOUND, Kind.UNCLEAR):
        raise typer.Exit(NO)


def print_answer(answer: Answer) -> None:
    """Print the answer, then a line for each source."""
    out.print(escape(answer.text))
    if answer.within and answer.kind is not Kind.NOT_FOUND:  # which says so itself
        searched = f"{say('Chỉ tìm trong các bài', 'Searched only the articles')} {told(answer.within, spoken())}."
        out.print(escape(searched), style="dim")
    if answer.note:
        out.print(escape(answer.note), style="dim")
    if answer.citations:
        out.print()
    for citation in answer.citations:
        day = f", {citation.published:%d-%m-%Y}" if citation.published else ""
        source = f" – {citation.source}" if citation.source else ""
        out.print(escape(f"[{citation.number}] {citation.title}{source}{day} ({citation.article_id})"), style="dim")


@app.command(help=say("Tìm các đoạn gần câu hỏi nhất.", "Find the passages nearest to a question."))
def search(  # noqa: PLR0913, PLR0917 -- the same
    question: Annotated[str, typer.Argument(metavar='"…"')],
    top: Annotated[int, typer.Option("--top", min=1, max=100, help=say("Số đoạn.", "How many passages."))] = 8,
    since: Since = "",
    until: Until = "",
    source: Sources = None,
    store: Store = None,
) -> None:
    """Print passages with their scores, and which index brought each."""
    within = scope_of(since, until, source or ())
    with opened(store) as assistant:
        hits = assistant.search(question, top=top, within=within)
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
def chat(  # noqa: PLR0913 - each is an option of the command
    *,
    host: Annotated[
        str | None, typer.Option(help=say("Địa chỉ để nghe: 127.0.0.1.", "The address to listen on: 127.0.0.1."))
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help=say("Cổng để nghe: 7860.", "The port to listen on: 7860."))
    ] = None,
    auth: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=say("Chỉ người dùng trong tệp này (qa users).", "Only for the users of this file (qa users)."),
        ),
    ] = None,
    root_path: Annotated[
        str | None,
        typer.Option(
            help=say(
                "Nơi reverse proxy đặt trang: /hoi-bao hoặc https://…",
                "Where a reverse proxy shows it: /hoi-bao, https://…",
            )
        ),
    ] = None,
    max_upload_mb: Annotated[
        int | None, typer.Option(help=say("Số MB mỗi tệp gửi lên: 50.", "Megabytes of one file that is sent: 50."))
    ] = None,
    max_files: Annotated[
        int | None, typer.Option(help=say("Số tệp mỗi lần thêm: 500.", "Files that are added at once: 500."))
    ] = None,
    read_only: Annotated[
        bool | None,
        typer.Option(
            "--read-only/--read-write",
            help=say("Không ai thêm hay xóa bài trên trang.", "Nobody adds or removes articles on the page."),
        ),
    ] = None,
    store: Store = None,
) -> None:
    """Serve the chat until Ctrl-C."""
    from qa.web.gate import is_loopback
    from qa.web.limits import Limits
    from qa.web.server import serve
    from qa.web.users import Users

    config = Config.load(
        store=store,
        host=host,
        port=port,
        auth=auth,
        root_path=root_path,
        max_upload_mb=max_upload_mb,
        max_files=max_files,
        read_only=read_only,
    )
    users = Users(config.auth) if config.auth else None
    if users is None and not is_loopback(config.host):
        notes.print(open_to_all(), style="yellow")
    with opened(config.store) as assistant:
        serve(
            assistant,
            config.host,
            config.port,
            language=spoken(),
            feedback=assistant,
            users=users,
            root_path=config.root_path,
            limits=Limits(config.max_upload_mb, config.max_files, config.read_only),
        )


def open_to_all() -> str:
    """What to know about a page that other machines reach and nobody has to sign in to."""
    return say(
        "Mọi máy trong mạng đều vào được trang này, không cần đăng nhập. Để đặt mật khẩu: qa users add TÊN --auth TỆP",
        "Every machine of the network reaches this page without signing in. To ask for a password: "
        "qa users add NAME --auth FILE",
    )


@app.command(help=say("Làm công cụ “ask” cho chương trình dùng MCP (stdio).", "Be the tool “ask” over MCP (stdio)."))
def mcp(store: Store = None) -> None:
    """Speak the Model Context Protocol over standard input and output until that ends."""
    try:
        from qa.tool import server
    except ModuleNotFoundError as error:
        raise ConfigError(
            'Lệnh này cần gói “mcp”. Hãy cài: pip install "hoibao[mcp]"',
            'This command needs the package “mcp”. Install it: pip install "hoibao[mcp]"',
        ) from error
    with opened(store) as assistant:
        if not assistant.overview().articles:
            notes.print(empty_store())
        server(assistant, spoken()).run("stdio")
