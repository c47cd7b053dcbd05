"""The catalogue: what the library holds, counted, searched by title, sorted and paged, without reading a text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from qa.index.library import Library
from qa.records import EVERYTHING, Scope
from qa.vietnamese.text import key, nfc, tokens

MOST_WORDS = 30  # of a title searched for; SQLite takes a thousand conditions, and no title has as many words
Column = Literal["title", "source", "published", "passages"]
# Articles without a date or a source stand last, whichever way the others go.
_ORDERS: dict[Column, str] = {
    "title": "alphabetical(title) {way}",
    "source": "source = '', alphabetical(source) {way}, published DESC",
    "published": "published IS NULL, published {way}",
    "passages": "(SELECT count(*) FROM passages WHERE article = number) {way}",
}


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is: articles, passages, the dates of the oldest and the newest article (None: none has a date)."""

    articles: int
    passages: int
    oldest: date | None
    newest: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles, in which order. Of `title` each word must begin a word of an article's title; accents in it
    count, missing ones don't."""

    title: str = ""
    within: Scope = EVERYTHING
    order: Column = "published"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """One article of the catalogue."""

    id: str
    title: str
    source: str
    published: date | None
    passages: int


def overview(library: Library) -> Overview:
    """How much the library holds."""
    ((articles, oldest, newest),) = library.rows("SELECT count(*), min(published), max(published) FROM articles")
    ((passages,),) = library.rows("SELECT count(*) FROM passages")
    return Overview(articles, passages, _day(oldest), _day(newest))


def listing(library: Library, wanted: Wanted, start: int, count: int) -> tuple[list[Listed], int]:
    """Up to `count` of the articles wanted, from the one at place `start` (0: the first), and how many they are."""
    where, values = _conditions(wanted.title, wanted.within)
    ((found,),) = library.rows(f"SELECT count(*) FROM articles {where}", *values)
    order = _ORDERS[wanted.order].format(way="DESC" if wanted.descending else "ASC")
    page = f"SELECT number, id, title, source, published FROM articles {where} ORDER BY {order}, number DESC"
    rows = library.rows(
        "SELECT id, title, source, published, (SELECT count(*) FROM passages WHERE article = number) "
        f"FROM ({page} LIMIT ? OFFSET ?)",
        *values,
        count,
        start,
    )
    return [Listed(number, title, source, _day(day), passages) for number, title, source, day, passages in rows], found


def sources(library: Library) -> list[tuple[str, int]]:
    """Every source ("" for articles without one) and how many articles are from it, the largest first."""
    return library.rows("SELECT source, count(*) FROM articles GROUP BY source ORDER BY count(*) DESC, source")


def months(library: Library, wanted: Wanted) -> list[tuple[date, str, int]]:
    """How many of the articles wanted each source published in each month (its first day), oldest first."""
    where, values = _conditions(wanted.title, wanted.within)
    rows = library.rows(
        f"SELECT substr(published, 1, 7), source, count(*) FROM articles {where or 'WHERE true'} "
        "AND published IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
        *values,
    )
    return [(date.fromisoformat(f"{month}-01"), source, count) for month, source, count in rows]


def namesakes(library: Library, titles: Iterable[str]) -> set[str]:
    """Those of the titles that more than one article bears."""
    rows = library.rows(
        "SELECT title FROM articles WHERE title IN (SELECT value FROM json_each(?)) GROUP BY title HAVING count(*) > 1",
        json.dumps(list(titles)),
    )
    return {title for (title,) in rows}


def passages_within(library: Library, scope: Scope) -> list[int]:
    """The ids of the passages of all articles of that scope, in order."""
    where, values = _conditions("", scope)
    rows = library.rows(
        f"SELECT id FROM passages WHERE article IN (SELECT number FROM articles {where}) ORDER BY id", *values
    )
    return [number for (number,) in rows]


def _conditions(title: str, within: Scope) -> tuple[str, list[Any]]:
    """A WHERE clause ("" for all articles) and its values."""
    conditions: list[str] = []
    values: list[Any] = []
    for token in tokens(nfc(title))[:MOST_WORDS]:
        conditions.append("instr(spelt(title), ?)")
        values.append(f" {key(token.text)}")
    for comparison, day in ((">=", within.since), ("<=", within.until)):
        if day:
            conditions.append(f"published {comparison} ?")
            values.append(day.isoformat())
    if within.sources:
        conditions.append("source IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(within.sources))
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", values


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
