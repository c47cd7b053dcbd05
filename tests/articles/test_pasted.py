from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from qa.articles import read, read_text
from qa.articles.byline import Byline, split_byline
from qa.errors import EmptyArticle

TITLE = "Khai mạc hội chợ nông sản huyện Kim Lộc"
DATE = "Thứ Sáu, 05-03-2021, 08:15"
CAPTION = "Các gian hàng trong ngày khai mạc."
BODY = (
    "Sáng 5-3, hội chợ nông sản huyện Kim Lộc khai mạc với 120 gian hàng của 14 xã.\n\nHội chợ mở cửa đến hết ngày 9-3."
)
REAL = Path(__file__).parents[3] / "shared" / "data" / "articles" / "quang-ninh-2020.txt"


def test_title_date_caption_body_author() -> None:
    article = read_text(f"{TITLE}\n\n{DATE}\n{CAPTION}\n\n{BODY}\n\nQUANG THÀNH")
    assert article.title == TITLE
    assert article.published == date(2021, 3, 5)
    assert article.text == f"{CAPTION}\n\n{BODY}"
    assert article.author == "QUANG THÀNH"


@pytest.mark.parametrize(
    ("ending", "author"),
    [
        ("\nQUANG THÀNH", "QUANG THÀNH"),
        (" QUANG THÀNH", "QUANG THÀNH"),
        ("QUANG THÀNH", "QUANG THÀNH"),
        ("\n\nQUANG THÀNH – LAN ANH\n", "QUANG THÀNH – LAN ANH"),
        ("\nNGUYỄN HÀ - TRẦN VY", "NGUYỄN HÀ - TRẦN VY"),
        ("\nTheo TTXVN", "TTXVN"),
        (" Theo TTXVN", "TTXVN"),
        ("\nTheo báo Sông Lam", "báo Sông Lam"),
        ("\n(Theo VnExpress)", "VnExpress"),
        (" (Theo VnExpress)", "VnExpress"),
        ("\nBài và ảnh: Minh Hà", "Minh Hà"),
        ("\nBài, ảnh: MINH HÀ", "MINH HÀ"),
        ("\nTin, ảnh: Minh Hà - Lê Vy", "Minh Hà - Lê Vy"),
        ("\nBài: Minh Hà - Ảnh: Lê Vy", "Minh Hà"),
        ("\nTác giả: Minh Hà", "Minh Hà"),
        ("\nNguồn: TTXVN", "TTXVN"),
        ("\nPV", "PV"),
        (" PV", "PV"),
        ("\nPV (tổng hợp)", "PV"),
        ("\nMinh Hà (theo TTXVN)", "Minh Hà"),
        ("\nN.A", "N.A"),
        ("\nH'Hen Niê", "H'Hen Niê"),
        ("\nTTXVN/Vietnam+", "TTXVN/Vietnam+"),
        ("\nMinh Hà (TTXVN/Vietnam+)", "Minh Hà"),
        ("\nMinh Hà (CTV)", "Minh Hà"),
        ("\nNhóm phóng viên", "Nhóm phóng viên"),
        ("\nTác giả bài viết: Minh Hà", "Minh Hà"),
        ("\nBài, ảnh, video: Minh Hà", "Minh Hà"),
        ("\nMinh Hà - Ảnh: Lê Vy", "Minh Hà"),
        ("\nLược dịch: Minh Hà", "Minh Hà"),
        ("\nNguồn: Báo Sông Lam", "Báo Sông Lam"),
    ],
)
def test_the_author_at_the_end(ending: str, author: str) -> None:
    article = read_text(f"{TITLE}\n{DATE}\n{BODY}{ending}")
    assert article.author == author
    assert article.text == BODY


@pytest.mark.parametrize(
    "ending",
    [
        " Hội chợ do UBND huyện tổ chức tại TP. HỒ CHÍ MINH",  # a place, and its stop ends no sentence
        "\nHẾT",
        "\n(Còn nữa)",
        "\nVIỆT NAM",
        "\nCHỦ TỊCH",
        "\nẢnh: Minh Hà",  # who took the picture did not write the text
        "\nNguồn: kế hoạch của huyện",
        "\nTheo kế hoạch, hội chợ được tổ chức hai năm một lần",
        "\nTheo Sở Công thương",
        " (WHO là viết tắt của Tổ chức Y tế Thế giới)",
        "\nDanh sách đạt giải:\nNguyễn Văn An\nTrần Thị Bình",  # the last name of a list
        "\nDANH SÁCH ĐẠT GIẢI\nNGUYỄN VĂN AN\nTRẦN THỊ BÌNH",
        " tại TP. Minh Hà",  # the stop of an abbreviation ends no sentence
        " Minh",
        " Minh Hà và Lê Vy",  # may be a picture's caption
        "\nLiên hệ: 0900 000 000",
    ],
)
def test_what_is_not_surely_an_author_stays(ending: str) -> None:
    article = read_text(f"{TITLE}\n{DATE}\n{BODY}{ending}")
    assert article.author == ""
    assert article.text == f"{BODY}{ending}"


