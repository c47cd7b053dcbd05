"""What a person does with a conversation in a real Chromium: edits, stops, leaves, comes back, takes it along."""

from __future__ import annotations

import json
import shutil
import urllib.request
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

import pytest
from tests.web.serving import ask

from qa.web.users import put

if TYPE_CHECKING:
    from tests.browser.conftest import Served, Visit, Visits

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (it is in the dev extra)")
expect = api.expect
pytestmark = pytest.mark.browser

WHO = "Ai là Bí thư Huyện ủy Tân Hải?"
SHARE = "Tỷ lệ phiếu bao nhiêu?"


def test_a_question_is_edited_and_asked_again_from_there_on(visit: Visit) -> None:
    visit.ask(WHO)
    visit.ask(SHARE)
    visit.page.get_by_role("button", name="Sửa câu hỏi").first.press("Enter")
    again = visit.page.locator("form.again textarea")
    expect(again).to_be_focused()
    expect(again).to_have_value(WHO)
    again.fill("Ai là Bí thư Đảng ủy xã Cồn Sậy?")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".question")).to_have_text(["Ai là Bí thư Đảng ủy xã Cồn Sậy?"])
    visit.settle()
    expect(visit.answer).to_contain_text("Lương Thị Nhài")
    visit.page.get_by_role("button", name="Lịch sử").click()  # what followed the question is not lost
    expect(visit.page.locator(".history .reopen")).to_have_count(2)
    visit.page.locator(".history .reopen", has_text=WHO).click()
    expect(visit.page.locator(".question")).to_have_text([WHO, SHARE])


def test_a_conversation_outlives_a_reload_by_the_browser_alone(visits: Visits) -> None:
    with visits() as visit:
        visit.ask(WHO)
        visit.load(visit.page.url)
        expect(visit.page.locator(".question")).to_have_text([WHO])
        expect(visit.answer.locator(".short strong")).to_have_text("Vũ Đình Khiêm")
        visit.ask(SHARE)  # the browser remembers what it is about, the server need not
        expect(visit.answer).to_contain_text("98,7%")
        visit.page.get_by_role("button", name="Cuộc trò chuyện mới").click()
        visit.load(visit.page.url)
        expect(visit.page.locator(".exchange")).to_have_count(0)
        visit.page.get_by_role("button", name="Lịch sử").click()
        expect(visit.page.locator(".history li")).to_contain_text("2 câu hỏi")
        visit.page.locator(".history .reopen").click()
        expect(visit.page.locator(".question")).to_have_text([WHO, SHARE])
        expect(visit.answer.locator("mark").first).to_be_attached()


def test_conversations_are_deleted_after_asking_back(visit: Visit) -> None:
    visit.ask(WHO)
    visit.page.get_by_role("button", name="Lịch sử").click()
    visit.page.get_by_role("button", name=f"Xóa “{WHO}”").click()
    visit.page.locator(".confirm").get_by_role("button", name="Thôi").click()
    expect(visit.page.locator(".history li")).to_have_count(1)
    visit.page.get_by_role("button", name="Xóa tất cả").click()
    visit.page.locator(".confirm").get_by_role("button", name="Xóa").click()
    expect(visit.page.locator(".history .about")).to_have_text("Chưa có cuộc trò chuyện nào.")
    assert visit.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('hoibao:')).length") == 0
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".exchange")).to_have_count(0)


def test_a_browser_that_keeps_nothing_is_served_and_told(visits: Visits) -> None:
    with visits() as visit:
        visit.page.add_init_script(
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
        )
        visit.load(visit.page.url)
        visit.ask(WHO)
        expect(visit.answer).to_contain_text("Vũ Đình Khiêm")
        visit.page.get_by_role("button", name="Lịch sử").click()
        expect(visit.page.locator(".history .about")).to_contain_text("không cho lưu")
        visit.page.keyboard.press("Escape")
        visit.page.get_by_role("button", name="Cuộc trò chuyện mới").click()
        visit.page.locator(".confirm").get_by_role("button", name="Thôi").click()
        expect(visit.page.locator(".exchange")).to_have_count(1)


