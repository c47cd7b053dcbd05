"""One number or day, written in every usual way: "lần thứ IX" and "lần thứ 9", "7 đồng chí" and "bảy đồng chí"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qa.vietnamese.dates import find_dates
from qa.vietnamese.numbers import Quantity, find_numbers
from qa.vietnamese.spoken import DIGITS, in_words
from qa.vietnamese.text import Phrase, keys

_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST_ROMAN: Final = 39  # of congresses, centuries, terms; "XL" is a size
_ORDERED: Final = r"(?P<cue>thứ|khóa|khoá|thế kỷ|thế kỉ|kỳ|kì|quý|chương|hạng|cấp|khoản)"
_ORDINAL: Final = re.compile(rf"\b{_ORDERED}\s+(?P<number>\d{{1,2}}|[ivx]{{1,6}})\b(?!\s?[/%.,]\d)", re.IGNORECASE)
ORDINALS: Final = ("", "nhất", "hai", "ba", "tư", *DIGITS[5:], "mười")  # what stands behind "thứ": ORDINALS[3] is "ba"
# "lần thứ chín"; "thứ năm" alone is a day of the week
_SPOKEN_ORDINAL: Final = re.compile(
    r"\b(?P<cue>(?:lần|kỳ họp|hội nghị) thứ|khóa|khoá)\s+"
    rf"(?P<number>{'|'.join(ORDINALS[1:])}|\d{{1,2}})\b(?!\s?[/%.,]\d)",
    re.IGNORECASE,
)
_HONORIFICS: Final = ("ông", "bà", "đồng chí")
_HONOURED: Final = re.compile(r"\b(?P<title>ông|bà|đồng chí)\s+(?P<name>[^\W\d_]+)", re.IGNORECASE)


def to_roman(number: int) -> str:
    """The Roman numeral of 1 to 39, lower case: 9 → "ix"."""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def from_roman(written: str) -> int:
    """What a Roman numeral comes to; 0 for what is none: "ix" → 9, "iiii" → 0."""
    return next((number for number in range(1, _LARGEST_ROMAN + 1) if to_roman(number) == written.lower()), 0)


def counted_otherwise(text: str) -> Iterator[tuple[Phrase, Phrase]]:
    """(what stands in the text, how it is written too) for ordinals, small amounts, days and persons with a title."""
    yield from _ordinals(text)
    yield from _spoken_ordinals(text)
    yield from _amounts(text)
    yield from _days(text)
    yield from _titles(text)


def _ordinals(text: str) -> Iterator[tuple[Phrase, Phrase]]:
    for match in _ORDINAL.finditer(text):
        cue, number = keys(match["cue"]), match["number"]
        other = to_roman(int(number)) if number.isdigit() and 0 < int(number) <= _LARGEST_ROMAN else from_roman(number)
        if other:
            yield (*cue, *keys(number)), (*cue, str(other))


def _spoken_ordinals(text: str) -> Iterator[tuple[Phrase, Phrase]]:
    for match in _SPOKEN_ORDINAL.finditer(text):
        cue, said = keys(match["cue"])[-1:], match["number"].lower()
        number = int(said) if said.isdigit() else ORDINALS.index(said)
        if not 0 < number < len(ORDINALS):
            continue
        others = (ORDINALS[number],) if said.isdigit() else (str(number), to_roman(number))
        yield from (((*cue, *keys(said)), (*cue, *keys(other))) for other in others)


def _amounts(text: str) -> Iterator[tuple[Phrase, Phrase]]:
    for amount in find_numbers(text):
        if amount.unit is None or amount.high is not None or amount.value is None or _is_ordinal(text, amount):
            continue
        value, written = int(amount.value), text[amount.start : amount.end]
        if value != amount.value or not 0 < value < 100 or "%" in written:
            continue
        counted = keys(text[amount.unit[0] : amount.unit[1]])[:1]
        other = in_words(value) if written.isdigit() else str(value)
        yield (*keys(written), *counted), (*keys(other), *counted)


def _is_ordinal(text: str, amount: Quantity) -> bool:
    return amount.qualifier is not None and text[amount.qualifier[0] : amount.qualifier[1]].lower() == "thứ"


def _days(text: str) -> Iterator[tuple[Phrase, Phrase]]:
    for day in find_dates(text):
        if day.month is None or (day.day is None and day.year is None):
            continue
        written = keys(text[day.start : day.end])
        said = written[next((at for at, word in enumerate(written) if word[0].isdigit()), 0) :]
        date = [str(part) for part in (day.day, day.month, day.year) if part]
        names = [f"{name} {part}" for name, part in (("tháng", day.month), ("năm", day.year)) if part]
        spoken = keys(" ".join([*([str(day.day)] if day.day else []), *names]))
        for other in (tuple(date), spoken):
            if other != said:
                yield said, other


def _titles(text: str) -> Iterator[tuple[Phrase, Phrase]]:
    for match in _HONOURED.finditer(text):
        title, name = match["title"].lower(), match["name"]
        if name[0].isupper():
            yield from (
                (keys(f"{title} {name}"), keys(f"{other} {name}"))
                for other in _HONORIFICS
                if other != title and {title, other} != {"ông", "bà"}
            )
