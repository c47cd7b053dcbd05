import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.vietnamese.text import fold, has_accents, is_syllable, key, nfc, terms, tokens

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵbcdđghklmnpqrstvx"
ANY_TEXT = st.text()
# What newspapers hold: Vietnamese words in both cases, numbers, marks, line ends, some foreign letters.
NEWS_TEXT = st.text(alphabet=LETTERS + LETTERS.upper() + "0123456789 .,:;!?…-–/()\"“”'’%\n\tfjwzéüñßŁ")


@pytest.mark.parametrize(
    ("given_text", "clean"),
    [
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("một\r\nhai\rba\x0cbốn\u2028năm\x85sáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
        ("Bí\u00a0thư\u202fTỉnh\u3000ủy", "Bí thư Tỉnh ủy"),
        ("\ufeffHà\u200b Nội\u00ad\u202e\x00\x9c", "Hà Nội"),
        ("a\u200b\u0301", "á"),  # a hidden mark must not keep a letter from its accent
        ("\ud800x\uffff", "x"),
        ("cột\tmột", "cột\tmột"),
    ],
)
def test_nfc_composes_letters_and_drops_what_nobody_sees(given_text: str, clean: str) -> None:
    assert nfc(given_text) == clean


@given(ANY_TEXT)
def test_nfc_twice_is_nfc_once_and_can_be_stored(text: str) -> None:
    once = nfc(text)
    assert nfc(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đảng uỷ Khối", "dang uy khoi"), ("ƯỚC NGUYỆN", "uoc nguyen"), ("Ðồng Nai", "dong nai"), ("đ/c 25%", "d/c 25%")],
)
def test_fold_takes_the_accents_off(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_fold_twice_is_fold_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(NEWS_TEXT)
def test_fold_commutes_with_tokenising(text: str) -> None:
    clean = nfc(text)
    assert [fold(token.text) for token in tokens(clean)] == [token.text for token in tokens(fold(clean))]


@given(NEWS_TEXT)
def test_folded_terms_are_the_terms_of_the_folded_text(text: str) -> None:
    clean = nfc(text)
    assert terms(clean, folded=True) == terms(fold(clean))


@given(ANY_TEXT)
def test_tokens_stand_where_they_say_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert end <= token.start < token.end
        end = token.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị quyết số 12/NQ-TW", "Nghị quyết số 12 NQ TW"),
        ("ngày 11-7-2020, 11/07/2020, 11.7.2020", "ngày 11 7 2020 11 07 2020 11 7 2020"),
        ("nhiệm kỳ 2020-2025", "nhiệm kỳ 2020 2025"),
        ("1.200.000 đồng, 99,5%, 3.5 lần", "1.200.000 đồng 99,5 3.5 lần"),
        ("TP.HCM, U23, 18h30, H'Hen", "TP HCM U23 18h30 H Hen"),
        ("192.168.1.1", "192 168 1 1"),
        ("", ""),
    ],
)
def test_tokens_keep_decimals_and_part_dates(text: str, expected: str) -> None:
    assert [token.text for token in tokens(text)] == expected.split()


@pytest.mark.parametrize(
    ("spellings", "one"),
    [
        ("hoà hòa Hoà HÒA", "hòa"),
        ("thuý thúy", "thúy"),
        ("toà tòa", "tòa"),
        ("khoẻ khỏe", "khỏe"),
        ("uỷ ủy", "ủy"),
        ("quý qúy", "quý"),
        ("quả qủa", "quả"),
        ("giá gía", "giá"),
        ("già gìa", "già"),
        ("hoàn hòan", "hoàn"),
        ("tiếng tíêng", "tiếng"),
        ("gì", "gì"),
        ("giữ", "giữ"),
        ("thuở", "thuở"),
        ("khuỷu", "khuỷu"),
        ("kỹ", "kỹ"),  # i and y stay apart
        ("kĩ", "kĩ"),
        ("đảng ðảng Đảng", "đảng"),
        ("Beyoncé", "beyoncé"),
        ("1.200.000 1,200,000 1200000", "1200000"),
        ("99,5 99.5", "99,5"),
        ("1.234,5 1,234.5", "1234,5"),
        ("0,125 0.125", "0,125"),
        ("7 07", "7"),
        ("007", "007"),
        ("18H30", "18h30"),
    ],
)
def test_key_is_one_for_every_way_to_write_it(spellings: str, one: str) -> None:
    assert {key(spelling) for spelling in spellings.split()} == {one}


@given(NEWS_TEXT)
def test_key_twice_is_key_once(text: str) -> None:
    for token in tokens(nfc(text)):
        assert key(key(token.text)) == key(token.text)
        assert fold(key(token.text)) == fold(key(fold(token.text)))


def test_key_of_nothing_is_nothing() -> None:
    assert key("") == ""


def test_terms_are_syllables_then_pairs_within_a_phrase() -> None:
    assert terms("Bí thư Huyện uỷ, 2020-2025") == [
        *["bí", "thư", "huyện", "ủy", "2020", "2025"],
        *["bí_thư", "thư_huyện", "huyện_ủy", "2020_2025"],
    ]
    assert terms("Bí thư", folded=True) == ["bi", "thu", "bi_thu"]
    assert terms("một.\nhai") == ["một", "hai"]
    assert "tp_hcm" in terms("TP.HCM")
    assert terms(" \n\t ") == []


@pytest.mark.parametrize(
    ("text", "accented"),
    [
        ("bi thu tinh uy la ai", False),
        ("Bí thu", True),
        ("dang uy khoi d/c", False),
        ("đ/c", True),
        ("a\u0301", True),
        ("", False),
        ("123 ü", False),
    ],
)
def test_has_accents(text: str, accented: bool) -> None:
    assert has_accents(text) is accented


@pytest.mark.parametrize("word", ["Cường", "anh", "nghiêng", "quyển", "giặt", "hoặc", "khuỷu", "ở", "oanh", "gì"])
def test_is_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Trump", "café", "cac", "Bush", "", "x", "12", "tp", "Obama", "nghx"])
def test_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
