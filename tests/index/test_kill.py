"""Killed at any moment, the next opening mends the store: what the truth holds is what is answered from."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.index.child import version
from tests.index.conftest import ToyEncoder, article

from qa.index.build import Index

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")

Kill = Callable[[Path, str, str], bool]  # folder, kind, moment → whether it was killed in time
Filled = Callable[[Path, int], None]  # folder, number of articles

ADDING = [
    "Library.put after 1",
    "Indexes.level before 1",
    "Indexes._unseal after 1",
    "Vectors.add before 1",
    "Vectors.add after 1",
    "Postings.add before 1",
    "Postings._commit before 1",
    "Postings._commit after 1",
    "Library.mark before 1",
    "Library.mark after 2",
    "Vectors.add after 2",
    "Indexes._seal before 1",
    "Indexes._seal after 1",
]
REMOVING = [
    ("remove", "Library.drop after 1"),
    ("remove", "Indexes.settle before 1"),
    ("remove", "Vectors.remove before 1"),
    ("remove", "Vectors._overwrite after 1"),
    ("change", "Vectors._overwrite after 1"),
    ("remove", "Vectors._write_anew before 1"),
    ("change", "Vectors._write_anew after 1"),
    ("change", "Vectors.remove after 1"),
    ("change", "Postings._commit before 1"),
    ("remove", "Postings._commit after 1"),
    ("change", "Postings.remove after 1"),
    ("remove", "Library.removals_done before 1"),
    ("change", "Library.removals_done before 1"),
    ("change", "Library.removals_done after 1"),
    ("remove", "Indexes._seal after 1"),
]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parents[2])])}
    script = [sys.executable, str(Path(__file__).with_name("child.py"))]
    with subprocess.Popen(
        script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, bufsize=1
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        orders, answers = child.stdin, child.stdout

        def kill(folder: Path, kind: str, moment: str) -> bool:
            print(folder, kind, moment, sep="\t", file=orders, flush=True)
            return answers.readline() == "killed\n"

        yield kill
        orders.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Puts a store of some articles into a folder; each is made once and copied."""
    made: dict[int, Path] = {}

    def fill(folder: Path, count: int) -> None:
        if count not in made:
            made[count] = tmp_path_factory.mktemp("made") / "store"
            with Index.open(made[count], ToyEncoder) as index:
                index.add(article(f"a{number}", version(f"a{number}", "add")) for number in range(count))
        shutil.copytree(made[count], folder)
        (folder.parent / "done").write_text("")

    return fill


def assert_mended(folder: Path) -> None:
    """Truth and indexes agree, each article is one that was given, each change that had returned is there."""
    with Index.open(folder, ToyEncoder) as index:
        assert index.library.unfinished(1) == []
        assert index.library.removals() == []
        assert index.check() == []
        stored = {one.id: one.text for one in index.articles()}
        for article_id, text in stored.items():
            assert text in (version(article_id, "add"), version(article_id, "change"))
            best = index.passages([index.postings.search(f"Trưởng {article_id}", 1)[0][0]])
            assert best[0][1].id == article_id
        for line in (folder.parent / "done").read_text().splitlines():
            kind, article_id = line.split()
            assert (article_id not in stored) if kind == "remove" else (stored[article_id] == version(article_id, kind))
    (folder.parent / "done").write_text("")


@pytest.mark.parametrize("moment", ADDING)
def test_while_adding(kill: Kill, filled: Filled, folder: Path, moment: str) -> None:
    filled(folder, 3)
    assert kill(folder, "add", moment)
    assert_mended(folder)


@pytest.mark.parametrize(("kind", "moment"), REMOVING)
def test_while_removing_and_replacing(kill: Kill, filled: Filled, folder: Path, kind: str, moment: str) -> None:
    filled(folder, 40 if "_overwrite" in moment else 8)
    assert kill(folder, kind, moment)
    assert_mended(folder)
    words = version("a0", "add").encode()[:30]
    with Index.open(folder, ToyEncoder) as index:
        gone = index.library.article("a0") is None
    assert not gone or not any(words in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_graph_that_was_being_written_is_not_trusted(kill: Kill, filled: Filled, folder: Path) -> None:
    filled(folder, 8)
    assert kill(folder, "add", "Vectors.add after 1")
    encoder = ToyEncoder()
    with Index.open(folder, lambda: encoder) as index:
        assert encoder.encoded == len(index.library.passage_ids()) > 8


def test_a_kill_while_nothing_is_written_costs_nothing(kill: Kill, filled: Filled, folder: Path) -> None:
    filled(folder, 8)
    assert kill(folder, "add", "Library.put before 1")
    encoder = ToyEncoder()
    Index.open(folder, lambda: encoder).close()
    assert encoder.encoded == 0


@pytest.mark.slow
def test_at_random_moments(kill: Kill, filled: Filled, folder: Path) -> None:
    filled(folder, 4)
    chance = random.Random(7)
    for _ in range(14):
        kill(folder, chance.choice(["add", "change", "remove"]), str(chance.randrange(20, 700)))
        if chance.random() < 0.6:
            assert_mended(folder)
    assert_mended(folder)
