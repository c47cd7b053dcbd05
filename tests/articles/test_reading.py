"""What `read` does with paths: files, folders, globs, and everything that is wrong with them."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.articles import FORMATS, read
from qa.articles.files import LARGEST
from qa.errors import ArticleError, EmptyArticle, UnreadableFile, UnsupportedFormat

if TYPE_CHECKING:
    from tests.articles.conftest import Desk

TEXT = "Khai mạc hội chợ nông sản\n05/03/2021\nSáng 5-3, hội chợ khai mạc với 120 gian hàng."


def names(*paths: str | Path) -> list[str]:
    return [Path(found.path).name for found in read(paths)]


def test_formats() -> None:
    assert set(FORMATS) == {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".zip"}


def test_a_folder_is_read_to_its_end_in_order(desk: Desk) -> None:
    for name in ("b.txt", "a/z.md", "a/y/x.TXT", "c.jsonl"):
        desk.put(name, '{"title": "Tên", "text": "Một câu."}' if name.endswith("jsonl") else TEXT)
    for name in (".hidden.txt", ".git/a.txt", "~$b.docx"):
        desk.put(name, TEXT)
    assert names(desk.folder) == ["x.TXT", "z.md", "b.txt", "c.jsonl#1"]
    assert all(found.article for found in read([desk.folder]))


def test_other_files_in_a_folder_are_listed(desk: Desk) -> None:
    desk.put("a.txt", TEXT)
    desk.put("b.xlsx", b"PK\x03\x04")
    desk.put("Makefile", "all:")
    errors = {Path(found.path).name: found.error for found in read([desk.folder])}
    assert isinstance(errors["b.xlsx"], UnsupportedFormat)
    assert ".xlsx" in errors["b.xlsx"].vi
    assert ".docx" in errors["b.xlsx"].vi
    assert isinstance(errors["Makefile"], UnsupportedFormat)
    assert errors["a.txt"] is None


def test_globs(desk: Desk) -> None:
    for name in ("a/1.txt", "a/b/2.txt", "a/3.md", "[x].txt"):
        desk.put(name, TEXT)
    assert names(f"{desk.folder}/a/*.txt") == ["1.txt"]
    assert names(f"{desk.folder}/**/*.txt") == ["[x].txt", "1.txt", "2.txt"]
    assert names(desk.folder / "[x].txt") == ["[x].txt"]  # a file of that very name wins
    assert names(f"{desk.folder}/?") == ["1.txt", "3.md", "2.txt"]


def test_relative_and_roundabout_paths_are_one_article(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.put("a/1.txt", TEXT)
    (desk.folder / "link").symlink_to(desk.folder / "a")
    monkeypatch.chdir(desk.folder)
    ids = [found.article.id for found in read([path, "a/1.txt", "./a/../a/1.txt", "link/1.txt"]) if found.article]
    assert len(ids) == 4
    assert len(set(ids)) == 1
    assert ids[0].startswith("1-")


def test_the_id_is_readable(desk: Desk) -> None:
    article = desk.article("Đại hội Đảng bộ (lần thứ IX) – 2020.txt", TEXT)
    assert article.id.startswith("dai-hoi-dang-bo-lan-thu-ix-2020-")
    assert len(article.id.rpartition("-")[2]) == 8
    assert len(desk.article("tin " * 40 + ".txt", TEXT).id) <= 70
    assert desk.article("新闻.txt", TEXT).id.startswith("bai-")
    assert article.origin == str(desk.folder / "Đại hội Đảng bộ (lần thứ IX) – 2020.txt")


def test_the_hash_is_of_title_and_text(desk: Desk) -> None:
    one, two = (
        desk.article("a.txt", TEXT),
        desk.article("b.txt", unicodedata.normalize("NFD", TEXT).replace("\n", "\r\n")),
    )
    assert one.hash == two.hash
    assert one.id != two.id
    assert one.hash != desk.article("c.txt", TEXT.replace("hội chợ nông", "chợ nông")).hash


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_read(desk: Desk, encoding: str) -> None:
    assert desk.article("a.txt", TEXT.encode(encoding)).title == "Khai mạc hội chợ nông sản"


def test_big_endian_utf_16(desk: Desk) -> None:
    assert desk.article("a.txt", b"\xfe\xff" + TEXT.encode("utf-16-be")).title == "Khai mạc hội chợ nông sản"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("One line.\nCafé".encode("latin-1"), "0xE9 ở vị trí 13 (dòng 2)"),
        (b"\xef\xbb\xbfabc\xff", "0xFF ở vị trí 6"),
        ("Ein größerer Löwe".encode("latin-1"), "0xF6 ở vị trí 6"),
        (b"ch\xe1\xbb\xaf\x00\x01", "0x00 ở vị trí 5"),
        (b"\x01\x00\x02\x00\x03\x00", "0x00 ở vị trí 1"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (b"\xff\xfea", "UTF-16 bị hỏng"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"<!DOCTYPE html><p>a", ".html"),
    ],
)
def test_what_is_no_utf_8_text_is_refused(desk: Desk, content: bytes, said: str) -> None:
    error = desk.refusal("a.txt", content)
    assert isinstance(error, UnreadableFile)
    assert said in error.vi


def test_empty_files(desk: Desk) -> None:
    for suffix in FORMATS:
        assert isinstance(desk.refusal(f"a{suffix}", b""), EmptyArticle), suffix
    assert isinstance(desk.refusal("b.txt", " \r\n\ufeff"), EmptyArticle)


def test_too_large(desk: Desk) -> None:
    with (desk.put("a.txt", "a")).open("wb") as file:
        file.truncate(LARGEST + 1)
    (found,) = read([desk.folder])
    assert isinstance(found.error, UnreadableFile)
    assert "20,0 MB" in found.error.vi
    assert "20 MB" in found.error.en


@pytest.mark.parametrize("given", ["", "nowhere.txt", "nowhere/*.txt", "a\0b.txt", "x" * 5000 + ".txt"])
def test_paths_that_lead_nowhere(given: str) -> None:
    (found,) = read([given])
    assert isinstance(found.error, UnreadableFile)


def test_a_file_as_a_folder_leads_nowhere(desk: Desk) -> None:
    (found,) = read([desk.put("a.txt", TEXT) / "b.txt"])
    assert isinstance(found.error, UnreadableFile)


def test_an_empty_folder_says_so(desk: Desk) -> None:
    desk.put(".only/hidden.txt", TEXT)
    (found,) = read([desk.folder])
    assert found.path == str(desk.folder)
    assert isinstance(found.error, UnreadableFile)


def test_links_that_loop_or_lead_nowhere(desk: Desk) -> None:
    desk.put("a/b/c.txt", TEXT)
    (desk.folder / "a" / "b" / "up").symlink_to(desk.folder)
    (desk.folder / "self.txt").symlink_to(desk.folder / "self.txt")
    (desk.folder / "gone.txt").symlink_to(desk.folder / "nothing.txt")
    found = {Path(one.path).name: one.error for one in read([desk.folder])}
    assert found["c.txt"] is None
    assert isinstance(found["self.txt"], UnreadableFile)
    assert isinstance(found["gone.txt"], UnreadableFile)
    assert len(found) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(desk: Desk) -> None:
    desk.put("a.txt", TEXT)
    os.mkfifo(desk.folder / "b.txt")
    os.mkfifo(desk.folder / "c.jsonl")
    errors = [found.error for found in read([desk.folder])]
    assert errors[0] is None
    assert all(isinstance(error, UnreadableFile) for error in errors[1:])
    assert len(errors) == 3


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may read everything")
def test_no_permission(desk: Desk) -> None:
    desk.put("a.txt", TEXT).chmod(0)
    (found,) = read([desk.folder])
    assert isinstance(found.error, UnreadableFile)
    assert "quyền" in found.error.vi


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file of Linux that no one can read from its start"
)
def test_a_file_that_breaks_while_read(desk: Desk) -> None:
    desk.put("a.txt", TEXT)
    for name in ("b.txt", "c.jsonl"):
        (desk.folder / name).symlink_to("/proc/self/mem")
    assert [type(found.error) for found in read([desk.folder])] == [type(None), UnreadableFile, UnreadableFile]


def test_a_name_that_is_no_utf_8(desk: Desk) -> None:
    path = os.fsencode(desk.put("a.txt", TEXT).parent) + b"/\xc7\xfd.txt"
    try:
        Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    found = list(read([desk.folder]))
    assert len(found) == 2
    for one in found:
        assert one.article is not None
        assert f"{one.path} {one.article.id} {one.article.origin}".encode()


def test_one_bad_file_stops_nothing(desk: Desk) -> None:
    for place, suffix in enumerate(FORMATS):
        desk.put(f"{place}{suffix}", b"\x00\xff\x00")
    desk.put("z.txt", TEXT)
    found = list(read([desk.folder, "nowhere"]))
    assert [isinstance(one.error, ArticleError) for one in found] == [True] * len(FORMATS) + [False, True]
