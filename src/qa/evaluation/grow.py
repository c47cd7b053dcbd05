"""A gold set grown a question at a time: has it been asked before, is it whole, and then one more line in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, count, pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from qa.answer.asking import Asks, content
from qa.answer.question import understand
from qa.errors import GoldError
from qa.evaluation.gold import Category, Line, Proof, Text
from qa.records import Article, Kind
from qa.replacing import replace_file
from qa.vietnamese.text import fold, has_accents, nfc

# Share of the content syllables and their pairs that two questions must have in common to be taken for one. Among the
# 455 shipped questions four pairs reach it, all with an office or a prize that differs by a word ("Giám đốc", "Phó Giám
# đốc"); at 0.5 there are 14. A false alarm costs a look; a question asked twice weighs double in every figure.
SIMILAR = 0.6

_CATEGORIES: dict[Asks, Category] = {
    Asks.WHO: "who",
    Asks.WHEN: "when",
    Asks.WHERE: "where",
    Asks.HOW_MANY: "how_many",
    Asks.WHY: "why_how",
    Asks.HOW: "why_how",
    Asks.WHAT: "what",
}


class FeedbackLine(BaseModel):
    """What a person thought of one answer: a line of the JSONL that `qa gold add --feedback` takes.

    Only `question` must be there; keys that are not listed here are left unread. `answer` is what was said, `verdict`
    "right" or "wrong", `reason` the person's own words, `expected` the accepted forms of the right answer, `support`
    the sentences that prove it, `history` the earlier questions of the conversation.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)
    question: Text
    answer: str = ""
    verdict: str = ""
    reason: str = ""
    expected: tuple[Text, ...] = ()
    support: tuple[Proof, ...] = ()
    history: tuple[Text, ...] = ()


def read_feedback(path: Path) -> tuple[FeedbackLine, ...]:
    """The records of a feedback file, in order. Raises `GoldError` naming the line that is none."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(
            f"Không đọc được tệp góp ý {path}: {error}. Hãy kiểm tra đường dẫn; tệp phải là UTF-8.",
            f"Can't read the feedback {path}: {error}. Check the path; the file must be UTF-8.",
        ) from error
    for number, text in enumerate(lines, start=1):
        if text.strip():
            try:
                found.append(FeedbackLine.model_validate_json(text))
            except ValidationError as error:
                what = error.errors()[0]
                place = ".".join(str(step) for step in what["loc"]) or "JSON"
                raise GoldError(
                    f"{path}:{number}: “{place}” không đúng khuôn ({what['msg']}); khuôn góp ý ở eval/README.md",
                    f"{path}:{number}: “{place}” is off the format ({what['msg']}); eval/README.md shows it",
                ) from error
    return tuple(found)


def category_of(question: str, kind: Kind, items: bool = False, history: bool = False) -> Category:
    """The category that a question most likely belongs to; `changed` is never guessed."""
    if kind is Kind.NOT_FOUND:
        return "follow_up" if history else "absent"
    if history:
        return "follow_up"
    if kind is Kind.CONFLICT:
        return "conflict"
    if items:
        return "list" if kind is Kind.FOUND else "several"
    return _CATEGORIES[understand(question).asks] if has_accents(question) else "unaccented"


def free_id(file: Path, category: str, lines: Iterable[Line]) -> str:
    """The first id of the file's own series that no line has: "bao-toi-how-many-03" in bao-toi.jsonl."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(file.stem)).strip("-") or "gold"
    taken = {line.id for line in lines}
    names = (f"{stem}-{category.replace('_', '-')}-{number:02}" for number in count(1))
    return next(name for name in names if name not in taken)


def found_in(quote: str, articles: Iterable[Article]) -> list[str]:
    """The ids of the articles that hold the quote exactly once."""
    return [article.id for article in articles if article.text.count(quote) == 1]


def near_duplicate(line: Line, lines: Iterable[Line]) -> Line | None:
    """The line whose question is nearly that of `line`; None when nobody has asked it yet.

    Compared without accents and capitals, word order hardly counting. Questions with different numbers ("năm 2023",
    "năm 2024"), that ask for different sorts of things ("khi nào", "ở đâu"), or after different earlier questions are
    never the same one.
    """
    own = _comparable(line)
    ranked = [(_similarity(own, _comparable(other)), other) for other in lines]
    best = max(ranked, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= SIMILAR else None


def near_duplicates(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Every two lines that ask nearly the same."""
    alike: dict[str, list[tuple[Line, _Comparable]]] = {}
    for line in lines:
        context, words = _comparable(line)
        alike.setdefault(context, []).append((line, (context, words)))
    for group in alike.values():
        for (one, own), (other, others) in combinations(group, 2):
            if _similarity(own, others) >= SIMILAR:
                yield one, other


def append(path: Path, line: Line) -> None:
    """One more line in the file, which is made when it is not there; a process that is killed leaves the old file.

    Raises `GoldError` when the file can't be written, with nothing of it changed.
    """
    try:
        before = path.read_bytes() if path.exists() else b""
        gap = b"\n" if before and not before.endswith(b"\n") else b""
        replace_file(path, before + gap + written(line).encode() + b"\n")
    except OSError as error:
        raise GoldError(
            f"Không ghi được vào {path}: {error.strerror}. Tệp còn nguyên như cũ; hãy chọn tệp khác bằng --gold.",
            f"Can't write to {path}: {error.strerror}. The file is as it was; name another one with --gold.",
        ) from error


def written(line: Line) -> str:
    """The line as it stands in a file: one JSON object, keys in one order, those that say nothing left out."""
    return json.dumps(line.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)


_Comparable = tuple[str, frozenset[str]]  # what must be the same, and the terms of which most must be


def _comparable(line: Line) -> _Comparable:
    asked = understand(line.question)
    # without "ai", "bao nhiêu", "là": many words ask for the same
    words = [fold(word) for word in content(asked.text, asked.folded)]
    sort = Asks.WHAT if asked.asks is Asks.WHO else asked.asks  # "tên là gì" asks for a person, too
    numbers = sorted(word for word in words if word[0].isdigit())
    pairs = (" ".join(pair) for pair in pairwise(words))
    return json.dumps([sort, numbers, *(fold(nfc(earlier)) for earlier in line.history)]), frozenset(words).union(pairs)


def _similarity(one: _Comparable, other: _Comparable) -> float:
    if one[0] != other[0] or not one[1] | other[1]:
        return 0.0
    return len(one[1] & other[1]) / len(one[1] | other[1])
