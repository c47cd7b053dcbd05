"""What people thought of the answers: listed, made into gold questions, removed. The chat may go on meanwhile."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.markup import escape

from qa.cli.growing import SHOWN, kept
from qa.cli.terminal import NO, Store, notes, out, say
from qa.config import Config
from qa.evaluation.gold import Line
from qa.evaluation.grow import append, near_duplicate
from qa.index.feedback import FEEDBACK_FILE, FeedbackFile
from qa.records import Feedback
from qa.vietnamese.text import nfc

app = typer.Typer(
    invoke_without_command=True,
    help=say(
        "Góp ý của người đọc về các câu trả lời: liệt kê, xuất thành câu hỏi chuẩn, xóa.",
        "What readers thought of the answers: list it, make gold questions of it, remove it.",
    ),
)
Bad = Annotated[bool, typer.Option("--bad", help=say("Chỉ những góp ý chê.", "Only what was found bad."))]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d", "%d-%m-%Y"],
        help=say("Từ ngày này, ví dụ 2026-11-01.", "From this day on, such as 2026-11-01."),
    ),
]
_REASONS = {
    "wrong": say("sai", "wrong"),
    "incomplete": say("thiếu", "incomplete"),
    "source": say("nguồn không đúng", "wrong source"),
    "outdated": say("cũ", "outdated"),
}
_record = TypeAdapter(Feedback)


@app.callback()
def list_feedback(
    context: typer.Context,
    bad: Bad = False,
    since: Since = None,
    json: Annotated[
        bool, typer.Option("--json", help=say("Mỗi dòng một đối tượng JSON.", "One JSON object a line."))
    ] = False,
    store: Store = None,
) -> None:
    """Print what is kept, newest first; tabs between the fields where no person looks."""
    if context.invoked_subcommand:
        return
    found = _chosen(_file(store), bad, since)
    for feedback in found:
        if json:
            print(_record.dump_json(feedback).decode())
        elif out.is_terminal:
            _show(feedback)
        else:
            print("\t".join(" ".join(field.split()) for field in _fields(feedback)))
    if not found and not json:
        notes.print(say("Chưa có góp ý nào.", "There is no feedback."))


@app.command(help=say("Ghi những góp ý khen thành câu hỏi chuẩn.", "Write what was found good as gold questions."))
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl")], since: Since = None, store: Store = None
) -> None:
    """Write a new gold file of the answers found good, each question once; name the feedback that needs a person."""
    if file.exists():
        raise typer.BadParameter(
            say(f"Đã có tệp {file}; hãy chọn tên khác.", f"{file} is there already; choose another name.")
        )
    lines: list[Line] = []
    open_ones: list[Feedback] = []
    for feedback in reversed(_chosen(_file(store), bad=False, since=since)):
        proposal = kept(feedback).proposal
        if feedback.verdict == "bad" or not proposal.whole:
            open_ones.append(feedback)
            continue
        line = proposal.line(file, lines)
        if not near_duplicate(line, lines):
            append(file, line)
            lines.append(line)
    if lines:
        out.print(
            say(
                f"{len(lines)} câu hỏi trong {file}. Kiểm tra: qa gold check {file}",
                f"{len(lines)} questions in {file}. Check them: qa gold check {file}",
            )
        )
    for feedback in open_ones:
        notes.print(escape(f"{feedback.id}  {feedback.question}"), style="dim")
    if open_ones:
        notes.print(
            say(
                f"{len(open_ones)} góp ý trên cần người điền câu trả lời đúng: qa gold add --feedback MÃ",
                f"These {len(open_ones)} need a person to give the right answer: qa gold add --feedback ID",
            )
        )
    if not lines:
        raise typer.Exit(NO)


@app.command(help=say("Xóa góp ý theo mã.", "Remove feedback by its ids."))
def remove(
    ids: Annotated[list[int], typer.Argument(metavar="ID…")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=say("Không hỏi lại.", "Don't ask."))] = False,
    store: Store = None,
) -> None:
    """Remove feedback, after asking when a person is at the terminal."""
    file = _file(store)
    found = [file.one(one) for one in ids]
    for feedback in found:
        out.print(escape(f"- {feedback.id}  {feedback.question}"))
    if not yes and sys.stdin.isatty():
        typer.confirm(say("Xóa hẳn các góp ý này?", "Remove these for good?"), abort=True)
    file.remove(ids)
    out.print(say("Đã xóa.", "Removed."))


def _file(store: Path | None) -> FeedbackFile:
    return FeedbackFile(Config.load(store=store).store / FEEDBACK_FILE)


def _chosen(file: FeedbackFile, bad: bool, since: datetime | None) -> list[Feedback]:
    return [
        feedback
        for feedback in file.all()
        if not (bad and feedback.verdict != "bad") and not (since and feedback.at and feedback.at < since.astimezone())
    ]


def _fields(feedback: Feedback) -> tuple[str, ...]:
    """Id, local time, verdict, reason, question, answer, articles cited, note."""
    answer = feedback.answer
    said = nfc(answer.short) if answer and answer.short else feedback.said
    cited = dict.fromkeys(citation.article_id for citation in answer.citations) if answer else {}
    return (
        str(feedback.id),
        f"{feedback.at.astimezone():%d-%m-%Y %H:%M}" if feedback.at else "",
        say("tốt", "good") if feedback.verdict == "good" else say("chưa tốt", "bad"),
        _REASONS.get(feedback.reason, ""),
        feedback.question,
        said,
        nfc(" ".join(cited)),
        feedback.note,
    )


def _show(feedback: Feedback) -> None:
    fields = (" ".join(field.split()) for field in _fields(feedback))
    number, when, verdict, reason, question, said, cited, note = fields
    head = " · ".join(part for part in (when, verdict, reason) if part)
    out.print(escape(f"{number}  {question}"), style="bold")
    out.print(escape(f"   {head}"), style="green" if feedback.verdict == "good" else "yellow")
    shown = f"{said[:SHOWN]}…" if len(said) > SHOWN else said
    for line in (f"→ {shown}{f' ({cited})' if cited else ''}" if shown else "", f"“{note}”" if note else ""):
        if line:
            out.print(escape(f"   {line}"))
