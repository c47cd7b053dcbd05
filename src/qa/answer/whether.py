"""Whether a statement is so, by the articles: "Đúng", "Không, là 39 đồng chí", "Chưa", each with the sentence.

A sentence that bears the whole statement out says yes. Else what it lacks of the statement, a number, a date or a
name, is asked for in its own right ("bầu 45 đồng chí phải không?" → "bầu bao nhiêu đồng chí?"): another answer says no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.answer.asking import content
from qa.answer.citations import Citations
from qa.answer.claims import Claim
from qa.answer.facts import GOES_ON, denials, facts_of, names_and_figures
from qa.answer.links import is_leaving
from qa.answer.pivots import Pivot, days, is_of_its_sort, numbers, people, places, same, unit_of
from qa.answer.question import Question
from qa.answer.support import Evidence, Quote, stretches
from qa.answer.write import as_of, not_found
from qa.language import Language, choose
from qa.models.frequencies import load_frequencies
from qa.records import Answer, Citation, Hit, Kind
from qa.vietnamese.dates import find_dates
from qa.vietnamese.names import find_names
from qa.vietnamese.numerals import ORDINALS
from qa.vietnamese.text import keys, tokens

CONFIRMING, DENYING = 0.85, 0.75  # of a statement's words, by rarity, in the sentence that confirms or denies it
LEAVING = 0.5  # of its words in the sentence by which somebody no longer is what the statement says
SURE = 0.8  # confidence of a verdict that a sentence gives by itself
NEAREST = 8  # sentences looked at
ASKED = 2  # things of a statement that are asked for in their own right
_STILL = re.compile(r"\b(?:còn|vẫn|tiếp tục)\b", re.IGNORECASE)
_HOLDS = re.compile(
    r"\b(?:là|làm|giữ|nhận|đảm nhiệm)\b.*\b(?:bí thư|chủ tịch|giám đốc|trưởng|phó|chánh|thủ tướng|tổng thống|chủ nhiệm"
    r"|thống đốc|tư lệnh|đại sứ|ủy viên|huấn luyện viên)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:sẽ|dự kiến|dự tính|chuẩn bị|phấn đấu|kế hoạch|mục tiêu|chỉ tiêu|sắp|lẽ ra|đáng lẽ|suýt|nếu|tin đồn"
    r"|đề xuất|(?<!tư )(?<!lý )(?<!ý )tưởng(?! niệm)|ngộ nhận|sách báo ghi|từng (?:viết|ghi|cho) rằng)\b",
    re.IGNORECASE,
)
_TARGET = r"(?:dự toán|kế hoạch|chỉ tiêu|mục tiêu)"
_MEETS = re.compile(rf"\b(?:đạt|hoàn thành|về đích)\b.*\b{_TARGET}\b", re.IGNORECASE)
_SHARE_OF_TARGET = re.compile(
    rf"(?P<by>\b(?:vượt|hụt|thiếu) )?(?P<share>\d[\d.]*(?:,\d+)?) ?%(?: so với)?(?: [^\W\d]+){{0,2}} {_TARGET}\b",
    re.IGNORECASE,
)
_SCENE = re.compile(r"^(?:sau|trước|trong|tại|ở|lúc|khi|hồi|vào|sang|từ|đến|tới)\b[^,]*,", re.IGNORECASE)
_TERM = re.compile(r"\b(?:khóa|lần thứ|nhiệm kỳ|mùa|kỳ họp thứ) (?:[IVXL]+\b|\d[\d–-]*)", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b([^\W\d]+) (?:đầu tiên|thứ ({'|'.join(ORDINALS[1:])}|\d+))\b", re.IGNORECASE)
_OPPOSITES = {
    one: other
    for pair in "tăng giảm|thắng thua|đỗ trượt|mở đóng|nhiều ít|hơn kém|sớm muộn|trước sau|đủ thiếu|sớm chậm".split("|")
    for one, other in (pair.split(), pair.split()[::-1])
}


class _Told(NamedTuple):
    """What is told of the statement: that it is so or not, and what is so instead ("" where that is not told)."""

    yes: bool
    instead: str = ""


def whether(
    claim: Claim, asked: Question, hits: Sequence[Hit], ask: Callable[[str], Answer], language: Language
) -> Answer:
    """ "Có" or "Không" with its sentence; `not_found` where the articles neither confirm nor deny.

    `ask` answers a question of its own.
    """
    evidence = Evidence("", hits, load_frequencies())
    near = _nearest(claim.text, hits, evidence)
    if _STILL.search(claim.text):
        for quote in near:
            if evidence.shared(claim.text, [quote]) >= LEAVING and _leaves(claim.text, quote):
                return _verdict(_Told(False), claim, asked, quote, language)
    pivots = _pivots(claim.text, near[0] if near else None, evidence)
    # Who holds an office is concluded from all articles: no single sentence says who else does.
    holder = [pivot for pivot in pivots if pivot.sort == "person" and _HOLDS.search(claim.text)]
    for pivot in holder:
        if answer := _by_asking(pivot, claim, asked, ask, language):
            return answer
    for quote in near:
        told = _told_by(quote, claim, evidence, folded=asked.folded)
        if told:
            return _verdict(told, claim, asked, quote, language)
    lacking = list(evidence.missing(_stated(claim.text, near[0]), [near[0]])) if near else []
    for pivot in pivots:
        answer = None if pivot in holder else _by_asking(pivot, claim, asked, ask, language)
        rest = any(each not in pivot.said for each in lacking)  # "22 nơi ở Mỹ": that it is in Mỹ does not say 22
        if answer and not (rest and answer.short == _word(True, claim, language)):
            return answer
    return not_found(asked, hits, SURE, language)


def _nearest(claim: str, hits: Sequence[Hit], evidence: Evidence) -> list[Quote]:
    """The sentences that share most with the statement, most first."""
    quotes = [quote for hit in hits for quote in stretches(hit, 1)]
    return sorted(quotes, key=lambda quote: -evidence.shared(claim, [quote]))[:NEAREST]


def _told_by(quote: Quote, claim: Claim, evidence: Evidence, *, folded: bool) -> _Told | None:
    """What one sentence says of the statement; None when that is neither yes nor no."""
    stated = _stated(claim.text, quote)
    if other := _other_place_in_row(stated, quote, evidence):
        return _Told(False, other)
    said, there = facts_of(stated), facts_of(quote.text)
    if (reached := _reached(stated, quote.text)) is not None and evidence.shared(stated, [quote]) >= DENYING:
        return _Told(reached)
    denied = set(denials(said, [there]))
    lacking = [each for each in evidence.missing(stated, [quote]) if each not in denied]
    if not lacking and evidence.shared(stated, [quote]) >= DENYING:
        opposite = any(_OPPOSITES.get(word) in there.words for word in said.words - there.words)
        unreal = bool(_UNREAL.search(quote.text)) and not _UNREAL.search(stated)
        # The word itself stands there, but not so; nor does the headline say it as the statement does.
        head = facts_of(quote.hit.article.title)
        agreed = (said.denied & head.denied) | (said.plain & head.plain - head.denied)
        if (denied & there.words) - agreed - GOES_ON or opposite or (claim.yet and unreal):
            return _Told(False)
        silent = set(content(stated, folded)) - set(content(f"{quote.hit.article.title} {quote.text}", folded))
        if not (unreal or denied or silent) and _bears_out(stated, quote, evidence):
            return _Told(True)
    if len(lacking) == 1:
        return _other_value(lacking[0], quote, stated, evidence)
    return None


def _reached(stated: str, sentence: str) -> bool | None:
    """Whether a target was met: "bằng 92,3% dự toán" is less than all of it; None where that is not the matter."""
    aimed, told = _MEETS.search(stated), _SHARE_OF_TARGET.search(sentence)
    if aimed is None or told is None:
        return None
    if told["by"]:  # "vượt 8% kế hoạch"
        return told["by"].strip().lower() == "vượt"
    return float(told["share"].replace(".", "").replace(",", ".")) >= 100


def _stated(claim: str, quote: Quote) -> str:
    """The statement less what only sets the scene, where the article tells that anywhere, or is of that year.

    "Sang khóa XX, …", "… tháng 5-2023", "Cúp Sông Vân lần thứ IX"; not a time where the sentence names another.
    """
    article = quote.hit.article
    told = {unit_of(day) for day in find_dates(quote.text)}
    parts = [found.span() for found in _SCENE.finditer(claim)]
    parts += [(day.start, day.end) for day in find_dates(claim) if not day.day and unit_of(day) not in told]
    parts += [] if _TERM.search(quote.text) else [found.span() for found in _TERM.finditer(claim)]
    if not parts:
        return claim
    line = f" {' '.join(keys(f'{article.title} {article.text} {article.published or str()}'))} "
    stated = claim
    for start, end in parts:
        part = claim[start:end]
        figures = [facts_of(part[first:last]).line for first, last in names_and_figures(part)]
        if all(figure in line for figure in figures or map(" {} ".format, content(part, False))):
            stated = stated[:start] + " " * (end - start) + stated[end:]
    return stated if tokens(stated) else claim


def _bears_out(stated: str, quote: Quote, evidence: Evidence) -> bool:
    """Whether the sentence says it, of whom it says: of the one in its headline, where it says "bà"."""
    title = facts_of(quote.hit.article.title).line
    elsewhere = [facts_of(name).line for name in evidence.misplaced(stated, [quote])]
    return evidence.shared(stated, [quote]) >= CONFIRMING and all(name in title for name in elsewhere)


def _other_place_in_row(claim: str, quote: Quote, evidence: Evidence) -> str:
    """ "xã thứ ba", where the statement says "xã đầu tiên" and the sentence all else of it; "" where it does not."""
    said, told = ({found[1].lower(): found for found in _ORDINAL.finditer(text)} for text in (claim, quote.text))
    other = next((told[what][0] for what in said if what in told and _place(told[what]) != _place(said[what])), "")
    if not other or evidence.shared(claim, [quote]) < DENYING:
        return ""
    passage = facts_of(f"{quote.hit.article.title} {quote.hit.text}").line
    lacking = (each for each in evidence.missing(claim, [quote]) if f" {each.lower()} " not in passage)
    return "" if any(lacking) else other


def _place(ordinal: re.Match[str]) -> int:
    """3 for "thứ ba" and "thứ 3", 1 for "đầu tiên"."""
    said = (ordinal[2] or "nhất").lower()
    return ORDINALS.index(said) if said in ORDINALS else int(said)


def _leaves(claim: str, quote: Quote) -> bool:
    """Whether somebody of the claim gives something up: "anh X, Bí thư Huyện đoàn, thôi tham gia …"."""
    people = [claim[one.start : one.end] for one in find_names(claim) if one.kind == "person"]
    places = [(quote.text.find(name), len(name)) for name in people]
    return any(at >= 0 and is_leaving(quote.text, (at, at + size)) for at, size in places)


def _other_value(lacking: str, quote: Quote, stated: str, evidence: Evidence) -> _Told | None:
    """A "no" where the sentence says all of the statement with another number or date in its place."""
    rest = stated.replace(lacking, " ")
    if evidence.shared(rest, [quote]) < CONFIRMING or any(evidence.missing(rest, [quote])):
        return None
    for pivot in (*numbers(stated), *days(stated)):
        if lacking in pivot.said or pivot.said in lacking:
            others = numbers(quote.text) if pivot.sort == "number" else days(quote.text)
            fitting = [other for other in others if other.unit == pivot.unit]
            return _Told(False, fitting[0].whole) if len(fitting) == 1 else None
    return None


def _by_asking(
    pivot: Pivot, claim: Claim, asked: Question, ask: Callable[[str], Answer], language: Language
) -> Answer | None:
    """The verdict that the answer to the pivot's own question leads to; None when it has none."""
    answer = ask(pivot.question)
    if answer.kind not in (Kind.FOUND, Kind.SEVERAL) or not answer.short:
        return None
    own = next((proof for said, proof in _each(answer) if same(pivot, said, answer.as_of)), ())
    if not own and not is_of_its_sort(pivot, answer.short):  # "năm ngoái" does not say that it was not 2022
        return None
    citations = own or answer.citations
    numbered = tuple(replace(one, number=at) for at, one in enumerate(citations, 1))
    told = _Told(bool(own), "" if own else answer.short)
    return replace(_worded(told, claim, asked, numbered, language), confidence=answer.confidence)


