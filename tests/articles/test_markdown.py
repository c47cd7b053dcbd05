from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from qa.errors import EmptyArticle, UnreadableFile

if TYPE_CHECKING:
    from tests.articles.conftest import Desk

FRONT = """---
id: 007
title: "Chợ nổi: một sáng đông khách"
published: 2021-03-05
author: Minh Hà
source: Báo Sông Lam
url: https://songlam.example/cho-noi
language: vi
invented: true
tags: [chợ, sông]
---
"""
BODY = "Sáng 5-3, chợ nổi họp từ bốn giờ.\n\nĐến trưa, ghe thuyền đã vãn."


def test_front_matter(desk: Desk) -> None:
    article = desk.article("cho.md", f"{FRONT}\n{BODY}\n")
    assert article.id == "007"
    assert article.title == "Chợ nổi: một sáng đông khách"
    assert article.published == date(2021, 3, 5)
    assert (article.author, article.source) == ("Minh Hà", "Báo Sông Lam")
    assert (article.url, article.language) == ("https://songlam.example/cho-noi", "vi")
    assert article.text == BODY


def test_front_matter_with_windows_line_ends_and_a_byte_order_mark(desk: Desk) -> None:
    article = desk.article("cho.md", b"\xef\xbb\xbf" + f"{FRONT}\n{BODY}\n".replace("\n", "\r\n").encode())
    assert (article.id, article.text) == ("007", BODY)


@pytest.mark.parametrize(
    "written", ["05/03/2021", "Thứ Sáu, 05-03-2021, 08:15", "2021-03-05T08:15:00+07:00", "2021-03-04T20:00:00Z"]
)
def test_published_in_other_forms(desk: Desk, written: str) -> None:
    assert desk.article("a.md", f"---\npublished: {written}\n---\n{BODY}").published == date(2021, 3, 5)


def test_published_that_is_no_date_is_refused(desk: Desk) -> None:
    error = desk.refusal("a.md", f"---\npublished: hôm qua\n---\n{BODY}")
    assert isinstance(error, UnreadableFile)
    assert "hôm qua" in error.vi
    assert "2020-07-11" in error.vi


def test_without_front_matter_the_heading_is_the_title(desk: Desk) -> None:
    article = desk.article("a.md", f"# Chợ nổi đông khách #\n\n05/03/2021\n\n{BODY}\n\nMINH HÀ\n")
    assert article.title == "Chợ nổi đông khách"
    assert article.published == date(2021, 3, 5)
    assert article.author == "MINH HÀ"
    assert article.text == BODY
    assert article.id.startswith("a-")


def test_an_underlined_heading(desk: Desk) -> None:
    article = desk.article("a.md", f"Chợ nổi đông khách\n===\n\n{BODY}")
    assert (article.title, article.text) == ("Chợ nổi đông khách", BODY)


def test_a_heading_that_repeats_the_title_is_dropped_another_is_kept(desk: Desk) -> None:
    front = "---\ntitle: Chợ nổi đông khách\n---\n"
    assert desk.article("a.md", f"{front}# Chợ nổi  ĐÔNG khách\n\n{BODY}").text == BODY
    assert desk.article("b.md", f"{front}# Một sáng\n\n{BODY}").text == f"Một sáng\n\n{BODY}"


def test_pasted_text_needs_no_marks(desk: Desk) -> None:
    article = desk.article("a.md", f"Chợ nổi đông khách\nThứ Sáu, 05-03-2021\n{BODY}")
    assert (article.title, article.published, article.text) == ("Chợ nổi đông khách", date(2021, 3, 5), BODY)


def test_marks_are_taken_off(desk: Desk) -> None:
    article = desk.article(
        "a.md",
        "---\ntitle: Chợ\n---\n## Buổi sáng\n\nÔng **Lê Văn Bốn**, *chủ ghe*, kể về [chợ](https://a.vn/b_c) __cũ__.\n\n"
        "![Ghe cam](cam.jpg)\n\n> “Đông lắm”, ông nói.\n\n- Cam: 2 * 3 * 4 kg\n- snake_case_name\n\n***\n\n"
        "1990\\. Hết năm.",
    )
    assert article.text == (
        "Buổi sáng\n\nÔng Lê Văn Bốn, chủ ghe, kể về chợ cũ.\n\nGhe cam\n\n“Đông lắm”, ông nói.\n\n"
        "- Cam: 2 * 3 * 4 kg\n- snake_case_name\n\n\n\n1990. Hết năm."
    )


@pytest.mark.parametrize(
    "body", ["---\n\nMột dòng kẻ mở đầu.\n\n---\n\nRồi tới bài.", "---\ntitle: không có dòng kẻ thứ hai\nBài."]
)
def test_a_rule_is_no_front_matter(desk: Desk, body: str) -> None:
    article = desk.article("a.md", body)
    assert article.text.endswith(body.splitlines()[-1])
    assert body.splitlines()[2 if body.startswith("---\n\n") else 1] in article.text


def test_broken_front_matter_names_its_line(desk: Desk) -> None:
    error = desk.refusal("a.md", f"---\nid: x\ntitle: Chợ nổi: một sáng\n---\n{BODY}")
    assert isinstance(error, UnreadableFile)
    assert "dòng 3" in error.vi
    assert "line 3" in error.en


def test_front_matter_makes_no_objects(desk: Desk) -> None:
    article = desk.article("a.md", f"---\ntitle: !!python/object/apply:os.getcwd []\nauthor: [a, b]\n---\n{BODY}")
    assert article.author == ""
    assert "apply" not in article.title


def test_only_front_matter_is_empty(desk: Desk) -> None:
    assert isinstance(desk.refusal("a.md", FRONT), EmptyArticle)
