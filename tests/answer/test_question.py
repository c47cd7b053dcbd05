"""What a typed question is understood as."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answer.asking import Asks
from qa.answer.question import LONGEST_QUESTION, understand
from qa.config import shipped
from qa.errors import QuestionError
from qa.records import Answer, Kind, Turn
from qa.vietnamese.periods import Period
from qa.vietnamese.text import has_accents


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("Ai là Bí thư?", Asks.WHO),
        ("ai la bi thu", Asks.WHO),
        ("Cầu thủ nào ghi bàn quyết định?", Asks.WHO),
        ("Đại hội bế mạc ngày nào?", Asks.WHEN),
        ("chien thang dien bien phu ket thuc khi nao", Asks.WHEN),
        ("Ban Thường vụ có mấy đồng chí?", Asks.HOW_MANY),
        ("Fansipan cao bao nhiêu mét?", Asks.HOW_MANY),
        ("Trận chung kết diễn ra ở đâu?", Asks.WHERE),
        ("Huyện nào có cảng cá?", Asks.WHERE),
        ("Vì sao cầu chậm tiến độ?", Asks.WHY),
        ("vi sao cau cham tien do", Asks.WHY),
        ("Lễ hội được tổ chức như thế nào?", Asks.HOW),
        ("Đề án có tên là gì?", Asks.WHAT),
        ("ĐẠI HỘI BẾ MẠC NGÀY NÀO", Asks.WHEN),
        ("cau thu nao ghi nhieu ban nhat", Asks.WHO),  # the accents put back tell: "cầu thủ", not "thứ nào"
        ("nguoi viet nam dau tien bay vao vu tru ten la gi", Asks.WHAT),
        ("cau ben da thong xe luc nao", Asks.WHEN),
        ("Nhà bác học nào xếp các nguyên tố thành bảng?", Asks.WHO),
        ("Thủ môn nào được bình chọn hay nhất?", Asks.WHO),
        ("Sao tàu không ra đảo được?", Asks.WHY),
        ("Tàu phải quay về do đâu?", Asks.WHY),
        ("Tàu chạy hay không căn cứ vào đâu?", Asks.WHY),
        ("Sao Mộc có mấy vệ tinh?", Asks.HOW_MANY),
        ("Người đến đòi tiền bị đối xử sao?", Asks.HOW),
        ("Đây là phiên tòa lần thứ mấy?", Asks.WHAT),
    ],
)
def test_what_is_asked_for(typed: str, asks: Asks) -> None:
    assert understand(typed).asks is asks


def test_a_month_without_a_year_is_of_any_year() -> None:
    asked = understand("Hồi tháng 4 tàu nào ghé cảng?", today=date(2026, 11, 29))
    assert asked.months == {4}
    assert asked.period is None
    assert "4" not in asked.content
    assert not understand("Tháng 4-2019 tàu nào ghé cảng?").months


def test_what_is_counted_ends_before_where() -> None:
    assert understand("Có mấy em ở xã Đồi Chè bỏ học?").unit == "em"
    assert understand("Có bao nhiêu học sinh giỏi?").unit == "học sinh"


@pytest.mark.parametrize(
    ("typed", "many"),
    [
        ("Những ai dự hội nghị?", True),
        ("Các đồng chí Phó Bí thư là ai?", True),
        ("Đội tàu ghé các cảng nào?", True),
        ("Tàu chiến các nước ở vịnh ấy làm việc gì?", False),
        ("Ngoài nghĩa vụ, ông coi việc chăm sóc các mẹ ở đây là gì?", False),
    ],
)
def test_all_are_asked_for_where_the_asking_word_says_so(typed: str, many: bool) -> None:
    assert understand(typed).many is many


def test_a_syllable_that_got_its_accents_back_is_empty_only_with_them() -> None:
    assert "thi" in understand("bi thu dang uy thi tran con say la ai").content  # "thị", no "thì"


def test_content_is_what_is_left_without_the_asking_words() -> None:
    assert understand("Ban Thường vụ có mấy đồng chí?").content == ("ban", "thường", "vụ", "đồng", "chí")
    assert understand("Ai là Bí thư?").content == ("bí", "thư")
    assert understand("ai la bi thu").content == ("bi", "thu")  # "bi" is no "bị" here


def test_the_asking_words_of_an_unaccented_question_are_no_content() -> None:
    assert understand("dan so huyen la bao nhieu").content == ("dan", "so", "huyen")
    assert "may" in understand("nhà may dien co bao nhieu cong nhan").content  # "máy" asks nothing
    assert understand("tai sao phai hoc").content == ("phai", "hoc")


@pytest.mark.parametrize(
    ("typed", "text", "asks"),
    [
        ("bao nhiu người dự hội nghị", "bao nhiêu người dự hội nghị", Asks.HOW_MANY),
        ("thu ngân sách bn?", "thu ngân sách bao nhiêu?", Asks.HOW_MANY),
        ("bch tw co bao nhieu uy vien", "bch tw có bao nhiêu ủy viên", Asks.HOW_MANY),
        ("Cầu khánh thành hồi nào?", "Cầu khánh thành hồi nào?", Asks.WHEN),
        ("Cho em hỏi ai là bí thư ạ", "Cho em hỏi ai là bí thư ạ", Asks.WHO),
    ],
)
def test_questions_as_people_chat(typed: str, text: str, asks: Asks) -> None:
    asked = understand(typed)
    assert (asked.text, asked.asks) == (text, asks)
    assert not {"em", "hỏi", "nhieu", "nhiêu", "hồi"}.intersection(asked.content)


def test_the_unit_and_the_time() -> None:
    asked = understand("Năm 2019 Ban Thường vụ có mấy đồng chí?")
    assert asked.unit == "đồng chí"
    assert asked.period == Period(date(2019, 1, 1), date(2019, 12, 31))
    assert "2019" not in asked.content


def test_a_question_for_the_present() -> None:
    assert understand("Ai đang là Bí thư?").now
    assert understand("bi thu hien nay la ai").now
    assert not understand("bi thu dang uy la ai").now  # "dang" is Đảng


def test_a_question_for_all_of_them() -> None:
    assert understand("Những ai được bầu vào Ban Thường vụ?").many
    assert not understand("Ai được bầu làm Bí thư?").many


def test_a_question_may_have_2000_characters_and_no_more() -> None:
    assert understand("a" * LONGEST_QUESTION).content
    with pytest.raises(QuestionError) as error:
        understand("a" * (LONGEST_QUESTION + 1))
    assert "qa add" in error.value.vi


def test_a_question_typed_without_accents_gets_them_back_and_is_compared_without() -> None:
    asked = understand("ban thuong vu tinh uy gom nhung ai")
    assert asked.text == "ban thường vụ tỉnh ủy gồm những ai"
    assert asked.folded
    assert asked.content == ("ban", "thuong", "vu", "tinh", "uy", "gom")
    assert asked.many


def test_a_clean_question_is_left_as_it_was_typed() -> None:
    files = sorted(shipped("eval/gold").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    questions = [json.loads(line)["question"] for line in lines]
    clean = [question for question in questions if has_accents(question)]
    assert len(clean) > 400
    for question in clean:
        asked = understand(question)
        assert (asked.text, asked.folded) == (question, False)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_taken(typed: str) -> None:
    asked = understand(typed, [Turn("Ai là Bí thư?", Answer(Kind.FOUND, "Ai là Bí thư?", "", short="Trần Mạnh Hùng"))])
    assert isinstance(asked.text, str)
    assert "\x00" not in asked.text


def test_no_article_need_say_that_it_is_now() -> None:
    asked = understand("Bây giờ Việt Nam có bao nhiêu tỉnh thành?")
    assert asked.now
    assert asked.content == ("việt", "nam", "tỉnh", "thành")
    assert asked.sought == "Việt Nam có bao nhiêu tỉnh thành?"
    assert asked.text == "Bây giờ Việt Nam có bao nhiêu tỉnh thành?"
    assert understand("hien nay ai la bi thu huyen uy").sought == "ai là bí thư huyện ủy"
