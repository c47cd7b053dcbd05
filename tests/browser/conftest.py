"""The real chat over the real assistant, and a Chromium that looks at it: what it fetched, what it complained about."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest

from qa.api import Assistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, ViewportSize

CHROMIUM = shutil.which("chromium")
SHOTS = Path(__file__).parent / "shots"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TRAP = (
    '<img src=x onerror="window.caught=1"> <script>window.caught=1</script> [bấm](javascript:window.caught=1) '
    "![ảnh](http://example.com/anh.png) {{value}} ${window.caught=1}"
)
ARTICLES = {
    "dai-hoi.md": """---
title: Đại hội Đảng bộ huyện Tân Hải bầu Ban Chấp hành khóa mới
published: 2020-07-24
source: Báo Tân Hải (hư cấu)
author: Thanh Trà
url: https://bao.example/dai-hoi
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
url: javascript:window.caught=1
---

Sáng 2-3, Đảng ủy xã Cồn Sậy công bố quyết định về công tác cán bộ.

Bà Lương Thị Nhài giữ chức Bí thư Đảng ủy xã Cồn Sậy từ ngày 2-3.
""",
    "le-hoi.md": """---
title: Lễ hội Cầu ngư Bến Đò trở lại
published: 2023-02-05
source: Báo Tân Hải (hư cấu)
---

Sau ba năm nghỉ, Lễ hội Cầu ngư Bến Đò năm 2023 thu hút 45.000 lượt khách.
""",
    "du-lich.md": """---
title: Du lịch Tân Hải khởi sắc đầu năm
published: 2023-02-07
source: Bản tin Đông Hà (hư cấu)
---

Theo ngành du lịch, Lễ hội Cầu ngư Bến Đò năm 2023 thu hút 38.000 lượt khách, tính theo số vé bán ra.
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
  return before === window.before && !document.querySelector("#asking.running")
}"""


@contextmanager
def serving(store: Path, **settings: str) -> Iterator[str]:
    """Where `qa chat` serves that store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chat = [sys.executable, "-c", "from qa.cli import main; main()", "chat", "--store", str(store), "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QA_")} | settings
    with subprocess.Popen(
        chat, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
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


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here to drive (on Debian: apt-get install chromium)")
    return CHROMIUM


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Path:
    """A store of those articles."""
    folder = tmp_path_factory.mktemp("chat")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Assistant.open(folder / "store") as assistant:
        assert {added.status for added in assistant.add(*(folder / name for name in ARTICLES))} == {"added"}
    return folder / "store"


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """Where the chat over them is."""
    with serving(store) as address:
        yield address


@pytest.fixture(scope="module")  # while it is open an event loop runs, which other tests would stumble over
def browser(chromium: str) -> Iterator[Browser]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (it is in the dev extra)"
    )
    with playwright.sync_playwright() as driver:
        driven = driver.chromium.launch(executable_path=chromium, args=QUIET, headless=True)
        yield driven
        driven.close()


class Visit:
    """One page of the chat, and what it asked for and complained about."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.hosts: set[str | None] = set()
        self.complaints: list[str] = []
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        context.on("console", self._note)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = context.new_page()
        self.load(address)

    def load(self, address: str) -> None:
        self.page.goto(address)
        self.page.locator("#asking textarea:focus").wait_for()
        self.page.locator(".welcome :is(h2, pre)").first.wait_for(state="attached")

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {message.location}")

    @property
    def box(self) -> Locator:
        return self.page.locator("#asking textarea")

    @property
    def answer(self) -> Locator:
        return self.page.locator(".exchange").last

    @property
    def opened(self) -> Locator:
        """The article in the panel."""
        return self.page.locator("#panel .opened")

    def ask(self, question: str) -> None:
        """Types into the question box, and waits for the whole answer."""
        self.box.focus()
        self.page.keyboard.type(question)
        self.page.keyboard.press("Enter")
        self.page.locator(".question", has_text=question.strip()).last.wait_for()
        self.settle()

    def settle(self) -> None:
        self.page.locator(".waiting").first.wait_for(state="detached", timeout=30_000)
        self.page.wait_for_function(SETTLED, polling=250)

    def shoot(self, name: str) -> None:
        """Keeps a picture of the window in light and in dark."""
        SHOTS.mkdir(exist_ok=True)
        for scheme in SCHEMES:
            self.show(scheme)
            self.page.screenshot(path=SHOTS / f"{name}-{scheme}.png", animations="disabled")  # colours fade otherwise

    def show(self, scheme: Literal["light", "dark"]) -> None:
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(f"document.body.classList.contains('dark') === {str(scheme == 'dark').lower()}")


def faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical on the page as it is."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed (see the dev extra)"
    )
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes']]} {one['nodes'][0]['failureSummary']}"
        for one in axe.Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@contextmanager
def visiting(browser: Browser, address: str, width: int = 1280, height: int = 900, **settings: Any) -> Iterator[Visit]:
    """A visit in a window of that size; it must fetch nothing elsewhere, complain of nothing, and obey no article."""
    size: ViewportSize = {"width": width, "height": height}
    with browser.new_context(viewport=size, **{"locale": "vi-VN", **settings}) as context:
        visit = Visit(context, address)
        yield visit
        assert visit.hosts <= {"127.0.0.1", None}, "None: what is made in the page itself, as a download"
        assert visit.complaints == []
        assert visit.page.evaluate("window.caught") is None


Visits = Callable[..., AbstractContextManager[Visit]]
Served = Callable[..., AbstractContextManager[str]]


@pytest.fixture
def visits(browser: Browser, address: str) -> Visits:
    """Opens visits in windows of other sizes, of other languages, or of another chat."""

    def opened(
        width: int = 1280, height: int = 900, at: str = address, **settings: Any
    ) -> AbstractContextManager[Visit]:
        return visiting(browser, at, width, height, **settings)

    return opened


@pytest.fixture
def served() -> Served:
    """Serves another store, or with other settings."""
    return serving


@pytest.fixture
def trap() -> str:
    """What an article tries."""
    return TRAP


@pytest.fixture
def visit(address: str, browser: Browser) -> Iterator[Visit]:
    with visiting(browser, address) as visit:
        yield visit
