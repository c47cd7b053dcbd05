"""Text as people paste it from a newspaper: title, date line, body, and the author at the very end.

    Khai mạc hội chợ nông sản huyện Kim Lộc
    Thứ Sáu, 05-03-2021, 08:15
    Sáng 5-3, hội chợ … mở cửa tự do cho người dân và du khách.
    QUANG THÀNH

The author may stand beside the title or the date as well, and the paper before the first sentence. Whatever is not
surely title, date, author or paper stays in the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import takewhile

from qa.articles.byline import Byline, credited, date_line, is_marked, split_byline, split_lead
from qa.articles.draft import Draft, one_line
from qa.articles.encoding import decode_text
from qa.articles.lines import unwrap
from qa.errors import UnreadableFile
from qa.vietnamese.text import fold, nfc

_HEAD = 4  # lines that are not blank; title, kicker, standfirst and date line are among the first four
_LONGEST_TITLE = 200  # characters; newspaper titles seldom pass 120
_TITLE_WORDS = 4  # fewer are a kicker ("Thời sự", "Xây dựng Đảng"), when a longer line follows before the date
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def parse(data: bytes) -> Draft:
    """The parts of a `.txt` file. Raises `UnreadableFile` when its bytes are no text, or the text of a web page."""
    text, encoding = decode_text(data)
    if _PAGE.match(text):
        raise UnreadableFile(
            "Nội dung là trang web HTML. Hãy đổi đuôi tệp thành .html.",
            "Its content is an HTML page. Give it the suffix .html.",
        )
    return replace(layout(text), converted_from=encoding)


def layout(text: str, title: str = "", published: date | None = None) -> Draft:
    """The parts of a pasted text. What is known already is dropped where its head says it again, and no other taken."""
    whole = unwrap(nfc(text).strip())
    lines = whole.split("\n")
    head = [place for place, line in enumerate(lines[:100]) if line.strip()][:_HEAD]
    days = ((place, found) for place in head if (found := date_line(lines[place])))
    dated = {place: found for place, found in days if published in (None, found[0])}
    dated = dict(list(dated.items())[:1])
    taken = _places_of(title, lines, head) if title else _title_place(lines, head, [*dated])
    signed = _signed(lines, head, taken, [*dated], bool(title))
    kept = [line for place, line in enumerate(lines) if place not in {*taken, *dated, *signed}]
    body, closing = split_byline("\n".join(kept).strip())
    body, lead = split_lead(body)
    bylines = [*signed.values(), *(byline for _, byline in dated.values()), closing]
    bylines.sort(key=lambda one: one.author == one.source)  # a person before an agency
    return Draft(
        text=body or whole,
        title=title or " ".join(lines[place].strip() for place in taken),
        published=next((day for day, _ in dated.values()), published),
        author=next((one.author for one in bylines if one.author), ""),
        source=lead or next((one.source for one in bylines if one.source), ""),
    )


def _signed(lines: list[str], head: list[int], taken: list[int], dated: list[int], titled: bool) -> dict[int, Byline]:
    """The author's line of the head: a name beside the date line, a marked one right under the title too."""
    found: dict[int, Byline] = {}
    for at, place in enumerate(head[:-1]):
        beside = {*head[max(at - 1, 0) : at], head[at + 1]}
        under_title = head[at - 1] in taken if at else titled
        if place in taken or place in dated or found or not (under_title or beside & {*dated}):
            continue
        byline = credited(lines[place])
        if byline and (beside & {*dated} or is_marked(lines[place])):
            found[place] = byline
    return found


def _places_of(title: str, lines: list[str], head: list[int]) -> list[int]:
    """The lines at the head that say the title again, which a page or a wrapped heading may spread over three."""
    wanted = fold(one_line(title))
    for start in range(len(head)):
        for end in range(start + 1, min(start + 3, len(head)) + 1):
            if fold(one_line(" ".join(lines[place] for place in head[start:end]))) == wanted:
                return head[start:end]
    return []


def _title_place(lines: list[str], head: list[int], dated: list[int]) -> list[int]:
    """The line of the title: before the date line, or right after it when only a kicker stands before."""
    if len(head) - len(dated) < 2:
        return []
    before = [place for place in head if not dated or place < dated[0]]
    after = [place for place in head if place not in before and place not in dated]
    runs = (takewhile(lambda place: _looks_like_title(lines[place]), places) for places in (before, after))
    titles = [place for run in runs for place in run]
    if dated and before and not titles and len(lines[before[0]]) <= _LONGEST_TITLE:
        return before[:1]  # some titles close with a full stop; what stands over a date line is one all the same
    return [next((place for place in titles if len(lines[place].split()) >= _TITLE_WORDS), titles[0])] if titles else []


def _looks_like_title(line: str) -> bool:
    line = line.strip()
    opening = line.lstrip("“\"'‘«([ ")[:2]
    ends_open = not line.endswith((".", ":", ";", ",")) or line.endswith("...")
    begins = opening[:1].isupper() or opening[:1].isdigit() or opening[1:].isupper()  # "iPhone"
    return len(line) <= _LONGEST_TITLE and ends_open and begins and " " in line
