"""What the reader says of passages that the search confuses: the teacher of the encoder's last stage.

The reader sees question and passage together, so it knows more of a pair than two vectors can (cross-encoder to
retriever: Hofstätter et al. 2020; over lists: Ren et al. 2021, RocketQAv2).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from training.encoder.negatives import KEPT, Asked, Texts

from qa.models.reader import SpanReader, Text
from qa.vietnamese.sentences import sentences

QUESTIONS = 1_500  # read, of 21,000; × (1 + READ) passages = 7,500: six minutes of processor time
READ = 4  # negatives a question, half of them BM25's, half near ones
SILENT = -15.0  # the score of a passage without a span


@dataclass(frozen=True, slots=True)
class Taught:
    """The questions that were read and the reader's scores of their passages."""

    questions: NDArray[np.int64]  # rows of Asked
    columns: NDArray[np.int64]  # (questions, 1 + READ) of Asked.candidates, the passage that answers first
    scores: NDArray[np.float32]  # (questions, 1 + READ) log-odds of the best span against "no answer here"

    def save(self, file: Path) -> None:
        """Write everything to one .npz file."""
        with file.open("wb") as stream:
            np.savez(stream, **{name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def load(cls, file: Path) -> Taught:
        """What `save` wrote."""
        with np.load(file) as arrays:
            return cls(**{name: arrays[name] for name in cls.__slots__})


def taught(data: Path, asked: Asked, reader: SpanReader, seed: int, questions: int = QUESTIONS) -> Taught:
    """The scores of a sample of the questions, each beside what answers it and negatives drawn from both lists."""
    texts = Texts.read(data)
    chance = np.random.default_rng(seed)
    rows = chance.permutation(len(texts.questions))[:questions]
    columns = np.stack([_drawn(chance) for _ in rows])
    scores = np.empty(columns.shape, np.float32)
    for place, (row, some) in enumerate(zip(rows, columns, strict=True)):
        passages = [_text(texts.pool[number]) for number in asked.candidates[row, some]]
        found = reader.read(texts.questions[row].text, passages, folded=False)
        scores[place] = [spans[0].score if spans else SILENT for spans in found]
        if place % 500 == 499:
            print(f"{place + 1}/{len(rows)} questions read", flush=True)
    return Taught(rows, columns, scores)


def _drawn(chance: np.random.Generator) -> NDArray[np.int64]:
    half = READ // 2
    worded, near = (chance.permutation(KEPT)[:half] + 1 + side * KEPT for side in (0, 1))
    return np.concatenate([[0], worded, near])


def _text(titled: str) -> Text:
    title, _, passage = titled.partition("\n")
    return Text(title, passage, tuple(start for start, _ in sentences(passage)))
