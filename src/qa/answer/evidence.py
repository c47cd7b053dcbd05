"""What speaks for a sentence: the reader, the words it shares with the question, the search, a stretch of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from typing import NamedTuple

from qa.answer.asking import Asks
from qa.answer.candidates import Candidate, candidates
from qa.answer.question import Question
from qa.answer.suits import suits
from qa.models.encoder import Encoder
from qa.models.frequencies import Frequencies
from qa.models.reader import Reading
from qa.records import Hit
from qa.vietnamese.text import Phrase, fold, keys, search_key, tokens

CARRIED = (
    0.5  # of the own words' weight, for all that only the earlier question said: it tells the topic, not the question
)
EARLIER = 2.0  # log-odds for a passage of the article that the earlier answer rests on
BEHIND = 0.6  # nearness of an amount to a word behind it: "dài 642 m, rộng 12 m" names what it measures first
_PEOPLE = re.compile(  # who is not named: "một người dân", "ngư dân xã Long Sơn"
    r"\b(?:người|nhóm|anh|chị|ông|bà|em|đội|đoàn|hội|công ty|tập đoàn|học sinh|sinh viên|công nhân|ngư dân|nông dân"
    r"|bộ đội|cán bộ|chiến sĩ|lực lượng|công an|nhà \w+|vợ|chồng|cháu|con)\b"
)
_NOT_SO = re.compile(r",? (?:chứ )?không phải\b")  # "ngày 19-9, không phải ngày 9-9"
_CAUSE = re.compile(
    r"\b(vì|bởi|do|nhờ|tại|nên|khiến|để|nhằm|nguyên nhân|lý do|lí do|dẫn đến|xuất phát từ)\b", re.IGNORECASE
)
UNREAD = -7.0  # log-odds of a sentence in which the reader found nothing, and the least of any: below it all are alike
READ_SCALE = 5.0  # log-odds that a feature of 1 stands for
USUAL_LENGTH = 25  # syllables of a news sentence, the middle of its length feature


class Features(NamedTuple):
    """What the lexical reader weighs; each about 0 to 1, shares are of the question's weight (inverse frequencies)."""

    covered: float  # share of the question's words that the sentence has
    paired: float  # share of its adjacent pairs
    around: float  # share that the sentence, its neighbours and the title have
    passage: float  # share that the whole passage and the title have
    named: float  # share of the question's names and numbers that passage and title have
    order: float  # longest run of the question's words that stands in the sentence, as a share
    who: float  # how well a name fits, when a person is asked for; likewise the next three
    when: float
    where: float
    how_many: float
    why: float  # 1 when a cause is told ("vì", "do", "nhờ"), where one is asked for, else -1
    near: float  # how close that stretch is to the shared words
    searched: float  # log-odds of the search's score, a fifth
    place: float  # 1 / rank of the hit
    length: float  # ln of its syllables over the usual number
    lead: float  # 1 for the first sentence of its article
    read: float  # the reader's log-odds for its best span in the sentence against "none in this passage", a fifth
    meaning: float = 0.0  # cosine of the sentence's vector to the question's
    covered_less: float = 0.0  # how far behind the best sentence of all the hits, for the features of these names
    around_less: float = 0.0
    near_less: float = 0.0
    named_less: float = 0.0
    meaning_less: float = 0.0
    read_less: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of one hit, the stretch that answers alone, what speaks for it; offsets in the article.

    `end` is that of a later sentence where the stretch goes on into it.
    """

    hit: Hit
    start: int
    end: int
    short: tuple[int, int] | None
    features: Features


class _Brought(NamedTuple):
    """A hit, its rank from 1, and what the reader found in it, offsets in the article."""

    hit: Hit
    rank: int
    readings: Sequence[Reading]


class _Asked:
    """The question's words with their weights, looked at once for all sentences."""

    def __init__(self, asked: Question, frequencies: Frequencies) -> None:
        self.folded = asked.folded
        self.words = asked.content
        self.places: dict[str, list[int]] = {}
        for place, word in enumerate(asked.content):
            self.places.setdefault(word, []).append(place)
        self.weights = {word: frequencies.weight(word, folded=asked.folded) for word in asked.content}
        carried = sum(self.weights[word] for word in asked.carried)
        own = sum(self.weights.values()) - carried
        lighter = min(CARRIED * own / carried, 1.0) if carried else 1.0
        self.weights |= {word: self.weights[word] * lighter for word in asked.carried}
        self.total = sum(self.weights.values()) or 1.0
        self.pairs = {pair: self.weights[pair[0]] + self.weights[pair[1]] for pair in pairwise(asked.content)}
        self.paired = sum(self.pairs.values()) or 1.0
        first, *further = tokens(asked.text)  # the first word is capital in any case: a name is "HĐND", not "Ai"
        shown = [first, *further] if len(first.text) > 1 and first.text.isupper() else further
        named = {self.key(token.text) for token in shown if token.text[0].isupper() or token.text[0].isdigit()}
        self.named = {word: self.weights[word] for word in named if word in self.weights}
        self.naming = sum(self.named.values())

        self.also = [(self.phrase(way.said), self.phrase(way.also)) for way in asked.also]

    def key(self, text: str) -> str:
        return search_key(text, self.folded)

    def keys(self, text: str) -> Phrase:
        return keys(text, self.folded)

    def weighed(self, sentence: str) -> list[tuple[int, float]]:
        """Where each word of the sentence begins, and its weight: 0 for one that the question lacks."""
        return [(token.start, self.weights.get(self.key(token.text), 0.0)) for token in tokens(sentence)]

    def phrase(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(fold, words)) if self.folded else tuple(words)

    def said_otherwise(self, keys: Sequence[str]) -> set[str]:
        """The words of the question that stand in `keys` in another form: "ubnd" as "ủy ban nhân dân"."""
        if not self.also:
            return set()
        present = set(keys)
        ways = (way for way in self.also if present.issuperset(way[1]))
        written = f" {' '.join(keys)} "
        return {word for said, also in ways if f" {' '.join(also)} " in written for word in said}

    def share(self, present: set[str]) -> float:
        return sum(weight for word, weight in self.weights.items() if word in present) / self.total

    def share_of_names(self, present: set[str]) -> float:
        if not self.naming:
            return 1.0
        return sum(weight for word, weight in self.named.items() if word in present) / self.naming

    def share_of_pairs(self, keys: Sequence[str]) -> float:
        present = set(pairwise(keys))
        return sum(weight for pair, weight in self.pairs.items() if pair in present) / self.paired

    def longest_run(self, keys: Sequence[str]) -> float:
        """The longest stretch of the question's words that stands in `keys` unbroken, as a share of the question."""
        longest = 0
        runs: dict[int, int] = {}  # place in the question → how long the run is that ends there
        for word in keys:
            runs = {place: runs.get(place - 1, 0) + 1 for place in self.places.get(word, ())}
            longest = max(longest, *runs.values()) if runs else longest
        return longest / max(len(self.words), 1)


