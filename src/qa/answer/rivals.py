"""Articles that say different things of one question: figures that disagree, a name for every year, a correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qa.answer.asking import Asks
from qa.answer.offices import same_person
from qa.answer.question import Question
from qa.answer.read import Span
from qa.records import Article
from qa.vietnamese.dates import find_dates
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import find_numbers
from qa.vietnamese.text import fold, keys

LEAST_READ = 0.0  # log-odds of the reader: from here on an answer is likelier than none in its passage
LEAST_PROBABLE = 0.09  # of a sentence beside the best; true rivals of the gold questions have 0.1 and more
SURELY_READ, LEAST_PROBABLE_READ = 4.0, 0.05  # less is enough where the reader is sure of its passage
ALIKE = 0.75  # of the question's words that the best passage has, a rival's must have
SAME_EVENT = 400  # days between two articles that may still count the same thing; the next year's figure is another
_PLANNED = re.compile(r"\b(?:chỉ tiêu|dự kiến|kế hoạch|phấn đấu|mục tiêu|giao)\b[^.;]{0,60}$", re.IGNORECASE)
_PLANS = re.compile(r"\b(?:dự toán|chỉ tiêu|dự kiến|kế hoạch|phấn đấu|mục tiêu|giao|sẽ)\b", re.IGNORECASE)
CAME_TRUE = 0.3  # of the likelihood of what was planned
_CORRECTS = re.compile(
    r"\b(?:đính chính|cải chính|số liệu đúng|con số đúng|chính xác là|xin lỗi bạn đọc)\b", re.IGNORECASE
)
_CLAUSE = r"(?:[^.;]|(?<=\d)\.(?=\d))"  # the dot of "1.240" ends nothing
_DENIED = re.compile(
    rf"^{_CLAUSE}{{0,40}}?\b(?:không phải|chứ không phải|thay vì|chứ không)\b({_CLAUSE}*)", re.IGNORECASE
)
_BARE = re.compile(r"^(?:ngày|hôm|năm|tháng|khoảng|gần|hơn) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """One of the answers: as it is said, and the spans that say so."""

    said: str
    spans: list[Span]


def corrects(article: Article) -> bool:
    """Whether the article puts another one right."""
    return bool(_CORRECTS.search(f"{article.title}\n{article.text}"))


def denies(span: Span, value: str) -> bool:
    """Whether the sentence says that another value is wrong: "là ngày 1-7, không phải ngày 1-4"."""
    denied = _DENIED.search(span.quote[span.short_end - span.start :])
    if denied is None:
        return False
    number = next(iter(find_numbers(value)), None)
    same_number = number is not None and any(number.value == other.value for other in find_numbers(denied[1]))
    return same_number or fold(_BARE.sub("", value)) in fold(denied[1])


def values(asked: Question, spans: Sequence[Span]) -> list[Value]:
    """The different answers of different articles, that of the best span first; one when all agree.

    Only amounts of the same unit and names of the same kind are compared. Each article speaks once.
    """
    found: list[Value] = []
    heard: set[str] = set()
    for span in spans:
        if not span.short or span.hit.article.id in heard or (found and not _speaks_up(span)):
            continue
        heard.add(span.hit.article.id)
        same = next((value for value in found if _agree(asked, value.spans[0], span)), None)
        if same:
            same.spans.append(span)
        elif not found or _is_rival(asked, found[0].spans[0], span):
            found.append(Value(span.short, [span]))
    return found


def what_was(asked: Question, spans: list[Span]) -> list[Span]:
    """The spans, likeliest first; a figure that was planned gives way to one of its unit that came true.

    Where neither is asked for, and the other is not much less likely: "thu được 256 tỷ" beats "chỉ tiêu thu 235 tỷ".
    """
    if not spans or asked.asks is not Asks.HOW_MANY or not _is_planned(spans[0]) or _PLANS.search(asked.text):
        return spans
    best, unit = spans[0], (_amount(spans[0]) or ("", ""))[1]
    real = (span for span in spans if not _is_planned(span) and (_amount(span) or ("", None))[1] == unit)
    came = next((span for span in real if span.probability >= CAME_TRUE * best.probability), None)
    if came is None:
        return spans
    return [replace(came, probability=best.probability), *(span for span in spans if span != came)]


def _is_planned(span: Span) -> bool:
    return bool(_PLANNED.search(span.quote[: span.short_start - span.start]))


def _speaks_up(span: Span) -> bool:
    """Whether a sentence beside the best one is sure enough of what it says, and tells what was, not what shall be."""
    surely = span.read >= SURELY_READ and span.probability >= LEAST_PROBABLE_READ
    return (surely or (span.read >= LEAST_READ and span.probability >= LEAST_PROBABLE)) and not _is_planned(span)


def _agree(asked: Question, one: Span, other: Span) -> bool:
    if asked.asks is Asks.HOW_MANY:
        return _amount(one) == _amount(other)
    if asked.asks is Asks.WHEN:
        return not _dates_differ(one, other)
    return (
        same_person(one.short, other.short)
        or fold(one.short) in fold(other.short)
        or fold(other.short) in fold(one.short)
    )


def _is_rival(asked: Question, best: Span, other: Span) -> bool:
    return _comparable(asked, best, other) and _tells_of_the_same(asked, best, other)


def _tells_of_the_same(asked: Question, best: Span, other: Span) -> bool:
    """Whether the other passage has nearly all words of the question that the best one has: else it is of another."""
    told, others = (_told(asked, span) for span in (best, other))
    return len(told & others) >= ALIKE * len(told)


def _told(asked: Question, span: Span) -> set[str]:
    return set(asked.content).intersection(keys(f"{span.hit.article.title}\n{span.hit.text}", asked.folded))


def _comparable(asked: Question, one: Span, other: Span) -> bool:
    days = [span.hit.article.published for span in (one, other)]
    near = not (days[0] and days[1]) or abs((days[0] - days[1]).days) <= SAME_EVENT
    if asked.asks is Asks.HOW_MANY:
        first, second = _amount(one), _amount(other)
        return bool(first and second and first[1] == second[1]) and (near or asked.period is not None)
    if asked.asks is Asks.WHEN:
        return (near or _long_past(one, other)) and _dates_differ(one, other)
    return asked.period is None and _kind(one.short) == _kind(other.short) != ""


def _long_past(one: Span, other: Span) -> bool:
    """Whether both tell of years well before their articles: no event of every year, whenever they appeared."""
    return all(
        span.hit.article.published is not None
        and (when := next(iter(find_dates(span.short)), None)) is not None
        and when.year is not None
        and span.hit.article.published.year - when.year > 1
        for span in (one, other)
    )


def _dates_differ(one: Span, other: Span) -> bool:
    """Whether both say a date as exactly as each other, and not the same."""
    first, second = (next(iter(find_dates(span.short)), None) for span in (one, other))
    if first is None or second is None:
        return False
    if first.last_year or second.last_year:
        return False
    parts = [(first.day, second.day), (first.month, second.month), (first.year, second.year)]
    if any((own is None) != (others is None) for own, others in parts[:2]):
        return False
    return any(own != others for own, others in parts if own is not None and others is not None)


def _amount(span: Span) -> tuple[Decimal | str, str] | None:
    """The value and the unit of a short answer, a score as it stands; None when it holds no number."""
    number = next(iter(find_numbers(span.short)), None)
    if number is None:
        return None
    if number.value is None:
        return span.short[number.start : number.end].replace("–", "-"), "score"
    unit = span.short[slice(*number.unit)] if number.unit else ""
    return number.value, fold(unit).split(" ")[0]


def _kind(short: str) -> str:
    names = find_names(f"bởi {short}")  # a capital that opens a text would be no name
    return names[0].kind if names else ""
