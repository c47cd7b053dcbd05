"""Who holds an office, and when."""

from __future__ import annotations

from datetime import date

import pytest

from qa.answer.offices import holders
from qa.answer.question import understand
from qa.answer.read import Span
from qa.answer.tenure import at_time, told_on
from qa.records import Article, Hit, Passage

TODAY = date(2024, 5, 15)


def span(text: str, published: str, title: str = "Tin huyện Sông Lam") -> Span:
    article = Article(f"bai-{published}-{len(text)}", title, text, date.fromisoformat(published))
    hit = Hit(Passage(1, article.id, 0, len(text), ((0, len(text)),)), article, 0.9, 0.5, 10.0, 1, 1)
    return Span(hit, 0, len(text), 0, 0, 0.5)


CHAIRS = [
    span("HĐND huyện Sông Lam bầu ông Lê Văn An giữ chức Chủ tịch UBND huyện.", "2016-06-20"),
    span("Ông Lê Văn An, Chủ tịch UBND huyện, dự lễ khởi công.", "2018-03-05"),
    span("Sáng 12-10, bà Trần Thị Bình được bầu làm Chủ tịch UBND huyện thay ông Lê Văn An nghỉ hưu.", "2019-10-12"),
    span("Chủ tịch UBND huyện Phạm Văn Cần phát biểu tại hội nghị.", "2023-02-01"),
    span("Ông Đỗ Văn Dũng, Phó Chủ tịch UBND huyện, chủ trì cuộc họp.", "2023-02-01"),
]


def who(question: str, spans: list[Span] | None = None) -> list[str]:
    asked = understand(question, today=TODAY)
    return [holder.name for holder in at_time(asked, holders(asked, spans or CHAIRS))]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Chủ tịch UBND huyện Sông Lam hiện nay là ai?", ["Phạm Văn Cần"]),
        ("Năm 2018 ai là Chủ tịch UBND huyện Sông Lam?", ["Lê Văn An"]),
        ("Năm 2017 ai là Chủ tịch UBND huyện Sông Lam?", ["Lê Văn An"]),
        ("Tháng 3-2021, Chủ tịch UBND huyện Sông Lam là ai?", ["Trần Thị Bình"]),
        ("Trước bà Trần Thị Bình, ai là Chủ tịch UBND huyện Sông Lam?", ["Lê Văn An"]),
        ("Ai làm Chủ tịch UBND huyện Sông Lam sau bà Trần Thị Bình?", ["Phạm Văn Cần"]),
        ("nam 2018 ai la chu tich ubnd huyen song lam", ["Lê Văn An"]),
        ("nam 2018 ai lam chu tich ubnd huyen song lam", ["Lê Văn An"]),
        ("Ai là Phó Chủ tịch UBND huyện Sông Lam?", ["Đỗ Văn Dũng"]),
        ("Năm 2008 ai là Chủ tịch UBND huyện Sông Lam?", []),
    ],
)
def test_the_holder_at_that_time(question: str, names: list[str]) -> None:
    assert who(question) == names


def test_the_rank_of_the_one_before_is_no_part_of_the_office() -> None:
    left = span("Đại tá Cao Văn Hải, Trưởng Công an huyện, nghỉ hưu từ đầu tháng.", "2021-03-05")
    came = span("Thượng tá Trần Thanh Lam, Trưởng Công an huyện, dự hội nghị.", "2021-06-05")
    assert who("Trưởng Công an huyện Sông Lam trước Thượng tá Trần Thanh Lam là ai?", [left, came]) == ["Cao Văn Hải"]


def test_who_is_said_to_be_replaced_held_it_before() -> None:
    told = span("Bà Hường thay ông Lương Văn Khải, Bí thư Huyện ủy Sông Lam từ năm 2015.", "2023-10-25")
    assert who("Trước bà Tạ Thị Hường, ai là Bí thư Huyện ủy Sông Lam?", [told]) == ["Lương Văn Khải"]
    assert who("Trước bà Tạ Thị Hoa, ai là Bí thư Huyện ủy Sông Lam?", [told]) == []


def test_a_span_of_years_has_all_of_them() -> None:
    named = who("Từ năm 2017 đến nay những ai làm Chủ tịch UBND huyện Sông Lam?")
    assert set(named) == {"Lê Văn An", "Trần Thị Bình", "Phạm Văn Cần"}


def test_who_was_elected_in_a_year_is_not_who_held_it_then() -> None:
    assert who("Năm 2019 ai được bầu làm Chủ tịch UBND huyện Sông Lam?") == ["Trần Thị Bình"]


def test_who_left_is_not_the_holder_now() -> None:
    left = span("Quốc hội miễn nhiệm chức Bộ trưởng Bộ Xây dựng đối với ông Lê Văn An.", "2024-01-10")
    named = span("Bộ trưởng Bộ Xây dựng Lê Văn An trả lời chất vấn.", "2023-06-06")
    assert who("Bộ trưởng Bộ Xây dựng hiện nay là ai?", [left, named]) == []


