"""Sentences that announce a cause ("Nguyên nhân là do …", "Sở dĩ … là vì …", "vì ba lý do."), and those that go on."""

from __future__ import annotations

import re
from functools import lru_cache

_CAUSE = r"(?:nguyên nhân|lý do|lí do)"
_OPENS = re.compile(
    rf"^(?:[^,.;:]{{3,60}}, )?(?:{_CAUSE}|sở dĩ)\b", re.IGNORECASE
)  # "Theo chủ đầu tư, nguyên nhân là …"
_COUNTED = re.compile(
    rf"\b(?:hai|ba|bốn|năm|nhiều|một số|các|những|mấy) {_CAUSE}\b(?:[^.:]{{0,40}}:|[^.:,]{{0,15}}\.$)", re.IGNORECASE
)
_TOLD = re.compile(r"\b(?:là (?=do\b|vì\b|bởi\b)|là |(?=do |vì |bởi ))")
_UNKNOWN = re.compile(
    r"\b(?:chưa (?:rõ|biết|xác định|được (?:xác định|làm rõ|công bố))|đang được (?:điều tra|làm rõ))\b"
)
_NEXT = re.compile(r"(?:Thứ (?:nhất|hai|ba|tư)|Một là|Hai là|Ba là|Ngoài ra|Bên cạnh đó)\b")
_END = " .…!”\"'"


@lru_cache(4_096)
def cause_told(sentence: str) -> tuple[int, int] | None:
    """Where the sentence tells the cause that it announces; None for one that announces none.

    "Nguyên nhân được cho là |do thời tiết|.", "hụt thu do ba nguyên nhân: |dịch bệnh; …|". The whole sentence where it
    says that the cause is not known, or where the next ones tell it ("|công trình chậm vì ba lý do|.").
    """
    end = len(sentence.rstrip(_END))
    counted = _COUNTED.search(sentence)
    if counted:
        start = counted.end() + sentence[counted.end() :].startswith(" ")
        return (start, end) if start < end else (0, end)
    opened = _OPENS.search(sentence)
    if opened is None:
        return None
    told = _TOLD.search(sentence, opened.end())
    if told is None:
        return (0, end) if _UNKNOWN.search(sentence) else None
    return (told.end(), end) if told.end() < end else None


def goes_on(sentence: str) -> bool:
    """Whether it is the next of several points: "Thứ hai, giá thép tăng …"."""
    return _NEXT.match(sentence) is not None
