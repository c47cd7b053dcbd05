"""Whether a sentence that a model wrote is borne out by passages of articles: its numbers, dates, names and words.

Strict on purpose: what can't be found again is taken for invented. It compares facts, words and what stands near what,
not meanings: who did what to whom ("A thay B", "B thay A") it can't tell. eval/LOG.md has what it lets through.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from qa.answer.facts import Facts, amount_of, counted, denials, facts_of, fits, names_and_figures
from qa.models.frequencies import Frequencies
from qa.records import Hit
from qa.vietnamese.dates import FoundDate, find_dates
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import find_numbers
from qa.vietnamese.text import keys, tokens

LEAST_SHARED = 0.6  # of a claim's words, by rarity, that its evidence has; eval/LOG.md has the table
LONGEST_QUOTE = 2  # sentences that a claim may rest on: a name, and what is said of "ông" after it
RIVAL = 0.8  # how near a name or a number stands to the claim's other words, of how near the nearest of its sort does
FALLS = 0.25  # how fast nearness falls: a word five words off counts 1 / (1 + 5 / 4)
_OF_THE_ARTICLE = re.compile(r"(?:bài(?: báo| viết)?|đăng|báo|tin)(?: \w+)?,? (?:ra )?\Z")  # "theo bài ngày 11-7-2020"


class Quote(NamedTuple):
    """A stretch of whole sentences, `hit.article.text[start:end]`."""

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentences as they stand in the article."""
        return self.hit.article.text[self.start : self.end]


class Evidence:
    """What the numbered passages say, and how far a claim is among it; made once for a reply.

    `question` is what was asked: what it says itself may stand anywhere in a cited passage, what is new in a claim has
    to stand in the stretch that is quoted.
    """

    def __init__(self, question: str, hits: Sequence[Hit], frequencies: Frequencies) -> None:
        self._hits = hits
        self._frequencies = frequencies
        self._question = question
        self._asked = facts_of(question)

    def quotes(self, claim: str, numbers: Iterable[int]) -> list[Quote]:
        """The stretches of the passages so numbered (from 1) that bear out `claim`.

        None when they don't, when there are no numbers, or one that no passage has.

        Of each passage that proves it alone the shortest; else a sentence of each, if together they do.
        """
        wanted = tuple(dict.fromkeys(numbers))
        if not all(1 <= number <= len(self._hits) for number in wanted):
            return []
        cited = [self._hits[number - 1] for number in wanted]
        alone = [quote for hit in cited if (quote := self._shortest(claim, hit))]
        if alone:
            return alone
        nearest = [max(stretches(hit, 1), key=lambda quote: self.shared(claim, [quote])) for hit in cited]
        return nearest if self.holds(claim, nearest) else []

    def named(self, quotes: Sequence[Quote]) -> bool:
        """Whether the passages around the stretches name every name and figure that the question names."""
        far = _far(quotes)
        years = {f" {quote.hit.article.published.year} " for quote in quotes if quote.hit.article.published}
        runs = [facts_of(self._question[start:end]).line for start, end in names_and_figures(self._question)]
        return all(run.strip() in years or any(run in facts.line for facts in far) for run in runs)

    def _shortest(self, claim: str, hit: Hit) -> Quote | None:
        for size in range(1, LONGEST_QUOTE + 1):
            holding = [quote for quote in stretches(hit, size) if self.holds(claim, [quote])]
            if holding:
                return max(holding, key=lambda quote: self.shared(claim, [quote]))
        return None

    def holds(self, claim: str, quotes: Sequence[Quote]) -> bool:
        """Whether the stretches, with the titles and dates of their articles, bear out the whole claim."""
        return self.shared(claim, quotes) >= LEAST_SHARED and not (
            any(self.missing(claim, quotes)) or any(self.misplaced(claim, quotes))
        )

    def shared(self, claim: str, quotes: Sequence[Quote]) -> float:
        """The share of the claim's words that the stretches have, 0–1, weighted by how rare each word is."""
        near = _words(_near(quotes)) | (_words(_far(quotes)) & self._asked.words)
        weights = {word: self._frequencies.weight(word) for word in facts_of(claim).words}
        total = sum(weights.values())
        return sum(weight for word, weight in weights.items() if word in near) / total if total else 0.0

    def missing(self, claim: str, quotes: Sequence[Quote]) -> Iterator[str]:
        """The numbers, dates, names and denials of the claim that the stretches do not have."""
        near, far = _near(quotes), _far(quotes)
        published = [quote.hit.article.published for quote in quotes if quote.hit.article.published]
        years = {str(one.year) for one in published}  # "Cúp 2019", in an article of 2019
        compared: list[tuple[int, int]] = []
        for day in find_dates(claim):
            if day.year or day.month or day.day:  # a century is compared by its words
                compared.append((day.start, day.end))
                if not self._dated(claim, day, near, far, published):
                    yield claim[day.start : day.end]
        for one in find_numbers(claim):
            amount = amount_of(claim, one)
            if claim[one.start : one.end] in years and amount in self._asked.amounts:
                continue
            if amount and amount.high is None:  # a range and a score are compared by their figures: "3-2"
                compared.append((one.start, one.end))
                if not counted(amount, far if amount in self._asked.amounts else near):
                    yield claim[one.start : one.end]
        for start, end in names_and_figures(claim):
            run = facts_of(claim[start:end]).line
            inside = any(first <= start and end <= last for first, last in compared)
            asked = run in self._asked.line and (run.strip() in years or any(run in facts.line for facts in far))
            if not inside and not asked and not any(run in facts.line for facts in near):
                yield claim[start:end]
        yield from denials(facts_of(claim), near)

    def misplaced(self, claim: str, quotes: Sequence[Quote]) -> Iterator[str]:
        """The new names and numbers of the claim that belong to something else in the passage.

        "Dự án 4,2 ha có 250 giường" holds 4,2 and 250, but of beds there are 250: another number, which the claim does
        not have, stands nearer to its words than its own does.
        """
        for sort in ("person", "number"):
            for start, end in _of_sort(claim, sort):
                run = facts_of(claim[start:end]).line
                if run in self._asked.line:
                    continue
                words = facts_of(f"{claim[:start]} {claim[end:]}").words
                own = rival = 0.0
                for quote in quotes:
                    for other, (first, last) in _places(quote.hit.text, sort):
                        near = self._nearness(quote.hit.text, words, first, last)
                        if run in other:
                            own = max(own, near)
                        elif other not in facts_of(claim).line:
                            rival = max(rival, near)
                if own < RIVAL * rival:
                    yield claim[start:end]

    def _nearness(self, text: str, words: set[str], first: int, last: int) -> float:
        """How near the words of the claim stand to the tokens `first:last` of the passage, by how rare each is."""
        nearest: dict[str, float] = {}
        for place, word in enumerate(keys(text)):
            if word in words and not first <= place < last:
                away = max(first - place, place - last + 1)
                nearest[word] = max(nearest.get(word, 0.0), 1 / (1 + FALLS * away))
        return sum(self._frequencies.weight(word) * near for word, near in nearest.items())

    def _dated(
        self, claim: str, day: FoundDate, near: Sequence[Facts], far: Sequence[Facts], published: Sequence[date]
    ) -> bool:
        """Whether the day is near; or in the question and the passage; or that of the article, and said to be."""
        if any(fits(day, other, published) for facts in near for other in facts.dates):
            return True
        if any(fits(day, asked, ()) for asked in self._asked.dates):
            known = [other for facts in far for other in facts.dates]
            years = [
                FoundDate(0, 0, one.day, one.month, one.year) for one in published
            ]  # "năm 2019", in an article of 2019
            return any(fits(day, other, published) for other in (*known, *years))
        introduced = _OF_THE_ARTICLE.search(claim, 0, day.start) or any(facts.today for facts in near)
        return bool(introduced) and any(
            fits(day, FoundDate(0, 0, one.day, one.month, one.year), ()) for one in published
        )


