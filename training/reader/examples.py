"""Questions with passages as the numbers that the reader is trained on, kept in one compact file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from qa.models.frequencies import load_frequencies
from qa.models.inputs import Inputs, Window
from qa.vietnamese.sentences import sentences

PLACES = 4  # accepted spans kept of one example
CHUNK = 512


class Reading(NamedTuple):
    """A question, a passage, and the (start, end) of what answers it there; no spans: nothing does."""

    question: str
    title: str
    passage: str
    spans: tuple[tuple[int, int], ...]
    folded: bool = False  # the question carries no accents
    group: int = -1  # the same for the passages of one question; -1: it has no other


@dataclass(frozen=True, slots=True)
class Examples:
    """Inputs one after the other: example i is `ids[starts[i]:starts[i + 1]]`, and likewise its types."""

    ids: NDArray[np.uint16]
    types: NDArray[np.uint8]
    starts: NDArray[np.int64]
    first: NDArray[np.int16]  # where its passage tokens begin
    spans: NDArray[np.int16]  # (n, PLACES, 2) first and last token of the answers, -1 where there are fewer
    group: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.first)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each."""
        return np.diff(self.starts)

    def save(self, file: Path) -> None:
        """Write everything to one .npz file; the name appears once the file is whole."""
        part = file.with_suffix(".part")
        with part.open("wb") as stream:
            np.savez(stream, **{name: getattr(self, name) for name in self.__slots__})
        part.rename(file)

    @classmethod
    def load(cls, file: Path) -> Examples:
        """What `save` wrote."""
        with np.load(file) as arrays:
            return cls(**{name: arrays[name] for name in cls.__slots__})

    @classmethod
    def of(cls, readings: Iterable[Reading], tokenizer: Path, longest: int) -> Examples:
        """The readings as examples of at most `longest` tokens, on two processes; in their order."""
        with Pool(2) as pool:
            rows = [
                row
                for chunk in pool.imap(partial(_encoded, str(tokenizer), longest), _chunks(readings))
                for row in chunk
            ]
        starts = np.concatenate([[0], np.cumsum([len(row.ids) for row in rows], dtype=np.int64)])
        return cls(
            np.concatenate([row.ids for row in rows]),
            np.concatenate([row.types for row in rows]),
            starts,
            np.array([row.first for row in rows], np.int16),
            np.array([row.spans for row in rows], np.int16),
            np.array([-number if row.group < 0 else row.group for number, row in enumerate(rows, 1)], np.int32),
        )


def _chunks(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    rest = iter(readings)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


class _Row(NamedTuple):
    ids: NDArray[np.uint16]
    types: NDArray[np.uint8]
    first: int
    spans: list[list[int]]
    group: int


def _encoded(tokenizer: str, longest: int, readings: Sequence[Reading]) -> list[_Row]:
    inputs = Inputs(Tokenizer.from_file(tokenizer), load_frequencies())
    return [row for reading in readings for row in _rows(inputs, longest, reading)]


def _rows(inputs: Inputs, longest: int, reading: Reading) -> Iterator[_Row]:
    """One row: the window that holds the answer, or the first where nothing answers."""
    asked = inputs.asked(reading.question, folded=reading.folded)
    sentence_starts = [start for start, _ in sentences(reading.passage)]
    for window in inputs.windows(asked, reading.title, reading.passage, sentence_starts, longest):
        spans = [span for span in (_tokens(window, *span) for span in reading.spans[:PLACES]) if span]
        if bool(spans) == bool(reading.spans):
            spans += [[-1, -1]] * (PLACES - len(spans))
            yield _Row(
                np.array(window.ids, np.uint16), np.array(window.types, np.uint8), window.first, spans, reading.group
            )
            return


def _tokens(window: Window, start: int, end: int) -> list[int] | None:
    """First and last token of `passage[start:end]` in the window; None where it is not whole inside."""
    inside = [place for place, (first, last) in enumerate(window.offsets) if first < end and last > start]
    if not inside or window.offsets[0][0] > start or window.offsets[-1][1] < end:
        return None
    return [window.first + inside[0], window.first + inside[-1]]
