from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from qa.vietnamese.broken import join_hyphen, mend

TEXT = (
    "Sáng 5-3, hội chợ nông sản huyện Kim Lộc khai mạc với 120 gian hàng của 14 xã, thị trấn. Ông Vũ Đình Lâm, Chủ "
    "tịch UBND huyện, cho biết đây là lần thứ bảy hội chợ được tổ chức. Người dân ở Hà Nội và thành phố Hồ Chí Minh "
    "đến mua cam, bưởi, quýt, giúp bà con thoát nghèo. Theo Sở Công Thương, mùa thu ở đây có ai cũng khen; anh ấy ăn "
    "ở quán."
)


def broken(text: str, chance: random.Random) -> str:
    """The text as a PDF gives it that has a font of its own for accented letters: a space before some of them."""
    return re.sub(r"(?<=[a-zđA-ZĐ])(?=[^\W\d_a-zA-Z])", lambda _: chance.choice(["", " "]), text)


@pytest.mark.parametrize("seed", range(5))
def test_broken_syllables_are_whole_again(seed: int) -> None:
    words = mend([broken(TEXT, random.Random(seed))])[0].split()
    wrong = [word for word, wanted in zip(words, TEXT.split(), strict=False) if word != wanted]
    assert len(words) == len(TEXT.split()), wrong
    assert not wrong


def test_a_sound_text_is_left_alone() -> None:
    assert mend([TEXT, "TP Hà Nội, TW Đoàn, th. 7; a b c"]) == [TEXT, "TP Hà Nội, TW Đoàn, th. 7; a b c"]


@settings(deadline=None)
@given(some.lists(some.text(max_size=60), max_size=5))
def test_no_letter_is_lost(lines: list[str]) -> None:
    mended = mend(lines)
    assert len(mended) == len(lines)
    for line, whole in zip(lines, mended, strict=True):
        kept = re.sub(r"[ \u00a0]", "", unicodedata.normalize("NFC", whole))
        assert unicodedata.normalize("NFD", kept) == unicodedata.normalize("NFD", re.sub(r"[ \u00a0]", "", line))


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("mua phư-", "ơng tiện", "mua phương tiện"),
        ("kinh tế-", "xã hội", "kinh tế-xã hội"),
        ("giai đoạn 2020-", "2025", "giai đoạn 2020-2025"),
        ("informa-", "tion", "information"),
    ],
)
def test_hyphens_at_line_ends(above: str, below: str, joined: str) -> None:
    assert join_hyphen(above, below) == joined
