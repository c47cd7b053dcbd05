"""Fit the weights of qa.answer.search: `python -m training.encoder.fusion --data ../shared/data`.

On the training questions that the encoder has not seen (one title in ten of each set), asked with and without accents
of 100,000 passages that it has not seen. First the order: a softmax over each question's candidates. Then the
probability: a logistic model of that order's score. Prints the constants to be copied there.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor
from training.encoder.corpus import training_questions
from training.encoder.haystack import answering, haystack

from qa.answer.search import CANDIDATES, search
from qa.config import EMBEDDED
from qa.index.build import Index
from qa.vietnamese.text import fold


def main() -> None:
    """Search, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--store", type=Path, default=Path("training/work/fusion"), help="kept and used again")
    given = parser.parse_args()
    questions = training_questions(given.data, held_out=True)
    with haystack(given.store, EMBEDDED, questions, given.data, given.passages) as index:
        gold = answering(index, questions)
        found = [
            candidates(index, spelled, right, folded)
            for question, right in zip(questions, gold, strict=True)
            for spelled, folded in ((question.text, False), (fold(question.text), True))
        ]
    found = [each for each in found if each[1].any()]
    order = _minimum(lambda weights: ordering_loss(weights, found), size=2)
    scale, bias = _minimum(lambda weights: probability_loss(weights, order, found), size=2)
    share, lag = (scale * order).tolist()
    print(f"{len(found)} questions with the answer among their candidates")
    print(f"FUSION = Weights(bias={bias:.1f}, share={share:.1f}, lag={lag:.1f})")


def candidates(index: Index, question: str, right: set[int], folded: bool) -> tuple[Tensor, Tensor]:
    """(candidates, 2): the two features of `Weights`; and whether each candidate holds the answer."""
    hits = search(index, index.encoder, question, folded=folded, count=2 * CANDIDATES)
    best_bm25 = max((hit.bm25 for hit in hits), default=0.0) or 1.0
    best_cosine = max((hit.cosine for hit in hits), default=0.0)
    features = torch.tensor([[hit.bm25 / best_bm25, best_cosine - hit.cosine] for hit in hits])
    return features, torch.tensor([hit.passage.id in right for hit in hits])


def ordering_loss(weights: Tensor, found: list[tuple[Tensor, Tensor]]) -> Tensor:
    """Minus the mean log share that the right candidates have in the softmax of their question."""
    logits = [features @ weights for features, _ in found]
    return torch.stack(
        [each.logsumexp(0) - each[right].logsumexp(0) for each, (_, right) in zip(logits, found, strict=True)]
    ).mean()


def probability_loss(weights: Tensor, order: Tensor, found: list[tuple[Tensor, Tensor]]) -> Tensor:
    """Cross-entropy of "holds the answer", its odds being scale × the order's score + bias."""
    scale, bias = weights
    odds = torch.cat([scale * (features @ order) + bias for features, _ in found])
    right = torch.cat([each for _, each in found]).float()
    return torch.nn.functional.binary_cross_entropy_with_logits(odds, right)


def _minimum(loss: Callable[[Tensor], Tensor], size: int) -> Tensor:
    weights = torch.zeros(size, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def step() -> Tensor:
        optimizer.zero_grad()
        value = loss(weights)
        value.backward()  # type: ignore[no-untyped-call]  # torch
        return value

    optimizer.step(step)  # type: ignore[no-untyped-call]
    return weights.detach()


if __name__ == "__main__":
    main()
