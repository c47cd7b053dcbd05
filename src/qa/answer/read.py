"""Hits → the sentences that answer, each with the stretch that answers alone and the probability that it is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Protocol

from qa.answer.evidence import Evidence, Features, gather
from qa.answer.question import Question
from qa.config import EMBEDDED
from qa.models.encoder import load_encoder
from qa.models.frequencies import load_frequencies
from qa.records import Hit


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence that may answer, and the stretch in it that answers alone; offsets in `hit.article.text`.

    The stretch is empty (`short_start == short_end`) where the sentence itself is the answer. `probability` (0–1) is
    that of the sentence being right.
    """

    hit: Hit
    start: int
    end: int
    short_start: int
    short_end: int
    probability: float

    @property
    def quote(self) -> str:
        """The sentence as it stands in the article."""
        return self.hit.article.text[self.start : self.end]

    @property
    def short(self) -> str:
        """The short answer as it stands in the article; "" when there is none."""
        return self.hit.article.text[self.short_start : self.short_end]


class Reader(Protocol):
    """Whatever reads passages for a question."""

    def read(self, asked: Question, hits: Sequence[Hit]) -> list[Span]:
        """At most one span a sentence, likeliest first."""
        ...


# The log-odds that a sentence answers, per feature: fitted by training/reading.py (see training/LOG.md).
WEIGHTS = Features(
    covered=0.57,
    paired=0.64,
    around=0.44,
    passage=-1.17,
    named=0.42,
    order=0.08,
    who=0.36,
    when=0.52,
    where=0.74,
    how_many=1.29,
    why=0.65,
    near=0.38,
    searched=3.14,
    place=1.17,
    length=-0.10,
    lead=-0.10,
    meaning=1.80,
    covered_less=-2.09,
    around_less=-2.39,
    near_less=-1.46,
    named_less=-1.48,
    meaning_less=-4.04,
)
BIAS = -3.86

# A passage with less of the question than this answers another one: the right office in the wrong province, the right
# man in the wrong year. Of the gold questions read right 95 % and 98 % stand above, of those without an answer 60-80 %.
LEAST_NAMED = 0.9  # of its names and numbers, by weight
LEAST_SHARED = 0.6  # of all its words


class LexicalReader:
    """Reads by the words that sentence and question share, weighted by how rare they are, and by their vectors."""

    def __init__(self) -> None:
        self._frequencies = load_frequencies()
        self._encoder = load_encoder(EMBEDDED)  # a larger one would take seconds for the sentences of one question

    def read(self, asked: Question, hits: Sequence[Hit]) -> list[Span]:
        """At most one span a sentence, likeliest first."""
        found = gather(asked, hits, self._frequencies, self._encoder)
        spans = [_span(evidence) for evidence in found if _is_on_topic(evidence.features)]
        return sorted(spans, key=lambda span: -span.probability)


def _is_on_topic(features: Features) -> bool:
    return features.named >= LEAST_NAMED and features.passage >= LEAST_SHARED


def _span(evidence: Evidence) -> Span:
    odds = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, evidence.features, strict=True))
    short_start, short_end = evidence.short or (evidence.start, evidence.start)
    return Span(
        evidence.hit,
        evidence.start,
        evidence.end,
        short_start,
        short_end,
        1 / (1 + exp(-odds)),
    )
