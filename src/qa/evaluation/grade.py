"""One question, what came back, and what it is worth. Every figure of the report is a mean of the figures made here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from qa.answer.read import Span
from qa.evaluation.citations import judge, proves
from qa.evaluation.gold import CATEGORIES, FIRST_CATEGORIES, UNSEEN, Gold, Support
from qa.evaluation.metrics import (
    Items,
    calibration_error,
    contains,
    differ_tellingly,
    exact_match,
    f1,
    named_items,
    ndcg_at,
    opens_with,
    recall_at,
    reciprocal_rank,
)
from qa.records import Answer, Article, Hit, Kind

FIRST = "first"  # the row of the questions of `FIRST_CATEGORIES`, unseen ones left out
OVERALL = "overall"  # the row of all questions but the unseen ones
SEARCHED = 10  # hits that retrieval is judged by: the 10 of R@10 and nDCG@10
# An answer that shares fewer syllables than this with every accepted form says something else. Above it the short ones
# differ by words around the fact ("7 đồng chí", "gồm bảy đồng chí": 0.8); `differ_tellingly` guards the fact itself.
F1_RIGHT = 0.6
# Of five items one may be missing (F1 0.89) or one too many be named (0.91); of two, none.
ITEM_F1_RIGHT = 0.8

_BETWEEN_ITEMS = re.compile(r"[,;\n]| và ")


class Verdict(StrEnum):
    """What an answer is worth: +1, 0, −1."""

    RIGHT = "right"
    REFUSED = "refused"
    WRONG = "wrong"


_SCORE = {Verdict.RIGHT: 1.0, Verdict.REFUSED: 0.0, Verdict.WRONG: -1.0}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A gold question, the answer to it, the passages found for it, how long the answer took, and the sentence that the
    reader put first, whether or not the answer rests on it."""

    gold: Gold
    answer: Answer
    hits: tuple[Hit, ...]
    milliseconds: float
    first: Span | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one question, or their means over many; 0–1 but `score`; None where nothing is to be measured.

    `recall_*`, `mrr`, `ndcg_at_10`, over questions that the articles answer: are the proofs among the passages found?
    `exact_match` and `f1`, over those with one answer: what was said against the accepted forms; a refusal has 0.
    `item_*`, over those that ask for several.
    `citation_precision`, over the questions answered: the share of the citations that are right. A citation is right
    when its quote is the article's text at its offsets, its `[n]` stands in the answer, and it overlaps a gold quote of
    that article; a mark without a citation is a wrong one, an answer without any has 0.
    `citation_recall`, over questions that the articles answer: the share of the gold quotes with a right citation.
    `statements_supported`, over the questions answered: the share of the lines of the answer that a right citation of
    theirs bears out.
    `refusal_precision`, over the questions refused: do the articles really not say? `refusal_recall`, over those that
    the articles don't answer: was it refused?
    `kind_accuracy`: is the kind of answer (found, several, conflict, not_found) the expected one?
    `right`, `refused`, `wrong` are shares of all questions; `score` is right − wrong, −1 to 1.
    """

    recall_at_1: float | None = None
    recall_at_5: float | None = None
    recall_at_10: float | None = None
    mrr: float | None = None
    ndcg_at_10: float | None = None
    exact_match: float | None = None
    f1: float | None = None
    item_precision: float | None = None
    item_recall: float | None = None
    item_f1: float | None = None
    citation_precision: float | None = None
    citation_recall: float | None = None
    statements_supported: float | None = None
    refusal_precision: float | None = None
    refusal_recall: float | None = None
    kind_accuracy: float | None = None
    right: float | None = None
    refused: float | None = None
    wrong: float | None = None
    score: float | None = None


FIGURES: tuple[str, ...] = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, slots=True)
class Grade:
    """What one outcome is worth. `right_citations` holds the numbers of the citations that are right."""

    outcome: Outcome
    verdict: Verdict
    figures: Figures
    right_citations: frozenset[int]


@dataclass(frozen=True, slots=True)
class Section:
    """One row of the table: a category, `overall`, or `unseen`."""

    name: str
    grades: tuple[Grade, ...]
    figures: Figures
    calibration_error: float | None


def grade(outcome: Outcome, article: Callable[[str], Article]) -> Grade:
    """What the outcome is worth; `article` finds one by its id, to check the offsets of the citations."""
    gold, answer = outcome.gold, outcome.answer
    ranks = [_rank(support, outcome.hits) for support in gold.support]
    refused = is_refusal(answer)
    absent = gold.kind is Kind.NOT_FOUND
    items = _items(answer, gold.items) if gold.items else None
    one_answer = bool(gold.answers) and not gold.items
    said = what_was_said(answer)
    cited = judge(answer, gold, article)
    verdict = _verdict(gold, answer, items, cited.right)
    figures = Figures(
        recall_at_1=recall_at(1, ranks) if ranks else None,
        recall_at_5=recall_at(5, ranks) if ranks else None,
        recall_at_10=recall_at(SEARCHED, ranks) if ranks else None,
        mrr=reciprocal_rank(ranks) if ranks else None,
        ndcg_at_10=ndcg_at(SEARCHED, ranks) if ranks else None,
        exact_match=exact_match(said, gold.answers) if one_answer else None,
        f1=f1(said, gold.answers) if one_answer else None,
        item_precision=items.precision if items else None,
        item_recall=items.recall if items else None,
        item_f1=items.f1 if items else None,
        citation_precision=None if refused else cited.precision,
        citation_recall=None if absent else cited.recall,
        statements_supported=None if refused else cited.supported,
        refusal_precision=float(absent) if refused else None,
        refusal_recall=float(refused) if absent else None,
        kind_accuracy=float(answer.kind is gold.kind),
        right=float(verdict is Verdict.RIGHT),
        refused=float(verdict is Verdict.REFUSED),
        wrong=float(verdict is Verdict.WRONG),
        score=_SCORE[verdict],
    )
    return Grade(outcome, verdict, figures, cited.right)


def sections(grades: Sequence[Grade]) -> list[Section]:
    """The row of every category that was asked, in the order of `CATEGORIES`, others behind, then `overall`, then
    `unseen`, which no other row counts; those that no question was asked for are left out."""
    unseen = [each for each in grades if each.outcome.gold.unseen]
    others = [each for each in grades if not each.outcome.gold.unseen]
    names = dict.fromkeys([*CATEGORIES, *(each.outcome.gold.category for each in others)])
    members = {name: [each for each in others if each.outcome.gold.category == name] for name in names}
    members |= {OVERALL: others, UNSEEN: unseen}
    return [_section(name, rows) for name, rows in members.items() if rows]


def first_categories(grades: Sequence[Grade]) -> Section | None:
    """The row of the categories whose questions are those of the first floors; no table shows it."""
    rows = [each for each in grades if each.outcome.gold.category in FIRST_CATEGORIES and not each.outcome.gold.unseen]
    return _section(FIRST, rows) if rows else None


def whole(rows: Sequence[Section]) -> Section:
    """The row that a run is summed up by: `overall`; `unseen` where nothing else was asked."""
    return next((row for row in rows if row.name == OVERALL), rows[-1])


def looked_at(grades: Sequence[Grade]) -> list[Grade]:
    """The questions that may be told one by one: the unseen ones only where nothing else was asked, or they would not
    stay unseen."""
    return [each for each in grades if not each.outcome.gold.unseen] or list(grades)


def guess(graded: Grade) -> tuple[float, bool]:
    """The confidence of the answer and whether it was right."""
    return graded.outcome.answer.confidence, graded.verdict is Verdict.RIGHT


def is_refusal(answer: Answer) -> bool:
    """Whether nothing was claimed: `not_found`, or no question was made out."""
    return answer.kind in (Kind.NOT_FOUND, Kind.UNCLEAR)


def what_was_said(answer: Answer) -> str:
    """The answer without the words around it: `short`, else the alternatives, else the quotes; nothing in a refusal."""
    if is_refusal(answer):
        return ""
    parts = [alternative.text for alternative in answer.alternatives] or [
        citation.quote for citation in answer.citations
    ]
    return answer.short or "; ".join(parts)


def _verdict(gold: Gold, answer: Answer, items: Items | None, right_citations: frozenset[int]) -> Verdict:
    """The first rule that fits, as in eval/README.md:

    1. Refused: right when the articles don't say, else refused. Answered although they don't say: wrong.
    2. A yes or no: right when the answer opens with an accepted form; a sentence that leaves it to the reader is wrong.
    3. Several asked for: right from an item F1 of 0.8.
    4. One asked for and several offered: the same, with the accepted forms as the only item.
    5. A why or how, or only sentences given: right when a citation is right.
    6. Else the short answer must hold an accepted form, or share 0.6 F1 with one and differ in no number or name.
    """
    if is_refusal(answer):
        return Verdict.RIGHT if gold.kind is Kind.NOT_FOUND else Verdict.REFUSED
    if gold.kind is Kind.NOT_FOUND:
        right = False
    elif gold.category == "yes_no":
        right = any(opens_with(answer.short or answer.text, form) for form in gold.answers)
    elif items is not None:
        right = items.f1 >= ITEM_F1_RIGHT
    elif answer.kind in (Kind.SEVERAL, Kind.CONFLICT) and answer.alternatives:
        right = _items(answer, [gold.answers]).f1 >= ITEM_F1_RIGHT
    elif gold.category == "why_how" or not answer.short:
        right = bool(right_citations)
    else:
        right = any(_says(answer.short, form) for form in gold.answers)
    return Verdict.RIGHT if right else Verdict.WRONG


def _says(short: str, form: str) -> bool:
    return contains(short, form) or (f1(short, [form]) >= F1_RIGHT and not differ_tellingly(short, form))


def _items(answer: Answer, items: Sequence[Sequence[str]]) -> Items:
    """What was named: the alternatives, else the short answer cut at commas and "và", else the quoted sentences."""
    pieces = [alternative.text for alternative in answer.alternatives]
    pieces = pieces or [piece for piece in _BETWEEN_ITEMS.split(answer.short) if piece.strip()]
    return named_items(pieces or [citation.quote for citation in answer.citations], items)


def _rank(proof: Support, hits: Iterable[Hit]) -> int | None:
    """The rank of the first passage that holds the quote, or at least half of it."""
    for rank, hit in enumerate(hits, start=1):
        if proves([proof], hit.article.id, hit.passage.start, hit.passage.end):
            return rank
    return None


def _section(name: str, grades: Sequence[Grade]) -> Section:
    guesses = [guess(each) for each in grades]
    means = {figure: mean([getattr(each.figures, figure) for each in grades]) for figure in FIGURES}
    return Section(name, tuple(grades), Figures(**means), calibration_error(guesses) if guesses else None)


def mean(values: Sequence[float | None]) -> float | None:
    """The mean of those that were measured; None when none was."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
