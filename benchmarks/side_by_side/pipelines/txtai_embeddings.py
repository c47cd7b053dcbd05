"""txtai's `Embeddings` with content, one entry a paragraph as `Textractor(paragraphs=True)` cuts them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from txtai import Embeddings


class Searcher(NamedTuple):
    """The index, where it is saved, and the article of each entry."""

    embeddings: Embeddings
    folder: Path


def index(articles: Sequence[tuple[str, str, str]], model: str, folder: Path) -> Searcher:
    """An index of the articles (id, title, text); `model` is a SentenceTransformer folder."""
    embeddings = Embeddings(path=model, method="sentence-transformers", content=True)
    entries = [
        (f"{name}#{number}", paragraph, None)
        for name, title, text in articles
        for number, paragraph in enumerate(f"{title}\n{text}".split("\n"))
        if any(sign.isalnum() for sign in paragraph)  # a static model has no vector for "***", txtai no use for none
    ]
    embeddings.index(entries)
    embeddings.save(str(folder / "index"))
    return Searcher(embeddings, folder)


def count(searcher: Searcher) -> int:
    """How many paragraphs were indexed."""
    return int(searcher.embeddings.count())


def search(searcher: Searcher, question: str, top: int) -> list[tuple[str, str]]:
    """(article id, paragraph), best first."""
    return [(found["id"].partition("#")[0], found["text"]) for found in searcher.embeddings.search(question, top)]


def close(searcher: Searcher) -> None:
    """The index is saved already."""
    searcher.embeddings.close()
