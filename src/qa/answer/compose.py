"""Read spans → one answer, several, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.answer.candidates import candidates
from qa.answer.offices import holders
from qa.answer.places import told_apart
from qa.answer.question import Question
from qa.answer.read import Span
from qa.answer.write import Entry, found, not_found, several
from qa.language import Language
from qa.records import Answer, Hit

REFUSED = 0.4  # below this probability of the best sentence: not found. eval/LOG.md has the table


def compose(asked: Question, hits: Sequence[Hit], spans: Sequence[Span], language: Language) -> Answer:
    """The answer that the spans (likeliest first) allow."""
    people = holders(asked, spans)
    if people and (asked.now or asked.years):
        people = _of_the_time(asked, people)
    if len(people) > 1:
        named = [span for person in people for span in person.spans]
        return told_apart(several(asked, people, language), asked, named, language)
    best = people[0].spans[0] if people else next(iter(spans), None)
    if best is None or (best.probability < REFUSED and not people):
        return not_found(asked, hits, 1 - (best.probability if best else 0.0), language)
    return told_apart(found(asked, best, _short(asked, best), language), asked, [best], language)


def _short(asked: Question, span: Span) -> str:
    """The short answer; all that its sentence lists, when all are asked for ("Những ai …", "gồm những xã nào")."""
    listed = [candidate for candidate in candidates(asked, span.quote) if candidate.fit == 1] if asked.many else []
    if len(listed) < 2:  # one thing is no list
        return span.short
    return ", ".join(dict.fromkeys(span.quote[candidate.start : candidate.end] for candidate in listed))


def _of_the_time(asked: Question, people: Sequence[Entry]) -> list[Entry]:
    """Those of the people who are named in the year asked for; without one, whom the newest article names."""
    years = {str(year) for year in asked.years}
    in_time = [
        Entry(entry.text, entry.about, spans)
        for entry in people
        if (spans := [span for span in entry.spans if years & _years(span)])
    ]
    return in_time or [max(people, key=lambda entry: entry.newest or date.min)]


def _years(span: Span) -> set[str]:
    published = span.hit.article.published
    return {word.strip(".,;:()") for word in span.quote.split()} | ({str(published.year)} if published else set())
