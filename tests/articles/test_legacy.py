"""Older encodings, recognised without being told: as bytes, as pasted glyphs, and never where there is none."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from qa.articles import convert, read, read_text
from qa.articles.encoding import decode_text
from qa.articles.legacy import MISREAD, is_damaged
from qa.errors import ArticleError, UnreadableFile
from qa.vietnamese.encodings import NAMES, encode
from qa.vietnamese.text import nfc

if TYPE_CHECKING:
    from tests.articles.conftest import Desk

TITLE = "Khai mạc hội chợ nông sản huyện Kim Lộc"
BODY = (
    "Sáng 5-3, hội chợ nông sản huyện Kim Lộc khai mạc với 120 gian hàng của 14 xã, thị trấn. Ông Vũ Đình Lâm, Chủ "
    "tịch UBND huyện, cho biết đây là lần thứ bảy hội chợ được tổ chức.\n\n"
    "Hội chợ mở cửa tự do cho người dân và du khách đến hết ngày 9-3."
)
ARTICLE = f"{TITLE}\nThứ Sáu, 05-03-2021, 08:15\n{BODY}\nQUANG THÀNH"
CLEAN = (
    ARTICLE,
    TITLE,
    "Là gì?",
    "Toà án xử hai bị cáo; ông Bá và bà Cà có mặt.",
    "hop cho nong san khai mac",
    "L'été dernier, la fête a été annulée à cause de la grève ; « c'était prévu », a déclaré le maire d'Évian.",
    "À l'école, les élèves ont préparé un goûter : thé, café, crêpes, gâteaux. Où étiez-vous ? Là-bas, déjà.",
    "Não há informações sobre a situação; a reunião é às três, José não virá. Atenção!",
    "El niño y la niña comieron piña; mañana habrá más. ¿Qué pasó, señor?",
    "Müller fährt über die Brücke nach Köln, größer als Düsseldorf. Schöne Grüße!",
    "The café's naïve façade didn't help: it's a. And b. Why? He paid £5 – 50% off – for a Foo® or a Bar™, © 2020.",
    "Don't add a+b or o+ to a^2; e.g. u. The path is /usr/lib (see a(b)).",
    "Zażółć gęślą jaźń. Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "“Anh nói «quá»… à?” – cô hỏi.",
    "[![CI](https://a.example/b.svg?branch=x)](https://a.example/b?query=y) a.example/c?d https://a.example/e?f=g",
    "Съешь же ещё этих мягких французских булок",
    "新闻:越南北方发生洪水。",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_in_an_older_encoding(desk: Desk, name: str) -> None:
    (found,) = read([desk.put("a.txt", encode(ARTICLE, name))])
    assert found.article is not None, found.error
    assert found.converted_from == name
    assert (found.article.title, found.article.published) == (TITLE, date(2021, 3, 5))
    assert (found.article.text, found.article.author) == (BODY, "QUANG THÀNH")


@pytest.mark.parametrize("name", NAMES)
def test_glyphs_pasted_or_saved_as_utf_8(name: str) -> None:
    shown = encode(ARTICLE, name).decode("latin-1")
    assert convert(shown) == (ARTICLE, name)
    assert convert(shown.encode("latin-1").decode("cp1252", "ignore")).encoding == name
    article = read_text(shown)
    assert (article.title, article.text, article.published) == (TITLE, BODY, date(2021, 3, 5))


@pytest.mark.parametrize(
    ("glyphs", "text", "name"),
    [
        ("B¸o c¸o", "Báo cáo", "TCVN3"),
        ("Baùo caùo", "Báo cáo", "VNI"),
        ("Vie^.t Nam dda^'t nu+o+'c to^i", "Việt Nam đất nước tôi", "VIQR"),
        ("Viá»‡t Nam", "Việt Nam", MISREAD),
    ],
)
def test_a_few_words_are_enough(glyphs: str, text: str, name: str) -> None:
    assert convert(glyphs) == (text, name)


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize("times", [1, 2])
def test_utf_8_that_was_misread(desk: Desk, wrong: str, times: int) -> None:
    shown = ARTICLE
    for _ in range(times):
        shown = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in shown.encode())
    (found,) = read([desk.put("a.txt", shown)])
    assert found.article is not None, found.error
    assert (found.article.title, found.article.text, found.converted_from) == (TITLE, BODY, MISREAD)


def test_a_misread_paragraph_in_a_sound_text() -> None:
    shown = BODY.encode().decode("latin-1")
    assert convert(f"{ARTICLE}\n{ARTICLE}\n{shown}") == (f"{ARTICLE}\n{ARTICLE}\n{BODY}", MISREAD)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_unicode_with_and_without_a_mark(desk: Desk, encoding: str) -> None:
    (found,) = read([desk.put("a.txt", ARTICLE.encode(encoding))])
    assert found.article is not None, found.error
    assert (found.article.text, found.converted_from) == (BODY, "")


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_text_is_left_alone(text: str) -> None:
    assert convert(text) == (text, "")
    assert decode_text(text.encode()) == (text, "")
    assert not is_damaged(text)


def test_other_formats(desk: Desk) -> None:
    line = json.dumps(
        {"title": encode(TITLE, "TCVN3").decode("latin-1"), "text": encode(BODY, "TCVN3").decode("latin-1")}
    )
    markup = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{BODY}</p><p>{BODY}</p></body></html>"
    entities = "".join(chr(byte) if byte < 0x80 else f"&#{byte};" for byte in encode(markup, "VNI"))
    for name, content in {
        "a.jsonl": line.encode(),
        "b.md": encode(f"# {TITLE}\n\n{BODY}", "VNI"),
        "c.html": encode(markup, "TCVN3"),
        "d.html": entities.encode(),
    }.items():
        (found,) = read([desk.put(name, content)])
        assert found.article is not None, (name, found.error)
        assert found.article.title == TITLE, name
        assert found.article.text.startswith("Sáng 5-3, hội chợ nông sản huyện Kim Lộc khai mạc với 120 gian"), name
        assert found.converted_from in ("TCVN3", "VNI"), name


@pytest.mark.parametrize(
    "lost",
    [
        BODY.encode("ascii", "replace").decode(),
        "".join("\ufffd" if letter > "\x7f" else letter for letter in BODY),
        BODY.encode().decode("cp1252", "ignore").replace("»", "").replace("º", ""),
    ],
)
def test_lost_letters_are_refused(desk: Desk, lost: str) -> None:
    error = desk.refusal("a.txt", lost)
    assert isinstance(error, UnreadableFile)
    assert "Lấy lại bản gốc".lower() in error.vi.lower()


@settings(deadline=None)
@given(some.text(max_size=200))
def test_converting_never_raises_and_twice_is_as_once(text: str) -> None:
    once = convert(text).text
    assert convert(once).text == once


@settings(deadline=None)
@given(some.binary(max_size=200))
def test_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        decode_text(data)
    except ArticleError as error:
        assert error.vi != error.en


@settings(deadline=None)
@given(
    some.lists(some.sampled_from([*BODY.split(), *TITLE.split()]), min_size=8, max_size=40), some.sampled_from(NAMES)
)
def test_no_offset_moves_after_an_article_is_read(words: list[str], name: str) -> None:
    """Citations are places in `Article.text`: nothing that is done to a text once may change it when done again."""
    text = read_text(encode(" ".join(words), name).decode("latin-1")).text
    assert nfc(text) == text == convert(text).text


def test_a_run_of_letters_without_a_blank_is_judged_at_once() -> None:
    assert not is_damaged("x" * 2_000_000)
    assert not is_damaged("https://bao.example.vn/?tim=" + "x?y" * 500_000)
