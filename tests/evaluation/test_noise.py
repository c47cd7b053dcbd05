from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.answer.chain import Trace
from qa.api import Assistant
from qa.evaluation.gold import Gold, Support
from qa.evaluation.grade import Verdict
from qa.evaluation.noise import PASSAGES, RATIOS, with_noise
from qa.records import Article, Hit, Kind, Turn

SECRETARY = "Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam"
QUESTION = "Ai tái đắc cử Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"


class Listening:
    """The real assistant; what it was given to read is kept."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.given: list[list[str]] = []

    def trace(self, question: str, history: Sequence[Turn] = (), *, given: Sequence[Hit] | None = None) -> Trace:
        self.given.append([hit.article.id for hit in given or ()])
        return self._assistant.trace(question, history, given=given)

    def search(self, question: str, *, top: int) -> list[Hit]:
        return self._assistant.search(question, top=top)

    def article(self, article_id: str) -> Article:
        return self._assistant.article(article_id)


@pytest.fixture
def listening(assistant: Assistant) -> Listening:
    for number in range(6):
        assistant.add_text(f"Bí thư xã số {number} thăm các hộ dân.\n\nBí thư xã số {number} đã thăm {number} hộ dân.")
    return Listening(assistant)


@pytest.fixture
def asked(assistant: Assistant) -> Gold:
    (hit,) = (hit for hit in assistant.search(QUESTION, top=20) if SECRETARY in hit.text)
    start = hit.article.text.index(SECRETARY)
    proof = Support(hit.article.id, start, start + len(SECRETARY), SECRETARY)
    return Gold("who", "who", QUESTION, Kind.FOUND, ("Trần Mạnh Hùng",), (proof,))


def test_each_ratio_is_read_from_the_proof_among_so_many_others(listening: Listening, asked: Gold) -> None:
    told: list[tuple[int, int]] = []
    found = with_noise(listening, [asked], lambda done, total: told.append((done, total)))
    own = asked.support[0].article_id
    shares = [(given.count(own), len(given) - given.count(own)) for given in listening.given]
    assert shares == [(1, 0), (1, 1), (1, 4), (0, PASSAGES)]
    assert told == [(1, 1)]
    assert list(found) == list(RATIOS)
    grades = [graded for (graded,) in found.values()]
    assert [each.verdict for each in grades[:3]] == [Verdict.RIGHT] * 3
    assert grades[3].outcome.gold.kind is Kind.NOT_FOUND
    assert grades[3].figures.refusal_recall is not None


def test_questions_without_enough_around_them_are_left_out(assistant: Assistant, asked: Gold) -> None:
    absent = Gold("absent", "absent", "Giá vàng?", Kind.NOT_FOUND)
    found = with_noise(assistant, [asked, absent], lambda done, total: None)
    assert found == {ratio: [] for ratio in RATIOS}
