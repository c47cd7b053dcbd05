"""The assistant from end to end, over two pasted articles."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from qa import Answer, Assistant, Kind, Turn
from qa.errors import ArticleNotFound, EmptyArticle, QuestionError

WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"


def test_who_is_answered_with_the_sentence_and_the_date(assistant: Assistant) -> None:
    answer = assistant.ask(WHO)
    assert answer.kind is Kind.FOUND
    assert answer.short == "Trần Mạnh Hùng"
    assert "11-07-2020" in answer.text
    assert str(answer.as_of) == "2020-07-11"
    assert "tái đắc cử Bí thư" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Ban Thường vụ gồm mấy đồng chí?", "bảy đồng chí"),
        ("Cầu Bến Đá thông xe ngày nào?", "20-12"),
        ("Ai là Giám đốc Ban Quản lý dự án cầu Bến Đá?", "Lê Thị Thu Thủy"),
        ("ai la bi thu dang uy khoi co quan tinh song lam", "Trần Mạnh Hùng"),
        ("AI LÀ BÍ THƯ ĐẢNG ỦY KHỐI CƠ QUAN TỈNH SÔNG LAM", "Trần Mạnh Hùng"),
    ],
)
def test_short_answers(assistant: Assistant, question: str, short: str) -> None:
    assert short in assistant.ask(question).short


def test_every_citation_is_the_articles_own_text(assistant: Assistant) -> None:
    for question in (WHO, "Vì sao công trình cầu Bến Đá chậm tiến độ ba tháng?", "Đại hội bế mạc ở đâu?"):
        answer = assistant.ask(question)
        assert answer.citations
        for citation in answer.citations:
            assert assistant.article(citation.article_id).text[citation.start : citation.end] == citation.quote
            assert f"[{citation.number}]" in answer.text


def test_what_the_articles_do_not_say_is_not_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Giá vàng SJC hôm qua là bao nhiêu?")
    assert answer.kind is Kind.NOT_FOUND
    assert not answer.citations
    assert answer.headlines


def test_an_empty_store_says_not_found(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "new" / "store") as assistant:
        assert assistant.ask(WHO).kind is Kind.NOT_FOUND
        assert assistant.articles() == []


@pytest.mark.parametrize("question", ["", "   ", "???", "\x00\x07", "\n"])
def test_a_question_of_nothing_is_unclear(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).kind is Kind.UNCLEAR


def test_a_question_of_100_000_characters_is_refused_with_the_reason(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="100000"):
        assistant.ask("a" * 100_000)


def test_an_answer_survives_json(assistant: Assistant) -> None:
    for question in (WHO, "Giá vàng SJC hôm qua?", ""):
        answer = assistant.ask(question)
        assert Answer.from_json(answer.to_json()) == answer


def test_a_follow_up_is_completed_from_the_turn_before(assistant: Assistant) -> None:
    first = assistant.ask(WHO)
    follow_up = assistant.ask("Tỷ lệ phiếu bao nhiêu?", history=[Turn(WHO, first)])
    assert "99%" in follow_up.text
    assert "Bí thư" in follow_up.question


def test_adding_again_changes_nothing_and_a_changed_article_replaces_its_old_self(
    assistant: Assistant, articles: Path
) -> None:
    assert {entry.status for entry in assistant.add(articles)} == {"unchanged"}
    path = articles / "dai-hoi.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Trần Mạnh Hùng", "Phạm Thu Hà"), encoding="utf-8")
    assert sorted(entry.status for entry in assistant.add(articles)) == ["replaced", "unchanged"]
    assert assistant.ask(WHO).short == "Phạm Thu Hà"
    assert len(assistant.articles()) == 2


def test_the_same_text_under_another_name_is_noticed(assistant: Assistant, articles: Path) -> None:
    copy = articles / "ban-sao.txt"
    copy.write_bytes((articles / "dai-hoi.txt").read_bytes())
    (entry,) = assistant.add(copy)
    assert entry.status == "duplicate"
    assert entry.other.startswith("dai-hoi")


def test_a_bad_file_is_listed_and_the_rest_goes_on(assistant: Assistant, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(os.urandom(2000))
    (folder / "b.txt").write_text("Khai mạc hội chợ\n\nHội chợ khai mạc ngày 3-5 tại Vinh.", encoding="utf-8")
    assert sorted(entry.status for entry in assistant.add(folder, tmp_path / "nowhere.txt")) == [
        "added",
        "refused",
        "refused",
    ]


def test_a_pasted_text_becomes_an_article(assistant: Assistant) -> None:
    entry = assistant.add_text("Hội chợ Xuân mở cửa\n\nHội chợ Xuân mở cửa ngày 3-5 tại thành phố Vinh.")
    assert entry.status == "added"
    assert assistant.article(entry.article_id).title == "Hội chợ Xuân mở cửa"
    with pytest.raises(EmptyArticle):
        assistant.add_text(" \n ")


def test_a_removed_article_answers_nothing(assistant: Assistant) -> None:
    (article,) = (article for article in assistant.articles() if "Đại hội" in article.title)
    assert assistant.remove(article.id) == [article]
    assert assistant.ask(WHO).kind is Kind.NOT_FOUND
    with pytest.raises(ArticleNotFound):
        assistant.remove(article.id)


def test_several_threads_may_ask_at_once(assistant: Assistant) -> None:
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(assistant.ask(WHO))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [assistant.ask(WHO)] * 8


def test_two_bare_titles_are_told_apart(assistant: Assistant) -> None:
    assistant.add_text("Thanh niên ra quân\n\nĐồng chí Lê Minh Quân, Bí thư Tỉnh đoàn Sông Lam, phát lệnh ra quân.")
    answer = assistant.ask("Ai là Bí thư?")
    assert answer.kind is Kind.SEVERAL
    assert {entry.text for entry in answer.alternatives} == {"Trần Mạnh Hùng", "Lê Minh Quân"}


def test_english_wording(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "store", language="en") as assistant:
        assert assistant.ask(WHO).text.startswith("Not found")
