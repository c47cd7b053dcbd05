"""What is shown of an answer: escaped, its quotes marked where they stand, its numbers leading to its sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.errors import ArticleNotFound
from qa.index.catalogue import Overview
from qa.language import Language
from qa.records import Alternative, Answer, Article, Citation, Headline, Kind
from qa.web import cards, page
from qa.web.welcome import examples, welcome

FERRY = Article(
    id="ben-pha",
    title="Bến phà Cồn Sậy ngừng chạy",
    text="Bến phà Cồn Sậy đã chạy 32 năm.\n\n"
    "Ông Đinh Văn Lãm lái chuyến cuối. Chuyến ấy chở 41 khách. Trời mưa to.\n\n"
    "Cầu mới mở ngày 3-2.",
    published=date(2022, 2, 3),
    source="Báo Tân Hải",
)
TRAPS = (
    '<img src=x onerror="window.caught=1">',
    "<script>window.caught=1</script>",
    "<svg/onload=window.caught=1>",
    "[bấm vào đây](javascript:window.caught=1)",
    "![ảnh](http://example.com/anh.png)",
    "{{value}} ${window.caught=1} @children `x` &lt;b&gt;",
    "'\"><b onmouseover=window.caught=1>",
)
ALLOWED = {
    *("section", "div", "header", "h1", "h2", "h3", "p", "ul", "ol", "li", "pre"),
    *("cite", "span", "time", "strong", "button", "blockquote", "mark"),
}
ATTRIBUTES = {"class", "aria-label", "type", "datetime", "data-number", "data-article", "data-start", "data-end"}


class Read(HTMLParser):
    """The text of some HTML, by element; fails on an element or attribute that the page has no use for."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.whole = ""
        self.feed(html)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES, attrs
        self.open.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.whole += data
        for tag in set(self.open):
            self.texts[tag][-1] += data


def cite(quote: str, article: Article = FERRY, number: int = 1) -> Citation:
    start = article.text.index(quote)
    end = start + len(quote)
    return Citation(
        number, article.id, article.title, article.published, article.source, article.url, start, end, quote
    )


def found(text: str, *citations: Citation, short: str = "") -> Answer:
    return Answer(Kind.FOUND, "Ai lái?", text, short=short, citations=citations)


def only(*articles: Article) -> Callable[[str], Article]:
    by_id = {article.id: article for article in articles}

    def article_of(article_id: str) -> Article:
        if article_id not in by_id:
            raise ArticleNotFound(article_id)
        return by_id[article_id]

    return article_of


def test_the_quote_is_marked_in_its_whole_paragraph() -> None:
    quote = "Chuyến ấy chở 41 khách."
    shown = Read(page.exchange("Bao nhiêu khách?", found("41 khách [1]", cite(quote)), only(FERRY), "vi"))
    assert shown.texts["mark"] == [quote]
    assert shown.texts["blockquote"] == ["Ông Đinh Văn Lãm lái chuyến cuối. Chuyến ấy chở 41 khách. Trời mưa to."]
    assert shown.texts["cite"] == ["Bến phà Cồn Sậy ngừng chạy"]
    assert shown.texts["time"] == ["03-02-2022"]
    assert "Báo Tân Hải" in shown.whole


def test_a_quote_over_two_paragraphs_shows_both() -> None:
    quote = "Trời mưa to.\n\nCầu mới mở"
    shown = Read(page.exchange("?", found("[1]", cite(quote)), only(FERRY), "vi"))
    assert shown.texts["mark"] == [quote]
    assert shown.texts["blockquote"][0].startswith("Ông Đinh")
    assert shown.texts["blockquote"][0].endswith("ngày 3-2.")


@given(some.data())
def test_any_stretch_of_any_text_is_marked_as_it_is(data: some.DataObject) -> None:
    text = data.draw(some.text(some.sampled_from("aệ &<>\"'\n[1]"), min_size=1, max_size=80))
    start = data.draw(some.integers(0, len(text) - 1))
    end = data.draw(some.integers(start + 1, len(text)))
    article = Article("a", "Bài", text)
    source = Citation(1, "a", "Bài", None, "", "", start, end, text[start:end])
    shown = Read(page.exchange("?", found("[1]", source), only(article), "vi"))
    assert shown.texts["mark"] == [text[start:end]]
    assert shown.texts["blockquote"][0] in text


