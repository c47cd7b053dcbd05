from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from qa.errors import EmptyArticle, UnreadableFile

if TYPE_CHECKING:
    from tests.articles.conftest import Desk, Printed

Pdf = Callable[..., bytes]

WRAPPED = [
    "Sáng 5-3, hội chợ nông sản huyện Kim Lộc khai mạc với 120 gian hàng của",
    "14 xã, thị trấn. Ông Vũ Đình Lâm, Chủ tịch UBND huyện, dự lễ khai mạc.",
]
SECOND = [
    "Hội chợ kéo dài đến hết ngày 9-3 và mở cửa tự do cho người dân các xã",
    "cùng du khách.",
]
TITLE = ["Khai mạc hội chợ nông sản", "huyện Kim Lộc năm 2021"]


def printed(lines: list[str], top: float, size: float = 11, left: float = 72) -> list[Printed]:
    return [(left, top - 1.4 * size * place, size, line) for place, line in enumerate(lines)]


def front_page() -> list[Printed]:
    return [
        *printed(TITLE, 780, size=18),
        *printed(["05/03/2021 08:15"], 720),
        *printed(WRAPPED, 690),
        *printed(SECOND, 650),
    ]


def test_lines_become_paragraphs_and_the_large_lines_the_title(desk: Desk, pdf: Pdf) -> None:
    article = desk.article("hoi-cho.pdf", pdf([[*front_page(), *printed(["QUANG THÀNH"], 600)]]))
    assert article.title == " ".join(TITLE)
    assert article.published == date(2021, 3, 5)
    assert article.author == "QUANG THÀNH"
    assert article.text == f"{' '.join(WRAPPED)}\n\n{' '.join(SECOND)}"


def test_an_indent_or_room_left_opens_a_paragraph(desk: Desk, pdf: Pdf) -> None:
    first = f"{WRAPPED[0]}."  # as long as the column is wide: only the indent after it tells
    indented = [(72.0, 700.0, 11.0, first), (92.0, 685.0, 11.0, SECOND[0]), (72.0, 670.0, 11.0, SECOND[1])]
    assert desk.article("a.pdf", pdf([indented])).text == f"{first}\n\n{' '.join(SECOND)}"
    roomy = printed([SECOND[0], SECOND[1], *WRAPPED], 700)
    assert desk.article("b.pdf", pdf([roomy])).text == f"{' '.join(SECOND)}\n\n{' '.join(WRAPPED)}"


def test_a_paragraph_goes_on_over_the_page_and_its_number(desk: Desk, pdf: Pdf) -> None:
    one = [*printed([WRAPPED[0]], 100), *printed(["1"], 40)]
    two = [*printed([WRAPPED[1]], 780), *printed(["Trang 2/2"], 40)]
    assert desk.article("a.pdf", pdf([one, two])).text == " ".join(WRAPPED)


def test_without_large_lines_the_first_line_is_the_title(desk: Desk, pdf: Pdf) -> None:
    page = [*printed(["Khai mạc hội chợ nông sản"], 780), *printed(WRAPPED, 750)]
    article = desk.article("a.pdf", pdf([page], info={"Title": "Microsoft Word - hoi cho.doc", "Author": "Admin"}))
    assert (article.title, article.author) == ("Khai mạc hội chợ nông sản", "")
    assert article.text == " ".join(WRAPPED)


def test_a_declared_title_counts_when_the_page_says_it(desk: Desk, pdf: Pdf) -> None:
    page = [*printed(["Khai mạc hội chợ", "nông sản Kim Lộc."], 780), *printed(WRAPPED, 730)]
    info = {"Title": "Khai mạc hội chợ nông sản Kim Lộc.", "Author": "Đỗ Hải Phong"}
    article = desk.article("a.pdf", pdf([page], info=info))
    assert (article.title, article.author) == (info["Title"], info["Author"])
    assert article.text == " ".join(WRAPPED)


def test_a_scan_names_the_command_that_reads_it(desk: Desk, pdf: Pdf) -> None:
    error = desk.refusal("quet.pdf", pdf([[], []]))
    assert isinstance(error, EmptyArticle)
    assert "ocrmypdf -l vie" in error.vi
    assert "ocrmypdf -l vie" in error.en


def test_a_password_is_said(desk: Desk, pdf: Pdf) -> None:
    error = desk.refusal("mat.pdf", pdf([front_page()], password=True))
    assert isinstance(error, UnreadableFile)
    assert "mật khẩu" in error.vi
    assert "password" in error.en


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.97])
def test_a_file_cut_short_is_refused(desk: Desk, pdf: Pdf, kept: float) -> None:
    whole = pdf([front_page()])
    error = desk.refusal("a.pdf", whole[: int(len(whole) * kept)])
    assert isinstance(error, UnreadableFile)
    assert "bị cụt" in error.vi


def test_a_damaged_file_and_another_kind_of_file_are_refused(desk: Desk) -> None:
    assert "bị hỏng" in desk.refusal("a.pdf", b"%PDF-1.7\nnothing here\n%%EOF\n").vi
    assert "PNG" in desk.refusal("b.pdf", b"\x89PNG\r\n\x1a\n" + bytes(200)).vi
    assert "Không phải tệp PDF" in desk.refusal("c.pdf", "Chỉ là chữ.").vi
