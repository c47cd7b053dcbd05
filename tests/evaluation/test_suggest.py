"""Drafted questions must be whole, natural and answered by their sentence; every other sentence must give none."""

from __future__ import annotations

import pytest

from qa.articles import read
from qa.articles.draft import Draft, finish
from qa.config import shipped
from qa.evaluation.suggest import drafts, suggest


@pytest.mark.parametrize(
    ("sentence", "question", "answers"),
    [
        (
            "Bà Mạc Thị Lụa, nguyên Phó Chủ tịch, được bầu làm Chủ tịch UBND xã Đồng Lau với 21/22 phiếu.",
            "Ai được bầu làm Chủ tịch UBND xã Đồng Lau với 21/22 phiếu?",
            ("Mạc Thị Lụa", "bà Mạc Thị Lụa"),
        ),
        (
            "Sáng 4-6, đồng chí Hà Quang Phúc tái đắc cử Bí thư Đảng ủy xã Đồng Lau.",
            "Sáng 4-6, ai tái đắc cử Bí thư Đảng ủy xã Đồng Lau?",
            ("Hà Quang Phúc", "đồng chí Hà Quang Phúc"),
        ),
        (
            "Đoàn tàu du lịch Bình Minh do ông Phan Văn Trứ làm trưởng tàu.",
            "Đoàn tàu du lịch Bình Minh do ai làm trưởng tàu?",
            ("Phan Văn Trứ", "ông Phan Văn Trứ"),
        ),
        (
            "UBND tỉnh Sông Lam bổ nhiệm ông Lê Văn Tùng giữ chức Giám đốc Sở Du lịch.",
            "UBND tỉnh Sông Lam bổ nhiệm ai giữ chức Giám đốc Sở Du lịch?",
            ("Lê Văn Tùng", "ông Lê Văn Tùng"),
        ),
        (
            "Ông Hà Quang Phúc được bầu giữ chức Bí thư Đảng ủy xã Đồng Lau, nhiệm kỳ 2020-2025.",
            "Ông Hà Quang Phúc được bầu giữ chức vụ gì?",
            ("Bí thư Đảng ủy xã Đồng Lau",),
        ),
        (
            "Chiều 9-3-2021, tại thị trấn Bến Đá, huyện Sông Lam khởi công cầu Bến Đá.",
            "Huyện Sông Lam khởi công cầu Bến Đá khi nào?",
            ("chiều 9-3-2021", "9-3-2021"),
        ),
        (
            "Chiều 9-3-2021, tại thị trấn Bến Đá, huyện Sông Lam khởi công cầu Bến Đá.",
            "Huyện Sông Lam khởi công cầu Bến Đá ở đâu?",
            ("thị trấn Bến Đá",),
        ),
        (
            "Bến phà Sông Lam chính thức hoạt động từ tháng 8-2015.",
            "Bến phà Sông Lam chính thức hoạt động từ tháng nào?",
            ("tháng 8-2015", "8-2015"),
        ),
        ("Cầu Bến Đá dài gần 642 m, rộng 12 m.", "Cầu Bến Đá dài bao nhiêu mét?", ("642 m", "642")),
        (
            "Thu ngân sách huyện Sông Lam năm 2020 đạt 241,8 tỷ đồng, bằng 92,3% dự toán.",
            "Thu ngân sách huyện Sông Lam năm 2020 đạt bao nhiêu đồng?",
            ("241,8 tỷ đồng", "241,8 tỷ"),
        ),
        (
            "Tỷ lệ hộ nghèo của huyện Sông Lam giảm còn 4,1%.",
            "Tỷ lệ hộ nghèo của huyện Sông Lam giảm còn bao nhiêu phần trăm?",
            ("4,1%",),
        ),
        (
            "Cầu Bến Đá bị chậm tiến độ ba tháng vì mưa lũ kéo dài.",
            "Vì sao cầu Bến Đá bị chậm tiến độ ba tháng?",
            ("mưa lũ kéo dài",),
        ),
    ],
)
def test_a_plain_statement_gives_a_whole_question(sentence: str, question: str, answers: tuple[str, ...]) -> None:
    assert (question, answers) in [(draft.question, draft.answers) for draft in drafts(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cầu dài 642 m, rộng 12 m, gồm 15 nhịp.",  # which bridge?
        "Ông được bầu làm Chủ tịch UBND huyện Sông Lam ngày 4-6.",  # who is "ông"?
        "Trước đó, huyện Sông Lam đã khởi công cầu Bến Đá.",
        "Theo ông Lê Văn Tùng, cầu Bến Đá dài 642 m.",
        "“Cầu Bến Đá dài 642 m”, ông Lê Văn Tùng cho biết.",
        "Hai xã đông dân nhất huyện Sông Lam là Hòa Thủy và Long Sơn.",  # the question would count them itself
        "Cầu Bến Đá dài bao nhiêu mét?",
        "CẦU BẾN ĐÁ THÔNG XE",
        "Ban Chấp hành gồm 25 đồng chí.",
    ],
)
def test_what_does_not_stand_alone_or_states_nothing_gives_none(sentence: str) -> None:
    assert drafts(sentence) == []


def test_drafts_of_an_article_come_from_different_sentences_and_quote_them_where_they_stand_once() -> None:
    once = "Cầu Bến Đá dài 642 m. Bà Mạc Thị Lụa làm Giám đốc Ban Quản lý dự án cầu Bến Đá từ năm 2019."
    article = finish(
        Draft(id="cau", title="Cầu", text=f"{once}\n\nBến phà Sông Lam có 12 phà. Bến phà Sông Lam có 12 phà.")
    )
    found = list(suggest([article], 5))
    assert [suggestion.draft.category for suggestion in found] == ["how_many", "who"]
    assert all(article.text.count(suggestion.quote) == 1 for suggestion in found)
    assert len(list(suggest([article], 1))) == 1


def test_every_draft_from_the_sample_articles_is_answered_by_its_sentence() -> None:
    articles = [found.article for found in read([shipped("index/articles")]) if found.article]
    found = list(suggest(articles, 2))
    assert len(found) >= 40
    assert {"who", "when", "where", "how_many", "what"} <= {suggestion.draft.category for suggestion in found}
    for suggestion in found:
        draft = suggestion.draft
        assert draft.answers[0].lower() in suggestion.quote.lower()
        assert draft.category == "how_many" or draft.answers[0] not in draft.question
        assert draft.question[0].isupper() and draft.question.count("?") == 1 == len(
            draft.question
        ) - draft.question.index("?")
