"""Candidate questions drafted from articles by rule, for a person to keep, correct or drop.

Vietnamese asks in place: "Cầu dài 642 m" → "Cầu dài bao nhiêu mét?", "Tàu do ông Bảy làm thuyền trưởng" → "Tàu do ai
làm thuyền trưởng?"; and what opens a sentence can be asked for at its end: "Sáng 15-3, tại thị trấn Bến Vân, huyện
khởi công cầu Vân Giang" → "Huyện khởi công cầu Vân Giang khi nào?", "… ở đâu?". Where a rule does not surely give a
whole question that stands alone it gives none: few drafts, most of them worth keeping.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from qa.evaluation.gold import Category
from qa.evaluation.statement import (
    CAPITAL,
    VERB,
    Statement,
    lowered,
    names_place,
    stands_alone,
    stands_whole,
    statement,
    with_title,
)
from qa.records import Article
from qa.vietnamese.dates import find_dates
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import Quantity, find_numbers
from qa.vietnamese.sentences import sentences


class Draft(NamedTuple):
    """A question put to one sentence, and the accepted forms of its answer."""

    category: Category
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A draft with the sentence that proves it: `quote` stands exactly once in the article."""

    draft: Draft
    article: Article
    quote: str


def suggest(articles: Iterable[Article], each: int) -> Iterator[Suggestion]:
    """Drafts from the articles in their order, at most `each` of one, rarer categories first so that all come up.

    A sentence gives one of its drafts: the others would ask nearly the same.
    """
    drafted: Counter[Category] = Counter()
    for article in articles:
        found = [
            Suggestion(draft, article, quote)
            for quote in (article.text[start:end] for start, end in sentences(article.text))
            if article.text.count(quote) == 1
            for draft in drafts(quote)
        ]
        for _ in range(each):
            if not found:
                break
            chosen = min(found, key=lambda suggestion: drafted[suggestion.draft.category])
            found = [other for other in found if other.quote != chosen.quote]
            drafted[chosen.draft.category] += 1
            yield chosen


def drafts(sentence: str) -> list[Draft]:
    """The questions that the rules make of one sentence, at most one a rule; of most sentences none."""
    said = statement(sentence)
    if said is None:
        return []
    rules = (_who, _what_office, _when, _where, _how_many, _why)
    found = [draft for rule in rules for draft in islice(rule(said), 1)]
    return [draft for draft in found if stands_alone(draft.question)]


_ACTS = re.compile(rf" {VERB}\b")
_CHOSEN = re.compile(r"\b(?:bầu|bổ nhiệm|chỉ định|cử|điều động|phân công) $")
_IN_OFFICE = re.compile(r" (?:làm|giữ chức)\b")
_MADE = re.compile(
    r"(?P<before>.+? được [^,]*?)(?:làm|giữ chức(?: vụ)?) "
    rf"(?P<office>{CAPITAL}.+?)(?= với | thay | từ | nhiệm kỳ | khóa |, |$)"
)
_PLACE_AT_END = re.compile(r" (?:tại|ở) (?P<place>(?:\S+ ){0,9}\S+)$")
_DATE_WORD = re.compile(r"(?:ngày|tháng|năm)\b")
_CAUSE = re.compile(r"(?P<what>.+?),? vì (?!vậy|thế|sao|mục|sự|nghĩa|dân|lợi|người|môi)(?P<why>.+)$")
_UNFINISHED = re.compile(r"\b(?:rồi|nhưng|và|mà|chỉ|cũng|đều|là|phần|không)$")
_EXACT_DATE = re.compile(r"\d{1,2}(?:[-/]\d+.*| tháng .*)|\d{4}$")

_SPOKEN = {
    "m": "mét",
    "km": "ki-lô-mét",
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "m²": "mét vuông",
    "km²": "ki-lô-mét vuông",
}
_ABOUT = frozenset("hơn|gần|trên|khoảng|chừng|tầm|xấp xỉ|ước tính|ước chừng|ít nhất|lên đến|lên tới".split("|"))
_DOUBTFUL = frozenset("một ba năm chín tư".split())  # other words as well: "kỷ niệm 40 năm thành lập"
_OF_THE_CLOCK = frozenset("giờ phút giây".split())
_YEAR = re.compile(r"1\d{3}|20\d\d")
_NUMBERED = re.compile(  # what a number names instead of counting: "phút 41", "lớp 10"
    r"\b(?:phút|lớp|khóa|số|vòng|kỳ|hạng|đường|quận|khu|điều|lần|tháng|ngày|năm|loại|cấp|tầng|giai đoạn|đợt|mục|thứ|tổ"
    r"|đội|tàu|nhà) $",
    re.IGNORECASE,
)
_NAMED_ONES = re.compile(rf" (?:là|gồm) | {CAPITAL}")  # "hai xã Long Sơn và Đông Mỹ": who asks how many sees it


