"""Which of the sentences read becomes the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.answer.compose import AT_LEAST, HELD, READ_SURELY, compose
from qa.answer.question import understand
from qa.answer.read import Span
from qa.records import Answer, Article, Hit, Kind, Passage

TODAY = date(2024, 5, 15)


def span(text: str, short: str, probability: float, published: str = "2022-06-17") -> Span:
    article = Article(f"bai-{len(text)}", "Đại hội Huyện đoàn Sông Lam", text, date.fromisoformat(published))
    hit = Hit(Passage(1, article.id, 0, len(text), ((0, len(text)),)), article, 0.9, 0.5, 10.0, 1, 1)
    start = text.index(short)
    return Span(hit, 0, len(text), start, start + len(short), probability)


def answered(question: str, *spans: Span) -> Answer:
    return compose(understand(question, today=TODAY), [one.hit for one in spans], spans, "vi")


def test_a_year_of_birth_does_not_date_what_is_told() -> None:
    told = span("Hội nghị bầu Ban Thường vụ gồm 9 người; chị Hồ Thị Dao, sinh năm 1990, làm Bí thư.", "9 người", 0.9)
    assert answered("Năm 2022 Ban Thường vụ Huyện đoàn Sông Lam có mấy người?", told).short == "9 người"
    assert answered("Năm 2019 Ban Thường vụ Huyện đoàn Sông Lam có mấy người?", told).kind is Kind.NOT_FOUND


def test_what_its_own_article_tells_of_a_year_beats_one_that_looks_back() -> None:
    then = span("Hội thi có 12 đội tham dự.", "12 đội", 0.6, "2019-12-08")
    later = span("Có 15 đội tham dự hội thi, nhiều hơn lần tổ chức năm 2019.", "15 đội", 0.8, "2023-12-15")
    assert answered("Năm 2019 hội thi có mấy đội?", later, then).short == "12 đội"
    assert answered("Năm 2019 hội thi có mấy đội?", later).short == "15 đội"


def test_an_article_without_a_date_may_speak_of_this_week() -> None:
    article = Article("a", "Tin", "Tuần này chị Hồ Thị Dao làm Bí thư Huyện đoàn.", None)
    hit = Hit(Passage(1, "a", 0, 46, ((0, 46),)), article, 0.9, 0.5, 10.0, 1, 1)
    question = "Năm 2022 ai làm Bí thư Huyện đoàn?"
    told = compose(understand(question, today=TODAY), [hit], [Span(hit, 0, 46, 13, 23, 0.9)], "vi")
    assert told.kind in (Kind.FOUND, Kind.NOT_FOUND)


def test_a_sentence_of_another_office_gives_way_to_the_next() -> None:
    chief = span("Ông Huỳnh Tấn Khương được bầu làm Bí thư Đảng ủy thị trấn Cồn Sậy.", "Huỳnh Tấn Khương", 0.9)
    deputy = span("Bà Lưu Thị An được bầu làm Phó Bí thư.", "Lưu Thị An", 0.7)
    question = "Ai được bầu làm Phó Bí thư Đảng ủy thị trấn Cồn Sậy tại Đại hội lần thứ XII?"
    assert answered(question, chief, deputy).short == "Lưu Thị An"
    assert answered(question, chief).kind is Kind.NOT_FOUND


def test_who_holds_an_office_is_as_sure_as_such_answers_have_been_right() -> None:
    told = span("Chủ tịch UBND huyện Phạm Văn Cần phát biểu tại hội nghị.", "hội nghị", 0.01)
    assert answered("Ai là Chủ tịch UBND huyện?", told).confidence == HELD


def test_where_the_model_is_sure_little_else_is_needed_but_not_for_why() -> None:
    told = replace(span("Hội nghị họp tại thị trấn Cồn Sậy.", "thị trấn Cồn Sậy", AT_LEAST), read=READ_SURELY)
    assert answered("Hội nghị họp ở đâu?", told).short == "thị trấn Cồn Sậy"
    assert answered("Hội nghị họp ở đâu?", replace(told, read=READ_SURELY - 1)).kind is Kind.NOT_FOUND
    assert answered("Vì sao hội nghị họp?", told).kind is Kind.NOT_FOUND


def test_a_list_is_as_sure_as_the_sentence_that_speaks_of_it() -> None:
    text = "Cả nước có 6 thành phố trực thuộc Trung ương. Sáu thành phố gồm Hà Nội, Hải Phòng và Huế."
    article = Article("a", "Bản đồ mới", text, date(2025, 7, 1))
    first = text.index(". ") + 2
    hit = Hit(Passage(1, "a", 0, len(text), ((0, first - 1), (first, len(text)))), article, 0.9, 0.5, 10.0, 1, 1)
    counted = Span(hit, 0, first - 1, text.index("6"), text.index("6") + 11, 0.7)
    listed = Span(hit, first, len(text), text.index("Hà Nội"), len(text) - 1, 0.28)
    told = answered("Những thành phố nào trực thuộc Trung ương?", counted, listed)
    assert (told.short, told.confidence) == ("Hà Nội, Hải Phòng, Huế", 0.7)


def test_of_two_offices_beside_a_name_his_own_counts() -> None:
    text = "Bà Lưu Thị An được bầu làm Chủ tịch HĐND huyện Sông Lam, ông Hồ Văn Sáu làm Chủ tịch UBND huyện."
    assert answered("Ai làm Chủ tịch UBND huyện?", span(text, "Hồ Văn Sáu", 0.9)).short == "Hồ Văn Sáu"


def test_a_scholar_is_no_refusal() -> None:
    told = span("Nhà bác học Lê Văn Bảy lập ra bảng ấy.", "Lê Văn Bảy", 0.9)
    assert answered("Nhà bác học nào lập ra bảng ấy?", told).short == "Lê Văn Bảy"
    refused = answered("Vì sao tòa bác đơn của Huyện đoàn Sông Lam?", told)
    assert "“bác”" in refused.text


def test_another_hospitals_deputy_gives_way() -> None:
    other = span("Ông Lê Văn Bảy, Phó Giám đốc Bệnh viện Đa khoa tỉnh, cho biết.", "Lê Văn Bảy", 0.9)
    assert answered("Phó Giám đốc Bệnh viện Đa khoa khu vực Cồn Sậy là ai?", other).kind is Kind.NOT_FOUND
    assert answered("Phó Giám đốc Bệnh viện Đa khoa tỉnh là ai?", other).short == "Lê Văn Bảy"


def test_the_head_of_a_province_is_that_of_its_committee() -> None:
    told = span("Chủ tịch UBND tỉnh Sông Hà Đặng Quốc Bảy nói về vụ nổ.", "Đặng Quốc Bảy", 0.9)
    assert answered("Chủ tịch tỉnh Sông Hà nói về vụ nổ là ai?", told).short == "Đặng Quốc Bảy"


def test_a_month_is_that_of_any_year_and_of_articles_without_a_date() -> None:
    july = span("Mưa lũ ngày 3-7 làm một người chết ở xã Đồi Chè.", "xã Đồi Chè", 0.9, "2018-07-05")
    undated = replace(july, hit=replace(july.hit, article=replace(july.hit.article, published=None)))
    for one in (july, undated):
        assert answered("Mưa lũ đầu tháng 7 làm chết người ở đâu?", one).short == "xã Đồi Chè"
        assert answered("Mưa lũ đầu tháng 9 làm chết người ở đâu?", one).kind is Kind.NOT_FOUND


def test_of_two_years_the_month_is_that_of_the_last() -> None:
    before = span("Tháng 7, huyện Sông Lam đón 12.000 lượt khách.", "12.000 lượt khách", 0.9, "2022-08-01")
    since = span("Tháng 7, huyện Sông Lam đón 15.000 lượt khách đến.", "15.000 lượt khách", 0.7, "2023-08-01")
    question = "Tháng 7 huyện Sông Lam đón bao nhiêu lượt khách?"
    assert answered(question, before, since).short == "15.000 lượt khách"
    assert answered(question, before, replace(since, probability=0.1)).short == "12.000 lượt khách"


def test_last_year_may_be_any_of_an_article_without_a_date() -> None:
    told = span("Tháng 5 năm ngoái, huyện giữ một du thuyền chở 5 người.", "5 người", 0.9)
    undated = replace(told, hit=replace(told.hit, article=replace(told.hit.article, published=None)))
    assert answered("Năm ngoái huyện giữ du thuyền chở bao nhiêu người?", undated).short == "5 người"
    assert answered("Năm 2020 huyện giữ du thuyền chở bao nhiêu người?", undated).kind is Kind.NOT_FOUND


def test_a_row_inside_the_answer_is_not_the_answer() -> None:
    text = "Họ gặp nhau bên lề Hội nghị Bộ trưởng các nước ven biển ở Cồn Sậy, Đồi Chè."
    told = span(text, "Hội nghị Bộ trưởng các nước ven biển ở Cồn Sậy, Đồi Chè", 0.9)
    assert answered("Họ gặp nhau bên lề những sự kiện nào?", told).short.startswith("Hội nghị")


def test_what_is_denied_may_be_denied_in_other_words() -> None:
    told = span("Vốn ấy chưa được Sở Kế hoạch huyện Sông Lam trình lên.", "Sở Kế hoạch", 0.9)
    assert answered("Sở nào của huyện Sông Lam chưa trình vốn ấy?", told).short == "Sở Kế hoạch"
    lacks = span("Tại huyện Sông Lam còn Ban Pháp chế khuyết phó ban, các ban khác có phó ban.", "Ban Pháp chế", 0.9)
    assert answered("Ban nào ở huyện Sông Lam chưa có phó ban?", lacks).short == "Ban Pháp chế"


def test_whether_or_not_denies_nothing() -> None:
    told = span("Huyện đoàn Sông Lam căn cứ vào thời tiết để cho tàu chạy hay không.", "thời tiết", 0.9)
    assert answered("Tàu của Huyện đoàn Sông Lam chạy hay không căn cứ vào đâu?", told).short == "thời tiết"
