"""The articles tab in a real Chromium over the real assistant: added to, asked about, removed from, by hand and by key.

Each screen is also kept as a picture in `tests/browser/shots/`, to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.conftest import SCHEMES, SHOTS, faults, serving

from qa.api import Assistant

pytest.importorskip("playwright.sync_api", reason="playwright is not installed (it is in the dev extra)")

from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=740)
WIDE = ViewportSize(width=3840, height=2160)
TRAP = "<img src=x onerror=window.caught=1>.txt"
LIBRARY = (
    "Khánh thành thư viện Bãi Nứa <b onmouseover=window.caught=1>\n\n05-03-2024\n"
    "Sáng 5-3, thư viện Bãi Nứa mở cửa với 4.200 cuốn sách. <script>window.caught=1</script> Trời mưa to."
)
TITLES = ("Ăn Tết ở đảo Cồn Sậy", "Anh hùng giữ cầu Bến Đá", "Dưới chân cầu Bến Đá", "Đa Nhim đón khách")
WAIT = 30_000  # milliseconds, of what has to load a model first


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """Where `qa chat` serves a store of four small articles."""
    store = str(tmp_path_factory.mktemp("shelf") / "store")
    with Assistant.open(store) as assistant:
        for day, title in enumerate(TITLES, 1):
            text = f"{title}\n\n0{day}-02-2021\nHôm ấy ở {title.split()[-1]} có {day * 10} người đến dự buổi lễ."
            assert assistant.add_text(text, source=f"Báo {day % 2}").status == "added"
    with serving(Path(store)) as address:
        yield address


@pytest.fixture(params=[DESKTOP], ids=["desktop"])
def page(request: pytest.FixtureRequest, address: str, browser: Browser) -> Iterator[Page]:
    """The tab of a fresh page; whatever it asks of another host or complains about fails the test."""
    hosts: set[str | None] = set()
    complaints: list[str] = []
    with browser.new_context(viewport=request.param, locale="vi-VN") as context:
        context.on("request", lambda asked: hosts.add(urlsplit(asked.url).hostname))
        context.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page = context.new_page()
        page.goto(address)
        page.get_by_role("tab", name="Bài báo").click()
        expect(page.locator("#table tbody tr").first).to_be_visible(timeout=WAIT)
        yield page
        assert hosts == {"127.0.0.1"}
        assert complaints == []
        assert page.evaluate("window.caught") is None


def shoot(page: Page, name: str) -> None:
    """Keeps a picture of the whole page in light and in dark."""
    SHOTS.mkdir(exist_ok=True)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"document.body.classList.contains('dark') === {str(scheme == 'dark').lower()}")
        page.screenshot(path=SHOTS / f"shelf-{name}-{scheme}.png", animations="disabled", full_page=True)


def titles(page: Page) -> list[str]:
    return page.locator("#table td.title").all_inner_texts()


def test_titles_are_sorted_and_searched_and_an_article_is_read(page: Page) -> None:
    page.get_by_role("button", name="Tiêu đề").click()
    expect(page.locator("th.title")).to_have_attribute("aria-sort", "ascending")
    assert titles(page) == [
        "Anh hùng giữ cầu Bến Đá",
        "Ăn Tết ở đảo Cồn Sậy",
        "Dưới chân cầu Bến Đá",
        "Đa Nhim đón khách",
    ]
    page.get_by_label("Tìm trong tiêu đề").fill("ben da")
    page.keyboard.press("Enter")
    expect(page.locator("#table tbody tr")).to_have_count(2)
    page.locator("#filters").get_by_label("Từ ngày").fill("3-2-2021")
    page.keyboard.press("Enter")
    expect(page.locator("#table tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Dưới chân cầu Bến Đá").press("Enter")
    article = page.locator("#preview article")
    expect(article).to_contain_text("30 người đến dự")
    expect(article).to_be_focused()
    shoot(page, "article")
    page.get_by_role("button", name="Đóng bài").press("Enter")
    expect(article).to_have_count(0)
    expect(page.get_by_role("button", name="Dưới chân cầu Bến Đá")).to_be_focused()


def test_how_many_came_out_when_is_drawn(page: Page) -> None:
    page.get_by_role("button", name="Số bài theo thời gian").click()
    expect(page.get_by_role("img", name="02-2021: 4")).to_be_visible()
    shoot(page, "timeline")


def test_a_file_is_added_asked_about_removed_and_had_back(page: Page, tmp_path: Path) -> None:
    (tmp_path / TRAP).write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "gia.pdf").write_bytes(b"MZ\x90\x00" + bytes(500))
    page.locator("#adding").get_by_text("Thêm bài", exact=True).click()
    page.locator("#shelf-files").set_input_files([tmp_path / TRAP, tmp_path / "gia.pdf"])
    told = page.locator("#told .outcomes")
    expect(told).to_contain_text(f"{TRAP} – thêm mới: Khánh thành thư viện Bãi Nứa <b onmouseover", timeout=WAIT)
    expect(told).to_contain_text("gia.pdf – không đọc được. Không phải tệp PDF.")
    expect(page.locator("#table tbody tr")).to_have_count(5, timeout=WAIT)
    shoot(page, "added")

    page.get_by_role("tab", name="Hỏi đáp").click()
    page.get_by_role("textbox", name="Câu hỏi").fill("Thư viện Bãi Nứa có bao nhiêu cuốn sách?")
    page.keyboard.press("Enter")
    expect(page.locator(".exchange").last).to_contain_text("4.200", timeout=WAIT)
    assert page.locator("#conversation :is(img, script, b)").count() == 0

    page.get_by_role("tab", name="Bài báo").click()
    page.get_by_role("checkbox", name="Chọn: Khánh thành thư viện Bãi Nứa").press("Space")
    page.get_by_role("button", name="Xóa bài đã chọn (1)").press("Enter")
    expect(page.locator("#confirming")).to_contain_text("Xóa 1 bài này khỏi kho?")
    expect(page.locator("#confirming")).to_contain_text("Khánh thành thư viện Bãi Nứa")
    expect(page.get_by_role("button", name="Giữ lại")).to_be_focused()
    shoot(page, "confirming")
    page.get_by_role("button", name="Giữ lại").press("Enter")
    expect(page.locator("#confirming")).to_be_hidden()
    page.get_by_role("button", name="Xóa bài đã chọn (1)").press("Enter")
    page.get_by_role("button", name="Xóa hẳn").press("Enter")
    expect(page.locator("#told")).to_contain_text("Đã xóa 1 bài.", timeout=WAIT)
    expect(page.locator("#table tbody tr")).to_have_count(4, timeout=WAIT)

    page.get_by_role("button", name="Hoàn tác").press("Enter")
    expect(page.locator("#table tbody tr")).to_have_count(5, timeout=WAIT)
    page.get_by_role("checkbox", name="Chọn: Khánh thành thư viện Bãi Nứa").check()
    page.get_by_role("button", name="Xóa bài đã chọn (1)").click()
    page.get_by_role("button", name="Xóa hẳn").click()
    expect(page.locator("#table tbody tr")).to_have_count(4, timeout=WAIT)


def test_a_folder_is_added_and_a_text_is_pasted(page: Page, tmp_path: Path) -> None:
    for folder in ("a", "b", ".git"):
        (tmp_path / "bai" / folder).mkdir(parents=True)
        (tmp_path / "bai" / folder / "tin.txt").write_text(f"Tin của làng {folder}\n\nLàng {folder} vui.", "utf-8")
    page.locator("#adding").get_by_text("Thêm bài", exact=True).click()
    page.locator("#shelf-folder").set_input_files(tmp_path / "bai")
    expect(page.locator("#told")).to_contain_text("thêm mới: 2.", timeout=WAIT)
    expect(page.locator("#told")).to_contain_text("bai/a/tin.txt")
    page.get_by_label("Hoặc dán một bài").fill("Tin dán\n\nMột câu dán vào đây.")
    page.get_by_role("button", name="Thêm bài đã dán").click()
    expect(page.locator("#told")).to_contain_text("Bài dán – thêm mới: Tin dán", timeout=WAIT)
    expect(page.get_by_label("Hoặc dán một bài")).to_have_value("")


@pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)
def test_it_fits_a_phone(page: Page) -> None:
    page.locator("#adding").get_by_text("Thêm bài", exact=True).click()
    page.get_by_role("button", name="Số bài theo thời gian").click()
    page.get_by_role("button", name=TITLES[0]).click()
    expect(page.locator("#preview article")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shoot(page, "phone")


@pytest.mark.parametrize("page", [DESKTOP, PHONE, WIDE], ids=["desktop", "phone", "wide"], indirect=True)
def test_it_is_accessible_in_light_and_dark(page: Page) -> None:
    page.locator("#adding").get_by_text("Thêm bài", exact=True).click()
    page.get_by_role("button", name="Số bài theo thời gian").click()
    page.get_by_role("button", name=TITLES[0]).click()
    expect(page.locator("#preview article")).to_be_visible()
    page.locator("#table tbody input[type=checkbox]").first.check()
    assert page.viewport_size
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.add_style_tag(content=".sm { transition: none !important }")  # or colours are measured while they fade
    shoot(page, f"all-{page.viewport_size['width']}")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"document.body.classList.contains('dark') === {str(scheme == 'dark').lower()}")
        assert faults(page) == [], scheme
