"""Dates as Vietnamese texts write them, day before month: "ngày 11 tháng 7 năm 2020", "tối 11-7", "quý I/2020"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from qa.vietnamese.newspapers import is_desk
from qa.vietnamese.spoken import in_words
from qa.vietnamese.text import SENTENCES_KEPT


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, `text[start:end]` with its "ngày", "tháng" or "năm"; None for what the text leaves open.

    A year before Christ is negative. `last_year` closes a span of years: 2025 in "2020-2025", 1999 in "những năm 1990".
    All parts are None for a century ("thế kỷ XV") and an age ("thời Lý" is not found at all).
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    last_year: int | None = None


_MONTH_NAMES: Final = {
    name: number
    for number, names in enumerate(
        "giêng|một hai ba tư|bốn năm sáu bảy|bẩy tám chín mười mười_một mười_hai|chạp".split(), start=1
    )
    for name in names.replace("_", " ").split("|")
}
_DAY_NAMES: Final = {in_words(day): day for day in range(1, 32)} | {"hai mươi tư": 24}
_DAY_NAME = rf"(?P<day>{'|'.join(sorted(_DAY_NAMES, key=len, reverse=True))})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_MONTH_NAME = r"(?P<month>0?[1-9]|1[0-2]|giêng|chạp|mười hai|mười một|mười|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_YEAR = r"(?P<year>1\d{3}|20\d\d|21\d\d)"
_BEFORE_CHRIST = r"(?P<before_christ>\s?\(?(?:TCN|tr\.\s?CN|TrCN|trước Công nguyên|trước CN)\)?)"
_ERA = rf"(?:{_BEFORE_CHRIST}|\s(?:SCN|sau Công nguyên))"
_BEGIN, _END = r"(?<![\w./,-])", r"(?![\w%°]|[.,/-]\d)"
_TO = r"\s?(?:-|–|—|đến|tới)\s?"
_DAY_WORD = r"(?:ngày|mùng|mồng|hôm)"
_PART_OF_DAY = r"(?:(?:rạng sáng|sáng|trưa|chiều|tối|đêm|khuya)\s+)?"
_PART = r"(?:(?:đầu|giữa|cuối)\s+)?"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)"
_CUE = rf"(?:(?:{_DAY_WORD}|(?:rạng )?sáng|trưa|chiều|tối|đêm|khuya|{_WEEKDAY},?)\s+|(?P<lead>\())"
_UNTIL = "|".join(rf"(?<=\b{word} )" for word in ("từ", "đến", "tới", "trước", "sau", "hết"))
_CENTURY = r"(?:thế kỷ|thế kỉ|thiên niên kỷ|thiên niên kỉ)"
_COUNT = r"(?:\d{1,2}|[IVX]+)"
_DECADE = r"(?:thập niên|thập kỷ|thập kỉ|(?:những|các) năm)"
# What makes "2/3" a share and "5-10" an amount, not a day; and "2019" an amount, not a year.
_NO_SHARE = r"(?!\s*(?:%|số|dân|diện|tổng|thành|chiều|lượng|phần|cổ|người|tuổi|lần|điểm|vòng|trận|triệu|tỷ|đồng|năm\b))"
_NO_AMOUNT = r"(?!\s+(?:(?-i:[a-zà-ỹđ])|USD|VND|MW|km|ha\b))"
_NO_COUNTED = r"(?!\s+(?:người|đồng|hộ|em|con|cái|chiếc|tấn|m|km|ha|học|cán|đại|đơn|xe|bộ|suất|lượt|năm|USD|VND)\b)"

# Tried in this order; a later form does not touch what an earlier one took.
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # ngày 11 tháng 7 năm 2020 · 11 tháng 7, 2020 · mùng 5 tháng Giêng năm 1789 · ngày 25 tháng 8
        rf"{_BEGIN}{_PART_OF_DAY}(?:{_DAY_WORD}\s+)?(?:\d{{1,2}}{_TO}(?:{_DAY_WORD}\s+)?)?{_DAY}\s+tháng\s+{_MONTH_NAME}"
        rf"(?:(?:,?\s+năm\s+|\s?[,/-]\s?|\s+){_YEAR}{_ERA}?)?{_END}(?!\s+(?:ngày|năm)\b(?!\s\d{{4}}))",
        # ngày mười một tháng bảy · mùng năm tháng Giêng năm 1789
        rf"{_BEGIN}{_PART_OF_DAY}{_DAY_WORD}\s+{_DAY_NAME}\s+tháng\s+{_MONTH_NAME}(?:(?:,?\s+năm\s+|\s+){_YEAR})?{_END}",
        # 2020-07-11
        rf"{_BEGIN}{_YEAR}(?P<mark>[-/.])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        # 11-7-2020 · 11/07/2020 · ngày 11.7.2020 · 10-11/7/2020
        rf"{_BEGIN}{_PART_OF_DAY}(?:{_DAY_WORD}\s+)?(?:\d{{1,2}}\s?[-–]\s?)?{_DAY}\s?(?P<mark>[-/.])\s?{_MONTH}"
        rf"\s?(?P=mark)\s?{_YEAR}(?![\w%°/-])",
        # ngày 11-7 · hôm 25/7 · tối 27.6 · (11/7) · ngày 10-11/7
        rf"{_CUE}(?:\d{{1,2}}\s?[-–]\s?)?{_DAY}[-/.]{_MONTH}{_END}{_NO_SHARE}",
        # từ 1/7 · đến 30/6
        rf"(?:{_UNTIL}){_DAY}/{_MONTH}{_END}{_NO_SHARE}",
        # tháng 7 năm 2020 · tháng 7/2020
        rf"{_BEGIN}{_PART}tháng\s+{_MONTH_NAME}(?:\s+năm\s+|\s?[,/-]\s?|\.|\s+){_YEAR}{_END}",
        # quý I/2020 · quý 3 năm 2019
        rf"{_BEGIN}quý\s+(?:[1-4]|IV|I{{1,3}})(?:\s+năm\s+|\s?[/-]\s?){_YEAR}{_END}",
        # thế kỷ XV · thế kỷ thứ 4 TCN · thiên niên kỷ 10 TCN · thế kỷ XVI-XVII
        rf"{_BEGIN}{_PART}{_CENTURY}\s+(?:thứ\s+)?{_COUNT}(?:{_TO}{_COUNT})?{_ERA}?{_END}",
        # năm 2019 · những năm 1990 · thập niên 1960 · năm 1955-1976 · năm 1500 TCN
        rf"{_BEGIN}{_PART}(?:(?:những\s+)?(?P<decade>{_DECADE})|năm)\s+{_YEAR}"
        rf"(?:{_TO}(?:năm\s+)?(?P<last>\d{{4}}|\d\d))?{_ERA}?{_END}",
        # năm 111 TCN · năm 43–40 TCN · 10.500 TCN · năm 800 SCN · năm 938
        rf"{_BEGIN}(?:{_PART}năm\s+)?(?P<year>\d{{1,4}}|\d\d?\.\d{{3}})(?:{_TO}(?P<last>\d{{1,4}}))?{_ERA}{_END}",
        rf"{_BEGIN}năm\s+(?P<year>[2-9]\d\d){_END}",
        # thập niên 60 · những năm 80
        rf"{_BEGIN}{_PART}(?P<decade>{_DECADE})\s+(?P<year>\d0){_END}",
        # 2020-2025 · 7/2020
        rf"{_BEGIN}{_YEAR}\s?[-–—]\s?(?P<last>1\d{{3}}|20\d\d|21\d\d){_END}(?!/)",
        rf"{_BEGIN}{_MONTH}/(?P<year>19\d\d|20\d\d){_END}(?!/)",
        # tháng 7 · tháng Giêng · ngày 11
        rf"{_BEGIN}(?<!\d ){_PART}tháng\s+{_MONTH_NAME}{_END}(?!\s+(?:ngày|năm|tháng|tuổi|giờ)\b(?!\s\d{{3}}))",
        rf"{_BEGIN}(?:ngày|mùng|mồng)\s+{_DAY}{_END}",
        # 1776, alone: in brackets, before a mark or a capital; after a capital: SEA Games 2019
        rf"{_BEGIN}{_YEAR}{_ERA}?{_END}{_NO_AMOUNT}",
        rf"{_BEGIN}(?P<lead>(?-i:[A-ZĐ])[^\W\d_]+\s)(?P<year>19\d\d|20[0-4]\d){_END}{_NO_COUNTED}",
    )
)

_MAY_HOLD_DATE: Final = re.compile(r"\d|tháng|thế k|niên k", re.IGNORECASE)
_CLOCK = r"\d{1,2}\s?(?::|giờ|h|g)\s?(?:\d{2})?(?:\s?(?::|m|phút|')\s?\d{0,2})?(?:\.\d+)?\s*(?:am|pm|sa|ch|z)?"
_FILLING: Final = re.compile(
    rf"\b{_WEEKDAY}\b|\bt[2-7]\b|\bcn\b|\b(?:ngày|lúc|vào|sáng|trưa|chiều|tối)\b|{_CLOCK}"
    r"|\(?\s?(?:gmt|utc)\s?[+-]?\s?\d{0,2}(?::\d\d)?\s?\)?|[+-]\d\d:?\d\d\b|\b[tz]\b"
    r"|(?:(?:ngày|giờ|thời gian|đã) )?(?:đăng|cập nhật|xuất bản|đưa tin|phát hành|chỉnh sửa)(?: tin| bài| lần cuối)?"
    r"|thời gian|\b(?:số )?ra\b|in bài(?: này)?|\d+ phút đọc"
    r"|(?:số )?lượt (?:xem|đọc)\s*:?\s*[\d.]+|[\d.]+ (?:lượt (?:xem|đọc)|bình luận)|\bposted(?: on)?\b"
    r"|\b(?:updated|published|(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?)\b|[\s,.;:|()\[\]–—•·/_-]",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 100  # characters
# "Hà Nội, ngày …", "TP. Kim Lộc, ngày …", as offices head and close their papers.
_PLACE_OF_DATE: Final = re.compile(
    r"(?:TP\.? ?|(?:thành phố|thị xã|thị trấn|tỉnh|huyện|quận|xã|phường) )?(?:[^\W\d_]+ ){0,3}[^\W\d_]+, (?=ngày\b)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r"\s*[|•·»>]\s*|\s+[-–—/]\s+|\s*,\s+")  # what parts a date from a desk or an author


@lru_cache(SENTENCES_KEPT)
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All dates of a text, in order, none overlapping another; the days of a month are not counted (31-2 passes).

    A day and month in digits need a word that says so ("ngày 11-7", "tối 11/7"): "8-3" may be a score, "2/3" a share.
    A bare year counts where no counted noun follows it: "SEA Games 2019" but not "2019 người".
    """
    if not _MAY_HOLD_DATE.search(text):
        return ()
    found: list[FoundDate] = []
    taken = bytearray(len(text))
    for form in _FORMS:
        for match in form.finditer(text):
            lead = match.re.groupindex.get("lead")
            start, end = match.end(lead) if lead and match[lead] else match.start(), match.end()
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(_read(match, start))
    return tuple(sorted(found, key=lambda one: one.start))