def _pivots(claim: str, quote: Quote | None, evidence: Evidence) -> list[Pivot]:
    """What to ask for: first what the nearest sentence lacks, then numbers, persons, dates and places."""
    found = [*numbers(claim), *people(claim), *days(claim), *places(claim)]
    lacking = list(evidence.missing(claim, [quote])) if quote else []
    said = [any(each in pivot.said or pivot.said in each for each in lacking) for pivot in found]
    return [pivot for _, pivot in sorted(zip(said, found, strict=True), key=lambda each: not each[0])][:ASKED]


def _each(answer: Answer) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Each thing that the answer names, with the sentences that say so."""
    if not answer.alternatives:
        yield answer.short, answer.citations
    for one in answer.alternatives:
        yield one.text, tuple(citation for citation in answer.citations if citation.number in one.citations)


def _verdict(told: _Told, claim: Claim, asked: Question, quote: Quote, language: Language) -> Answer:
    citations = Citations()
    citations.cite(quote.hit.article, quote.start, quote.end)
    return _worded(told, claim, asked, citations.all(), language)


def _word(yes: bool, claim: Claim, language: Language) -> str:
    if yes:
        return choose(language, "Rồi" if claim.yet else "Đúng" if claim.put else "Có", "Yes")
    return choose(language, "Chưa" if claim.yet else "Không", "Not yet" if claim.yet else "No")


def _worded(told: _Told, claim: Claim, asked: Question, citations: tuple[Citation, ...], language: Language) -> Answer:
    """ "Không, là 39 đồng chí [1] (theo bài ngày 24-07-2020)." and the sentences."""
    word = _word(told.yes, claim, language)
    marks = "".join(f"[{one.number}]" for one in citations)
    instead = choose(language, f", là {told.instead}", f": it is {told.instead}") if told.instead else ""
    newest = max((one.published for one in citations if one.published), default=None)
    day = as_of(newest, language, today=asked.today if asked.now else None)
    quotes = "\n".join(f"“{one.quote}” [{one.number}]" for one in citations)
    text = f"{word}{instead} {marks}{day}.\n{quotes}"
    return Answer(Kind.FOUND, asked.text, text, short=word, citations=citations, as_of=newest, confidence=SURE)
