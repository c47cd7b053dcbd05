"""Hits → the sentences that answer, each with the stretch that answers alone and the probability that it is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import Protocol

from qa.answer.asking import Asks
from qa.answer.evidence import READ_SCALE, Evidence, Features, gather
from qa.answer.question import Question
from qa.answer.suits import suits
from qa.config import EMBEDDED
from qa.models.encoder import load_encoder
from qa.models.frequencies import load_frequencies
from qa.models.reader import Reading, SpanReader, Text
from qa.records import Hit
from qa.vietnamese.causes import cause_told
from qa.vietnamese.text import key, keys, tokens


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence that may answer, and the stretch in it that answers alone; offsets in `hit.article.text`.

    The stretch is empty (`short_start == short_end`) where the sentence itself is the answer. `probability` (0–1) is
    that of the sentence being right, next to its rivals; `read` (log-odds) that of the model's best stretch in it
    against "no answer in this passage", whatever other passages say.
    """

    hit: Hit
    start: int
    end: int
    short_start: int
    short_end: int
    probability: float
    read: float = 0.0

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


# The log-odds that a sentence answers, per feature: fitted by training/reader/calibrate.py (see training/LOG.md).
WEIGHTS = Features(
    covered=-0.29,
    paired=-0.88,
    around=0.31,
    passage=-0.15,
    named=0.46,
    order=-0.44,
    who=0.02,
    when=0.19,
    where=0.04,
    how_many=0.47,
    why=0.27,
    near=-0.48,
    searched=2.36,
    place=0.32,
    length=0.48,
    lead=-0.24,
    read=1.28,
    meaning=0.40,
    covered_less=-0.81,
    around_less=-1.38,
    near_less=-0.65,
    named_less=-0.91,
    meaning_less=-1.29,
    read_less=-0.93,
)
BIAS = -1.20

# A passage with less of the question than this answers another one: the right office in the wrong province, the right
# man in the wrong year. Of the gold questions read right 95 % and 98 % stand above, of those without an answer 60-80 %.
LEAST_NAMED = 0.9  # of its names and numbers, by weight
LEAST_SHARED = 0.55  # of all its words
# Probability and log-odds of the model from which on the question may be told in other words: 8 of 9 such are right.
WORDED_OTHERWISE, SURELY_READ = 0.6, 4.0


_BEFORE_TIME = re.compile(r"(?:,| vào| trong| hồi| lúc)*\s*\Z")
_PURPOSE = re.compile(r"\b(?:để làm gì|de lam gi)\b", re.IGNORECASE)  # asks for no cause
_MARKUP = re.compile(r"[<{\[`]|https?:")
READ = 6  # hits that the model reads, eight are hardly better; of the others only words and vectors are compared
ANNOUNCED = 2.0  # log-odds by which an announced cause leads: training/reader/causes.py, the table of eval/LOG.md
ALWAYS_READ = 2  # of these, however unlikely the search finds them
LEAST_LIKELY = 0.0002  # of the best hit's score: less likely ones are not read. No gold answer changes by it


class SentenceReader:
    """Reads with a model, and weighs its spans against the words that sentence and question share and their vectors."""

    def __init__(self, model: SpanReader) -> None:
        self._model = model
        self._frequencies = load_frequencies()
        self._encoder = load_encoder(EMBEDDED)  # a larger one would take seconds for the sentences of one question

    def read(self, asked: Question, hits: Sequence[Hit]) -> list[Span]:
        """At most one span a sentence, likeliest first."""
        found = gather(asked, hits, readings(self._model, asked, hits), self._frequencies, self._encoder)
        spans = [span for one in found if _is_on_topic(span := _span(one), one.features) and _suits(asked, span)]
        spans = announced(spans) if asked.asks is Asks.WHY and not _PURPOSE.search(asked.text) else spans
        return sorted(spans, key=lambda span: -span.probability)


