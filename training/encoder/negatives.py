"""Training questions beside the passages that BM25 ranks high for them and that do not answer: hard negatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from training.encoder.corpus import Question, documents, fold, news_files, passages, training_questions
from training.encoder.pairs import Bags

from qa.index.passages import split
from qa.index.postings import Postings
from qa.models.embedded import Segmenter
from qa.records import Article

NEWS_PASSAGES_A_FILE = 5_000  # 14 files; what the questions' own passages are mixed with
DEPTH = 40  # of the BM25 list
KEPT = 16  # negatives a question


@dataclass(frozen=True, slots=True)
class Asked:
    """The training questions, the pool of passages, and which of them answers or only looks like it."""

    questions: Bags
    folded: Bags
    pool: Bags
    candidates: NDArray[np.int64]  # (questions, 1 + KEPT) rows of pool: the one that answers, then the negatives
    shares: NDArray[np.float32]  # (questions, 1 + KEPT): their BM25, as a share of the question's best BM25

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


def question_passages(question: Question) -> list[str]:
    """The passages of the question's context, each under its title, cut as the program cuts them."""
    article = Article("", question.title, question.passage)
    return [f"{question.title}\n{question.passage[each.start : each.end]}" for each in split(article)]


def asked(data: Path, tokenizer: Path) -> Asked:
    """The training questions with their hard negatives; about eight minutes on two cores."""
    questions, pool, positive = [], dict[str, int](), []
    for question in training_questions(data):
        found = [pool.setdefault(text, len(pool)) for text in question_passages(question)]
        holds = [row for row, text in zip(found, question_passages(question), strict=True) if _answers(question, text)]
        if holds:
            questions.append(question)
            positive.append(holds[0])
    for text in _news_passages(data):
        pool.setdefault(text, len(pool))
    texts = list(pool)
    with TemporaryDirectory() as folder:
        postings = Postings(Path(folder))
        postings.add(range(len(texts)), texts)
        rows = [_ranked(postings, question, texts, row) for question, row in zip(questions, positive, strict=True)]
        postings.close()
    segmenter = Segmenter(tokenizer)
    return Asked(
        Bags.of(segmenter, (question.text for question in questions)),
        Bags.of(segmenter, (fold(question.text) for question in questions)),
        Bags.of(segmenter, texts),
        np.array([[row for row, _ in each] for each in rows]),
        np.array([[share for _, share in each] for each in rows], np.float32),
    )


def _ranked(postings: Postings, question: Question, texts: list[str], positive: int) -> list[tuple[int, float]]:
    """The (row, share) of the passage that answers, then those of `KEPT` that do not."""
    found = postings.search(question.text, DEPTH)
    scores = dict(found) if found else {positive: 1.0}
    own = scores.get(positive) or dict(postings.search(question.text, 1, only=[positive])).get(positive, 0.0)
    wrong = [row for row in scores if row != positive and not _answers(question, texts[row])][:KEPT]
    wrong = wrong or [len(texts) - 1]
    kept = (wrong * KEPT)[:KEPT]  # a question with few of them meets the same ones more often
    best = max(*scores.values(), own)
    return [(positive, own / best), *((row, scores.get(row, 0.0) / best) for row in kept)]


def _answers(question: Question, text: str) -> bool:
    return any(answer.casefold() in text.casefold() for answer in question.answers)


def _news_passages(data: Path) -> Iterator[str]:
    for file in news_files(data):
        found = (
            f"{document.title}\n{' '.join(sentences)}"
            for document in documents(file)
            for sentences in passages(document.text)
        )
        yield from islice(found, NEWS_PASSAGES_A_FILE)
