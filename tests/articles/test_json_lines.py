from __future__ import annotations

import json
import tracemalloc
from datetime import date
from typing import TYPE_CHECKING

import pytest

from qa.articles import read
from qa.articles.files import LARGEST
from qa.errors import ArticleError, EmptyArticle, UnreadableFile

if TYPE_CHECKING:
    from tests.articles.conftest import Desk

GOOD = {"title": "Chợ nổi", "text": "Sáng 5-3, chợ nổi họp từ bốn giờ.\n\nĐến trưa, ghe đã vãn.\n\nMINH HÀ"}


def line(**fields: object) -> str:
    return json.dumps({**GOOD, **fields}, ensure_ascii=False) + "\n"


def test_every_field(desk: Desk) -> None:
    fields = {
        "id": 7,
        "published": "05/03/2021",
        "author": "Lan",
        "source": "Báo A",
        "url": "https://a.vn/b",
        "language": "en",
    }
    article = desk.article("tin.jsonl", line(**fields, section="x", tags=["y"]))
    assert (article.id, article.published, article.author) == ("7", date(2021, 3, 5), "Lan")
    assert (article.source, article.url, article.language) == ("Báo A", "https://a.vn/b", "en")
    assert article.title == GOOD["title"]
    assert article.text == GOOD["text"]  # a field is what it says: nothing is taken out of it
    assert article.origin.endswith("tin.jsonl#1")


def test_ids_without_an_id_field(desk: Desk) -> None:
    path = desk.put("tin.jsonl", line() + line(url="https://a.vn/cho-noi") + line(id="x"))
    ids = [found.article.id for found in read([path]) if found.article]
    assert ids[0].startswith("tin-1-")
    assert ids[1].startswith("cho-noi-")
    assert ids[2] == "x"
    assert ids == [found.article.id for found in read([path]) if found.article]
    assert desk.article("TIN.JSONL", line()).id.startswith("tin-1-")


def test_a_bad_line_is_listed_and_the_rest_goes_on(desk: Desk) -> None:
    bad = [
        "{not json}\n",
        "[1, 2]\n",
        '"words"\n',
        line(text=None),
        line(text=["a"]),
        line(published="hôm qua"),
        line(title=5),
        '{"text": ' + "[" * 100_000 + "\n",
        '{"id": ' + "9" * 5000 + ', "text": "a"}\n',
    ]
    path = desk.put("tin.jsonl", line() + "\n" + "".join(bad) + line())
    found = list(read([path]))
    assert [one.path.rpartition("#")[2] for one in found] == [str(number) for number in (1, *range(3, 13))]
    assert found[0].article is not None
    assert found[-1].article is not None
    for one in found[1:-1]:
        assert isinstance(one.error, ArticleError), one.path


def test_a_line_in_another_encoding_is_listed(desk: Desk) -> None:
    path = desk.put("tin.jsonl", line().encode() + '{"text": "Café"}\n'.encode("latin-1") + line().encode())
    good, bad, last = read([path])
    assert good.article is not None
    assert last.article is not None
    assert isinstance(bad.error, UnreadableFile)
    assert "UTF-8" in bad.error.vi


def test_with_byte_order_marks(desk: Desk) -> None:
    content = line() + line(title="Chợ đêm")
    assert desk.article("one.jsonl", b"\xef\xbb\xbf" + line().encode()).title == "Chợ nổi"
    for encoding in ("utf-8-sig", "utf-16"):
        titles = [
            found.article.title for found in read([desk.put("a.jsonl", content.encode(encoding))]) if found.article
        ]
        assert titles == ["Chợ nổi", "Chợ đêm"]


def test_damaged_utf_16_ends_the_file_with_a_reason(desk: Desk) -> None:
    found = list(read([desk.put("a.jsonl", line().encode("utf-16") + b"\x00\xd8\x41\x00\n\x00")]))
    assert isinstance(found[-1].error, UnreadableFile)


def test_halves_of_letters_are_dropped(desk: Desk) -> None:
    assert desk.article("a.jsonl", '{"title": "a\\ud800b", "text": "Một\\udfff hai."}').text == "Một hai."


def test_a_line_too_large_is_read_over(desk: Desk) -> None:
    path = desk.folder / "tin.jsonl"
    desk.put("tin.jsonl", "")
    with path.open("wb") as file:
        file.write(line().encode())
        for _ in range(3):
            file.write(b" " * LARGEST)
        file.write(b"\n" + line().encode())
    tracemalloc.start()
    found = list(read([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.article is not None for one in found] == [True, False, True]
    assert "60,0 MB" in (found[1].error or ArticleError("", "")).vi
    assert peak < 4 * LARGEST


def test_many_lines_take_the_memory_of_one(desk: Desk) -> None:
    path = desk.put("tin.jsonl", line(text="Một câu dài. " * 100) * 1000)
    tracemalloc.start()
    count = sum(1 for found in read([path]) if found.article)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1000
    assert peak < path.stat().st_size / 4


@pytest.mark.parametrize(
    ("content", "kind"), [("", EmptyArticle), ("\n \n", EmptyArticle), (b"\x1f\x8b\x08rest", UnreadableFile)]
)
def test_a_file_that_is_none(desk: Desk, content: str | bytes, kind: type[ArticleError]) -> None:
    assert isinstance(desk.refusal("a.jsonl", content), kind)
