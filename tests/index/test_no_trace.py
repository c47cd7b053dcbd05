"""A withdrawn article is gone from every file of the store: its words, with and without accents, and its vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.index.conftest import ToyEncoder, article, files_with

from qa.index.build import Index
from qa.vietnamese.text import fold

RARE = ("Khuỷnh Đặng Thoạn", "nghiêngngảquặp", "0987-ẩnsố-654")
TITLE = "Chuyện ông Khuỷnh Đặng Thoạn"
TEXT = (
    "Ông Khuỷnh Đặng Thoạn ở thôn nghiêngngảquặp, số 0987-ẩnsố-654, đã nhận giải. Ông nói ông rất vui và cảm ơn mọi "
    "người đã giúp đỡ gia đình trong những năm qua. " + "Bà con khen ông chăm làm. " * 60
)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def traces(folder: Path, rows: NDArray[np.float32]) -> set[str]:
    """The files in which a rare word (or its folded form) or a vector stands."""
    words = [form.encode() for word in RARE for form in (word, word.lower(), fold(word))]
    worded = {Path(name).name for name, content in contents(folder).items() if any(word in content for word in words)}
    return worded | files_with(folder, rows)


def terms_left(index: Index) -> list[str]:
    """The article's rare terms in the dictionaries of the postings, where prefixes are shared and grep sees nothing."""
    searcher = index.postings._index.searcher()
    return [
        term
        for field, prefixes in {"accented": ("khuỷnh", "nghiêngngả"), "folded": ("khuynh", "nghiengnga")}.items()
        for prefix in prefixes
        for term, _ in searcher.terms_with_prefix(field, prefix)
    ]


def vectors_of(index: Index, encoder: ToyEncoder, article_id: str) -> NDArray[np.float32]:
    ids = [passage.id for passage in index.library.passages_of(article_id)]
    return encoder.encode_questions(list(index.library.texts(ids).values()))


@pytest.mark.parametrize("others", [0, 1, 30, 400])
def test_of_a_removed_article(folder: Path, encoder: ToyEncoder, others: int) -> None:
    around = [article(str(number)) for number in range(others)]
    with Index.open(folder, lambda: encoder) as index:
        index.add([*around[: others // 2], article("secret-id-73", TEXT, title=TITLE), *around[others // 2 :]])
        rows = vectors_of(index, encoder, "secret-id-73")
        assert traces(folder, rows) >= {"articles.db-wal", "data_level0.bin"}
        assert terms_left(index)
        index.remove(["secret-id-73"])
        assert traces(folder, rows) == set()
        assert terms_left(index) == []
        assert index.check() == []
    assert traces(folder, rows) == set()
    assert not any(b"secret-id-73" in content for content in contents(folder).values())


def test_of_the_former_version_of_a_changed_article(folder: Path, encoder: ToyEncoder) -> None:
    with Index.open(folder, lambda: encoder) as index:
        index.add([article("a", TEXT, title=TITLE), *(article(str(number)) for number in range(50))])
        rows = vectors_of(index, encoder, "a")
        index.add([article("a", "Bài đã được rút lại."), article("new")])
        assert traces(folder, rows) == set()
        assert terms_left(index) == []
        assert index.check() == []


def test_of_an_article_removed_in_a_later_session(folder: Path, encoder: ToyEncoder) -> None:
    with Index.open(folder, lambda: encoder) as index:
        index.add([article(str(number)) for number in range(120)])
    with Index.open(folder, lambda: encoder) as index:
        index.add([article("a", TEXT, title=TITLE)])
        rows = vectors_of(index, encoder, "a")
    with Index.open(folder, lambda: encoder) as index:
        index.remove(["a", "3", "77"])
        assert terms_left(index) == []
    assert traces(folder, rows) == set()


def test_of_an_article_before_a_rebuild(folder: Path, encoder: ToyEncoder) -> None:
    with Index.open(folder, lambda: encoder) as index:
        index.add([article("a", TEXT, title=TITLE), article("b")])
        rows = vectors_of(index, encoder, "a")
        index.remove(["a"])
        index.rebuild()
    assert traces(folder, rows) == set()
