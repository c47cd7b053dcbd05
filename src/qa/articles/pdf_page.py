"""The printed lines of one PDF page, in the order in which people read them, columns one after the other."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_HYPHEN = "\x02"  # what pdfium says for a hyphen at a line's end
_GAP = 1.0  # of the letter size, between two letters: another column, or the next cell of a table
_FEWEST_ROWS = 3  # that two columns stand beside each other in
_COLUMN_LETTERS = 15  # of an average line in a column; cells of tables are shorter


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, in points from the lower left corner of its page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    first_word: float  # its width


class _Letter(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    place: int


def lines(page: PdfPage, number: int) -> list[Line]:
    """The lines of a page as its file has them, but where two columns were printed row by row, the left one first."""
    text_page = page.get_textpage()
    rows = [list(_stretches(row)) for row in _rows(text_page)]
    gutter = _gutter(rows)
    if gutter is None:
        return [_line(text_page, [one for stretch in row for one in stretch], number) for row in rows if row]
    ordered: list[list[_Letter]] = []
    left: list[list[_Letter]] = []
    right: list[list[_Letter]] = []
    for row in rows:
        crossing = [stretch for stretch in row if stretch[0].left < gutter < stretch[-1].right]
        if crossing:  # a heading over both columns
            ordered += [*left, *right, [one for stretch in row for one in stretch]]
            left, right = [], []
        else:
            left += [stretch for stretch in row if stretch[-1].right <= gutter]
            right += [stretch for stretch in row if stretch[0].left >= gutter]
    return [_line(text_page, stretch, number) for stretch in [*ordered, *left, *right]]


def _rows(text_page: PdfTextPage) -> Iterator[list[_Letter]]:
    """The letters of each printed line that has any; a hyphen that pdfium swallowed at a line's end is put back."""
    from pypdfium2 import raw

    row: list[_Letter] = []
    box = raw.FS_RECTF()
    for place in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page, place))
        if letter not in "\r\n":
            raw.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(box))
            shown = "-" if letter == _HYPHEN else letter
            row.append(_Letter(shown, box.left, box.right, box.bottom, box.top, place))
        if letter in "\r\n\x02":
            if any(not one.text.isspace() for one in row):
                yield row
            row = []
    if any(not one.text.isspace() for one in row):
        yield row


def _stretches(row: list[_Letter]) -> Iterator[list[_Letter]]:
    """The row cut at wide gaps."""
    stretch: list[_Letter] = []
    last: _Letter | None = None
    for letter in row:
        if letter.text.isspace():
            stretch.append(letter)
            continue
        if last is not None and letter.left - last.right > _GAP * (last.top - last.bottom):
            yield stretch
            stretch = []
        stretch.append(letter)
        last = letter
    yield stretch


def _gutter(rows: list[list[list[_Letter]]]) -> float | None:
    """The middle of the white strip between two columns that the file has row by row; None when there is none."""
    pairs = [row for row in rows if len(row) == 2]
    letters = [len(stretch) for row in pairs for stretch in row]
    if len(pairs) < _FEWEST_ROWS or sum(letters) < _COLUMN_LETTERS * len(letters):
        return None
    begins, ends = max(row[0][-1].right for row in pairs), min(row[1][0].left for row in pairs)
    return (begins + ends) / 2 if begins < ends else None


def _line(text_page: PdfTextPage, letters: list[_Letter], page: int) -> Line:
    from pypdfium2 import raw

    text = "".join(letter.text for letter in letters)
    shown = [letter for letter in letters if not letter.text.isspace()]
    first, last = shown[0], shown[-1]
    word = text.strip().split(maxsplit=1)[0]
    return Line(
        text=text,
        page=page,
        left=first.left,
        right=last.right,
        bottom=first.bottom,
        size=round(raw.FPDFText_GetFontSize(text_page, first.place), 1) or first.top - first.bottom,
        first_word=shown[min(len(word), len(shown)) - 1].right - first.left,
    )
