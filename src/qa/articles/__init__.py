"""Articles in: a file, a folder, a glob or a pasted text becomes `Article` records; what can't be read says why.

>>> for found in read(["index/articles"]):
...     print(found.article.title if found.article else found.error)
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

from qa.articles.archive import members
from qa.articles.docx import parse as parse_docx
from qa.articles.draft import Draft, finish, without_place
from qa.articles.files import contents, find
from qa.articles.html import parse as parse_html
from qa.articles.jsonl import parse as parse_lines
from qa.articles.jsonl import parse_file
from qa.articles.legacy import convert
from qa.articles.markdown import parse as parse_markdown
from qa.articles.pasted import layout
from qa.articles.pasted import parse as parse_pasted
from qa.articles.pdf import parse as parse_pdf
from qa.errors import ArticleError, UnreadableFile, UnsupportedFormat
from qa.records import Article

__all__ = ["FORMATS", "Read", "convert", "read", "read_sent", "read_text"]

Parser = Callable[[bytes], Draft]
Parsers = dict[str, Parser]

_LINES, _ARCHIVE = ".jsonl", ".zip"
_PARSERS: Parsers = {
    ".txt": parse_pasted,
    ".md": parse_markdown,
    ".html": parse_html,
    ".htm": parse_html,
    ".pdf": parse_pdf,
    ".docx": parse_docx,
}
FORMATS: tuple[str, ...] = (*_PARSERS, _LINES, _ARCHIVE)  # the suffixes read, in lower case; capitals do as well


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file, or of one line of a `.jsonl`: an article, or why there is none."""

    path: str  # as found; with `#17` for line 17, and `luu.zip/bai.txt` for a member of an archive
    article: Article | None
    error: ArticleError | None
    converted_from: str = ""  # the older encoding that the article was in: "TCVN3", "VNI" …


def read(paths: Iterable[str | Path], *, ocr: bool = False) -> Iterator[Read]:
    """The articles of files, folders (all the way down, hidden names passed over) and globs, sorted within each.

    One article is in memory at a time. Never raises for a file: missing, unreadable, unsupported and empty ones are
    listed with their `UnreadableFile`, `UnsupportedFormat` or `EmptyArticle`, and the rest goes on. With `ocr`, scanned
    PDF files are recognised by `ocrmypdf`.
    """
    parsers = _PARSERS | ({".pdf": partial(parse_pdf, ocr=True)} if ocr else {})
    for path, error in find(paths):
        if error is not None:
            yield Read(_shown(path), None, error)
        else:
            yield from _read_file(path, _shown(path), _origin(path), parsers)


def read_sent(path: Path, name: str) -> Iterator[Read]:
    """The articles of one file that came without its folder, as a browser sends it; `name` is what it was called there.

    What `read` says holds here. But the name says nothing about which article it is, for two folders may each hold a
    "tin.txt": an id that the file does not give is made of its address, else of its title and text. So the same article
    sent again is known, and an edited one without id or address is another article.
    """
    for found in _read_file(path, name, name, _PARSERS):
        yield replace(found, article=found.article and without_place(found.article))


def read_text(text: str, *, title: str = "", published: date | None = None, source: str = "", url: str = "") -> Article:
    """The article in a pasted text: its title, date line and author's line found as in a `.txt` file.

    What is given wins over what is found; a date line that says another day than `published` stays in the text. A text
    in an older encoding is converted (`convert` says which). Raises `EmptyArticle` when there is no text,
    `UnreadableFile` when its letters are lost.
    """
    found = layout(convert(text).text, title=convert(title).text, published=published)
    return finish(replace(found, source=source or found.source, url=url))


def _read_file(path: Path, shown: str, origin: str, parsers: Parsers) -> Iterator[Read]:
    """The articles of a file, which is a regular one or refused."""
    suffix = Path(shown).suffix.lower()
    if suffix == _LINES:
        yield from _read_lines(shown, origin, parse_lines(path))
    elif suffix == _ARCHIVE:
        yield from _read_archive(path, shown, origin, parsers)
    else:
        yield _read_one(shown, origin, parsers.get(suffix), partial(contents, path))


def _read_archive(path: Path, shown: str, origin: str, parsers: Parsers) -> Iterator[Read]:
    try:
        for name, member in members(path):
            suffix = Path(name).suffix.lower()
            inside, of = f"{shown}/{name}", f"{origin}/{name}"
            if isinstance(member, ArticleError):
                yield Read(inside, None, member)
            elif suffix == _LINES:
                yield from _read_lines(inside, of, parse_file(member))
            else:
                yield _read_one(inside, of, parsers.get(suffix), member.read)
    except ArticleError as error:
        yield Read(shown, None, error)


def _read_one(shown: str, origin: str, parse: Parser | None, load: Callable[[], bytes]) -> Read:
    """What became of one file of one article, whose bytes `load` gives."""
    if parse is None:
        return Read(shown, None, _unsupported(Path(shown).suffix))
    try:
        draft = parse(load())
    except ArticleError as error:
        return Read(shown, None, error)
    except Exception as error:  # noqa: BLE001 - the door: a package that meets damaged bytes may raise anything
        return Read(shown, None, _damaged(error))
    return _finished(shown, origin, draft)


def _read_lines(shown: str, origin: str, found: Iterable[tuple[int, Draft | ArticleError]]) -> Iterator[Read]:
    try:
        for number, draft in found:
            if isinstance(draft, ArticleError):
                yield Read(f"{shown}#{number}", None, draft)
            else:
                yield _finished(f"{shown}#{number}", f"{origin}#{number}", draft)
    except ArticleError as error:
        yield Read(shown, None, error)
    except (BadZipFile, zlib.error) as error:  # of a member of an archive
        yield Read(shown, None, _damaged(error))


def _finished(shown: str, origin: str, draft: Draft) -> Read:
    try:
        return Read(shown, finish(draft, origin), None, draft.converted_from)
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
