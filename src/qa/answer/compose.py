"""Read spans → one answer, several, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.answer.asking import Asks
from qa.answer.candidates import candidates
from qa.answer.offices import Holder, holders
from qa.answer.places import told_apart
from qa.answer.question import Question
from qa.answer.read import Span
from qa.answer.rivals import Value, corrects, values
from qa.answer.tenure import at_time, told_on
from qa.answer.write import Entry, conflict, found, not_found, several
from qa.language import Language
from qa.records import Answer, Article, Hit
from qa.vietnamese.periods import Period, find_periods

REFUSED = 0.3  # below this probability of the best sentence: not found. eval/LOG.md has the table
LOOKING_BACK = 400  # days: a yearly event of the year before is not what such an article tells of
SURE = 0.5  # from here on the reader's sentence of the time asked about beats what is concluded from other times


def compose(asked: Question, hits: Sequence[Hit], spans: Sequence[Span], language: Language) -> Answer:
    """The answer that the spans (likeliest first) allow, and which of two merged provinces it is about."""
    answer = _answer(asked, hits, spans, language)
    cited = {citation.article_id for citation in answer.citations}
    return told_apart(answer, asked, [span for span in spans if span.hit.article.id in cited], language)


def _answer(asked: Question, hits: Sequence[Hit], spans: Sequence[Span], language: Language) -> Answer:
    timely = [span for span in spans if _is_timely(asked.period, span)]
    best = next(iter(timely), None)
    people = at_time(asked, holders(asked, spans))
    if best and best.probability >= SURE and not _speaks_of_then(asked.period, people):
        people = []
    if len(people) > 1:
        return several(asked, [_entry(holder) for holder in people], language)
    if people:
        newest = max(people[0].spans, key=lambda span: (told_on(span), span.probability))
        return found(asked, newest, people[0].name, language)
    if best is None or best.probability < REFUSED:
        return not_found(asked, hits, 1 - (best.probability if best else 0.0), language)
    different = [] if asked.many else values(asked, timely)
    if len(different) > 1:
        return _differing(asked, different, language)
    return found(asked, best, _short(asked, best), language)


def _differing(asked: Question, different: Sequence[Value], language: Language) -> Answer:
    """What articles answer differently: a correction wins, figures conflict, names are several."""
    newest = max(different, key=lambda value: _day(value.spans[0]))
    if newest.spans[0].probability >= REFUSED and corrects(newest.spans[0].hit.article):
        return found(asked, newest.spans[0], newest.said, language, corrected=True)
    entries = [Entry(value.said, _source(value.spans[0].hit.article), value.spans) for value in different]
    if asked.asks is Asks.HOW_MANY:
        return conflict(asked, entries, language)
    return several(asked, entries, language, office=False)


def _source(article: Article) -> str:
    return " – ".join(part for part in (article.title, article.source) if part)


def _day(span: Span) -> date:
    return span.hit.article.published or date.min


def _speaks_of_then(period: Period | None, people: Sequence[Holder]) -> bool:
    """Whether some span of these people tells of the time asked about, not only of one before or after it."""
    spans = [span for holder in people for span in holder.spans]
    return period is None or any(period.first <= told_on(span) <= period.last for span in spans)


def _entry(holder: Holder) -> Entry:
    spans = sorted(holder.spans, key=_day, reverse=True)
    return Entry(holder.name, holder.office, spans)


def _is_timely(period: Period | None, span: Span) -> bool:
    """Whether the sentence tells of the time asked about.

    What it dates itself counts; without a date in it that of its article, or what passage and title name before it. An
    article that looks back after more than a year may name the time anywhere.
    """
    if period is None:
        return True
    article, day = span.hit.article, span.hit.article.published or date.max
    own = find_periods(span.quote, day, opened=False)
    if own:
        return any(found.period.meets(period) for found in own)
    if article.published and period.first <= article.published <= period.last:
        return True
    looks_back = (day - period.last).days > LOOKING_BACK
    told = article.text if looks_back else article.text[span.hit.passage.start : span.start]
    return any(found.period.meets(period) for found in find_periods(f"{article.title}\n{told}", day, opened=False))


def _short(asked: Question, span: Span) -> str:
    """The short answer; all that its sentence lists, when all are asked for ("Những ai …", "gồm những xã nào")."""
    listed = [candidate for candidate in candidates(asked, span.quote) if candidate.fit == 1] if asked.many else []
    if len(listed) < 2:  # one thing is no list
        return span.short
    return ", ".join(dict.fromkeys(span.quote[candidate.start : candidate.end] for candidate in listed))
