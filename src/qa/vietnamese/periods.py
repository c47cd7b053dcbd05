"""Words of time → the days they mean: "năm 2019", "đầu năm 2017", "tháng trước", "từ 2018 đến nay", "hôm qua"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Final, NamedTuple

from qa.vietnamese.dates import FoundDate, find_dates
from qa.vietnamese.text import has_accents


class Period(NamedTuple):
    """The days from `first` to `last`, both in it; `date.min` and `date.max` where an end is open."""

    first: date
    last: date

    def meets(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


class FoundPeriod(NamedTuple):
    """A time named in a text: `text[start:end]`, with the word before it that opens or closes it ("từ", "trước")."""

    start: int
    end: int
    period: Period


# In a text without accents: "thang 3 nam 2023" → "tháng 3 năm 2023"; the length stays.
_BARE: Final = tuple(
    (re.compile(rf"\b{bare}(?= \d)", re.IGNORECASE), accented)
    for bare, accented in (("nam", "năm"), ("thang", "tháng"), ("ngay", "ngày"), ("hom", "hôm"))
)
_PARTS: Final = {"đầu": (1, 4), "giữa": (5, 8), "cuối": (9, 12)}  # months of "đầu năm", "giữa năm", "cuối năm"
_ASKED = re.compile(r"\s+(?:nào|nao|mấy|may)\b", re.IGNORECASE)  # "ngày tháng năm nào" names no May
_SCHOOL = re.compile(r"\b(?:năm học|niên khóa|nam hoc|nien khoa)\s+$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:kể )?(?:từ|tu|sau|ke tu)(?: khi)?\s*$", re.IGNORECASE)
_TO_WORD = r"(?:đến|tới|den|toi|-|–)"
_BETWEEN = re.compile(rf"\s*{_TO_WORD}\s*", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:trước|truoc)(?: khi)?\s*$", re.IGNORECASE)
_TO_NOW = re.compile(rf"^\s*{_TO_WORD}\s+(?:nay|hiện nay|hien nay|bây giờ|bay gio|giờ)\b", re.IGNORECASE)
# "vài |năm trước", "ba |tháng qua" are none of the last
_SOME = re.compile(
    r"\b(?:\d+|chục|vài|mấy|nhiều|những|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|rưỡi"
    r"|chuc|vai|may|nhieu|mot|bon|sau|bay|tam|chin|muoi|tram|nghin)\s+$",
    re.IGNORECASE,
)
_WEEKDAYS: Final = ("hai", "ba", "tư", "năm", "sáu", "bảy", "chủ nhật")


def find_periods(text: str, day: date | None, *, opened: bool = True) -> list[FoundPeriod]:
    """The times that a text written on `day` names, in order; two joined by "từ … đến …" are one.

    `opened`: "từ năm 2015" lasts for ever, "trước năm 2020" from ever; else both are the year they name, as suits an
    article, where "từ" begins what the next sentence ends.

    What leaves its year open ("11-7", "tháng 7", "thứ Bảy") is taken as the nearest to `day` that is not after it by
    more than half a year. Of a text of an unknown day (None) only what has a year is known. Centuries, and years before
    1, are left out.
    """
    accented = text
    if not has_accents(text):
        for bare, written in _BARE:
            accented = bare.sub(written, accented)
    dated = [
        FoundPeriod(found.start, found.end, period)
        for found in find_dates(accented)
        if not _ASKED.match(accented, found.end) and (period := period_of(found, accented, day))
    ]
    found = sorted([*dated, *(_relative(accented, day, dated) if day else ())])
    return list(_joined(text, found, day, opened))


def period_of(found: FoundDate, text: str, day: date | None) -> Period | None:
    """The days that a date of a text from `day` means; None for a century, and for a day that no calendar has."""
    try:
        return _period(found, text[found.start : found.end].lower(), day, bool(_SCHOOL.search(text[: found.start])))
    except ValueError:
        return None


def _period(found: FoundDate, written: str, day: date | None, school: bool) -> Period | None:
    year, month = found.year, found.month
    if year is not None and year < 1:
        return None
    if year is None:
        if day is None or (found.day is None and month is None):
            return None
        year, month = _nearest(found, day)
    if month and found.day:
        only = date(year, month, found.day)
        return Period(only, only)
    if month:
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if school:  # "năm học 2023-2024"
        return Period(date(year, 9, 1), date(found.last_year or year + 1, 8, 31))
    first, last = _PARTS.get(written.split(" ", 1)[0], (1, 12))
    last_year = max(found.last_year or year, year)
    return Period(date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1]))


def _nearest(found: FoundDate, day: date) -> tuple[int, int]:
    """Year and month of a date without year: the last such one, or one of the half-year to come."""
    if found.month is None:  # "ngày 11": of this month, or of the last one
        month = day.month if (found.day or 1) <= day.day + 15 else day.month - 1
        return (day.year, month) if month else (day.year - 1, 12)
    ahead = (found.month - day.month) % 12
    months = day.year * 12 + day.month - 1 + (ahead if ahead <= 6 else ahead - 12)
    return months // 12, found.month


def _relative(text: str, day: date, taken: list[FoundPeriod]) -> Iterator[FoundPeriod]:
    for pattern, period in _RELATIVE:
        for match in pattern.finditer(text):
            if any(one.start < match.end() and match.start() < one.end for one in taken):
                continue
            if _SOME.search(text[: match.start()]):
                continue
            with suppress(OverflowError, ValueError):  # before the first day of the calendar, or after its last
                yield FoundPeriod(match.start(), match.end(), period(day, match))


def _days_ago(count: int) -> Callable[[date, re.Match[str]], Period]:
    return lambda day, _: Period(day - timedelta(count), day - timedelta(count))


def _week_ago(count: int) -> Callable[[date, re.Match[str]], Period]:
    def period(day: date, _: re.Match[str]) -> Period:
        monday = day - timedelta(day.weekday() + 7 * count)
        return Period(monday, monday + timedelta(6))

    return period


def _month_ago(count: int) -> Callable[[date, re.Match[str]], Period]:
    def period(day: date, _: re.Match[str]) -> Period:
        year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
        return Period(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]))

    return period


def _year_ago(count: int) -> Callable[[date, re.Match[str]], Period]:
    return lambda day, _: Period(date(day.year - count, 1, 1), date(day.year - count, 12, 31))


def _weekday(day: date, match: re.Match[str]) -> Period:
    """The last such day, `day` itself among them: papers tell of what has been."""
    name = match[1].lower()
    number = _WEEKDAYS.index({"bẩy": "bảy"}.get(name, name))
    only = day - timedelta((day.weekday() - number) % 7)
    return Period(only, only)


def _words(accented: str, bare: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{accented}|{bare})\b", re.IGNORECASE)


_RELATIVE: Final = (
    (_words("hôm nay|sáng nay|chiều nay|tối nay", "hom nay|sang nay|chieu nay|toi nay"), _days_ago(0)),
    (_words("hôm qua|sáng qua|chiều qua|tối qua|đêm qua", "hom qua|sang qua|chieu qua|toi qua|dem qua"), _days_ago(1)),
    (_words("hôm kia", "hom kia"), _days_ago(2)),
    (_words("tuần này", "tuan nay"), _week_ago(0)),
    (_words("tuần (?:trước|qua|rồi)", "tuan (?:truoc|qua|roi)"), _week_ago(1)),
    (_words("tháng này", "thang nay"), _month_ago(0)),
    (_words("tháng (?:trước|qua|rồi)", "thang (?:truoc|qua|roi)"), _month_ago(1)),
    (_words("năm nay", "nam nay"), _year_ago(0)),
    (_words("năm (?:ngoái|trước|qua)", "nam (?:ngoai|truoc|qua)"), _year_ago(1)),
    (_words("năm kia", "nam kia"), _year_ago(2)),
    (  # "lần thứ hai" counts; "thứ Hai" and "sáng thứ hai" are days
        re.compile(
            r"\b(?:thứ (?=(?-i:[A-ZĐ]))|(?:sáng|trưa|chiều|tối|đêm) thứ |(?=chủ nhật))"
            r"(hai|ba|tư|năm|sáu|bảy|bẩy|chủ nhật)\b",
            re.IGNORECASE,
        ),
        _weekday,
    ),
)


def _joined(text: str, found: list[FoundPeriod], day: date | None, opened: bool) -> Iterator[FoundPeriod]:
    """Each with the word before it: "từ 2018 đến 2024" is one, "trước năm 2020" open at its start."""
    place = 0
    while place < len(found):
        one = found[place]
        start, end, (first, last) = one
        after = found[place + 1] if place + 1 < len(found) else None
        since = _FROM.search(text[:start])
        if after and _BETWEEN.fullmatch(text, end, after.start):
            start, end, last = (since.start() if since else start), after.end, after.period.last
            first = (
                first if first <= last else last.replace(day=min(first.day, last.day))
            )  # "từ ngày 3 đến ngày 5-7-2020"
            place += 1
        elif to_now := _TO_NOW.search(text[end:]):
            start, end, last = (since.start() if since else start), end + to_now.end(), day or date.max
        elif since and first.year < last.year:  # "từ năm 2018 đến năm 2021" is one date to `find_dates`
            start = since.start()
        elif opened and since:
            start, last = since.start(), date.max
        elif opened and (before := _BEFORE.search(text[:start])):
            start, last, first = before.start(), first - timedelta(first > date.min), date.min
        yield FoundPeriod(start, end, Period(first, last))
        place += 1
