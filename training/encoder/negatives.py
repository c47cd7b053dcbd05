"""Training questions beside passages that rank high and do not answer: hard negatives, from both legs of the search.

Half of them are BM25's, half are near by the vectors of the edition before (Xiong et al. 2021, ANCE; what that table
takes for an answer is what the next one must learn to tell apart).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray
from training.encoder.corpus import Question, documents, fold, news_files, passages, training_questions
from training.encoder.pairs import Bags

from qa.index.passages import split
from qa.index.postings import Postings
from qa.models.embedded import Segmenter
from qa.models.encoder import Encoder
from qa.records import Article

NEWS_PASSAGES_A_FILE = 2_500  # 14 files; what the questions' own passages are mixed with
DEPTH = 40  # of either list
KEPT = 16  # negatives a question, of either list
_CHUNK = 512  # questions whose cosines with the whole pool are in memory at once: 200 MB


@dataclass(frozen=True, slots=True)
class Asked:
    """The training questions, the pool of passages, and which of them answers or only looks like it."""

    questions: Bags
    folded: Bags
    pool: Bags
    candidates: NDArray[np.int64]  # (questions, 1 + 2 KEPT) rows of pool: what answers, BM25's negatives, the near ones
    shares: NDArray[np.float32]  # (questions, 1 + 2 KEPT): their BM25, as a share of the question's best BM25

    def save(self, file: Path) -> None:
        """Write everything to one .npz file."""
        with file.open("wb") as stream:
            bags = {name: getattr(self, name) for name in _BAGS}
            ids = {f"{name}_ids": bag.ids for name, bag in bags.items()}
            starts = {f"{name}_starts": bag.starts for name, bag in bags.items()}
            np.savez(stream, candidates=self.candidates, shares=self.shares, **ids, **starts)

    @classmethod
    def load(cls, file: Path) -> Asked:
        """What `save` wrote."""
        with np.load(file) as arrays:
            questions, folded, pool = (Bags(arrays[f"{name}_ids"], arrays[f"{name}_starts"]) for name in _BAGS)
            return cls(questions, folded, pool, arrays["candidates"], arrays["shares"])


_BAGS = ("questions", "folded", "pool")


@lru_cache(1)  # the questions of one context stand together
def context_passages(title: str, context: str) -> list[str]:
    """The passages of a context, each under its title, cut as the program cuts them."""
    return [f"{title}\n{context[each.start : each.end]}" for each in split(Article("", title, context))]


@dataclass(frozen=True, slots=True)
class Texts:
    """What `Asked` is made of, in the same order; read anew in a minute, so no file keeps them."""

    questions: list[Question]
    positive: list[int]  # for each question the row of `pool` that answers it
    pool: list[str]  # passages under their titles

    @classmethod
    def read(cls, data: Path) -> Texts:
        """The training questions, their passages, and news to mix them with."""
        questions, positive, pool = [], [], dict[str, int]()
        for question in training_questions(data):
            texts = context_passages(question.title, question.passage)
            rows = [pool.setdefault(text, len(pool)) for text in texts]
            holds = [row for row, text in zip(rows, texts, strict=True) if answers(question, text)]
            if holds:
                questions.append(question)
                positive.append(holds[0])
        for text in _news_passages(data):
            pool.setdefault(text, len(pool))
        return cls(questions, positive, list(pool))


def asked(data: Path, tokenizer: Path, before: Encoder) -> Asked:
    """The training questions with their hard negatives; `before` is the edition whose nearest passages are taken."""
    texts = Texts.read(data)
    near = nearest(before, [question.text for question in texts.questions], texts.pool)
    with TemporaryDirectory() as folder:
        postings = Postings(Path(folder))
        postings.add(range(len(texts.pool)), texts.pool)
        rows = [_ranked(postings, texts, number, near[number].tolist()) for number in range(len(texts.questions))]
        postings.close()
    segmenter = Segmenter(tokenizer)
    return Asked(
        Bags.of(segmenter, (question.text for question in texts.questions)),
        Bags.of(segmenter, (fold(question.text) for question in texts.questions)),
        Bags.of(segmenter, texts.pool),
        np.array([[row for row, _ in each] for each in rows]),
        np.array([[share for _, share in each] for each in rows], np.float32),
    )


def nearest(encoder: Encoder, questions: list[str], pool: list[str]) -> NDArray[np.int64]:
    """(questions, DEPTH) rows of `pool`, nearest first."""
    passages = torch.from_numpy(encoder.encode_passages(pool))
    asked = torch.from_numpy(encoder.encode_questions(questions))
    found = [(asked[first : first + _CHUNK] @ passages.T).topk(DEPTH).indices for first in range(0, len(asked), _CHUNK)]
    rows: NDArray[np.int64] = torch.cat(found).numpy()
    return rows


def _ranked(postings: Postings, texts: Texts, number: int, near: list[int]) -> list[tuple[int, float]]:
    """The (row, share) of the passage that answers, then of the `KEPT` of either list that do not."""
    question, positive = texts.questions[number], texts.positive[number]
    scores = dict(postings.search(question.text, DEPTH))
    worded = list(scores)
    scores |= dict(postings.search(question.text, DEPTH + 1, only=[positive, *near]))
    best = max(scores.values(), default=0.0) or 1.0
    rows = [positive]
    for ranked in (worded, near):
        wrong = [row for row in ranked if row != positive and not answers(question, texts.pool[row])][:KEPT]
        rows += ((wrong or [len(texts.pool) - 1]) * KEPT)[:KEPT]  # one with few of them meets the same ones more often
    return [(row, scores.get(row, 0.0) / best) for row in rows]


def answers(question: Question, text: str) -> bool:
    """Whether one of the question's accepted answers stands in the text, in whatever case."""
    return any(answer.casefold() in text.casefold() for answer in question.answers)


def _news_passages(data: Path) -> Iterator[str]:
    for file in news_files(data):
        found = (
            f"{document.title}\n{' '.join(sentences)}"
            for document in documents(file)
            for sentences in passages(document.text)
        )
        yield from islice(found, NEWS_PASSAGES_A_FILE)
