"""Articles that disagree, correct each other, or speak of another year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.answer.compose import CORRECTED, compose
from qa.answer.question import understand
from qa.answer.read import Span
from qa.records import Answer, Article, Hit, Kind, Passage

TODAY = date(2024, 5, 15)


def span(text: str, short: str, published: str, probability: float = 0.6, title: str = "Tin lễ hội") -> Span:
    article = Article(f"bai-{published}", title, text, date.fromisoformat(published), source="Báo Sông Lam")
    hit = Hit(Passage(1, article.id, 0, len(text), ((0, len(text)),)), article, 0.9, 0.5, 10.0, 1, 1)
    start = text.index(short)
    return Span(hit, 0, len(text), start, start + len(short), probability, read=5.0)


def answer(question: str, *spans: Span) -> Answer:
    return compose(understand(question, today=TODAY), [span.hit for span in spans], spans, "vi")


GUESTS = "Lễ hội năm 2023 đón bao nhiêu lượt khách?"
ONE = span("Lễ hội năm 2023 đón 45.000 lượt khách.", "45.000 lượt khách", "2023-02-05", 0.8)
OTHER = span("Theo Sở Du lịch, lễ hội năm 2023 thu hút 38.000 lượt khách.", "38.000 lượt khách", "2023-02-07")


def test_two_figures_are_a_conflict_the_newer_first() -> None:
    told = answer(GUESTS, ONE, OTHER)
    assert told.kind is Kind.CONFLICT
    assert [entry.text for entry in told.alternatives] == ["38.000 lượt khách", "45.000 lượt khách"]
    assert "Báo Sông Lam" in told.text
    assert "(07-02-2023) [1]" in told.text
    assert "(05-02-2023) [2]" in told.text


def test_the_same_figure_in_words_agrees() -> None:
    words = span("Lễ hội năm 2023 đón bốn mươi lăm nghìn lượt khách.", "bốn mươi lăm nghìn lượt khách", "2023-02-07")
    assert answer(GUESTS, ONE, words).kind is Kind.FOUND


def test_a_correction_wins_and_says_so() -> None:
    text = "Số lượt khách của lễ hội năm 2023 là 38.000 lượt khách, không phải 45.000 như đã đăng."
    told = answer(GUESTS, ONE, span(text, "38.000 lượt khách", "2023-02-09", title="Đính chính tin lễ hội"))
    assert told.kind is Kind.FOUND
    assert told.short == "38.000 lượt khách"
    assert "đính chính" in told.text


def test_what_is_planned_contradicts_nothing() -> None:
    plan = span("Huyện đặt chỉ tiêu năm 2023 đón 60.000 lượt khách.", "60.000 lượt khách", "2023-01-02")
    assert answer(GUESTS, ONE, plan).kind is Kind.FOUND


def test_another_year_is_not_what_was_asked_for() -> None:
    before = span("Lễ hội năm 2019 đón 15.000 lượt khách.", "15.000 lượt khách", "2019-02-18")
    assert answer(GUESTS, ONE, before).kind is Kind.FOUND
    assert answer(GUESTS, before).kind is Kind.NOT_FOUND


def test_an_article_that_looks_back_tells_of_the_year_it_names() -> None:
    back = span("Khi ấy làng có 300 nóc nhà.", "300 nóc nhà", "2018-08-01", title="Nhìn lại trận lụt năm 1999")
    assert answer("Năm 1999 làng có bao nhiêu nóc nhà?", back).kind is Kind.FOUND


def test_a_winner_of_every_year_is_several() -> None:
    first = span("Vua phá lưới là Lê Văn An với sáu bàn.", "Lê Văn An", "2022-09-04", title="Cúp Sông Lam lần thứ VII")
    last = span(
        "Vua phá lưới là Trần Văn Bình với tám bàn.", "Trần Văn Bình", "2024-12-15", title="Cúp Sông Lam lần VIII"
    )
    told = answer("Vua phá lưới Cúp Sông Lam là ai?", first, last)
    assert told.kind is Kind.SEVERAL
    assert [entry.text for entry in told.alternatives] == ["Trần Văn Bình", "Lê Văn An"]


def test_several_offices_are_asked_back() -> None:
    district = span("Ông Lê Văn An, Bí thư Huyện ủy Sông Lam, phát biểu.", "Lê Văn An", "2022-09-04")
    youth = span("Chị Trần Thị Bình, Bí thư Huyện đoàn, trao quà.", "Trần Thị Bình", "2023-09-04")
    told = answer("Ai là Bí thư?", district, youth)
    assert told.choices == ("Ai là Bí thư Huyện đoàn?", "Ai là Bí thư Huyện ủy Sông Lam?")
    assert told.text.endswith("Bạn hỏi chức danh ở cơ quan nào?")


def test_the_question_itself_is_no_choice() -> None:
    bare = span("Ông Lê Văn An, Bí thư, phát biểu.", "Lê Văn An", "2022-09-04")
    youth = span("Chị Trần Thị Bình, Bí thư Huyện đoàn, trao quà.", "Trần Thị Bình", "2023-09-04")
    assert answer("Ai là Bí thư?", bare, youth).choices == ("Ai là Bí thư Huyện đoàn?",)


def test_an_old_answer_about_now_says_how_old_it_is() -> None:
    old = span("Ông Lê Văn An, Bí thư Huyện ủy Sông Lam, phát biểu.", "Lê Văn An", "2021-05-01")
    assert "(theo bài ngày 01-05-2021, cách đây 3 năm)" in answer("Ai là Bí thư Huyện ủy hiện nay?", old).text
    assert "cách đây" not in answer("Ai là Bí thư Huyện ủy?", old).text


def test_a_sentence_that_denies_the_other_value_wins() -> None:
    early = span("Từ ngày 1-4, giá nước sạch ở thị trấn là 8.900 đồng.", "ngày 1-4", "2022-03-15")
    late = span("Thời điểm áp dụng giá nước mới là ngày 1-7, không phải ngày 1-4.", "ngày 1-7", "2022-03-18")
    assert answer("Thị trấn áp dụng giá nước mới từ ngày nào?", late, early).short == "ngày 1-7"


def test_a_sentence_that_denies_another_article_answers_though_it_is_read_unsurely() -> None:
    right = span("Số tranh dự thi là 2.140 bức, không phải 1.240 bức.", "2.140 bức", "2024-05-22", 0.16)
    wrong = span("Cuộc thi vẽ nhận được 1.240 bức tranh của 27 trường.", "1.240 bức", "2024-05-20", 0.05)
    told = answer("Cuộc thi vẽ có bao nhiêu bức tranh dự thi?", right, wrong)
    assert (told.short, told.confidence) == ("2.140 bức", CORRECTED)
    assert "đính chính" in told.text
    other = span("Cuộc thi vẽ nhận được 980 bức tranh.", "980 bức", "2024-05-20", 0.05)
    assert answer("Cuộc thi vẽ có bao nhiêu bức tranh dự thi?", right, other).kind is Kind.NOT_FOUND


def test_a_rival_that_is_surely_read_need_not_be_likely() -> None:
    rival = span("Lễ hội năm 2023 có 38.000 lượt khách.", "38.000 lượt khách", "2023-02-07", 0.06)
    assert answer(GUESTS, ONE, rival).kind is Kind.CONFLICT
    assert answer(GUESTS, ONE, replace(rival, read=1.0)).kind is Kind.FOUND


def test_years_long_past_disagree_whenever_the_articles_appeared() -> None:
    file = span("Theo lý lịch di tích, đình Cẩm Sơn được dựng năm 1802.", "năm 1802", "2019-04-22")
    stone = span("Dòng niên hiệu cuối bia cho biết đình Cẩm Sơn được dựng năm 1786.", "năm 1786", "2021-06-15")
    assert answer("Đình Cẩm Sơn được dựng năm nào?", file, stone).kind is Kind.CONFLICT
    yearly = span("Lễ hội đình Cẩm Sơn mở vào ngày 12-2-2021.", "ngày 12-2-2021", "2021-02-10")
    before = span("Lễ hội đình Cẩm Sơn mở vào ngày 22-2-2019.", "ngày 22-2-2019", "2019-02-20")
    assert answer("Lễ hội đình Cẩm Sơn mở vào ngày nào?", yearly, before).kind is Kind.FOUND


def test_a_record_since_a_year_is_of_its_own_time() -> None:
    peak = span("Đỉnh lũ đo được là 8,12 m, cao nhất kể từ năm 2008.", "8,12 m", "2022-10-13")
    assert answer("Năm 2022 đỉnh lũ là bao nhiêu mét?", peak).short == "8,12 m"


def test_what_came_true_beats_what_was_planned() -> None:
    question = "Năm 2019 huyện thu ngân sách bao nhiêu tỷ đồng?"
    planned = span("Năm 2019 huyện có chỉ tiêu thu ngân sách 235 tỷ đồng.", "235 tỷ đồng", "2018-12-14", 0.6)
    came = span("Năm 2019, huyện thu ngân sách 256,3 tỷ đồng.", "256,3 tỷ đồng", "2020-12-18", 0.2)
    assert answer(question, planned, came).short == "256,3 tỷ đồng"
    assert answer(question, planned).short == "235 tỷ đồng"
    assert answer("Chỉ tiêu thu ngân sách năm 2019 của huyện là bao nhiêu?", planned, came).short == "235 tỷ đồng"


def test_a_passage_about_another_thing_is_no_rival() -> None:
    other = span("Tỷ lệ đỗ tốt nghiệp ở Sông Lam đạt 99,4%.", "99,4%", "2023-08-16", title="Kỳ thi")
    voters = span("Tỷ lệ cử tri Sông Lam đi bầu đạt 99,62%.", "99,62%", "2023-05-27", 0.8, title="Bầu cử")
    assert answer("Tỷ lệ cử tri Sông Lam đi bầu đạt bao nhiêu phần trăm?", voters, other).kind is Kind.FOUND