def parse_date_line(line: str) -> date | None:
    """The day on a line that is nothing but a date ("Thứ Bảy, 11-07-2020, 16:19", ISO 8601 …); None for other lines.

    Weekday, clock time, time zone, words such as "Cập nhật", a place ("Hà Nội, ngày …") and the newspaper's desk
    ("Thời sự | …") may stand beside it. The first of two dates counts.
    """
    found = split_date_line(line)
    return found.day if found and all(map(is_desk, found.beside)) else None


class DateLine(NamedTuple):
    """The day on a line, and what else the line says, part by part: ("Chính trị", "Minh Hà")."""

    day: date
    beside: tuple[str, ...]


def split_date_line(line: str) -> DateLine | None:
    """The day on a line and what stands beside it, all that belongs to a date left out; None for lines without a day.

    The parts beside are whatever the line holds, a whole sentence too: who asks has to know them.
    """
    if len(line) > _LONGEST_DATE_LINE:
        return None
    iso = re.sub(r"(\d)T(?=\d\d:)", r"\1 ", line.strip())
    iso = re.sub(r"\b(?:thg|th)\.?\s?(?=\d)", "tháng ", iso, flags=re.IGNORECASE)  # "11 Th7, 2020", "11 thg 7, 2020"
    dates = [one for one in find_dates(iso) if one.day and one.month and one.year]
    if not dates:
        return None
    place = _PLACE_OF_DATE.match(iso)
    rest = iso
    for one in reversed(dates):
        rest = rest[: one.start] + " | " + rest[one.end :]
    if place and place[0].split()[-1][0].isupper():  # "Trước đó, ngày …" opens a sentence
        rest = rest[place.end() :]
    try:
        day = date(dates[0].year or 0, dates[0].month or 0, dates[0].day or 0)
    except ValueError:
        return None
    parts = (part for part in _BESIDE.split(rest) if _FILLING.sub("", part))
    return DateLine(day, tuple(part.strip(" .:;") for part in parts))


def _read(match: re.Match[str], start: int) -> FoundDate:
    parts = match.groupdict()
    month, day = ((parts.get(part) or "").lower() for part in ("month", "day"))
    year = int(parts["year"].replace(".", "")) if parts.get("year") else None
    last = int(parts["last"]) if parts.get("last") else None
    if year is not None and parts.get("decade"):
        year = year + 1900 if year < 100 else year
        last = year + 9 if last is None else last
    if year is not None and last is not None and last < 100 <= year:
        last += year - year % 100
    if year is not None and parts.get("before_christ"):
        year, last = -year, -last if last is not None else None
    return FoundDate(
        start=start,
        end=match.end(),
        day=_DAY_NAMES.get(" ".join(day.split())) or (int(day) if day else None),
        month=_MONTH_NAMES.get(month) or (int(month) if month else None),
        year=year,
        last_year=last,
    )
