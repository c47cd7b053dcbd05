"""Gold questions of one's own: add, check, suggest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape

from qa.api import Assistant
from qa.cli.drafting import decided, fresh
from qa.cli.growing import Growing, Heard, Proposal, heard, items_in, kept, proof
from qa.cli.terminal import NO, Store, attended, notes, opened, out, say
from qa.errors import GoldError
from qa.evaluation.gold import Category, Line, Proof, load, read_lines
from qa.evaluation.grow import append, near_duplicates, read_feedback, written
from qa.evaluation.suggest import suggest
from qa.index.feedback import FEEDBACK_FILE, FeedbackFile
from qa.records import Kind

AN_ARTICLE = 2  # drafts of one article, so that ten drafts come from five articles at least

app = typer.Typer(
    no_args_is_help=True,
    help=say(
        "Bộ câu hỏi chuẩn của riêng bạn: thêm, kiểm tra, gợi ý. Đo bằng: qa eval --gold gold.jsonl --store KHO",
        "Gold questions of your own: add, check, suggest. Measure with: qa eval --gold gold.jsonl --store DIR",
    ),
)
File = Annotated[
    Path,
    typer.Option("--gold", metavar="FILE", help=say("Tệp câu hỏi được ghi thêm.", "The file that is added to.")),
]
Beside = Annotated[
    list[Path] | None,
    typer.Option(
        "--set",
        metavar="PATH",
        help=say(
            "Tệp hay thư mục câu hỏi khác cùng bộ: mã và câu hỏi không được trùng.",
            "Other files or folders of the same set: ids and questions must differ from theirs.",
        ),
    ),
]


@app.command(
    help=say(
        'Thêm câu hỏi: qa gold add "…" hỏi kho rồi để bạn xác nhận; --question tự viết; --feedback từ góp ý.',
        'Add a question: qa gold add "…" asks the store and lets you confirm; --question by hand; --feedback.',
    )
)
def add(  # noqa: PLR0913 - each is an option of the command
    ask: Annotated[
        str | None, typer.Argument(metavar='["…"]', help=say("Câu hỏi để hỏi kho.", "A question to ask the store."))
    ] = None,
    *,
    question: Annotated[str | None, typer.Option(help=say("Câu hỏi tự viết.", "A question by hand."))] = None,
    answer: Annotated[
        list[str] | None, typer.Option(help=say("Một cách trả lời đúng.", "An accepted form of the answer."))
    ] = None,
    quote: Annotated[
        list[str] | None,
        typer.Option(help=say("Câu chứng minh, nguyên văn trong bài.", "The proof, as the article has it.")),
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help=say("Bài có câu ấy; nếu bỏ thì tự tìm.", "The article it is in; else it is looked for.")
        ),
    ] = None,
    category: Annotated[Category | None, typer.Option(help=say("Nhóm câu hỏi.", "The category."))] = None,
    kind: Annotated[
        Literal["found", "several", "conflict", "not_found"] | None,
        typer.Option(help=say("Kiểu câu trả lời chờ đợi.", "The kind of answer expected.")),
    ] = None,
    item: Annotated[
        list[str] | None, typer.Option(help=say('Một mục phải nêu: "A | B".', 'A thing to be named: "A | B".'))
    ] = None,
    history: Annotated[
        list[str] | None, typer.Option(help=say("Câu hỏi trước đó, cũ nhất trước.", "An earlier question, in order."))
    ] = None,
    name: Annotated[str, typer.Option("--id", help=say("Mã; nếu bỏ thì tự đặt.", "The id; else one is made."))] = "",
    feedback: Annotated[
        Path | None,
        typer.Option(
            metavar="ID|FILE",
            help=say("Mã góp ý (qa feedback), hoặc tệp JSONL.", "The id of feedback (qa feedback), or a JSONL file."),
        ),
    ] = None,
    gold: File = Path("gold.jsonl"),
    beside: Beside = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=say("Không hỏi lại.", "Don't ask."))] = False,
    force: Annotated[
        bool, typer.Option("--force", help=say("Thêm dù gần trùng.", "Add a near duplicate all the same."))
    ] = False,
    store: Store = None,
) -> None:
    """Write one line for a question, or one for each record of feedback; exit 1 when one was not written."""
    if [ask, question, feedback].count(None) != 2:
        raise typer.BadParameter(
            say(
                'Chọn một cách: qa gold add "câu hỏi", --question, hoặc --feedback MÃ.',
                'One of the three: qa gold add "question", --question, or --feedback ID.',
            )
        )
    if question and kind != "not_found" and not ((answer or item) and quote):
        raise typer.BadParameter(
            say(
                "Cần --answer (hoặc --item) và --quote; nếu các bài không nói thì --kind not_found.",
                "Give --answer (or --item) and --quote; or --kind not_found when the articles don't say.",
            )
        )
    if ask and not (yes or attended()):
        raise typer.BadParameter(
            say(
                "Không có ai ở cửa sổ lệnh để xác nhận câu trả lời; thêm --yes nếu tin nó.",
                "Nobody is at the terminal to confirm the answer; add --yes to trust it.",
            )
        )
    with opened(store) as assistant:
        standing = _standing(gold, beside or ())
        growing = Growing(assistant, gold, standing, force=force, ask=attended() and not (yes or question))
        if feedback:
            results = [growing.from_feedback(one) for one in _heard(feedback, assistant)]
            written_all = all(results)
        else:
            things = tuple(thing for typed in item or () for thing in items_in(typed))
            given = Proposal(
                question=ask or question or "",
                kind=Kind(kind or "found"),
                items=things or ((tuple(answer),) if answer else ()),
                proofs=_given_proofs(assistant, quote or (), article or ()),
                history=tuple(history or ()),
                category=category,
                id=name,
            )
            written_all = growing.from_question(given) if ask else growing.write(given)
    if not written_all:
        raise typer.Exit(NO)


@app.command(
    help=say("Đối chiếu cả bộ câu hỏi với các bài trong kho.", "Compare a whole set with the articles of the store.")
)
def check(files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE…]")] = None, store: Store = None) -> None:
    """Print every fault with its file, line and id, then what is nearly asked twice; exit 1 when there is a fault."""
    paths = files or [Path("gold.jsonl")]
    with opened(store) as assistant:
        try:
            golds = load(paths, assistant.article)
        except GoldError as error:
            for fault in say(error.vi, error.en).splitlines():
                notes.print(f"✗ {escape(fault)}", style="red")
            raise typer.Exit(NO) from error
    for one, other in near_duplicates(read_lines(paths)):
        notes.print(escape(f"≈ {one.id} {one.question} – {other.id} {other.question}"), style="yellow")
    out.print(say(f"{len(golds)} câu hỏi, không có lỗi.", f"{len(golds)} questions, no fault."))


@app.command(
    "suggest",
    help=say(
        "Gợi ý câu hỏi từ các bài trong kho để bạn giữ, sửa hoặc bỏ.",
        "Draft questions from the articles of the store for you to keep, correct or drop.",
    ),
)
def suggest_questions(  # noqa: PLR0913 - each is an option of the command
    *,
    article: Annotated[
        list[str] | None, typer.Option(metavar="ID", help=say("Chỉ từ bài này.", "Only from this article."))
    ] = None,
    count: Annotated[int, typer.Option(min=1, help=say("Số câu gợi ý.", "How many drafts."))] = 10,
    drafts: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=say("Ghi hết vào tệp mới, không hỏi.", "Write all to a new file, ask nothing.")
        ),
    ] = None,
    gold: File = Path("gold.jsonl"),
    beside: Beside = None,
    store: Store = None,
) -> None:
    """At a terminal go through the drafts one by one; else write them, to the file or to standard output."""
    if drafts and drafts.exists():
        raise typer.BadParameter(
            say(f"Đã có tệp {drafts}; hãy chọn tên khác.", f"{drafts} is there already; choose another name.")
        )
    with opened(store) as assistant:
        standing = _standing(gold, beside or ())
        articles = [assistant.article(name) for name in article] if article else assistant.articles()
        found = fresh(suggest(articles, count if article else AN_ARTICLE), drafts or gold, standing)
        shown = 0
        for shown, (line, suggestion) in enumerate(islice(found, count), start=1):
            if drafts:
                append(drafts, line)
            elif not attended():
                print(written(line))
            elif not decided(line, suggestion, shown, gold):
                break
    if not shown:
        notes.print(say("Không gợi ý được câu nào từ các bài ấy.", "Those articles give no draft."))
        raise typer.Exit(NO)
    if drafts:
        out.print(say(f"{shown} câu gợi ý trong {drafts}.", f"{shown} drafts in {drafts}."))


def _heard(feedback: Path, assistant: Assistant) -> list[Heard]:
    """Feedback by its id, or all that a file holds."""
    if feedback.name.isdigit() and not feedback.exists():
        return [kept(FeedbackFile(assistant.config.store / FEEDBACK_FILE).one(int(feedback.name)))]
    return [heard(record) for record in read_feedback(feedback)]


def _standing(file: Path, beside: Sequence[Path]) -> list[Line]:
    """The lines that a new one must differ from."""
    paths = [path for place in beside for path in (sorted(place.glob("*.jsonl")) if place.is_dir() else [place])]
    files = {path.resolve(): path for path in ([file] if file.exists() else []) + paths}
    return list(read_lines(files.values()))


def _given_proofs(assistant: Assistant, quotes: Sequence[str], ids: Sequence[str]) -> tuple[Proof, ...]:
    if len(ids) not in (0, 1, len(quotes)):
        raise typer.BadParameter(
            say("Cho một --article chung, hoặc mỗi --quote một --article.", "One --article for all, or one a --quote.")
        )
    names = ids if len(ids) == len(quotes) else [*ids, ""][:1] * len(quotes)
    return tuple(proof(assistant, quote, name) for quote, name in zip(quotes, names, strict=True))
