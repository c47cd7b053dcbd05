"""PDF files with a text layer: lines joined into paragraphs by where they stand on the page.

Running heads and page numbers are left out; columns, broken accents and old fonts are read (`pdf_page`,
`vietnamese.broken`, `legacy`). Scans are not: they need `ocr`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from qa.articles.byline import names
from qa.articles.draft import Draft, one_line
from qa.articles.encoding import signature
from qa.articles.legacy import convert, read_as
from qa.articles.lines import starts_item
from qa.articles.ocr import recognise
from qa.articles.pasted import layout
from qa.articles.pdf_page import Line
from qa.articles.pdf_page import lines as printed_lines
from qa.errors import EmptyArticle, UnreadableFile
from qa.vietnamese.broken import join_hyphen, mend
from qa.vietnamese.text import fold, is_syllable

_TAIL = 2048  # bytes at the end in which a whole file has its %%EOF; readers look in the last 1,024
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—(]?\s*(\d{1,4})\s*[-–—)]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_ENDS = 2  # lines at the head and at the foot of a page, among which its furniture stands
_FEWEST_PAGES = 3
_HYPHENED = re.compile(r"\w-$")
_HYPHEN_FOR_U = re.compile(r"\b([bcdđghklmnpqrstvx]{1,3})-([^\W\d_]+)", re.IGNORECASE)
_TITLE_SIZE = 1.15  # of the body's size; a heading one step up is 12 over 10 points
_TITLE_AMONG = 6  # lines at the head of the first page: paper's name, kicker, then the title
_TITLE_LINES = 4
_WIDE_GAP = 1.35  # of the usual distance between lines; a paragraph's extra space is half a line or more
_STRIP = 40  # points; the lines of one column begin within one, first-line indents and all
_INDENT = (0.8, 5.0)  # of the letter size: a first line's indent; more is another column


def parse(data: bytes, ocr: bool = False) -> Draft:
    """The parts of a `.pdf` file; of a scan only with `ocr`, by `ocrmypdf`.

    Raises `UnreadableFile` when it is encrypted, cut short or damaged, `EmptyArticle` when it has no text layer.
    """
    import pypdfium2

    _require_whole(data)
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
            printed = [line for number in range(pages) for line in printed_lines(document[number], number)]
            declared = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise _refused(error) from error
    lines, encoding = _legible(printed)
    if not lines and ocr:
        return parse(recognise(data))
    if not lines:
        raise EmptyArticle(
            f"PDF không có lớp chữ nào ({pages} trang, có lẽ là bản quét). "
            "Hãy thêm lại với --ocr, hoặc nhận dạng chữ trước: ocrmypdf -l vie bản-quét.pdf bản-có-chữ.pdf",
            f"The PDF has no text layer ({pages} pages, a scan perhaps). "
            "Add it again with --ocr, or recognise its text first: ocrmypdf -l vie scan.pdf with-text.pdf",
        )
    lines = _without_furniture(lines, pages)
    stated = (one_line(read_as(declared.get(name, ""), encoding)) for name in ("Title", "Author"))
    return replace(_draft(lines, *stated), converted_from=encoding)


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


def _draft(lines: list[Line], declared_title: str, declared_author: str) -> Draft:
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
    return replace(found, author=author)


def _large_title(lines: list[Line]) -> list[Line]:
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


def _without_furniture(lines: list[Line], pages: int) -> list[Line]:
    """The lines without what stands on the pages only as pages: their numbers, and heads and feet that come again."""
    kept: list[Line] = []
    own_lines = (list(own) for _, own in groupby(lines, key=lambda line: line.page))
    ends = {own[0].page: [*own[:_ENDS], *own[-_ENDS:]] for own in own_lines}
    seen = Counter(said for own in ends.values() for said in {_repeated(line) for line in own})
    for line in lines:
        comes_again = seen[_repeated(line)] >= max(_FEWEST_PAGES, pages / 2) and any(map(str.isalpha, line.text))
        again = comes_again and line in ends[line.page]
        if not again and not _is_number(line, ends[line.page]):
            kept.append(line)
    return kept or lines


def _repeated(line: Line) -> tuple[str, float]:
    """A head as it stands on every page: without digits, which count the pages; a title of the same words is larger."""
    return re.sub(r"\d+", "", fold(line.text)), line.size


def _is_number(line: Line, ends: list[Line]) -> bool:
    numbered = _PAGE_NUMBER.fullmatch(line.text)
    outermost = line is ends[0] or line is ends[-1]
    return bool(numbered and outermost and len(ends) > 2 and int(numbered[1]) == line.page + 1)


def _legible(lines: list[Line]) -> tuple[list[Line], str]:
    """The lines with their letters in Unicode and their syllables whole, and the older encoding that they were in."""
    text, encoding = convert("\n".join(line.text.replace("\n", " ") for line in lines))
    if encoding == "TCVN3":  # a font that calls its codes windows-1252 shows ư as the hyphen that stands there
        text = _HYPHEN_FOR_U.sub(lambda found: _with_u(found[1], found[2]) or found[0], text)
    mended = mend(text.split("\n"))
    texts = map(one_line, mended)
    return [replace(line, text=text) for line, text in zip(lines, texts, strict=False) if text], encoding


def _with_u(onset: str, rest: str) -> str:
    syllable = f"{onset}{'Ư' if rest.isupper() else 'ư'}{rest}"
    return syllable if is_syllable(syllable) else ""


def _paragraphs(lines: list[Line]) -> Iterator[str]:
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
        if _HYPHENED.search(paragraph[-1]) and below.size == above.size:
            paragraph[-1] = join_hyphen(paragraph[-1], below.text)
        elif _begins_paragraph(above, below, usual, edge):
            yield " ".join(paragraph)
            paragraph = [below.text]
        else:
            paragraph.append(below.text)
    yield " ".join(paragraph)


def _line_distance(lines: list[Line]) -> float:
    """The distance of two lines in a paragraph: the lower quartile, for the wider ones are those between paragraphs."""
    pairs = ((above, below) for above, below in pairwise(lines) if above.page == below.page)
    gaps = sorted(gap for above, below in pairs if (gap := above.bottom - below.bottom) > 0.5 * above.size)
    return gaps[len(gaps) // 4] if gaps else 0.0


def _begins_paragraph(above: Line, below: Line, usual: float, edge: float) -> bool:
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
