"""One piece in several papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qa import Assistant, Kind
from qa.answer.copies import without_copies
from qa.records import Article, Hit, Passage

PIECE = (
    "Sáng 11-7, tại thành phố Sông Lam, Đại hội đại biểu Đảng bộ Khối cơ quan tỉnh lần thứ IX bế mạc sau hai ngày làm "
    "việc. Ông Trần Mạnh Hùng tái đắc cử Bí thư Đảng ủy Khối với số phiếu bầu đạt hơn 99%."
)


def hit(article_id: str, text: str) -> Hit:
    article = Article(article_id, "Bế mạc Đại hội", text, date(2020, 7, 11))
    return Hit(Passage(1, article_id, 0, len(text), ((0, len(text)),)), article, 0.9, 0.5, 10.0, 1, 1)


def test_a_copy_is_left_out_and_remembered() -> None:
    kept, copies = without_copies([hit("a", PIECE), hit("b", f"(Tin nhanh) {PIECE}"), hit("c", PIECE[:150])], 20)
    assert [each.article.id for each in kept] == ["a"]
    assert [article.id for article in copies["a"]] == ["b", "c"]


def test_what_is_only_alike_stays() -> None:
    other = PIECE.replace("Ông Trần Mạnh Hùng tái đắc cử Bí thư Đảng ủy Khối", "Bà Lê Thị Hoa được bầu làm Phó Bí thư")
    assert len(without_copies([hit("a", PIECE), hit("b", other)], 20)[0]) == 2


def test_two_passages_of_one_article_are_no_copies() -> None:
    assert len(without_copies([hit("a", PIECE), hit("a", PIECE)], 20)[0]) == 2


def test_copies_crowd_no_other_passage_out() -> None:
    crowd = [hit(f"bao-{number}", PIECE) for number in range(30)]
    kept, _ = without_copies([*crowd, hit("other", "Lễ hội Cầu ngư diễn ra trong ba ngày.")], 20)
    assert [each.article.id for each in kept] == ["bao-0", "other"]


def test_the_answer_names_where_else_it_stands(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "store") as assistant:
        assistant.add_text(
            PIECE, title="Bế mạc Đại hội Khối cơ quan", published=date(2020, 7, 11), source="Báo Sông Lam"
        )
        copied = f"{PIECE} (Theo Báo Sông Lam)"
        assistant.add_text(
            copied, title="Đại hội Khối cơ quan bế mạc", published=date(2020, 7, 12), source="Báo Núi Hồng"
        )
        answer = assistant.ask("Ai là Bí thư Đảng ủy Khối?")
        assert answer.kind is Kind.FOUND
        assert len(answer.citations) == 1
        assert len(answer.copies) == 1
        assert f"Cũng đăng ở: {answer.copies[0].source}" in answer.text
