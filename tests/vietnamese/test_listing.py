"""What stands in a row in a sentence."""

from __future__ import annotations

import pytest

from qa.vietnamese.listing import find_lists


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("Cắt băng có ông Lê Văn An, bà Mạc Thị Lý và anh Hồ Văn Cường.", ["Lê Văn An", "Mạc Thị Lý", "Hồ Văn Cường"]),
        (
            "Dự lễ có ông Lê Văn An, Bí thư Huyện ủy; bà Mạc Thị Lý, Chủ tịch HĐND huyện; và ông Hồ Văn Cường.",
            ["Lê Văn An", "Mạc Thị Lý", "Hồ Văn Cường"],
        ),
        ("Phát biểu có Bí thư Lê Văn An và Phó Chủ tịch UBND huyện, bà Mạc Thị Lý.", None),
        ("Ông Lê Văn An, Bí thư Huyện ủy, thay bà Mạc Thị Lý.", None),
        ("Ba khâu đột phá gồm giao thông, du lịch và cải cách.", ["giao thông", "du lịch", "cải cách"]),
    ],
)
def test_what_is_listed(sentence: str, items: list[str] | None) -> None:
    found = find_lists(sentence)
    assert [sentence[start:end] for start, end in found[0]] == items if items else found == []
