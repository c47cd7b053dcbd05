"""The chat in a real Chromium, over the real assistant: asked by keyboard, its sources read, nothing fetched elsewhere.

Each screen is also kept as a picture in `tests/browser/shots/`, to be looked at.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest

from qa.api import Assistant

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no Chromium here to drive (on Debian: apt-get install chromium)", allow_module_level=True)
pytest.importorskip("playwright.sync_api", reason="playwright is not installed (it is in the dev extra)")

from playwright.sync_api import (  # noqa: E402
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

pytestmark = pytest.mark.browser

SHOTS = Path(__file__).parent / "shots"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESKTOP = ViewportSize(width=1280, height=900)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PHONE = ViewportSize(width=360, height=740)
TRAP = (
    '<img src=x onerror="window.caught=1"> <script>window.caught=1</script> [bấm](javascript:window.caught=1) '
    "![ảnh](http://example.com/anh.png) {{value}} ${window.caught=1}"
)
ARTICLES = {
    "dai-hoi.md": """---
title: Đại hội Đảng bộ huyện Tân Hải bầu Ban Chấp hành khóa mới
published: 2020-07-24
source: Báo Tân Hải (hư cấu)
---

Chiều 24-7, Đại hội đại biểu Đảng bộ huyện Tân Hải lần thứ XII bế mạc sau hai ngày làm việc.

Đại hội bầu Ban Chấp hành gồm 39 đồng chí. Đồng chí Vũ Đình Khiêm được bầu làm Bí thư Huyện ủy Tân Hải với tỷ lệ phiếu \
đạt 98,7%. Phiên họp thứ nhất bầu Ban Thường vụ gồm 11 đồng chí.

Đại hội đề ra mục tiêu trồng thêm 200 ha rừng ngập mặn trước năm 2025.
""",
    "xa-con-say.md": """---
title: Xã Cồn Sậy có bí thư mới
published: 2021-03-02
source: Báo Tân Hải (hư cấu)
---

Sáng 2-3, Đảng ủy xã Cồn Sậy công bố quyết định về công tác cán bộ.

Bà Lương Thị Nhài giữ chức Bí thư Đảng ủy xã Cồn Sậy từ ngày 2-3.
""",
    "la-thu.txt": f"""Lá thư lạ ở bưu điện Bến Đò {TRAP}

06-05-2021

Sáng 6-5, ông Phan Văn Trứ phát hiện lá thư lạ ở bưu điện Bến Đò. Trong thư chỉ có mấy dòng {TRAP} Thư không ký tên.
""",
}
# The conversation reads as it did 250 ms ago: the answer has stopped growing.
SETTLED = """() => {
  const before = window.before
  window.before = document.querySelector("#conversation").innerText
  return before === window.before
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `qa chat` serves a store of those articles."""
    folder = tmp_path_factory.mktemp("chat")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Assistant.open(folder / "store") as assistant:
        assert {added.status for added in assistant.add(*(folder / name for name in ARTICLES))} == {"added"}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chat = [sys.executable, "-c", "from qa.cli import main; main()", "chat", "--store", str(folder / "store")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    with subprocess.Popen(
        [*chat, "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            assert f"http://127.0.0.1:{port}" in said, said + process.stdout.read()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stdout.read() == "", "the server had something to complain about"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET, headless=True)
        yield chromium
        chromium.close()


class Visit:
    """One page of the chat, and what it asked for and complained about."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.hosts: set[str | None] = set()
        self.complaints: list[str] = []
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        context.on("console", self._note)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = context.new_page()
        self.page.goto(address)
        expect(self.page.get_by_role("textbox")).to_be_focused()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {message.location}")

    @property
    def answer(self) -> Locator:
        return self.page.locator(".exchange").last

    def ask(self, question: str) -> None:
        """Types into whatever has the focus, and waits for the answer."""
        exchanges = self.page.locator(".exchange")
        asked = exchanges.count()
        self.page.keyboard.type(question)
        self.page.keyboard.press("Enter")
        expect(exchanges).to_have_count(asked + 1)
        expect(self.page.locator(".waiting")).to_have_count(0, timeout=30_000)
        self.page.wait_for_function(SETTLED, polling=250)

    def shoot(self, name: str) -> None:
        """Keeps a picture of the window in light and in dark."""
        SHOTS.mkdir(exist_ok=True)
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)
            self.page.wait_for_function(f"document.body.classList.contains('dark') === {str(scheme == 'dark').lower()}")
            self.page.screenshot(path=SHOTS / f"{name}-{scheme}.png", animations="disabled")  # colours fade otherwise


@pytest.fixture
def visit(address: str, browser: Browser) -> Iterator[Visit]:
    with browser.new_context(viewport=DESKTOP, locale="vi-VN") as context:
        visit = Visit(context, address)
        yield visit
        assert visit.hosts == {"127.0.0.1"}
        assert visit.complaints == []
        assert visit.page.evaluate("window.caught") is None


