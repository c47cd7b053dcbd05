"""Where a question was lost: the first step between question and answer that failed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from qa.evaluation.citations import proves
from qa.evaluation.grade import Grade, Verdict, is_refusal
from qa.records import Kind


class Loss(StrEnum):
    """The steps in the order in which they can fail."""

    NOT_RETRIEVED = "not_retrieved"  # no proof in the passages found
    NOT_READ = "not_read"  # found, but the reader put another sentence first
    REFUSED = "refused"  # put first, and yet refused
    MISCITED = "miscited"  # answered, rightly or not, and no citation is right
    MISREAD = "misread"  # a proof is cited, but what was said is another thing, or not all of it
    ANSWERED_ABSENT = "answered_absent"  # answered, although the articles don't say


def loss(grade: Grade) -> Loss | None:
    """Where the question was lost; None when it was answered right from a right citation, or rightly refused."""
    outcome = grade.outcome
    if outcome.gold.kind is Kind.NOT_FOUND:
        return None if grade.verdict is Verdict.RIGHT else Loss.ANSWERED_ABSENT
    if grade.right_citations:
        return None if grade.verdict is Verdict.RIGHT else Loss.MISREAD
    first = outcome.first
    read = first is not None and proves(outcome.gold.support, first.hit.article.id, first.start, first.end)
    if grade.verdict is Verdict.RIGHT or (read and not is_refusal(outcome.answer)):
        return Loss.MISCITED
    if read:
        return Loss.REFUSED
    return Loss.NOT_READ if grade.figures.mrr else Loss.NOT_RETRIEVED


def losses(grades: Sequence[Grade]) -> dict[Loss, list[Grade]]:
    """The questions lost at each step, every step named, in the order of the steps."""
    found: dict[Loss, list[Grade]] = {step: [] for step in Loss}
    for grade in grades:
        if step := loss(grade):
            found[step].append(grade)
    return found