def gather(
    asked: Question,
    hits: Sequence[Hit],
    readings: Sequence[Sequence[Reading]],
    frequencies: Frequencies,
    encoder: Encoder,
) -> list[Evidence]:
    """The evidence for every sentence of the hits, each sentence once, in the order of the hits.

    `readings` are what the reader found in each hit, offsets in its passage, likeliest first.
    """
    question = _Asked(asked, frequencies)
    seen: set[tuple[str, int]] = set()
    found: list[Evidence] = []
    for rank, (hit, read) in enumerate(zip(hits, readings, strict=True), start=1):
        for evidence in _sentences(asked, question, _Brought(hit, rank, _in_article(read, hit)), seen):
            seen.add((hit.article.id, evidence.start))
            found.append(evidence)
    return _compared(_with_meaning(asked, found, encoder))


def _with_meaning(asked: Question, found: list[Evidence], encoder: Encoder) -> list[Evidence]:
    if not found:
        return found
    sentences = [evidence.hit.article.text[evidence.start : evidence.end] for evidence in found]
    cosines = encoder.encode_passages(sentences) @ encoder.encode_questions([asked.text])[0]
    return [
        replace(evidence, features=evidence.features._replace(meaning=float(cosine)))
        for evidence, cosine in zip(found, cosines, strict=True)
    ]


def _compared(found: list[Evidence]) -> list[Evidence]:
    """The same, each told how far it is behind the best: a rival that fits better speaks against a sentence."""
    names = ("covered", "around", "near", "named", "meaning", "read")
    best = {name: max((getattr(evidence.features, name) for evidence in found), default=0.0) for name in names}
    behind = [{f"{name}_less": best[name] - getattr(evidence.features, name) for name in names} for evidence in found]
    return [
        replace(evidence, features=evidence.features._replace(**less))
        for evidence, less in zip(found, behind, strict=True)
    ]


