"""Names in a text and what they name, by capitals and by the words around them; for finding WHO in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from qa.vietnamese import gazetteer as known
from qa.vietnamese.capitals import (
    LONGEST_NAME,
    ROMAN,
    Cue,
    Word,
    begins_person,
    cue_before,
    phrase,
    place_size,
    read_words,
    run_end,
    stands_first,
)
from qa.vietnamese.organisations import organisation_end
from qa.vietnamese.text import SENTENCES_KEPT

NameKind = Literal["person", "place", "organisation", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name, `text[start:end]`, without the title before it, and a guess of what it names."""

    start: int
    end: int
    kind: NameKind


_LISTED: Final = frozenset({", ", " và ", ", và ", " hay ", " hoặc ", " cùng ", " cùng với "})
_SEVERAL: Final = re.compile(
    r"\b(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+) (?:[a-zà-ỹđ]+,? ){1,3}\Z", re.IGNORECASE
)
_SEVERAL_LONGEST = 80  # characters before a name in which that stands; all of them would take the square of the time
_RULERS: Final = frozenset({"đế", "tông", "tổ", "vương"})  # "Minh Anh Tông", "Khang Hy Đế"
_CUED: Final[dict[Cue, NameKind]] = {
    "respect": "person",
    "street": "place",
    "place": "place",
    "organisation": "organisation",
}


@lru_cache(SENTENCES_KEPT)
def find_names(text: str) -> tuple[Name, ...]:
    """The names of a text in order, none overlapping another: "Nguyễn Mạnh Cường", "Quảng Ninh", "Ủy ban Kiểm tra".

    A person's name begins with a known surname, follows an honorific, office or calling ("ông Cường", "tiền đạo Quang
    Hải"), or is foreign ("Park Hang-seo"). A capital that only opens a sentence is no name. Measured on UIT-ViQuAD dev:
    of the "who" questions answered by a bare name, 79 % find exactly it among the persons of the answering sentence.
    """
    words = read_words(text)
    found: list[Name] = []
    at = 0
    while at < len(words):
        if end := organisation_end(words, at):
            found.append(Name(words[at].start, words[end - 1].end, "organisation"))
        elif words[at].capital:
            end = run_end(words, at)
            found.extend(_names_in_run(words, at, end))
        else:
            end = at + 1
        at = end
    return tuple(_with_short_forms(text, _with_listed(text, found)))


def full_name(name: str, text: str) -> str:
    """The longest person's name of the text that ends in this one ("Hường": "Tạ Thị Bích Hường"), else the name."""
    people = (text[found.start : found.end] for found in find_names(text) if found.kind == "person")
    return max([name, *(person for person in people if person.endswith(f" {name}"))], key=len)


def _names_in_run(words: list[Word], first: int, end: int) -> Iterator[Name]:
    """The names that a run of capitals holds: usually one, two in "Mỹ Donald Trump", none in "Theo"."""
    first, end, cue = _trimmed(words, first, end)
    if first >= end:
        return
    size = place_size(words, first, end, cue)
    if not size and cue == "place":
        splits = (split for split in range(first + 2, end - 1) if begins_person(words, split))
        size = next(splits, end) - first  # "huyện Tân Hải Lê Văn Nam"
    if size and first + size < end:
        yield Name(words[first].start, words[first + size - 1].end, "place")
        first += size
        cue = "person" if cue in {"person", "place", "respect"} else None
    is_office = phrase(words, first, end - first) in known.PERSON_CUES  # "Trưởng Phòng" alone
    kind = None if is_office else _kind(words, first, end, cue)
    if kind:
        yield Name(words[first].start, words[end - 1].end, kind)


def _trimmed(words: list[Word], first: int, end: int) -> tuple[int, int, Cue | None]:
    """A run without what is no name at its ends ("HLV|Park Hang-seo", "Theo|Lê An", "Lê An Bí|thư"), and its cue."""
    while first < end and _announces(words[first]):
        first += 1
    cue = cue_before(words, first)
    while first < end and _only_opens(words, first, end, cue):
        first += 1
        cue = cue_before(words, first) or cue
    tail = phrase(words, end - 1, 2)
    if end - first > 1 and (tail in known.HALF_CAPITAL or tail in known.PERSON_CUES):
        end -= 1
    return first, end, cue


def _announces(word: Word) -> bool:
    """Whether letters in capitals are no name but stand before or apart from one: "HLV", "TP", "XIV"."""
    short = word.key in known.PERSON_CUES or word.key in known.PLACE_CUES or ROMAN.fullmatch(word.text) is not None
    return word.caps and short


def _only_opens(words: list[Word], first: int, end: int, cue: Cue | None) -> bool:
    """Whether the first word of a run has its capital from the sentence: "Theo|Nguyễn Văn An", "Vua|Louis XV"."""
    word = words[first].key
    if word in known.HONORIFICS and stands_first(words, first):
        return True
    if place_size(words, first, end) or (cue is not None and word in known.SURNAMES):
        return False
    return word in known.OPENERS or (word in known.PERSON_CUES and end - first > 1)


