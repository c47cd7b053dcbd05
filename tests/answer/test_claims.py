"""Questions that ask whether something is so."""

from __future__ import annotations

import pytest

from qa.answer.claims import claim_of
from qa.vietnamese.text import fold


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Có phải ông Lê Văn An là Bí thư Huyện ủy không?", "ông Lê Văn An là Bí thư Huyện ủy"),
        ("Ông Lê Văn An được bầu làm Bí thư, phải không?", "Ông Lê Văn An được bầu làm Bí thư"),
        ("Đại hội bầu 25 đồng chí vào Ban Chấp hành đúng không", "Đại hội bầu 25 đồng chí vào Ban Chấp hành"),
        ("Liệu cầu Sông Lam có thông xe trong năm 2020 không?", "cầu Sông Lam có thông xe trong năm 2020"),
        ("Xin hỏi bà Bình có tái đắc cử hay không?", "bà Bình tái đắc cử"),
        ("Bà Bình có phải là nữ Chủ tịch đầu tiên của huyện không?", "Bà Bình là nữ Chủ tịch đầu tiên của huyện"),
        ("Có ai bị thương trong vụ lật xe không?", "người bị thương trong vụ lật xe"),
        ("Xã Cồn Sậy đạt nông thôn mới rồi chứ?", "Xã Cồn Sậy đạt nông thôn mới"),
        ("Cầu Sông Lam khánh thành rồi à?", "Cầu Sông Lam khánh thành"),
    ],
)
def test_the_statement_behind_the_question(question: str, claim: str) -> None:
    found = claim_of(question, folded=False)
    assert found is not None
    assert found.text == claim
    bare = claim_of(fold(question), folded=True)
    assert bare is not None
    assert fold(bare.text) == fold(claim)


@pytest.mark.parametrize(
    "question",
    [
        "Ai là Bí thư?",
        "Bạn có biết ai là Bí thư không?",
        "Vì sao ông An không trúng cử?",
        "Có bao nhiêu người không dự đại hội?",
        "Không?",
        "Đại hội diễn ra ở đâu?",
    ],
)
def test_other_questions_have_none(question: str) -> None:
    assert claim_of(question, folded=False) is None


def test_how_it_is_asked_decides_the_words_of_the_answer() -> None:
    yet, put = (claim_of(each, folded=False) for each in ("Cầu đã thông xe chưa?", "Cầu dài 312 m đúng không?"))
    assert yet is not None
    assert put is not None
    assert (yet.yet, yet.put) == (True, False)
    assert (put.yet, put.put) == (False, True)
