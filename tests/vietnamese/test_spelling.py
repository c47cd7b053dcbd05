"""What typed questions are understood as, by the counts that ship."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.models.usage import WrittenUsage, load_counts
from qa.vietnamese.spelling import says_otherwise, understood
from qa.vietnamese.text import nfc

USAGE = WrittenUsage(load_counts())
BISHOP = "bí thư tỉnh ủy quảng ninh là ai"


@pytest.mark.parametrize(
    ("typed", "text", "folded"),
    [
        ("bi thu tinh uy quang ninh la ai", BISHOP, True),
        ("ban thuong vu co may nguoi", "ban thường vụ có mấy người", True),  # articles write "máy" oftener
        ("nha may nuoc o dau", "nhà máy nước ở đâu", True),
        ("bis thuw tinhr uyr quangr ninh laf ai", BISHOP, False),
        ("bi1 thu7 ti3nh u3y qua3ng ninh la2 ai", BISHOP, False),
        ("bithu tinhuy quang ninh la ai", BISHOP, True),
        ("BÍ THƯ TỈNH ỦY QUẢNG NINH LÀ AI", BISHOP.capitalize(), False),
        ("Bí thu tỉnh uy Quảng Ninh la ai?", "Bí thư tỉnh ủy Quảng Ninh là ai?", True),
        ("Ai là bis thư tỉnh ủy?", "Ai là bí thư tỉnh ủy?", False),
        ("Ai là bí thu7 tỉnh ủy?", "Ai là bí thư tỉnh ủy?", False),
        ("Ai là bíthư tỉnhủy?", "Ai là bí thư tỉnh ủy?", False),
        ("Bí thư tỉnh ủyy là ai", "Bí thư tỉnh ủy là ai", False),
        ("Chủ tịhc nước là ai", "Chủ tịch nước là ai", False),
        ("Trường Đạihọc nào lâu đời?", "Trường Đại học nào lâu đời?", False),
        ("Kĩ thuật ở Mĩ", "Kỹ thuật ở Mỹ", False),
    ],
)
def test_what_was_meant(typed: str, text: str, folded: bool) -> None:
    assert understood(nfc(typed), USAGE) == (text, folded)


@pytest.mark.parametrize(
    "clean",
    [
        "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Quảng Ninh?",
        "Giá iPhone 13 Pro Max là bao nhiêu?",
        "Cô Lâm Thị Tường Vi dạy môn gì?",  # a name with i is not made one with y
        "Rừng ngập mặn trồng năm 2020 sống ra sao?",  # "trong năm" is written oftener
        "Vì sao CO2 tăng?",
        "Thái Bình Dương rộng bao nhiêu?",
        "UBND",
        "Đội U23 gặp đội nào?",
        "",
        "???",
    ],
)
def test_a_clean_question_is_left_as_it_is(clean: str) -> None:
    assert understood(clean, USAGE) == (clean, not any(letter > "\u007f" for letter in clean))


def test_an_english_question_gets_no_accents() -> None:
    typed = "Who is the president of the United States?"
    assert understood(typed, USAGE).text == typed


def test_the_store_decides_what_the_language_leaves_open() -> None:
    typed = "huyen tan hai co bao nhieu xa"
    held = {"tân": 30, "hải": 40, "tân_hải": 30}
    assert "tân hải" not in understood(typed, USAGE).text
    assert "tân hải" in understood(typed, WrittenUsage(load_counts(), lambda term: held.get(term, 0), 100)).text


@pytest.mark.parametrize(
    ("typed", "text", "differ"),
    [
        ("Hoà bình là gì", "hòa bình là gì?", False),
        ("Kĩ sư", "kỹ sư", False),
        (unicodedata.normalize("NFD", "Bí thư"), "Bí thư", False),
        ("bi thu", "bí thư", True),
        ("bíthư", "bí thư", True),
    ],
)
def test_what_differs_in_words(typed: str, text: str, differ: bool) -> None:
    assert says_otherwise(typed, text) is differ


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_taken(typed: str) -> None:
    assert isinstance(understood(nfc(typed), USAGE).text, str)


@pytest.mark.parametrize("unit", ["a", "ang ", "bi1", "aa", "nghiêng", "ở", "w"])
def test_a_long_question_takes_no_longer_than_a_page(unit: str) -> None:
    started = time.process_time()
    understood((unit * 2000)[:2000], USAGE)
    assert time.process_time() - started < 2