def _kind(words: list[Word], first: int, end: int, cue: Cue | None) -> NameKind | None:
    """What the run `first:end` names; None for a lone Vietnamese syllable that nothing explains."""
    whole = phrase(words, first, end - first)
    if whole in known.PLACES and not (cue == "respect" and end - first == 1):  # "ông Vinh" is no town
        return "place"
    if whole in known.PERSONS:
        return "person"
    if cue in _CUED:
        return _CUED[cue]
    run = words[first:end]
    if cue == "person" and (len(run) > 1 or run[0].foreign) and not run[0].caps:
        return "person"
    if any(word.foreign for word in run):
        return _kind_of_foreign(words, first, end, cue)
    return _kind_of_vietnamese(words, first, end, cue)


def _kind_of_vietnamese(words: list[Word], first: int, end: int, cue: Cue | None) -> NameKind | None:
    size = end - first
    if size == 1:
        return None
    if size == 2 and cue in {"at", "towards"}:
        return "place"
    if size <= 5 and (_has_surname(words, first, end) or words[end - 1].key in _RULERS):
        return "person"
    if cue == "at":
        return "place"
    return "person" if cue is None and size <= 4 and _acts(words, end, known.HUMAN_ACTS) else "other"


def _kind_of_foreign(words: list[Word], first: int, end: int, cue: Cue | None) -> NameKind:
    run = words[first:end]
    keys = {word.key for word in run}
    if keys & known.FOREIGN_ORGANISATION:
        return "organisation"
    if all(len(word.text) == 1 for word in run):
        return "other"
    if keys & known.FOREIGN_PLACE or cue == "at":
        return "place"
    if run[-1].text[-1].isdigit() or any(word.caps and not ROMAN.fullmatch(word.text) for word in run):
        return "other"  # "iPhone X5", "NATO"
    if len(run) > 1:
        return "person" if len(run) <= LONGEST_NAME else "other"
    acts = stands_first(words, first) or _acts(words, end, known.ACTS) or _done_by(words, first)
    return "person" if acts and cue not in {"people", "towards"} else "other"


def _has_surname(words: list[Word], first: int, end: int) -> bool:
    """Whether a Vietnamese run begins with a surname; two syllables need a common one, or to act: "Lư Hán đã …"."""
    surname = words[first].key
    if end - first > 2 or surname in known.COMMON_SURNAMES:
        return surname in known.SURNAMES
    return surname in known.SURNAMES and (_acts(words, end, known.ACTS) or _done_by(words, first))


def _acts(words: list[Word], end: int, acts: frozenset[str]) -> bool:
    """Whether the word after a name says that it does something: "Einstein đã …", "Quang Hải ghi bàn"."""
    return end < len(words) and words[end].gap == " " and words[end].key in acts


def _done_by(words: list[Word], first: int) -> bool:
    """Whether the word before a name makes it one who does or owns something: "bởi Wilson", "của Stalin"."""
    return first > 0 and words[first].gap == " " and words[first - 1].key in known.DONE_BY


def _with_listed(text: str, found: list[Name]) -> list[Name]:
    """The same names, those beside a person in a list taken for persons: "Jabara, Becker và Gibson"."""
    names = list(found)
    pairs = list(pairwise(range(len(names))))
    for one, two in [*pairs, *reversed(pairs)]:
        between = text[names[one].end : names[two].start]
        if between in _LISTED and {names[one].kind, names[two].kind} == {"person", "other"}:
            names[one], names[two] = replace(names[one], kind="person"), replace(names[two], kind="person")
    return _with_listed_places(text, names)


def _with_listed_places(text: str, names: list[Name]) -> list[Name]:
    """The same names, those in a row of places taken for places: "các xã Đông Mỹ, Long Sơn và An Thạnh"."""
    in_row = False
    for place, name in enumerate(names):
        joined = in_row and text[names[place - 1].end : name.start] in _LISTED
        near = max(name.start - _SEVERAL_LONGEST, 0)
        in_row = joined or (name.kind == "place" and _SEVERAL.search(text, near, name.start) is not None)
        if joined and name.kind in ("person", "other"):
            names[place] = replace(name, kind="place")
    return names


def _with_short_forms(text: str, found: list[Name]) -> list[Name]:
    """The same names, a short form taken for the person it is short for: "Einstein" beside "Albert Einstein"."""
    short: set[str] = set()
    for name in found:
        if name.kind == "person":
            parts = text[name.start : name.end].split()
            short.update(" ".join(parts[place:]) for place in range(1, min(len(parts), LONGEST_NAME)))
    return [
        replace(name, kind="person") if name.kind == "other" and text[name.start : name.end] in short else name
        for name in found
    ]
