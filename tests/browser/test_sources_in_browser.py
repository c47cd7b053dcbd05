"""The sources in a real Chromium: a number opens its article at the cited words, by mouse, by keyboard, on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Visit, Visits

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (it is in the dev extra)")
expect = api.expect
pytestmark = pytest.mark.browser

QUOTE = "Đồng chí Vũ Đình Khiêm được bầu làm Bí thư Huyện ủy Tân Hải với tỷ lệ phiếu đạt 98,7%."


def test_a_number_opens_the_article_at_exactly_the_quote(visit: Visit) -> None:
    visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
    expect(visit.page.locator("#panel .list mark")).to_have_text([QUOTE])
    visit.answer.get_by_role("button", name="Nguồn 1").first.click()
    expect(visit.opened.locator("mark")).to_have_text([QUOTE])
    assert f"“{QUOTE}” [1]" in visit.answer.inner_text()
    expect(visit.opened.locator("mark")).to_be_in_viewport()
    expect(visit.opened.locator("h2")).to_have_text("Đại hội Đảng bộ huyện Tân Hải bầu Ban Chấp hành khóa mới")
    expect(visit.opened.locator(".where")).to_have_text("Báo Tân Hải (hư cấu) · 24-07-2020 · Thanh Trà")
    original = visit.opened.get_by_role("link", name="Mở bài gốc")
    expect(original).to_have_attribute("href", "https://bao.example/dai-hoi")
    expect(original).to_have_attribute("rel", "noopener noreferrer")
    expect(original).to_have_attribute("target", "_blank")


def test_the_citations_are_gone_through_by_keyboard_alone(visit: Visit) -> None:
    visit.ask("Lễ hội Cầu ngư Bến Đò năm 2023 thu hút bao nhiêu lượt khách?")
    first = visit.answer.get_by_role("button", name="Nguồn 1").first
    first.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.opened).to_be_focused()
    expect(visit.opened.locator("mark")).to_contain_text("38.000")
    expect(visit.page.locator("#panel .place")).to_have_text("1/2")
    visit.page.get_by_role("button", name="Trích dẫn sau").press("Enter")
    expect(visit.opened.locator("mark")).to_contain_text("45.000")
    expect(visit.page.get_by_role("button", name="Trích dẫn sau")).to_be_disabled()
    visit.page.get_by_role("button", name="Trích dẫn trước").press("Enter")
    expect(visit.opened.locator("mark")).to_contain_text("38.000")
    visit.page.keyboard.press("Escape")
    expect(visit.opened).to_be_hidden()
    expect(visit.page.locator("#panel .list")).to_be_visible()
    expect(first).to_be_focused()


def test_on_a_phone_the_article_lies_over_the_conversation(visits: Visits) -> None:
    with visits(360, 740) as visit:
        visit.ask("Ai là Bí thư Huyện ủy Tân Hải?")
        expect(visit.page.locator("#panel")).to_be_hidden()
        expect(visit.answer.locator(".sources mark")).to_have_text([QUOTE])
        number = visit.answer.get_by_role("button", name="Nguồn 1").first
        number.click()
        expect(visit.opened.locator("mark")).to_have_text([QUOTE])
        expect(visit.opened.locator("mark")).to_be_in_viewport()
        visit.page.get_by_role("button", name="Đóng").click()
        expect(visit.page.locator("#panel")).to_be_hidden()
        expect(number).to_be_focused()


def test_an_article_full_of_markup_is_shown_and_not_obeyed(visit: Visit, trap: str) -> None:
    visit.ask("Ai phát hiện lá thư lạ ở bưu điện Bến Đò?")
    expect(visit.answer).to_contain_text("Phan Văn Trứ")
    visit.answer.get_by_role("button", name="Nguồn 1").first.click()
    expect(visit.opened.locator("mark")).to_be_visible()
    expect(visit.opened.locator("h2")).to_have_text(f"Lá thư lạ ở bưu điện Bến Đò {trap}")
    assert trap in visit.opened.inner_text()
    visit.page.keyboard.press("Escape")
    visit.ask(f"Ai là tác giả của dòng {trap}")
    visit.page.get_by_role("button", name="Lịch sử").click()
    visit.page.locator(".history .reopen").first.click()
    expect(visit.page.locator(".exchange")).to_have_count(2)
    assert visit.page.locator(":is(#conversation, #panel) :is(img, script, iframe, b)").count() == 0
    assert visit.page.locator("a[href^='javascript']").count() == 0


def test_only_addresses_of_pages_are_links(visit: Visit) -> None:
    visit.ask("Ai là Bí thư Đảng ủy xã Cồn Sậy?")
    visit.answer.get_by_role("button", name="Nguồn 1").first.click()
    expect(visit.opened.locator("mark")).to_be_visible()
    expect(visit.opened.get_by_role("link")).to_have_count(0)


def test_an_article_that_is_gone_meanwhile_is_told_as_such(visit: Visit) -> None:
    visit.ask("Ai là Bí thư Đảng ủy xã Cồn Sậy?")
    visit.page.evaluate("document.querySelectorAll('.sources li').forEach(item => { item.dataset.article = 'gone' })")
    visit.answer.get_by_role("button", name="Nguồn 1").first.click()
    expect(visit.opened).to_have_text("Bài này không còn trong kho.")
    assert all("404" in line for line in visit.complaints)  # the browser's own line
    visit.complaints.clear()
