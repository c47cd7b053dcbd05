"""The stretches of a sentence that could be the short answer: names for who, dates for when, amounts for how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.answer.asking import Asks
from qa.answer.question import Question
from qa.vietnamese.dates import find_dates
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import find_numbers
from qa.vietnamese.text import fold

SHORT = frozenset({Asks.WHO, Asks.WHEN, Asks.WHERE, Asks.HOW_MANY})  # asks for which a stretch can be picked by type
SECOND = 0.5  # how well a stretch of a neighbouring kind fits: a date without the year that was asked for

# Other spellings of what is counted, folded: "bao nhiêu mét" is answered by "420 m", "bao nhiêu tiền" by "215 tỷ đồng",
# "mấy người" by "bảy đồng chí".
_UNITS = {
    "nguoi": (
        "nguoi",
        "dong chi",
        "dai bieu",
        "uy vien",
        "can bo",
        "dang vien",
        "thanh vien",
        "nhan vien",
        "cong nhan",
    ),
    "met": ("m", "met"),
    "km": ("km", "ki-lo-met", "cay so"),
    "ki": ("km", "ki-lo-met", "cay so"),
    "cay": ("km", "ki-lo-met", "cay so"),
    "ha": ("ha", "hec-ta", "hecta"),
    "hec": ("ha", "hec-ta", "hecta"),
    "hecta": ("ha", "hec-ta", "hecta"),
    "kg": ("kg", "ki-lo-gam", "can"),
    "can": ("kg", "ki-lo-gam", "can"),
    "tien": ("dong", "usd", "euro"),
    "von": ("dong", "usd", "euro"),
}
_BEHIND = 30  # characters behind a number in which what it counts stands
_OFFICE = re.compile(r"(?:Phó|Chánh|Trưởng|Giám đốc|Bí thư|Chủ tịch)\b")  # "Phó Chánh tòa" is nobody's name
_OFTEN_PERCENT = ("tỷ lệ", "tỉ lệ", "phần trăm", "ty le", "ti le", "phan tram")


class Candidate(NamedTuple):
    """A stretch, `sentence[start:end]`, and how well its kind fits the question: 1, or less for a second choice."""

    start: int
    end: int
    fit: float


def candidates(asked: Question, sentence: str) -> list[Candidate]:
    """Everything in `sentence` of the kind asked for, in order, less what the question says itself."""
    match asked.asks:
        case Asks.WHO:
            found = _people(sentence)
        case Asks.WHERE:
            found = _places(sentence)
        case Asks.WHEN:
            found = _dates(asked, sentence)
        case Asks.HOW_MANY:
            found = _amounts(asked, sentence)
        case _:
            found = iter(())
    said = fold(" ".join([asked.text, *(" ".join(way.also) for way in asked.also)]))
    return [candidate for candidate in found if fold(sentence[candidate.start : candidate.end]) not in said]


def _people(sentence: str) -> Iterator[Candidate]:
    for name in find_names(sentence):
        # "Quang Hải" without a word before it is no sure person
        if name.kind in ("person", "other") and not _OFFICE.match(sentence, name.start):
            yield Candidate(name.start, name.end, 1.0 if name.kind == "person" else SECOND)


def _places(sentence: str) -> Iterator[Candidate]:
    for name in find_names(sentence):
        if name.kind != "person":
            yield Candidate(name.start, name.end, 1.0 if name.kind == "place" else SECOND)


def _dates(asked: Question, sentence: str) -> Iterator[Candidate]:
    comparable = fold(asked.text)
    wants_day, wants_year = "ngay" in comparable.split(), "nam nao" in comparable
    for date in find_dates(sentence):
        lacks = (wants_day and date.day is None) or (wants_year and date.year is None)
        yield Candidate(date.start, date.end, SECOND if lacks else 1.0)


def _amounts(asked: Question, sentence: str) -> Iterator[Candidate]:
    comparable = asked.text.lower()
    percent = any(phrase in comparable for phrase in _OFTEN_PERCENT)
    closest = _counting(asked.unit, sentence)
    for amount in find_numbers(sentence):
        start, end = amount.span
        counted = fold(sentence[amount.end : end]).strip()
        if percent:
            fits = "%" in sentence[start:end]
        else:
            unit = fold(asked.unit).split()[:1]
            fits = not unit or counted.startswith(_UNITS.get(unit[0], (unit[0],)))
            fits = fits and (not closest or amount.start in closest)
        yield Candidate(start, end, 1.0 if fits else SECOND)


def _counting(unit: str, sentence: str) -> set[int]:
    """Where the numbers begin behind which all words of the unit stand: of "7.800 người, 2 người chết" the second for
    "bao nhiêu người chết"; none where no number has them all."""
    words = fold(unit).split()
    if len(words) < 2:
        return set()
    numbers = find_numbers(sentence)
    behind = {number.start: fold(sentence[number.end : number.end + _BEHIND]).split() for number in numbers}
    return {start for start, said in behind.items() if said[: len(words)] == words}
