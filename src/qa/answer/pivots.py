"""The stretches of a statement that may be wrong, a number, a person, a day, a place, and what asks for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from qa.answer.facts import fits
from qa.answer.offices import same_person
from qa.vietnamese.dates import FoundDate, find_dates
from qa.vietnamese.gazetteer import HONORIFICS
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import find_numbers
from qa.vietnamese.text import fold

_KIND = re.compile(
    r"\b(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|thôn|bản|đảo|sông|núi|cầu) $", re.IGNORECASE
)


class Pivot(NamedTuple):
    """A stretch of the statement that may be wrong, and the statement with what asks for it in its place."""

    said: str
    sort: str  # "number", "date", "person", "place"
    question: str
    whole: str = ""  # with what it counts: "39 đồng chí"
    unit: str = ""  # what kind of number or date it is


def numbers(claim: str) -> Iterator[Pivot]:
    """The numbers of the statement; of each what it counts, and the question "bao nhiêu …"."""
    for number in find_numbers(claim):
        if number.value is not None:
            said, whole = claim[number.start : number.end], claim[slice(*number.span)]
            share = " phần trăm" if said.endswith(("%", "phần trăm")) else ""
            unit = fold(claim[slice(*number.unit)]) if number.unit else share
            asking = _put(claim, (number.span[0], number.end), f"bao nhiêu{share}")
            yield Pivot(said, "number", asking, whole, unit)


def people(claim: str) -> Iterator[Pivot]:
    """The persons, with the honorific before each in the question's "ai"."""
    for name in find_names(claim):
        if name.kind == "person":
            words = claim[: name.start].split(" ")[:-1]
            title = next((n for n in (2, 1) if len(words) >= n and " ".join(words[-n:]).lower() in HONORIFICS), 0)
            start = name.start - sum(len(word) + 1 for word in words[len(words) - title :])
            yield Pivot(claim[name.start : name.end], "person", _put(claim, (start, name.end), "ai"))


def days(claim: str) -> Iterator[Pivot]:
    """The dates, and the question for the day, month or year."""
    for day in find_dates(claim):
        said = claim[day.start : day.end]
        yield Pivot(said, "date", _put(claim, (day.start, day.end), f"{unit_of(day)} nào"), said, unit_of(day))


def unit_of(day: FoundDate) -> str:
    """The least that a date tells: "ngày", "tháng" or "năm"."""
    return "ngày" if day.day else "tháng" if day.month else "năm"


def places(claim: str) -> Iterator[Pivot]:
    """The places, and "xã nào", or "đâu" where no kind stands before the name."""
    for name in find_names(claim):
        if name.kind == "place":
            kind = _KIND.search(claim[: name.start])
            asking = "nào" if kind else "đâu"
            yield Pivot(claim[name.start : name.end], "place", _put(claim, (name.start, name.end), asking))


def _put(claim: str, span: tuple[int, int], asking: str) -> str:
    question = f"{claim[: span[0]]}{asking}{claim[span[1] :]}"
    return f"{question[:1].upper()}{question[1:]}?"


def same(pivot: Pivot, said: str, day: date | None) -> bool:
    """Whether what is said, in an article of that day, is the stretch itself."""
    match pivot.sort:
        case "number":
            values = {number.value for number in find_numbers(said)}
            return any(number.value in values for number in find_numbers(pivot.said))
        case "date":
            days = [day] if day else []
            return any(fits(own, other, days) for own in find_dates(pivot.said) for other in find_dates(said))
        case "person":
            return same_person(pivot.said, said)
        case _:
            return fold(pivot.said) in fold(said) or fold(said) in fold(pivot.said)


def is_of_its_sort(pivot: Pivot, said: str) -> bool:
    """Whether what is said can be held against the pivot: a date against a date, a number against a number."""
    return bool({"number": find_numbers, "date": find_dates}.get(pivot.sort, bool)(said))
