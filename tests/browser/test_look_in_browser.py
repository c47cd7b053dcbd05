"""Every screen in a real Chromium: it fits, it is accessible, it speaks one language in one font. Pictures are kept."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.conftest import faults

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from tests.browser.conftest import Served, Visit, Visits

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (it is in the dev extra)")
expect = api.expect
pytestmark = pytest.mark.browser

SCREENS = {
    "1-found": "Ai là Bí thư Huyện ủy Tân Hải?",
    "2-several": "Ai là Bí thư?",
    "3-conflict": "Lễ hội Cầu ngư Bến Đò năm 2023 thu hút bao nhiêu lượt khách?",
    "4-not-found": "Ai phát minh ra máy bay trực thăng?",
    "5-unclear": "Xin chào",
    "6-markup": "Ai phát hiện lá thư lạ ở bưu điện Bến Đò?",
}
WINDOWS = {"phone": (360, 740), "desktop": (1280, 900), "wide": (3840, 2160)}
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
# A page of Gradio's own that has one of its words on it, in a second tab as our articles are.
UPLOAD = """
import gradio as gr
from qa.web.words import speaking
with gr.Blocks(analytics_enabled=False) as page:
    with gr.Tabs():
        with gr.Tab("A"):
            gr.Textbox()
        with gr.Tab("B"):
            gr.File()
page.launch(js=speaking("{language}"), server_port={port}, quiet=True, prevent_thread_lock=True, ssr_mode=False)
print("up", flush=True)
page.block_thread()
"""


@pytest.mark.parametrize("window", WINDOWS)
def test_every_screen_fits_and_is_accessible_in_light_and_dark(visits: Visits, window: str) -> None:
    width, height = WINDOWS[window]
    with visits(width, height) as visit:
        for screen, question in {"0-first": "", **SCREENS}.items():
            if question:
                visit.page.get_by_role("button", name="Cuộc trò chuyện mới").click()
                visit.ask(question)
            look(visit, f"{window}-{screen}", width)
        visit.answer.get_by_role("button", name="Nguồn 1").first.click()
        expect(visit.opened.locator("mark")).to_be_visible()
        look(visit, f"{window}-7-opened", width)
        visit.page.keyboard.press("Escape")
        visit.page.get_by_role("button", name="Sửa câu hỏi").click()
        look(visit, f"{window}-8-edit", width)
        visit.page.get_by_role("button", name="Lịch sử").click()
        look(visit, f"{window}-9-history", width)


def look(visit: Visit, name: str, width: int) -> None:
    visit.shoot(name)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, name
    if not visit.page.locator("dialog:modal").count():
        expect(visit.box).to_be_in_viewport(ratio=1)
        expect(visit.page.get_by_role("button", name="Cuộc trò chuyện mới")).to_be_in_viewport(ratio=1)
    for scheme in ("light", "dark"):
        visit.show(scheme)
        assert faults(visit.page) == [], f"{name}, {scheme}"


def test_axe_finds_a_fault_where_there_is_one(visit: Visit) -> None:
    assert faults(visit.page) == []
    visit.page.evaluate("document.querySelector('#tools').insertAdjacentHTML('beforeend', '<button></button>')")
    assert [one.partition(":")[0] for one in faults(visit.page)] == ["button-name"]


@pytest.fixture(scope="module", params=["vi", "en"])
def upload(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """The language and the address of such a page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = UPLOAD.format(language=request.param, port=port)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "up\n"
        yield request.param, f"http://127.0.0.1:{port}"
        process.kill()


@pytest.mark.parametrize("locale", ["vi-VN", "en-US", "fr-FR"])
def test_gradio_speaks_the_language_that_is_set_whatever_the_browser_speaks(
    browser: Browser, upload: tuple[str, str], locale: str
) -> None:
    language, address = upload
    with browser.new_context(locale=locale) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("tab", name="A").wait_for()
        page.wait_for_function("language => document.documentElement.lang === language", arg=language)
        page.get_by_role("tab", name="B").click()
        expect(page.get_by_text("Thả tệp vào đây" if language == "vi" else "Drop File Here")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == language


def test_english_is_spoken_where_it_is_set(store: Path, served: Served, visits: Visits, tmp_path: Path) -> None:
    shutil.copytree(store, tmp_path / "store")
    with served(tmp_path / "store", QA_LANGUAGE="en") as address, visits(at=address, locale="fr-FR") as visit:
        assert visit.page.evaluate("document.documentElement.lang") == "en"
        for name in ("New conversation", "History", "Download", "Ask"):
            expect(visit.page.get_by_role("button", name=name, exact=True)).to_be_visible()
        visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
        expect(visit.answer.locator(".as-of")).to_contain_text("Article of 24-07-2020")


def test_every_vietnamese_letter_comes_from_one_font(visit: Visit) -> None:
    visit.ask("Ai là Bí thư?")
    kinds = ["#asking textarea", ".submit-button", ".tool", ".choice", ".cite", ".question", "strong", "cite"]
    families = {kind: visit.page.eval_on_selector(kind, "one => getComputedStyle(one).fontFamily") for kind in kinds}
    assert len(set(families.values())) == 1, families
    for weight in (400, 600, 700):
        session: Any = visit.page.context.new_cdp_session(visit.page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        visit.page.evaluate(
            "([family, weight, letters]) => { const line = document.body.appendChild(document.createElement('p')); "
            "line.id = 'letters'; line.textContent = letters; line.style.font = `${weight} 16px ${family}`; "
            "return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))) }",  # else no fonts
            [families["cite"], weight, LETTERS + LETTERS.upper()],
        )
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#letters"})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert len(fonts) == 1, f"{weight}: {[font['familyName'] for font in fonts]}"
        session.detach()
        visit.page.evaluate("document.getElementById('letters').remove()")