def test_a_text_without_line_breaks_is_cut_at_words_around_the_quote() -> None:
    article = replace(FERRY, text="trước " * 900 + "Đây là câu trả lời." + " sau" * 900)
    shown = Read(page.exchange("?", found("[1]", cite("Đây là câu trả lời.", article)), only(article), "vi"))
    before, quote, after = shown.texts["blockquote"][0].partition("Đây là câu trả lời.")
    assert quote
    assert set(before.removeprefix("…").split()) == {"trước"}
    assert before.startswith("…")
    assert set(after.removesuffix("…").split()) == {"sau"}
    assert after.endswith("…")
    assert cards.PARAGRAPH_SIDE - 10 < len(before) <= cards.PARAGRAPH_SIDE


@pytest.mark.parametrize("now", [only(), only(replace(FERRY, text="Bài đã sửa."))], ids=["removed", "changed"])
def test_a_quote_that_its_article_no_longer_holds_stands_alone(now: Callable[[str], Article]) -> None:
    quote = "Ông Đinh Văn Lãm lái chuyến cuối."
    shown = Read(page.exchange("Ai lái?", found("[1]", cite(quote)), now, "vi"))
    assert shown.texts["mark"] == shown.texts["blockquote"] == [quote]


@pytest.mark.parametrize("trap", TRAPS)
def test_whatever_an_article_or_a_person_writes_is_shown_as_text(trap: str) -> None:
    article = Article(trap, trap, f"{trap} Câu giữa. {trap}", date(2021, 1, 2), source=trap, url="javascript:x")
    gone = replace(cite(trap, article, 3), article_id="gone")
    answer = Answer(
        Kind.SEVERAL,
        trap,
        f"{trap} là đáp án.\nTheo bài: {trap} [1]",
        short=trap,
        citations=(cite(trap, article), cite("Câu giữa.", article, 2), gone),
        alternatives=(Alternative(trap, trap, None, (1,)),),
        headlines=(Headline(trap, trap, None, trap),),
    )
    shown = Read(page.exchange(trap, answer, only(article), "vi"))
    assert shown.texts["h2"] == [trap]
    assert shown.texts["p"][:2] == [f"{trap} là đáp án.", f"Theo bài: {trap} [1]"]
    assert shown.texts["strong"] == [trap]
    assert shown.texts["mark"] == [trap, "Câu giữa.", trap]
    assert shown.texts["blockquote"] == [article.text, article.text, trap]
    assert set(shown.texts["cite"]) == {trap}
    for html in (page.notice(trap, trap), welcome([article], "vi")):
        Read(html)
    assert Read(page.notice(trap, trap)).texts["p"] == [trap]


def test_a_number_is_a_button_only_where_it_is_a_source() -> None:
    html = page.exchange("?", found("Hai [1], ba [2], theo mục [2020].", cite("41 khách")), only(FERRY), "vi")
    assert re.findall(r'class="cite" data-number="(\d+)"[^>]*>(.*?)</button>', html) == [("1", "[1]")]
    assert 'aria-label="Nguồn 1"' in html
    assert 'aria-label="Source 1"' in page.exchange("?", found("[1]", cite("41 khách")), only(FERRY), "en")
    assert "Hai [1], ba [2], theo mục [2020]." in Read(html).whole


def test_the_short_answer_stands_out_and_below_it_how_sure_it_is_and_of_when() -> None:
    text = "Đinh Văn Lãm [1] (theo bài ngày 03-02-2022).\n“Ông…” [1]"
    answer = replace(found(text, cite("41"), short="Đinh Văn Lãm"), as_of=FERRY.published, confidence=page.SURE)
    shown = Read(page.exchange("Ai lái?", answer, only(FERRY), "vi", today=date(2027, 2, 3)))
    assert shown.texts["strong"] == ["Đinh Văn Lãm"]
    told = "Khá chắc chắn · Theo bài ngày 03-02-2022, cách đây 5 năm"
    assert shown.texts["p"][:3] == ["Đinh Văn Lãm [1]", told, "“Ông…” [1]"]


