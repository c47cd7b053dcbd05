"""What the encoder's table is trained to lower; each is a mean over `SIZES` (Matryoshka, Kusupati et al. 2022)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from training.encoder.negatives import KEPT, Asked
from training.encoder.pairs import Bags
from training.encoder.teacher import Taught

SIZES = (256, 128, 64)  # first numbers of a vector that are to be a vector of their own
SCALE = 20.0  # 1 / temperature of the softmax over cosines
NEGATIVES = 4  # a question and step, of the 2 × KEPT
FOLDED_QUESTIONS = 0.3  # of the batches
FUSED_SHARE, FUSED_COSINE = 10.0, 9.0  # what fusion.py finds, rounded: BM25 as a share of the best, and the cosine
SOFTENED = 4.0  # temperature of the reader's scores: it was trained on these questions and is too sure of them


def pairs_loss(table: Tensor, pairs: tuple[Bags, Bags], rows: NDArray[np.int64]) -> Tensor:
    """Each text against the partners of the whole batch, both ways."""
    own = torch.arange(len(rows))
    losses = []
    for queries, passages in _sizes(_means(table, pairs[0], rows), _means(table, pairs[1], rows)):
        logits = SCALE * queries @ passages.T
        losses.append((functional.cross_entropy(logits, own) + functional.cross_entropy(logits.T, own)) / 2)
    return torch.stack(losses).mean()


def questions_loss(table: Tensor, asked: Asked, rows: NDArray[np.int64], chance: np.random.Generator) -> Tensor:
    """Each question against all passages of the batch by cosine, and against its own negatives by cosine and BM25.

    The second part is the search's own fusion, so the table learns what the postings miss (Gao et al. 2020, CLEAR).
    """
    drawn = np.argsort(chance.random((len(rows), 2 * KEPT)))[:, :NEGATIVES] + 1
    columns = np.concatenate([np.zeros((len(rows), 1), np.int64), drawn], 1)
    candidates = np.take_along_axis(asked.candidates[rows], columns, 1)
    shares = torch.from_numpy(np.take_along_axis(asked.shares[rows], columns, 1))
    same = torch.from_numpy(candidates.ravel()[None, :] == candidates[:, :1])  # a passage answers many questions
    own = torch.arange(len(rows)) * candidates.shape[1]
    same[torch.arange(len(rows)), own] = False
    first = torch.zeros(len(rows), dtype=torch.long)
    losses = []
    for queries, passages in _sizes(
        _means(table, _spelling(asked, chance), rows), _means(table, asked.pool, candidates.ravel())
    ):
        by_cosine = (SCALE * queries @ passages.T).masked_fill(same, -torch.inf)
        fused = _fused(shares, queries, passages)
        losses.append(functional.cross_entropy(by_cosine, own) + functional.cross_entropy(fused, first))
    return torch.stack(losses).mean()


def taught_loss(
    table: Tensor, asked: Asked, taught: Taught, rows: NDArray[np.int64], chance: np.random.Generator
) -> Tensor:
    """How far the search's order of a question's passages is from the reader's: KL divergence over the list."""
    questions, columns = taught.questions[rows], taught.columns[rows]
    candidates = np.take_along_axis(asked.candidates[questions], columns, 1)
    shares = torch.from_numpy(np.take_along_axis(asked.shares[questions], columns, 1))
    wanted = torch.softmax(torch.from_numpy(taught.scores[rows]) / SOFTENED, 1)
    losses = [
        functional.kl_div(torch.log_softmax(_fused(shares, queries, passages), 1), wanted, reduction="batchmean")
        for queries, passages in _sizes(
            _means(table, _spelling(asked, chance), questions), _means(table, asked.pool, candidates.ravel())
        )
    ]
    return torch.stack(losses).mean()


def _fused(shares: Tensor, queries: Tensor, passages: Tensor) -> Tensor:
    own = passages.view(*shares.shape, -1)
    return FUSED_SHARE * shares + FUSED_COSINE * torch.einsum("qd,qcd->qc", queries, own)


def _spelling(asked: Asked, chance: np.random.Generator) -> Bags:
    return asked.folded if chance.random() < FOLDED_QUESTIONS else asked.questions


def _means(table: Tensor, bags: Bags, rows: NDArray[np.int64]) -> Tensor:
    ids, offsets = bags.take(rows)
    return functional.embedding_bag(torch.from_numpy(ids), table, torch.from_numpy(offsets), mode="mean")


def _sizes(queries: Tensor, passages: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    for size in SIZES:
        yield functional.normalize(queries[:, :size], dim=1), functional.normalize(passages[:, :size], dim=1)
