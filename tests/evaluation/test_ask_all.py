from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from qa.answer.chain import Trace
from qa.answer.question import understand
from qa.answer.read import Span
from qa.evaluation.ask import ask_all
from qa.records import Answer, Article, Hit, Turn

Make = Callable[..., Any]


class Scripted:
    """Answers with what was written down for the question, and remembers everything it was asked."""

    def __init__(self, article: Article, hits: Sequence[Hit], answers: dict[str, Answer]) -> None:
        self.known = article
        self.found = list(hits)
        self.answers = answers
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def trace(self, question: str, history: Sequence[Turn] = (), *, given: Sequence[Hit] | None = None) -> Trace:
        self.asked.append((question, tuple(f"{turn.question} {turn.answer.short}" for turn in history)))
        hits = self.found if given is None else given
        spans = [Span(hit, hit.passage.start, hit.passage.end, 0, 0, 0.9) for hit in hits]
        return Trace(understand(question), tuple(hits), tuple(spans), self.answers[question])

    def search(self, question: str, *, top: int) -> list[Hit]:
        return self.found[:top]

    def article(self, article_id: str) -> Article:
        assert article_id == self.known.id
        return self.known


@pytest.fixture
def scripted(article: Article, hits: Make, answer: Make) -> Scripted:
    return Scripted(
        article,
        hits(1, 0),
        {
            "Hỏi a?": answer("Nguyễn Văn Minh", 1),
            "Ai chủ trì?": answer("Lê Thị Hoà", 2),
            "Còn ai nữa?": answer("Trần Bình", 2),
            "Hỏi b?": answer("7 đồng chí", 3, question="Hỏi b – Trần Bình?"),
        },
    )


def test_questions_are_asked_in_order_follow_ups_after_their_earlier_ones(scripted: Scripted, gold: Make) -> None:
    golds = [gold(1, name="a"), gold(3, name="b", history=("Ai chủ trì?", "Còn ai nữa?"))]
    outcomes = ask_all(scripted, golds)
    warming, *asked = scripted.asked
    assert warming == ("Hỏi a?", ())
    assert asked == [
        ("Hỏi a?", ()),
        ("Ai chủ trì?", ()),
        ("Còn ai nữa?", ("Ai chủ trì? Lê Thị Hoà",)),
        ("Hỏi b?", ("Ai chủ trì? Lê Thị Hoà", "Còn ai nữa? Trần Bình")),
    ]
    assert [outcome.gold.id for outcome in outcomes] == ["a", "b"]
    assert outcomes[1].answer.short == "7 đồng chí"
    assert len(outcomes[0].hits) == 2
    assert outcomes[0].first is not None
    assert outcomes[0].first.quote == "Ông Nguyễn Văn Minh được bầu làm Bí thư."
    assert all(outcome.milliseconds > 0 for outcome in outcomes)


def test_what_two_conversations_begin_with_is_asked_once(scripted: Scripted, gold: Make) -> None:
    golds = [gold(1, name="a", history=("Ai chủ trì?",)), gold(3, name="b", history=("Ai chủ trì?", "Còn ai nữa?"))]
    ask_all(scripted, golds)
    assert [question for question, _ in scripted.asked[1:]] == ["Ai chủ trì?", "Hỏi a?", "Còn ai nữa?", "Hỏi b?"]


def test_progress_is_told_after_every_question(scripted: Scripted, gold: Make) -> None:
    told: list[tuple[int, int]] = []
    ask_all(scripted, [gold(1, name="a"), gold(1, name="a")], lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