@pytest.mark.parametrize(
    ("ending", "author", "source"),
    [
        (" Minh Hà", "Minh Hà", ""),
        (" Minh Hà - Lê Vy", "Minh Hà - Lê Vy", ""),
        ("\nMinh Hà/Dân trí", "Minh Hà", "Dân trí"),
        (" Minh Hà/VOV-Đông Bắc", "Minh Hà", "VOV-Đông Bắc"),
        ("\nTheo Minh Hà (Tuổi Trẻ)", "Minh Hà", "Tuổi Trẻ"),
        ("\nMinh Hà (TTXVN)", "Minh Hà", "TTXVN"),
        ("\nMinh Hà (theo báo Sông Lam)", "Minh Hà", "báo Sông Lam"),
        (" Minh Hà Theo Reuters", "Minh Hà", "Reuters"),
        ("\nMinh Hà (lược dịch theo Kyodo)", "Minh Hà", "Kyodo"),
        ("\nMinh Hà (PV TTXVN tại Paris)", "Minh Hà", "TTXVN"),
        ("\nMinh Hà - VOV", "Minh Hà", "VOV"),
        ("\nMinh Hà (từ New York)", "Minh Hà", ""),
        ("\nTrang Dung (t / h)", "Trang Dung", ""),  # a name, not a "trang" of a site
        ("\nBài và ảnh: Minh Hà - Lê Vy", "Minh Hà - Lê Vy", ""),
        ("\n(TTXVN)", "TTXVN", "TTXVN"),
        ("\nTheo Người lao động", "Người lao động", "Người lao động"),
        ("\nNguồn: sonlam.vn", "sonlam.vn", "sonlam.vn"),
        ("\nNhóm PV", "Nhóm PV", ""),
        ("\nNhóm PVCT", "Nhóm PVCT", ""),
        (" Minh Hà tổng hợp", "Minh Hà", ""),
    ],
)
def test_the_author_and_the_paper_at_the_end(ending: str, author: str, source: str) -> None:
    article = read_text(f"{TITLE}\n{DATE}\n{BODY}{ending}")
    assert (article.author, article.source) == (author, source)
    assert (article.title, article.published, article.text) == (TITLE, date(2021, 3, 5), BODY)


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("Kim Lộc, ngày 5 tháng 3 năm 2021", "", ""),
        ("TP. Sông Lam, ngày 5/3/2021", "", ""),
        ("Hà Nội, 5-3-2021", "", ""),
        ("Thời sự | 05/03/2021", "", ""),
        ("Trang chủ » Chính trị - Xã hội | Thứ Sáu, 5/3/2021, 08:30 (GMT+7)", "", ""),
        ("Cập nhật lúc 08:30 ngày 5-3-2021", "", ""),
        ("Đăng ngày: 05/03/2021", "", ""),
        ("Số ra ngày 5/3/2021", "", ""),
        ("05/03/2021 | 08:30", "", ""),
        ("08:30 - 05/03/2021", "", ""),
        ("Thứ Sáu, 5/3/2021 08:30 • 2 phút đọc", "", ""),
        ("Minh Hà | 05/03/2021 08:30", "Minh Hà", ""),
        ("Minh Hà - Thứ Sáu, 05/03/2021", "Minh Hà", ""),
        ("Đăng bởi Minh Hà, 05/03/2021", "Minh Hà", ""),
        ("Theo Minh Hà (Dân trí) | 05/03/2021", "Minh Hà", "Dân trí"),
        ("Báo Sông Lam - 05/03/2021", "Báo Sông Lam", "Báo Sông Lam"),
    ],
)
def test_date_lines_with_a_desk_a_place_or_an_author(line: str, author: str, source: str) -> None:
    article = read_text(f"{TITLE}\n{line}\n{BODY}")
    assert (article.title, article.published, article.text) == (TITLE, date(2021, 3, 5), BODY)
    assert (article.author, article.source) == (author, source)


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}\nMinh Hà\n{DATE}",
        f"{TITLE}\n{DATE}\nMinh Hà",
        f"{TITLE}\n{DATE}\n\nMinh Hà/Báo Sông Lam",
        f"{TITLE}\nBài và ảnh: Minh Hà",
        f"{TITLE}\nTheo Minh Hà (báo Sông Lam)",
    ],
)
def test_the_author_at_the_head(head: str) -> None:
    article = read_text(f"{head}\n{BODY}")
    assert (article.title, article.author, article.text) == (TITLE, "Minh Hà", BODY)


