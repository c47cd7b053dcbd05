"""PDF files with a text layer: lines joined into paragraphs by where they stand on the page.

Scans, running heads and pages of several columns are not dealt with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.articles.byline import names
from qa.articles.draft import Draft, one_line
from qa.articles.encoding import signature
from qa.articles.lines import starts_item
from qa.articles.pasted import layout
from qa.errors import EmptyArticle, UnreadableFile
from qa.vietnamese.text import fold

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_TAIL = 2048  # bytes at the end in which a whole file has its %%EOF; readers look in the last 1,024
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—(]?\s*(\d{1,4})\s*[-–—)]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_TITLE_SIZE = 1.15  # of the body's size; a heading one step up is 12 over 10 points
_TITLE_AMONG = 6  # lines at the head of the first page: paper's name, kicker, then the title
_TITLE_LINES = 4
_WIDE_GAP = 1.35  # of the usual distance between lines; a paragraph's extra space is half a line or more
_STRIP = 40  # points; the lines of one column begin within one, first-line indents and all
_INDENT = (0.8, 5.0)  # of the letter size: a first line's indent; more is another column


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line, in points from the lower left corner of its page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    first_word: float  # its width


def parse(data: bytes) -> Draft:
    """The parts of a `.pdf` file.

    Raises `UnreadableFile` when it is encrypted, cut short or damaged, `EmptyArticle` when it has no text layer.
    """
    import pypdfium2

    _require_whole(data)
    try:
        with pypdfium2.PdfDocument(data) as document:
            lines = [line for number in range(len(document)) for line in _lines(document[number], number)]
            declared = document.get_metadata_dict()
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise _refused(error) from error
    if not lines:
        raise EmptyArticle(
            f"PDF không có lớp chữ nào ({pages} trang, có lẽ là bản quét). "
            "Hãy nhận dạng chữ trước: ocrmypdf -l vie bản-quét.pdf bản-có-chữ.pdf",
            f"The PDF has no text layer ({pages} pages, a scan perhaps). "
            "Recognise its text first: ocrmypdf -l vie scan.pdf with-text.pdf",
        )
    return _draft(lines, one_line(declared.get("Title", "")), one_line(declared.get("Author", "")))


def _require_whole(data: bytes) -> None:
    start = data[:1024].find(b"%PDF-")
    if start < 0:
        kind = signature(data)
        vi, en = (f" mà là {kind}", f" but {kind}") if kind else ("", "")
        raise UnreadableFile(
            f"Không phải tệp PDF{vi}. Hãy đặt lại đuôi tệp cho đúng.", f"It is no PDF{en}. Give it the right suffix."
        )
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableFile(
            "PDF bị cụt: thiếu phần cuối tệp (%%EOF). Hãy tải hoặc chép lại tệp.",
            "The PDF is cut short: its end (%%EOF) is missing. Download or copy it again.",
        )


def _refused(error: Exception) -> UnreadableFile:
    if getattr(error, "err_code", None) == _PASSWORD:
        return UnreadableFile(
            "PDF có mật khẩu. Hãy mở bằng mật khẩu ấy, lưu thành bản không có mật khẩu rồi thêm lại.",
            "The PDF has a password. Open it with the password, save a copy without one and add that.",
        )
    return UnreadableFile(
        f"PDF bị hỏng ({error}). Hãy tải lại, hoặc mở bằng trình đọc PDF rồi in ra PDF mới.",
        f"The PDF is damaged ({error}). Download it again, or open it in a viewer and print it to a new PDF.",
    )


def _draft(lines: list[_Line], declared_title: str, declared_author: str) -> Draft:
    title = _large_title(lines)
    if title:
        kept = [line for line in lines if line not in title]
        found = layout("\n\n".join(_paragraphs(kept)), title=" ".join(line.text for line in title))
    else:
        text = "\n\n".join(_paragraphs(lines))
        opening = fold(one_line(text[: 4 * len(declared_title) + 200]))
        said = len(declared_title) > 10 and fold(declared_title) in opening
        found = layout(text, title=declared_title if said else "")
    author = found.author or (declared_author if names(declared_author) else "")
    return Draft(text=found.text, title=found.title, published=found.published, author=author)


def _large_title(lines: list[_Line]) -> list[_Line]:
    """The lines at the head of the first page that are set larger than the body; empty when none are."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0]
    head = lines[:_TITLE_AMONG]
    large = [place for place, line in enumerate(head) if line.page == 0 and line.size >= body * _TITLE_SIZE]
    if not large:
        return []
    largest = max(head[place].size for place in large)
    start = next(place for place in large if head[place].size == largest)
    end = start
    while end < min(len(lines), start + _TITLE_LINES) and lines[end].size == largest:
        end += 1
    return lines[start:end] if end < len(lines) else []


