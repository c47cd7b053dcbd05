"""Short forms that people type in chats and searches, written out: "mấy ng dự?" → "mấy người dự?"."""

from __future__ import annotations

import re
from typing import Final

from qa.vietnamese.text import fold, has_accents

# Only what is no syllable and no usual abbreviation in small letters: "h" may be a unit, "k" a thousand, "vs" versus.
_WRITTEN_OUT: Final = {
    "ko": "không",
    "hok": "không",
    "ntn": "như thế nào",
    "bn": "bao nhiêu",
    "bnh": "bao nhiêu",
    "bnhiu": "bao nhiêu",
    "bnhiêu": "bao nhiêu",
    "nhiu": "nhiêu",
    "ng": "người",
    "đc": "được",
    "dc": "được",
    "đk": "được",
    "lm": "làm",
    "j": "gì",
    "đ/c": "đồng chí",
    "d/c": "đồng chí",
    "tsao": "tại sao",
}
_SHORT: Final = re.compile(
    rf"(?<![\w./&-])(?:{'|'.join(map(re.escape, _WRITTEN_OUT))})(?![\w./&-]\w|\w|/)", re.IGNORECASE
)


def written_out(text: str) -> str:
    """The text with chat's short forms in full; in one without accents they have none either: "ntn" → "nhu the nao".

    Capitals stay what they are: "DC", "ĐC" are names; "Đ/c" is "Đồng chí".
    """
    bare = not has_accents(text)

    def full(found: re.Match[str]) -> str:
        short = found[0]
        if short.isupper():
            return short
        words = _WRITTEN_OUT[short.lower()]
        words = fold(words) if bare else words
        return words[0].upper() + words[1:] if short[0].isupper() else words

    return _SHORT.sub(full, text)
