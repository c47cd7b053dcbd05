"""The truth: articles and their passages in SQLite. Vectors and postings are derived from it and can be made anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal

from qa.errors import StoreDamaged
from qa.index.disk import sqlite_errors_named
from qa.records import Article, Passage
from qa.vietnamese.text import alphabetical, spelt

Derived = Literal["vectors", "postings"]
DERIVED: tuple[Derived, ...] = ("vectors", "postings")

APPLICATION = 0x484F4942  # "HOIB" in the file's header: what tells our file from any other SQLite file
SCHEMA = 1
_TABLES = Path(__file__).with_name("library.sql")
_ARTICLE = "id, title, text, published, author, source, url, origin, language, hash"
# The catalogue and the scopes of questions go through this one instead of all texts. Stores made before have none.
_SHELF = "CREATE INDEX IF NOT EXISTS article_shelf ON articles (published, source, title, id)"
_PAGE = 500  # articles in memory at once while all of them are gone through


class Library:
    """The file `articles.db`, made if it is missing.

    Every method raises `StoreFull` on a full disk (what was stored before stays whole) and `StoreDamaged` when the
    file is damaged or was made by a newer version of the program.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with sqlite_errors_named(path):
            # The caller takes turns; the web server only hands the turns to different threads.
            self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._base.close()
                raise

    # Articles

    def article(self, article_id: str) -> Article | None:
        """The article of that id, None when there is none."""
        row = self._one(f"SELECT {_ARTICLE} FROM articles WHERE id = ?", article_id)
        return _article(row) if row else None

    def articles(self) -> Iterator[Article]:
        """Every article in the order of adding, read as it goes: memory stays small. It may change meanwhile."""
        number = 0
        while rows := self.rows(
            f"SELECT number, {_ARTICLE} FROM articles WHERE number > ? ORDER BY number LIMIT {_PAGE}", number
        ):
            for number, *fields in rows:  # noqa: B007 - the last one is where the next page begins
                yield _article(fields)

    def latest(self, count: int) -> list[Article]:
        """The articles added last, the very last first. As quick in an archive of any size."""
        return [*map(_article, self.rows(f"SELECT {_ARTICLE} FROM articles ORDER BY number DESC LIMIT ?", count))]

    def same_text(self, digest: str) -> str:
        """The id of the oldest article with this hash, "" when there is none."""
        row = self._one("SELECT id FROM articles WHERE hash = ? ORDER BY number LIMIT 1", digest)
        return str(row[0]) if row else ""

    def count(self) -> int:
        """How many articles there are."""
        return int(self._one("SELECT count(*) FROM articles")[0])

    def put(self, article: Article, passages: Iterable[Passage]) -> None:
        """Store an article under an id that is not there, with its passages, which get their ids here."""
        written = self._run(
            f"INSERT INTO articles ({_ARTICLE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(article.id, article.title, article.text, _day(article), article.author),
            *(article.source, article.url, article.origin, article.language, article.hash),
        )
        self._put_passages(written.lastrowid, passages)

    def describe(self, article: Article) -> None:
        """Bring date, author, source, url, origin and language of a stored article up to date; its text stays."""
        self._run(
            "UPDATE articles SET published = ?, author = ?, source = ?, url = ?, origin = ?, language = ? WHERE id = ?",
            *(_day(article), article.author, article.source, article.url, article.origin, article.language, article.id),
        )

    def cut_anew(self, article_id: str, passages: Iterable[Passage]) -> None:
        """Give a stored article other passages; the former ones become removals."""
        number = self._one("SELECT number FROM articles WHERE id = ?", article_id)[0]
        self._run("DELETE FROM passages WHERE article = ?", number)
        self._put_passages(number, passages)

    def drop(self, article_id: str) -> None:
        """Delete an article and its passages, which become removals."""
        self._run("DELETE FROM articles WHERE id = ?", article_id)

    # Passages

    def passages(self, ids: Sequence[int]) -> list[tuple[Passage, Article]]:
        """Those of the passages that are stored, in the order of `ids`, each with its article."""
        rows = self.rows(
            f"SELECT passages.id, start, end, sentences, articles.{_ARTICLE} FROM passages "
            "JOIN articles ON article = number WHERE passages.id IN (SELECT value FROM json_each(?))",
            json.dumps(list(ids)),
        )
        articles = {fields[0]: _article(fields) for _, _, _, _, *fields in rows}
        found = {
            number: (Passage(number, fields[0], start, end, _spans(sentences)), articles[fields[0]])
            for number, start, end, sentences, *fields in rows
        }
        return [found[number] for number in ids if number in found]

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of one article, in order."""
        rows = self.rows(
            "SELECT passages.id, start, end, sentences FROM passages JOIN articles ON article = number "
            "WHERE articles.id = ? ORDER BY passages.id",
            article_id,
        )
        return [Passage(number, article_id, start, end, _spans(sentences)) for number, start, end, sentences in rows]

    def texts(self, ids: Sequence[int]) -> dict[int, str]:
        """What both indexes hold of each passage that is stored: its article's title, a line break, its text."""
        rows = self.rows(
            "SELECT passages.id, title || char(10) || substr(text, start + 1, end - start) "
            "FROM passages JOIN articles ON article = number WHERE passages.id IN (SELECT value FROM json_each(?))",
            json.dumps(list(ids)),
        )
        return dict(rows)

    def passage_ids(self) -> set[int]:
        """The id of every passage."""
        return {number for (number,) in self.rows("SELECT id FROM passages")}

    # What has still to be done in vectors and postings

    def unfinished(self, most: int) -> list[tuple[int, bool, bool]]:
        """Up to `most` passages, the oldest first, that an index lacks: (id, in vectors, in postings)."""
        rows = self.rows(
            "SELECT id, in_vectors, in_postings FROM passages WHERE in_vectors = 0 OR in_postings = 0 "
            f"ORDER BY id LIMIT {most}"
        )
        return [(number, bool(in_vectors), bool(in_postings)) for number, in_vectors, in_postings in rows]

    def mark(self, derived: Derived, ids: Iterable[int], held: bool = True) -> None:
        """Note that an index holds these passages, or does not."""
        self._run(
            f"UPDATE passages SET in_{derived} = {int(held)} WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(list(ids)),
        )

    def unmark_all(self, derived: Derived) -> None:
        """Note that an index holds nothing."""
        self._run(f"UPDATE passages SET in_{derived} = 0 WHERE in_{derived} = 1")

    def marked(self, derived: Derived) -> set[int]:
        """The passages that are marked as held by that index."""
        return {number for (number,) in self.rows(f"SELECT id FROM passages WHERE in_{derived} = 1")}

    def owe_removals(self, ids: Iterable[int]) -> None:
        """Note passages that have to go from the indexes."""
        self._run("INSERT OR IGNORE INTO removals SELECT value FROM json_each(?)", json.dumps(list(ids)))

    def removals(self) -> list[int]:
        """The passages that have still to go from the indexes."""
        return [number for (number,) in self.rows("SELECT passage FROM removals ORDER BY passage")]

    def removals_done(self) -> None:
        """Note that they are gone, and leave no byte of what was deleted: `secure_delete` and an emptied log."""
        self._run("DELETE FROM removals")
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    # Settings of the store, and the file itself

    def setting(self, name: str) -> str:
        """A remembered value, "" when it was never set."""
        row = self._one("SELECT value FROM settings WHERE name = ?", name)
        return str(row[0]) if row else ""

    def remember(self, **values: str) -> None:
        """Keep values by name."""
        for name, value in values.items():
            self._run("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done within, or nothing of it when an exception leaves."""
        self._run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._base.in_transaction:  # SQLite rolls back by itself on a full disk
                self._run("ROLLBACK")
            raise
        self._run("COMMIT")

    def faults(self) -> list[str]:
        """What SQLite finds wrong with the file, in its words; empty when it is sound. Goes through all of it."""
        try:
            found = [row[0] for row in self._base.execute("PRAGMA integrity_check(20)")]
            found += [f"{row[0]}: row {row[1]}" for row in self._base.execute("PRAGMA foreign_key_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [] if found == ["ok"] else found

    def index_anew(self) -> None:
        """Make the file's own indexes anew: mends those of SQLite's faults that lie in them."""
        self._run("REINDEX")

    def close(self) -> None:
        """Empty the log into the file and let go of it."""
        with sqlite_errors_named(self.path):
            self._base.close()

    def _prepare(self) -> None:
        # FULL: after a power cut a commit that the postings already follow must not be lost, or its ids would be
        # given again. One flush a commit, and a commit holds hundreds of articles.
        for function in (alphabetical, spelt):
            self._base.create_function(function.__name__, 1, function, deterministic=True)
        for setting in ("journal_mode = WAL", "secure_delete = ON", "foreign_keys = ON", "synchronous = FULL"):
            self._base.execute(f"PRAGMA {setting}").fetchall()
        application, schema = (
            self._base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if application == 0 and not self._base.execute("SELECT 1 FROM sqlite_master").fetchone():
            header = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA};"
            self._base.executescript(f"BEGIN; {_TABLES.read_text(encoding='utf-8')} {header} COMMIT;")
        elif application != APPLICATION:
            raise StoreDamaged(
                f"“{self.path}” không phải tệp bài báo của Hỏi Báo. Hãy chọn kho khác bằng --store.",
                f"“{self.path}” is not an articles file of Hỏi Báo. Name another store with --store.",
            )
        elif schema != SCHEMA:
            raise StoreDamaged(
                f"“{self.path}” có cấu trúc phiên bản {schema}, bản đang dùng chỉ đọc được {SCHEMA}. "
                "Hãy nâng cấp hoibao (pip install -U hoibao) rồi thử lại.",
                f"“{self.path}” has schema {schema}, this version reads {SCHEMA}. "
                "Upgrade hoibao (pip install -U hoibao) and try again.",
            )
        self._base.execute(_SHELF)

    def _put_passages(self, number: int | None, passages: Iterable[Passage]) -> None:
        with sqlite_errors_named(self.path):
            self._base.executemany(
                "INSERT INTO passages (article, start, end, sentences) VALUES (?, ?, ?, ?)",
                [(number, passage.start, passage.end, json.dumps(passage.sentences)) for passage in passages],
            )

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        with sqlite_errors_named(self.path):
            return self._base.execute(statement, values)

    def rows(self, statement: str, *values: object) -> list[Any]:
        """All that a SELECT brings."""
        with sqlite_errors_named(self.path):
            return self._base.execute(statement, values).fetchall()

    def _one(self, statement: str, *values: object) -> Any:
        with sqlite_errors_named(self.path):
            return self._base.execute(statement, values).fetchone()


def _article(row: Sequence[Any]) -> Article:
    number, title, text, published, *rest = row
    return Article(number, title, text, date.fromisoformat(published) if published else None, *rest)


def _day(article: Article) -> str | None:
    return article.published.isoformat() if article.published else None


def _spans(sentences: str) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in json.loads(sentences))
