"""Where a question looks: days and sources as people write them → a `Scope`, and a `Scope` as it is told to people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.errors import QuestionError
from qa.language import Language, choose
from qa.records import Scope
from qa.vietnamese.periods import Period, find_periods
from qa.vietnamese.text import nfc

# What nobody writes out in a box for a date.
_BARE = (
    (re.compile(r"\d{4}"), "năm"),
    (re.compile(r"\d{1,2}[-/.]\d{4}"), "tháng"),
    (re.compile(r"\d{1,2}[-/.]\d{1,2}"), "ngày"),
)


def scope_of(since: str, until: str, sources: Sequence[str] = (), *, today: date | None = None) -> Scope:
    """From the first day of `since` to the last of `until`, each a day, a month, a year, or "": "2020" may be both.

    Raises `QuestionError` when one of them is no time or they leave no day between them.
    """
    first, last = (_period(text, today or date.today()) for text in (since, until))
    scope = Scope(first and first.first, last and last.last, tuple(dict.fromkeys(sources)))
    if scope.since and scope.until and scope.since > scope.until:
        raise QuestionError(
            f"Từ ngày {_day(scope.since)} đến ngày {_day(scope.until)} không có ngày nào. Hãy đổi lại hai ngày.",
            f"There is no day from {_day(scope.since)} to {_day(scope.until)}. Exchange the two.",
        )
    return scope


def told(scope: Scope, language: Language) -> str:
    """The scope as it stands behind "các bài": "từ 01-01-2020 đến 31-12-2020, của Báo Tân Hải"; "" for everything."""
    days = [
        f"{choose(language, vi, en)} {_day(day)}"
        for day, vi, en in ((scope.since, "từ", "from"), (scope.until, "đến", "to"))
        if day
    ]
    named = [source for source in scope.sources if source]
    origin = [choose(language, "của ", "of ") + ", ".join(named)] if named else []
    if "" in scope.sources:
        origin.append(choose(language, "không ghi nguồn", "without a source"))
    either = choose(language, " hoặc ", " or ").join(origin)
    return ", ".join(part for part in (" ".join(days), either) if part)


def _period(text: str, today: date) -> Period | None:
    """The days that a text names, all of it; None when it is blank."""
    text = nfc(text).strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
        return Period(day, day)
    except ValueError:
        named = next((f"{word} {text}" for pattern, word in _BARE if pattern.fullmatch(text)), text).replace(".", "-")
    found = find_periods(named, today)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(named)):
        return found[0].period
    raise QuestionError(
        f"“{text[:60]}” không phải ngày tháng. Hãy viết kiểu 11-07-2020, 7-2020 hoặc 2020.",
        f"“{text[:60]}” is no date. Write it like 11-07-2020, 7-2020 or 2020.",
    )


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
