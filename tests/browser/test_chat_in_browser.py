"""The chat in a real Chromium, over the real assistant: asked by keyboard, its answers read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (it is in the dev extra)")
expect = api.expect
pytestmark = pytest.mark.browser


def test_a_question_sent_while_another_is_answered_is_asked_after_it(visit: Visit) -> None:
    visit.page.keyboard.type("Ai là Bí thư Huyện ủy Tân Hải?")  # the first of all: the models are still to be loaded
    visit.page.keyboard.press("Enter")
    expect(visit.box).to_have_value("")
    visit.page.keyboard.type("Ban Thường vụ gồm bao nhiêu đồng chí?")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".question")).to_have_text(
        ["Ai là Bí thư Huyện ủy Tân Hải?", "Ban Thường vụ gồm bao nhiêu đồng chí?"], timeout=30_000
    )
    expect(visit.page.locator("#conversation .sources")).to_have_count(2, timeout=30_000)


def test_a_choice_asks_its_question_and_leaves_a_draft_alone(visit: Visit) -> None:
    visit.ask("Ai là Bí thư?")
    expect(visit.answer).to_contain_text("Bạn hỏi chức danh ở cơ quan nào?")
    visit.page.keyboard.type("Còn")
    visit.answer.get_by_role("button", name="Ai là Bí thư Đảng ủy xã Cồn Sậy?").click()
    expect(visit.page.locator(".question").last).to_have_text("Ai là Bí thư Đảng ủy xã Cồn Sậy?")
    expect(visit.answer).to_contain_text("Lương Thị Nhài", timeout=30_000)
    expect(visit.box).to_have_value("Còn")


def test_an_example_of_the_first_screen_is_asked_and_answered(visit: Visit) -> None:
    example = visit.page.locator(".welcome .choice").first
    question = example.inner_text()
    example.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".question")).to_have_text([question])
    visit.settle()
    expect(visit.answer.locator("mark").first).to_be_attached()
    expect(visit.page.locator(".welcome")).to_be_hidden()


def test_the_short_answer_stands_out_with_its_age_in_words(visit: Visit) -> None:
    visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
    expect(visit.answer.locator(".short strong")).to_have_text("Vũ Đình Khiêm")
    expect(visit.answer.locator(".as-of")).to_contain_text("Theo bài ngày 24-07-2020, cách đây")


def test_a_follow_up_leans_on_the_question_before_it_until_a_new_conversation(visit: Visit) -> None:
    visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
    visit.ask("Tỷ lệ phiếu bao nhiêu?")
    expect(visit.answer).to_contain_text("98,7%")
    expect(visit.page.locator(".exchange")).to_have_count(2)
    expect(visit.page.locator(".question").last).to_be_in_viewport()
    visit.page.get_by_role("button", name="Cuộc trò chuyện mới").press("Enter")
    expect(visit.page.locator(".exchange")).to_have_count(0)
    expect(visit.page.get_by_text("Bài mới thêm")).to_be_visible()
    expect(visit.box).to_be_focused()


def test_figures_that_disagree_stand_side_by_side_the_newer_first(visit: Visit) -> None:
    visit.ask("Lễ hội Cầu ngư Bến Đò năm 2023 thu hút bao nhiêu lượt khách?")
    sides = visit.answer.locator(".sides > li")
    expect(sides).to_have_count(2)
    expect(sides.first).to_contain_text("38.000")
    expect(sides.first).to_contain_text("07-02-2023")
    left, right = (box for box in (sides.first.bounding_box(), sides.last.bounding_box()) if box)
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]


def test_what_the_articles_do_not_say_is_refused_with_headlines_that_open(visit: Visit) -> None:
    visit.ask("Ai phát minh ra máy bay trực thăng?")
    expect(visit.answer).to_contain_text("Không tìm thấy")
    expect(visit.answer.locator("mark")).to_have_count(0)
    headline = visit.answer.locator(".headline").first
    headline.press("Enter")
    expect(visit.opened.locator("h2")).to_have_text(headline.locator("cite").inner_text())
    visit.page.keyboard.press("Escape")
    expect(headline).to_be_focused()


def test_what_cannot_be_asked_gets_one_line_and_the_page_lives_on(visit: Visit) -> None:
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("status").first).to_have_text("Hãy gõ câu hỏi trước.")
    visit.box.fill("bí thư " * 2_000)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".notice")).to_contain_text("Câu hỏi dài")
    visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
    expect(visit.answer).to_contain_text("Vũ Đình Khiêm")
