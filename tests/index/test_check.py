"""Damage of every kind is found, and mended from the truth."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.index.conftest import ToyEncoder, article

from qa.errors import StoreDamaged
from qa.index import passages
from qa.index.build import Index

COUNT = 60


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 60 articles, closed; copied by who wants to damage it."""
    folder = tmp_path_factory.mktemp("sound") / "store"
    with Index.open(folder, ToyEncoder) as index:
        index.add(article(str(number)) for number in range(COUNT))
    return folder


@pytest.fixture
def store(sound: Path, folder: Path) -> Path:
    shutil.copytree(sound, folder)
    return folder


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def garbage_inside(path: Path) -> None:
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle] + os.urandom(16) + content[middle + 16 :])


GRAPH = ["header.bin", "data_level0.bin", "length.bin", "link_lists.bin", "index_metadata.pickle"]


def assert_sound(index: Index) -> None:
    assert index.check() == []
    assert index.count() == COUNT
    (vector,) = index.encoder.encode_questions(["Bài 7\nXã 7 có trường mới. Trường nằm ở thôn 7 của xã."])
    for hits in (index.vectors.search(vector, 1), index.postings.search("thôn 7", 1)):
        assert index.passages([hits[0][0]])[0][1].id == "7"


def codes(index: Index) -> list[str]:
    return [problem.code for problem in index.check()]


def test_a_sound_store_has_no_problems(store: Path) -> None:
    encoder = ToyEncoder()
    with Index.open(store, lambda: encoder) as index:
        assert_sound(index)
        assert encoder.encoded == 0


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *((name, garbage_inside) for name in GRAPH),
        *(("data_level0.bin", damage) for damage in (truncated, Path.unlink)),
    ],
)
def test_a_damaged_graph_is_noticed_at_opening_and_made_anew(
    store: Path, name: str, damage: Callable[[Path], None]
) -> None:
    (path,) = store.rglob(name)
    damage(path)
    with Index.open(store, ToyEncoder) as index:
        assert_sound(index)


