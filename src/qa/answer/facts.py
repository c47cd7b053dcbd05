"""What can be compared of a sentence: its words, amounts, dates, names, and what it denies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from qa.vietnamese.dates import FoundDate, find_dates
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import Quantity, find_numbers
from qa.vietnamese.text import keys, tokens

_MORE = re.compile(r"hơn|trên|tối thiểu|ít nhất|từ|ngót")
_LESS = re.compile(r"gần|dưới|tối đa|nhiều nhất|không quá|chưa")
_NOT = frozenset({"không", "chưa", "chẳng", "chả"})
# "không chỉ A mà còn B" denies no A; "không gian", "không quân" deny nothing.
_NO_DENIAL = frozenset("chỉ những ai gì nào sao bao mấy đâu gian khí quân phận trung lực lưu".split())
GOES_ON = frozenset("được phải còn có thể bị hề là".split())  # "không được bầu": it is "bầu" that is denied, too
# Units that no paraphrase gives up: "4,2 ha" is not "4,2 km"; but 25 "đồng chí" may be "ủy viên" or "người".
_MEASURES = frozenset("m mét km ha m² km² m³ kg tấn tạ lít đồng usd năm tháng ngày giờ phút tuổi".split())
_TODAY = re.compile(r"\b(?:hôm nay|sáng nay|trưa nay|chiều nay|tối nay)\b", re.IGNORECASE)


class Amount(NamedTuple):
    """A number as it compares."""

    value: Decimal
    high: Decimal | None
    percent: bool
    unit: str  # what is measured, "" for what is counted
    side: int  # 1 for "hơn", -1 for "gần", else 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be compared of one sentence."""

    line: str  # its search keys, a space before and behind each
    amounts: frozenset[Amount]
    dates: tuple[FoundDate, ...]
    denied: frozenset[str]  # words behind a "không"
    plain: frozenset[str]  # words that stand elsewhere
    today: bool

    @property
    def words(self) -> set[str]:
        """Its search keys."""
        return set(self.line.split())


@lru_cache(4_096)
def facts_of(text: str) -> Facts:
    """The facts of one sentence."""
    words = keys(text)
    behind: set[int] = set()
    for place, word in enumerate(words[:-1], start=1):
        flying = place > 1 and words[place - 2] == "hàng"  # "hàng không"
        if word in _NOT and words[place] not in _NO_DENIAL and not flying:
            behind |= {place, place + 1} if words[place] in GOES_ON else {place}
    return Facts(
        f" {' '.join(words)} ",
        frozenset(amount for one in find_numbers(text) if (amount := amount_of(text, one))),
        tuple(find_dates(text)),
        frozenset(words[place] for place in behind if place < len(words)),
        frozenset(word for place, word in enumerate(words) if place not in behind),
        bool(_TODAY.search(text)),
    )


def amount_of(text: str, found: Quantity) -> Amount | None:
    """The number as it compares; None for a score or a share of votes, which have no value."""
    if found.value is None:
        return None
    unit = text[slice(*found.unit)].lower().split()[0] if found.unit else ""
    said = text[slice(*found.qualifier)].lower() if found.qualifier else ""
    side = 1 if _MORE.match(said) else -1 if _LESS.match(said) else 0
    return Amount(
        found.value,
        found.high,
        text[found.start : found.end].endswith(("%", "phần trăm")),
        unit if unit in _MEASURES else "",
        side,
    )


def fits(day: FoundDate, other: FoundDate, published: Sequence[date]) -> bool:
    """Whether the claim's date is the other one, which may be more exact, or leave its year to its article's date."""
    years = {other.year} if other.year else {one.year for one in published}
    return (
        day.day in (None, other.day)
        and day.month in (None, other.month)
        and (day.year is None or day.year in years)
        and day.last_year in (None, other.last_year)
    )


def counted(amount: Amount, scope: Iterable[Facts]) -> bool:
    """Whether the amount is there, an end of a range too; "hơn 99%" is not there where it is "gần 99%" or just 99%."""
    return any(
        (amount.percent, amount.unit) == (other.percent, other.unit)
        and (amount.value, amount.high) in ((other.value, other.high), (other.value, None), (other.high, None))
        and amount.side in (0, other.side)
        for facts in scope
        for other in facts.amounts
    )


def names_and_figures(claim: str) -> Iterator[tuple[int, int]]:
    """Where a person or a place is named, and each other word with a capital that no sentence gives it, or a figure."""
    found = tokens(claim)
    if not found:
        return
    first, *words = found
    whole = []
    for name in find_names(claim):
        opens = name.start == first.start  # "Tàu Apollo 11 …", "Sông Mê Kông": its first word may be no name
        inside = [word for word in words if word.end <= name.end] if opens else []
        if name.kind in ("person", "place") and (inside or not opens):
            whole.append((inside[0].start if inside and name.kind == "place" else name.start, name.end))
    yield from whole
    for word in words:
        special = word.text[0].isupper() or any(sign.isdigit() for sign in word.text)
        if special and not any(start <= word.start < end for start, end in whole):
            yield word.start, word.end


def denials(said: Facts, near: Sequence[Facts]) -> Iterator[str]:
    """The words that one side denies and the other does not."""
    denied = {word for facts in near for word in facts.denied}
    plain = {word for facts in near for word in facts.plain}
    yield from said.denied - denied
    yield from (said.plain - said.denied) & (denied - plain)
