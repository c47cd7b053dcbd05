"""The articles tab over the real assistant: looked through, added to by content, removed from and undone."""

from __future__ import annotations

import gc
import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from qa.api import Assistant
from qa.articles import Read
from qa.errors import StoreFull
from qa.index.catalogue import Listed
from qa.records import Added, Article
from qa.web import catalogue
from qa.web.adding import Sent, added, sent_files, without_paths
from qa.web.catalogue import ROWS, View
from qa.web.limits import Limits
from qa.web.server import build
from qa.web.shelf import Shelf
from qa.web.timeline import timeline

LIBRARY = "Khánh thành thư viện Bãi Nứa\n\n05-03-2024\nSáng 5-3, thư viện Bãi Nứa mở cửa với 4.200 cuốn sách."
MARKET = "Chợ nổi Bãi Nứa họp lại\n\n06-03-2024\nSáng 6-3, chợ nổi Bãi Nứa họp lại với 85 ghe hàng."
TRAP = '<img src=x onerror="window.caught=1">'
NO_BOXES: tuple[Any, ...] = ("", "", "", [])


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that Gradio puts uploads into."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


@pytest.fixture
def send(uploads: Path) -> Callable[[str, bytes | str], dict[str, Any]]:
    """Puts a file where Gradio puts it, and says what the browser says of it."""

    def sent(name: str, content: bytes | str) -> dict[str, Any]:
        data = content.encode() if isinstance(content, str) else content
        folder = uploads / hashlib.sha256(data).hexdigest()
        folder.mkdir(exist_ok=True)
        path = folder / Path(name).name.replace("<", "").replace(">", "")
        path.write_bytes(data)
        return {"name": name, "path": str(path), "size": len(data)}

    return sent


Send = Callable[[str, bytes | str], dict[str, Any]]


@pytest.fixture
def shelf(assistant: Assistant) -> Shelf:
    return Shelf(assistant, "vi", Limits(max_files=4, max_upload_mb=1))


def put(shelf: Shelf, *files: dict[str, Any]) -> str:
    """What is shown at the end of adding these files."""
    return list(shelf.sent(gr.EventData(None, {"files": list(files)})))[-1]