def readings(model: SpanReader, asked: Question, hits: Sequence[Hit]) -> list[list[Reading]]:
    """For each hit the spans that the model finds in it, offsets in its passage; none in those not worth reading."""
    found: list[list[Reading]] = [[] for _ in hits]
    worded: dict[str, list[int]] = {}
    least = LEAST_LIKELY * max((hit.score for hit in hits), default=0.0)
    for place, hit in enumerate(hits[:READ]):
        if place < ALWAYS_READ or hit.score >= least:
            worded.setdefault(_in_its_words(asked, hit), []).append(place)
    for question, places in worded.items():
        told = model.read(question, [text_of(hits[place]) for place in places], folded=asked.folded)
        for place, spans in zip(places, told, strict=True):
            found[place] = spans
    return found


def _in_its_words(asked: Question, hit: Hit) -> str:
    """The question as the passage would ask it: "Ủy ban Kiểm tra" for "UBKT" where it has only that, and without the
    year that its date says and no word of it: "Ai ghi bàn ở Cúp Sông Vân| 2019|?"."""
    question, text = _without_known_times(asked, hit), hit.text
    ways = [way for way in asked.also if way.merger is None]
    words = f" {' '.join(keys(text))} " if ways else ""
    done: set[tuple[str, ...]] = set()
    for way in ways:
        if way.said in done or f" {' '.join(way.said)} " in words or f" {' '.join(way.also)} " not in words:
            continue
        found = tokens(question)
        said = [key(token.text) for token in found]
        size = len(way.said)
        at = next((at for at in range(len(said) - size + 1) if tuple(said[at : at + size]) == way.said), None)
        if at is not None:
            done.add(way.said)
            question = question[: found[at].start] + " ".join(way.also) + question[found[at + size - 1].end :]
    return question


def _without_known_times(asked: Question, hit: Hit) -> str:
    question, day = asked.text, hit.article.published
    told = f"{hit.article.title} {hit.text}"
    for start, end, (first, last) in sorted(asked.times, reverse=True):
        if day and first <= day <= last and str(first.year) not in told:
            question = _BEFORE_TIME.sub("", question[:start]) + question[end:]
    return question.lstrip(" ,")


def text_of(hit: Hit) -> Text:
    """What the model is given of a hit; of a headline with markup in it what stands before: the rest misleads it."""
    title = _MARKUP.split(hit.article.title, maxsplit=1)[0] or hit.article.title
    return Text(title, hit.text, tuple(start - hit.passage.start for start, _ in hit.passage.sentences))


def _is_on_topic(span: Span, features: Features) -> bool:
    surely = span.probability >= WORDED_OTHERWISE and span.read >= SURELY_READ
    return features.named >= LEAST_NAMED and (features.passage >= LEAST_SHARED or surely)


def _suits(asked: Question, span: Span) -> bool:
    """Whether the short answer, if there is one, can be what is asked for; a person must be named."""
    if not span.short:
        return asked.asks is not Asks.WHO
    return suits(asked, span.quote, span.short_start - span.start, span.short_end - span.start)


def announced(spans: Sequence[Span], lead: float = ANNOUNCED) -> list[Span]:
    """The same, each sentence that announces a cause likelier than all others of its article, by `lead` (log-odds).

    "Nguyên nhân là …" shares no word with "Vì sao cầu chậm tiến độ?": its article's likeliest sentence is the one that
    tells of the bridge.
    """
    likeliest: dict[str, float] = {}
    for span in spans:
        likeliest[span.hit.article.id] = max(span.probability, likeliest.get(span.hit.article.id, 0.0))
    return [_for_its_event(span, likeliest[span.hit.article.id], lead) for span in spans]


def _for_its_event(span: Span, likeliest: float, lead: float) -> Span:
    told = cause_told(span.quote)
    if told is None:
        return span
    ahead = likeliest * exp(lead)
    span = replace(span, probability=ahead / (1 - likeliest + ahead))
    return span if span.read > 0 else replace(span, short_start=span.start + told[0], short_end=span.start + told[1])


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
        evidence.features.read * READ_SCALE,
    )
