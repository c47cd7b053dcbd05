"""Other ways to write what a question says."""

from __future__ import annotations

import pytest

from qa.vietnamese.alternatives import alternatives
from qa.vietnamese.numerals import from_roman, to_roman
from qa.vietnamese.provinces import merged
from qa.vietnamese.spoken import in_words


def ways(text: str, folded: bool = False) -> set[tuple[str, str]]:
    return {(" ".join(way.said), " ".join(way.also)) for way in alternatives(text, folded)}


@pytest.mark.parametrize(
    ("text", "said", "also"),
    [
        ("Chủ tịch UBND huyện", "ubnd", "ủy ban nhân dân"),
        ("Chủ tịch Ủy ban nhân dân huyện", "ủy ban nhân dân", "ubnd"),
        ("Bao nhiêu ĐBQH vắng mặt?", "đbqh", "đại biểu quốc hội"),
        ("Nghị quyết của BCH TW", "tw", "trung ương"),
        ("Giám đốc Sở GD-ĐT", "gd đt", "giáo dục và đào tạo"),
        ("Sở Giáo dục và Đào tạo", "giáo dục và đào tạo", "gd đt"),
        ("CATP Hà Nội", "catp", "công an thành phố"),
        ("Dân số TP.HCM", "tp hcm", "thành phố hồ chí minh"),
        ("Dân số TPHCM", "tphcm", "sài gòn"),
        ("Sài Gòn có mấy quận?", "sài gòn", "tp hcm"),
        ("đ/c Hùng giữ chức gì?", "đ c", "đồng chí"),
        ("Ông Hùng giữ chức gì?", "ông hùng", "đồng chí hùng"),
        ("đồng chí Hùng giữ chức gì?", "đồng chí hùng", "ông hùng"),
        ("Đại hội lần thứ IX", "thứ ix", "thứ 9"),
        ("Đại hội lần thứ 9", "thứ 9", "thứ ix"),
        ("Đại hội lần thứ 9", "thứ 9", "thứ chín"),
        ("Đại hội lần thứ chín", "thứ chín", "thứ ix"),
        ("Quốc hội khóa mười", "khóa mười", "khóa 10"),
        ("Trung ương khóa XIII", "khóa xiii", "khóa 13"),
        ("Bầu 7 đồng chí", "7 đồng", "bảy đồng"),
        ("Bầu hai mươi mốt đồng chí", "hai mươi mốt đồng", "21 đồng"),
        ("Ai nói ngày 11-7?", "11 7", "11 tháng 7"),
        ("Ai nói ngày 11/07/2020?", "11 7 2020", "11 tháng 7 năm 2020"),
        ("Ai nói ngày 11 tháng 7?", "11 tháng 7", "11 7"),
        ("Ai nói ngày 11 tháng 7 năm 2020?", "11 tháng 7 năm 2020", "11 7 2020"),
        ("Bí thư Tỉnh ủy Quảng Nam", "quảng nam", "đà nẵng"),
        ("Bí thư Thành ủy Đà Nẵng", "đà nẵng", "quảng nam"),
        ("Bình Dương có gì?", "bình dương", "thành phố hồ chí minh"),
        ("TP.HCM có gì?", "tp hcm", "bà rịa vũng tàu"),
        ("tỉnh hòa bình có gì", "hòa bình", "phú thọ"),
    ],
)
def test_the_other_way_is_found(text: str, said: str, also: str) -> None:
    assert (said, also) in ways(text)


def test_without_accents_an_abbreviation_is_known_too() -> None:
    assert ("hdnd", "hội đồng nhân dân") in ways("chu tich hdnd tinh", folded=True)
    assert not ways("chu tich uy ban nhan dan tinh")
    assert ("hdnd", "hội đồng nhân dân") in ways("chủ tịch hdnd tỉnh")
    assert ("gddt", "giáo dục và đào tạo") in ways("giám đốc sở gddt")


@pytest.mark.parametrize(
    "text",
    [
        "hòa bình là gì",
        "Thái Bình Dương ở đâu?",
        "Ai là Bí thư?",
        "Quảng Ninh có gì?",  # was not merged
        "Chiếc áo cỡ XL",
        "Ông ấy là ai?",
        "Năm 2019 ai thắng?",
        "",
    ],
)
def test_where_there_is_none(text: str) -> None:
    assert not ways(text)


def test_63_provinces_became_34() -> None:
    gone = {named.merger.before for text in ("Bình Dương", "Đắk Nông", "Hà Nam") for named in merged(text)}
    assert gone == {"Bình Dương", "Đắk Nông", "Hà Nam"}
    mergers = {
        named.merger
        for city in (
            "TP Hồ Chí Minh|Đà Nẵng|Hải Phòng|Cần Thơ|Tuyên Quang|Lào Cai|Thái Nguyên|Phú Thọ|Bắc Ninh|Hưng Yên|"
            "Ninh Bình|Quảng Trị|Quảng Ngãi|Gia Lai|Đắk Lắk|Khánh Hòa|Lâm Đồng|Đồng Nai|Tây Ninh|Đồng Tháp|Vĩnh Long|"
            "Cà Mau|An Giang"
        ).split("|")
        for named in merged(city)
    }
    assert len(mergers) == 63 - 34
    assert len({merger.after for merger in mergers}) == 23


def test_numerals() -> None:
    assert [to_roman(number) for number in (1, 4, 9, 14, 39)] == ["i", "iv", "ix", "xiv", "xxxix"]
    assert all(from_roman(to_roman(number)) == number for number in range(1, 40))
    assert from_roman("iiii") == from_roman("xl") == 0
    assert [in_words(number) for number in (7, 10, 15, 21, 30, 99)] == (
        ["bảy", "mười", "mười lăm", "hai mươi mốt", "ba mươi", "chín mươi chín"]
    )
