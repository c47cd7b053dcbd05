"""The passages that may answer a question: those near it in meaning and those that share its words, fused by score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from qa.index.catalogue import passages_within
from qa.records import EVERYTHING, Hit, Scope
from qa.vietnamese.alternatives import Alternative
from qa.vietnamese.text import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.build import Index
    from qa.models.encoder import Encoder

CANDIDATES = 100  # of each leg


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of "this passage holds the answer", given that some passage does: the scores of a question that
    no article answers look the same (AUC 0.67), so refusing is the reader's work.

    Both features compare a passage with the best of its question, so they mean the same in a collection of any size.
    """

    bias: float
    share: float  # of the passage's BM25 in the question's best BM25, 0 to 1
    lag: float  # of its cosine behind the question's best cosine, 0 to 2

    def score(self, share: float, lag: float) -> float:
        """The probability, 0–1."""
        return 1 / (1 + exp(-(self.bias + self.share * share + self.lag * lag)))


# Fitted by training/encoder/fusion.py; what each leg and both find stands in eval/LOG.md.
FUSION = Weights(bias=-10.8, share=11.7, lag=-11.0)


def search(  # noqa: PLR0913 -- the question in its parts: LangChain, benchmarks and training have it so
    index: Index,
    encoder: Encoder,
    question: str,
    *,
    folded: bool,
    also: Sequence[Alternative] = (),
    count: int = 20,
    within: Scope = EVERYTHING,
) -> list[Hit]:
    """Up to `count` passages, the likeliest to hold the answer first; none for a question without a word.

    Candidates are the best `CANDIDATES` of either leg, each then scored by both. `folded` compares words without
    accents, for a question that carries none. `also` are other ways to write parts of the question. Both legs look at
    nothing but the articles of `within`: a passage of one day is found among those of twenty years.
    """
    only = passages_within(index.library, within) if within else None
    if not terms(question) or only == []:
        return []
    vector = encoder.encode_questions([question])[0]
    near = dict(index.vectors.search(vector, CANDIDATES, only=only))
    worded = dict(index.postings.search(question, CANDIDATES, folded=folded, only=only, also=also))
    cosines = near | _cosines(index, vector, worded.keys() - near.keys())
    unworded = sorted(near.keys() - worded.keys())
    bm25 = worded | dict(index.postings.search(question, len(unworded), folded=folded, only=unworded, also=also))

    best_bm25 = max(bm25.values(), default=0.0) or 1.0
    best_cosine = max(cosines.values(), default=0.0)
    scores = {
        number: FUSION.score(bm25.get(number, 0.0) / best_bm25, best_cosine - cosine)
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
