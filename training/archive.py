"""A throwaway archive of held-out news: what rules are measured on that nobody wrote while looking at the text."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from training.encoder.corpus import Document, documents, news_files

from qa import Assistant

FILES = 6  # of the newspapers' files: some 15,000 documents


def held_out_news(data: Path, seed: int) -> list[Document]:
    """The newspaper articles that nothing was trained on, shuffled; raises `SystemExit` where there is no news."""
    newspapers = [file for file in news_files(data) if not file.name.startswith("wiki")]
    found = [document for file in newspapers[:FILES] for document in documents(file, held_out=True)]
    random.Random(seed).shuffle(found)
    return found


@contextmanager
def archive(articles: Sequence[Document]) -> Iterator[Assistant]:
    """An assistant over these articles alone, the default models; gone when the block ends."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "news.jsonl"
        lines = ({"id": str(n), "title": one.title, "text": one.text} for n, one in enumerate(articles))
        source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        with Assistant.open(Path(folder) / "store", language="vi") as assistant:
            assistant.add(source)
            yield assistant
