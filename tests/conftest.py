"""What several test files share: small articles, and a clean environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.api import Assistant

CONGRESS = """Bế mạc Đại hội Đảng bộ Khối cơ quan tỉnh Sông Lam lần thứ IX

Thứ Bảy, 11-07-2020, 16:19
Quang cảnh phiên bế mạc.

Ngày 11-7, Đại hội đại biểu Đảng bộ Khối cơ quan tỉnh Sông Lam lần thứ IX đã bế mạc tại thành phố Vĩnh Yên.

Đại hội bầu Ban Chấp hành khóa IX gồm 25 đồng chí. Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư Đảng ủy Khối cơ quan \
tỉnh Sông Lam với tỷ lệ phiếu bầu đạt hơn 99%. Ban Chấp hành đã bầu Ban Thường vụ gồm bảy đồng chí.

MINH HÀ"""

BRIDGE = """Thông xe cầu Bến Đá sau 18 tháng thi công

20/12/2021 09:30
Sáng 20-12, cầu Bến Đá bắc qua sông Cấm chính thức thông xe. Cầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng.

Bà Lê Thị Thu Thủy, Giám đốc Ban Quản lý dự án, cho biết công trình chậm tiến độ ba tháng vì mưa lũ kéo dài."""


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting of the person who runs the tests reaches them, and nothing of theirs is written to."""
    for name in ("QA_STORE", "QA_ENCODER", "QA_READER", "QA_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of two pasted articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "dai-hoi.txt").write_text(CONGRESS, encoding="utf-8")
    (folder / "cau-ben-da.txt").write_text(BRIDGE, encoding="utf-8")
    return folder


@pytest.fixture
def assistant(tmp_path: Path, articles: Path) -> Iterator[Assistant]:
    """An assistant over those two, with the real encoder and real indexes."""
    with Assistant.open(tmp_path / "store") as opened:
        opened.add(articles)
        yield opened
