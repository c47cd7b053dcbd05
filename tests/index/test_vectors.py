from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.index.conftest import files_with

from qa.errors import StoreDamaged
from qa.index.seal import seal
from qa.index.vectors import WORN, Vectors


def unit(count: int, dimensions: int = 8, seed: int = 0) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, dimensions), dtype=np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    opened = Vectors(tmp_path / "vectors")
    yield opened
    opened.close()


def test_nearest_first_with_their_cosines(vectors: Vectors) -> None:
    axes = np.eye(4, dtype=np.float32)
    vectors.add([10, 20, 30, 40], axes)
    between = np.array([0.8, 0.6, 0, 0], dtype=np.float32)
    nearest = vectors.search(between, 3)
    assert [number for number, _ in nearest[:2]] == [10, 20]
    assert [cosine for _, cosine in nearest] == pytest.approx([0.8, 0.6, 0], abs=1e-6)
    assert [number for number, _ in vectors.search(between, 99)] == [
        10,
        20,
        *(n for n, _ in vectors.search(between, 99)[2:]),
    ]


def test_adding_again_overwrites(vectors: Vectors) -> None:
    axes = np.eye(4, dtype=np.float32)
    vectors.add([1, 2], axes[:2])
    vectors.add([1], axes[2:3])
    assert vectors.ids() == {1, 2}
    ((number, cosine),) = vectors.search(axes[2], 1)
    assert number == 1
    assert cosine == pytest.approx(1.0)


def test_get_leaves_out_what_is_not_there(vectors: Vectors) -> None:
    rows = unit(3)
    vectors.add([1, 2, 3], rows)
    got = vectors.get([3, 1, 9, 3])
    assert set(got) == {1, 3}
    assert got[3] == pytest.approx(rows[2], abs=1e-6)


def test_nothing_is_made_by_looking(vectors: Vectors) -> None:
    assert vectors.ids() == set()
    assert vectors.search(unit(1)[0], 5) == []
    vectors.remove([1])
    vectors.close()
    assert not vectors.folder.exists()


def test_what_was_added_is_there_after_reopening_and_looking_changes_no_file(vectors: Vectors) -> None:
    rows = unit(300)
    vectors.add(range(300), rows)
    vectors.close()
    left = seal(vectors.folder)
    again = Vectors(vectors.folder)
    assert again.ids() == set(range(300))
    assert all(again.search(rows[number], 1)[0][0] == number for number in range(300))
    again.close()
    assert seal(vectors.folder) == left


@pytest.mark.parametrize(
    ("count", "gone"),
    [
        (1, [0]),
        (2, [1]),
        (3, [0, 1]),
        (60, [7]),
        (60, list(range(30))),
        (400, [0, 200, 399]),
        (400, list(range(0, 400, 3))),
    ],
)
def test_a_removed_vector_is_in_no_file(vectors: Vectors, count: int, gone: list[int]) -> None:
    rows = unit(count, 16)
    vectors.add(range(count), rows)
    assert "data_level0.bin" in files_with(vectors.folder, rows[gone])
    vectors.remove([*gone, 5000])
    left = sorted(set(range(count)) - set(gone))
    assert vectors.ids() == set(left)
    assert files_with(vectors.folder, rows[gone]) == set()
    assert all(vectors.search(rows[number], 1)[0][0] == number for number in left)


def test_a_few_removals_do_not_write_the_graph_anew(vectors: Vectors) -> None:
    vectors.add(range(400), unit(400, 16))
    graph = next(vectors.folder.glob("*/data_level0.bin"))
    vectors.remove([3, 200])
    assert graph.exists()
    vectors.remove(range(100))
    assert not graph.exists()


def test_should_chroma_keep_overwritten_vectors_the_graph_is_written_anew(
    vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_delete(self: Vectors, ids: list[int], dead: int) -> None:
        self._collection.delete(ids=[str(number) for number in ids])

    monkeypatch.setattr(Vectors, "_overwrite", only_delete)
    rows = unit(200, 16)
    vectors.add(range(200), rows)
    vectors.remove([77])
    assert files_with(vectors.folder, rows[77:78]) == set()
    assert all(vectors.search(rows[number], 1)[0][0] == number for number in range(200) if number != 77)


def test_after_many_removals_every_vector_still_finds_itself(vectors: Vectors) -> None:
    rows = unit(600, 16)
    held: set[int] = set()
    for first in range(0, 600, 100):
        held |= set(range(first, first + 100))
        vectors.add(range(first, first + 100), rows[first : first + 100])
        gone = [number for number in held if number % 7 == first // 100]
        vectors.remove(gone)
        held -= set(gone)
    assert vectors.ids() == held
    assert vectors._dead() <= WORN * len(held)
    assert all(vectors.search(rows[number], 1)[0][0] == number for number in held)


def test_no_memory_of_the_process_lands_in_a_new_graph(vectors: Vectors) -> None:
    secret = "bí mật của bài đã gỡ".encode() * 4000
    del secret
    vectors.add([1, 2, 3], unit(3, 64))
    (graph,) = vectors.folder.glob("*/data_level0.bin")
    content = graph.read_bytes()
    each = len(content) // 100  # a new graph has room for 100
    assert content[3 * each :] == bytes(97 * each)
    vectors.close()
    assert vectors.search(unit(3, 64)[1], 1)[0][0] == 2


@pytest.mark.parametrize("name", ["chroma.sqlite3", "header.bin", "index_metadata.pickle"])
def test_damaged_files_say_what_to_do(vectors: Vectors, name: str) -> None:
    vectors.add(range(50), unit(50))
    vectors.close()
    (path,) = vectors.folder.rglob(name)
    path.write_bytes(b"garbage" * 1000 if name == "chroma.sqlite3" else b"")
    with pytest.raises(StoreDamaged, match="qa check --repair"):
        vectors.search(unit(1)[0], 1)
    vectors.wipe()
    assert vectors.ids() == set()
    vectors.add([1], unit(1))
    assert vectors.ids() == {1}
