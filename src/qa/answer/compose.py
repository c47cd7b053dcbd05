"""Read spans → one answer, several, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from qa.answer.asking import Asks
from qa.answer.candidates import SHORT, candidates
from qa.answer.offices import Holder, holders, of_the_office
from qa.answer.places import told_apart
from qa.answer.premise import Premise, denies_anything, premise_of, untold
from qa.answer.question import Question
from qa.answer.read import Span
from qa.answer.rivals import LEAST_READ, Value, corrects, denies, values, what_was
from qa.answer.tenure import at_time, told_on
from qa.answer.write import Entry, conflict, found, not_found, several
from qa.language import Language
from qa.records import Answer, Article, Hit
from qa.vietnamese.causes import goes_on
from qa.vietnamese.dates import find_dates
from qa.vietnamese.listing import find_lists
from qa.vietnamese.periods import Period, find_periods
from qa.vietnamese.text import fold

REFUSED = 0.42  # below this probability of the best sentence: not found. eval/LOG.md has the table
# Where the model's stretch stands so far above "no answer here" (log-odds) and is of the sort asked for, less of the
# rest will do: among few articles the search's score says little. eval/LOG.md
READ_SURELY, AT_LEAST = 3.0, 0.3
NEGLIGIBLE = 0.01  # a sentence less likely neither answers nor contradicts one that does
LOOKING_BACK = 400  # days: a yearly event of the year before is not what such an article tells of
_ASIDE = re.compile(r"\b(?:sinh (?:ngày )?|nhất (?:kể )?từ )\Z")  # "sinh năm 1990", "cao nhất kể từ năm 2008"
_COMPARED = re.compile(
    r"\b(?:(?:so với|hơn|kém)(?: \w+){0,4}|bằng|của) \Z"
)  # "giảm 5,7% so với năm 2019" tells of another year
SAME_YEAR = 200  # days between two articles that tell of the same month
CONSIDERED, LISTS_FROM = 5, 0.3  # sentences looked through for a list, and how likely one must be beside the best
POINTS = 2  # sentences quoted beside the one that announces them
HELD = 0.85  # of the answers that name the holders of an office are right, however unsure the reader is of them
CORRECTED = 0.5  # of a sentence that puts right what another article says of the same, however unsure the reader is
SURE = 0.5  # from here on the reader's sentence of the time asked about beats what is concluded from other times


def compose(
    asked: Question, hits: Sequence[Hit], spans: Sequence[Span], language: Language, least: float = REFUSED
) -> Answer:
    """The answer that the spans (likeliest first) allow, and which of two merged provinces it is about.

    Refused where the best sentence is less probable than `least`.
    """
    answer = _answer(asked, hits, spans, language, least)
    cited = {citation.article_id for citation in answer.citations}
    return told_apart(answer, asked, [span for span in spans if span.hit.article.id in cited], language)


def _answer(asked: Question, hits: Sequence[Hit], spans: Sequence[Span], language: Language, least: float) -> Answer:
    lacking = _untold_by(premise_of(asked), spans)
    missing = lacking[0] if lacking and all(lacking) else ""
    spans = [span for span, untold_here in zip(spans, lacking, strict=True) if not untold_here]
    likely = [span for span in spans if span.probability >= NEGLIGIBLE]
    fitting = _of_month(asked.months, list(of_the_office(asked, likely)), least)
    timely = [span for span in fitting if _is_timely(asked.period, span) or _may_be_of_then(asked, span)]
    of_then = [span for span in timely if _is_timely(asked.period, span, surely=True)]
    if of_then and of_then[0].probability >= least:  # one that names the time asked about beats one that looks back
        timely = of_then
    timely = what_was(asked, timely)
    best = _listing(asked, timely)
    if best and asked.asks in SHORT and best.read >= READ_SURELY and best.probability >= AT_LEAST:
        best = replace(best, probability=max(best.probability, SURE))
    people = at_time(asked, holders(asked, spans))
    if best and best.probability >= SURE and not _speaks_of_then(asked.period, people):
        people = []
    if people:
        return _held(asked, people, language)
    if best and best.probability < least and _corrects_another(best, timely):
        return found(asked, replace(best, probability=CORRECTED), _short(asked, best), language, corrected=True)
    if best is None or best.probability < least:
        return not_found(asked, hits, 1 - (best.probability if best else 0.0), language, untold=missing)
    different = [] if asked.many else values(asked, timely)
    if len(different) > 1:
        return _differing(asked, different, language)
    return found(asked, best, _short(asked, best), language, further=_further(asked, best))


def _untold_by(premise: Premise, spans: Sequence[Span]) -> list[str]:
    """What of the premise the passage of each span does not tell; each passage is looked at once.

    A sentence that denies something tells what the question denies: "chưa được Bộ A trình" of "Bộ nào chưa trình …?".
    """
    passages = {(span.hit.article.id, span.hit.passage.start): span for span in spans}
    lacking = {place: untold(premise, span) for place, span in passages.items()}
    found = [lacking[span.hit.article.id, span.hit.passage.start] for span in spans]
    return [
        "" if one == premise.denied and denies_anything(span.quote) else one
        for one, span in zip(found, spans, strict=True)
    ]


def _further(asked: Question, best: Span) -> list[tuple[int, int]]:
    """Where why or how is asked, the sentences behind the best that go on with its points, up to `POINTS`."""
    if asked.asks not in (Asks.WHY, Asks.HOW):
        return []
    behind = [(start, end) for start, end in best.hit.passage.sentences if start >= best.end]
    text = best.hit.article.text
    return list(takewhile(lambda sentence: goes_on(text[slice(*sentence)]), behind))[:POINTS]


def _held(asked: Question, people: Sequence[Holder], language: Language) -> Answer:
    """Who holds the office: one, or several, unless an article puts another right."""
    if len(people) == 1:
        newest = max(people[0].spans, key=lambda span: (told_on(span), span.probability))
        answer = found(asked, newest, people[0].name, language)
    elif right := _corrected(people):
        answer = found(asked, right[1], right[0].name, language, corrected=True)
    else:
        answer = several(asked, [_entry(holder) for holder in people], language)
    return replace(answer, confidence=max(answer.confidence, HELD))


def _corrected(people: Sequence[Holder]) -> tuple[Holder, Span] | None:
    """Who an article says it is that puts another right ("không phải là bà B"), and its sentence."""
    newest = max(((span, one) for one in people for span in one.spans), key=lambda each: _day(each[0]))
    text = newest[0].hit.article.text
    others = [one for one in people if one is not newest[1]]
    named = corrects(newest[0].hit.article) and all(one.name in text for one in others)
    return (newest[1], newest[0]) if named else None


def _differing(asked: Question, different: Sequence[Value], language: Language) -> Answer:
    """What articles answer differently: a correction wins, figures conflict, names are several."""
    newest = max(different, key=lambda value: _day(value.spans[0]))
    article = newest.spans[0].hit.article
    others = [value.said for value in different if value is not newest]
    named = any(said in article.text for said in others)
    denied = any(denies(newest.spans[0], said) for said in others)
    if denied or (corrects(article) and (named or newest.spans[0].probability >= REFUSED)):
        return found(asked, newest.spans[0], newest.said, language, corrected=True)
    entries = [Entry(value.said, _source(value.spans[0].hit.article), value.spans) for value in different]
    if asked.asks in (Asks.HOW_MANY, Asks.WHEN):
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


def _is_timely(period: Period | None, span: Span, *, surely: bool = False) -> bool:
    """Whether the sentence tells of the time asked about; `surely`: by its own date or its article's.

    What it dates itself counts; without a date in it that of its article, or what passage and title name before it. An
    article that looks back after more than a year may name the time anywhere. A year of birth dates nothing else.
    """
    if period is None:
        return True
    article, day = span.hit.article, span.hit.article.published
    own = find_periods(span.quote, day, opened=False)
    own = [found for found in own if not _ASIDE.search(span.quote[: found.start])]
    told_of = [found for found in own if not _COMPARED.search(span.quote[: found.start])]
    own = told_of or ([] if surely else own)
    if own:
        return any(found.period.meets(period) for found in own)
    if day and period.first <= day <= period.last:
        return True
    if surely:
        return False
    looks_back = day is None or (day - period.last).days > LOOKING_BACK
    told = article.text if looks_back else article.text[span.hit.passage.start : span.start]
    return any(found.period.meets(period) for found in find_periods(f"{article.title}\n{told}", day, opened=False))


def _may_be_of_then(asked: Question, span: Span) -> bool:
    """Whether neither an undated article's sentence nor the question names a year: "năm ngoái" may be any then."""
    if span.hit.article.published is not None:
        return False
    named = any(re.search(r"\d{4}", asked.text[time.start : time.end]) for time in asked.times)
    return not named and not find_periods(span.quote, None, opened=False)