@pytest.mark.parametrize(
    ("name", "damage"),
    [("meta.json", truncated), ("*.idx", garbage_inside), ("*.term", garbage), ("*.fast", Path.unlink)],
)
def test_damaged_postings_are_noticed_at_opening_and_made_anew(
    store: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(next((store / "postings").glob(name)))
    with Index.open(store, ToyEncoder) as index:
        assert_sound(index)


@pytest.mark.parametrize("name", ["vectors", "postings"])
def test_a_lost_folder_is_made_anew(store: Path, name: str) -> None:
    shutil.rmtree(store / name)
    with Index.open(store, ToyEncoder) as index:
        assert_sound(index)


@pytest.mark.parametrize("damage", [truncated, garbage], ids=lambda damage: damage.__name__)
def test_a_damaged_log_of_chroma_is_found_by_check_and_mended(store: Path, damage: Callable[[Path], None]) -> None:
    damage(store / "vectors" / "chroma.sqlite3")
    with Index.open(store, ToyEncoder) as index:
        assert codes(index) == ["vectors_unreadable"]
        with pytest.raises(StoreDamaged, match="qa check --repair"):
            index.vectors.search(np.ones(16, dtype=np.float32), 1)
        assert index.repair() == []
        assert_sound(index)


@pytest.mark.parametrize("emptied", [True, False])
def test_a_lost_log_of_chroma_is_noticed_at_opening(store: Path, emptied: bool) -> None:
    path = store / "vectors" / "chroma.sqlite3"
    path.write_bytes(b"") if emptied else path.unlink()
    with Index.open(store, ToyEncoder) as index:
        assert_sound(index)


def test_what_an_index_lacks_is_found_and_added(store: Path) -> None:
    with Index.open(store, ToyEncoder) as index:
        gone = sorted(index.library.passage_ids())[3:6]
        index.vectors.remove(gone)
        index.postings.remove(gone, index.library.texts)
        problems = {problem.code: problem.count for problem in index.check()}
        assert problems == dict.fromkeys(("vectors_missing", "vectors_marks", "postings_missing", "postings_marks"), 3)
        assert index.repair() == []
        assert_sound(index)


def test_what_an_index_holds_beyond_the_truth_is_found_dropped_from_answers_and_removed(store: Path) -> None:
    with Index.open(store, ToyEncoder) as index:
        stray = max(index.library.passage_ids()) + 5
        index.vectors.add([stray], index.encoder.encode_passages(["Bài lạc"]))
        index.postings.add([stray], ["Bài lạc loài"])
        assert index.postings.search("lạc loài", 1)[0][0] == stray
        assert index.passages([stray]) == []
        assert codes(index) == ["vectors_extra", "postings_extra"]
        assert index.repair() == []
        assert_sound(index)


def test_a_passage_that_is_held_twice_is_found(store: Path) -> None:
    with Index.open(store, ToyEncoder) as index:
        twice = sorted(index.library.passage_ids())[:2]
        index.postings.add(twice, list(index.library.texts(twice).values()))
        (problem,) = index.check()
        assert (problem.code, problem.count) == ("postings_twice", 2)
        assert index.repair() == []
        assert_sound(index)


def test_a_vector_that_does_not_find_itself_is_found(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Index.open(store, ToyEncoder) as index:
        search = type(index.vectors).search
        monkeypatch.setattr(
            type(index.vectors), "search", lambda *given: [hit for hit in search(*given) if hit[0] % 10 != 3]
        )
        (problem,) = index.check()
        assert (problem.code, problem.count) == ("vectors_lost", COUNT // 10)
        monkeypatch.undo()
        assert index.repair() == []


def test_an_altered_article_is_named_and_stays_so_until_it_is_added_again(store: Path) -> None:
    tamper(store, "UPDATE articles SET text = 'Xã 8 đã bị ai đó sửa.' WHERE id = '8'")
    with Index.open(store, ToyEncoder) as index:
        altered, miscut = index.check()
        assert (altered.code, altered.count, miscut.code) == ("article_altered", 1, "passages_wrong")
        assert "8" in altered.vi
        assert [problem.code for problem in index.repair()] == ["article_altered"]
        index.remove(["8"])
        index.add([article("8")])
        assert_sound(index)


@pytest.mark.parametrize(
    "change",
    ["end = 100000", "start = 3", "sentences = '[]'", "sentences = '[[0, 30], [10, 47]]'"],
)
def test_passages_that_do_not_fit_their_text_are_cut_anew(store: Path, change: str) -> None:
    tamper(store, f"UPDATE passages SET {change} WHERE id = 5")
    with Index.open(store, ToyEncoder) as index:
        assert codes(index) == ["passages_wrong"]
        assert index.repair() == []
        assert_sound(index)


def test_an_article_without_passages_gets_them(store: Path) -> None:
    tamper(store, "DELETE FROM passages WHERE id IN (5, 6)")
    with Index.open(store, ToyEncoder) as index:
        assert codes(index) == ["passages_wrong"]
        assert index.repair() == []
        assert_sound(index)


def test_passages_cut_by_former_rules_are_told_and_cut_anew(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Index.open(store, ToyEncoder) as index:
        index.library.remember(passages=passages.RULES + " before")
        assert codes(index) == ["passages_old"]
        index.rebuild()
        assert_sound(index)


def tamper(store: Path, statement: str) -> None:
    base = sqlite3.connect(store / "articles.db")
    base.execute(statement)
    base.commit()
    base.close()


def test_a_damaged_index_of_the_articles_file_is_mended(store: Path) -> None:
    base = sqlite3.connect(store / "articles.db", isolation_level=None)
    base.execute("PRAGMA writable_schema = ON")
    base.execute(
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX article_hash ON articles (title)' WHERE name = 'article_hash'"
    )
    base.close()
    with Index.open(store, ToyEncoder) as index:
        assert codes(index) == ["articles_damaged"]
        assert index.repair() == []
        assert_sound(index)


@pytest.mark.parametrize("damage", [truncated, garbage], ids=lambda damage: damage.__name__)
def test_a_damaged_articles_file_is_said_to_be(store: Path, damage: Callable[[Path], None]) -> None:
    damage(store / "articles.db")
    with pytest.raises(StoreDamaged, match=r"articles\.db.*is damaged.*qa add"):
        Index.open(store, ToyEncoder)
    with pytest.raises(StoreDamaged):  # the lock was given back
        Index.open(store, ToyEncoder)


def test_damage_inside_the_articles_file_is_found_by_check(store: Path) -> None:
    content = bytearray((store / "articles.db").read_bytes())
    page = content.index("Trường nằm ở thôn 27 của xã".encode()) // 4096 * 4096
    content[page : page + 200] = os.urandom(200)
    (store / "articles.db").write_bytes(content)
    with Index.open(store, ToyEncoder) as index:
        assert codes(index) == ["articles_damaged"]
        assert [problem.code for problem in index.repair()] == ["articles_damaged"]


def test_a_store_of_a_newer_version_is_not_touched(store: Path) -> None:
    tamper(store, "PRAGMA user_version = 99")
    before = (store / "articles.db").read_bytes()
    with pytest.raises(StoreDamaged, match=r"99.*Upgrade"):
        Index.open(store, ToyEncoder)
    assert (store / "articles.db").read_bytes() == before


def test_another_programs_database_is_not_touched(folder: Path) -> None:
    folder.mkdir()
    base = sqlite3.connect(folder / "articles.db")
    base.execute("CREATE TABLE recipes (name TEXT)")
    base.close()
    with pytest.raises(StoreDamaged, match="not an articles file"):
        Index.open(folder, ToyEncoder)
