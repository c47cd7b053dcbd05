"""A question that a "có" or a "không" answers → the statement that it asks about: "… phải không?", "… chưa?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.answer.asking import Asks, asked_for, comparable
from qa.vietnamese.text import fold, has_accents

# First match wins; matched like the other patterns of questions, see `comparable`.
_FORMS = (
    r"(?:có phải|phải chăng|liệu|có đúng|có thật|có chính xác|đúng là|thật là|có chắc)(?: là| rằng)? (?P<claim>.+?)"
    r"(?: (?:hay )?không| (?:có )?(?:phải|đúng) không| chứ)?",
    r"(?P<claim>.+?),? (?:(?:có )?(?:phải|đúng|chính xác|thật)(?: là)?(?: vậy| thế)?(?: hay)? (?:không|chứ)|đúng chưa)",
    r"(?P<subject>.+?) có phải(?: là)? (?P<claim>.+?)(?: hay)? không",
    r"(?P<claim>.+?) (?P<yet>rồi) (?:chứ|à|hả|phải không|đúng không)",
    r"(?P<claim>.+?) (?:à|hả|ư|nhỉ|chứ)",
    r"(?P<claim>.+?) (?:hay )?(?P<yet>chưa)",
    r"(?:có|còn) (?P<someone>ai) (?P<claim>.+?)(?: hay)? không",
    r"(?:có) (?P<claim>.+?)(?: hay)? không",
    r"(?P<claim>.+? (?:có|đã) .+?)(?: hay)? không",
    r"(?P<claim>.+?) (?:hay )?không",
)
PUT = 5  # forms in which the asker takes it to be so
_POLITE = r"^(?:(?:xin hỏi|cho hỏi|cho biết|hỏi|vậy|thế|ủa|à) ,?)+"
_FOLDED_FORMS = tuple(fold(form).replace("(?p<", "(?P<") for form in _FORMS)
# "bà Bình có tái đắc cử không": here "có" only asks.
_HAS_PATTERN = r"\bcó (?=(?:được|bị|phải|còn|đang|từng|cần|tiếp tục|tái đắc cử|tham gia|diễn ra)\b)"
_HAS, _HAS_FOLDED = re.compile(_HAS_PATTERN), re.compile(fold(_HAS_PATTERN))
_SHORTEST = 3  # syllables of a statement


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be confirmed or denied.

    `yet`: whether it has happened by now ("… chưa?"); `put`: the asker takes it to be so ("… phải không?"), and "đúng"
    answers.
    """

    text: str
    yet: bool = False
    put: bool = False


def claim_of(text: str, folded: bool) -> Claim | None:
    """The statement behind a question that asks whether it is so; None for any other question."""
    bare = text.rstrip(" ?!.")
    said = comparable(bare, folded)
    if len(said) != len(bare):  # some sign has another length without accents: offsets would not fit
        return None
    polite = re.match(fold(_POLITE) if folded else _POLITE, said)
    start = polite.end() if polite else 0
    for number, form in enumerate(_FOLDED_FORMS if folded else _FORMS):
        found = re.fullmatch(form, said[start:])
        if not found:
            continue
        groups = found.groupdict()
        claim = bare[start + found.start("claim") : start + found.end("claim")].strip(" ,")
        inner = claim_of(claim, folded) if number == 0 else None
        claim = inner.text if inner else claim
        if groups.get("subject"):  # "X có phải Y không": X is Y
            claim = f"{bare[start : start + found.end('subject')]} là {claim}"
        only_asks = _HAS_FOLDED if folded and not has_accents(claim) else _HAS
        claim = f"người {claim}" if groups.get("someone") else only_asks.sub("", claim)
        if _asks_else(claim, folded) or len(claim.split()) < _SHORTEST:
            return None
        unsure = said[start:].startswith(("liệu", "lieu"))
        return Claim(claim, yet=bool(groups.get("yet")), put=number < PUT and not unsure)
    return None


def _asks_else(claim: str, folded: bool) -> bool:
    """Whether the statement asks itself: "bạn biết ai là Bí thư không?"."""
    bare = folded and not has_accents(claim)  # "Việt Nam đầu tiên" asks for no place, though "nam dau" may
    return asked_for(comparable(claim, bare), bare) not in (None, Asks.HOW)