@pytest.mark.parametrize(
    ("rest", "confidence", "below"),
    [
        (" [1]", 0.5, "Có thể, hãy xem câu trích"),
        (" [1] (theo bài", 0.5, "Có thể, hãy xem câu trích · Theo bài"),  # it still grows
        (" [1] (theo bài ngày 03-02-2022, cách đây 4 năm).", 1.0, "Theo bài ngày 03-02-2022, cách đây 4 năm"),
    ],
)
def test_what_the_text_says_of_time_is_said_once(rest: str, confidence: float, below: str) -> None:
    answer = replace(found(f"Lãm{rest}", cite("41"), short="Lãm"), as_of=FERRY.published, confidence=confidence)
    shown = Read(page.exchange("Ai lái?", answer, only(FERRY), "vi", today=date(2022, 6, 1)))
    assert shown.texts["p"][:2] == ["Lãm [1]", below]


def test_a_sentence_that_opens_with_the_short_answer_stays_whole() -> None:
    answer = found("Đinh Văn Lãm lái chuyến cuối [1]. Trời mưa (to).", cite("41"), short="Đinh Văn Lãm")
    shown = Read(page.exchange("Ai lái?", answer, only(FERRY), "vi"))
    assert shown.texts["p"][0] == "Đinh Văn Lãm lái chuyến cuối [1]. Trời mưa (to)."
    assert shown.texts["strong"] == ["Đinh Văn Lãm"]


@pytest.mark.parametrize(("kind", "look"), [(Kind.SEVERAL, "cards"), (Kind.CONFLICT, "sides")])
def test_alternatives_are_cards_with_what_tells_them_apart(kind: Kind, look: str) -> None:
    answer = Answer(
        kind,
        "Bao nhiêu khách?",
        "Có 2 kết quả:\n- 41 khách – chuyến cuối (03-02-2022) [1]\n- 14 khách [2]",
        short="41 khách, 14 khách",
        citations=(cite("41 khách"), cite("Trời mưa to.", number=2)),
        alternatives=(
            Alternative("41 khách", "chuyến cuối", date(2022, 2, 3), (1,)),
            Alternative("14 khách", "", None, (1, 2)),
        ),
    )
    html = page.exchange(answer.question, answer, only(FERRY), "vi")
    shown = Read(html)
    assert f'<ul class="{look}">' in html
    assert shown.texts["li"][:2] == ["41 kháchchuyến cuối03-02-2022 [1]", "14 khách[1][2]"]
    assert shown.texts["strong"] == ["41 khách", "14 khách"]
    assert shown.texts["p"] == ["Có 2 kết quả:"]


def test_choices_are_buttons_behind_the_question_back() -> None:
    several = Answer(
        Kind.SEVERAL,
        "Ai là Bí thư?",
        "Nhiều người:\n- Đinh Văn Lãm – Bí thư xã [1]\nBạn hỏi chức danh ở cơ quan nào?",
        alternatives=(Alternative("Đinh Văn Lãm", "Bí thư xã", None, (1,)),),
        choices=("Ai là Bí thư xã?", "Ai là Bí thư <huyện>?"),
    )
    shown = Read(page.exchange("Ai là Bí thư?", several, lambda _: FERRY, "vi"))
    assert shown.texts["button"] == ["Ai là Bí thư xã?", "Ai là Bí thư <huyện>?"]
    assert shown.texts["p"][:2] == ["Nhiều người:", "Bạn hỏi chức danh ở cơ quan nào?"]
    assert shown.whole.index("Đinh Văn Lãm") < shown.whole.index("Bạn hỏi chức danh")


