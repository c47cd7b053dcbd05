"""Where a question looks: days and sources as people write them, and answers from nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from qa import Answer, Assistant, Kind, Scope, Turn
from qa.answer.scope import scope_of, told
from qa.answer.search import CANDIDATES
from qa.errors import QuestionError

TODAY = date(2026, 11, 25)
FIRST = date(2021, 1, 1)
STATIONS = CANDIDATES + 60  # more passages that hold every word of the question than either leg brings


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A store where each day has its rain, told in nearly the same words."""
    with Assistant.open(tmp_path_factory.mktemp("scope") / "store") as opened:
        lines = [
            f"Mưa lớn ở Sông Lam\n\n{FIRST + timedelta(days=number):%d-%m-%Y}\n"
            f"Trạm đo mưa số {number} ở Sông Lam ghi nhận lượng mưa {200 + number} mm trong ngày."
            for number in range(STATIONS)
        ]
        for number, text in enumerate(lines):
            assert opened.add_text(text, source="Báo Sông Lam" if number % 2 else "Báo Bến Đá").status == "added"
        opened.add_text("Trạm đo mưa ở Sông Lam ghi nhận lượng mưa 999 mm trong một ngày không rõ.", title="Không ngày")
        yield opened


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("7-2020", date(2020, 7, 1), date(2020, 7, 31)),
        ("07/2020", date(2020, 7, 1), date(2020, 7, 31)),
        ("tháng 2 năm 2020", date(2020, 2, 1), date(2020, 2, 29)),
        (" 11.07.2020 ", date(2020, 7, 11), date(2020, 7, 11)),
        ("2020-07-11", date(2020, 7, 11), date(2020, 7, 11)),
        ("năm ngoái", date(2025, 1, 1), date(2025, 12, 31)),
        ("nam ngoai", date(2025, 1, 1), date(2025, 12, 31)),
        ("", None, None),
    ],
)
def test_days_months_and_years_as_people_write_them(written: str, first: date | None, last: date | None) -> None:
    assert scope_of(written, "", today=TODAY) == Scope(since=first)
    assert scope_of("", written, today=TODAY) == Scope(until=last)


@pytest.mark.parametrize("written", ["abc", "30-2-2020", "năm 2020 và 2021", "2020 <b>", "99999"])
def test_what_is_no_date_is_told_with_an_example(written: str) -> None:
    with pytest.raises(QuestionError, match="is no date"):
        scope_of(written, "", today=TODAY)


def test_days_the_wrong_way_round_are_told() -> None:
    with pytest.raises(QuestionError) as error:
        scope_of("2021", "2020", today=TODAY)
    assert error.value.vi == "Từ ngày 01-01-2021 đến ngày 31-12-2020 không có ngày nào. Hãy đổi lại hai ngày."


def test_a_scope_is_told_in_words() -> None:
    scope = Scope(date(2020, 1, 1), date(2020, 12, 31), ("Báo A", "", "Báo B"))
    assert told(scope, "vi") == "từ 01-01-2020 đến 31-12-2020, của Báo A, Báo B hoặc không ghi nguồn"
    assert told(Scope(sources=("Báo A",)), "en") == "of Báo A"
    assert not Scope()
    assert told(Scope(), "vi") == ""


def test_a_day_among_many_alike_is_found(assistant: Assistant) -> None:
    """Filtered in both legs: in the whole store this passage is nowhere near the best hundred."""
    wanted = Scope(day(0), day(0))
    question = "Trạm đo mưa ở Sông Lam ghi nhận lượng mưa bao nhiêu?"
    anywhere = assistant.search(question, top=CANDIDATES)
    hits = assistant.search(question, top=CANDIDATES, within=wanted)
    assert [hit.article.published for hit in hits] == [day(0)]
    assert day(0) not in {hit.article.published for hit in anywhere} or len(anywhere) < STATIONS
    answer = assistant.ask(question, within=wanted)
    assert answer.kind is Kind.FOUND
    assert {citation.published for citation in answer.citations} == {day(0)}
    assert "200 mm" in answer.text
    assert answer.within == wanted


@pytest.mark.parametrize("scope", [Scope(day(3), day(9)), Scope(sources=("Báo Bến Đá",)), Scope(since=day(150))])
def test_no_hit_is_out_of_scope(assistant: Assistant, scope: Scope) -> None:
    for question in ("lượng mưa trạm đo Sông Lam", "luong mua tram do song lam"):
        hits = assistant.search(question, top=200, within=scope)
        assert hits
        assert all(scope.holds(hit.article) for hit in hits)


def test_a_refusal_says_what_was_looked_at(assistant: Assistant) -> None:
    question = "Ai phát minh ra máy bay trực thăng?"
    answer = assistant.ask(question, within=Scope(day(0), day(5), ("Báo Bến Đá",)))
    assert answer.kind is Kind.NOT_FOUND
    assert answer.text.startswith(
        "Không tìm thấy: các bài báo từ 01-01-2021 đến 06-01-2021, của Báo Bến Đá không nói về điều này."
    )
    nothing = assistant.ask(question, within=Scope(until=date(1999, 1, 1)))
    assert nothing.text == ("Không tìm thấy: kho không có bài báo nào đến 01-01-1999. Hãy nới hoặc bỏ giới hạn.")
    assert "đến" not in assistant.ask(question).text.split("\n")[0]


def test_articles_without_a_date_are_in_no_range_of_days(assistant: Assistant) -> None:
    question = "Lượng mưa 999 mm ở Sông Lam ghi nhận ngày nào?"
    assert "Không ngày" in {hit.article.title for hit in assistant.search(question, within=Scope(sources=("",)))}
    assert "Không ngày" not in {hit.article.title for hit in assistant.search(question, within=Scope(since=date.min))}


def test_summaries_and_lists_look_nowhere_else(assistant: Assistant) -> None:
    scope = Scope(day(4), day(4))
    listed = assistant.ask("Có bài nào về mưa lớn ở Sông Lam?", within=scope)
    assert {headline.published for headline in listed.headlines} == {day(4)}
    summary = assistant.ask("Tóm tắt bài về mưa lớn ở Sông Lam", within=scope)
    assert {citation.published for citation in summary.citations} == {day(4)}
    assert assistant.ask("Xin chào", within=scope).kind is Kind.UNCLEAR
    spoken_of = [Turn("Mưa?", summary)]
    assert assistant.ask("Tóm tắt bài này", spoken_of, within=scope).kind is Kind.FOUND
    assert assistant.ask("Tóm tắt bài này", spoken_of, within=Scope(day(5), day(6))).kind is Kind.NOT_FOUND


def test_the_scope_travels_with_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Lượng mưa bao nhiêu?", within=Scope(day(1), None, ("Báo Sông Lam",)))
    assert Answer.from_json(answer.to_json()).within == Scope(day(1), None, ("Báo Sông Lam",))
    assert [*assistant.stream("Lượng mưa bao nhiêu?", within=Scope(day(1), day(1)))][-1].within.since == day(1)
