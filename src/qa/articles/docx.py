"""Word documents: paragraphs, list items, table rows and footnotes in document order; title and author where known.

Offices wrote in fonts that show the codes of TCVN3 or VNI as Vietnamese (.VnTime, VNI-Times); the font tells which.
"""

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
from qa.articles.legacy import UNICODE_ONLY, convert, read_as
from qa.articles.pasted import layout
from qa.errors import EmptyArticle, UnreadableFile
from qa.vietnamese.lost_capitals import restore_capitals

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_LARGEST_UNPACKED = 300 * 1024 * 1024  # bytes; a text of 20 MB packs 10 to 1, what unpacks to more is a trap
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says a text box a second time
_MARKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_OLD_FONTS = ((".Vn", "TCVN3"), ("VNI-", "VNI"), ("VPS ", "VPS"))
_NO_TITLE = re.compile(r"(?:microsoft word|document|untitled|tài liệu|văn bản)\b.*|.*\.docx?", re.IGNORECASE)
_TEMPLATE_MADE = date(2013, 12, 23)  # python-docx stamps this on what it makes; no one published that day


def parse(data: bytes) -> Draft:
    """The parts of a `.docx` file. Raises `UnreadableFile` when it is encrypted, damaged, or no Word document."""
    document = _open(data)
    notes = [*_notes(document)]
    encoding = _convert([document.element.body, *notes])
    text = "\n\n".join(_blocks(document.element.body))
    if encoding == "TCVN3":
        text = restore_capitals(text)
    if not text.strip():
        raise EmptyArticle(
            "Tài liệu Word không có chữ (có thể chỉ có ảnh). Nếu là bản quét, hãy nhận dạng chữ trước.",
            "The Word document holds no text (pictures only?). If it is a scan, recognise its text first.",
        )
    title, author, made = _properties(document)
    styled = _styled_title(document)
    draft = layout(text, title=title or (restore_capitals(styled) if encoding == "TCVN3" else styled))
    said = (one_line(" ".join(_blocks(note))) for note in notes)
    below = [f"Chú thích {number}: {note}" for number, note in enumerate(said, start=1) if note]
    return Draft(
        text="\n\n".join([draft.text, *below]),
        title=draft.title,
        published=draft.published or (made if title and author else None),
        author=draft.author or author,
        source=draft.source,
        converted_from=encoding,
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


def _notes(document: Document) -> Iterator[BaseOxmlElement]:
    """The footnotes, then the endnotes; not the lines that part them from the text."""
    from docx.oxml import parse_xml

    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                tree = parse_xml(relation.target_part.blob)
                yield from (
                    note for note in tree.iter(f"{_WORD}{kind}") if note.get(f"{_WORD}type", "normal") == "normal"
                )


def _convert(roots: list[BaseOxmlElement]) -> str:
    """Turn the letters of an older encoding into Unicode, in place; the encoding, "" when there is none.

    The fonts say it run by run, unless what stands in them is Unicode already; where they don't, the text as a whole.
    """
    pieces = [piece for root in roots for piece in root.iter(f"{_WORD}t") if piece.text]
    texts = [(piece, _encoding_of_font(_font(piece))) for piece in pieces]
    told = [(piece, encoding) for piece, encoding in texts if encoding]
    if told and not any(UNICODE_ONLY.search(piece.text) for piece, _ in told):
        for piece, encoding in told:
            piece.text = read_as(piece.text, encoding, capitals=False)
            if _font(piece).endswith("H"):  # .VnTimeH shows all letters as capitals
                piece.text = piece.text.upper()
        return told[0][1]
    encoding = convert("\n".join(_raw(paragraph) for root in roots for paragraph in root.iter(f"{_WORD}p"))).encoding
    for piece, _ in texts:
        piece.text = read_as(piece.text, encoding, capitals=False)
    return encoding


def _font(piece: BaseOxmlElement) -> str:
    fonts = piece.getparent().find(f"{_WORD}rPr/{_WORD}rFonts")
    return "" if fonts is None else fonts.get(f"{_WORD}ascii") or fonts.get(f"{_WORD}hAnsi") or ""


def _encoding_of_font(name: str) -> str:
    return next((encoding for start, encoding in _OLD_FONTS if name.startswith(start)), "")


def _raw(paragraph: BaseOxmlElement) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(f"{_WORD}t"))


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
