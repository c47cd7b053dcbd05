"""The passages that may answer a question: those near it in meaning and those that share its words, fused by score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from qa.records import Hit
from qa.vietnamese.text import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.build import Index
    from qa.models.encoder import Encoder

CANDIDATES = 100  # of each leg


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of "this passage holds the answer". BM25 counts as a share of the question's best BM25, so that
    it means the same in a collection of any size."""

    bias: float
    share: float  # of the passage's BM25 in the best one
    cosine: float
    best_cosine: float  # of any passage to this question; the same for all, it moves probabilities, not the order

    def score(self, bm25: float, best_bm25: float, cosine: float, best_cosine: float) -> float:
        """The probability, 0–1, that a passage with these scores holds the answer."""
        share = bm25 / best_bm25 if best_bm25 else 0.0
        odds = self.bias + self.share * share + self.cosine * cosine + self.best_cosine * best_cosine
        return 1 / (1 + exp(-odds))


FUSION = Weights(bias=-12.0, share=10.0, cosine=8.9, best_cosine=-2.0)


def search(index: Index, encoder: Encoder, question: str, *, folded: bool, count: int = 20) -> list[Hit]:
    """Up to `count` passages, the likeliest to hold the answer first; none for a question without a word.

    Candidates are the best `CANDIDATES` of either leg, each then scored by both. `folded` compares words without
    accents, for a question that carries none.
    """
    if not terms(question):
        return []
    vector = encoder.encode_questions([question])[0]
    near = dict(index.vectors.search(vector, CANDIDATES))
    worded = dict(index.postings.search(question, CANDIDATES, folded=folded))
    cosines = near | _cosines(index, vector, worded.keys() - near.keys())
    unworded = sorted(near.keys() - worded.keys())
    bm25 = worded | dict(index.postings.search(question, len(unworded), folded=folded, only=unworded))

    best_bm25, best_cosine = max(bm25.values(), default=0.0), max(cosines.values(), default=0.0)
    scores = {
        number: FUSION.score(bm25.get(number, 0.0), best_bm25, cosine, best_cosine)
        for number, cosine in cosines.items()
    }
    first = sorted(scores, key=lambda number: (-scores[number], number))[:count]
    vector_ranks, posting_ranks = _ranks(near), _ranks(worded)
    return [
        Hit(
            passage,
            article,
            score=scores[passage.id],
            cosine=cosines[passage.id],
            bm25=bm25.get(passage.id, 0.0),
            vector_rank=vector_ranks.get(passage.id),
            posting_rank=posting_ranks.get(passage.id),
        )
        for passage, article in index.passages(first)
    ]


def _cosines(index: Index, vector: NDArray[np.float32], ids: Iterable[int]) -> dict[int, float]:
    return {number: float(row @ vector) for number, row in index.vectors.get(sorted(ids)).items()}


def _ranks(ordered: Iterable[int]) -> dict[int, int]:
    return {number: rank for rank, number in enumerate(ordered, 1)}
