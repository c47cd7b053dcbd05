"""What a sentence lists: "gồm A, B và C", "ông A, bà B và anh C", as stretches of it."""

from __future__ import annotations

import re

from qa.vietnamese.names import Name, find_names

LONGEST_ITEM = 9  # syllables
_APART = 4  # names looked back at, less one
Stretch = tuple[int, int]

_OPENS = re.compile(r"(?:\b(?:gồm(?: có)?|là|như|thuộc về)|:)\s+")
_ENDS = re.compile(r"(?<!\bTP)(?<!\b[A-Z])\.(?=\s|$)|[:!?”]|$")
_COMMA = re.compile(r",\s+(?:và\s+)?|;\s+(?:và\s+)?")
_AND = re.compile(r"\s+và\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
# Between two names of a list: a comma or "và", then at most what one is called ("lái xe", "pháo thủ số hai"), or an
# office ("Chủ tịch UBND huyện"), which may also stand behind a name: "ông A, Bí thư Huyện ủy; bà B".
_CALLED = r"(?:(?!(?:của|ở|tại|do|thuộc|quê|trú|thay|gặp|thăm|tiếp|mời|trao|tặng|giao|kế)\b)[a-zà-ỹđ]+\.? ){0,5}"
_OFFICE = (
    r"(?:nguyên |quyền )?(?:Bí thư|Chủ tịch|Phó|Chánh|Trưởng|Giám đốc|Tổng|Bộ trưởng|Thứ trưởng|Thủ tướng|Ủy viên)"
    r"(?: (?:[A-ZĐÀ-Ỹ][\w-]*|tịch|thư|đốc|ban|ủy|trực|vụ|nước|tỉnh|huyện|xã|phường|quận|thành|phố|thị|trấn|viên)){0,9}"
)
_BETWEEN = re.compile(rf"\s*(?:, {_OFFICE})?(?:[,;]|[,;]? (?:và|cùng|với))\s+(?:{_OFFICE} )?{_CALLED}\s*")


def find_lists(sentence: str) -> list[list[Stretch]]:
    """The lists of two and more items in a sentence, `sentence[start:end]` each, in their order.

    Names that stand in a row first, then what follows "gồm", "là" or a colon.
    """
    plain = _BRACKETS.sub(lambda found: " " * len(found[0]), sentence)
    return [*_of_names(plain), *_of_things(plain)]


def _of_names(plain: str) -> list[list[Stretch]]:
    found: list[list[Name]] = []
    for name in find_names(plain):
        before = (row for row in found[:-_APART:-1] if _alike(row[-1], name))  # past the "UBND" of an office
        row = next((row for row in before if _BETWEEN.fullmatch(plain[row[-1].end : name.start])), None)
        if row:
            row.append(name)
        else:
            found.append([name])
    return [[(name.start, name.end) for name in names] for names in found if len(names) > 1]


def _alike(one: Name, other: Name) -> bool:
    """Whether both may name the same sort of thing: "huyện Quản Bạ, Yên Minh" are places, the second by the first."""
    return one.kind == other.kind or {one.kind, other.kind} == {"place", "other"}


def _of_things(plain: str) -> list[list[Stretch]]:
    found = []
    for opening in _OPENS.finditer(plain):
        end = _ENDS.search(plain, opening.end())
        items = _items(plain, opening.end(), end.start() if end else len(plain))
        if len(items) > 1 and all(len(plain[start:stop].split()) <= LONGEST_ITEM for start, stop in items):
            found.append(items)
    return found


def _items(plain: str, start: int, end: int) -> list[Stretch]:
    """What commas part between two places; "và" parts only the last two."""
    items = []
    for comma in _COMMA.finditer(plain, start, end):
        items.append((start, comma.start()))
        start = comma.end()
    last = list(_AND.finditer(plain, start, end))
    if last:
        items.append((start, last[-1].start()))
        start = last[-1].end()
    items.append((start, end))
    return [(first, first + len(plain[first:stop].rstrip(" ,"))) for first, stop in items if plain[first:stop].strip()]
