"""Telex and VNI, written and read back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.vietnamese.text import is_syllable, key
from qa.vietnamese.typing import from_telex, from_vni, to_telex, to_vni

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê "
    "êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang "
    "oanh oao oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ "
    "ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya "
    "uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu"
).split()
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")


def syllables() -> list[str]:
    """Every onset before every rhyme in every tone that makes a syllable."""
    found = set()
    for onset in ["", *ONSETS]:
        for rhyme in RHYMES:
            if onset.endswith("u") and rhyme[0] in "uư":
                continue
            for tone in TONES:
                vowel = len(onset) + 1
                word = key(unicodedata.normalize("NFC", (onset + rhyme)[:vowel] + tone + (onset + rhyme)[vowel:]))
                if is_syllable(word):
                    found.add(word)
    return sorted(found)


SYLLABLES = syllables()


def test_telex_and_vni_give_every_syllable_back() -> None:
    assert len(SYLLABLES) > 10_000
    for syllable in SYLLABLES:
        telex, vni = to_telex(syllable), to_vni(syllable)
        assert telex.isascii()
        assert vni.isascii()
        # Where no key is a mark ("thu", "ba") nothing is read: it is the syllable.
        assert (from_telex(telex) or telex) == syllable, telex
        assert (from_vni(vni) or vni) == syllable, vni


@pytest.mark.parametrize(
    ("typed", "syllable"),
    [
        ("bis", "bí"),
        ("thuw", "thư"),
        ("nguwowif", "người"),
        ("nguoiwf", "người"),  # the horn after all letters
        ("tieesng", "tiếng"),  # the tone inside
        ("tienges", "tiếng"),  # the roof at the end
        ("tw", "tư"),
        ("nhwng", "nhưng"),
        ("muaw", "mưa"),
        ("hoawcj", "hoặc"),
        ("thuowr", "thuở"),
        ("DDaangr", "đẩng"),
        ("xooong", "xoong"),
        ("coong", "công"),
    ],
)
def test_telex_is_read_as_keyboards_read_it(typed: str, syllable: str) -> None:
    assert from_telex(typed) == syllable


@pytest.mark.parametrize(
    ("typed", "syllable"),
    [
        ("bi1", "bí"),
        ("thu7", "thư"),
        ("d9a3ng", "đảng"),
        ("nguo7i2", "người"),
        ("tieng61", "tiếng"),
        ("d9u7o7ng2", "đường"),
    ],
)
def test_vni_is_read_as_keyboards_read_it(typed: str, syllable: str) -> None:
    assert from_vni(typed) == syllable


@pytest.mark.parametrize("word", ["thu", "ai", "new", "show", "h5n1", "u23", "2020", ""])
def test_what_writes_no_syllable_is_not_read(word: str) -> None:
    assert not from_telex(word)
    assert not from_vni(word)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(from_telex(text), str)
    assert isinstance(from_vni(text), str)
