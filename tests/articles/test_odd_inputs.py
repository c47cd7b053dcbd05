"""Whatever comes in: an article or a reason comes out, and no word of a pasted text is lost."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from qa.articles import FORMATS, read, read_text
from qa.articles.html import parse as parse_html
from qa.articles.legacy import convert, is_damaged
from qa.articles.markdown import parse as parse_markdown
from qa.articles.pasted import parse as parse_pasted
from qa.errors import ArticleError
from qa.vietnamese.text import nfc

if TYPE_CHECKING:
    from tests.articles.conftest import Desk

PIECES = (
    *("Khai mạc hội chợ nông sản", "Thứ Sáu, 05-03-2021, 08:15", "05/03/2021", "Sáng 5-3, hội chợ khai mạc."),
    *("QUANG THÀNH", "Theo TTXVN", "(Theo VnExpress)", "Bài và ảnh: Minh Hà", "PV", "Minh Hà – Lan Anh", "HẾT"),
    *("TP. HỒ CHÍ MINH", "- một mục", "1. một mục", "---", "# Tên bài", "title: x", "**đậm**", "[chữ](https://a.vn)"),
    *("Thời sự", "> lời", "|a|b|", "", " ", "\t", "\u0300", "😀", "“", "…", ".", "\r", "\u2028"),
    "Đoạn văn này được viết vừa đủ dài để trình soạn thảo phải ngắt dòng",
)
LINES = some.lists(some.one_of(some.sampled_from(PIECES), some.text(max_size=30)), max_size=12)
SOME_CASES = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Words that the layout says in its fields instead: of date lines, and of what introduces an author.
SAID_BY_FIELDS = re.compile(r"\d+|[^\W\d_]+")
INTRODUCTIONS = Counter("thứ sáu theo bài và ảnh".split() * 6)


def words(*texts: str) -> Counter[str]:
    return Counter(word.lower() for text in texts for word in SAID_BY_FIELDS.findall(nfc(text)))


@SOME_CASES
@given(LINES, some.sampled_from(["\n", "\n\n", " ", ""]))
def test_no_word_of_a_pasted_text_is_lost(lines: list[str], between: str) -> None:
    text = between.join(lines)
    try:
        article = read_text(text)
    except ArticleError:
        assert is_damaged(nfc(text).strip()) or not nfc(text).strip()
        return
    assert article.text == nfc(article.text).strip() != ""
    assert article.title
    assert article.id
    lost = words(convert(text).text) - words(article.title, article.text, article.author) - INTRODUCTIONS
    assert not lost or (article.published and lost <= Counter(["05", "03", "2021", "08", "15"])), lost


@SOME_CASES
@given(LINES, some.sampled_from([parse_pasted, parse_markdown, parse_html]))
def test_text_readers_refuse_with_a_reason_or_read(lines: list[str], parse: Callable[[bytes], object]) -> None:
    try:
        parse("\n".join(lines).encode("utf-8", "surrogatepass"))
    except ArticleError as error:
        assert error.vi
        assert error.en


@SOME_CASES
@given(some.binary(max_size=400), some.sampled_from(FORMATS))
def test_random_bytes_under_every_suffix(desk: Desk, data: bytes, suffix: str) -> None:
    for found in read([desk.put(f"a{suffix}", data)]):
        assert (found.article is None) != (found.error is None)


@pytest.mark.parametrize("suffix", FORMATS)
def test_damaged_files(desk: Desk, suffix: str, pdf: Callable[..., bytes]) -> None:
    """Forty copies of a whole file with bytes changed, doubled and left out: none of them stops the reading."""
    whole = {
        ".pdf": pdf([[(72, 700, 11, "Sáng 5-3, hội chợ khai mạc.")]]),
        ".docx": word_document(),
        ".jsonl": b'{"title": "a", "text": "Sang nay."}\n' * 50,
    }.get(suffix, (Path(__file__).parent / "files" / "party.html").read_bytes())
    chance = random.Random(suffix)
    for number in range(40):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 5, 30])):
            place = chance.randrange(len(damaged))
            end = place + chance.choice([1, 8, 80])
            damaged[place:end] = chance.choice([b" ", bytes([chance.randrange(256)]), 2 * damaged[place:end]])
        desk.put(f"{number}{suffix}", bytes(damaged))
    found = list(read([desk.folder]))
    assert len({one.path.partition("#")[0] for one in found}) == 40
    assert all((one.article is None) != (one.error is None) for one in found)


def word_document() -> bytes:
    document = docx.Document()
    document.add_paragraph("Sáng 5-3, hội chợ khai mạc.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
