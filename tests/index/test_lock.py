from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa.errors import StoreError, StoreLocked
from qa.index.lock import OWNER_FILE, Lock

HOLD = """
import pathlib, sys
from qa.index.lock import Lock
lock = Lock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_owner(folder: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_process_is_told_whose_it_is(tmp_path: Path) -> None:
    with another_owner(tmp_path) as owner:
        with pytest.raises(StoreLocked) as refused:
            Lock(tmp_path)
        assert refused.value.process == owner.pid
        assert str(owner.pid) in refused.value.vi
        assert str(tmp_path) in refused.value.en


def test_a_killed_owner_bars_nobody(tmp_path: Path) -> None:
    with another_owner(tmp_path) as owner:
        owner.kill()
        owner.wait()
        assert (tmp_path / OWNER_FILE).exists()
        Lock(tmp_path).release()


def test_the_same_process_does_not_get_it_twice(tmp_path: Path) -> None:
    lock = Lock(tmp_path)
    with pytest.raises(StoreLocked) as refused:
        Lock(tmp_path)
    assert refused.value.process == os.getpid()
    lock.release()
    lock.release()
    Lock(tmp_path).release()


@pytest.mark.parametrize("left", ["", "no number", "4194303"])  # the last: a process that is gone
def test_an_owner_that_is_not_known_is_not_named(tmp_path: Path, left: str) -> None:
    lock = Lock(tmp_path)
    (tmp_path / OWNER_FILE).write_text(left)
    with pytest.raises(StoreLocked) as refused:
        Lock(tmp_path)
    assert refused.value.process is None
    lock.release()


def test_a_folder_that_cant_be_written_says_so() -> None:
    with pytest.raises(StoreError, match="can't be written"):
        Lock(Path("/proc/1"))
