"""Short forms of chats and searches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.vietnamese.chat import written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("có mấy ng dự hội nghị?", "có mấy người dự hội nghị?"),
        ("co may ng du hoi nghi", "co may nguoi du hoi nghi"),
        ("thu ngân sách bn?", "thu ngân sách bao nhiêu?"),
        ("bao nhiu đại biểu", "bao nhiêu đại biểu"),
        ("Đ/c nào đc bầu", "Đồng chí nào được bầu"),
        ("d/c nao dc bau", "dong chi nao duoc bau"),
        ("Hội chợ ntn, xã lm j", "Hội chợ như thế nào, xã làm gì"),
        ("Ko biết ai thắng", "Không biết ai thắng"),
    ],
)
def test_short_forms_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Ai là Bí thư Đảng ủy?",
        "Washington DC ở đâu?",
        "ĐK Kim Lộc",
        "J. K. Rowling là ai?",
        "xem https://a.vn/j/ng-bn.html",
        "giải nghĩa ng-ngh",
        "5 đ/c.kg",
    ],
)
def test_what_is_no_short_form_stays(text: str) -> None:
    assert written_out(text) == text


@given(some.text(max_size=60))
def test_twice_is_as_once(text: str) -> None:
    once = written_out(text)
    assert written_out(once) == once
