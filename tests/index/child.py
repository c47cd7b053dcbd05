"""A process that changes a store and is killed: run as a script, one order a line, `folder kind moment`.

`kind` is add, remove or change. `moment` is when to be killed: a step of the protocol, as `Class.method before 1`
(before its first call), or a number of milliseconds. Each order is carried out by a fork, so that the heavy packages
are loaded once. Every change that has returned is written to the file `done` beside the store.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401 - loaded once, before the forks
import tantivy  # noqa: F401
from tests.index.conftest import ToyEncoder, article

from qa.index import build, derived, library, postings, vectors

CLASSES: dict[str, Any] = {
    "Index": build.Index,
    "Indexes": derived.Indexes,
    "Library": library.Library,
    "Postings": postings.Postings,
    "Vectors": vectors.Vectors,
}
VERSIONS = {"add": "mới", "change": "đã sửa"}


def version(article_id: str, kind: str) -> str:
    """The text of an article, which tells the change that it comes from."""
    told = f"Xã {article_id} có trường, ông Trưởng {article_id} cho biết. "
    return f"Bài {article_id} {VERSIONS[kind]}. {told * 30}"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(original: Callable[..., Any], when: str, call: int) -> Callable[..., Any]:
    calls = count(1)

    def step(*given: Any, **named: Any) -> Any:
        now = next(calls) == call
        if now and when == "before":
            die()
        result = original(*given, **named)
        if now:
            die()
        return result

    return step


def change(folder: Path, kind: str) -> None:
    """Change the store by `kind`, article after article, and note each change that has returned."""
    build._CHARACTERS = 2000  # a batch is an article
    with build.Index.open(folder, ToyEncoder) as index, (folder.parent / "done").open("a", encoding="utf-8") as done:
        ids = [stored.id for stored in index.articles()]
        if kind == "add":
            ids = [f"a{number}" for number in range(len(ids), len(ids) + 6)]
        for some in (ids[:3], ids[3:6]):
            if kind == "remove":
                index.remove(some)
            else:
                index.add(article(one, version(one, kind)) for one in some)
            for one in some:
                print(kind, one, file=done, flush=True)


def obey(folder: Path, kind: str, moment: str) -> bool:
    """Carry out one order in a fork; whether it was killed before it came to its end."""
    process = os.fork()
    if process == 0:
        if " " in moment:
            place, when, call = moment.split()
            of, name = place.split(".")
            setattr(CLASSES[of], name, dying(getattr(CLASSES[of], name), when, int(call)))
        try:
            change(folder, kind)
        finally:
            os._exit(0)
    if " " not in moment:
        time.sleep(int(moment) / 1000)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    for line in sys.stdin:
        where, what, until = line.rstrip("\n").split("\t")
        killed = obey(Path(where), what, until)
        print("killed" if killed else "ended", flush=True)  # noqa: T201 - the answer to the test
