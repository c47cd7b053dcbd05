"""What a sentence lists: "gồm A, B và C", "ông A, bà B và anh C", as stretches of it."""

from __future__ import annotations

import re

from qa.vietnamese.names import Name, find_names

LONGEST_ITEM = 9  # syllables
Stretch = tuple[int, int]

_OPENS = re.compile(r"(?:\b(?:gồm(?: có)?|là|như|thuộc về)|:)\s+")
_ENDS = re.compile(r"(?<!\bTP)(?<!\b[A-Z])\.(?=\s|$)|[:!?”]|$")
_COMMA = re.compile(r",\s+(?:và\s+)?|;\s+(?:và\s+)?")
_AND = re.compile(r"\s+và\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
# Between two names of a list: a comma or "và", then at most what one is called ("lái xe", "pháo thủ số hai").
_BETWEEN = re.compile(
    r"\s*(?:[,;]|,? (?:và|cùng|với))\s+(?:(?!(?:của|ở|tại|do|thuộc|quê|trú)\b)[a-zà-ỹđ]+\.? ){0,5}\s*"
)


def find_lists(sentence: str) -> list[list[Stretch]]:
    """The lists of two and more items in a sentence, `sentence[start:end]` each, in their order.

    Names that stand in a row first, then what follows "gồm", "là" or a colon.
    """
    plain = _BRACKETS.sub(lambda found: " " * len(found[0]), sentence)
    return [*_of_names(plain), *_of_things(plain)]


def _of_names(plain: str) -> list[list[Stretch]]:
    found: list[list[Name]] = []
    for name in find_names(plain):
        last = found[-1][-1] if found else None
        if last and _alike(last, name) and _BETWEEN.fullmatch(plain[last.end : name.start]):
            found[-1].append(name)
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
