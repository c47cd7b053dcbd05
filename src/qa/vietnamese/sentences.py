"""Where sentences begin and end, by rule: the full stop has few other uses in Vietnamese, and they can be listed."""

from __future__ import annotations

import re

from qa.vietnamese.text import is_syllable

# A stop, the quotes, brackets and reference marks that close with it, and how far it is to the next sign.
_STOP = re.compile(r"([.!?…]+)((?:[\"”’»)\]]|\[\d{1,3}\])*(?: [”»](?!\w))?)(\s+|$|(?=[^\W\d_]))")
_OPENING = re.compile(r"[\"“”‘’'«\s]*")  # between the stop and the first sign of what follows
_LETTER = re.compile(r"[^\W_]")
_WRITTEN = re.compile(r"[\w./&-]*\Z")  # the run of letters that ends at a stop: "PGS.TS", "Q.1", "12/NQ-TW"
_LONGEST_WRITTEN = 24  # characters looked back for it
_CLOSES = re.compile(r"[^()]*\)")
_LONGEST_ASIDE = 300  # characters; a stop inside brackets that close within them ends nothing

# What stands before a name or a number with a stop that ends no sentence: "BS.", "Bs."; and what also does as "bs."
_BEFORE_NAME = frozenset(
    "tp tx tt ts pgs gs ths bs bscki bsckii cki ckii ks kts ls nsnd nsưt nsut ngnd ngưt đ/c đc mr mrs ms dr prof st "
    "ste mt ft gen col lt capt sgt rev hon no nr nos vol op ed pp tr vs kp tk".split()
)
_BEFORE_NAME_SMALL = frozenset("tp ts ths bs pgs gs đ/c tr pp vol vs op".split())
_ENUMERATION = re.compile(
    r"(?:.*[:;])?\s*[\"“(*•+–-]*\s*(?:(?:bước|câu|điều|chương|mục|phần|bài|khoản|tiết|tập|vòng|ván|set|quyển|top|số)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,5})",
    re.IGNORECASE | re.DOTALL,
)
_INITIAL = re.compile(r"[^\W\d_]|[TGPKNCQ][hriu]|Ngh?|[A-ZĐ](?:\.[A-ZĐƯ][a-z]?)+")  # "Nguyễn V.A.", "ông Th.", "T.Ư."
_ADDRESS = frozenset("PQHXTF")  # "P. Bến Nghé, Q. 1, H. Củ Chi"; F. is an old spelling of P.


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of every sentence, in order, without outer white space; each other character is in exactly one.

    A line end always ends a sentence, so a heading, a caption and a list item are sentences of their own. Stops in
    "TP.", "PGS.TS.", "v.v.", "Nguyễn V.A.", "1.200.000", "11.7.2020", addresses and in short brackets end nothing;
    closing quotes and brackets go with the stop before them. Expects `nfc` text; any text is taken.
    """
    found: list[tuple[int, int]] = []
    line = 0
    while line <= len(text):
        line_end = text.find("\n", line)
        line_end = len(text) if line_end < 0 else line_end
        start = line
        for end in _ends(text, line, line_end):
            _keep(found, text, start, end)
            start = end
        _keep(found, text, start, line_end)
        line = line_end + 1
    return found


def _keep(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        found.append((start, start + len(stripped)))


def _ends(text: str, start: int, line_end: int) -> list[int]:
    """The offsets inside one line at which a sentence ends and another follows."""
    ends: list[int] = []
    counted = start
    open_brackets = 0
    for stop in _STOP.finditer(text, start, line_end):
        end = stop.end(2)
        if stop.end() >= line_end:
            break
        open_brackets += text.count("(", counted, end) - text.count(")", counted, end)
        counted = end
        if open_brackets > 0 and _CLOSES.match(text, end, min(end + _LONGEST_ASIDE, line_end)):
            continue
        if _ends_sentence(text, start, stop, line_end):
            ends.append(end)
            start = end
            open_brackets = 0
    return ends


def _ends_sentence(text: str, start: int, stop: re.Match[str], line_end: int) -> bool:
    marks, closing, gap = stop.groups()
    before = _written_before(text, start, stop.start())
    if not gap:
        return not closing and _stops_without_space(text, before, stop, line_end)
    opening = _OPENING.match(text, stop.end(), line_end)
    at = opening.end() if opening else stop.end()
    follows = text[at : at + 1]
    if follows.islower():
        return False
    if marks != "." or closing:
        return not (follows.isdigit() and marks[-1] in ".…") and bool(_LETTER.search(text, start, stop.start()))
    if _ENUMERATION.fullmatch(text, max(start, stop.start() - 2 * _LONGEST_WRITTEN), stop.start()):
        return False  # "1. Mở đầu", "Điều 5. Phạm vi", "gồm: 1. Đường 2. Sữa"
    return not _abbreviates(text, start, stop.start(), before, at)


def _written_before(text: str, start: int, stop: int) -> str:
    written = _WRITTEN.search(text, max(start, stop - _LONGEST_WRITTEN), stop)
    return written.group() if written else ""


def _word_at(text: str, at: int) -> str:
    end = at
    while end < len(text) and text[end].isalpha() and end - at < _LONGEST_WRITTEN:
        end += 1
    return text[at:end]


def _stops_without_space(text: str, before: str, stop: re.Match[str], line_end: int) -> bool:
    """Whether a space is missing after a stop ("hôm qua.Theo ông"); not so in "Vietnam.Net" and "báo.vn"."""
    after = _word_at(text, stop.end())
    return (
        len(after) > 1
        and after[0].isupper()
        and after[1:].islower()
        and len(before) > 1
        and before.islower()
        and is_syllable(before)
        and is_syllable(after)
        and text[stop.end() + len(after) : stop.end() + len(after) + 1] in {"", " ", ","}
    )


def _abbreviates(text: str, start: int, stop: int, before: str, at: int) -> bool:
    """Whether the single full stop at `stop` belongs to the letters before it, the next sign standing at `at`.

    So in "PGS.TS. Ba", "John F. Kennedy", "P. Bến Nghé, Q. 1"; not in "ông H. Công an", "vitamin C. Theo".
    """
    last = before.rpartition(".")[2]
    if _stands_before_name(last) or _stands_before_name(before):
        return True
    if not (_INITIAL.fullmatch(before) or _INITIAL.fullmatch(last)) or last.islower():
        return False
    if text[at : at + 1].isdigit():
        return last in _ADDRESS
    after = _word_at(text, at)
    if not is_syllable(after) or (len(after) == 1 and text[at + 1 : at + 2] == "."):
        return True
    ahead = text[max(start, stop - _LONGEST_WRITTEN) : stop - len(before)].rstrip()
    return before in _ADDRESS and (not ahead or not ahead[-1].isalpha())


def _stands_before_name(written: str) -> bool:
    return written.lower() in (_BEFORE_NAME_SMALL if written.islower() else _BEFORE_NAME)
