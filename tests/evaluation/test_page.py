from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from qa.evaluation.grade import Grade, grade, sections
from qa.evaluation.metrics import Bin
from qa.evaluation.page import Since, page
from qa.evaluation.plots import Mark, Part, bars, curve, histogram, reliability_diagram
from qa.evaluation.results import Change, kept
from qa.records import Article

Make = Callable[..., Any]
MINH = "Nguyễn Văn Minh"
VOID = {"meta"}


class Outline(HTMLParser):
    """Every tag must close in order; the text is kept."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def grades(outcome: Make, article: Article) -> Callable[..., list[Grade]]:
    def make(*said: str | None, milliseconds: float = 10) -> list[Grade]:
        return [
            grade(outcome(f"q{number}", short, milliseconds=milliseconds), lambda _: article)
            for number, short in enumerate(said)
        ]

    return make


def test_the_page_needs_nothing_but_itself_and_is_whole(grades: Make) -> None:
    run = grades(MINH, "Trần Bình", None)
    html = page(sections(run), run, None, "vi")
    for reaching in ("<script", "src=", "href=", "url(", "@import", "http"):
        assert reaching not in html
    outline = Outline(html)
    assert outline.tags.count("svg") == 4
    assert "prefers-color-scheme: dark" in html
    for shown in ("Theo nhóm câu hỏi", "Đường từ chối", "độ tin cậy", "Câu hỏi mất ở đâu", "mili giây", "p95 10 ms"):
        assert shown in outline.text


def test_the_page_is_the_same_bytes_but_for_its_timings(grades: Make) -> None:
    pages = []
    for milliseconds in (10, 250):
        run = grades(MINH, "Trần Bình", milliseconds=milliseconds)
        pages.append(page(sections(run), run, None, "vi"))
    one, other = (re.sub(r'<section id="timings">.*?</section>', "", html, flags=re.DOTALL) for html in pages)
    assert pages[0] != pages[1]
    assert one == other


def test_each_lost_question_stands_under_where_it_was_lost_with_what_was_expected_said_and_cited(grades: Make) -> None:
    run = grades(MINH, "Trần Bình", None)
    text = Outline(page(sections(run), run, None, "en")).text
    assert "1 Rightly cited, but said something else or not all" in text
    assert "1 Retrieved but not read" in text
    assert "found Trần Bình (wrong, 0.90)" in text
    assert "[1] ✓ “Ông Nguyễn Văn Minh được bầu làm Bí thư.” – dai-hoi" in text
    assert "Hỏi q0?" not in text  # answered right


def test_changes_are_shown_with_what_was_said_before(grades: Make) -> None:
    before, now = grades(MINH), grades("Trần Bình")
    since = Since("old.json", [Change(kept(before[0]), now[0])])
    text = Outline(page(sections(now), now, since, "en")).text
    assert "Changed since old.json (1)" in text
    assert "1 right → wrong" in text
    assert f"found {MINH} (right)" in text


def test_what_articles_and_questions_say_is_text_not_html(grades: Make) -> None:
    (lost,) = grades("<b>Bình</b>")
    asked = replace(lost.outcome.gold, question="<script>alert(1)</script>")
    run = [replace(lost, outcome=replace(lost.outcome, gold=asked))]
    html = page(sections(run), run, Since("<i>", []), "vi")
    assert "<script" not in html
    assert "<b>Bình" not in html
    assert "<i>" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_run_that_only_refuses_has_a_page_too(grades: Make) -> None:
    run = grades(None)
    assert Outline(page(sections(run), run, None, "vi")).tags.count("svg") == 4


# Plots


def numbers(svg: str, tag: str, name: str) -> list[float]:
    return [float(value) for value in re.findall(rf'<{tag} [^>]*?\b{name}="(-?[\d.]+)"', svg)]


def test_bars_are_as_wide_as_their_shares() -> None:
    svg = bars([("who", [Part("right", 0.75, 3), Part("wrong", 0.25, 1)])], "nhóm")
    one, other = numbers(svg, "rect", "width")
    assert one == pytest.approx(3 * other)
    assert numbers(svg, "rect", "x")[1] == pytest.approx(150 + one)
    assert ">75<" in svg
    assert "<title>3</title>" in svg


def test_a_curve_and_a_reliability_diagram_stand_where_their_values_are() -> None:
    svg = curve([(0, 0), (1, 1)], [Mark(0.5, 0.5, "≥ 0.5")], ("x", "y"), "đường")
    (left, bottom), (right, top) = (
        map(float, pair.split(",")) for pair in svg.split('points="')[1].split('"')[0].split()
    )
    assert numbers(svg, "circle", "cx") == pytest.approx([(left + right) / 2])
    assert numbers(svg, "circle", "cy") == pytest.approx([(top + bottom) / 2])
    svg = reliability_diagram([Bin(4, 0.5, 0.5), Bin(1, 0.9, 0.0)], ("x", "y"), "tin cậy")
    assert numbers(svg, "circle", "cy") == pytest.approx([(top + bottom) / 2, bottom])
    assert "20 %" in svg


def test_a_histogram_counts_every_value_once() -> None:
    svg = histogram([0.0, 5.0, 5.0, 99.0], [("p50 5 ms", 5.0)], ("ms", "câu"), "thời gian")
    counts = [int(count) for count in re.findall(r"<title>(\d+)</title>", svg)]
    assert (sum(counts), max(counts)) == (4, 2)
    assert "p50 5 ms" in svg
