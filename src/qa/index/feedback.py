"""What people thought of the answers, in a file of its own: no rebuilding touches it, and no lock bars its reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.errors import FeedbackNotFound, StoreDamaged, StoreError, StoreFull
from qa.records import Answer, Feedback

FEEDBACK_FILE = "feedback.db"
APPLICATION = 0x484F4246  # "HOBF" in the file's header
SCHEMA = 1
MOST = 100 << 20  # bytes: some 30,000 answers with their quotes; nobody fills a disk by pressing a button
WAITING = 5  # seconds for another process that is writing
_PAGE = 4096  # bytes, SQLite's own choice
_TABLE = Path(__file__).with_name("feedback.sql")
_FIELDS = "question, verdict, reason, note, said, answer, at, id"


class FeedbackFile:
    """The file `feedback.db` of a store, made by the first feedback. Any process may use it, whoever owns the store.

    It is opened anew for each call, so threads and processes need no agreement. Every method raises `StoreFull` when
    there is no room, `StoreDamaged` when the file is damaged or not ours, else `StoreError`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, feedback: Feedback) -> int:
        """The id under which the feedback is kept."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        answer = feedback.answer.to_json() if feedback.answer else ""
        said = feedback.said or (feedback.answer.text if feedback.answer else "")
        words = (feedback.question, feedback.verdict, feedback.reason, feedback.note, said, answer, now)
        with self._opened() as base, base:
            kept = base.execute(f"INSERT INTO feedback ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", words)
        return kept.lastrowid or 0

    def all(self) -> list[Feedback]:
        """Every feedback, newest first."""
        if not self.path.exists():
            return []
        with self._opened() as base:
            return [_feedback(row) for row in base.execute(f"SELECT {_FIELDS} FROM feedback ORDER BY id DESC")]

    def one(self, feedback_id: int) -> Feedback:
        """The feedback of that id. Raises `FeedbackNotFound`."""
        for feedback in self.all():
            if feedback.id == feedback_id:
                return feedback
        raise FeedbackNotFound(feedback_id)

    def remove(self, ids: Collection[int]) -> None:
        """Delete those of the ids that are there, their bytes too."""
        with self._opened() as base, base:
            base.executemany("DELETE FROM feedback WHERE id = ?", [(one,) for one in ids])

    def forget(self, articles: Collection[str], sentences: Collection[str]) -> None:
        """Empty the answers that rest on one of the articles, or hold one of the sentences; people's words stay."""
        named = set(articles)
        rests = [
            one.id
            for one in self.all()
            if (one.answer and one.answer.article_ids & named) or _holds(one.said, sentences)
        ]
        if rests:
            with self._opened() as base, base:
                base.executemany("UPDATE feedback SET said = '', answer = '' WHERE id = ?", [(one,) for one in rests])

    def writable(self) -> bool:
        """Whether feedback can be kept at the moment."""
        try:
            with self._opened() as base:
                base.execute("BEGIN IMMEDIATE")
                base.rollback()
        except StoreError:
            return False
        return True

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with self._errors_named(), closing(sqlite3.connect(self.path, timeout=WAITING)) as base:
            # No write-ahead log: one file to copy, and nothing deleted lives on in a second one.
            base.execute("PRAGMA secure_delete = ON").fetchall()
            base.execute(f"PRAGMA max_page_count = {MOST // _PAGE}").fetchall()
            self._prepare(base)
            yield base

    def _prepare(self, base: sqlite3.Connection) -> None:
        if _header(base) == (APPLICATION, SCHEMA):
            return
        base.execute("BEGIN IMMEDIATE")  # another process may be making it at this moment
        header, empty = _header(base), not base.execute("SELECT 1 FROM sqlite_master").fetchone()
        if header == (0, 0) and empty:
            for statement in (
                _TABLE.read_text(encoding="utf-8"),
                f"PRAGMA application_id = {APPLICATION}",
                f"PRAGMA user_version = {SCHEMA}",
            ):
                base.execute(statement)
        base.commit()
        if _header(base) != (APPLICATION, SCHEMA):
            raise StoreDamaged(
                f"“{self.path}” không phải tệp góp ý của bản hoibao này. Hãy chuyển tệp ấy đi nơi khác hoặc nâng cấp "
                "(pip install -U hoibao).",
                f"“{self.path}” is no feedback file of this version of hoibao. Move it away or upgrade "
                "(pip install -U hoibao).",
            )

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0)
            if code == sqlite3.SQLITE_FULL:
                raise StoreFull(
                    f"Tệp góp ý “{self.path}” đã đầy (tối đa {MOST >> 20} MB), hoặc ổ đĩa hết chỗ. Hãy xuất ra rồi xóa "
                    "bớt: qa feedback --json, qa feedback remove MÃ",
                    f"The feedback “{self.path}” is full ({MOST >> 20} MB at most), or the disk is. Write it out and "
                    "remove some: qa feedback --json, qa feedback remove ID",
                ) from error
            if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise StoreDamaged(
                    f"Tệp góp ý “{self.path}” bị hỏng ({error}). Hãy chuyển tệp ra nơi khác; góp ý mới sẽ được ghi vào "
                    "tệp mới.",
                    f"The feedback “{self.path}” is damaged ({error}). Move the file away; a new one is made for what "
                    "comes next.",
                ) from error
            raise StoreError(
                f"Không dùng được tệp góp ý “{self.path}”: {error}. Hãy kiểm tra quyền đọc ghi và ổ đĩa rồi thử lại.",
                f"The feedback “{self.path}” can't be used: {error}. Check its permissions and the disk, then try "
                "again.",
            ) from error


def _header(base: sqlite3.Connection) -> tuple[int, int]:
    application, schema = (base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    return application, schema


def _feedback(row: tuple[Any, ...]) -> Feedback:
    question, verdict, reason, note, said, answer, at, number = row
    whole = None
    with suppress(ValueError):  # of an older version, or odd: what the person said is read all the same
        whole = Answer.from_json(answer) if answer else None
    return Feedback(question, verdict, reason, note, said, whole, datetime.fromisoformat(at), number)


def _holds(said: str, sentences: Collection[str]) -> bool:
    return any(sentence in said for sentence in sentences)
