from __future__ import annotations

import pytest

from qa.evaluation.transform import TRANSFORMS, slip, telex


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Ai là Bí thư Đảng uỷ?", "Ai laf Bis thuw Ddangr uyr?"),
        ("được thưởng 7 triệu", "dduwowcj thuwowngr 7 trieeuj"),
        ("ĐẢNG ỦY", "DDANGR UYR"),
        ("Ông Ấn", "Oong Aans"),
        ("ngã, quýt, nặng", "ngax, quyts, nawngj"),
        ("Ba\u0300 La\u0323ng", "Baf Langj"),  # NFD
        ("U23", "U23"),
    ],
)
def test_telex_is_what_the_keys_give(text: str, typed: str) -> None:
    assert telex(text) == typed


@pytest.mark.parametrize("text", ["Đồng chí nào được bầu làm Bí thư?", "Cầu dài bao nhiêu mét?"])
def test_a_slip_touches_one_word_and_is_the_same_every_time(text: str) -> None:
    slipped = slip(text)
    assert slipped == slip(text)
    pairs = list(zip(text.split(), slipped.split(), strict=True))
    assert sum(one != other for one, other in pairs) == 1
    assert abs(len(slipped) - len(text)) <= 1


def test_slips_of_every_kind_happen_and_short_words_are_spared() -> None:
    lengths = {len(slip(f"chuyện {number}")) - len(f"chuyện {number}") for number in range(40)}
    assert lengths == {-1, 0, 1}
    assert slip("ai là gì?") == "ai là gì?"


def test_the_others_are_plain() -> None:
    assert TRANSFORMS["folded"]("Ai là Bí thư?") == "ai la bi thu?"
    assert TRANSFORMS["upper"]("Ai là Bí thư?") == "AI LÀ BÍ THƯ?"
