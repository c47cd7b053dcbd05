"""The code tables: each letter has one code, each text comes back, and nothing that is read raises."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from qa.vietnamese.encodings import LETTERS, NAMES, decode, encode, to_unicode, undo_misreading
from qa.vietnamese.lost_capitals import restore_capitals
from qa.vietnamese.text import nfc

ALL = LETTERS + LETTERS.upper()
VIETNAMESE = some.text(
    alphabet=ALL + "abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY 0123456789.,?!'\"()^+~`\\-/\n", max_size=80
)


def test_the_letters_are_all_of_them() -> None:
    assert len(set(ALL)) == 134
    assert all(unicodedata.is_normalized("NFC", letter) for letter in ALL)


@pytest.mark.parametrize("name", NAMES)
def test_each_letter_has_one_code(name: str) -> None:
    codes = {letter: encode(letter, name) for letter in ALL}
    shared = 134 - len(set(codes.values()))
    assert shared == (60 if name == "TCVN3" else 0)  # seven capitals have codes of their own there
    assert all(decode(code, name).lower() == letter.lower() for letter, code in codes.items())


@pytest.mark.parametrize(
    ("name", "glyphs"),
    [
        ("TCVN3", "B¸o c¸o cña Uû ban nh©n d©n tØnh Qu¶ng Ninh, ®ång chÝ NguyÔn V¨n An"),
        ("VNI", "Baùo caùo cuûa Uyû ban nhaân daân tænh Quaûng Ninh, ñoàng chí Nguyeãn Vaên An"),
        ("VPS", "Báo cáo cûa U› ban nhân dân tÌnh Quäng Ninh, ÇÒng chí NguyÍn Væn An"),
        ("VISCII", "Báo cáo cüa UÖ ban nhân dân tïnh Quäng Ninh, ð°ng chí Nguy\xadn Vån An"),
        ("windows-1258", "Baìo caìo cuÒa UyÒ ban nhân dân tiÒnh QuaÒng Ninh, ðôÌng chiì NguyêÞn Vãn An"),
        ("VIQR", "Ba'o ca'o cu?a Uy? ban nha^n da^n ti?nh Qua?ng Ninh, ddo^`ng chi' Nguye^~n Va(n An"),
    ],
)
def test_a_text_as_it_shows(name: str, glyphs: str) -> None:
    said = "Báo cáo của Uỷ ban nhân dân tỉnh Quảng Ninh, đồng chí Nguyễn Văn An"
    assert to_unicode(glyphs, name) == said
    assert decode(encode(said, name), name) == said


@pytest.mark.parametrize("name", [name for name in NAMES if name != "TCVN3"])
@settings(deadline=None)
@given(text=VIETNAMESE)
def test_what_is_encoded_comes_back(name: str, text: str) -> None:
    assert decode(encode(text, name), name) == nfc(text)


@settings(deadline=None)
@given(text=VIETNAMESE)
def test_tcvn3_gives_all_but_capitals_back(text: str) -> None:
    try:
        data = encode(text, "TCVN3")
    except UnicodeEncodeError:
        return
    assert decode(data, "TCVN3").lower() == text.lower()


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None)
@given(data=some.binary(max_size=200))
def test_reading_never_raises(name: str, data: bytes) -> None:
    decode(data, name)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None)
@given(text=some.text(max_size=100))
def test_reading_what_was_pasted_never_raises(name: str, text: str) -> None:
    to_unicode(text, name)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("VIQR", "windows-1258")])
def test_a_text_without_a_code_is_refused(name: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        encode("Trung Quốc (中国)", name)


def test_capitals_that_tcvn3_lacks() -> None:
    assert to_unicode("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "TCVN3") == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert to_unicode("X· Nh©n Hoµ. ñy ban x· häp", "TCVN3") == "Xã Nhân Hoà. Ủy ban xã họp"
    assert to_unicode("A¸nh d\xad¬ng ¢Èn", "TCVN3") == "Ánh dương Ẩn"  # as some converters write capitals
    assert restore_capitals("UBND xã báo cáo") == "UBND xã báo cáo"


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lê An sang Ấn Độ, Úc và các nước Ả Rập; hội nghị Đông Nam Á họp tại Ý.",
        "Người Ý kể về đế quốc Áo - Hung, nhạc sĩ Áo và năm Ất Mùi.",
        "Chị Trương Ngọc Ánh, anh Nguyễn Văn Ý và ông Ông Ích Khiêm ở huyện Ứng Hòa.",
        "Chủ tịch Ủy ban nhân dân xã và ông Lê An, Ủy viên Ban Thường vụ.",
        "Lễ trao giải - Ảnh: Minh Hà",
        "Ông nói: “Ở đây yên tĩnh”. Ảnh đẹp, án tù nặng.",
        "Bài thơ của Émile Zola và Miguel Ángel.",
    ],
)
def test_names_that_begin_with_a_capital_that_tcvn3_lacks(text: str) -> None:
    assert decode(encode(text, "TCVN3"), "TCVN3") == text


@pytest.mark.parametrize(
    "text",
    [
        "Anh Bùi Thanh P. ở thôn 6 có ý kiến; chị cố ý gây ấn tượng ở Hà Nội.",
        "TP Đà Nẵng mở cửa, các ủy ban góp ý.",
        "Mỗi ủy ban in ấn một ấn phẩm, á hậu mặc áo dài, người áo đỏ chụp ảnh.",
        "Ông ấn tượng về án tù của Lê An ở Việt Nam.",
    ],
)
def test_small_letters_stay_small(text: str) -> None:
    assert decode(encode(text, "TCVN3"), "TCVN3") == text


def test_viqr_escapes_what_is_no_mark() -> None:
    text = "Anh ta. Đi đâu? Addis (a), a(b, C:\\dd"
    assert encode(text, "VIQR") == rb"Anh ta\. DDi dda^u\? Ad\dis (a), a\(b, C:\\d\d"
    for known in (text, "TSDĐ", "dđDĐ"):
        assert decode(encode(known, "VIQR"), "VIQR") == known


def test_word_keeps_symbol_fonts_in_its_own_range() -> None:
    shown = "".join(chr(0xF000 + byte) for byte in encode("Báo cáo", "TCVN3"))
    assert to_unicode(shown, "TCVN3") == "Báo cáo"


@pytest.mark.parametrize(
    ("wrong", "form", "text"),
    [
        ("latin-1", "NFC", "Tiếng Việt, “chào” – 😀"),
        ("cp1252", "NFC", "Tiếng Việt, “chào” – 😀"),
        ("cp1252", "NFD", "Tiếng Việt, “chào” – 😀"),
        ("cp1258", "NFC", "Đảng uỷ xã Ân Hoà, “chào” – là thế"),
    ],
)
def test_misread_utf_8(wrong: str, form: Literal["NFC", "NFD"], text: str) -> None:
    data = unicodedata.normalize(form, text).encode()
    shown = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in data)
    assert undo_misreading(shown) == text
    assert undo_misreading(text) == text
