"""Two answers → which side has more, or how far they are apart, both cited: worked out here, from what is quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from qa.answer.citations import Citations
from qa.answer.contrast import Contrast
from qa.answer.question import Question
from qa.answer.write import as_of, not_found
from qa.language import Language, choose
from qa.records import Answer, Citation, Hit, Kind
from qa.vietnamese.dates import find_dates
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import find_numbers
from qa.vietnamese.text import fold

LEAST = 0.05  # probability of either value
SURE = 0.8  # of the comparisons of two values are right, however unsure the reader is of each: eval/LOG.md
_LINKING = 2  # words between a side's name and its value: "Hà Nội với 8.053.663 người"
_METRES = {"km": Decimal(1000), "m": Decimal(1), "cm": Decimal("0.01")}

Ask = Callable[[str, float], Answer]


class _Value(NamedTuple):
    """What one side comes to: a number of its unit, or days since the year 1 (a year alone: its first)."""

    amount: Decimal
    unit: str
    answer: Answer


def compared(contrast: Contrast, asked: Question, hits: Sequence[Hit], ask: Ask, language: Language) -> Answer:
    """The side that is meant, or the difference, with both values; `not_found` where the value of a side is not told.

    `ask` answers a question of its own, from a least probability on. Two values of one unit bear each other out, so
    that less will do than for either alone; one stretch of text that is read for both sides tells of neither. A
    sentence that gives both values beats what is read of either.
    """
    answers = [ask(question, LEAST) for question in contrast.questions]
    answers = _told_together(contrast, answers, hits) or answers
    one, other = (_value(answer, times=contrast.times) for answer in answers)
    if one is None or other is None or one.unit != other.unit or _are_one(one, other):
        refused = not_found(asked, hits, 1 - min(answer.confidence for answer in answers), language)
        silent = [side for side, value in zip(contrast.sides, (one, other), strict=True) if value is None]
        line = choose(language, "Không có số liệu để so sánh của: ", "Nothing to compare by is told of: ")
        return replace(refused, text=f"{refused.text}\n{line}{', '.join(silent)}.") if silent else refused
    return _worded(contrast, asked, (one, other), language)


def _told_together(contrast: Contrast, answers: Sequence[Answer], hits: Sequence[Hit]) -> list[Answer]:
    """The two answers that one sentence gives, each value in the same words behind the name of its side:
    "TP.HCM với 8.993.082 người và Hà Nội với 8.053.663 người". None where neither a quote does, nor a sentence of the
    passages found in the unit that was read for either side."""
    units = {value.unit for answer in answers if (value := _value(answer, times=False))}
    quotes = [proof for answer in answers for proof in answer.citations]
    found = Citations()
    for hit in hits:
        for place in hit.passage.sentences:
            found.cite(hit.article, *place)
    for proof in (*quotes, *found.all()):
        one, other = (_behind(proof.quote, side) for side in contrast.sides)
        if one and other and one[0] == other[0] and one[1] != other[1]:
            told = [
                replace(answers[0], kind=Kind.FOUND, short=short, citations=(proof,), as_of=proof.published)
                for _, short in (one, other)
            ]
            values = [_value(each, times=False) for each in told]
            if proof in quotes or all(value and value.unit in units for value in values):
                return told
    return []


def _behind(quote: str, side: str) -> tuple[str, str] | None:
    """The words between the last name of a side and the amount behind it in a quote, and that amount."""
    names = find_names(side)
    name = fold(side[names[-1].start : names[-1].end] if names else side)
    start = fold(quote).find(name)
    end = start + len(name)
    amount = next((number for number in find_numbers(quote) if number.start >= end), None)
    if start < 0 or amount is None or len(quote[end : amount.start].split()) > _LINKING:
        return None
    return quote[end : amount.start].strip().lower(), quote[slice(*amount.span)]


def _are_one(one: _Value, other: _Value) -> bool:
    proofs = [{(each.article_id, each.start) for each in value.answer.citations} for value in (one, other)]
    return one.amount == other.amount and proofs[0] == proofs[1]


def _value(answer: Answer, *, times: bool) -> _Value | None:
    if answer.kind is not Kind.FOUND or not answer.short:
        return None
    if times:
        return _time(answer)
    number = next((number for number in find_numbers(answer.short) if number.value is not None), None)
    if number is None or number.value is None:
        return None
    share = "%" if answer.short[number.start : number.end].endswith(("%", "phần trăm")) else ""
    unit = answer.short[slice(*number.unit)] if number.unit else share
    metres = _METRES.get(unit)
    return _Value(number.value * metres, "m", answer) if metres else _Value(number.value, fold(unit), answer)


def _time(answer: Answer) -> _Value | None:
    found = next(iter(find_dates(answer.short)), None)
    if found is None:
        return None
    year = found.year or (answer.as_of.year if answer.as_of else None)
    if year is None or year < 1:
        return None
    exact = found.day is not None and found.month is not None
    day = date(year, found.month or 1, found.day or 1)
    return _Value(Decimal(day.toordinal()), "ngày" if exact else "năm", answer)


def _worded(contrast: Contrast, asked: Question, values: tuple[_Value, _Value], language: Language) -> Answer:
    """ "Cầu Vân Giang: 642 m [1]; cầu Bến Đá: 420 m [2]; chênh 222 m." and the sentences."""
    order = sorted((0, 1), key=lambda side: values[side].amount, reverse=contrast.larger)
    apart = abs(values[0].amount - values[1].amount)
    gap = "" if contrast.times else f"{_written(apart)}{_unit(values[0])}"
    proofs = [_numbered(values[order[0]].answer, 1)]
    together = values[0].answer.citations == values[1].answer.citations
    proofs.append(proofs[0] if together else _numbered(values[order[1]].answer, 1 + len(proofs[0])))
    citations = tuple(dict.fromkeys((*proofs[0], *proofs[1])))
    sides = "; ".join(
        f"{contrast.sides[side]}: {values[side].answer.short} {''.join(f'[{one.number}]' for one in proof)}"
        for side, proof in zip(order, proofs, strict=True)
    )
    sides = f"{sides[:1].upper()}{sides[1:]}"
    if not apart or (contrast.gap and gap):
        short = gap if apart else choose(language, "Bằng nhau", "The same")
        sides, difference = f"{short}. {sides}", ""
    else:
        short = sides[: len(contrast.sides[order[0]])]
        difference = choose(language, f"; chênh {gap}", f"; {gap} apart") if gap else ""
    newest = max((one.published for one in citations if one.published), default=None)
    quotes = "\n".join(f"“{one.quote}” [{one.number}]" for one in citations)
    return Answer(
        Kind.FOUND,
        asked.text,
        f"{sides}{difference}{as_of(newest, language)}.\n{quotes}",
        short=short,
        citations=citations,
        as_of=newest,
        confidence=max(SURE, min(value.answer.confidence for value in values)),
    )


def _numbered(answer: Answer, first: int) -> tuple[Citation, ...]:
    return tuple(replace(one, number=at) for at, one in enumerate(answer.citations, first))


def _unit(value: _Value) -> str:
    """The unit as the answer has it: "%" touches its number."""
    if value.unit in ("%", "m"):
        return "%" if value.unit == "%" else " m"
    number = next(number for number in find_numbers(value.answer.short) if number.value is not None)
    return f" {value.answer.short[slice(*number.unit)]}" if number.unit else ""


def _written(amount: Decimal) -> str:
    """ "11.000", "1,5", "14,5 tỷ"."""
    for size, word in ((10**9, "tỷ"), (10**6, "triệu")):
        if amount >= size:
            return f"{_written(amount / size)} {word}"
    return f"{amount.normalize():,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
