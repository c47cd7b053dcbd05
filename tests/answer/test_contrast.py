"""Questions that compare, and the two questions that each takes."""

from __future__ import annotations

import pytest

from qa.answer.contrast import contrast_of
from qa.vietnamese.text import fold


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Cầu Sông Lam hay cầu Bến Sỏi dài hơn?", "Cầu Sông Lam dài bao nhiêu?", "Cầu Bến Sỏi dài bao nhiêu?"),
        (
            "Giữa cầu Sông Lam và cầu Bến Sỏi, cầu nào ngắn hơn?",
            "Cầu Sông Lam dài bao nhiêu?",
            "Cầu Bến Sỏi dài bao nhiêu?",
        ),
        (
            "Năm nào huyện đón nhiều khách hơn, 2019 hay 2020?",
            "Năm 2019 huyện đón bao nhiêu khách?",
            "Năm 2020 huyện đón bao nhiêu khách?",
        ),
        (
            "Thu ngân sách năm nào cao hơn, 2019 hay 2020?",
            "Thu ngân sách năm 2019 là bao nhiêu?",
            "Thu ngân sách năm 2020 là bao nhiêu?",
        ),
        (
            "Tỷ lệ phiếu của ông An cao hơn ông Bình bao nhiêu?",
            "Tỷ lệ phiếu của ông An là bao nhiêu?",
            "Tỷ lệ phiếu của ông Bình là bao nhiêu?",
        ),
        (
            "Xã Cồn Sậy hay xã Bãi Sú có nhiều hộ nghèo hơn?",
            "Xã Cồn Sậy có bao nhiêu hộ nghèo?",
            "Xã Bãi Sú có bao nhiêu hộ nghèo?",
        ),
        (
            "Số dân xã Cồn Sậy và xã Bãi Sú chênh nhau bao nhiêu người?",
            "Số dân xã Cồn Sậy bao nhiêu người?",
            "Số dân xã Bãi Sú bao nhiêu người?",
        ),
        (
            "Trường Lam Sơn hay trường Bến Sỏi thành lập trước?",
            "Trường Lam Sơn thành lập khi nào?",
            "Trường Bến Sỏi thành lập khi nào?",
        ),
        (
            "Theo niên giám 2019, xã Cồn Sậy hay xã Bãi Sú đông dân hơn?",
            "Theo niên giám 2019, xã Cồn Sậy có bao nhiêu dân?",
            "Theo niên giám 2019, xã Bãi Sú có bao nhiêu dân?",
        ),
        (
            "Ông An hay ông Bình ghi nhiều bàn hơn ở Cúp Sông Lam 2022?",
            "Ông An ghi bao nhiêu bàn ở Cúp Sông Lam 2022?",
            "Ông Bình ghi bao nhiêu bàn ở Cúp Sông Lam 2022?",
        ),
        (
            "Đội Cồn Sậy được thưởng nhiều hơn đội Bãi Sú bao nhiêu tiền?",
            "Đội Cồn Sậy được thưởng bao nhiêu tiền?",
            "Đội Bãi Sú được thưởng bao nhiêu tiền?",
        ),
        (
            "Ai được tỷ lệ phiếu cao hơn khi bầu Chủ tịch: ông An hay ông Bình?",
            "Ông An được tỷ lệ phiếu là bao nhiêu khi bầu Chủ tịch?",
            "Ông Bình được tỷ lệ phiếu là bao nhiêu khi bầu Chủ tịch?",
        ),
        (
            "Lễ hội Sông Lam 2019 với 2023, năm nào có nhiều tàu hơn?",
            "Lễ hội Sông Lam 2019 có bao nhiêu tàu?",
            "Lễ hội Sông Lam 2023 có bao nhiêu tàu?",
        ),
        ("Ông An với bà Bình, ai lớn tuổi hơn?", "Ông An sinh năm nào?", "Bà Bình sinh năm nào?"),
    ],
)
def test_the_two_questions(question: str, first: str, second: str) -> None:
    contrast = contrast_of(question, folded=False)
    assert contrast is not None
    assert contrast.questions == (first, second)
    bare = contrast_of(fold(question), folded=True)
    assert bare is not None
    assert tuple(map(fold, bare.questions)) == (fold(first), fold(second))


def test_two_names_may_be_compared_by_an_amount_alone() -> None:
    contrast = contrast_of("Ở Cúp Sông Lam đội Cồn Sậy hơn đội Bãi Sú mấy bàn thắng?", folded=False)
    assert contrast is not None
    assert contrast.questions[1] == "Ở Cúp Sông Lam đội Bãi Sú có mấy bàn thắng?"
    assert contrast.gap
    assert contrast_of("Năm nay huyện thu hơn năm trước bao nhiêu tỷ đồng?", folded=False) is None


def test_what_is_wanted_of_the_two_values() -> None:
    wanted = {
        "Cầu A hay cầu B dài hơn?": (True, False, False),
        "Cầu A hay cầu B ngắn hơn?": (False, False, False),
        "Cầu A hay cầu B khánh thành trước?": (False, True, False),
        "Ông A hay ông B trẻ hơn?": (True, True, False),  # born later
        "Cầu A dài hơn cầu B bao nhiêu mét?": (True, False, True),
    }
    for question, (larger, times, gap) in wanted.items():
        contrast = contrast_of(question, folded=False)
        assert contrast is not None, question
        assert (contrast.larger, contrast.times, contrast.gap) == (larger, times, gap), question


@pytest.mark.parametrize(
    "question",
    [
        "Ai là Bí thư?",
        "Ông An hay ông Bình làm Bí thư?",
        "Ai là người đến trước?",
        "Huyện có bao nhiêu xã và thị trấn?",
        "Cầu Sông Lam dài bao nhiêu mét?",
    ],
)
def test_other_questions_compare_nothing(question: str) -> None:
    assert contrast_of(question, folded=False) is None
