"""The catalogue: what the library holds, counted, searched by title and paged, without reading a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.index.library import Library


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is: articles, passages, the dates of the oldest and the newest article (None: none has a date)."""

    articles: int
    passages: int
    oldest: date | None
    newest: date | None


def overview(library: Library) -> Overview:
    """How much the library holds."""
    ((articles, oldest, newest),) = library.rows("SELECT count(*), min(published), max(published) FROM articles")
    ((passages,),) = library.rows("SELECT count(*) FROM passages")
    return Overview(articles, passages, _day(oldest), _day(newest))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
