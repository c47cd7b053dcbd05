"""A full disk: a clear error, nothing half-written, and all goes on once there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.index.conftest import ToyEncoder, article

from qa.errors import StoreFull
from qa.index.build import Index


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB; skipped where mounting one is not allowed."""
    if shutil.which("mount") is None:
        pytest.skip("no small disk can be mounted here: there is no mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)  # a search that just ended may still hold a file


def fill(index: Index) -> None:
    """Add until there is no room."""
    for first in range(0, 100_000, 40):
        texts = {str(number): f"Xã {number} có chuyện lạ. " * 20 for number in range(first, first + 40)}
        index.add(article(one, text) for one, text in texts.items())


def assert_whole(folder: Path) -> None:
    with Index.open(folder, ToyEncoder) as index:
        assert index.count() > 0
        assert index.check() == []
        assert index.article("first").text == article("first").text


def test_on_a_full_disk(small_disk: Path) -> None:
    folder = small_disk / "store"
    with Index.open(folder, ToyEncoder) as index:
        index.add([article("first")])
        with pytest.raises(StoreFull, match="free some space"):
            fill(index)
        stored = index.count()
        with pytest.raises(StoreFull):  # and again, not something worse
            index.add([article("later", "Xã có chuyện lạ. " * 20_000)])
        assert index.count() >= stored
    with suppress(StoreFull), Index.open(folder, ToyEncoder) as index:  # needs room only if there is something to mend
        assert index.count() >= stored
        with pytest.raises(StoreFull):
            fill(index)
    subprocess.run(["mount", "-o", "remount,size=60m", small_disk], check=True)
    assert_whole(folder)


def test_room_made_while_the_store_is_open(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(700_000))
    with Index.open(small_disk / "store", ToyEncoder) as index:
        index.add([article("first")])
        with pytest.raises(StoreFull):
            fill(index)
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=60m", small_disk], check=True)
        index.add([article("more")])
        assert index.check() == []
    assert_whole(small_disk / "store")


FILL_UNDER_LIMIT = """
import resource, sys
from pathlib import Path
from qa.errors import StoreFull
from qa.index.build import Index
from tests.index.conftest import ToyEncoder, article
from tests.index.test_full_disk import fill

with Index.open(Path(sys.argv[1]), ToyEncoder) as index:
    index.add([article("first")])
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        fill(index)
    except StoreFull as error:
        print("full:", error)
"""


@pytest.mark.skipif(os.name == "nt", reason="this system has no limit on the size of files")
@pytest.mark.parametrize("limit", [150_000, 700_000])
def test_at_a_limit_of_the_file_size(folder: Path, limit: int) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parents[2])])}
    run = subprocess.run(
        [sys.executable, "-c", FILL_UNDER_LIMIT, folder, str(limit)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert run.stdout.startswith("full:"), run.stderr
    assert_whole(folder)
