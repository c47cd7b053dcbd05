"""Training pairs as token ids: what may be asked, and the passage that answers it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from training.encoder.corpus import Document, documents, fold, news_files, passages

from qa.models.embedded import Segmenter

FOLDED_QUERIES = 0.25  # share of the queries that are trained on without accents
KEPT_IN_PASSAGE = 0.4  # share of the cloze sentences that stay in their passage, so that words met exactly count too
TITLE_PASSAGES = 3  # a title is paired with one of the first so many passages
CLOZE_EVERY_PASSAGES = 1  # of a document one passage in so many gives a cloze pair (1: all)
LONGEST_TEXT = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as token ids: text i is `ids[starts[i]:starts[i + 1]]`."""

    ids: NDArray[np.uint16]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The ids of these texts one after the other, and where each of them begins: what an EmbeddingBag takes."""
        first, sizes = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        places = np.repeat(first - offsets[:-1], sizes) + np.arange(offsets[-1])
        return self.ids[places].astype(np.int64), offsets[:-1]

    def save(self, file: Path) -> None:
        """Write both arrays to one .npz file."""
        with file.open("wb") as stream:
            np.savez(stream, ids=self.ids, starts=self.starts)

    @classmethod
    def load(cls, file: Path) -> Bags:
        """What `save` wrote."""
        with np.load(file) as arrays:
            return cls(arrays["ids"], arrays["starts"])

    @classmethod
    def of(cls, segmenter: Segmenter, texts: Iterable[str]) -> Bags:
        """The texts as token ids."""
        return cls.joined([np.array(segmenter.ids(text), np.uint16) for text in texts])

    @classmethod
    def joined(cls, rows: list[NDArray[np.uint16]]) -> Bags:
        """One bag for each row of ids."""
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
        return cls(np.concatenate(rows), starts)


def news_pairs(data: Path, tokenizer: Path) -> tuple[Bags, Bags]:
    """Queries and their passages, from every news file: a title and a passage of its body, a cloze and its passage."""
    with Pool(2) as pool:
        files = pool.map(partial(_file_pairs, tokenizer), news_files(data), chunksize=1)
    queries, found = (Bags.joined([row for file in files for row in file[side]]) for side in (0, 1))
    return queries, found


def _file_pairs(tokenizer: Path, file: Path) -> tuple[list[NDArray[np.uint16]], list[NDArray[np.uint16]]]:
    chance = random.Random(file.name)
    segmenter = Segmenter(tokenizer)
    queries, found = [], []
    for document in documents(file):
        for query, passage in _document_pairs(document, chance):
            query_ids, passage_ids = segmenter.ids(query), segmenter.ids(passage[:LONGEST_TEXT])
            if query_ids and passage_ids:
                queries.append(np.array(query_ids, np.uint16))
                found.append(np.array(passage_ids, np.uint16))
    return queries, found


def _document_pairs(document: Document, chance: random.Random) -> Iterator[tuple[str, str]]:
    found = passages(document.text)
    if not found or len(found[0]) < 2:
        return
    if document.title:
        yield _query(document.title, chance), " ".join(chance.choice(found[:TITLE_PASSAGES]))
    for sentences in chance.sample(found, -(-len(found) // CLOZE_EVERY_PASSAGES)):
        if len(sentences) > 1:
            yield _cloze(document.title, sentences, chance)


def _cloze(title: str, sentences: list[str], chance: random.Random) -> tuple[str, str]:
    place = chance.randrange(len(sentences))
    words = sentences[place].split()
    size = chance.randint(5, 20)  # questions have 5 to 20 syllables
    start = chance.randrange(max(1, len(words) - size + 1))
    rest = sentences if chance.random() < KEPT_IN_PASSAGE else sentences[:place] + sentences[place + 1 :]
    return _query(" ".join(words[start : start + size]), chance), f"{title}\n{' '.join(rest)}"


def _query(text: str, chance: random.Random) -> str:
    return fold(text) if chance.random() < FOLDED_QUERIES else text