def test_a_refusal_shows_the_nearest_headlines() -> None:
    near = Headline("ben-pha", FERRY.title, FERRY.published, FERRY.source)
    text = f"Không tìm thấy.\nCác bài gần nhất:\n- {FERRY.title} (03-02-2022)"
    shown = Read(page.exchange("?", Answer(Kind.NOT_FOUND, "?", text, headlines=(near,)), only(FERRY), "vi"))
    assert shown.texts["p"] == ["Không tìm thấy.", "Các bài gần nhất:"]
    assert shown.texts["button"] == ["Bến phà Cồn Sậy ngừng chạy 03-02-2022 · Báo Tân Hải"]
    assert "ol" not in shown.texts


def test_lines_of_a_quote_that_begin_with_a_dash_stay_where_they_are() -> None:
    text = "“Giá vé mới:\n- người lớn 5.000 đồng;\n- trẻ em đi không mất tiền.” [1]"
    shown = Read(page.exchange("Ai lái?", found(text, cite("41")), only(FERRY), "vi"))
    assert shown.texts["p"][:3] == text.split("\n")


@pytest.mark.parametrize(("language", "line"), [("vi", "Hiểu là: bí thư là ai"), ("en", "Understood as: bí thư là ai")])
def test_how_the_question_was_taken_is_shown_where_it_has_other_words(language: Language, line: str) -> None:
    answer = replace(found("[1]", cite("41 khách")), question="bí thư là ai")
    assert line in Read(page.exchange("bi thu la ai", answer, only(FERRY), language)).whole
    assert "bí thư là ai" not in Read(page.exchange("Bí thư là ai?", answer, only(FERRY), language)).whole


def test_an_endless_question_is_shown_shortened() -> None:
    shown = Read(page.notice("dài " * 9_000, "Câu hỏi quá dài."))
    assert shown.texts["h2"][0].endswith("…")
    assert len(shown.texts["h2"][0]) <= page.SHOWN_QUESTION + 1
    assert "h2" not in Read(page.notice("  ", "Hãy gõ câu hỏi.")).texts


def test_the_header_counts_the_articles_and_names_the_newest_day() -> None:
    header = Read(page.header(Overview(3, 7, date(2019, 12, 1), date(2022, 2, 3)), "vi")).texts
    assert header["h1"] == ["Hỏi Báo"]
    assert header["p"] == ["Trả lời từ 3 bài báo trong kho, mới nhất ngày 03-02-2022. Câu trả lời nào cũng kèm nguồn."]
    assert "từ 12.000 bài báo trong kho. Câu" in page.header(Overview(12_000, 50_000, None, None), "vi")
    assert "từ các bài báo của bạn" in page.header(Overview(0, 0, None, None), "vi")
    assert "from 1 stored article." in page.header(Overview(1, 1, None, None), "en")


def test_the_first_screen_asks_what_the_articles_answer_or_tells_how_to_add_some() -> None:
    other = replace(
        FERRY, id="cu", title="Bài cũ", text="Cầu Vân Giang dài 642 m. Ông Đinh Văn Lãm được bầu làm Chủ tịch."
    )
    shown = Read(welcome([other, FERRY], "vi"))
    assert shown.texts["cite"] == ["Bài cũ", FERRY.title]
    assert shown.texts["button"][0] == "Cầu Vân Giang dài bao nhiêu mét?"
    assert "ở thẻ Bài báo" in welcome([], "vi")
    assert "in the tab Articles" in welcome([], "en")


def test_examples_are_short_and_of_different_articles_and_kinds() -> None:
    texts = [f"Cầu Vân Giang số {n} dài 642 m. Ông Đinh Văn Lãm được bầu làm Chủ tịch xã Cồn Sậy." for n in range(9)]
    asked = examples(tuple(replace(FERRY, id=str(n), text=text) for n, text in enumerate(texts)))
    assert 2 <= len(asked) <= 4
    assert any("bao nhiêu mét" in question for question in asked)
    assert any(question.startswith("Ai ") or "chức vụ gì" in question for question in asked)
    assert all(len(question) <= 70 for question in asked)
    assert examples(()) == []
