"""Whether a stretch is of the sort that a question asks for: money for "bao nhiêu tiền", a day for "ngày nào"."""

from __future__ import annotations

import re

from qa.answer.asking import Asks, comparable, matched
from qa.answer.follow_up import SEPARATOR
from qa.answer.question import Question
from qa.vietnamese.dates import find_dates
from qa.vietnamese.numbers import Quantity, find_numbers
from qa.vietnamese.text import fold, key, keys, tokens

# What is measured and in what; amounts of two of these sorts never answer each other's question. With accents, for
# "tà vẹt" are no "tạ"; a question without any is compared without.
_SORTS = {
    "money": ("tiền", "đồng", "usd", "euro", "đô", "vnd", "yen", "yên", "bảng", "won", "nhân dân tệ", "rúp"),
    "length": ("m", "mét", "km", "cm", "mm", "ki-lô-mét", "cây số", "hải lý"),
    "area": ("ha", "hecta", "héc-ta", "m²", "m2", "mét vuông", "km²", "km2", "km vuông", "ki-lô-mét vuông"),
    "mass": ("kg", "tấn", "tạ", "gam", "ki-lô-gam", "yến", "ký"),
    "time": ("năm", "tháng", "ngày", "giờ", "tiếng", "phút", "giây", "tuần", "thế kỷ"),
    "people": (
        *("người", "đồng chí", "đại biểu", "ủy viên", "học sinh", "sinh viên", "giáo viên", "đảng viên", "dân"),
        *("cán bộ", "công nhân", "nhân khẩu", "cử tri", "hộ", "bệnh nhân", "hành khách", "thí sinh", "lao động"),
    ),
    "share": ("%", "phần trăm"),
    "age": ("tuổi",),
    "times": ("lần", "lượt", "chuyến"),
    "power": ("mw", "kw", "kwh", "gw"),
    "score": ("điểm", "bàn"),
}
_FOLDED_SORTS = {sort: tuple(map(fold, units)) for sort, units in _SORTS.items()}
_CLOSED = frozenset({"money", "length", "area", "mass", "share", "age", "power"})  # sorts whose units are all here
_OTHERWISE = frozenset({"time", "share", "age"})  # what is counted by any other word is none of these
_BEHIND = 30  # characters behind a number in which what it counts stands
_LEAST_PRICE = 1_000  # đồng: a smaller number without a unit is no sum of money
_MEASURED = {  # what a question names in place of a unit: "giá vé là bao nhiêu"
    "money": "giá|kinh phí|vốn|học phí|học bổng|tiền|lương|chi phí|doanh thu|ngân sách|tổng mức đầu tư|thưởng",
    "area": "diện tích",
    "length": "chiều dài|chiều cao|chiều rộng|chiều sâu|dài|cao|rộng|sâu",
    "share": "tỷ lệ|tỉ lệ|phần trăm",
    "people": "dân số|số dân",
    "power": "công suất",
    "result": "tỷ số|tỉ số",  # of a match: "3-2"
}
# Kinds of places and bodies that a question names ("xã nào"), and how else an article writes them.
_KINDS = {
    **{
        kind: (kind,)
        for kind in ("huyện", "quận", "phường", "xã", "thị trấn", "thị xã", "sông", "núi", "đảo", "trường")
    },
    **{"tỉnh": ("tỉnh",), "thành phố": ("thành phố", "tp.", "tp"), "nước": ("nước",), "quốc gia": ("nước",)},
    **{"bệnh viện": ("bệnh viện",), "công ty": ("công ty", "tập đoàn"), "doanh nghiệp": ("công ty", "tập đoàn")},
}
_KIND_ASKED = re.compile(rf"\b({'|'.join(_KINDS)}) nào\b", re.IGNORECASE)
_SPOKEN = "|".join(map(re.escape, sorted({spoken for kinds in _KINDS.values() for spoken in kinds}, key=len)[::-1]))
_KIND_BEFORE = re.compile(rf"\b({_SPOKEN}) \Z", re.IGNORECASE)
_KIND_FIRST = re.compile(rf"({_SPOKEN}) ", re.IGNORECASE)
_DONE = re.compile(r"\bthực (?:thu|chi|hiện|tế)\b", re.IGNORECASE)  # what was, not what shall be
_PLANNED = re.compile(r"\b(?:dự toán|chỉ tiêu|dự kiến|kế hoạch|phấn đấu|mục tiêu)\b[^.;]*\Z", re.IGNORECASE)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])")  # "17-4", where a day is asked for
_HOUR = re.compile(r"(?:lúc )?\d{1,2} ?(?:giờ|h)(?: ?\d{1,2}(?: phút)?)?", re.IGNORECASE)
_TIME_WORD = re.compile(
    r"\b(?:sau|trước|khi|thời|mùa|tết|thế kỷ|giờ|ngày|tháng|năm|sáng|trưa|chiều|tối|đêm|hôm|quý|tuần|đầu|cuối|giữa)\b",
    re.IGNORECASE,
)


