"""Telex and VNI: what a Vietnamese keyboard turns into accents, and leaves in the text when it is switched off."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from qa.vietnamese.text import is_syllable, key

_TELEX_TONES: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES: Final = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX_LETTERS: Final = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_LETTERS: Final = {"â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "ă": "a8", "đ": "d9"}
_ROOF: Final = {"a": "â", "e": "ê", "o": "ô"}
_BREVE: Final = {"a": "ă"}
_HORN: Final = {"o": "ơ", "u": "ư"}
_VOWELS: Final = frozenset("aeiouyăâêôơư")


def to_telex(syllable: str) -> str:
    """The keys that write a syllable in Telex, its tone last: "Đường" → "dduwowngf"; lower case."""
    plain, tone = _parted(syllable)
    typed = "".join(_TELEX_LETTERS.get(letter, letter) for letter in plain.replace("oo", "ooo"))
    return typed + next((letter for letter, mark in _TELEX_TONES.items() if mark == tone), "")


def to_vni(syllable: str) -> str:
    """The keys that write a syllable in VNI, its tone last: "Đường" → "d9u7o7ng2"; lower case."""
    plain, tone = _parted(syllable)
    typed = "".join(_VNI_LETTERS.get(letter, letter) for letter in plain)
    return typed + next((digit for digit, mark in _VNI_TONES.items() if mark == tone), "")


@lru_cache(4096)
def from_telex(typed: str) -> str:
    """The syllable that these keys write ("thuw", "tieengs", "tieesng" or "tiengs" with "e"), as `key` spells it.

    "" when they write none, and for a syllable in which no key is a mark ("thu").
    """
    return _read(typed, free=False) or _read(typed, free=True)


@lru_cache(4096)
def from_vni(typed: str) -> str:
    """The syllable that these keys write ("thu7", "tie6ng1", "tieng61"), as `key` spells it; "" for none."""
    if not typed.isalnum() or typed.isalpha() or typed.isdigit():
        return ""
    letters: list[str] = []
    tone = ""
    for sign in typed.lower():
        if sign.isalpha():
            letters.append(sign)
        elif sign in _VNI_TONES and not tone and _VOWELS.intersection(letters):
            tone = _VNI_TONES[sign]
        elif not _mark(letters, sign):
            return ""
    return _written(letters, tone)


def _mark(letters: list[str], digit: str) -> bool:
    """Put VNI's 6, 7, 8 or 9 on the letter that it belongs to; false where none is."""
    match digit:
        case "6":
            return _replace_last(letters, _ROOF)
        case "7":
            return _horn(letters)
        case "8":
            return _replace_last(letters, _BREVE)
        case "9" if letters[:1] == ["d"]:
            letters[0] = "đ"
            return True
    return False


def _read(typed: str, free: bool) -> str:
    """One way to read Telex; `free`: a mark may stand after the whole syllable ("tienges" for "tiếng")."""
    letters: list[str] = []
    tone = ""
    for sign in typed.lower():
        last = letters[-1] if letters else ""
        if sign in _TELEX_TONES and _VOWELS.intersection(letters):
            if tone:
                return ""
            tone = _TELEX_TONES[sign]
        elif sign == "o" and last == "ô":
            letters[-1:] = ["o", "o"]  # a third o takes the roof off again: "xooong" is "xoong"
        elif sign in _ROOF and last == sign:
            letters[-1] = _ROOF[sign]
        elif sign in _ROOF and free and sign in letters:
            letters[letters.index(sign)] = _ROOF[sign]
        elif sign == "d" and letters[:1] == ["d"] and (free or len(letters) == 1):
            letters[0] = "đ"
        elif sign == "w":
            if not _horn(letters) and not _replace_last(letters, _BREVE):
                letters.append("ư")  # "tw" for "tư"
        else:
            letters.append(sign)
    marked = tone or "".join(letters) != typed.lower()
    return _written(letters, tone) if marked else ""


def _horn(letters: list[str]) -> bool:
    """Put the horn on both of "uo", on the u of "ua", else on the last o or u; false where none is."""
    first = 2 if letters[:2] == ["q", "u"] else 0
    joined = "".join(letters)
    if (at := joined.find("uo", first)) >= 0:
        closed = at + 2 < len(letters)
        letters[at : at + 2] = ["ư" if closed else "u", "ơ"]  # "thuơ" while nothing follows
        return True
    if (at := joined.find("ua", first)) >= 0:
        letters[at] = "ư"
        return True
    if "a" in letters[first:] and not joined.endswith(("au", "ao")):
        return False
    return _replace_last(letters, _HORN, first)


def _replace_last(letters: list[str], marked: dict[str, str], first: int = 0) -> bool:
    for at in range(len(letters) - 1, first - 1, -1):
        if letters[at] in marked:
            letters[at] = marked[letters[at]]
            return True
    return False


def _written(letters: list[str], tone: str) -> str:
    """The syllable that letters and a tone make, "" when they make none; "uơ" before another letter is "ươ"."""
    plain = "".join(letters)
    at = plain.find("uơ", 2 if plain.startswith("qu") else 0)
    if at >= 0 and at + 2 < len(plain):
        plain = plain[:at] + "ư" + plain[at + 1 :]
    vowel = next((place for place, letter in enumerate(plain) if letter in _VOWELS), -1)
    if vowel < 0:
        return ""
    vowel += plain.startswith(("qu", "gi")) and plain[2:3] in _VOWELS
    written = key(unicodedata.normalize("NFC", plain[: vowel + 1] + tone + plain[vowel + 1 :]))
    return written if is_syllable(written) else ""


def _parted(syllable: str) -> tuple[str, str]:
    """The lower-case syllable without its tone, and the tone's combining mark."""
    decomposed = unicodedata.normalize("NFD", key(syllable))
    tone = next((mark for mark in decomposed if mark in _VNI_TONES.values()), "")
    return unicodedata.normalize("NFC", decomposed.replace(tone, "") if tone else decomposed), tone
