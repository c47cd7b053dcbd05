"""The catalogue: counted, searched by title with or without accents, sorted as Vietnamese is, paged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.index.catalogue import Overview, Wanted, listing, months, namesakes, overview, passages_within, sources
from qa.index.library import Library
from qa.index.passages import split
from qa.records import Article, Scope

ARTICLES = (
    ("a", "Đa Nhim đón khách", "Báo Đông", date(2021, 3, 5), 1),
    ("b", "Dưới chân cầu Bến Đá", "Báo Đông", date(2021, 3, 9), 30),
    ("c", "Ăn Tết ở đảo", "Báo An", date(2020, 12, 1), 2),
    ("d", "Anh hùng cầu Bến Đá", "", None, 3),
    ("e", "Bí thư huyện ủy thăm đảo", "Báo An", date(2022, 7, 1), 1),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "articles.db")
    for number, title, source, published, length in ARTICLES:
        text = " ".join(f"Câu thứ {place} của bài này nói về chuyện hằng ngày ở đảo." for place in range(length))
        article = Article(number, title, text, published, source=source, hash=number)
        opened.put(article, split(article))
    yield opened
    opened.close()


def ids(library: Library, wanted: Wanted, start: int = 0, count: int = 10) -> str:
    return "".join(one.id for one in listing(library, wanted, start, count)[0])


def test_what_there_is_is_counted(library: Library) -> None:
    there = overview(library)
    assert there == Overview(5, len(library.passage_ids()), date(2020, 12, 1), date(2022, 7, 1))
    assert sources(library) == [("Báo An", 2), ("Báo Đông", 2), ("", 1)]


def test_an_empty_library_has_an_empty_catalogue(tmp_path: Path) -> None:
    opened = Library(tmp_path / "articles.db")
    assert overview(opened) == Overview(0, 0, None, None)
    assert listing(opened, Wanted(), 0, 10) == ([], 0)
    opened.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ben da", "bd"),
        ("Bến Đá", "bd"),
        ("bến da", "bd"),
        ("bên đá", ""),  # an accent that is typed counts
        ("cầu b", "bd"),  # the last word is half typed
        ("đảo ăn", "c"),  # in any order
        ("BI THU", "e"),
        ("a'); DROP TABLE articles; --%_", ""),
        (" ", "ebacd"),
    ],
)
def test_titles_are_found_by_their_words(library: Library, typed: str, found: str) -> None:
    assert ids(library, Wanted(typed)) == found
    assert listing(library, Wanted(typed), 0, 1)[1] == len(found)


def test_titles_sort_by_the_vietnamese_alphabet(library: Library) -> None:
    assert ids(library, Wanted(order="title", descending=False)) == "dceba"  # Anh, Ăn, Bí, Dưới, Đa
    assert ids(library, Wanted(order="title")) == "abecd"


def test_the_other_columns_sort_too_and_what_is_missing_stands_last(library: Library) -> None:
    assert ids(library, Wanted(order="published", descending=False)) == "cabed"
    assert ids(library, Wanted(order="published")) == "ebacd"
    assert ids(library, Wanted(order="source", descending=False)) == "ecbad"
    assert ids(library, Wanted(order="passages"))[0] == "b"


def test_pages_follow_each_other(library: Library) -> None:
    wanted = Wanted(order="title", descending=False)
    assert ids(library, wanted, 0, 2) + ids(library, wanted, 2, 2) + ids(library, wanted, 4, 2) == "dceba"
    entries, found = listing(library, wanted, 3, 1)
    assert (entries[0].passages, found) == (len(library.passages_of("b")), 5)


def test_days_and_sources_limit_it(library: Library) -> None:
    assert ids(library, Wanted(within=Scope(date(2021, 3, 5), date(2021, 12, 31)))) == "ba"
    assert ids(library, Wanted(within=Scope(sources=("Báo An", "")))) == "ecd"
    assert ids(library, Wanted("đảo", Scope(until=date(2021, 1, 1)))) == "c"
    only = passages_within(library, Scope(sources=("Báo An",)))
    assert only == sorted(one.id for name in "ce" for one in library.passages_of(name))


def test_months_are_counted_by_source(library: Library) -> None:
    assert months(library, Wanted()) == [
        (date(2020, 12, 1), "Báo An", 1),
        (date(2021, 3, 1), "Báo Đông", 2),
        (date(2022, 7, 1), "Báo An", 1),
    ]
    assert months(library, Wanted(within=Scope(sources=("Báo Đông",)))) == [(date(2021, 3, 1), "Báo Đông", 2)]


def test_titles_that_two_articles_bear(library: Library) -> None:
    twin = Article("f", "Ăn Tết ở đảo", "Câu khác.", hash="f")
    library.put(twin, split(twin))
    assert namesakes(library, ["Ăn Tết ở đảo", "Đa Nhim đón khách"]) == {"Ăn Tết ở đảo"}


def test_no_text_is_read_for_it_in_a_store_of_before_too(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    Library(path).close()
    base = sqlite3.connect(path)
    base.execute("DROP INDEX article_shelf")
    base.close()
    opened = Library(path)
    for statement in ("SELECT count(*) FROM articles WHERE published >= '2020'", "SELECT title, id FROM articles"):
        ((*_, plan),) = opened.rows(f"EXPLAIN QUERY PLAN {statement}")
        assert "COVERING INDEX article_shelf" in plan
    opened.close()