def test_a_question_sent_while_another_is_answered_is_asked_after_it(visit: Visit) -> None:
    box = visit.page.get_by_role("textbox")
    visit.page.keyboard.type("Ai là Bí thư Huyện ủy Tân Hải?")  # the first of all: the models are still to be loaded
    visit.page.keyboard.press("Enter")
    expect(box).to_have_value("")
    visit.page.keyboard.type("Ban Thường vụ gồm bao nhiêu đồng chí?")
    visit.page.keyboard.press("Enter")
    questions = visit.page.locator(".question")
    expect(questions).to_have_text(
        ["Ai là Bí thư Huyện ủy Tân Hải?", "Ban Thường vụ gồm bao nhiêu đồng chí?"], timeout=30_000
    )
    expect(visit.page.locator(".sources")).to_have_count(2, timeout=30_000)


def test_a_choice_asks_its_question(visit: Visit) -> None:
    visit.ask("Ai là Bí thư?")
    expect(visit.answer).to_contain_text("Bạn hỏi chức danh ở cơ quan nào?")
    visit.shoot("choices")
    visit.answer.get_by_role("button", name="Ai là Bí thư Đảng ủy xã Cồn Sậy?").click()
    expect(visit.page.locator(".question").last).to_have_text("Ai là Bí thư Đảng ủy xã Cồn Sậy?")
    expect(visit.answer).to_contain_text("Lương Thị Nhài", timeout=30_000)


def test_an_answer_comes_with_its_quote_marked_in_the_article(visit: Visit) -> None:
    visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
    expect(visit.answer).to_contain_text("Vũ Đình Khiêm")
    source = visit.answer.locator(".sources li").first
    expect(source).to_contain_text("Đại hội Đảng bộ huyện Tân Hải bầu Ban Chấp hành khóa mới")
    expect(source).to_contain_text("24-07-2020 · Báo Tân Hải (hư cấu)")
    quote = source.locator("mark").inner_text()
    assert "Vũ Đình Khiêm" in quote
    assert quote in ARTICLES["dai-hoi.md"]
    assert f"“{quote}” [1]" in visit.answer.inner_text()
    assert source.locator("blockquote").inner_text() in ARTICLES["dai-hoi.md"].split("\n")


def test_a_number_leads_to_its_source_by_keyboard(visit: Visit) -> None:
    visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
    visit.page.keyboard.press("Shift+Tab")
    expect(visit.answer.get_by_role("button", name="Nguồn 1").last).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(visit.answer.locator('.sources [data-number="1"]')).to_be_focused()
    expect(visit.answer.locator("mark").first).to_be_in_viewport()


def test_a_follow_up_leans_on_the_question_before_it_until_a_new_conversation(visit: Visit) -> None:
    visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
    visit.ask("Tỷ lệ phiếu bao nhiêu?")
    expect(visit.answer).to_contain_text("98,7%")
    expect(visit.page.locator(".exchange")).to_have_count(2)
    expect(visit.page.locator(".question").last).to_be_in_viewport()
    visit.page.get_by_role("button", name="Cuộc trò chuyện mới").press("Enter")
    expect(visit.page.locator(".exchange")).to_have_count(0)
    expect(visit.page.get_by_text("Bài mới nhất")).to_be_visible()
    expect(visit.page.get_by_role("textbox")).to_be_focused()


def test_what_the_articles_do_not_say_is_refused_with_the_nearest_headlines(visit: Visit) -> None:
    visit.ask("Ai phát minh ra máy bay trực thăng?")
    expect(visit.answer).to_contain_text("Không tìm thấy")
    expect(visit.answer.locator("cite").first).to_be_visible()
    expect(visit.answer.locator("mark")).to_have_count(0)


def test_an_article_full_of_markup_is_shown_and_not_obeyed(visit: Visit) -> None:
    visit.ask("Ai phát hiện lá thư lạ ở bưu điện Bến Đò?")
    expect(visit.answer).to_contain_text("Phan Văn Trứ")
    expect(visit.answer.locator("blockquote").first).to_contain_text(TRAP)
    expect(visit.answer.locator("cite").first).to_contain_text(TRAP)
    assert visit.page.locator("#conversation :is(img, script, a, iframe, b)").count() == 0


def test_what_cannot_be_asked_gets_one_line_and_the_page_lives_on(visit: Visit) -> None:
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".notice")).to_have_text("Hãy gõ câu hỏi trước.")
    visit.page.get_by_role("textbox").fill("bí thư " * 2_000)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".notice")).to_contain_text("Câu hỏi dài")
    visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
    expect(visit.answer).to_contain_text("Vũ Đình Khiêm")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_screen_fits_the_window(address: str, browser: Browser, size: ViewportSize) -> None:
    screens = {
        "0-first": "",
        "1-found": "Ai là Bí thư Huyện ủy Tân Hải?",
        "2-several": "Ai là Bí thư?",
        "3-not-found": "Ai phát minh ra máy bay trực thăng?",
        "4-markup": "Ai phát hiện lá thư lạ ở bưu điện Bến Đò?",
    }
    with browser.new_context(viewport=size, locale="vi-VN") as context:
        visit = Visit(context, address)
        for screen, question in screens.items():
            if question:
                visit.ask(question)
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= size["width"], screen
            expect(visit.page.get_by_role("textbox")).to_be_in_viewport(ratio=1)
            expect(visit.page.get_by_role("button", name="Cuộc trò chuyện mới")).to_be_in_viewport(ratio=1)
            visit.shoot(f"{'phone' if size == PHONE else 'desktop'}-{screen}")
