"""Word documents: paragraphs, list items and table rows in document order; title and author where Word knows them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from qa.articles.byline import names
from qa.articles.draft import Draft, one_line
from qa.articles.encoding import signature
from qa.articles.files import too_large
from qa.articles.pasted import layout
from qa.errors import EmptyArticle, UnreadableFile

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_LARGEST_UNPACKED = 300 * 1024 * 1024  # bytes; a text of 20 MB packs 10 to 1, what unpacks to more is a trap
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says a text box a second time
_MARKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_NO_TITLE = re.compile(r"(?:microsoft word|document|untitled|tài liệu|văn bản)\b.*|.*\.docx?", re.IGNORECASE)
_TEMPLATE_MADE = date(2013, 12, 23)  # python-docx stamps this on what it makes; no one published that day


def parse(data: bytes) -> Draft:
    """The parts of a `.docx` file. Raises `UnreadableFile` when it is encrypted, damaged, or no Word document."""
    document = _open(data)
    text = "\n\n".join(_blocks(document.element.body))
    if not text.strip():
        raise EmptyArticle(
            "Tài liệu Word không có chữ (có thể chỉ có ảnh). Nếu là bản quét, hãy nhận dạng chữ trước.",
            "The Word document holds no text (pictures only?). If it is a scan, recognise its text first.",
        )
    title, author, made = _properties(document)
    draft = layout(text, title=title or _styled_title(document))
    return Draft(
        text=draft.text,
        title=draft.title,
        published=draft.published or (made if title and author else None),
        author=draft.author or author,
    )


def _open(data: bytes) -> Document:
    import zipfile

    import docx

    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the OLE container: Word 97–2003, and every encrypted document
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableFile(
                "Tài liệu Word có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.",
                "The Word document is encrypted. Open it in Word, remove the password and save it again.",
            )
        raise UnreadableFile(
            "Là tài liệu Word đời cũ (.doc). Hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx.",
            "It is a Word document of the old kind (.doc). Open it in Word or LibreOffice and save it as .docx.",
        )
    if not data.startswith(b"PK"):
        raise _no_word_document(signature(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {part.filename: part.file_size for part in package.infolist()}
    except zipfile.BadZipFile as error:
        raise UnreadableFile(
            "Tài liệu Word bị cụt hoặc hỏng. Hãy tải hoặc chép lại tệp.",
            "The Word document is cut short or damaged. Download or copy it again.",
        ) from error
    if "word/document.xml" not in parts:
        raise _no_word_document("ZIP")
    if sum(parts.values()) > _LARGEST_UNPACKED:
        raise too_large(sum(parts.values()))
    return docx.Document(io.BytesIO(data))


def _no_word_document(found: str) -> UnreadableFile:
    vi, en = (f" mà là {found}", f" but {found}") if found else ("", "")
    return UnreadableFile(
        f"Không phải tài liệu Word{vi}. Hãy đặt lại đuôi tệp cho đúng.",
        f"It is no Word document{en}. Give it the right suffix.",
    )


def _blocks(parent: BaseOxmlElement) -> Iterator[str]:
    """The text of each paragraph and table under an element, content controls opened; rows with a line each."""
    items: list[str] = []
    for element in parent.iterchildren():
        if element.tag == f"{_WORD}p":
            text = _text(element)
            if text and element.find(f"{_WORD}pPr/{_WORD}numPr") is not None:
                items.append(f"- {text}")
                continue
        elif element.tag == f"{_WORD}tbl":
            text = "\n".join(_rows(element))
        elif element.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}ins"):
            text = "\n\n".join(_blocks(element))
        else:
            continue
        if items:
            yield "\n".join(items)
            items = []
        if text:
            yield text
    if items:
        yield "\n".join(items)


def _rows(table: BaseOxmlElement) -> Iterator[str]:
    """Each row as "cell | cell"; a cell that spans columns or rows is said once."""
    for row in table.iter(f"{_WORD}tr"):
        if next(row.iterancestors(f"{_WORD}tbl")) is not table:
            continue  # of a table inside a cell, which the cell says
        own = (cell for cell in row.iter(f"{_WORD}tc") if next(cell.iterancestors(f"{_WORD}tr")) is row)
        cells = [one_line(" ".join(_blocks(cell))) for cell in own]
        if any(cells):
            yield " | ".join(cells)


def _text(paragraph: BaseOxmlElement) -> str:
    """The words of a paragraph: links and insertions too, deletions and the second saying of text boxes not."""
    pieces: list[str] = []
    for element in paragraph.iter():
        if element.tag in _MARKS:
            pieces.append(_MARKS[element.tag])
        elif element.tag == f"{_WORD}t" and next(element.iterancestors(_FALLBACK), None) is None:
            pieces.append(element.text or "")
    return "".join(pieces).strip()


def _styled_title(document: Document) -> str:
    """The text of the paragraph at the head that has the style Title; "" when there is none."""
    for paragraph in document.paragraphs[:6]:
        if paragraph.style is not None and paragraph.style.name == "Title":
            return one_line(_text(paragraph._p))
    return ""


def _properties(document: Document) -> tuple[str, str, date | None]:
    """Title, author and day of making, each only where it makes sense.

    Word fills them in by itself: "Document1", the user's login ("Admin", "HP"), the day on which a template was made.
    """
    properties = document.core_properties
    title = one_line(properties.title)
    title = "" if " " not in title or _NO_TITLE.fullmatch(title) else title
    author = one_line(properties.author)
    made = properties.created.date() if properties.created else None
    return title, author if names(author) else "", None if made == _TEMPLATE_MADE else made
