"""What is no question of fact: greetings, summaries, articles on a subject."""

from __future__ import annotations

import pytest

from qa import Assistant, Kind, Turn
from qa.answer.requests import Request, Wish, requested


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("Xin chào", Request(Wish.GREETING, "")),
        ("chào bạn!", Request(Wish.GREETING, "")),
        ("Cảm ơn bạn nhiều nhé", Request(Wish.THANKS, "")),
        ("Tóm tắt bài về cầu Bến Đá", Request(Wish.SUMMARY, "cầu Bến Đá")),
        ("tom tat bai dai hoi dang bo giup toi", Request(Wish.SUMMARY, "dai hoi dang bo")),
        ("Tóm tắt bài này", Request(Wish.SUMMARY, "")),
        ("Tóm tắt bài thể thao", Request(Wish.SUMMARY, "thể thao")),
        ("Có bài nào về bão số 11 không?", Request(Wish.HEADLINES, "bão số 11")),
        ("Liệt kê các bài về không gian văn hóa", Request(Wish.HEADLINES, "không gian văn hóa")),
        ("Hôm nay có tin nào nói về giá vàng?", Request(Wish.HEADLINES, "giá vàng")),
    ],
)
def test_wishes(typed: str, wish: Request) -> None:
    assert requested(typed) == wish


@pytest.mark.parametrize("typed", ["Ai là Bí thư?", "Chào mừng đại hội có gì?", "Có bao nhiêu bài dự thi?", "", "?"])
def test_questions_of_fact_are_none(typed: str) -> None:
    assert requested(typed) is None


def test_a_greeting_is_returned_and_nothing_is_searched_for(assistant: Assistant) -> None:
    answer = assistant.ask("Xin chào")
    assert answer.text.startswith("Chào bạn!")
    assert not answer.citations


def test_a_summary_is_quoted_in_the_articles_order(assistant: Assistant) -> None:
    answer = assistant.ask("Tóm tắt bài về cầu Bến Đá")
    assert answer.kind is Kind.FOUND
    article = assistant.article(answer.citations[0].article_id)
    assert "Bến Đá" in article.title
    places = [citation.start for citation in answer.citations]
    assert places == sorted(places)
    assert all(article.text[each.start : each.end] == each.quote for each in answer.citations)
    assert all(f"[{each.number}]" in answer.text for each in answer.citations)


def test_this_article_is_the_one_last_cited(assistant: Assistant) -> None:
    first = assistant.ask("Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?")
    answer = assistant.ask("Tóm tắt bài này", [Turn("Ai là Bí thư?", first)])
    assert {citation.article_id for citation in answer.citations} == {first.citations[0].article_id}


def test_nobody_knows_which_article_this_one_is(assistant: Assistant) -> None:
    answer = assistant.ask("Tóm tắt bài này")
    assert answer.kind is Kind.UNCLEAR
    assert answer.text.startswith("Bạn muốn tóm tắt bài nào?")


def test_articles_on_a_subject_are_listed_with_a_mark_each(assistant: Assistant) -> None:
    answer = assistant.ask("Có bài nào về cầu Bến Đá không?")
    assert answer.kind is Kind.FOUND
    assert [headline.article_id for headline in answer.headlines] == [each.article_id for each in answer.citations]
    assert assistant.ask("Có bài nào về giá vàng SJC không?").kind is Kind.NOT_FOUND
