"""Hỏi Báo, as its README shows: articles added to a store, passages searched, questions answered with citations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import sentence_transformers  # noqa: F401 -- loaded before the clock starts, as it is in the others

from qa import Assistant


def index(articles: Sequence[tuple[str, str, str]], model: str, folder: Path) -> Assistant:
    """An assistant over the articles (id, title, text); `model` is a SentenceTransformer folder."""
    source = folder / "articles.jsonl"
    lines = (json.dumps({"id": name, "title": title, "text": text}) for name, title, text in articles)
    source.write_text("\n".join(lines), encoding="utf-8")
    assistant = Assistant.open(folder / "store", encoder=model)
    assistant.add(source)
    source.unlink()
    return assistant


def count(assistant: Assistant) -> int:
    """How many passages were indexed."""
    return len(assistant._index.postings.ids())


def search(assistant: Assistant, question: str, top: int) -> list[tuple[str, str]]:
    """(article id, passage), best first."""
    return [(hit.article.id, hit.text) for hit in assistant.search(question, top=top)]


def cite(assistant: Assistant, question: str) -> list[tuple[str, str]]:
    """(article id, cited sentence) of the answer; empty when it is refused."""
    return [(citation.article_id, citation.quote) for citation in assistant.ask(question).citations]


def close(assistant: Assistant) -> None:
    """Leave the index on the disk."""
    assistant.close()