def test_a_name_under_the_title_alone_is_a_caption() -> None:
    article = read_text(f"{TITLE}\nMinh Hà\n{BODY}")
    assert (article.author, article.text) == ("", f"Minh Hà\n{BODY}")


def test_the_person_is_the_author_the_agency_the_source() -> None:
    article = read_text(f"{TITLE}\n{DATE}\nBáo Sông Lam\n{BODY}\nMinh Hà")
    assert (article.author, article.source, article.text) == ("Minh Hà", "Báo Sông Lam", BODY)


@pytest.mark.parametrize(
    ("mark", "source"),
    [
        ("(Dân trí) - ", "Dân trí"),
        ("(Báo Sông Lam) – ", "Báo Sông Lam"),
        ("(PLO)- ", "PLO"),
        ("(SLTT) - ", "SLTT"),
        ("NDO - ", "NDO"),
        ("QĐND Online – ", "QĐND Online"),
        ("sonlam.vn - ", "sonlam.vn"),
    ],
)
def test_the_papers_mark_before_the_first_sentence(mark: str, source: str) -> None:
    article = read_text(f"{TITLE}\n{DATE}\n{mark}{BODY}")
    assert (article.source, article.text) == (source, BODY)
    below_a_caption = read_text(f"{TITLE}\n{DATE}\n{CAPTION}\n\n{mark}{BODY}")
    assert (below_a_caption.source, below_a_caption.text) == (source, f"{CAPTION}\n\n{BODY}")


@pytest.mark.parametrize(
    "opening", ["(Kim Lộc) - ", "(SN 2002) - ", "HTX – ", "Giao thông - ", "(Clip) ", "NDO - nơi "]
)
def test_what_is_no_papers_mark_stays(opening: str) -> None:
    article = read_text(f"{TITLE}\n{DATE}\n{opening}{BODY}")
    assert (article.source, article.text) == ("", f"{opening}{BODY}")


def test_a_name_alone_is_text() -> None:
    assert split_byline("QUANG THÀNH") == ("QUANG THÀNH", Byline())


def test_the_date_line_may_come_first() -> None:
    article = read_text(f"{DATE}\n{TITLE}\n{BODY}")
    assert (article.title, article.published, article.text) == (TITLE, date(2021, 3, 5), BODY)


def test_a_kicker_before_the_title_stays_in_the_text() -> None:
    article = read_text(f"Thời sự\n{TITLE}\n{DATE}\n{BODY}")
    assert (article.title, article.text) == (TITLE, f"Thời sự\n{BODY}")


def test_the_newspapers_name_above_the_date_is_no_title() -> None:
    article = read_text(f"Báo Sông Lam\n{DATE}\n{TITLE}\n{BODY}")
    assert (article.title, article.text, article.source) == (TITLE, BODY, "Báo Sông Lam")


def test_a_standfirst_before_the_date_stays_in_the_text() -> None:
    article = read_text(f"{TITLE}\n{CAPTION}\n{DATE}\n{BODY}")
    assert (article.title, article.published, article.text) == (TITLE, date(2021, 3, 5), f"{CAPTION}\n{BODY}")


@pytest.mark.parametrize(
    "title", [f"{TITLE}.", "iPhone bán chạy ở hội chợ", "“Vua cam” về hội chợ", "' Cò ' cam lộng hành"]
)
def test_unusual_titles(title: str) -> None:
    article = read_text(f"{title}\n{DATE}\n{BODY}")
    assert (article.title, article.text) == (title, BODY)


def test_only_a_body() -> None:
    article = read_text(BODY)
    assert article.text == BODY
    assert article.title == "Sáng 5-3, hội chợ nông sản huyện Kim Lộc khai mạc với 120 gian hàng của 14 xã."
    assert article.published is None


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    article = read_text("Đoàn đại biểu " + "các xã và thị trấn " * 12 + "đã về dự.")
    assert article.title.endswith("…")
    assert 80 < len(article.title) <= 101
    assert article.text.startswith(article.title[:-1])


@pytest.mark.parametrize("line", [TITLE, DATE, "Hội chợ đã bế mạc.", "PV", "a", "…"])
def test_one_line_is_the_text(line: str) -> None:
    assert read_text(line).text == line


