"""Follow-ups, completed from the turns before them."""

from __future__ import annotations

from datetime import date

import pytest

from qa.answer.asking import Asks
from qa.answer.question import understand
from qa.records import Answer, Citation, Kind, Turn

TODAY = date(2024, 5, 15)


def talk(*turns: tuple[str, str]) -> list[Turn]:
    """The turns of a conversation, each understood after those before it; (question, short answer)."""
    history: list[Turn] = []
    for typed, short in turns:
        asked = understand(typed, history, today=TODAY)
        citation = Citation(1, "bai-1", "Tiêu đề", date(2020, 7, 11), "", "", 0, 4, "Đúng")
        text = f"{short} [1]"
        history.append(Turn(typed, Answer(Kind.FOUND, asked.text, text, short=short, citations=(citation,))))
    return history


WHO = ("Ai là Bí thư Đảng ủy Khối?", "Trần Mạnh Hùng")
BRIDGE = ("Cầu Bến Đá dài bao nhiêu mét?", "420 m")


@pytest.mark.parametrize("typed", ["Tỷ lệ phiếu bao nhiêu?", "Còn ban thường vụ có mấy người?", "Ở đâu?"])
def test_what_it_is_about_is_added(typed: str) -> None:
    asked = understand(typed, talk(WHO), today=TODAY)
    assert "Bí thư Đảng ủy Khối" in asked.text
    assert "Trần Mạnh Hùng" in asked.text
    assert asked.earlier == ("bai-1",)
    assert {"bí", "thư"} <= asked.carried


@pytest.mark.parametrize(
    ("before", "typed", "understood"),
    [
        (WHO, "Ông ấy quê ở đâu?", "Trần Mạnh Hùng quê ở đâu?"),
        (WHO, "Bà sinh năm nào?", "Trần Mạnh Hùng sinh năm nào?"),
        (WHO, "Quê ở đâu?", "Trần Mạnh Hùng quê ở đâu?"),
        (WHO, "Trước đó bà giữ chức gì?", "Trước đó Trần Mạnh Hùng giữ chức gì?"),
        (WHO, "truoc do lam gi", "Trần Mạnh Hùng trước đó làm gì?"),
        (WHO, "Còn phó bí thư?", "Ai là phó bí thư Đảng ủy Khối?"),
        (("Thu ngân sách năm 2024 đạt bao nhiêu?", "418 tỷ"), "Còn năm 2022?", "Thu ngân sách năm 2022 đạt bao nhiêu?"),
        (
            ("Ai là Hiệu trưởng Trường THPT Sông Lam?", "Lê Thị Thủy"),
            "Thế còn Trường THPT Núi Hồng?",
            "Ai là Hiệu trưởng Trường THPT Núi Hồng?",
        ),
        (("Việt Nam gia nhập năm nào?", "1995"), "Còn Campuchia thì sao?", "Campuchia gia nhập năm nào?"),
    ],
)
def test_it_takes_the_place_of_what_is_like_it(before: tuple[str, str], typed: str, understood: str) -> None:
    asked = understand(typed, talk(before), today=TODAY)
    assert asked.text == understood
    assert asked.carried == frozenset()


def test_a_thing_pointed_at_is_named() -> None:
    history = talk(("Ai tái đắc cử tại Đại hội lần thứ XXII?", "Trần Mạnh Hùng"))
    assert understand("Đại hội ấy họp ở đâu?", history, today=TODAY).text.startswith(
        "Đại hội lần thứ XXII họp ở đâu – "
    )


def test_the_last_question_that_stood_alone_is_the_topic() -> None:
    history = talk(BRIDGE, ("Rộng bao nhiêu?", "12 m"))
    asked = understand("Khởi công khi nào?", history, today=TODAY)
    assert asked.text == "Khởi công khi nào – Cầu Bến Đá?"  # without what was asked of it
    assert "rộng" not in asked.content


def test_another_year_replaces_the_year_of_the_topic() -> None:
    history = talk(("Đội nào vô địch Cúp Sông Lam năm 2022?", "Bến Đá"))
    asked = understand("Thế năm 2021 ai vô địch?", history, today=TODAY)
    assert "2022" not in asked.text
    assert asked.period is not None
    assert asked.period.first.year == 2021


def test_what_the_earlier_question_asks_for_stays() -> None:
    assert (
        understand("Còn năm 2022?", talk(("Thu ngân sách năm 2024 đạt bao nhiêu?", "418 tỷ")), today=TODAY).asks
        is Asks.HOW_MANY
    )


@pytest.mark.parametrize(
    "typed", ["Cầu Bến Đá bắc qua sông Cấm dài bao nhiêu mét?", "Ai là Chủ tịch UBND tỉnh Sông Lam?"]
)
def test_a_new_topic_is_left_alone(typed: str) -> None:
    asked = understand(typed, talk(WHO), today=TODAY)
    assert (asked.text, asked.earlier) == (typed, ())


def test_a_name_said_in_full_before_is_used_in_full() -> None:
    turn = talk(("Ai thay ông Khải?", "bà Hường"))[0]
    longer = Answer(Kind.FOUND, turn.question, "“Bà Tạ Thị Bích Hường thay ông Khải.” [1]", short="bà Hường")
    asked = understand("Bà ấy sinh năm nào?", [Turn(turn.question, longer)], today=TODAY)
    assert asked.text == "Tạ Thị Bích Hường sinh năm nào?"


def test_who_follows_somebody_is_asked_of_the_office_spoken_of() -> None:
    asked = understand("Ai thay ông ấy?", talk(WHO), today=TODAY)
    assert asked.text == "Ai thay Trần Mạnh Hùng – Bí thư Đảng ủy Khối?"
