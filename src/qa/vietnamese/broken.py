"""Syllables that a page's layout broke: spaces inside them ("t ỉnh Qu ảng Ninh"), marks apart, hyphens at line ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from qa.vietnamese.text import fold, is_syllable, key

_MARK_APART = re.compile("[ \u00a0]+(?=[\u0300-\u036f])")
_SPACED = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_VOWELS = tuple("aeiouy")
# Syllables that begin with a vowel and stand alone in running text; others there are the end of a broken one.
_ALONE = frozenset(
    "à ạ ai an án anh ánh ảnh ao ảo áo áp ác ăn ắt ấy ấm ẩm ấn ẩn ấp âm âu ấu ân em én ép êm ít ích in im"
    " ông ổn ôm ôn ốc óc ong oan ô ồ ơn ở ơi u ủ ủy uỷ úy uy ủng ứng ung út uống ưa ưu ướt ước ức ừ yên yếu yêu y ý"
    " yểm uyên oai oanh ổ oi".split()
)
_NEW_STYLE = tuple(f"{glide}{vowel}" for glide, vowels in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ")) for vowel in vowels)
_GLIDE_AND_CODA = re.compile("(?:[ao][iy]|[aeiou]u|[ae]o|ui)(?:ch|n[gh]?|[cmpt])$")
_MOST_PIECES = 4
_FEWEST, _SHARE = 3, 0.02  # fragments, and of all words: a sound text has one in thousands ("th. 7")
# What a word costs: a syllable 1, each piece in it a tenth; foreign words and abbreviations, what hardly stands alone.
_FOREIGN, _RARE, _BROKEN = 1.2, 2.0, 3.0


def mend(lines: Iterable[str]) -> list[str]:
    """The lines with marks on their letters, and, if many syllables are broken, with these whole again.

    "B ộ N ội v ụ" → "Bộ Nội vụ". Sound lines come back as they are: only what is no word alone is joined.
    """
    whole = [unicodedata.normalize("NFC", _MARK_APART.sub("", line)) for line in lines]
    words = [word for line in whole for word in re.findall(r"[^\W\d_]+", line)]
    fragments = sum(map(_is_fragment, words))
    if fragments < max(_FEWEST, _SHARE * len(words)):
        return whole
    return [_SPACED.sub(lambda found: " ".join(_joined(found[0].split(" "))), line) for line in whole]


def join_hyphen(above: str, below: str) -> str:
    """Two lines of one paragraph, the first of which ends in a hyphen: "phư-", "ơng tiện" → "phương tiện".

    The hyphen stays between whole syllables and numbers: "kinh tế-", "xã hội" → "kinh tế-xã hội".
    """
    last = re.split(r"[^\w]", above[:-1])[-1]
    first = re.split(r"[^\w]", below, maxsplit=1)[0]
    if last.isdigit() or first.isdigit() or not last or not first:
        return above + below
    return above[:-1] + below if is_syllable(last + first) or not is_syllable(last) else above + below


def _is_fragment(word: str) -> bool:
    """Whether a word is the first letters of a syllable: "t", "ng", "Qu"; two capitals are an abbreviation ("TP")."""
    rest = fold(word).removeprefix("qu").removeprefix("gi")
    return not any(vowel in rest for vowel in _VOWELS) and not word[1:].isupper() and not _is_whole(word)


def _is_whole(word: str) -> bool:
    """Whether a word is one whole syllable; stricter than `is_syllable`, which lets "Qu" and "lợit" pass."""
    rest = fold(word).removeprefix("qu").removeprefix("gi")
    return is_syllable(word) and word.lower() not in ("qu", "gi") and not _GLIDE_AND_CODA.search(rest)


def _joined(pieces: list[str]) -> list[str]:
    """The pieces put together to the fewest, likeliest words."""
    best: list[tuple[float, int]] = [(0.0, 0)]  # for each end: the cost so far, and where its last word begins
    for end in range(1, len(pieces) + 1):
        starts = range(max(0, end - _MOST_PIECES), end)
        best.append(min((best[start][0] + _cost(pieces[start:end]), start) for start in starts))
    words: list[str] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        words.insert(0, "".join(pieces[start:end]))
        end = start
    return words


def _cost(pieces: list[str]) -> float:
    word = "".join(pieces)
    stands = _is_whole(word) and (word.islower() or word.isupper() or word.istitle())
    if len(pieces) > 1:
        sound = _is_whole(pieces[0]) and all(piece.lower() in _ALONE for piece in pieces[1:])  # "thu ở" is two words
        end = 0.2 * _is_fragment(pieces[-1])  # "chợ n ông": what parts a syllable seldom stands before its last letters
        return 1 + 0.1 * len(pieces) + end if stands and not sound and _tone_in_place(word.lower()) else 100.0
    if not stands:
        return _BROKEN if _is_fragment(word) else _FOREIGN
    return _RARE if fold(word).startswith(_VOWELS) and word.lower() not in _ALONE else 1.0


def _tone_in_place(word: str) -> bool:
    """True for "người", "hoà" and "hòa"; false for "cóai", which is two words."""
    return key(word) == word or word.endswith(_NEW_STYLE)