def test_names_joined_by_and_hold_it_together() -> None:
    both = span("Hai Phó Giám đốc Sở Y tế là ông Lê Văn An và bà Trần Thị Bình cùng dự.", "2023-06-06")
    assert set(who("Ai là Phó Giám đốc Sở Y tế?", [both])) == {"Lê Văn An", "Trần Thị Bình"}


def test_the_office_of_another_place_is_another() -> None:
    other = span("Bà Lê Thị Hoa, Bí thư Huyện ủy Núi Hồng, thăm huyện Sông Lam.", "2023-06-06")
    assert who("Ai là Bí thư Huyện ủy Sông Lam?", [other]) == []


def test_a_verb_may_stand_far_from_the_name() -> None:
    far = span(
        "Quốc hội bầu đại tướng Lê Văn An, Ủy viên Bộ Chính trị, Thường trực Ban Bí thư, làm Chủ tịch nước.",
        "2023-06-06",
    )
    assert who("Ai là Chủ tịch nước?", [far]) == ["Lê Văn An"]


def test_a_seat_in_the_secretariat_is_no_secretary() -> None:
    seat = span("Ông Lê Văn An, Thường trực Ban Bí thư, phát biểu.", "2023-06-06")
    assert who("Ai là Bí thư?", [seat]) == []


def test_a_year_of_birth_dates_nothing() -> None:
    told = span("Ông Lê Văn An, sinh năm 1962, được bầu làm Bí thư Tỉnh đoàn.", "2020-07-11")
    assert told_on(told) == date(2020, 7, 11)


def test_the_date_nearest_to_the_name_counts() -> None:
    text = "Bà Trần Thị Bình được bầu tháng 3-2023, ông Lê Văn An tháng 5-2024."
    one = span(text, "2024-10-21")
    at = text.index("Lê Văn An")
    named = Span(one.hit, 0, len(text), at, at + len("Lê Văn An"), 0.5)
    assert told_on(named) == date(2024, 5, 31)


def test_being_elected_to_an_office_is_no_part_of_its_name() -> None:
    told = span("Ông Hồ Văn Sáu được bầu giữ chức Bí thư Huyện ủy Sông Lam.", "2020-06-05")
    assert who("Ai trúng cử Bí thư Huyện ủy Sông Lam?", [told]) == ["Hồ Văn Sáu"]


def test_whom_the_question_names_is_not_asked_for() -> None:
    told = [span("Bà Hồ Thị Sen, thư ký của ông Lê Văn An, cho biết như vậy.", "2021-03-05")]
    assert "Lê Văn An" not in who("Thư ký của ông Lê Văn An là ai?", told)
    made = [span("Năm 2014 ông Lê Văn An được bổ nhiệm làm Trưởng Công an xã Đồi Chè.", "2021-03-05")]
    assert who("Ai ký quyết định bổ nhiệm ông An làm Trưởng Công an xã Đồi Chè?", made) == []


def test_only_an_office_has_holders() -> None:
    assert who("Anh Hồ Văn Sáu cảm ơn những ai?", [span("Anh cảm ơn ông Lê Văn An.", "2021-03-05")]) == []


def test_a_numbered_district_is_another_than_its_neighbour() -> None:
    told = [span("Đại tá Trần Văn Lao, Trưởng Công an quận 7, cho biết.", "2021-03-05")]
    assert who("Trưởng Công an quận 7 là ai?", told) == ["Trần Văn Lao"]
    assert who("Trưởng Công an quận 12 là ai?", told) == []


def test_a_former_holder_has_left() -> None:
    told = [span("Ông Lê Văn An, cựu Chủ tịch UBND huyện, dự lễ.", "2021-03-05")]
    assert who("Chủ tịch UBND huyện hiện nay là ai?", told) == []
    made = [span("Ông Lê Văn An, nguyên Phó Bí thư, được bầu làm Chủ tịch UBND huyện.", "2021-03-05")]
    assert who("Chủ tịch UBND huyện hiện nay là ai?", made) == ["Lê Văn An"]


def test_the_office_of_a_name_asked_for_without_accents() -> None:
    told = [span("Ông Lê Văn An, Bí thư Đảng ủy thị trấn Cồn Sậy, phát biểu.", "2021-03-05")]
    assert who("bi thu dang uy thi tran con say ten gi", told) == ["Lê Văn An"]


def test_a_month_without_a_year_names_who_was_named_in_it() -> None:
    assert who("Hồi tháng 10 ai được bầu làm Chủ tịch UBND huyện Sông Lam?") == ["Trần Thị Bình"]
    assert len(who("Hồi tháng 5 ai làm Chủ tịch UBND huyện Sông Lam?")) > 1