def _of_month(months: frozenset[int], spans: list[Span], least: float) -> list[Span]:
    """The spans that tell of one of these months; of those that would answer the last year's, where years differ."""
    if not months:
        return spans
    told = [span for span in spans if _is_of_month(months, span)]
    last = max((_day(span) for span in told if span.probability >= least), default=date.min)
    if last == date.min:
        return told
    return [span for span in told if _day(span) == date.min or abs(_day(span) - last).days < SAME_YEAR]


def _is_of_month(months: frozenset[int], span: Span) -> bool:
    """Whether the sentence, else its article, tells of one of these months of any year; nothing dated tells of all."""
    own = {found.month for found in find_dates(span.quote) if found.month}
    if own:
        return bool(own & months)
    day = span.hit.article.published
    told = {found.month for found in find_dates(f"{span.hit.article.title}\n{span.hit.text}") if found.month}
    return bool(told & months) or day is None or day.month in months


def _short(asked: Question, span: Span) -> str:
    """The short answer; all that its sentence lists, when several may be asked for ("Những ai …", "gồm những xã nào").

    A person who stands in a row with others is one of them: "Ai cắt băng?" is answered by all.
    """
    listed = _listed(asked, span)
    return ", ".join(dict.fromkeys(span.quote[start:end] for start, end in listed)) if listed else span.short