def suits(asked: Question, sentence: str, start: int, end: int) -> bool:
    """Whether `sentence[start:end]` can be what is asked for; a stretch whose sort can't be told can."""
    short = sentence[start:end]
    match asked.asks:
        case Asks.WHO:
            return _is_named(sentence, start, end)
        case Asks.HOW_MANY:
            if _DONE.search(asked.text) and _PLANNED.search(sentence[:start]):
                return False
            counted = _said_behind(asked, sentence[start : end + _BEHIND])
            return counted or _is_amount(asked, short)
        case Asks.WHEN:
            return _is_time(asked, short)
        case _:
            return _is_of_kind(asked, sentence, start, short)


def _is_named(sentence: str, start: int, end: int) -> bool:
    """Whether somebody is named: "Chín ngư dân", at the beginning of a sentence, names nobody."""
    words = tokens(sentence[start:end])
    first = start == 0 or not sentence[:start].strip(" “\"'(–-")
    return any(word.text[0].isupper() for word in (words[1:] if first and len(words) > 1 else words))


def _said_behind(asked: Question, text: str) -> bool:
    """Whether what is counted stands by the number, whatever its unit: "26% quyền biểu quyết", "3.000 tấm tà vẹt"."""
    unit = keys(asked.unit, asked.folded)
    return bool(unit) and f" {' '.join(unit)} " in f" {' '.join(keys(text, asked.folded))} "


def _is_amount(asked: Question, short: str) -> bool:
    wanted = _sort_asked(asked)
    numbers = find_numbers(short)
    said = {_sort_said(short, number) for number in numbers}
    if wanted == "result" and numbers:
        return any(number.value is None for number in numbers)
    counts_none = numbers and all(number.value is None for number in numbers)  # a score, a share of votes
    if counts_none and (wanted == "people" or (asked.unit and all(number.unit is None for number in numbers))):
        return False
    if wanted in _CLOSED:  # whatever else is counted is no money
        least = _LEAST_PRICE if wanted == "money" else 0
        bare = all(
            number.value is not None
            and number.value >= least
            and number.unit is None
            and not short[number.end :].strip()
            for number in numbers
        )
        return not said or wanted in said or (said == {""} and bare)
    if asked.unit and not wanted:  # "bao nhiêu nhà ga" is not answered by years
        return not said or not said <= _OTHERWISE
    return not wanted or not said or "" in said or wanted in said


def _sort_asked(asked: Question) -> str:
    """The sort of amount asked for; "" where neither a unit nor what is measured tells it."""
    if asked.unit:
        return _sort_of(asked.unit, folded=asked.folded)
    own = asked.text.split(SEPARATOR)[0].lower().rstrip(" ?.!")
    found = re.search(r"^(.*?)\b(?:là |đạt |được |lên |khoảng )?bao nhiêu(?: (?:một|mỗi) .*)?$", own)
    before = found[1] if found else ""
    return next((sort for sort, words in _MEASURED.items() if re.search(rf"\b(?:{words})\b", before)), "")


def _sort_said(short: str, number: Quantity) -> str:
    if short[number.start : number.end].endswith(("%", "phần trăm")):
        return "share"
    return _sort_of(short[slice(*number.unit)].lower().split("/")[0] if number.unit else "")  # "đồng/m³" is money


def _sort_of(unit: str, *, folded: bool = False) -> str:
    """The sort of the longest known unit that this one begins with: "đồng chí" are people, "đồng" is money."""
    said = " ".join(map(key, unit.split())) + " "
    sorts = _FOLDED_SORTS if folded else _SORTS
    known = [(len(one), sort) for sort, units in sorts.items() for one in units if said.startswith(f"{one} ")]
    return max(known, default=(0, ""))[1]


def _is_time(asked: Question, short: str) -> bool:
    said = comparable(asked.text, asked.folded)
    if not short or matched(r"\bmấy giờ|thứ mấy|bao lâu\b", said, asked.folded):
        return True
    wants_day = matched(r"\b(?:ngày|hôm) (?:nào|mấy|bao nhiêu)", said, asked.folded)
    if _DAY.fullmatch(short):
        return True
    if days := find_dates(short):
        return not wants_day or any(day.day for day in days)
    hour = matched(r"\b(?:bao giờ|(?:ngày|năm|tháng) nào)\b", said, asked.folded) and _HOUR.fullmatch(short)
    return not wants_day and not hour if _TIME_WORD.search(short) else not find_numbers(short)


def _is_of_kind(asked: Question, sentence: str, start: int, short: str) -> bool:
    wanted = _KIND_ASKED.search(asked.text)
    if not wanted or not short:
        return True
    said = _KIND_FIRST.match(short) or _KIND_BEFORE.search(sentence[:start])
    return said is None or said[1].lower() in _KINDS[wanted[1].lower()]