def _who(said: Statement) -> Iterator[Draft]:
    """ "Ông A được bầu …" → "Ai được bầu …?"; "do ông A làm …", "bổ nhiệm ông A giữ …", "… là ông A" in place."""
    head = said.head
    for name in find_names(head):
        if name.kind != "person" or " " not in head[name.start : name.end]:
            continue
        start = with_title(head, name.start)
        before, after = head[:start], head[name.end :]
        titled = lowered(head[start : name.start]) + head[name.start : name.end] if start < name.start else ""
        answers = tuple(form for form in (head[name.start : name.end], titled) if form)
        chosen = _CHOSEN.search(before) and _IN_OFFICE.match(after)
        acts = (not before or before.endswith(" do ")) and _ACTS.match(after)
        if acts or chosen:
            yield Draft("who", _asked(said, f"{before}ai{after}"), answers)
        elif before.endswith(" là ") and (not after or after.startswith(" của ")):
            yield Draft("who", _asked(said, f"{before}ai"), answers)


def _what_office(said: Statement) -> Iterator[Draft]:
    """ "Ông A được bầu làm Chủ tịch" → "Ông A được bầu giữ chức vụ gì?"."""
    made = _MADE.match(said.head)
    if made and sum(name.kind == "person" for name in find_names(made["before"])) == 1:
        yield Draft("what", _asked(said, f"{made['before']}giữ chức vụ gì"), (made["office"],))


def _when(said: Statement) -> Iterator[Draft]:
    """ "Sáng 15-3, huyện khởi công …" → "Huyện khởi công … khi nào?"; "… từ ngày 1-1-2020" → "… từ ngày nào?"."""
    head, dates = said.head, find_dates(said.head)
    if said.when and not dates:
        yield Draft("when", _sentence(f"{head} khi nào"), _spellings(said.when))
    for date in dates:
        word = _DATE_WORD.match(head, date.start)
        if word and date.end == len(head) and not said.when:
            yield Draft("when", _asked(said, f"{head[: date.start]}{word.group()} nào"), _spellings(head[date.start :]))


def _where(said: Statement) -> Iterator[Draft]:
    """ "Tại thị trấn Bến Vân, huyện khởi công …" → "Huyện khởi công … ở đâu?"; so with a place at the end."""
    place = _PLACE_AT_END.search(said.head)
    if said.where and not place:
        yield Draft("where", _sentence(f"{said.head} ở đâu"), (said.where,))
    elif place and not said.where and names_place(place["place"]):
        yield Draft("where", _asked(said, f"{said.head[: place.start()]} ở đâu"), (place["place"],))


def _how_many(said: Statement) -> Iterator[Draft]:
    """ "Cầu Vân Giang dài 642 m" → "Cầu Vân Giang dài bao nhiêu mét?"; "hơn 99%" → "bao nhiêu phần trăm"."""
    head = said.head
    for amount in find_numbers(head):
        if not _countable(head, amount):
            continue
        written = lowered(head[amount.start : amount.end])
        about = amount.qualifier and head[slice(*amount.qualifier)].strip().lower() in _ABOUT
        before = head[: amount.qualifier[0] if amount.qualifier and about else amount.start]
        if written.endswith("%"):
            yield Draft("how_many", _asked(said, f"{before}bao nhiêu phần trăm{head[amount.end :]}"), (written,))
            return
        unit, _, after = head[amount.end :].lstrip().partition(" ")
        answers = (f"{written} {unit}", written) if unit in _SPOKEN or unit in ("đồng", "người") else (written,)
        after = f" {after}" if after else ""
        yield Draft("how_many", _asked(said, f"{before}bao nhiêu {_SPOKEN.get(unit, unit)}{after}"), answers)


def _why(said: Statement) -> Iterator[Draft]:
    """ "Công trình chậm ba tháng vì mưa lũ" → "Vì sao công trình chậm ba tháng?"."""
    cause = _CAUSE.match(said.main)
    if cause and not said.lead and stands_whole(cause["what"]) and not _UNFINISHED.search(cause["what"]):
        yield Draft("why_how", _sentence(f"Vì sao {lowered(cause['what'])}"), (cause["why"],))


def _asked(said: Statement, clause: str) -> str:
    return _sentence(f"{said.lead}{clause}" if said.lead or clause.startswith("ai") else lowered(clause))


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "?"


def _spellings(date: str) -> tuple[str, ...]:
    """ "sáng 15-3" and "15-3"; "năm 2014" and "2014"; "đầu tháng 12" alone."""
    exact = _EXACT_DATE.search(date)
    return tuple(dict.fromkeys((date, exact.group() if exact else date)))


def _countable(text: str, amount: Quantity) -> bool:
    """Whether the amount can be asked for by "bao nhiêu": it counts something, and the rest does not give it away."""
    written = text[amount.start : amount.end]
    unit = text[amount.unit[0] : amount.unit[1]] if amount.unit else ""
    ordinal = amount.qualifier is not None and text[slice(*amount.qualifier)].strip().lower() == "thứ"
    in_date = any(date.start < amount.end and amount.start < date.end for date in find_dates(text))
    return (
        amount.value not in (None, 1)
        and amount.high is None
        and bool(unit[:1].islower() or written.endswith("%"))
        and unit not in _OF_THE_CLOCK
        and written.lower() not in _DOUBTFUL
        and not (ordinal or in_date or _YEAR.fullmatch(written) or _NUMBERED.search(text[: amount.start]))
        and not (amount.unit and _NAMED_ONES.match(text, amount.unit[1]))
        and not (amount.start == 0 and re.search(r" (?:là|gồm) ", text))
    )