def _sentences(asked: Question, question: _Asked, brought: _Brought, seen: set[tuple[str, int]]) -> Iterator[Evidence]:
    hit, rank, readings = brought
    text = hit.article.text
    spans = hit.passage.sentences
    said = [question.keys(text[start:end]) for start, end in spans]
    otherwise = [question.said_otherwise(sentence) for sentence in said]
    titled = question.keys(hit.article.title)
    title = question.said_otherwise(titled).union(titled)
    if hit.article.published:
        title.add(str(hit.article.published.year))  # an article of 2019 tells of 2019 without saying so
    passage = title.union(*said, *otherwise)
    behind = BEHIND if asked.asks is Asks.HOW_MANY else 1.0
    unit = {question.key(word) for word in asked.unit.split()}
    for place, (start, end) in enumerate(spans):
        if (hit.article.id, start) in seen:  # the sentence that two passages share
            continue
        found = candidates(asked, text[start:end])
        short, near = _nearest(found, question.weighed(text[start:end]) if found else [], question.total, behind)
        best = next((reading for reading in readings if start <= reading.start < end), None)
        fit = {asked.asks: short.fit if short else -1.0}
        counted = unit if short and short.fit == 1 else set()  # "420 m" says "bao nhiêu mét" too
        own = counted.union(said[place], otherwise[place])
        near_by = slice(max(place - 1, 0), place + 2)
        around = title.union(counted, *said[near_by], *otherwise[near_by])
        yield Evidence(
            hit,
            start,
            _sentence_end(spans, end, best.end if best else end),
            _alone(asked, text[start:end], found, short, best, start),
            Features(
                covered=question.share(own),
                paired=question.share_of_pairs(said[place]),
                around=question.share(around),
                passage=question.share(passage | counted),
                named=question.share_of_names(passage),
                order=question.longest_run(said[place]),
                who=fit.get(Asks.WHO, 0.0),
                when=fit.get(Asks.WHEN, 0.0),
                where=fit.get(Asks.WHERE, 0.0),
                how_many=fit.get(Asks.HOW_MANY, 0.0),
                why=(1.0 if _CAUSE.search(text, start, end) else -1.0) if asked.asks is Asks.WHY else 0.0,
                near=near,
                searched=(_log_odds(hit.score) + EARLIER * (hit.article.id in asked.earlier)) / 5,
                place=1 / rank,
                length=log(max(len(said[place]), 1) / USUAL_LENGTH),
                lead=float(start == 0),
                read=(max(best.score, UNREAD) if best else UNREAD) / READ_SCALE,
            ),
        )


def _in_article(readings: Sequence[Reading], hit: Hit) -> list[Reading]:
    first = hit.passage.start
    return [Reading(first + reading.start, first + reading.end, reading.score) for reading in readings]


def _sentence_end(sentences: Sequence[tuple[int, int]], end: int, read_to: int) -> int:
    """The end of the sentence that the reading goes on into."""
    return max((last for start, last in sentences if start < read_to), default=end) if read_to > end else end


def _alone(  # noqa: PLR0913, PLR0917 -- one sentence in its parts
    asked: Question,
    sentence: str,
    found: Sequence[Candidate],
    near: Candidate | None,
    best: Reading | None,
    start: int,
) -> tuple[int, int] | None:
    """The short answer, offsets in the article: what the reader found, if that is of the sort asked for.

    Of a person the name alone; a date or an amount whole ("bảy" → "bảy đồng chí").
    """
    asks = asked.asks
    unsuited = best is not None and not suits(asked, sentence, best.start - start, best.end - start)
    nobody = best is not None and asks is Asks.WHO and not found
    if nobody and best and _PEOPLE.search(sentence, best.start - start, best.end - start):
        return best.start, best.end
    if best is None or nobody or (unsuited and near and near.fit == 1):
        return (start + near.start, start + near.end) if near else None
    denied = _NOT_SO.search(sentence, best.start - start + 1, best.end - start)
    read = (best.start, start + denied.start() if denied else best.end)
    inside = [(start + each.start, start + each.end) for each in found]
    names = [name for name in inside if name[0] < read[1] and name[1] > read[0]]
    if asks is Asks.WHO:
        return names[0] if names else read
    if asks is Asks.WHAT:
        return _with_its_kind(asked, sentence, read[0] - start) + start, read[1]
    return next((name for name in names if name[0] <= read[0] and read[1] <= name[1]), read)


def _with_its_kind(asked: Question, sentence: str, start: int) -> int:
    """Where the answer begins with the words before it that say what is asked for: "|phần mềm báo mưa"."""
    words = tokens(sentence[:start])[-2:]
    if len(words) < 2 or sentence[words[-1].end : start].strip():
        return start
    kind = f" {' '.join(fold(word.text) for word in words)} "
    return words[0].start if kind in f" {fold(asked.text)} " else start


def _nearest(
    found: Sequence[Candidate], positions: Sequence[tuple[int, float]], total: float, behind: float
) -> tuple[Candidate | None, float]:
    """The stretch that fits and stands closest to the question's words, and how close: 1 when all of them touch it."""
    best, nearest = None, 0.0
    for candidate in found:
        start, end, fit = candidate
        first = sum(offset < start for offset, _ in positions)
        last = sum(offset < end for offset, _ in positions)
        near = fit * sum(
            weight * (1 if place < last else behind) / (1 + 0.5 * max(first - place - 1, place - last, 0))
            for place, (_, weight) in enumerate(positions)
            if weight
        )
        if best is None or near > nearest * total:
            best, nearest = candidate, near / total
    return best, min(nearest, 1.0)


def _log_odds(score: float) -> float:
    bounded = min(max(score, 0.001), 0.999)
    return log(bounded / (1 - bounded))
