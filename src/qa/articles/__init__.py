"""Articles in: a file, a folder, a glob or a pasted text becomes `Article` records; what can't be read says why.

>>> for found in read(["index/articles"]):
...     print(found.article.title if found.article else found.error)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qa.articles.docx import parse as parse_docx
from qa.articles.draft import Draft, finish
from qa.articles.files import contents, find
from qa.articles.html import parse as parse_html
from qa.articles.jsonl import parse as parse_lines
from qa.articles.markdown import parse as parse_markdown
from qa.articles.pasted import layout
from qa.articles.pasted import parse as parse_pasted
from qa.articles.pdf import parse as parse_pdf
from qa.errors import ArticleError, UnreadableFile, UnsupportedFormat
from qa.records import Article

__all__ = ["FORMATS", "Read", "read", "read_text"]

_LINES = ".jsonl"
_PARSERS: dict[str, Callable[[bytes], Draft]] = {
    ".txt": parse_pasted,
    ".md": parse_markdown,
    ".html": parse_html,
    ".htm": parse_html,
    ".pdf": parse_pdf,
    ".docx": parse_docx,
}
FORMATS: tuple[str, ...] = (*_PARSERS, _LINES)  # the suffixes read, in lower case; capitals do as well


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file, or of one line of a `.jsonl`: an article, or why there is none."""

    path: str  # as found; with `#17` for line 17
    article: Article | None
    error: ArticleError | None


def read(paths: Iterable[str | Path]) -> Iterator[Read]:
    """The articles of files, folders (all the way down, hidden names passed over) and globs, sorted within each.

    One article is in memory at a time. Never raises for a file: missing, unreadable, unsupported and empty ones are
    listed with their `UnreadableFile`, `UnsupportedFormat` or `EmptyArticle`, and the rest goes on.
    """
    for path, error in find(paths):
        if error is not None:
            yield Read(_shown(path), None, error)
        elif path.suffix.lower() == _LINES:
            yield from _read_lines(path)
        else:
            yield _read_file(path)


def read_text(text: str, *, title: str = "", published: date | None = None, source: str = "", url: str = "") -> Article:
    """The article in a pasted text: its title, date line and author's line found as in a `.txt` file.

    What is given wins over what is found; a date line that says another day than `published` stays in the text.
    Raises `EmptyArticle` when there is no text.
    """
    found = layout(text, title=title, published=published)
    return finish(replace(found, source=source, url=url))


def _read_file(path: Path) -> Read:
    shown = _shown(path)
    parse = _PARSERS.get(path.suffix.lower())
    if parse is None:
        return Read(shown, None, _unsupported(path.suffix))
    try:
        draft = parse(contents(path))
    except ArticleError as error:
        return Read(shown, None, error)
    except Exception as error:  # noqa: BLE001 - the door: a package that meets damaged bytes may raise anything
        return Read(shown, None, _damaged(error))
    return _finished(shown, _origin(path), draft)


def _read_lines(path: Path) -> Iterator[Read]:
    shown, origin = _shown(path), _origin(path)
    try:
        for number, found in parse_lines(path):
            if isinstance(found, ArticleError):
                yield Read(f"{shown}#{number}", None, found)
            else:
                yield _finished(f"{shown}#{number}", f"{origin}#{number}", found)
    except ArticleError as error:
        yield Read(shown, None, error)


def _finished(shown: str, origin: str, draft: Draft) -> Read:
    try:
        return Read(shown, finish(draft, origin), None)
    except ArticleError as error:
        return Read(shown, None, error)


def _damaged(error: Exception) -> UnreadableFile:
    found = f"{type(error).__name__}: {error}"
    return UnreadableFile(
        f"Nội dung bị hỏng, không đọc được ({found}). Hãy lấy lại bản gốc, hoặc mở bằng phần mềm khác rồi lưu lại.",
        f"Its content is damaged ({found}). Get the original again, or open it with another program and save it.",
    )


def _shown(path: Path) -> str:
    """The path as it can be printed: a name of bytes that are no UTF-8 gets question marks."""
    return str(path).encode("utf-8", "replace").decode()


def _origin(path: Path) -> str:
    """The absolute path, the same however the folder was named; the file's own name stays, even of a link."""
    return _shown(path.parent.resolve() / path.name)


def _unsupported(suffix: str) -> UnsupportedFormat:
    known = ", ".join(FORMATS)
    if not suffix:
        return UnsupportedFormat(
            f"Tệp không có đuôi nên không rõ là loại nào. Hãy thêm một trong các đuôi: {known}.",
            f"The file has no suffix to tell its kind. Give it one of: {known}.",
        )
    return UnsupportedFormat(
        f"Chưa đọc được loại tệp {suffix}. Hãy lưu thành một trong các loại: {known}.",
        f"Files of the kind {suffix} can't be read. Save it as one of: {known}.",
    )