def stretches(hit: Hit, size: int) -> list[Quote]:
    """Every run of `size` adjacent sentences of the passage, fewer where it has no more."""
    sentences = hit.passage.sentences
    size = min(size, len(sentences))
    return [
        Quote(hit, sentences[first][0], sentences[first + size - 1][1]) for first in range(len(sentences) - size + 1)
    ]


def _near(quotes: Sequence[Quote]) -> list[Facts]:
    """The facts of the quoted sentences and of their articles' titles."""
    return _read(quotes, lambda quote, start, end: quote.start <= start and end <= quote.end)


def _far(quotes: Sequence[Quote]) -> list[Facts]:
    """The facts of the whole passages and of their articles' titles."""
    return _read(quotes, lambda quote, start, end: True)


def _read(quotes: Sequence[Quote], wanted: Callable[[Quote, int, int], bool]) -> list[Facts]:
    return [
        facts_of(text)
        for quote in quotes
        for text in (
            quote.hit.article.title,
            *(
                quote.hit.article.text[start:end]
                for start, end in quote.hit.passage.sentences
                if wanted(quote, start, end)
            ),
        )
    ]


def _words(facts: Iterable[Facts]) -> set[str]:
    return {word for each in facts for word in each.words}


@lru_cache(256)
def _places(text: str, sort: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The names of persons or the numbers of a passage: the line of each, and which of its tokens they are."""
    starts = [token.start for token in tokens(text)]
    return tuple(
        (facts_of(text[start:end]).line, (bisect_left(starts, start), bisect_left(starts, end)))
        for start, end in _of_sort(text, sort)
    )


def _of_sort(text: str, sort: str) -> list[tuple[int, int]]:
    if sort == "person":
        return [(one.start, one.end) for one in find_names(text) if one.kind == "person"]
    return [(one.start, one.end) for one in find_numbers(text)]
