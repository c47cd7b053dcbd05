"""Yes and no, two values compared, lists, premises that nobody tells of: asked of the real assistant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.api import Assistant
from qa.records import Answer, Kind

ARTICLES = {
    "dai-hoi.md": """---
title: Đại hội Đảng bộ huyện Lam Bình bầu Ban Chấp hành
published: 2020-08-12
---

Đại hội Đảng bộ huyện Lam Bình lần thứ XV bầu 41 đồng chí vào Ban Chấp hành.

Ông Trịnh Văn Sơn được bầu làm Bí thư Huyện ủy Lam Bình. Ông Sơn sinh năm 1968.

Bà Mạc Thị Lý, Phó Bí thư Huyện ủy Lam Bình khóa XIV, thôi tham gia cấp ủy để nghỉ chế độ.

Ba khâu đột phá của nhiệm kỳ gồm hạ tầng giao thông, du lịch sinh thái và cải cách hành chính.
""",
    "cau-ngoi-bac.md": """---
title: Cầu Ngòi Bạc thông xe
published: 2021-05-04
---

Sáng 3-5, cầu Ngòi Bạc thông xe. Cầu Ngòi Bạc dài 312 m, rộng 9 m, không thu phí.

Cắt băng thông xe có ông Trịnh Văn Sơn, bà Mạc Thị Lý và ông Đàm Quang Huy.
""",
    "co-giao-lan.md": """---
title: Trường Tiểu học Khe Lim có cô giáo Lý Thị Lan nhận giải thưởng Sao Xanh
published: 2022-11-20
---

Cô Lý Thị Lan vừa nhận giải thưởng Sao Xanh. Cô là giáo viên vùng cao đầu tiên được \
trao giải thưởng này.

Đây là trường thứ ba của huyện Lam Bình có giáo viên đoạt giải. Thầy Đàm Văn Sơn, hiệu trưởng, lưu ý rằng giải thưởng \
không có nghĩa là trường hết khó khăn. Hiện trường còn thiếu 5 giáo viên. Nhiều người vẫn tưởng trường đã có ký túc xá.

Theo thầy Sơn, trường thiếu giáo viên vì hai lý do. Thứ nhất, đường lên trường hay sạt lở. Thứ hai, khu nhà ở công vụ \
chưa xây xong.
""",
    "cau-da-trang.md": """---
title: Cầu Đá Trắng chậm tiến độ
published: 2021-06-18
---

Cầu Đá Trắng dài 540 m, khởi công năm 2018. Cầu Đá Trắng dự kiến thông xe vào quý IV năm 2022.
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("shapes")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Assistant.open(folder / "store", language="vi") as opened:
        opened.add(*(folder / name for name in ARTICLES))
        yield opened


