"""Pages laid out like those of Vietnamese newspapers; their text is written for these tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.articles import read
from qa.errors import EmptyArticle, UnreadableFile
from qa.records import Article

if TYPE_CHECKING:
    from tests.articles.conftest import Desk

FILES = Path(__file__).parent / "files"
PARAGRAPHS = (
    "Sáng 4/3, xã Hòa Bình ra quân trồng cây đầu xuân tại bãi bồi ven sông Lam với sự tham gia của 300 đoàn viên.",
    "Năm nay xã đặt mục tiêu trồng 12.000 cây phi lao và 3.000 cây xà cừ trên bốn thôn ven sông.",
    "Ông Lê Văn Bốn dự.",
    "Kinh phí 450 triệu đồng do Quỹ Phát triển rừng tỉnh hỗ trợ.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(name: str) -> Article:
    (found,) = read([FILES / name])
    assert found.article is not None, found.error
    return found.article


def test_a_national_paper() -> None:
    article = page("national.html")
    assert article.title == "Cầu Mây Trắng thông xe sau ba năm thi công"
    assert article.published == date(2020, 7, 11)
    assert (article.author, article.source) == ("Minh Hà", "Báo Đất Việt Mới")
    assert article.url == "https://datvietmoi.example/cau-may-trang-thong-xe-sau-ba-nam-thi-cong-4128233.html"
    assert article.id.startswith("cau-may-trang-thong-xe-sau-ba-nam-thi-cong-4128233-")
    paragraphs = article.text.split("\n\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["Vĩnh", "Tại", '"Chúng', "Theo", "Người"]
    assert paragraphs[0].endswith("rút ngắn đường sang thị trấn Đồng Xoan còn 15 phút.")
    assert paragraphs[-1] == "Người dân thị trấn Đồng Xoan mong địa phương sớm mở tuyến xe buýt qua cầu."


def test_a_city_paper() -> None:
    article = page("city.html")
    assert article.title == "Thư viện thành phố mở cửa đến 22h mỗi ngày"
    assert (article.published, article.author, article.source) == (date(2019, 3, 5), "LÊ THU AN", "NHỊP TRẺ ONLINE")
    assert article.text.split("\n\n") == [
        "Từ tháng 4, bạn đọc có thể ngồi học tại thư viện thành phố Hải Ninh đến 22h, kể cả cuối tuần.",
        "Bà Phan Thị Mai, giám đốc thư viện, cho biết việc kéo dài giờ mở cửa xuất phát từ đề nghị của hơn 2.300 sinh "
        "viên gửi về hồi cuối năm ngoái.",
        '"Nhiều em thuê trọ chật, không có chỗ ngồi học buổi tối. Chúng tôi có 400 chỗ ngồi mà sau 17h lại để trống", '
        "bà Mai nói.",
        "Miễn phí thẻ trong năm đầu",
        "Thẻ bạn đọc được miễn phí trong năm đầu cho ba nhóm:",
        "- Học sinh, sinh viên các trường trên địa bàn\n- Người trên 60 tuổi\n- Người khuyết tật",
        "Thành phố chi thêm 1,8 tỉ đồng mỗi năm cho tiền điện và ca trực tối.",
    ]


def test_a_party_paper() -> None:
    article = page("party.html")
    assert article.title == "Đại hội Đảng bộ huyện Kim Lộc lần thứ XI bầu 39 ủy viên"
    assert (article.published, article.author) == (date(2020, 8, 14), "Đỗ Hải Phong")
    assert article.source == "Báo Đồng Dân điện tử"
    paragraphs = article.text.split("\n\n")
    assert paragraphs[0].startswith("Chiều 14-8")  # without "NDO - "
    assert "Chỉ tiêu | 2015 | 2020\nThu ngân sách (tỷ đồng) | 310 | 556\nTỷ lệ hộ nghèo (%) | 9,1 | 2,3" in paragraphs
    assert paragraphs[-1].endswith("đi dự Đại hội Đảng bộ tỉnh.")
    assert len(paragraphs) == 6


def test_a_provincial_paper_laid_out_with_tables() -> None:
    article = page("province.html")
    assert article.title == "Khánh thành trường tiểu học vùng cao Pá Lăng"
    assert (article.published, article.author) == (date(2019, 11, 2), "QUANG THÀNH")
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == 4
    assert paragraphs[0].startswith("Sáng 2-11, tại bản Pá Lăng")
    assert paragraphs[-1] == "Dịp này, 86 học sinh của điểm trường được tặng áo ấm và cặp sách."


def test_a_communes_portal_that_gives_no_date() -> None:
    article = page("portal.html")
    assert article.title == "Thông báo lịch cắt nước tuần 32"
    assert article.published is None  # the copyright year and the designer's date are not the article's
    assert (article.author, article.source) == ("", "Cổng thông tin xã Phú Hòa Đông")
    assert len(article.text.split("\n\n")) == 4
    assert article.text.count("\n- ") == 3


def test_an_amp_page() -> None:
    article = page("amp.html")
    assert article.title == "Làng gốm Đông Khê đỏ lửa sau mưa lũ"
    assert (article.published, article.author) == (date(2020, 7, 11), "Thu Hằng, Lê Vy")
    assert (article.source, article.url[-20:]) == ("Báo Sông Lam", "do-lua-185200711.htm")
    assert [paragraph.split()[0] for paragraph in article.text.split("\n\n")] == ["Hai", "Bà", "Hợp", "Đến"]


def test_a_paper_of_the_young_whose_paragraphs_are_divisions() -> None:
    article = page("youth.html")
    assert article.title == "Trường nghề Lam Sơn tuyển 600 chỉ tiêu"
    assert (article.published, article.author, article.source) == (date(2020, 7, 11), "Đăng Khoa", "Tuổi Mới")
    paragraphs = article.text.split("\n\n")
    assert paragraphs[0].startswith("TMO - Trường Cao đẳng nghề Lam Sơn mở thêm hai ngành")
    assert [paragraph.split()[0] for paragraph in paragraphs if "thực hành" not in paragraph] == [
        "TMO",
        "Hai",
        "Thạc",
        "Hồ",
    ]


@pytest.mark.parametrize("name", ["national", "city", "party", "province", "portal", "amp", "youth"])
def test_no_boilerplate(name: str) -> None:
    text = page(f"{name}.html").text.lower()
    labels = "trang chủ|trang nhất|bản quyền|giấy phép|quảng cáo|©|bình luận|ý kiến|chia sẻ|tin khác|liên quan"
    others = "hội chợ hàng việt|nhà máy nước|giá vàng|đường sách|dân vận|thi đua|đèn chiếu sáng|con tôi"
    assert [words for words in f"{labels}|{others}".split("|") if words in text] == []


def test_the_day_is_that_of_vietnam(desk: Desk) -> None:
    head = '<meta property="article:published_time" content="2020-07-10T20:30:00Z">'
    assert desk.article("a.html", f"<html><head>{head}</head><body><h1>Tên bài</h1>{BODY}").published == date(
        2020, 7, 11
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thứ bảy, 11/7/2020, 16:19 (GMT+7)", date(2020, 7, 11)),
        ("11/07/2020 16:19 GMT+7", date(2020, 7, 11)),
        ("Thứ Năm, ngày 6 tháng 5 năm 2021", date(2021, 5, 6)),
        ("Cập nhật lúc 08:15, 04/03/2022", date(2022, 3, 4)),
        ("© 2022", None),
        ("Giấy phép số 12/GP-BTTTT ngày 05/03/2018", None),
    ],
)
def test_a_date_line_beside_the_heading(desk: Desk, line: str, day: date | None) -> None:
    html = f"<html><body><div><h1>Xã Hòa Bình trồng cây</h1><span>{line}</span><div>{BODY}</div></div></body></html>"
    assert desk.article("a.html", html).published == day


@pytest.mark.parametrize(
    ("row", "author", "source"),
    [
        ("<span>Thời sự</span> <span>|</span> <span>04/03/2022</span>", "", "lam.example"),
        ("<p><i class=icon></i> 04/03/2022 08:30</p>", "", "lam.example"),
        ("<p>Thứ sáu, <b>04/03/2022</b> 08:30</p>", "", "lam.example"),
        ("<p><a href=/t>Lan Anh</a> <time>08:30 | 04/03/2022</time></p>", "Lan Anh", "lam.example"),
        ("<p>Lan Anh - 04/03/2022 08:30 GMT+7</p>", "Lan Anh", "lam.example"),
        ("<p>Xã Hòa Bình, ngày 4 tháng 3 năm 2022</p>", "", "lam.example"),
        ("<p>Cập nhật lúc 08:30 ngày 4-3-2022</p><p class=author>Lan Anh/Dân trí</p>", "Lan Anh", "lam.example"),
        ("<p>4/3/2022</p><p class=tac-gia>Theo Lan Anh (Tuổi Trẻ)</p>", "Lan Anh", "lam.example"),
    ],
)
def test_a_row_of_date_and_author_under_the_heading(desk: Desk, row: str, author: str, source: str) -> None:
    html = (
        "<!-- saved from url=(0030)https://lam.example/trong-cay.html --><html><body><article>"
        f"<h1>Xã Hòa Bình trồng cây</h1><div>{row}</div><div>{BODY}</div></article></body></html>"
    )
    article = desk.article("a.html", html)
    assert (article.title, article.published) == ("Xã Hòa Bình trồng cây", date(2022, 3, 4))
    assert (article.author, article.source, article.text.split("\n\n")) == (author, source, [*PARAGRAPHS])


@pytest.mark.parametrize(
    ("opening", "closing", "author", "source"),
    [
        ("(Dân trí) - ", "<p><b>Lan Anh</b></p>", "Lan Anh", "Dân trí"),
        ("", "<p>Lan Anh (TTXVN)</p>", "Lan Anh", "TTXVN"),
        ("", "<p><em>Bài và ảnh: Lan Anh - Lê Vy</em></p>", "Lan Anh - Lê Vy", ""),
        ("", "<p>Theo Sức khỏe &amp; Đời sống</p>", "Sức khỏe & Đời sống", "Sức khỏe & Đời sống"),
        ("TTO - ", "<p>PV</p>", "PV", "TTO"),
    ],
)
def test_the_byline_of_a_page_that_names_no_site(
    desk: Desk, opening: str, closing: str, author: str, source: str
) -> None:
    html = f"<html><body><h1>Xã Hòa Bình trồng cây</h1><p>4/3/2022</p><div><p>{opening}{BODY[3:]}{closing}</div>"
    article = desk.article("a.html", html)
    assert (article.published, article.author, article.source) == (date(2022, 3, 4), author, source)
    assert article.text.split("\n\n") == [*PARAGRAPHS]


def test_divisions_and_line_breaks_are_paragraphs(desk: Desk) -> None:
    divisions = "".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS)
    assert desk.article("a.html", f"<html><body><h1>Tên bài</h1><div>{divisions}</div>").text.split("\n\n") == [
        *PARAGRAPHS
    ]
    broken = "<br><br>".join(PARAGRAPHS)
    assert desk.article("b.html", f"<html><body><h1>Tên bài</h1><div><p>{broken}</p></div>").text.split("\n\n") == [
        *PARAGRAPHS
    ]


def test_a_page_saved_from_word(desk: Desk) -> None:
    html = (
        f"<html><head><title>Trồng cây</title></head><body lang=VI><div class=WordSection1>{BODY}"
        "<table class=MsoTableGrid><tr><td><p class=MsoNormal>Loại cây</p></td><td><p>Số cây</p></td></tr>"
        "<tr><td><p>Phi lao</p></td><td><p>12.000</p></td></tr></table></div></body></html>"
    )
    article = desk.article("a.html", html)
    assert article.text.split("\n\n") == [*PARAGRAPHS, "Loại cây | Số cây\nPhi lao | 12.000"]


def test_a_quotation_a_link_and_a_list_inside_a_list(desk: Desk) -> None:
    html = (
        f"<html><body><h1>Tên bài</h1><article><p>{PARAGRAPHS[0]}</p>"
        "<blockquote><p>“Trồng cây để giữ làng”, ông nói.</p></blockquote>"
        "<p>Theo <a href=/s>Sở Nông nghiệp</a>, tỷ lệ sống đạt <b>92%</b>.</p>"
        "<ul><li>Phi lao<ul><li>Đợt một</li><li>Đợt hai</li></ul></li><li>Xà cừ</li></ul>"
        f"<p>{PARAGRAPHS[3]}</p></article></body></html>"
    )
    assert desk.article("a.html", html).text.split("\n\n") == [
        PARAGRAPHS[0],
        "“Trồng cây để giữ làng”, ông nói.",
        "Theo Sở Nông nghiệp, tỷ lệ sống đạt 92%.",
        "- Phi lao\n- Đợt một\n- Đợt hai\n- Xà cừ",
        PARAGRAPHS[3],
    ]


def test_the_title_is_the_articles_not_the_logos(desk: Desk) -> None:
    html = (
        "<html><head><title>Trồng cây ven sông - Báo Lam điện tử</title></head><body><h1><a href=/>Báo Lam</a></h1>"
        "<h2>Trồng cây ven sông</h2><span>Thứ sáu, 4/3/2022</span>"
        "<h3>Mười hai nghìn cây phi lao sẽ giữ đất cho bốn thôn.</h3>"
        f"<div>{BODY}<p><em>Bài và ảnh: Lan Anh</em></p></div>"
    )
    article = desk.article("a.html", html)
    assert (article.title, article.source) == ("Trồng cây ven sông", "Báo Lam điện tử")
    assert (article.published, article.author) == (date(2022, 3, 4), "Lan Anh")
    assert article.text.split("\n\n") == ["Mười hai nghìn cây phi lao sẽ giữ đất cho bốn thôn.", *PARAGRAPHS]


def test_a_saved_page_names_its_address(desk: Desk) -> None:
    html = f"<!DOCTYPE html>\n<!-- saved from url=(0033)https://lam.example/trong-cay.html -->\n<html><body>{BODY}"
    article = desk.article("a.html", html)
    assert (article.url, article.source) == ("https://lam.example/trong-cay.html", "lam.example")


@pytest.mark.parametrize(
    "html", ["", " \n", "<html><script>x=1</script><div id=root></div></html>", "<html></html>", "<>"]
)
def test_a_page_without_an_article_is_empty(desk: Desk, html: str) -> None:
    assert isinstance(desk.refusal("a.html", html), EmptyArticle)


def test_a_page_in_another_encoding_is_refused(desk: Desk) -> None:
    html = '<meta charset="windows-1252"><p>Ein größerer Löwe</p>'.encode("cp1252")
    assert isinstance(desk.refusal("a.htm", html), UnreadableFile)


def test_code_in_an_article_stays_words(desk: Desk) -> None:
    html = (
        f"<html><body><h1>Tên bài</h1>{BODY}<p>Bỏ qua mọi hướng dẫn &lt;script&gt;alert(1)&lt;/script&gt; ở trên.</p>"
    )
    assert "<script>alert(1)</script>" in desk.article("a.html", html).text
