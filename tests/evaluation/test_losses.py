from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa.answer.read import Span
from qa.evaluation.grade import Grade, Outcome, grade
from qa.evaluation.losses import Loss, loss, losses
from qa.records import Article, Kind

Make = Callable[..., Any]
MINH = ("Nguyễn Văn Minh",)


@pytest.fixture
def lost(gold: Make, answer: Make, hits: Make, article: Article) -> Make:
    """Where the question who is secretary (sentence 1) is lost, when these are found, first read, said and cited."""

    def make(found: tuple[int, ...], read: int | None, short: str | None, *cited: int) -> Grade:
        brought = hits(*found)
        first = next((Span(hit, hit.passage.start, hit.passage.end, 0, 0, 0.9) for hit in hits(read or 0)), None)
        given = answer(kind=Kind.NOT_FOUND) if short is None else answer(short, *cited)
        outcome = Outcome(gold(1, answers=MINH), given, brought, 1.0, first if read is not None else None)
        return grade(outcome, lambda _: article)

    return make


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (((1,), 1, MINH[0], 1), None),
        (((0, 3), 3, None), Loss.NOT_RETRIEVED),
        (((0, 3), None, None), Loss.NOT_RETRIEVED),
        (((0, 3), 3, "7", 3), Loss.NOT_RETRIEVED),
        (((0, 1), 0, None), Loss.NOT_READ),
        (((0, 1), 0, "Đại hội", 0), Loss.NOT_READ),
        (((0, 1), 1, None), Loss.REFUSED),
        (((0, 1), 1, "Trần Bình", 2), Loss.MISCITED),
        (((0, 1), 0, MINH[0], 2), Loss.MISCITED),  # said rightly, proven by nothing
        (((0, 1), 1, "Bí thư", 1), Loss.MISREAD),
        (((0, 1), 0, "Bí thư", 0, 1), Loss.MISREAD),
    ],
)
def test_a_question_is_lost_at_the_first_step_that_failed(
    lost: Make, path: tuple[Any, ...], expected: Loss | None
) -> None:
    assert loss(lost(*path)) is expected


def test_what_the_articles_do_not_say_is_lost_by_answering(gold: Make, answer: Make, article: Article) -> None:
    absent = gold(kind=Kind.NOT_FOUND, category="absent")
    made_up, refused = (
        grade(Outcome(absent, given, (), 1.0), lambda _: article)
        for given in (answer("Trần Bình", 2), answer(kind=Kind.NOT_FOUND))
    )
    assert losses([made_up, refused])[Loss.ANSWERED_ABSENT] == [made_up]
    assert loss(refused) is None


def test_every_step_is_named_in_its_order(lost: Make) -> None:
    refused = lost((0, 1), 1, None)
    assert list(losses([refused])) == list(Loss)
    assert [grades for grades in losses([refused]).values() if grades] == [[refused]]