def quotes(answer: Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "short", "told", "proof"),
    [
        ("Đại hội Đảng bộ huyện Lam Bình bầu 41 đồng chí vào Ban Chấp hành phải không?", "Đúng", "", "41 đồng chí"),
        ("Đại hội Đảng bộ huyện Lam Bình bầu 45 đồng chí vào Ban Chấp hành phải không?", "Không", "41 đồng chí", "41"),
        ("Cầu Ngòi Bạc thông xe chưa?", "Rồi", "", "cầu Ngòi Bạc thông xe"),
        ("Cầu Đá Trắng thông xe chưa?", "Chưa", "", "dự kiến thông xe"),
        ("Cầu Ngòi Bạc có thu phí không?", "Không", "", "không thu phí"),
        ("Có phải bà Mạc Thị Lý là Bí thư Huyện ủy Lam Bình không?", "Không", "Trịnh Văn Sơn", "Trịnh Văn Sơn"),
        ("Bà Mạc Thị Lý còn làm Phó Bí thư Huyện ủy Lam Bình không?", "Không", "", "thôi tham gia"),
        ("Có phải ông Trịnh Văn Sơn là Bí thư Huyện ủy Lam Bình không?", "Đúng", "", "Trịnh Văn Sơn"),
        ("Lý Thị Lan có phải giáo viên vùng cao đầu tiên được trao giải thưởng Sao Xanh không?", "Đúng", "", "Cô là"),
        (
            "Trường Tiểu học Khe Lim là trường đầu tiên của huyện có giáo viên đoạt giải, đúng không?",
            "Không",
            "thứ ba",
            "",
        ),
        ("Năm 2022, giải thưởng Sao Xanh có nghĩa là trường hết khó khăn phải không?", "Không", "", "không có nghĩa"),
        ("Trường Tiểu học Khe Lim đã đủ giáo viên chưa?", "Chưa", "", "còn thiếu 5 giáo viên"),
    ],
)
def test_yes_and_no_with_the_sentence(assistant: Assistant, question: str, short: str, told: str, proof: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind is Kind.FOUND
    assert answer.short == short
    assert answer.text.startswith(short)
    assert told in answer.text.partition("\n")[0]
    assert proof in quotes(answer)


def test_what_no_article_tells_is_neither_yes_nor_no(assistant: Assistant) -> None:
    assert assistant.ask("Huyện Lam Bình có sân bay không?").kind is Kind.NOT_FOUND
    assert assistant.ask("Cầu Ngòi Bạc có đèn trang trí không?").kind is Kind.NOT_FOUND
    assert assistant.ask("Sau khi nghỉ hưu, cô Lý Thị Lan nhận giải thưởng Sao Xanh phải không?").short != "Đúng"
    assert assistant.ask("Trường Tiểu học Khe Lim đã có ký túc xá phải không?").short != "Đúng"  # people only think so
    assert assistant.ask("9 cô giáo Lý Thị Lan ở Khe Lim nhận giải thưởng Sao Xanh phải không?").short != "Đúng"


def test_a_statement_that_denies_is_not_denied_by_silence(assistant: Assistant) -> None:
    assert assistant.ask("Cô Lý Thị Lan nhận giải thưởng Sao Xanh nhưng không thích phải không?").short != "Không"
    assert assistant.ask("Cầu Ngòi Bạc không thu phí phải không?").short == "Đúng"
    assert assistant.ask("Cầu Ngòi Bạc thu phí phải không?").short == "Không"


def test_two_values_are_compared_and_both_cited(assistant: Assistant) -> None:
    answer = assistant.ask("Cầu Ngòi Bạc hay cầu Đá Trắng dài hơn?")
    assert answer.kind is Kind.FOUND
    assert answer.short == "Cầu Đá Trắng"
    assert "540 m [1]" in answer.text
    assert "312 m [2]" in answer.text
    assert "chênh 228 m" in answer.text
    assert [citation.number for citation in answer.citations] == [1, 2]


def test_the_difference_is_worked_out(assistant: Assistant) -> None:
    assert assistant.ask("Cầu Đá Trắng dài hơn cầu Ngòi Bạc bao nhiêu mét?").short == "228 m"


def test_a_comparison_says_which_side_is_not_told(assistant: Assistant) -> None:
    answer = assistant.ask("Cầu Ngòi Bạc hay cầu Khe Lim dài hơn?")
    assert answer.kind is Kind.NOT_FOUND
    assert "cầu Khe Lim" in answer.text


def test_a_list_is_given_whole(assistant: Assistant) -> None:
    fields = assistant.ask("Ba khâu đột phá của huyện Lam Bình là gì?")
    assert fields.short == "hạ tầng giao thông, du lịch sinh thái, cải cách hành chính"
    people = assistant.ask("Ai cắt băng thông xe cầu Ngòi Bạc?")
    assert people.short == "Trịnh Văn Sơn, Mạc Thị Lý, Đàm Quang Huy"


def test_a_premise_that_nobody_tells_of_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Vì sao ông Trịnh Văn Sơn từ chức Bí thư Huyện ủy Lam Bình?")
    assert answer.kind is Kind.NOT_FOUND
    assert "“từ chức”" in answer.text


@pytest.mark.parametrize(
    ("told", "short"),
    [
        ("bằng 92,3% dự toán", "Không"),
        ("vượt 8,4% dự toán", "Có"),
        ("đạt 104% dự toán năm", "Có"),
        ("hụt 3% kế hoạch", "Không"),
    ],
)
def test_whether_a_target_was_met_is_told_by_the_share(tmp_path: Path, told: str, short: str) -> None:
    text = (
        f"Thu ngân sách huyện Lam Bình\n\n20-12-2020\n\nThu ngân sách huyện Lam Bình năm 2020 đạt 180 tỷ đồng, {told}."
    )
    (tmp_path / "thu.txt").write_text(text, encoding="utf-8")
    target = told.split()[2]
    with Assistant.open(tmp_path / "store", language="vi") as opened:
        opened.add(tmp_path / "thu.txt")
        answer = opened.ask(
            f"Thu ngân sách huyện Lam Bình năm 2020 có đạt {target} {'toán' if target == 'dự' else 'hoạch'} không?"
        )
    assert answer.short == short


def test_why_is_told_with_the_points_that_follow(assistant: Assistant) -> None:
    answer = assistant.ask("Vì sao Trường Tiểu học Khe Lim thiếu giáo viên?")
    assert answer.kind is Kind.FOUND
    assert [citation.quote[:8] for citation in answer.citations] == ["Theo thầ", "Thứ nhất", "Thứ hai,"]
    assert all(f"[{number}]" in answer.text for number in (1, 2, 3))


def test_what_the_question_denies_may_be_told_in_other_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("thu")
    text = (
        "Thu ngân sách huyện Lam Bình giảm\n\n20-12-2020\n\nThu ngân sách huyện Lam Bình năm 2020 đạt 180 tỷ đồng. Đây "
        "là năm đầu tiên huyện không hoàn thành dự toán. Nguyên nhân là do dịch bệnh kéo dài."
    )
    (folder / "thu.txt").write_text(text, encoding="utf-8")
    with Assistant.open(folder / "store", language="vi") as opened:
        opened.add(folder / "thu.txt")
        answer = opened.ask("Vì sao thu ngân sách huyện Lam Bình năm 2020 không đạt dự toán?")
    assert answer.short == "do dịch bệnh kéo dài"
