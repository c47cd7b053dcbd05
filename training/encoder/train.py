"""Train the static encoder from nothing to `models/encoder`: `python -m training.encoder.train --data ../shared/data`.

Five stages, each kept in --work and skipped when its file is there: tokenizer.json, news.*.npz (pairs as token ids),
asked.npz (questions with hard negatives), news.pt (after the news pairs), questions.pt (after the questions). The
last writes --out. A deleted file is made again, with everything after it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.encoder.negatives import KEPT, Asked, asked
from training.encoder.pairs import Bags, news_pairs
from training.encoder.tokenizer import build

SEED = 20201123
DIMENSIONS = 256
BATCH = 2_048
SCALE = 20.0  # 1 / temperature of the softmax over cosines


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast one stage learns: Adam, 20 steps of warm-up, then down to zero in a straight line."""

    steps: int
    rate: float

    def at(self, step: int) -> float:
        """The learning rate of one step."""
        return self.rate * min(1.0, (step + 1) / 20) * (1 - step / self.steps)


NEWS = Schedule(steps=600, rate=0.05)
QUESTIONS = Schedule(steps=400, rate=0.01)
QUESTION_BATCH = 768
NEGATIVES = 3  # a question and step
FOLDED_QUESTIONS = 0.3  # of the batches
FUSED_SHARE, FUSED_COSINE = 10.0, 9.0  # what fusion.py finds, rounded: BM25 as a share of the best, and the cosine


def main() -> None:
    """Run what is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/")
    parser.add_argument("--work", type=Path, default=Path("training/work/encoder"), help="checkpoints; may be deleted")
    parser.add_argument("--out", type=Path, default=Path("models/encoder"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    tokenizer = given.work / "tokenizer.json"
    if not tokenizer.exists():
        build(given.data).save(str(tokenizer))
    queries, passages = given.work / "news.queries.npz", given.work / "news.passages.npz"
    if not passages.exists():
        for bags, file in zip(news_pairs(given.data, tokenizer), (queries, passages), strict=True):
            bags.save(file)
    if not (given.work / "asked.npz").exists():
        asked(given.data, tokenizer).save(given.work / "asked.npz")
    news = Bags.load(queries), Bags.load(passages)
    vocabulary = len(json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"])
    table = _stage(given.work / "news.pt", lambda: train_news(vocabulary, news))
    questions = Asked.load(given.work / "asked.npz")
    table = _stage(given.work / "questions.pt", lambda: train_questions(table, questions, news))
    save(table, tokenizer, given.out)


def train_news(vocabulary: int, news: tuple[Bags, Bags]) -> Tensor:
    """The table (vocabulary, dimensions) after the news pairs, each against the others of its batch."""
    chance = np.random.default_rng(SEED)
    batches = _batches(len(news[0]), BATCH, NEWS.steps, chance)
    table = torch.randn(vocabulary, DIMENSIONS) * 0.1
    return _learn(table, NEWS, lambda table, step: _pairs_loss(table, news, batches[step]))


def train_questions(table: Tensor, questions: Asked, news: tuple[Bags, Bags]) -> Tensor:
    """The table after the questions with their hard negatives, news pairs beside them so that nothing is forgotten."""
    chance = np.random.default_rng(SEED)
    batches = _batches(len(questions.questions), QUESTION_BATCH, QUESTIONS.steps, chance)
    news_batches = _batches(len(news[0]), BATCH // 2, QUESTIONS.steps, chance)

    def loss(table: Tensor, step: int) -> Tensor:
        return _questions_loss(table, questions, batches[step], chance) + _pairs_loss(table, news, news_batches[step])

    return _learn(table, QUESTIONS, loss)


def _pairs_loss(table: Tensor, pairs: tuple[Bags, Bags], rows: np.ndarray) -> Tensor:
    cosines = _embed(table, pairs[0], rows) @ _embed(table, pairs[1], rows).T
    own = torch.arange(len(rows))
    return (functional.cross_entropy(cosines * SCALE, own) + functional.cross_entropy(cosines.T * SCALE, own)) / 2


def _questions_loss(table: Tensor, asked: Asked, rows: np.ndarray, chance: np.random.Generator) -> Tensor:
    """Each question against all passages of the batch by cosine, and against its own negatives by cosine and BM25.

    The second part is the search's own fusion, so the table learns what the postings miss (Gao et al. 2020, CLEAR).
    """
    spelling = asked.folded if chance.random() < FOLDED_QUESTIONS else asked.questions
    drawn = np.argsort(chance.random((len(rows), KEPT)))[:, :NEGATIVES] + 1
    columns = np.concatenate([np.zeros((len(rows), 1), np.int64), drawn], 1)
    candidates = np.take_along_axis(asked.candidates[rows], columns, 1)
    shares = torch.from_numpy(np.take_along_axis(asked.shares[rows], columns, 1))
    queries = _embed(table, spelling, rows)
    passages = _embed(table, asked.pool, candidates.ravel()).view(*candidates.shape, -1)

    cosines = queries @ passages.flatten(0, 1).T
    same = torch.from_numpy(candidates.ravel()[None, :] == candidates[:, :1])  # a passage answers many questions
    own = torch.arange(len(rows)) * candidates.shape[1]
    same[torch.arange(len(rows)), own] = False
    by_cosine = functional.cross_entropy((cosines * SCALE).masked_fill(same, -torch.inf), own)
    fused = FUSED_SHARE * shares + FUSED_COSINE * torch.einsum("qd,qcd->qc", queries, passages)
    return by_cosine + functional.cross_entropy(fused, torch.zeros(len(rows), dtype=torch.long))


def _embed(table: Tensor, bags: Bags, rows: np.ndarray) -> Tensor:
    ids, offsets = bags.take(rows)
    means = functional.embedding_bag(torch.from_numpy(ids), table, torch.from_numpy(offsets), mode="mean")
    return functional.normalize(means, dim=1)


def _learn(table: Tensor, schedule: Schedule, loss: Callable[[Tensor, int], Tensor]) -> Tensor:
    table = table.clone().requires_grad_()
    optimizer = torch.optim.Adam([table], betas=(0.9, 0.99))
    started, recent = time.monotonic(), 0.0
    for step in range(schedule.steps):
        optimizer.param_groups[0]["lr"] = schedule.at(step)
        value = loss(table, step)
        optimizer.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]  # torch
        optimizer.step()
        recent += value.item()
        if step % 50 == 49:
            seconds = time.monotonic() - started
            print(f"step {step + 1}/{schedule.steps} loss {recent / 50:.3f} {seconds:.0f} s", flush=True)
            recent = 0.0
    return table.detach()


def _batches(size: int, batch: int, steps: int, chance: np.random.Generator) -> list[np.ndarray]:
    """`steps` batches of rows, every row once before any comes again."""
    a_round = size // batch
    rounds = [chance.permutation(size) for _ in range(-(-steps // a_round))]
    return [rounds[step // a_round][step % a_round * batch :][:batch] for step in range(steps)]


def _stage(file: Path, train: Callable[[], Tensor]) -> Tensor:
    if not file.exists():
        torch.save(train(), file)
    table: Tensor = torch.load(file)
    return table


def save(table: Tensor, tokenizer: Path, out: Path) -> None:
    """Write the standard files of a SentenceTransformer, the table in fp16; the model card beside them stays."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    module = StaticEmbedding(Tokenizer.from_file(str(tokenizer)), embedding_weights=table.half())
    model = SentenceTransformer(modules=[module], similarity_fn_name="cosine", device="cpu")
    model.save(str(out), create_model_card=False)


if __name__ == "__main__":
    main()