def _listed(asked: Question, span: Span) -> list[tuple[int, int]]:
    """The list in the span's sentence that the short answer is a part of, or where many are asked for the longest."""
    if asked.asks is Asks.WHO:
        return _people(asked, span)
    if not asked.many or asked.asks in (Asks.WHEN, Asks.HOW_MANY):
        return []
    start, end = span.short_start - span.start, span.short_end - span.start
    lists = find_lists(span.quote)
    holding = [each for each in lists if any(first < end and last > start for first, last in each)]
    # More than a row inside of what was read: "ở Boracay, Philippines" of "Hội nghị … ở Boracay, Philippines".
    whole = [each for each in holding if each[0][0] < start or each[-1][1] > end or 2 * _length(each) > end - start]
    if whole:
        return max(whole, key=_length)
    if holding or span.read >= READ_SURELY:  # another list of the sentence answers something else
        return []
    said = fold(asked.text)
    fresh = [each for each in lists if not any(fold(span.quote[first:last]) in said for first, last in each)]
    return max(fresh, key=len, default=[])


def _length(row: Sequence[tuple[int, int]]) -> int:
    return row[-1][1] - row[0][0]


def _people(asked: Question, span: Span) -> list[tuple[int, int]]:
    people = [(each.start, each.end) for each in candidates(asked, span.quote) if each.fit == 1]
    if asked.many:
        return people if len(people) > 1 else []
    short = (span.short_start - span.start, span.short_end - span.start)
    rows = [each for each in find_lists(span.quote) if short in each and set(each) <= set(people)]
    return next(iter(rows), [])


def _listing(asked: Question, timely: Sequence[Span]) -> Span | None:
    """The likeliest sentence; where many are asked for, one that lists them if it is not much less likely.

    One of the same article lists what the likeliest only speaks of, and is as sure.
    """
    best = next(iter(timely), None)
    if best is None or not asked.many:
        return best
    likely = [span for span in timely[:CONSIDERED] if span.probability >= best.probability * LISTS_FROM]
    listing = next((span for span in likely if _listed(asked, span)), best)
    same = listing.hit.article.id == best.hit.article.id
    return replace(listing, probability=best.probability) if same else listing


def _corrects_another(best: Span, timely: Sequence[Span]) -> bool:
    """Whether the best sentence denies what the reader finds in another article: both speak of one thing then."""
    others = [span for span in timely if span.short and span.hit.article.id != best.hit.article.id]
    return any(other.read >= LEAST_READ and denies(best, other.short) for other in others)
