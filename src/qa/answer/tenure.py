"""Who holds an office at the time asked about ("hiện nay", "năm 2019", "trước bà X"), by the days of the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from qa.answer.asking import comparable, matched
from qa.answer.offices import Holder, Neighbour, neighbour_of, same_person
from qa.answer.question import Question
from qa.answer.read import Span
from qa.vietnamese.periods import Period, find_periods

_BORN = re.compile(r"\bsinh\s*$", re.IGNORECASE)
_GIVEN = r"\b(?:bầu|đắc cử|trúng cử|bổ nhiệm|phê chuẩn)\b"
TERM = 5 * 366  # days: who was named longer before than a term may long be gone
LONG = 370  # days: a longer time is a span of years, in which several may have held the office


def told_on(span: Span) -> date:
    """The day of what the sentence tells of the person: the date nearest to the name, else that of the article.

    `date.min` where neither is known.
    """
    published = span.hit.article.published
    name = span.short_start - span.start
    named = [
        (abs(found.start - name), found.period.last)
        for found in find_periods(span.quote, published, opened=False)
        if not _BORN.search(span.quote[: found.start]) and found.period.last < (published or date.max)
    ]
    return min(named)[1] if named else published or date.min


def at_time(asked: Question, people: Sequence[Holder]) -> list[Holder]:
    """Those of the people who hold the office at the time asked about, each with the spans that count for it.

    Without a time: all who are said to hold it; of a month of any year who is named in it, if anybody is. For a day or
    a year: who is named then, else the last named before and not known to have left, else who left next. For a span of
    years: all named in it, and who held it at its start.
    """
    beside = neighbour_of(asked)
    if beside:
        return _beside(beside, people)
    held = [holder for holder in people if holder.spans]
    if asked.period:
        inside = _inside(asked.period, held)
        if (asked.period.last - asked.period.first).days > LONG and not _is_event(asked):
            start = Period(asked.period.first, asked.period.first)
            return [*inside, *(each for each in _last_before(start, people, TERM) if each.name not in _names(inside))]
        return inside or _last_before(asked.period, people, TERM) or _left_next(asked.period, people)
    if asked.now:
        return _last_before(Period(asked.today, asked.today), people)
    return _named_when(held, lambda day: day.month in asked.months) or held


def _is_event(asked: Question) -> bool:
    """Whether the question is who was given the office in that time, not who held it."""
    return bool(matched(_GIVEN, comparable(asked.text, asked.folded), asked.folded))


def _names(people: Sequence[Holder]) -> set[str]:
    return {holder.name for holder in people}


def _inside(period: Period, held: Sequence[Holder]) -> list[Holder]:
    return _named_when(held, lambda day: period.first <= day <= period.last)


def _named_when(held: Sequence[Holder], then: Callable[[date], bool]) -> list[Holder]:
    found = []
    for holder in held:
        spans = [span for span in holder.spans if then(told_on(span))]
        if spans:
            found.append(Holder(holder.name, holder.office, spans, holder.left))
    return found


def _last_before(period: Period, people: Sequence[Holder], within: int | None = None) -> list[Holder]:
    """Who is last named as the holder up to the end of the period, and is not said to have left by then.

    Not who was last named more than `within` days before it.
    """
    best: tuple[date, Holder] | None = None
    for holder in people:
        spans = [span for span in holder.spans if told_on(span) <= period.last]
        if not spans or (within is not None and (period.first - max(told_on(span) for span in spans)).days > within):
            continue
        named = max(told_on(span) for span in spans)
        gone = any(named <= told_on(span) <= period.first for span in holder.left)
        if not gone and (best is None or named > best[0]):
            newest = [span for span in spans if told_on(span) == named]
            best = (named, Holder(holder.name, holder.office, newest, holder.left))
    return [best[1]] if best else []


def _left_next(period: Period, people: Sequence[Holder]) -> list[Holder]:
    """Who is the first to leave after the period: nobody is named before it, so he held the office then."""
    leaving = [
        (told_on(span), holder.name, holder, span)
        for holder in people
        for span in holder.left
        if period.last < told_on(span) <= period.last + timedelta(TERM)
        and not any(period.last < told_on(each) < told_on(span) for each in holder.spans)
    ]
    if not leaving:
        return []
    _, _, holder, span = min(leaving, key=lambda each: each[:2])
    return [Holder(holder.name, holder.office, [span], [])]


def _beside(beside: Neighbour, people: Sequence[Holder]) -> list[Holder]:
    """The last holder named before the neighbour's first day, or the first named after the neighbour's last."""
    own = [span for holder in people if same_person(holder.name, beside.name) for span in (*holder.spans, *holder.left)]
    others = [holder for holder in people if not same_person(holder.name, beside.name)]
    if not own:
        return [holder for holder in others if beside.before and _replaced(holder, beside.name)]
    days = [told_on(span) for span in own]
    told = [(told_on(span), holder, span) for holder in others for span in (*holder.spans, *holder.left)]
    if beside.before:
        fitting = [each for each in told if each[0] <= min(days)]
        best = max(fitting, key=lambda each: each[0], default=None)
    else:
        fitting = [each for each in told if each[0] >= max(days) and each[2] not in each[1].left]
        best = min(fitting, key=lambda each: each[0], default=None)
    return [Holder(best[1].name, best[1].office, [best[2]], [])] if best else []


def _replaced(holder: Holder, name: str) -> bool:
    """Whether an article that names the holder says that the other one replaces him: "Bà Hường thay ông Khải"."""
    one, other = (re.escape(each.split()[-1]) for each in (name, holder.name))
    told = re.compile(rf"\b{one}\b[^.;]*\bthay(?: thế| cho)?\b[^.;]*\b{other}\b")
    return any(told.search(span.hit.article.text) for span in (*holder.spans, *holder.left))
