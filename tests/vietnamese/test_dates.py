from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.vietnamese.dates import FoundDate, find_dates, parse_date_line

Parts = tuple[int | None, int | None, int | None]


def found(text: str) -> dict[str, Parts]:
    return {text[one.start : one.end]: (one.day, one.month, one.year) for one in find_dates(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 11 tháng 7 năm 2020", {"ngày 11 tháng 7 năm 2020": (11, 7, 2020)}),
        ("ngày 30 tháng 10, 1946", {"ngày 30 tháng 10, 1946": (30, 10, 1946)}),
        ("mùng 5 tháng Giêng năm 1789", {"mùng 5 tháng Giêng năm 1789": (5, 1, 1789)}),
        ("ngày mười một tháng bảy", {"ngày mười một tháng bảy": (11, 7, None)}),
        ("ngày hai mươi lăm tháng chạp năm 2020", {"ngày hai mươi lăm tháng chạp năm 2020": (25, 12, 2020)}),
        ("năm người trong tháng bảy", {"tháng bảy": (None, 7, None)}),
        ("sinh 19 tháng Năm năm 1890", {"19 tháng Năm năm 1890": (19, 5, 1890)}),
        ("Ngày 11/07/2020, 11-7-2020 và 11.7.2020", {
            "Ngày 11/07/2020": (11, 7, 2020), "11-7-2020": (11, 7, 2020), "11.7.2020": (11, 7, 2020),
        }),
        ("2020-07-11T16:19", {"2020-07-11": (11, 7, 2020)}),
        ("ngày 11-7, Đại hội; tối 27/6; (3/2)", {
            "ngày 11-7": (11, 7, None), "tối 27/6": (27, 6, None), "3/2": (3, 2, None),
        }),
        ("từ 1/7 đến 30/6", {"1/7": (1, 7, None), "30/6": (30, 6, None)}),
        ("tháng 7-2020, cuối tháng 8/2021, tháng 9", {
            "tháng 7-2020": (None, 7, 2020), "cuối tháng 8/2021": (None, 8, 2021), "tháng 9": (None, 9, None),
        }),
        ("quý I/2020", {"quý I/2020": (None, None, 2020)}),
        ("năm 938, năm 111 TCN, năm 40 sau Công nguyên", {
            "năm 938": (None, None, 938), "năm 111 TCN": (None, None, -111), "năm 40 sau Công nguyên": (None, None, 40),
        }),
        ("thế kỷ XV và đầu thế kỷ 19", {"thế kỷ XV": (None, None, None), "đầu thế kỷ 19": (None, None, None)}),
        ("SEA Games 2019 theo", {"2019": (None, None, 2019)}),
        ("tại Paris (1973)", {"1973": (None, None, 1973)}),
    ],
)  # fmt: skip
def test_dates_in_every_usual_form(text: str, expected: dict[str, Parts]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("nhiệm kỳ 2020-2025", (2020, 2025)),
        ("năm 1955-76", (1955, 1976)),
        ("từ năm 2015 đến năm 2020", (2015, 2020)),
        ("những năm 1990", (1990, 1999)),
        ("thập niên 60", (1960, 1969)),
        ("năm 43–40 TCN", (-43, -40)),
    ],
)
def test_spans_of_years(text: str, years: tuple[int, int]) -> None:
    (one,) = find_dates(text)
    assert (one.year, one.last_year) == years


@pytest.mark.parametrize(
    "text",
    [
        "thắng 8-3",
        "2/3 dân số",
        "từ 1/3 diện tích",
        "từ 5-10 người",
        "có 2019 người",
        "số 12/2020/NĐ-CP",
        "giá 1.200.000 đồng",
        "192.168.1.1",
        "kéo dài 24 tháng 8 ngày",
        "2 năm 3 tháng",
        "ngày 45-7",
        "đường 3 tháng",
        "",
    ],
)
def test_what_looks_like_a_date_and_is_none(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Bảy, 11-07-2020, 16:19",
        "Thứ bảy, ngày 11/7/2020 | 16:19 GMT+7",
        "Thứ bảy, 11/7/2020, 08:30 (GMT+7)",
        "11/07/2020 16:19",
        "16:19' 11/07/2020",
        "11/07/2020 - 16h19",
        "10 giờ 30 phút ngày 11/7/2020",
        "Cập nhật lúc 16:19, 11/07/2020",
        "Ngày đăng: 11/07/2020 16:19:33",
        "Đăng ngày 11/07/2020, cập nhật 12/07/2020",
        "T7, 11/07/2020 04:19 PM",
        "Ngày 11 tháng 7 năm 2020",
        "16:19 - 11/07/2020",
        "Ngày đăng tin: 11/07/2020 - Lượt xem: 1.234",
        "Đã đăng 11/07/2020 | 12 bình luận",
        "11 Th7, 2020",
        "11 thg 7, 2020",
        "2020-07-11",
        "2020-07-11T16:19:00+07:00",
        "2020-07-11T09:19:00.000Z",
    ],
)
def test_a_line_that_is_a_date(line: str) -> None:
    assert parse_date_line(line) == date(2020, 7, 11)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "31/2/2020",
        "năm 2020",
        "tháng 7/2020",
        "11-7, Đại hội bế mạc",
        "Hà Nội, ngày 11/7",  # of which year?
        "Trước đó, ngày 11/7/2020",
        "Hội nghị | 11/7/2020",
        "Minh Hà | 11/7/2020",
        "Ngày 11/7/2020, Đại hội đã thành công tốt đẹp.",
        "11/7/2020 " * 20,
    ],
)
def test_a_line_that_is_no_date_or_more_than_one(line: str) -> None:
    assert parse_date_line(line) is None


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for written in (
        f"{day.day}/{day.month}/{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        day.isoformat(),
    ):
        assert parse_date_line(written) == day
        (one,) = find_dates(f"Tin {written}.")
        assert (one.day, one.month, one.year) == (day.day, day.month, day.year)


@given(st.text(alphabet="0123456789/-. ngàythánmưTCN()đếtừ,"))
def test_dates_stand_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for one in find_dates(text):
        assert isinstance(one, FoundDate)
        assert end <= one.start < one.end <= len(text)
        end = one.end
    parse_date_line(text)
