"""JSON Lines: one article a line, `{"title": …, "text": …, "published": "2020-07-11"}`.

Fields: text, title, and if known id, published, author, source, url, language; others are passed over.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from qa.articles.draft import Draft, published_field
from qa.articles.encoding import decode, signature
from qa.articles.files import LARGEST, require_regular, too_large, unreachable
from qa.articles.legacy import convert, read_as
from qa.errors import ArticleError, EmptyArticle, UnreadableFile

_FIELDS = ("id", "title", "text", "author", "source", "url", "language")


def parse(path: Path) -> Iterator[tuple[int, Draft | ArticleError]]:
    """Each line that is not blank, by its number from 1, with its draft or the error in it; one line in memory at once.

    Raises `UnreadableFile` or `EmptyArticle` when the file as a whole can't be read.
    """
    require_regular(path)
    try:
        with path.open("rb") as file:
            yield from parse_file(file)
    except OSError as error:
        raise unreachable(error) from error


def parse_file(file: IO[bytes]) -> Iterator[tuple[int, Draft | ArticleError]]:
    """The same of a file that is open already, such as a member of an archive."""
    empty = True
    opened = _opened(file)
    try:
        for number, line in _lines(opened):
            if isinstance(line, bytes) and not line.strip():
                continue
            empty = False
            try:
                yield number, line if isinstance(line, ArticleError) else _draft(line)
            except ArticleError as error:
                yield number, error
    finally:
        if isinstance(opened, io.TextIOWrapper):
            opened.detach()  # the file is the caller's to close
    if empty:
        raise EmptyArticle("Tệp không có dòng nào.", "The file has no lines.")


def _opened(file: IO[bytes]) -> IO[Any]:
    """The file, its lines as bytes, or as text when it is UTF-16. Raises `UnreadableFile` for another kind of file."""
    opening = file.read(16)
    file.seek(0)
    if signature(opening):
        decode(opening)  # raises, naming the kind
    if opening.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return io.TextIOWrapper(file, encoding="utf-16", newline="\n")
    return file


def _lines(file: IO[Any]) -> Iterator[tuple[int, bytes | ArticleError]]:
    """The numbered lines as UTF-8; of a line that goes past `LARGEST` the rest is read over, not held."""
    number = 0
    try:
        while line := _utf8(file.readline(LARGEST + 1)):
            number += 1
            size = len(line)
            while len(line) > LARGEST and not line.endswith(b"\n"):
                line = _utf8(file.readline(LARGEST + 1))
                size += len(line)
            yield number, too_large(size) if size > LARGEST else line
    except UnicodeDecodeError:  # of UTF-16; behind a broken pair nothing tells where the next line begins
        yield (
            number + 1,
            UnreadableFile(
                "Văn bản UTF-16 bị hỏng từ dòng này. Hãy lưu lại tệp với bảng mã UTF-8.",
                "The UTF-16 text is damaged from this line on. Save the file as UTF-8.",
            ),
        )


def _utf8(line: str | bytes) -> bytes:
    return line.encode() if isinstance(line, str) else line


def _draft(line: bytes) -> Draft:
    try:
        decoded, encoding = decode(line)
        fields = json.loads(decoded)
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            f"Sai cú pháp JSON ở ký tự thứ {error.pos + 1}: {error.msg}. Mỗi dòng phải là một đối tượng JSON trọn vẹn.",
            f"No JSON at character {error.pos + 1}: {error.msg}. Each line must be one whole JSON object.",
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets nested without end
        raise UnreadableFile(f"Không đọc được JSON: {error}.", f"Can't read the JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise UnreadableFile(
            'Dòng không phải đối tượng JSON kiểu {"title": "…", "text": "…"}.',
            'The line is no JSON object like {"title": "…", "text": "…"}.',
        )
    values = {name: _text_of(fields, name) for name in _FIELDS}
    text, old = convert(values["text"])
    known = {name: read_as(value, old) for name, value in values.items() if value} | {"text": text}
    return Draft(published=published_field(_text_of(fields, "published")), converted_from=encoding or old, **known)


def _text_of(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if name == "id" and isinstance(value, int):
        return str(value)
    raise UnreadableFile(
        f"Trường “{name}” phải là chuỗi ký tự, không phải {json.dumps(value, ensure_ascii=False)[:60]}.",
        f"The field “{name}” must be a string, not {json.dumps(value, ensure_ascii=False)[:60]}.",
    )
