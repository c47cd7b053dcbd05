"""Words of time and the days they mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.vietnamese.periods import Period, find_periods

DAY = date(2024, 5, 15)  # a Wednesday


def period(text: str, *, opened: bool = True) -> tuple[str, str]:
    (found,) = find_periods(text, DAY, opened=opened)
    return str(found.period.first), str(found.period.last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Năm 2018 ai làm giám đốc?", "2018-01-01", "2018-12-31"),
        ("Đầu năm 2017, ai làm giám đốc?", "2017-01-01", "2017-04-30"),
        ("hồi tháng 2-2024", "2024-02-01", "2024-02-29"),
        ("ngày 11 tháng 7 năm 2020", "2020-07-11", "2020-07-11"),
        ("nhiệm kỳ 2020–2025", "2020-01-01", "2025-12-31"),
        ("năm học 2023-2024", "2023-09-01", "2024-08-31"),
        ("từ năm 2018 đến năm 2021", "2018-01-01", "2021-12-31"),
        ("từ ngày 3 đến ngày 5-7-2020", "2020-07-03", "2020-07-05"),
        ("từ năm 2011 đến nay", "2011-01-01", "2024-05-15"),
        ("trước năm 2020", "0001-01-01", "2019-12-31"),
        ("sau ngày 1/7/2023", "2023-07-01", "9999-12-31"),
        ("năm ngoái", "2023-01-01", "2023-12-31"),
        ("tháng trước", "2024-04-01", "2024-04-30"),
        ("tuần trước", "2024-05-06", "2024-05-12"),
        ("hôm qua", "2024-05-14", "2024-05-14"),
        ("sáng thứ hai", "2024-05-13", "2024-05-13"),
        ("Thứ Bảy", "2024-05-11", "2024-05-11"),
        ("nam 2019 ai la giam doc", "2019-01-01", "2019-12-31"),
        ("thang 3 nam 2023", "2023-03-01", "2023-03-31"),
        ("nam ngoai", "2023-01-01", "2023-12-31"),
    ],
)
def test_what_a_time_means(text: str, first: str, last: str) -> None:
    assert period(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "day"),
    [("sáng 11-3", "2024-03-11"), ("tối 30-4", "2024-04-30"), ("ngày 25-12", "2023-12-25"), ("ngày 2-9", "2024-09-02")],
)
def test_a_day_without_a_year_is_the_nearest_one(text: str, day: str) -> None:
    assert period(text) == (day, day)


@pytest.mark.parametrize(
    "text",
    [
        "hơn chục năm trước",
        "ba tháng qua",
        "lần thứ hai",
        "Hố thứ ba",
        "2019 người",
        "từ ngày tháng năm nào",
        "ngày 31-2-2020",
    ],
)
def test_what_names_no_time(text: str) -> None:
    assert find_periods(text, DAY) == []


def test_two_years_are_two() -> None:
    assert [found.period.first.year for found in find_periods("hai năm 2023 và 2024", DAY)] == [2023, 2024]


def test_in_an_article_a_time_opens_nothing() -> None:
    assert period("từ năm 2015", opened=False) == ("2015-01-01", "2015-12-31")


def test_periods_that_share_a_day_meet() -> None:
    year, day = Period(date(2020, 1, 1), date(2020, 12, 31)), Period(date(2020, 12, 31), date(2020, 12, 31))
    assert year.meets(day)
    assert day.meets(year)
    assert not day.meets(Period(date(2021, 1, 1), date(2021, 1, 2)))


@given(st.text(max_size=80), st.dates())
def test_any_text_on_any_day_is_taken(text: str, day: date) -> None:
    for found in find_periods(text, day):
        assert 0 <= found.start <= found.end <= len(text)


WORDS = "từ đến năm 1 2020 2021 tháng 3 ngày 31 11-7 thứ Bảy trước sau nay hôm qua tuần này năm ngoái".split()


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from([DAY, date.min, date.max, None]))
def test_words_of_time_in_any_order_are_taken(words: list[str], day: date | None) -> None:
    for found in find_periods(" ".join(words), day):
        assert found.start < found.end


def test_a_text_of_an_unknown_day_names_only_what_it_says_whole() -> None:
    text = "Tuần này, hôm qua và ngày 11-7; ngày 11-7-2020, đầu năm 2019."
    named = [text[found.start : found.end] for found in find_periods(text, None)]
    assert named == ["ngày 11-7-2020", "đầu năm 2019"]
