"""Lines that a text editor or a mail program broke at a fixed width, joined into paragraphs again."""

from __future__ import annotations

import re
from itertools import pairwise

# Narrower lines are verse or lists, wider ones are whole paragraphs. Mail wraps at 72, editors at 79 or 80 to 120.
_NARROWEST, _WIDEST = 50, 140
_STOPS = tuple('.!?…:;”"')
_ITEM = re.compile(r"\s*(?:[-–•*+>|#]|\d{1,3}[.)]|[a-zđ]\))\s")


def unwrap(text: str) -> str:
    """The text with hard-wrapped paragraphs on one line each, everything else as it was.

    A blank-line block of three or more lines is hard-wrapped when no line but the last had room for the first word of
    the next; a block of two lines, when such a block stands elsewhere in the text at the same width.
    """
    blocks = re.split(r"(\n[ \t]*\n\s*)", text)  # blocks at the even places, the blank lines between them at the odd
    lines = [block.split("\n") for block in blocks[::2]]
    width = max((_width(block) for block in lines if len(block) > 2 and _wrapped(block, _width(block))), default=0)
    if not width:
        return text
    blocks[::2] = ["\n".join(_joined(block) if _wrapped(block, width) else block) for block in lines]
    return "".join(blocks)


def starts_item(line: str) -> bool:
    """Whether the line begins an item of a list ("- ", "1. ", "a) "), a quotation or a table row."""
    return _ITEM.match(line) is not None


def _width(block: list[str]) -> int:
    return max(len(line.rstrip()) for line in block)


def _wrapped(block: list[str], width: int) -> bool:
    """Whether every line break of the block falls where a line of `width` characters had to break, most in a sentence.

    Three captions of nearly one length, each with its full stop, are three lines.
    """
    breaks = [pair for paragraph in _paragraphs(block) for pair in pairwise(paragraph)]
    if not _NARROWEST <= width <= _WIDEST or _width(block) > width or not breaks:
        return False
    inside = sum(not line.rstrip().endswith(_STOPS) for line, _ in breaks)
    had_to = (len(line.rstrip()) + 1 + len(below.strip().partition(" ")[0]) > width for line, below in breaks)
    return 2 * inside > len(breaks) and all(had_to)


def _paragraphs(block: list[str]) -> list[list[str]]:
    """The lines of the block, parted before every list item."""
    paragraphs: list[list[str]] = []
    for line in block:
        if not paragraphs or starts_item(line):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs


def _joined(block: list[str]) -> list[str]:
    return [
        " ".join([paragraph[0].rstrip(), *(line.strip() for line in paragraph[1:])]) for paragraph in _paragraphs(block)
    ]
