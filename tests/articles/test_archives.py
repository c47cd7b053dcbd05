"""A .zip is read as a folder is; what it tries beyond that is refused by name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from qa.articles import read
from qa.articles.files import LARGEST
from qa.errors import EmptyArticle, UnreadableFile, UnsupportedFormat

if TYPE_CHECKING:
    from tests.articles.conftest import Desk

TEXT = "Khai mạc hội chợ nông sản\n05/03/2021\nSáng 5-3, hội chợ khai mạc với 120 gian hàng."


def zipped(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def reasons(desk: Desk, members: dict[str, str | bytes]) -> dict[str, str]:
    found = read([desk.put("luu.zip", zipped(members))])
    return {one.path.partition("luu.zip/")[2]: one.error.vi if one.error else "" for one in found}


def test_members_are_articles_in_order(desk: Desk) -> None:
    lines = '{"title": "Một", "text": "Câu một."}\n{"title": "Hai", "text": "Câu hai."}\n'
    content: dict[str, str | bytes] = {
        "thang-3/b.txt": TEXT,
        "a.md": f"# {TEXT}",
        "c.jsonl": lines,
        "utf16.jsonl": lines.encode("utf-16"),
        "d.xlsx": "x",
        "__MACOSX/._a.md": "x",
        ".git/config": "x",
    }
    path = desk.put("luu.zip", zipped(content))
    found = list(read([path]))
    names = [one.path.removeprefix(f"{path}/") for one in found]
    assert names == ["a.md", "c.jsonl#1", "c.jsonl#2", "d.xlsx", "thang-3/b.txt", "utf16.jsonl#1", "utf16.jsonl#2"]
    assert [type(one.error) for one in found if one.error] == [UnsupportedFormat]
    articles = [one.article for one in found if one.article]
    assert len({article.id for article in articles}) == 6
    assert articles[0].origin == f"{path}/a.md"
    assert articles[0].title == "Khai mạc hội chợ nông sản"


def test_one_bad_member_stops_nothing(desk: Desk) -> None:
    found = reasons(
        desk, {"a.txt": b"\x00\xff\x00", "b.txt": "", "c.pdf": b"%PDF-1.4 cut", "d.txt": TEXT, "e.jsonl": "{"}
    )
    assert [name for name, reason in found.items() if not reason] == ["d.txt"]
    assert "bị cụt" in found["c.pdf"]


def test_names_that_lead_out_are_refused(desk: Desk) -> None:
    for name in ("../a.txt", "/etc/a.txt", "bai/../../a.txt", "C:\\bai\\a.txt", "..\\a.txt"):
        (reason,) = reasons(desk, {name: TEXT}).values()
        assert "trỏ ra ngoài" in reason, name


def test_links_archives_and_locked_members_are_refused(desk: Desk) -> None:
    link = zipfile.ZipInfo("lien-ket.txt")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("trong.zip", zipped({"a.txt": TEXT}))
    found = {Path(one.path).name: str(one.error) for one in read([desk.put("a.zip", file.getvalue())])}
    assert "link" in found["lien-ket.txt"]
    assert "inside a .zip" in found["trong.zip"]
    locked = zipped({"a.txt": TEXT})
    locked = locked.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    (one,) = read([desk.put("b.zip", locked)])
    assert "password" in str(one.error)


def test_bombs_and_large_members_are_refused_unread(desk: Desk) -> None:
    (bomb,) = reasons(desk, {"bom.txt": bytes(8 * 1024**2)}).values()
    assert "bom nén" in bomb
    path = desk.put("b.zip", b"")
    with zipfile.ZipFile(path, "w") as archive:  # not packed, so that no ratio gives it away
        archive.writestr("dai.txt", bytes(LARGEST + 1))
    (large,) = read([path])
    assert "20 MB" in str(large.error)


def test_too_many_members_are_refused_as_a_whole(desk: Desk) -> None:
    path = desk.put("a.zip", b"")
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.txt", "")
    (one,) = read([path])
    assert "10001" in str(one.error)


def test_empty_and_damaged_archives(desk: Desk) -> None:
    assert isinstance(desk.refusal("a.zip", zipped({})), EmptyArticle)
    whole = zipped({"a.txt": TEXT, "b.jsonl": '{"text": "Một câu."}\n' * 400})
    assert "cụt hoặc hỏng" in desk.refusal("b.zip", whole[:-30]).vi
    wrong = bytearray(whole)
    wrong[40:60] = bytes(20)
    for one in read([desk.put("c.zip", bytes(wrong))]):
        assert one.article is not None or isinstance(one.error, UnreadableFile)


def test_names_in_utf_8_without_saying_so(desk: Desk) -> None:
    said = zipped({"đại hội.txt": TEXT})
    for flag in (b"\x00\x08", b"\x08\x00"):
        said = said.replace(b"PK\x03\x04\x14\x00" + flag, b"PK\x03\x04\x14\x00\x00\x00")
        said = said.replace(b"PK\x01\x02\x14\x03\x14\x00" + flag, b"PK\x01\x02\x14\x03\x14\x00\x00\x00")
    (one,) = read([desk.put("a.zip", said)])
    assert one.article is not None, one.error
    assert one.path.endswith("a.zip/đại hội.txt")