def test_title_and_date_without_a_body_lose_nothing() -> None:
    article = read_text(f"{TITLE}\n{DATE}")
    assert (article.text, article.title, article.published) == (TITLE, TITLE, date(2021, 3, 5))


def test_what_is_given_wins() -> None:
    text = f"{TITLE}\n{DATE}\n{BODY}"
    article = read_text(
        text, title=f" {TITLE.upper()} ", published=date(2021, 3, 5), source="Báo A", url="https://a.vn/b"
    )
    assert (article.title, article.text) == (TITLE.upper(), BODY)
    assert (article.source, article.url) == ("Báo A", "https://a.vn/b")
    other = read_text(text, title="Một tên khác", published=date(2021, 3, 6))
    assert (other.title, other.published) == ("Một tên khác", date(2021, 3, 6))
    assert other.text == text


def test_text_is_composed_and_clean() -> None:
    article = read_text("\ufeff" + unicodedata.normalize("NFD", f"{TITLE}\r\n{DATE}\r\n{BODY}\u200b\x07"))
    assert (article.title, article.text) == (TITLE, BODY)


def test_hard_wrapped_lines_become_paragraphs() -> None:
    wrapped = (
        "Khai mạc hội chợ nông sản huyện Kim Lộc\n"
        "05/03/2021 08:15\n\n"
        "Sáng 5-3, tại sân vận động huyện, hội chợ nông sản huyện Kim\n"
        "Lộc khai mạc với 120 gian hàng của 14 xã, thị trấn. Ông Vũ\n"
        "Đình Lâm, Chủ tịch UBND huyện, dự lễ.\n\n"
        "Các gian hàng bày bán cam, bưởi, mật ong và nhiều sản phẩm\n"
        "khác.\n"
    )
    assert read_text(wrapped).text == (
        "Sáng 5-3, tại sân vận động huyện, hội chợ nông sản huyện Kim Lộc khai mạc với 120 gian hàng của 14 xã, "
        "thị trấn. Ông Vũ Đình Lâm, Chủ tịch UBND huyện, dự lễ.\n\n"
        "Các gian hàng bày bán cam, bưởi, mật ong và nhiều sản phẩm khác."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Chợ phiên mở cửa sớm mai\nCam vàng xếp đống, mật sai kín bàn\nNgười đông như nước sông tràn\nRộn ràng bến xưa",
        "Giải nhất của hội thi:\n- Gian hàng cam xã Đông Lĩnh, điểm 96\n- Gian hàng mật ong xã Tây Lĩnh\n- Bưởi",
        "Đoàn thứ nhất gồm mười hai xã phía bắc huyện Kim Lộc tham dự.\nĐoàn hai có hai xã.\nĐoàn ba có thị trấn.",
    ],
)
def test_short_lines_stay_lines(text: str) -> None:
    assert read_text(text, title="Hội thi").text == text


def test_the_id_comes_from_the_address_else_from_the_text() -> None:
    url = "https://www.bao.vn/thoi-su/hoi-cho-nong-san-123.html"
    first, again = (
        read_text(BODY, url=url),
        read_text("Bản đã sửa của bài.", url="http://bao.vn/thoi-su/hoi-cho-nong-san-123.html#a"),
    )
    assert first.id == again.id
    assert first.id.startswith("hoi-cho-nong-san-123-")
    front = read_text(BODY, url="https://bao.vn/")
    assert front.id == read_text(BODY).id
    assert read_text(f"{TITLE}\n{DATE}\n{BODY}").id.startswith("khai-mac-hoi-cho-nong-san-huyen-kim-loc-")
    assert read_text(BODY).id != read_text(f"{BODY} Thêm một câu.").id


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\ufeff\x00"])
def test_no_text_is_refused(text: str) -> None:
    with pytest.raises(EmptyArticle):
        read_text(text)


@pytest.mark.skipif(not REAL.exists(), reason="needs the real newspaper article in ../shared, which does not travel")
def test_the_real_article() -> None:
    (found,) = read([REAL])
    article = found.article
    assert article is not None
    assert article.title.startswith("Bế mạc Đại hội đại biểu Đảng bộ")
    assert article.title.endswith("lần thứ IX")
    assert article.published == date(2020, 7, 11)
    assert article.author == "QUANG THỌ"
    assert article.text.startswith("Ban chấp hành")
    assert article.text.endswith("2030.")
    assert len(article.text.split("\n\n")) == 7
    assert all(line.strip() in REAL.read_text(encoding="utf-8") for line in article.text.split("\n"))
