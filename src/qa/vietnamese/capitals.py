"""Words with capitals, the runs they form ("Park Hang-seo", "Leonardo da Vinci"), and what stands before announces."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from qa.vietnamese import gazetteer as known
from qa.vietnamese.text import is_syllable, key

Cue = Literal["respect", "person", "street", "place", "people", "organisation", "at", "towards"]

ROMAN: Final = re.compile(r"[IVX]{1,5}")
LONGEST_NAME = 7  # words
_LONGEST_CUE = 4
_LONGEST_PLACE = 4
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
# A phrase in several lists announces the last of them: "nhà báo" a person, though "báo" an organisation.
_CUES: Final[dict[str, Cue]] = {
    **dict.fromkeys(known.TOWARDS, "towards"),
    **dict.fromkeys(known.AT, "at"),
    **dict.fromkeys(known.ORGANISATIONS, "organisation"),
    **dict.fromkeys(known.PEOPLE_CUES, "people"),
    **dict.fromkeys(known.PLACE_CUES, "place"),
    **dict.fromkeys(known.STREET_CUES, "street"),
    **dict.fromkeys(known.PERSON_CUES, "person"),
    **dict.fromkeys(known.HONORIFICS, "respect"),
}


class Word(NamedTuple):
    """A word of a text, `source[start:end] == text`, and what stands between it and the word before."""

    text: str
    key: str  # as the gazetteer spells it
    start: int
    end: int
    gap: str
    capital: bool  # its first letter is one
    caps: bool  # all its letters are, and there are at least two

    @property
    def foreign(self) -> bool:
        """Not spelt like a Vietnamese syllable."""
        return not is_syllable(self.key)


def read_words(text: str) -> list[Word]:
    """The words of a text in order."""
    words: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        word, (start, end) = match.group(), match.span()
        caps = len(word) > 1 and word.isupper()
        words.append(Word(word, key(word), start, end, text[before:start], word[0].isupper(), caps))
        before = end
    return words


def phrase(words: list[Word], at: int, size: int) -> str:
    """The keys of `size` words from `at` on; "" when they are fewer or something but a space stands between them."""
    chosen = words[at : at + size]
    if len(chosen) < size:
        return ""
    for word in chosen[1:]:
        if word.gap != " ":
            return ""
    return " ".join([word.key for word in chosen])


def stands_first(words: list[Word], at: int) -> bool:
    """Whether a sentence or a clause begins at this word: nothing or a mark stands before it."""
    return at == 0 or any(mark in words[at].gap for mark in ".!?:,")


def run_end(words: list[Word], at: int) -> int:
    """Where the run of capitals that begins at `at` ends: "Nguyễn V.A", "John F. Kennedy", "Louis XV"."""
    end = at + 1
    while end < len(words) and end - at < 2 * LONGEST_NAME:
        step = _goes_on(words[end - 1], words[end]) or _particles(words, end)
        if not step:
            break
        end += step
    return end


def _goes_on(last: Word, word: Word) -> int:
    """1 when a run that holds `last` holds the next word too, else 0."""
    initial = len(last.text) == 1 and word.gap in {". ", "."}
    hyphen = word.gap == "-" and (last.foreign or word.foreign or not word.capital)
    if not (word.gap == " " or initial or hyphen):
        return 0
    if not word.capital:
        return int(hyphen and word.text.isalpha())  # "Hang-seo"
    return int(word.caps == last.caps or len(word.text) == 1 or ROMAN.fullmatch(word.text) is not None)


def _particles(words: list[Word], at: int) -> int:
    """How many small words such as "de la" join the foreign name before `at` to the one after."""
    for size, after in enumerate(words[at : at + 4]):
        if after.gap != " ":
            return 0
        if after.capital:
            return size if words[at - 1].foreign or after.foreign else 0
        if after.key not in known.PARTICLES:
            return 0
    return 0


def begins_person(words: list[Word], at: int) -> bool:
    """Whether a surname and a further name stand at `at`."""
    return (
        words[at].key in known.SURNAMES
        and at + 1 < len(words)
        and words[at + 1].gap == " "
        and words[at + 1].capital
        and phrase(words, at, 2) not in known.PLACES
        and phrase(words, at, 3) not in known.PLACES
    )


def place_size(words: list[Word], first: int, end: int, cue: Cue | None = None) -> int:
    """How many words at the start of the run `first:end` are a known place that ends there or before another name."""
    for size in range(min(_LONGEST_PLACE, end - first), 0, -1):
        if phrase(words, first, size) in known.PLACES:
            rest = first + size
            if rest == end or words[rest].foreign != words[rest - 1].foreign:
                return size
            office = cue == "person" and rest + 1 < end  # "Tổng thống|Hàn Quốc|Moon Jae In"
            if size > 1 and (office or begins_person(words, rest)):
                return size
    return 0


def cue_before(words: list[Word], at: int) -> Cue | None:
    """What the words directly before `at` announce, by the longest phrase known: "Bí thư", "huyện", "đường", "ở"."""
    before = ""
    found: Cue | None = None
    for size in range(1, _LONGEST_CUE + 1):
        if at - size < 0 or at >= len(words):
            break
        abbreviated = size == 1 and words[at - 1].capital  # "TS. Lê An", "TP.Vinh"
        if words[at - size + 1].gap not in ({" ", ". ", "."} if abbreviated else {" "}):
            break
        before = f"{words[at - size].key} {before}".rstrip()
        found = _CUES.get(before, found)
    return found
