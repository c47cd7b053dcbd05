"""Train the static encoder from nothing to `models/encoder`: `python -m training.encoder.train --data ../shared/data`.

Each stage is kept in --work and skipped when its file is there: tokenizer.json, news.*.npz (pairs as token ids),
asked.npz (questions with hard negatives of BM25 and of the edition before), taught.npz (the reader's scores of some of
these), news.pt (after the news pairs), questions.pt (after the questions). Then --out is written. A deleted file is
made again; delete those after it too.
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
from training.encoder.losses import pairs_loss, questions_loss, taught_loss
from training.encoder.negatives import Asked, asked
from training.encoder.pairs import Bags, news_pairs
from training.encoder.teacher import Taught, taught
from training.encoder.tokenizer import build

from qa.config import EMBEDDED
from qa.models.encoder import load_encoder
from qa.models.reader import load_reader

SEED = 20201123
DIMENSIONS = 256
BATCH = 2_048


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast one stage learns: Adam, 20 steps of warm-up, then down to zero in a straight line."""

    steps: int
    rate: float

    def at(self, step: int) -> float:
        """The learning rate of one step."""
        return self.rate * min(1.0, (step + 1) / 20) * (1 - step / self.steps)


NEWS = Schedule(steps=600, rate=0.05)  # 430 steps are one round of the pairs; later rounds are learnt by heart
QUESTIONS = Schedule(steps=400, rate=0.01)
QUESTION_BATCH = 768
TAUGHT_BATCH = 512
TAUGHT = 1.0  # weight of the teacher's loss beside the others; 0 finds as much (LOG.md)


def main() -> None:
    """Run what is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/")
    parser.add_argument("--work", type=Path, default=Path("training/work/encoder"), help="checkpoints; may be deleted")
    parser.add_argument("--before", default=EMBEDDED, help="the encoder whose wrong neighbours are hard negatives")
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
        asked(given.data, tokenizer, load_encoder(given.before)).save(given.work / "asked.npz")
    questions = Asked.load(given.work / "asked.npz")
    if not (given.work / "taught.npz").exists():
        taught(given.data, questions, load_reader(EMBEDDED), SEED).save(given.work / "taught.npz")
    lessons = Taught.load(given.work / "taught.npz")
    news = Bags.load(queries), Bags.load(passages)
    vocabulary = len(json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"])
    table = _stage(given.work / "news.pt", lambda: train_news(vocabulary, news))
    table = _stage(given.work / "questions.pt", lambda: train_questions(table, questions, lessons, news))
    save(table, tokenizer, given.out)


def train_news(vocabulary: int, news: tuple[Bags, Bags]) -> Tensor:
    """The table (vocabulary, dimensions) after the news pairs, each against the others of its batch."""
    chance = np.random.default_rng(SEED)
    batches = _batches(len(news[0]), BATCH, NEWS.steps, chance)
    table = torch.randn(vocabulary, DIMENSIONS) * 0.1
    return _learn(table, NEWS, lambda table, step: pairs_loss(table, news, batches[step]))


def train_questions(table: Tensor, questions: Asked, lessons: Taught, news: tuple[Bags, Bags]) -> Tensor:
    """The table after the questions: their hard negatives, the reader's scores, and news pairs, or these are lost."""
    chance = np.random.default_rng(SEED)
    steps = QUESTIONS.steps
    batches = _batches(len(questions.questions), QUESTION_BATCH, steps, chance)
    lesson_batches = _batches(len(lessons.questions), TAUGHT_BATCH, steps, chance)
    news_batches = _batches(len(news[0]), BATCH // 2, steps, chance)

    def loss(table: Tensor, step: int) -> Tensor:
        return (
            questions_loss(table, questions, batches[step], chance)
            + TAUGHT * taught_loss(table, questions, lessons, lesson_batches[step], chance)
            + pairs_loss(table, news, news_batches[step])
        )

    return _learn(table, QUESTIONS, loss)


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
