"""One article of five sentences; answers, hits and gold questions about it whose figures can be worked out by eye."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from qa.evaluation.gold import Gold, Support
from qa.evaluation.grade import Outcome
from qa.records import Alternative, Answer, Article, Citation, Hit, Kind, Passage

SENTENCES = (
    "Đại hội khai mạc ngày 10-7.",
    "Ông Nguyễn Văn Minh được bầu làm Bí thư.",
    "Bà Lê Thị Hoà và ông Trần Bình làm Phó Bí thư.",
    "Ban thường vụ gồm bảy đồng chí.",
    "Trời mưa suốt hai ngày.",
)
ARTICLE = Article(id="dai-hoi", title="Bế mạc đại hội", text=" ".join(SENTENCES), published=date(2020, 7, 11))


def span(sentence: int) -> tuple[int, int]:
    start = ARTICLE.text.index(SENTENCES[sentence])
    return start, start + len(SENTENCES[sentence])


@pytest.fixture
def article() -> Article:
    return ARTICLE


@pytest.fixture
def citation() -> Callable[..., Citation]:
    """The citation of one sentence by its number in the article, from 0."""

    def make(sentence: int, number: int = 1) -> Citation:
        start, end = span(sentence)
        return Citation(number, ARTICLE.id, ARTICLE.title, ARTICLE.published, "", "", start, end, SENTENCES[sentence])

    return make


@pytest.fixture
def answer(citation: Callable[..., Citation]) -> Callable[..., Answer]:
    """An answer that says `short` or the alternatives, and cites the sentences as [1], [2] …"""

    def make(
        short: str = "",
        *cited: int,
        kind: Kind = Kind.FOUND,
        alternatives: tuple[str, ...] = (),
        confidence: float = 0.9,
        question: str = "",
    ) -> Answer:
        citations = tuple(citation(sentence, number) for number, sentence in enumerate(cited, start=1))
        return Answer(
            kind=kind,
            question=question,
            text=short + " ".join(f"{each.quote} [{each.number}]" for each in citations),
            short=short,
            citations=citations,
            alternatives=tuple(Alternative(text, "", None, ()) for text in alternatives),
            confidence=confidence,
        )

    return make


@pytest.fixture
def hits() -> Callable[..., tuple[Hit, ...]]:
    """Passages of one sentence each, in this order."""

    def make(*sentences: int) -> tuple[Hit, ...]:
        return tuple(
            Hit(Passage(sentence + 1, ARTICLE.id, *span(sentence), (span(sentence),)), ARTICLE, 0.5, 0.5, 1.0, 1, 1)
            for sentence in sentences
        )

    return make


@pytest.fixture
def gold() -> Callable[..., Gold]:
    """A question that is proven by the sentences."""

    def make(
        *proofs: int,
        answers: tuple[str, ...] = (),
        items: tuple[tuple[str, ...], ...] = (),
        kind: Kind = Kind.FOUND,
        category: str = "who",
        name: str = "who-001",
        history: tuple[str, ...] = (),
    ) -> Gold:
        support = tuple(Support(ARTICLE.id, *span(sentence), SENTENCES[sentence]) for sentence in proofs)
        return Gold(name, category, f"Hỏi {name}?", kind, answers, support, items, history)

    return make


@pytest.fixture
def outcome(
    gold: Callable[..., Gold], answer: Callable[..., Answer], hits: Callable[..., tuple[Hit, ...]]
) -> Callable[..., Outcome]:
    """The question who is secretary: answered right unless `short` is another name, refused when it is None."""

    def make(
        name: str, short: str | None = "Nguyễn Văn Minh", category: str = "who", milliseconds: float = 10
    ) -> Outcome:
        given = answer(kind=Kind.NOT_FOUND) if short is None else answer(short, 1)
        asked = gold(1, answers=("Nguyễn Văn Minh",), category=category, name=name)
        return Outcome(asked, given, hits(3, 1), milliseconds)

    return make
