"""Which sentences announce a cause, and where they tell it."""

from __future__ import annotations

import pytest

from qa.vietnamese.causes import cause_told, goes_on


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Nguyên nhân được cho là do thay đổi thời tiết đột ngột.", "do thay đổi thời tiết đột ngột"),
        ("Theo chủ đầu tư, nguyên nhân chậm do giá thép tăng.", "do giá thép tăng"),
        ("Sở dĩ đê vỡ, theo ông Lê Văn An, Chi cục trưởng, là vì mối làm tổ.", "vì mối làm tổ"),
        ("Lý do là xe đưa đón bị hỏng, trường lại xa.", "xe đưa đón bị hỏng, trường lại xa"),
        ("Theo bà Bình, hụt thu do ba nguyên nhân chính: dịch bệnh; mất mùa.", "dịch bệnh; mất mùa"),
        ("Công trình chậm vì hai lý do.", "Công trình chậm vì hai lý do"),
        ("Nguyên nhân vụ cháy đang được điều tra.", "Nguyên nhân vụ cháy đang được điều tra"),
    ],
)
def test_a_cause_that_is_announced(sentence: str, told: str) -> None:
    found = cause_told(sentence)
    assert found is not None
    assert sentence[slice(*found)] == told


@pytest.mark.parametrize(
    "sentence",
    ["Ông nghỉ việc vì sức khỏe.", "Vì nhiều lý do, ông xin nghỉ.", "Ông không nêu lý do.", "Nguyên nhân.", ""],
)
def test_other_sentences_announce_none(sentence: str) -> None:
    assert cause_told(sentence) is None


def test_the_next_of_several_points() -> None:
    assert goes_on("Thứ hai, giá thép tăng gần 40%.")
    assert not goes_on("Thứ Hai tuần tới cầu thông xe.")
