"""Questions as they are typed in a hurry: without accents, as raw Telex keystrokes, in capitals, with a slip."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from qa.vietnamese.text import fold, nfc

_WORD = re.compile(r"[^\W\d_]+")
_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_QUALITIES = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
_SHORTEST = 3  # letters of a word that a slip happens in; in "là" or "ai" it makes another word


def telex(text: str) -> str:
    """What a keyboard sends when no input method listens: "Đảng uỷ" → "Ddangr uyr", "ĐƯỢC" → "DDUWOWCJ".

    Each letter as its own keys, the tone at the end of its syllable.
    """
    return _WORD.sub(lambda word: _typed(word[0]), nfc(text))


def slip(text: str) -> str:
    """The text with one letter of one word left out, doubled, or put before its neighbour; the same one every time."""
    words = [word.span() for word in _WORD.finditer(text) if len(word[0]) >= _SHORTEST]
    if not words:
        return text
    chance = random.Random(text)
    start, end = chance.choice(words)
    at = chance.randrange(start, end - 1)
    one, other = text[at], text[at + 1]
    slips = [other, one + one + other] + ([other + one] if one != other else [])
    return text[:at] + chance.choice(slips) + text[at + 2 :]


def _typed(word: str) -> str:
    keys, tone = [], ""
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        tone += "".join(_TONES.get(mark, "") for mark in parts)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        typed = _QUALITIES.get(bare.lower(), bare.lower())
        keys.append(typed.capitalize() if bare.isupper() else typed)
    whole = "".join(keys) + tone
    return whole.upper() if word.isupper() and len(word) > 1 else whole


TRANSFORMS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"folded": fold, "telex": telex, "upper": str.upper, "slips": slip}
)
