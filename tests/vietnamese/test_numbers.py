from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.vietnamese.numbers import Quantity, find_numbers


def one(text: str) -> Quantity:
    (quantity,) = find_numbers(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("bảy", 7),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai mươi lăm", 25),
        ("ba mươi tư", 34),
        ("một trăm linh ba", 103),
        ("hai mươi mốt nghìn ba trăm", 21300),
        ("một triệu hai trăm nghìn", 1200000),
        ("hai tỷ rưỡi", 2500000000),
        ("Mười", 10),
        ("25", 25),
        ("07", 7),
        ("1.200.000", 1200000),
        ("1,200,000", 1200000),
        ("99,5%", "99.5"),
        ("3.5", "3.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("0.123.456", 123456),
        ("−89,2", "-89.2"),
        ("1,5 triệu", 1500000),
        ("3 tỷ 200 triệu", 3200000000),
        ("500 nghìn tỷ", 500000000000000),
        ("35 phần trăm", 35),
    ],
)
def test_value(text: str, value: int | str) -> None:
    quantity = one(text)
    assert quantity.value == Decimal(value)
    assert (quantity.start, quantity.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "number", "unit", "span"),
    [
        ("gồm 25 đồng chí;", "25", "đồng chí", "25 đồng chí"),
        ("gồm bảy đồng chí.", "bảy", "đồng chí", "bảy đồng chí"),
        ("đạt hơn 99% số phiếu", "99%", "", "hơn 99%"),
        ("có năm đồng chí", "năm", "đồng chí", "năm đồng chí"),
        ("chi 1,5 triệu đồng cho", "1,5 triệu", "đồng", "1,5 triệu đồng"),
        ("gần 15 tuổi", "15", "tuổi", "gần 15 tuổi"),
        ("hơn 233.558 nhân khẩu", "233.558", "nhân khẩu", "hơn 233.558 nhân khẩu"),
        ("có 5 câu lạc bộ", "5", "câu lạc bộ", "5 câu lạc bộ"),
        ("rộng 12 km²", "12", "km²", "12 km²"),
        ("nặng 3,5kg", "3,5", "kg", "3,5kg"),
        ("dài 10 m/s", "10", "m/s", "10 m/s"),
        ("có 830 di sản được", "830", "di sản", "830 di sản"),
        ("25 của ta", "25", "", "25"),
        ("về thứ ba", "ba", "", "thứ ba"),
        ("lạnh −5 °C", "−5", "°C", "−5 °C"),
    ],
)
def test_what_is_counted_and_how_exactly(text: str, number: str, unit: str, span: str) -> None:
    quantity = one(text)
    assert text[quantity.start : quantity.end] == number
    assert (text[slice(*quantity.unit)] if quantity.unit else "") == unit
    assert text[slice(*quantity.span)] == span


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20-30 người", 20, 30),
        ("từ 20 đến 30 học sinh", 20, 30),
        ("20 – 30 triệu đồng", 20000000, 30000000),
        ("100.000 đến 250.000 USD", 100000, 250000),
    ],
)
def test_ranges(text: str, low: int, high: int) -> None:
    quantity = one(text)
    assert (quantity.value, quantity.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(("text", "span"), [("thắng 3-1", "3-1"), ("với 34/34 phiếu bầu", "34/34 phiếu bầu")])
def test_a_score_has_no_value(text: str, span: str) -> None:
    quantity = one(text)
    assert quantity.value is None
    assert text[slice(*quantity.span)] == span


@pytest.mark.parametrize(
    "text",
    [
        "năm nay, ba tôi, một cách",
        "ngày 11-7-2020, năm 2020, nhiệm kỳ 2020-2025",
        "U23, A320, số 12/NQ-TW",
        "gọi 0912345678",
        "192.168.1.1",
        "lúc 16:19 và 08:30:05",
        "ông Bảy và chị Ba",
        "không ai",
        "tuyến 3/4.",
        "",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert find_numbers(text) == ()


@given(st.integers(min_value=0, max_value=10**12))
def test_figures_are_read_back(number: int) -> None:
    assert one(f"có {number:,}".replace(",", ".")).value == number


@given(st.text(alphabet="0123456789.,-–% /mườihatrămnghìtỷđếlb°²"))
def test_amounts_stand_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for quantity in find_numbers(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.span[0] <= quantity.start
        assert quantity.span[1] >= quantity.end
        end = quantity.end
