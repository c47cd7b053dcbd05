"""The formulas, on plain values: ranks, tokens, spans, confidences. What they are applied to is in `grade.py`.

Retrieval: recall, MRR and nDCG with binary relevance (Järvelin and Kekäläinen 2002). Answers: exact match and F1 as the
SQuAD script computes them (Rajpurkar et al. 2016), over Vietnamese syllables. Calibration: Guo et al. 2017.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, log2
from typing import NamedTuple

from qa.vietnamese.numbers import find_numbers
from qa.vietnamese.text import key, nfc, tokens

Span = tuple[int, int]


# Retrieval. A rank is 1-based, None for a proof that was not found.


def recall_at(k: int, ranks: Sequence[int | None]) -> float:
    """The share of the proofs that stand among the first k."""
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """1 / the rank of the first proof found; 0 when there is none."""
    return max((1 / rank for rank in ranks if rank is not None), default=0.0)


def ndcg_at(k: int, ranks: Sequence[int | None]) -> float:
    """nDCG over distinct proofs: each counts once, at the first hit that holds it.

    Two proofs at one rank take that rank and the next, so that the best order is worth 1 and nothing is worth more.
    """
    gain, place = 0.0, 0
    for rank in sorted(rank for rank in ranks if rank is not None):
        place = max(rank, place + 1)
        gain += 1 / log2(place + 1) if place <= k else 0.0
    return gain / sum(1 / log2(place + 1) for place in range(1, min(k, len(ranks)) + 1))


# Answers


class Syllable(NamedTuple):
    """A normalised token. `telling`: a number, or capitalised in the text, so that another one is another answer."""

    key: str
    telling: bool


def syllables(text: str) -> list[Syllable]:
    """The normalised tokens of an answer: NFC, lower case, no punctuation, one place for the tone ("hoà" → "hòa").

    Amounts are what they come to: "bảy" → "7", "1,2 tỷ" and "1.200 triệu" → "1200000000". No word is dropped:
    the articles that the SQuAD script removes are English, and the "của, là, cái" of its Vietnamese variants carry
    meaning in answers this short.
    """
    text = nfc(text)
    found: list[Syllable] = []
    at = 0
    for amount in find_numbers(text):
        if amount.value is not None and amount.high is None:  # a range or a score stays the two numbers that it is
            found += _written(text[at : amount.start])
            found.append(Syllable(f"{amount.value.normalize():f}", telling=True))
            at = amount.end
    return found + _written(text[at:])


def _written(text: str) -> list[Syllable]:
    return [Syllable(key(token.text), token.text[0].isdigit() or token.text[0].isupper()) for token in tokens(text)]


def exact_match(said: str, accepted: Sequence[str]) -> float:
    """1 when the normalised answer is one of the accepted ones."""
    return float(any(_keys(said) == _keys(form) for form in accepted))


def f1(said: str, accepted: Sequence[str]) -> float:
    """The F1 of the syllables that the answer shares with the accepted form it is nearest to."""
    return max((_overlap_f1(_keys(said), _keys(form)) for form in accepted), default=0.0)


def contains(said: str, form: str) -> bool:
    """Whether the normalised form stands in the answer as a run of whole syllables."""
    return bool(_places(_keys(said), _keys(form)))


def opens_with(said: str, form: str) -> bool:
    """Whether the answer begins with the normalised form: "Không có cầu" opens with "không", and not with "có"."""
    opening = _keys(form)
    return bool(opening) and _keys(said)[: len(opening)] == opening


def differ_tellingly(said: str, form: str) -> bool:
    """Whether a number or a capitalised syllable is in one and not in the other.

    "Nguyễn Văn Minh" has F1 0.67 with "Nguyễn Văn Bình", "ngày 12 tháng 7" 0.75 with "ngày 11 tháng 7": both are wrong.
    """
    one, other = syllables(said), syllables(form)
    unshared = (Counter(_keys(said)) - Counter(_keys(form))) + (Counter(_keys(form)) - Counter(_keys(said)))
    return any(syllable.telling and syllable.key in unshared for syllable in (*one, *other))


class Items(NamedTuple):
    """How well several were named: `precision` over what was said, `recall` over what was to be said."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def named_items(pieces: Sequence[str], items: Sequence[Sequence[str]]) -> Items:
    """The share of the pieces that name an item, and the share of the items (each by one of its forms) that are named.

    Forms are looked for in all pieces together, so a form that holds the "và" at which a list was cut
    ("Phòng Văn hóa và Thông tin") is found and makes both its pieces right; marks between pieces don't count.
    """
    said: list[str] = []
    owner: list[int] = []  # of each syllable said, the piece it belongs to
    for number, piece in enumerate(pieces):
        said += _keys(piece)
        owner += [number] * (len(said) - len(owner))
    found = [[place for form in forms for place in _places(said, _keys(form))] for forms in items]
    right = {owner[syllable] for places in found for start, end in places for syllable in range(start, end)}
    return Items(len(right) / len(pieces) if pieces else 0.0, sum(map(bool, found)) / len(items))


def _keys(text: str) -> list[str]:
    return [syllable.key for syllable in syllables(text)]


def _overlap_f1(said: list[str], form: list[str]) -> float:
    shared = sum((Counter(said) & Counter(form)).values())
    return 2 * shared / (len(said) + len(form)) if shared else float(said == form)


def _places(said: list[str], form: list[str]) -> list[Span]:
    length = len(form)
    if not length:
        return []
    return [(at, at + length) for at in range(len(said) - length + 1) if said[at : at + length] == form]


# Citations, confidence, time


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches share at least half of the shorter one: more than sentences that touch, less than equal."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])


class Bin(NamedTuple):
    """Guesses of like confidence: how many, their mean confidence (0–1), and the share of them that was right."""

    size: int
    confidence: float
    right: float


def reliability(guesses: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """The (confidence 0–1, was it right) in bins of equal width, lowest first; empty bins are left out."""
    binned: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in guesses:
        binned.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    return [
        Bin(
            len(members),
            sum(confidence for confidence, _ in members) / len(members),
            sum(right for _, right in members) / len(members),
        )
        for _, members in sorted(binned.items())
    ]


def calibration_error(guesses: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error of (confidence 0–1, was it right), over bins of equal width.

    The mean distance between the confidence of a bin and the share that was right in it, weighted by its size.
    """
    members = reliability(guesses, bins)
    return sum(each.size * abs(each.confidence - each.right) for each in members) / len(guesses)


class Point(NamedTuple):
    """What becomes of all questions when only answers of at least `threshold` confidence are given.

    `answered` is the share of all that is answered, `error` the share of those that is wrong.
    """

    threshold: float
    answered: float
    error: float


def refusal_curve(guesses: Sequence[tuple[float, bool]], asked: int) -> list[Point]:
    """The risk-coverage curve (El-Yaniv and Wiener 2010): a point for each confidence among the answers, highest first.

    `guesses` are the answers given, of `asked` questions; what was refused stays refused at every threshold.
    """
    points: list[Point] = []
    wrong = 0
    for given, (confidence, right) in enumerate(sorted(guesses, key=lambda guess: -guess[0]), start=1):
        wrong += not right
        if points and points[-1].threshold == confidence:  # a threshold lets all of one confidence through
            points.pop()
        points.append(Point(confidence, given / asked, wrong / given))
    return points


def percentile(share: float, values: Sequence[float]) -> float:
    """The smallest value that at least `share` (0–1) of the values do not exceed (nearest rank)."""
    return sorted(values)[max(ceil(share * len(values)), 1) - 1]
