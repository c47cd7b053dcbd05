"""What every command of `qa` shares: its language, its two streams, its store, its exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from qa.api import Assistant
from qa.language import Language, choose

NO, ERROR = 1, 3
# --help is written when the commands are imported, before the settings file is read.
LANGUAGE: Language = "en" if os.environ.get("QA_LANGUAGE") == "en" else "vi"


def say(vi: str, en: str) -> str:
    """The wording in the language of this run."""
    return choose(LANGUAGE, vi, en)


def spoken() -> Language:
    """The language of this run."""
    return LANGUAGE


def speak(language: Language) -> None:
    """Go on in this language: the settings file may say another one than the environment did."""
    global LANGUAGE  # noqa: PLW0603 - one process is one command, and its language is known only once it has begun
    LANGUAGE = language


out = Console(highlight=False, soft_wrap=True)
notes = Console(stderr=True, highlight=False, soft_wrap=True)
Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help=say(
            "Thư mục của kho; mặc định theo QA_STORE hoặc hoibao.toml.",
            "The folder of the store; by default what QA_STORE or hoibao.toml says.",
        ),
    ),
]


def attended() -> bool:
    """Whether a person is there to be asked: neither input nor output is a file or a pipe."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def opened(store: Path | None) -> Iterator[Assistant]:
    """The assistant of this command."""
    with Assistant.open(store) as assistant:
        yield assistant


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal's error stream; nothing when nobody looks."""
    text = TextColumn("{task.description}")
    columns = (SpinnerColumn(), text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done: bar.update(task, completed=done)


def empty_store() -> str:
    """What to do about a store without articles."""
    return say(
        "Kho chưa có bài nào. Thêm bài của bạn: qa add THƯ_MỤC, hoặc các bài mẫu: qa add --sample",
        "The store has no articles. Add yours: qa add FOLDER, or the sample: qa add --sample",
    )