def event(**data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def test_a_file_becomes_an_article_that_answers_and_its_upload_is_deleted(
    shelf: Shelf, assistant: Assistant, send: Send, uploads: Path
) -> None:
    html = put(shelf, send("2024/thu-vien.txt", LIBRARY))
    assert "<strong>2024/thu-vien.txt</strong> – thêm mới: Khánh thành thư viện Bãi Nứa" in html
    assert "4.200" in assistant.ask("Thư viện Bãi Nứa có bao nhiêu cuốn sách?").text
    assert not list(uploads.rglob("*"))
    (article,) = [one for one in assistant.articles() if one.published == date(2024, 3, 5)]
    assert article.origin == "2024/thu-vien.txt"
    assert str(uploads) not in html


def test_an_article_is_known_by_its_text_not_by_the_name_of_its_file(
    shelf: Shelf, assistant: Assistant, send: Send
) -> None:
    """Two folders may each hold a "tin.txt", and the browser of one reader knows nothing of another's."""
    there = assistant.overview().articles
    assert put(shelf, send("a/tin.txt", LIBRARY), send("b/tin.txt", MARKET)).count("thêm mới: ") == 3  # the sum as well
    assert "không đổi: 1." in put(shelf, send("tin.txt", LIBRARY))
    assert "không đổi: 1." in put(shelf, send("doi-ten.txt", LIBRARY))
    edited = put(shelf, send("tin.txt", LIBRARY.replace("4.200", "4.300")))
    assert "Kho còn bài khác cùng tiêu đề; nếu đây là bản sửa, hãy xóa bản cũ." in edited
    assert assistant.overview().articles == there + 3


def test_an_article_with_an_id_or_an_address_replaces_its_old_self(
    shelf: Shelf, assistant: Assistant, send: Send
) -> None:
    page = "---\ntitle: Thư viện\nid: thu-vien\n---\n\nThư viện Bãi Nứa mở cửa với {} cuốn sách."
    put(shelf, send("a.md", page.format("4.200")))
    assert "thay bản cũ: 1." in put(shelf, send("b.md", page.format("4.300")))
    assert "4.300" in assistant.article("thu-vien").text
    assert "trùng bài đã có" in put(shelf, send("c.txt", f"Thư viện\n\n{assistant.article('thu-vien').text}"))


def test_what_a_file_holds_counts_and_each_refusal_says_why(shelf: Shelf, assistant: Assistant, send: Send) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trong/cho.txt", MARKET)
        archive.writestr("../../ra-ngoai.txt", LIBRARY)
        archive.writestr("bom.txt", bytes(8 * 1024**2))
        link = zipfile.ZipInfo("lien-ket.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    there = assistant.overview().articles
    html = put(
        shelf,
        send("gia.pdf", b"MZ\x90\x00" + bytes(500)),
        send("trang.txt", "<!doctype html><html><body><p>Trang</p></body></html>"),
        send("anh.png", b"\x89PNG\r\n"),
        send("luu.zip", packed.getvalue()),
    )
    for name, reason in (
        ("gia.pdf", "Không phải tệp PDF"),
        ("trang.txt", "Nội dung là trang web HTML"),
        ("anh.png", "Chưa đọc được loại tệp .png"),
        ("luu.zip/../../ra-ngoai.txt", "trỏ ra ngoài"),
        ("luu.zip/bom.txt", "như bom nén"),
        ("luu.zip/lien-ket.txt", "Là liên kết"),
        ("luu.zip/trong/cho.txt", "thêm mới"),
    ):
        (line,) = [line for line in html.split("<li") if f"<strong>{name}</strong>" in line]
        assert reason in line
    assert assistant.overview().articles == there + 1


def test_the_limits_hold_whatever_the_browser_says(shelf: Shelf, assistant: Assistant, send: Send) -> None:
    there = assistant.overview().articles
    assert "quá mức 1 MB của trang này" in put(shelf, {"name": "a.txt", "size": 2 * 1024**2})
    assert "không gửi lên được" in put(shelf, {"name": "a.txt", "size": 5})
    too_many = put(shelf, *(send(f"{number}.txt", f"{LIBRARY} {number}") for number in range(5)))
    assert "Có 5 tệp, quá mức 4 tệp một lần" in too_many
    assert put(shelf)
    assert assistant.overview().articles == there


def test_a_path_that_is_no_upload_is_neither_read_nor_deleted(
    shelf: Shelf, assistant: Assistant, uploads: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(LIBRARY, encoding="utf-8")
    (uploads / "link.txt").symlink_to(secret)
    paths: list[object] = [secret, uploads / ".." / "secret.txt", uploads / "link.txt", uploads, "/etc/passwd", 5, {}]
    for path in paths:
        html = put(shelf, {"name": "a.txt", "path": str(path), "size": 5})
        assert "không gửi lên được" in html
        assert str(tmp_path) not in html
    assert secret.exists()
    assert sent_files({"files": ["x", None, 3]}, uploads) == sent_files("x", uploads) == sent_files({}, uploads) == []


def test_a_full_disk_is_told_without_a_path_and_the_uploads_are_deleted(
    uploads: Path, send: Send, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(self: Assistant, found: object) -> None:
        raise StoreFull("Ổ đĩa đã đầy khi ghi “/home/ai/kho”.", "The disk is full while writing “/home/ai/kho”.")

    monkeypatch.setattr(Assistant, "add_read", full)
    html = put(shelf, send("a.txt", LIBRARY))
    assert "Ổ đĩa của máy chủ đã đầy." in html
    assert "/home" not in html
    assert "/home/ai/kho" in caplog.text
    assert not list(uploads.rglob("*"))
    assert "/home" not in without_paths(StoreFull("/home", "/home"), "en")


def test_files_are_stored_in_batches_and_told_one_by_one(
    uploads: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.web.adding.STORED_AT_ONCE", 150)
    stored: list[int] = []

    def store(found: Sequence[Read]) -> list[Added]:
        stored.append(len(found))
        return []

    files = [Sent(name, Path(send(name, f"{LIBRARY} {name}.")["path"]), 5) for name in ("a.txt", "b.txt", "c.txt")]
    steps = list(added(store, files, Limits()))
    assert len(steps) == len(files) + 1
    assert sum(stored) == 3
    assert len(stored) > 1


def test_a_pasted_text_is_added_or_told_why_not(shelf: Shelf, assistant: Assistant) -> None:
    left, html = shelf.pasted(LIBRARY)
    assert (left, "thêm mới: Khánh thành thư viện Bãi Nứa" in html) == ("", True)
    left, html = shelf.pasted("  ")
    assert (left, "Không có chữ nào để đọc" in html) == ("  ", True)


def test_removing_asks_first_by_name_and_can_be_undone(shelf: Shelf, assistant: Assistant) -> None:
    before = assistant.articles()
    ids = [one.id for one in before]
    shown, asking, doomed, _ = shelf.asked_to_remove(event(ids=[*ids, "khong-co"]))
    assert shown.visible
    assert "Xóa 2 bài này khỏi kho?" in asking
    assert all(one.title in asking for one in before)
    assert assistant.articles() == before
    _, told, undo, gone, view, _ = shelf.removed(doomed, View())
    assert "Đã xóa 2 bài." in told
    assert (undo.visible, view.changed, assistant.articles()) == (True, 1, [])
    assert "Đã đưa lại 2 bài" in shelf.restored(gone)[0]
    assert assistant.articles() == before
    assert "Trần Mạnh Hùng" in assistant.ask("Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?").text


def test_what_is_gone_already_is_told(shelf: Shelf, assistant: Assistant) -> None:
    _, _, doomed, _ = shelf.asked_to_remove(event(ids=[one.id for one in assistant.articles()]))
    assistant.remove(doomed[0])
    assert "không còn trong kho" in shelf.removed(doomed, View())[1]
    assert "không còn trong kho" in shelf.opened(event(id=doomed[0]))
    assert "không còn trong kho" in shelf.asked_to_remove(event(ids=[doomed[0]]))[3]
    assert len(assistant.articles()) == 1


def test_the_table_is_searched_sorted_and_paged_by_the_server(shelf: Shelf, assistant: Assistant) -> None:
    for number in range(ROWS):
        assistant.add_text(f"Tin vắn số {number} ở Bãi Nứa\n\n{LIBRARY}", source="Báo Bến")
    about, _, view, table, plot, sources = shelf.loaded(View(), *NO_BOXES)
    assert f"{ROWS + 2} bài" in about
    assert table.count("<tr>") == ROWS + 1
    assert f"1–{ROWS} trong {ROWS + 2} bài" in table
    assert ("Báo Bến (25)", "Báo Bến") in sources["choices"]
    assert "<svg" in plot
    _, view, table = shelf.turned(view, event(page=1), *NO_BOXES)
    assert table.count("<tr>") == 3
    _, view, table = shelf.turned(view, event(order="title"), *NO_BOXES)
    assert (view.page, view.descending, table.index("Bế mạc") < table.index("Thông xe")) == (0, False, True)
    assert 'class="title" aria-sort="ascending"' in table
    _, view, table, _ = shelf.filtered(view, "be mac dai hoi", "", "", [])
    assert table.count("<tr>") == 2
    _, _, table, _ = shelf.filtered(view, "", "2021", "2021", [""])
    assert "Thông xe cầu Bến Đá" in table
    assert table.count("<tr>") == 2
    assert "không phải ngày tháng" in shelf.filtered(view, "", "hôm nọ", "", [])[0]
    assert "Không có bài nào khớp." in shelf.filtered(view, "khôngcó", "", "", [])[2]
    assert shelf.turned(View(), event(page=99), *NO_BOXES)[1].page == 1, "the last page there is"
    assert shelf.turned(View(), event(page=-4), *NO_BOXES)[1].page == 0
    assert shelf.turned(View(), event(order="; DROP"), None, None, None, None)[1] == View()


def test_an_article_is_shown_as_text_with_a_link_only_to_the_web() -> None:
    one = Article(TRAP, TRAP, f"{TRAP}\nHai.", date(2020, 1, 2), TRAP, TRAP, "javascript:window.caught=1")
    html = catalogue.article(one, "vi")
    assert "<img" not in html
    assert "<a " not in html
    assert "javascript:window.caught=1" in html
    linked = catalogue.article(Article("a", "a", "b", url='https://bao.vn/"><b>'), "vi")
    assert 'href="https://bao.vn/&quot;&gt;&lt;b&gt;" target="_blank" rel="noopener noreferrer nofollow"' in linked
    row = catalogue.table([Listed(TRAP, TRAP, TRAP, None, 1)], 1, View(), "vi", choosable=True)
    assert "<img" not in row
    assert "<img" not in timeline([(date(2020, 1, 1), TRAP, 1)], "vi")


def test_bars_are_months_and_over_a_long_time_years() -> None:
    months = [(date(2020, 11, 1), "Báo A", 3), (date(2021, 1, 1), "", 2)]
    drawn = timeline(months, "vi")
    assert drawn.count("<rect") == 2
    assert all(f">{label}</text>" in drawn for label in ("11-2020", "12-2020", "01-2021"))
    assert 'aria-label="Số bài theo thời gian. 11-2020: 3, 01-2021: 2"' in drawn
    assert "không ghi nguồn (2)" in drawn
    years = timeline([(date(2001, 11, 1), "A", 3), (date(2021, 1, 1), "B", 2)], "en")
    assert ">2001</text>" in years
    assert ">11-2001</text>" not in years
    many = timeline([(date(2020, 1, 1), f"Báo {number}", 9 - number) for number in range(9)], "vi")
    assert "nguồn khác (6)" in many
    assert many.count("<li>") == 7
    assert "Không bài nào có ngày." in timeline([], "vi")


# Gradio makes event loops to have locks made in, and leaves them to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_page_to_read_has_no_way_to_change_anything(assistant: Assistant) -> None:
    def names(limits: Limits) -> set[str]:
        blocks = build(assistant, "vi", limits)
        assert {function.api_visibility for function in blocks.fns.values()} == {"private"}
        return {getattr(function.fn, "__name__", "") for function in blocks.fns.values()}

    changing = {"sent", "pasted", "asked_to_remove", "removed", "restored"}
    writing, reading = names(Limits()), names(Limits(read_only=True))
    gc.collect()
    assert changing <= writing
    assert not changing & reading
    assert "loaded" in reading
    assert "checkbox" not in Shelf(assistant, "vi", Limits(read_only=True)).loaded(View(), *NO_BOXES)[3]


def test_english(assistant: Assistant) -> None:
    about, _, _, table, *_ = Shelf(assistant, "en", Limits()).loaded(View(), *NO_BOXES)
    assert about.startswith('<p class="about">2 articles, 2 passages, from')
    assert "1–2 of 2 articles" in table
    assert "Remove chosen articles" in table
