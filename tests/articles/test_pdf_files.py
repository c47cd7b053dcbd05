from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.articles import read
from qa.errors import EmptyArticle, UnreadableFile
from qa.vietnamese.encodings import encode

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


NEWS = [
    "Sáng 5-3, hội chợ nông sản huyện Kim Lộc khai",
    "mạc với 120 gian hàng của 14 xã, thị trấn trong",
    "huyện. Ông Vũ Đình Lâm, Chủ tịch huyện, dự và",
    "phát biểu. Hội chợ mở cửa tự do.",
]
OTHER = [
    "Cùng ngày, huyện khởi công cầu Bến Đá dài 420",
    "mét, vốn đầu tư 215 tỷ đồng, dự kiến xong vào",
    "cuối năm 2022. Cầu nối hai xã Đông Lĩnh và xã",
    "Tây Lĩnh, rút ngắn đường đi học của trẻ em.",
]


def test_two_columns_printed_row_by_row_are_read_one_after_the_other(desk: Desk, pdf: Pdf) -> None:
    head = printed(["Tin huyện Kim Lộc đầu tháng ba"], 780, size=18)
    rows = [line for pair in zip(printed(NEWS, 740), printed(OTHER, 740, left=350), strict=True) for line in pair]
    article = desk.article("a.pdf", pdf([[*head, *rows]]))
    assert article.title == "Tin huyện Kim Lộc đầu tháng ba"
    assert article.text == f"{' '.join(NEWS)}\n\n{' '.join(OTHER)}"


def _row(height: float, left: str, right: str) -> list[Printed]:
    return [*printed([left], height), *printed([right], height, left=300)]


def test_a_table_is_no_two_columns(desk: Desk, pdf: Pdf) -> None:
    cells = [("Xã", "Gian hàng"), ("Đông Lĩnh", "12"), ("Tây Lĩnh", "15"), ("Kim Sơn", "9")]
    rows = [line for place, (name, count) in enumerate(cells) for line in _row(700 - 15 * place, name, count)]
    text = desk.article("a.pdf", pdf([[*printed(WRAPPED, 760), *rows]])).text
    assert "Đông Lĩnh 12" in text
    assert "Tây Lĩnh 15" in text


def test_heads_and_feet_that_come_again_are_left_out(desk: Desk, pdf: Pdf) -> None:
    bodies = ["Trang đầu nói về hội chợ.", "Trang hai nói về cây cầu.", "Trang ba nói về trường học."]
    pages = [
        [*printed(["Báo Kim Lộc, số 12", body], 800), *printed([f"Toà soạn: 1 phố Chợ – {place}"], 40)]
        for place, body in enumerate(bodies, start=1)
    ]
    article = desk.article("a.pdf", pdf(pages))
    assert "Báo Kim Lộc" not in article.text
    assert "Toà soạn" not in article.text
    assert all(body in f"{article.title}\n{article.text}" for body in bodies)


def test_a_hyphen_at_a_line_s_end(desk: Desk, pdf: Pdf) -> None:
    lines = [
        "Huyện Kim Lộc hỗ trợ bà con mua sắm phư-",
        "ơng tiện và phát triển kinh tế-",
        "xã hội giai đoạn 2020-",
        "2025 theo nghị quyết của Hội đồng.",
    ]
    assert desk.article("a.pdf", pdf([printed(lines, 700)])).text == (
        "Huyện Kim Lộc hỗ trợ bà con mua sắm phương tiện và phát triển kinh tế-xã hội giai đoạn 2020-2025 theo nghị "
        "quyết của Hội đồng."
    )


def test_spaces_inside_syllables_and_marks_apart(desk: Desk, pdf: Pdf) -> None:
    lines = [
        "B ộ N ội v ụ công b ố quy ết định v ề vi ệc sáp nh ập các xã c ủa huy ện,",
        "Ngư ời dân ở ti ̉nh đ ược h ưởng l ợi t ừ ngh ị quy ết này c ủa Qu ốc h ội.",
    ]
    assert desk.article("a.pdf", pdf([printed(lines, 700)])).text == (
        "Bộ Nội vụ công bố quyết định về việc sáp nhập các xã của huyện, "
        "Người dân ở tỉnh được hưởng lợi từ nghị quyết này của Quốc hội."
    )


def test_marks_that_are_codes_of_their_own(desk: Desk, pdf: Pdf) -> None:
    lines = [unicodedata.normalize("NFD", line) for line in WRAPPED]
    assert desk.article("a.pdf", pdf([printed(lines, 700)])).text == " ".join(WRAPPED)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_a_font_of_an_older_encoding(desk: Desk, pdf: Pdf, encoding: str) -> None:
    lines = [encode(line, encoding).decode("latin-1") for line in [*WRAPPED, *SECOND]]
    (found,) = read([desk.put("a.pdf", pdf([printed(lines, 700)]))])
    assert found.article is not None, found.error
    assert found.converted_from == encoding
    assert found.article.text == " ".join([*WRAPPED, *SECOND])


def test_the_hyphen_that_tcvn3_shows_for_a_letter(desk: Desk, pdf: Pdf) -> None:
    """Code AD is ư, and the hyphen of windows-1252, which is what such a PDF says it is."""
    text = "Những người nghèo trước năm 2020-2025 được hưởng chính sách của Nhà nước."
    shown = encode(text, "TCVN3").decode("latin-1").replace("\xad", "-")
    assert desk.article("a.pdf", pdf([printed([shown], 700)])).text == text


def ocrmypdf(folder: Path, script: str) -> None:
    folder.mkdir()
    program = folder / "ocrmypdf"
    program.write_text(f"#!{sys.executable}\nimport shutil, sys\n{script}", encoding="utf-8")
    program.chmod(0o755)


def test_a_scan_is_recognised_when_asked(desk: Desk, pdf: Pdf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in ocrmypdf's place that gives the text layer back: what is tested is how it is called and heard."""
    recognised = desk.put("co-chu/recognised.pdf", pdf([front_page()]))
    check = "assert sys.argv[1:4] == ['-l', 'vie', '--skip-text'], sys.argv\n"
    ocrmypdf(tmp_path / "bin", f"{check}shutil.copy({str(recognised)!r}, sys.argv[-1])")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    scan = desk.put("quet.pdf", pdf([[], []]))
    (found,) = read([scan], ocr=True)
    assert found.article is not None, found.error
    assert found.article.title == " ".join(TITLE)
    (unasked,) = read([scan])
    assert "--ocr" in str(unasked.error)


def test_a_recogniser_that_fails_or_is_missing_is_said(
    desk: Desk, pdf: Pdf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = desk.put("quet.pdf", pdf([[]]))
    ocrmypdf(tmp_path / "bin", "sys.exit('Error: no data for the language vie')")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (failed,) = read([scan], ocr=True)
    assert "no data for the language vie" in str(failed.error)
    monkeypatch.setenv("PATH", str(tmp_path))
    (missing,) = read([scan], ocr=True)
    assert "apt install ocrmypdf tesseract-ocr-vie" in str(missing.error)


@pytest.mark.skipif(shutil.which("ocrmypdf") is None, reason="ocrmypdf is not on this machine")
def test_the_real_ocrmypdf_is_content_with_its_arguments(desk: Desk, pdf: Pdf) -> None:
    (found,) = read([desk.put("quet.pdf", pdf([[]]))], ocr=True)
    assert isinstance(found.error, EmptyArticle), found.error  # the page is white
