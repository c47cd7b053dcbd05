"""What a person asks for besides facts: a greeting, thanks, "tóm tắt bài …", "có bài nào về …"."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from qa.vietnamese.text import fold, nfc


class Wish(StrEnum):
    """What is wished for."""

    GREETING = "greeting"
    THANKS = "thanks"
    SUMMARY = "summary"
    HEADLINES = "headlines"


class Request(NamedTuple):
    """A wish, and what it is about ("" for a greeting, and for "tóm tắt bài này")."""

    wish: Wish
    about: str


# Matched without accents: nobody greets in words that mean something else without them.
_WISHES = (
    (
        Wish.GREETING,
        r"^(?:xin )?(?:chao|hello|hi|hey|alo)(?: (?:ban|ad|admin|em|anh|chi|bot|hoi bao|buoi \w+|ca nha|moi nguoi))*$",
    ),
    (
        Wish.THANKS,
        r"^(?:xin |rat |toi )*(?:cam on|cam ta|thanks|thank you|tks)(?: (?:ban|em|anh|chi|ad|nhieu|rat|nhe|a))*$",
    ),
    (Wish.SUMMARY, r"^(?:hay |giup toi |cho toi |vui long )*(?:tom tat|tom luoc|diem lai noi dung)\b(?P<about>.*)$"),
    (
        Wish.HEADLINES,
        r"^(?:hom nay |gan day )?(?:(?:co|con) (?:nhung |cac )?(?:bai|bai bao|bai viet|tin|tin bai) (?:nao|gi)"
        r"(?: (?:noi|viet|dua tin))?"
        r"|(?:liet ke|tim|tim cho toi|cho toi xem|xem)(?: cac| nhung)? (?:bai|bai bao|bai viet|tin bai|tin))"
        r" (?:ve|lien quan den|nhac den|noi ve|viet ve)\b(?P<about>.*)$",
    ),
)
_LEAD = re.compile(
    r"^ *(?:(?:giup|cho) (?:toi|minh) )?(?:noi dung )?(?:bai bao|bai viet|bai|tin)?(?: ?(?:ve|cua|nay|do|tren))?\b"
    r"[ :“”\"']*"
)
_TAIL = re.compile(r"(?: (?:khong|nhe|a|ho toi|giup toi|voi))* *$")


def requested(typed: str) -> Request | None:
    """The wish behind what was typed; None for a question of fact."""
    text = " ".join(nfc(typed).split()).strip(" ?!.,")
    bare = fold(text)
    if len(bare) != len(text):  # some sign has another length without accents: offsets would not fit
        return None
    for wish, pattern in _WISHES:
        found = re.search(pattern, bare)
        if found:
            return Request(wish, _about(text, bare, found) if "about" in found.groupdict() else "")
    return None


def _about(text: str, bare: str, found: re.Match[str]) -> str:
    start = found.start("about")
    lead = _LEAD.match(bare[start:])
    start += lead.end() if lead else 0
    tail = _TAIL.search(bare, start)
    return text[start : tail.start() if tail else len(text)].strip(" “”\"'")