def _lines(page: PdfPage, number: int) -> Iterator[_Line]:
    """The printed lines of one page in the order of the file, without the page's own number at its head or foot."""
    text_page = page.get_textpage()
    found: list[_Line] = []
    at = 0
    for raw in text_page.get_text_range().split("\r\n"):
        text = one_line(raw)
        if text:
            found.append(_line(text_page, raw, at, number))
        at += len(raw) + 2
    last = len(found) - 1
    for place, line in enumerate(found):
        numbered = _PAGE_NUMBER.fullmatch(line.text)
        if not (numbered and place in (0, last) and last > 0 and int(numbered[1]) == number + 1):
            yield line


def _line(text_page: PdfTextPage, raw: str, at: int, page: int) -> _Line:
    from pypdfium2 import raw as pdfium

    stripped = raw.strip()
    start = at + raw.index(stripped)
    first_word = len(stripped.split(maxsplit=1)[0])
    left, bottom, _, top = _box(text_page, start)
    character = max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, start))
    return _Line(
        text=one_line(raw),
        page=page,
        left=left,
        right=_box(text_page, start + len(stripped) - 1)[2],
        bottom=bottom,
        size=round(pdfium.FPDFText_GetFontSize(text_page, character), 1) or top - bottom,
        first_word=_box(text_page, start + first_word - 1)[2] - left,
    )


def _box(text_page: PdfTextPage, place: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the character at a place in the page's text."""
    from pypdfium2 import raw as pdfium

    character = max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, place))
    left, bottom, right, top = text_page.get_charbox(character, loose=True)
    return left, bottom, right, top


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    """The lines joined with spaces, parted where the page shows a new paragraph."""
    usual = _line_distance(lines)
    edges: dict[tuple[int, int], float] = {}  # how far right the lines reach that begin in a strip of the page
    for line in lines:
        strip = (line.page, int(line.left // _STRIP))
        edges[strip] = max(edges.get(strip, 0.0), line.right)
    paragraph = [lines[0].text]
    for above, below in pairwise(lines):
        begins = int(above.left // _STRIP)
        edge = max(edges.get((above.page, near), 0.0) for near in (begins - 1, begins, begins + 1))
        if _begins_paragraph(above, below, usual, edge):
            yield " ".join(paragraph)
            paragraph = []
        paragraph.append(below.text)
    yield " ".join(paragraph)


def _line_distance(lines: list[_Line]) -> float:
    """The distance of two lines in a paragraph: the lower quartile, for the wider ones are those between paragraphs."""
    pairs = ((above, below) for above, below in pairwise(lines) if above.page == below.page)
    gaps = sorted(gap for above, below in pairs if (gap := above.bottom - below.bottom) > 0.5 * above.size)
    return gaps[len(gaps) // 4] if gaps else 0.0


def _begins_paragraph(above: _Line, below: _Line, usual: float, edge: float) -> bool:
    """Whether `below` opens a paragraph: a heading, an item, more space, an indent, room left for its first word."""
    size = above.size
    down = above.bottom - below.bottom
    if above.page == below.page and abs(down) < 0.3 * size:  # two stretches of one printed line
        return False
    if abs(below.size - size) > 0.1 * size or starts_item(below.text):
        return True
    indented = _INDENT[0] * size < below.left - above.left < _INDENT[1] * size
    if above.page == below.page and (indented or down > _WIDE_GAP * usual):
        return True
    return above.right + 0.25 * size + below.first_word < edge - 0.2 * size