def test_the_conversation_is_downloaded_as_markdown_with_footnotes(visit: Visit, trap: str) -> None:
    visit.ask(WHO)
    visit.ask("Ai phát hiện lá thư lạ ở bưu điện Bến Đò?")
    with visit.page.expect_download() as awaited:
        visit.page.get_by_role("button", name="Tải về").click()
    text = Path(awaited.value.path()).read_text(encoding="utf-8")
    assert awaited.value.suggested_filename.startswith("hoi-bao-")
    assert f"## {WHO}\n\nVũ Đình Khiêm[^1] (theo bài ngày 24-07-2020" in text.replace(" [^", "[^")
    assert "\n[^1]: Đại hội Đảng bộ huyện Tân Hải bầu Ban Chấp hành khóa mới – Báo Tân Hải" in text
    assert "Đồng chí Vũ Đình Khiêm được bầu làm Bí thư Huyện ủy Tân Hải với tỷ lệ phiếu đạt 98,7%." in text
    assert "<https://bao.example/dai-hoi>" in text
    assert "[^2]: Lá thư lạ" in text
    assert trap not in text, "a link, an image or HTML of an article would be obeyed by what shows the file"
    assert r"\<img src=x" in text
    assert r"!\[ảnh\](http\://example.com/anh.png)" in text


def test_an_answer_is_copied_with_its_citations(visits: Visits) -> None:
    with visits(permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.ask(WHO)
        visit.answer.get_by_role("button", name="Chép câu trả lời kèm nguồn").click()
        expect(visit.page.get_by_role("status").first).to_have_text("Đã chép")
        copied = visit.page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"{WHO}\n\nVũ Đình Khiêm [1]")
        assert (
            "[1] Đại hội Đảng bộ huyện Tân Hải bầu Ban Chấp hành khóa mới – Báo Tân Hải (hư cấu) – 24-07-2020" in copied
        )


def test_stop_stops_the_model_and_the_next_question_is_answered(
    store: Path, served: Served, visits: Visits, model_server: Any, tmp_path: Path
) -> None:
    shutil.copytree(store, tmp_path / "store")
    model_server.fault = "pings"  # a model that thinks and thinks
    setting = model_server.setting("openai")
    with served(tmp_path / "store", QA_LLM=setting) as address, visits(at=address) as visit:
        visit.page.keyboard.type(WHO)
        visit.page.keyboard.press("Enter")
        stop = visit.page.get_by_role("button", name="Dừng")
        expect(stop).to_be_visible()
        visit.page.wait_for_function("() => document.querySelector('.waiting')")
        wait_until_asked(model_server)
        stop.press("Enter")
        expect(visit.answer.locator(".notice")).to_have_text("Đã dừng theo ý bạn.")
        expect(stop).to_be_hidden()
        expect(visit.box).to_be_focused()
        model_server.fault, model_server.reply = "", "Đồng chí Vũ Đình Khiêm là Bí thư Huyện ủy Tân Hải [1]."
        model_server.over.set()  # the first request ends
        visit.ask("Ai được bầu làm Bí thư Huyện ủy Tân Hải?")
        expect(visit.answer.locator("mark").first).to_be_attached()


def wait_until_asked(model_server: Any) -> None:
    until = monotonic() + 60
    while not model_server.asked:
        assert monotonic() < until, "the model was not asked"
        sleep(0.1)


def test_thumbs_are_shown_only_where_feedback_is_kept(visit: Visit, address: str) -> None:
    with urllib.request.urlopen(f"{address}/health", timeout=20) as reply:
        kept = json.load(reply).get("feedback") is True
    visit.ask(WHO)
    bad = visit.answer.get_by_role("button", name="Trả lời chưa đúng")
    if not kept:
        expect(bad).to_have_count(0)
        return
    bad.press("Enter")
    visit.answer.get_by_role("button", name="nguồn không đúng").press("Enter")
    visit.answer.get_by_label("Nói thêm, nếu bạn muốn").fill("Bài này cũ rồi.")
    visit.answer.get_by_role("button", name="Gửi").press("Enter")
    expect(visit.answer.locator(".thanks")).to_have_text("Cảm ơn bạn đã góp ý.")
    expect(bad).to_have_count(0)


def test_whoever_signed_in_finds_the_way_out(store: Path, tmp_path: Path, served: Served, visits: Visits) -> None:
    shutil.copytree(store, tmp_path / "store")
    put(tmp_path / "users", "lan", "cầu Bến Đò 21")
    with served(tmp_path / "store", QA_AUTH=str(tmp_path / "users")) as address:
        form = "name=lan&password=" + quote_plus("cầu Bến Đò 21")
        entered = ask(address, "POST", "/login", form, {"Content-Type": "application/x-www-form-urlencoded"})
        name, _, value = entered.headers["set-cookie"].partition(";")[0].partition("=")
        known = {"cookies": [{"name": name, "value": value, "url": address}], "origins": []}
        with visits(at=address, storage_state=known) as visit:
            visit.shoot("signed-in")
            visit.page.get_by_role("link", name="Đăng xuất").click()
            expect(visit.page.get_by_text("Bạn đang đăng nhập với tên lan.")).to_be_visible()
            expect(visit.page.get_by_role("button", name="Đăng xuất")).to_be_visible()
