"""A gold line made with a person: what the store answers is shown, they confirm it or put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, get_args

import typer
from rich.markup import escape

from qa.api import Assistant
from qa.cli.asking import print_answer
from qa.cli.terminal import notes, out, say
from qa.errors import GoldError
from qa.evaluation.gold import CATEGORIES, Category, Line, Proof, compare
from qa.evaluation.grow import FeedbackLine, append, category_of, found_in, free_id, near_duplicate, written
from qa.records import Answer, Feedback, Kind, Turn
from qa.vietnamese.text import fold, nfc

SHOWN = 200  # characters of an answer in a line about it
NOTHING = "-"  # typed for an answer: the articles don't say


@dataclass(frozen=True, slots=True)
class Proposal:
    """A gold question as far as it is known; `items` are the things that answer it, each in its accepted forms."""

    question: str
    kind: Kind = Kind.FOUND
    items: tuple[tuple[str, ...], ...] = ()
    proofs: tuple[Proof, ...] = ()
    history: tuple[str, ...] = ()
    category: Category | None = None
    id: str = ""

    @property
    def whole(self) -> bool:
        """Whether it can be a line without a person: nothing to be found, or an answer with its proof."""
        return self.kind is Kind.NOT_FOUND or bool(self.items and self.proofs)

    @property
    def guess(self) -> Category:
        """The category that is given, or the likeliest one."""
        return self.category or category_of(self.question, self.kind, len(self.items) > 1, bool(self.history))

    def line(self, file: Path, lines: Sequence[Line]) -> Line:
        """The line to be written; category and id are found where they are not given."""
        many, category = len(self.items) > 1, self.guess
        items = tuple(tuple(nfc(form).strip() for form in item) for item in self.items)
        return Line(
            id=self.id or free_id(file, category, lines),
            category=category,
            question=" ".join(nfc(self.question).split()),
            kind=self.kind.value,  # type: ignore[arg-type]  # `unclear` is no kind that a person can choose
            answers=(", ".join(item[0] for item in items),) if many else (items[0] if items else ()),
            support=self.proofs,
            items=items if many or category in ("list", "several") else (),
            history=tuple(map(nfc, self.history)),
        )


class Heard(NamedTuple):
    """What feedback says of a question, and the line in which it is shown."""

    proposal: Proposal
    line: str


def heard(record: FeedbackLine) -> Heard:
    """A record of a feedback file: the right answer is what it expects, or what was said and found right."""
    said = record.answer if record.verdict == "right" else ""
    forms = record.expected or ((said,) if said else ())
    proposal = Proposal(record.question, items=(forms,) if forms else (), proofs=record.support, history=record.history)
    parts = (record.answer, record.verdict, record.reason)
    return Heard(proposal, f"{record.question} – {' · '.join(part for part in parts if part)}")


def kept(feedback: Feedback) -> Heard:
    """Feedback from the page. What was asked in a conversation is taken as it was completed there: it stands alone."""
    answer = feedback.answer
    completed = answer and fold(answer.question) != fold(feedback.question)
    proposal = Proposal(answer.question if answer and completed else feedback.question)
    if answer and feedback.verdict == "good" and answer.kind is not Kind.UNCLEAR:
        proposal = proposed(answer, proposal)
    said = " ".join((answer.short or answer.text if answer else feedback.said).split())
    parts = (said[:SHOWN], feedback.verdict, feedback.reason, feedback.note)
    return Heard(proposal, f"{feedback.question} – {' · '.join(part for part in parts if part)}")


class Growing:
    """One run of `qa gold add`; `lines` is the set that a new line joins, and grows with every one written."""

    def __init__(self, assistant: Assistant, file: Path, lines: list[Line], *, force: bool, ask: bool) -> None:
        self.assistant = assistant
        self.file = file
        self.lines = lines
        self.force = force  # near duplicates are welcome
        self.ask = ask  # a person at the terminal has the last word

    def from_question(self, proposal: Proposal) -> bool:
        """Whether a line was written for what the store answers, as the person confirms or corrects it."""
        turns: list[Turn] = []
        for earlier in proposal.history:
            turns.append(Turn(earlier, self.assistant.ask(earlier, turns)))
        answer = self.assistant.ask(proposal.question, turns)
        print_answer(answer)
        full = proposed(answer, proposal)
        return self.write(confirmed(self.assistant, full, _cited(answer)) if self.ask else full)

    def from_feedback(self, heard: Heard) -> bool:
        """The same for a record of feedback; nobody asked, it must hold the right answer and its proof itself."""
        proposal, line = heard
        out.print(escape(line), style="bold")
        if self.ask:
            wanted = typer.confirm(say("Thêm câu này vào bộ?", "Add this one to the set?"), default=True)
            return wanted and self.from_question(proposal)
        if proposal.whole:
            return self.write(proposal)
        notes.print(
            say(
                "  Bỏ qua: góp ý này thiếu câu trả lời đúng hay câu chứng minh; chạy ở cửa sổ lệnh để tự điền.",
                "  Left out: the right answer or its proof is missing; run at a terminal to fill them in.",
            ),
            style="yellow",
        )
        return False

    def write(self, proposal: Proposal) -> bool:
        """Whether the line was written, after every check; says why when it was not.

        Raises `GoldError` when it contradicts itself or the articles, or when its id is taken.
        """
        line = proposal.line(self.file, self.lines)
        compare(line, self.assistant.article)
        if any(other.id == line.id for other in self.lines):
            raise GoldError(
                f"Mã “{line.id}” đã có trong bộ câu hỏi; chọn mã khác bằng --id.",
                f"The id “{line.id}” is taken; choose another one with --id.",
            )
        out.print(escape(written(line)), style="dim")
        if not self._agreed(None if self.force else near_duplicate(line, self.lines)):
            return False
        append(self.file, line)
        self.lines.append(line)
        out.print(f"+ {escape(line.id)} → {escape(str(self.file))}")
        return True

    def _agreed(self, twin: Line | None) -> bool:
        if twin:
            notes.print(say("Gần trùng với câu đã có:", "Nearly asked already:"), style="yellow")
            notes.print(f"  {escape(twin.id)}  {escape(twin.question)}", style="yellow")
        if self.ask:
            return typer.confirm(say("Ghi câu này?", "Write it?"), default=not twin)
        if twin:
            notes.print(say("Vẫn muốn thêm: --force", "To add it all the same: --force"))
        return not twin


def _cited(answer: Answer) -> tuple[Proof, ...]:
    return tuple(Proof(article=each.article_id, quote=each.quote) for each in answer.citations)


def proposed(answer: Answer, proposal: Proposal) -> Proposal:
    """The proposal with what the store answered wherever it does not say itself; refused questions get nothing."""
    if answer.kind in (Kind.NOT_FOUND, Kind.UNCLEAR):
        return proposal if proposal.items else replace(proposal, kind=Kind.NOT_FOUND)
    items = tuple((each.text,) for each in answer.alternatives) or (((answer.short,),) if answer.short else ())
    return replace(
        proposal,
        kind=proposal.kind if proposal.items else answer.kind,
        items=proposal.items or items,
        proofs=proposal.proofs or _cited(answer),
    )


def confirmed(assistant: Assistant, proposal: Proposal, cited: Sequence[Proof]) -> Proposal:
    """The proposal as the person at the terminal wants it; `cited` are the sentences that stand numbered above."""
    hint = say(
        "Câu trả lời đúng (cách viết khác: A | B; nhiều mục: A ; B; gõ - nếu các bài không nói)",
        "The right answer (another spelling: A | B; several things: A ; B; type - when the articles don't say)",
    )
    shown = " ; ".join(" | ".join(item) for item in proposal.items)
    typed = typer.prompt(hint, default=shown or (NOTHING if proposal.kind is Kind.NOT_FOUND else None))
    if typed.strip() == NOTHING:
        return _categorised(replace(proposal, kind=Kind.NOT_FOUND, items=(), proofs=()))
    items = items_in(typed)
    kind = proposal.kind if len(items) > 1 and proposal.kind in (Kind.SEVERAL, Kind.CONFLICT) else Kind.FOUND
    proofs = _proofs(assistant, proposal.proofs, cited)
    return _categorised(replace(proposal, kind=kind, items=items, proofs=proofs))


def items_in(typed: str) -> tuple[tuple[str, ...], ...]:
    """What a person typed, as things in their spellings: "Lê An | ông An ; Vũ Bình" is two."""
    things = ([form.strip() for form in thing.split("|") if form.strip()] for thing in typed.split(";"))
    return tuple(tuple(forms) for forms in things if forms)


def proof(assistant: Assistant, quote: str, article_id: str = "") -> Proof:
    """The quote with the article it stands in. Raises `GoldError` when that is not exactly one."""
    quote = nfc(quote).strip()
    ids = [article_id] if article_id else found_in(quote, assistant.articles())
    if len(ids) == 1:
        return Proof(article=ids[0], quote=quote)
    if ids:
        raise GoldError(
            f"Câu “{quote}” có trong nhiều bài: {', '.join(ids)}. Chọn một bài bằng --article MÃ.",
            f"“{quote}” stands in several articles: {', '.join(ids)}. Choose one with --article ID.",
        )
    raise GoldError(
        f"Không bài nào trong kho có đúng một lần câu “{quote}”. Hãy chép nguyên văn từ bài: qa show MÃ",
        f"No article of the store holds “{quote}” exactly once. Copy it character for character: qa show ID",
    )


def _proofs(assistant: Assistant, default: Sequence[Proof], cited: Sequence[Proof]) -> tuple[Proof, ...]:
    numbers = " ".join(str(place) for place, each in enumerate(cited, 1) if each in default)
    hint = say(
        "Câu chứng minh (số của dẫn chứng ở trên, hoặc chép nguyên văn từ bài)",
        "The sentence that proves it (numbers of the sources above, or its words from the article)",
    )
    while True:
        typed = typer.prompt(hint, default=numbers or (default[0].quote if default else None))
        chosen = typed.split()
        if all(word.isdigit() and 1 <= int(word) <= len(cited) for word in chosen):
            return tuple(cited[int(word) - 1] for word in chosen)
        try:
            return (proof(assistant, typed),)
        except GoldError as error:
            notes.print(escape(say(error.vi, error.en)), style="red")


def _categorised(proposal: Proposal) -> Proposal:
    names = ", ".join(CATEGORIES)
    while True:
        typed = typer.prompt(say(f"Nhóm ({names})", f"Category ({names})"), default=proposal.guess).strip()
        for name in get_args(Category):
            if name == typed:
                return replace(proposal, category=name)
