"""The wording of answers, and their marks."""

from __future__ import annotations

import re
from datetime import date

import pytest

from qa.answer.citations import Citations
from qa.answer.compose import compose
from qa.answer.question import understand
from qa.answer.read import Span
from qa.answer.write import unclear
from qa.records import Article, Hit, Kind, Passage

TEXT = "Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư. Ban Chấp hành gồm 25 đồng chí."


def hit(article_id: str = "dai-hoi", text: str = TEXT, published: date | None = date(2020, 7, 11)) -> Hit:
    article = Article(article_id, "Bế mạc Đại hội", text, published)
    passage = Passage(1, article_id, 0, len(text), ((0, len(text)),))
    return Hit(passage, article, 0.9, 0.5, 10.0, 1, 1)


def span(short: str, probability: float, *, brought: Hit | None = None) -> Span:
    brought = brought or hit()
    text = brought.article.text
    end = text.index(". ") + 1 if ". " in text else len(text)
    start = text.index(short) if short else 0
    return Span(brought, 0, end, start, start + len(short), probability)


def test_the_short_answer_stands_in_front_of_its_sentence() -> None:
    answer = compose(understand("Ai là Bí thư?"), [hit()], [span("Trần Mạnh Hùng", 0.9)], "vi")
    assert answer.text == (
        "Trần Mạnh Hùng [1] (theo bài ngày 11-07-2020).\n“Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư.” [1]"
    )
    assert answer.kind is Kind.FOUND
    assert answer.citations[0].quote == "Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư."


def test_without_a_short_answer_the_sentence_is_the_answer() -> None:
    answer = compose(
        understand("Kết quả ra sao?"), [hit(published=None)], [span("", 0.9, brought=hit(published=None))], "vi"
    )
    assert answer.text == "“Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư.” [1]"
    assert answer.short == ""
    assert answer.as_of is None


def test_an_unlikely_sentence_is_refused_with_headlines() -> None:
    answer = compose(understand("Ai vắng mặt?"), [hit(), hit()], [span("Trần Mạnh Hùng", 0.01)], "vi")
    assert answer.kind is Kind.NOT_FOUND
    assert answer.text.endswith("- Bế mạc Đại hội (11-07-2020)")
    assert len(answer.headlines) == 1
    assert not answer.citations


def test_two_holders_are_listed_newest_first_with_a_mark_each() -> None:
    newer = hit("tinh-doan", "Đồng chí Lê Minh Quân, Bí thư Tỉnh đoàn, phát biểu.", date(2022, 1, 5))
    spans = [span("Trần Mạnh Hùng", 0.9), span("Lê Minh Quân", 0.88, brought=newer)]
    answer = compose(understand("Ai là Bí thư?"), [hit(), newer], spans, "vi")
    assert answer.kind is Kind.SEVERAL
    assert [entry.text for entry in answer.alternatives] == ["Lê Minh Quân", "Trần Mạnh Hùng"]
    assert [entry.published for entry in answer.alternatives] == [date(2022, 1, 5), date(2020, 7, 11)]
    marks = {int(mark) for mark in re.findall(r"\[(\d)\]", answer.text)}
    assert marks == {citation.number for citation in answer.citations} == {1, 2}


@pytest.mark.parametrize(("language", "word"), [("vi", "Bạn muốn hỏi điều gì?"), ("en", "What would you like to ask?")])
def test_nothing_asked(language: str, word: str) -> None:
    assert word in unclear("", "en" if language == "en" else "vi").text


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "Ai là Bí thư Quảng Nam?",
            "Đồng chí Trần Mạnh Hùng là Bí thư Đà Nẵng. Ông nhận nhiệm vụ.",
            "Bài báo viết về thành phố Đà Nẵng, từ ngày 1-7-2025 gồm cả Quảng Nam.",
        ),
        (
            "Ai là Bí thư Đà Nẵng?",
            "Đồng chí Trần Mạnh Hùng là Bí thư Quảng Nam. Ông nhận nhiệm vụ.",
            "Bài báo viết về Quảng Nam, từ ngày 1-7-2025 thuộc thành phố Đà Nẵng.",
        ),
        ("Ai là Bí thư Đà Nẵng?", "Đồng chí Trần Mạnh Hùng là Bí thư Đà Nẵng. Ông nhận nhiệm vụ.", ""),
    ],
)
def test_it_is_said_which_of_two_merged_provinces_is_meant(question: str, text: str, line: str) -> None:
    brought = hit(text=text)
    answer = compose(understand(question), [brought], [span("Trần Mạnh Hùng", 0.9, brought=brought)], "vi")
    assert answer.text.split("\n")[2:] == ([line] if line else [])


def test_the_holder_of_an_office_is_found_under_its_full_name() -> None:
    brought = hit(text="Đồng chí Trần Mạnh Hùng, Chủ tịch Ủy ban nhân dân huyện Tân Hải, phát biểu. Trời mưa.")
    spans = [span("Trần Mạnh Hùng", 0.1, brought=brought)]  # too unlikely to be shown but as a holder
    answer = compose(understand("Ai là Chủ tịch UBND huyện Tân Hải?"), [brought], spans, "vi")
    assert answer.short == "Trần Mạnh Hùng"


def test_a_stretch_is_numbered_once() -> None:
    citations = Citations()
    article = hit().article
    assert [citations.cite(article, 0, 5), citations.cite(article, 6, 9), citations.cite(article, 0, 5)] == [1, 2, 1]
    assert [citation.quote for citation in citations.all()] == [TEXT[0:5], TEXT[6:9]]


@pytest.mark.parametrize(
    ("short", "shown"),
    [
        ("Sáng 9-7", "Sáng 9-7 (09-07-2020) [1]"),
        ("hôm qua", "hôm qua (10-07-2020) [1]"),
        ("ngày 9-7-2020", "ngày 9-7-2020 [1]"),
        ("tháng 6", "tháng 6 [1]"),
    ],
)
def test_a_short_day_is_said_in_full(short: str, shown: str) -> None:
    brought = hit(text=f"Lễ bế mạc diễn ra {short} tại trung tâm hội nghị.")
    answer = compose(understand("Lễ bế mạc diễn ra khi nào?"), [brought], [span(short, 0.9, brought=brought)], "vi")
    assert answer.text.startswith(shown)
    assert answer.short == short
