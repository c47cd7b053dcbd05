"""A store of a few articles, and an encoder whose vectors can be checked by eye."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.index.build import Index
from qa.records import Article
from qa.vietnamese.text import terms


class ToyEncoder:
    """Each term is a fixed direction; a text points to the sum of its terms'. Equal words: cosine 1."""

    def __init__(self, name: str = "toy", dimensions: int = 16) -> None:
        self.name = name
        self.dimensions = dimensions
        self.encoded = 0  # passages so far

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += len(texts)
        return self.encode_questions(texts)

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        sums = [np.sum([direction(term, self.dimensions) for term in terms(text) or ["·"]], axis=0) for text in texts]
        rows = np.stack(sums)
        unit: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit


@cache
def direction(term: str, dimensions: int) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest())
    return np.random.default_rng(seed).standard_normal(dimensions)


def article(article_id: str, text: str = "", *, title: str = "", origin: str = "") -> Article:
    """An article with the hash that its text has."""
    title = title or f"Bài {article_id}"
    text = text or f"Xã {article_id} có trường mới. Trường nằm ở thôn {article_id} của xã."
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    return Article(article_id, title, text, origin=origin, hash=digest)


def files_with(folder: Path, rows: NDArray[np.float32]) -> set[str]:
    """The names of the files in which the numbers of any of these vectors stand, at whatever byte they begin.

    Chroma makes a vector of length 1 once more when it writes it, so the last bits of what lies in the files are not
    those of the vector that was given.
    """
    names = set()
    for path in folder.rglob("*"):
        content = np.frombuffer(path.read_bytes(), np.uint8) if path.is_file() else np.empty(0, np.uint8)
        for shift in range(4):
            floats = content[shift : shift + (len(content) - shift) // 4 * 4].view(np.float32)
            with np.errstate(all="ignore"):
                if any(stands_in(floats, row) for row in rows):
                    names.add(path.name)
    return names


def stands_in(floats: NDArray[np.float32], row: NDArray[np.float32]) -> bool:
    """Whether any four numbers in a row do: a torn vector is a trace too."""
    for four in row.reshape(-1, 4):
        begins = np.flatnonzero(np.abs(floats[: len(floats) - 3] - four[0]) < 1e-5)
        if any(np.abs(floats[begin : begin + 4] - four).max() < 1e-5 for begin in begins):
            return True
    return False


@pytest.fixture
def encoder() -> ToyEncoder:
    return ToyEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def index(folder: Path, encoder: ToyEncoder) -> Iterator[Index]:
    with Index.open(folder, lambda: encoder) as opened:
        yield opened
