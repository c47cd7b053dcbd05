"""Answer → HTML. Whatever comes from an article, a question or a model is escaped text here, and obeyed by nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from typing import Literal

from qa.answer.scope import told
from qa.errors import ArticleNotFound
from qa.index.catalogue import Overview
from qa.language import Language, choose
from qa.records import Alternative, Answer, Article, Citation, Kind
from qa.vietnamese.spelling import says_otherwise

SHOWN_QUESTION = 500  # characters; a question may have 2,000, a pasted article many more, and neither fits a heading
PARAGRAPH_SIDE = 700  # characters kept either side of a quote: two phone screens, for texts that know no line breaks
NEWEST_SHOWN = 3  # headlines on the first screen: enough to see what can be asked about

ArticleOf = Callable[[str], Article]  # id → article; raises ArticleNotFound


def header(there: Overview, language: Language) -> str:
    """The name of the page and one line: what it is, how many articles it answers from, the newest date."""
    return f'<header><h1>Hỏi Báo</h1><p class="about">{escape(_about(there, language))}</p></header>'


def welcome(articles: Sequence[Article], language: Language) -> str:
    """What stands where the conversation will be: the newest headlines, or how to add articles to an empty store."""
    if not articles:
        say = choose(
            language,
            "Kho chưa có bài báo nào. Dừng trang này (Ctrl-C), thêm bài rồi mở lại:",
            "There are no articles yet. Stop this page (Ctrl-C), add some, and open it again:",
        )
        folder = choose(language, "bai-bao/", "articles/")
        return f'<div class="welcome"><p>{say}</p><pre>qa add {folder}\nqa chat</pre></div>'
    newest = sorted(articles, key=lambda article: article.published or date.min, reverse=True)[:NEWEST_SHOWN]
    lines = "".join(f"<li>{_origin(one.title, one.published, one.source)}</li>" for one in newest)
    heading = choose(language, "Bài mới nhất", "Newest articles")
    return f'<div class="welcome"><h2>{heading}</h2><ul>{lines}</ul></div>'


def conversation(exchanges: Sequence[str], language: Language) -> str:
    """The exchanges, oldest first, as a log that screen readers follow."""
    label = choose(language, "Cuộc trò chuyện", "Conversation")
    return f'<div role="log" aria-live="polite" aria-label="{label}">{"".join(exchanges)}</div>'


def exchange(question: str, answer: Answer, article_of: ArticleOf, language: Language) -> str:
    """One question with its answer, its alternatives or near headlines, and each source with its quote marked."""
    note = f'<p class="note">{escape(answer.note)}</p>' if answer.note else ""
    if answer.within and answer.kind not in {Kind.NOT_FOUND, Kind.UNCLEAR}:  # the former says so itself
        only = choose(language, "Chỉ tìm trong các bài", "Searched only the articles")
        note += f'<p class="note">{only} {escape(told(answer.within, language))}.</p>'
    body = _text(answer, language) + note + _sources(answer.citations, article_of, language)
    understood = _understood(question, answer, language)
    return _exchange(question, f'{understood}<div class="answer {answer.kind.value}">{body}</div>')


def notice(question: str, line: str, state: Literal["error", "waiting"] = "error") -> str:
    """One question with a line where its answer would be."""
    return _exchange(question, f'<p class="notice {state}">{escape(line)}</p>')


def _understood(question: str, answer: Answer, language: Language) -> str:
    """How the question was taken, where that has other words than what was typed."""
    if not says_otherwise(question, answer.question):
        return ""
    name = choose(language, "Hiểu là", "Understood as")
    return f'<p class="understood">{name}: {escape(_cut(answer.question))}</p>'


def _cut(question: str) -> str:
    shown = " ".join(question.split())
    return f"{shown[:SHOWN_QUESTION]}…" if len(shown) > SHOWN_QUESTION else shown


def _exchange(question: str, below: str) -> str:
    shown = _cut(question)
    heading = f'<h2 class="question">{escape(shown)}</h2>' if shown else ""
    return f'<section class="exchange">{heading}{below}</section>'


def _about(there: Overview, language: Language) -> str:
    if not there.articles:
        return choose(language, "Hỏi đáp từ các bài báo của bạn.", "Questions and answers over your articles.")
    vi = f"Trả lời từ {there.articles:,} bài báo trong kho".replace(",", ".")
    en = f"Answers from {there.articles:,} stored article{'' if there.articles == 1 else 's'}"
    if there.newest:
        vi += f", mới nhất ngày {_day(there.newest)}"
        en += f", the newest of {_day(there.newest)}"
    return choose(language, f"{vi}. Câu trả lời nào cũng kèm nguồn.", f"{en}. Every answer comes with its source.")


def _text(answer: Answer, language: Language) -> str:
    """The answer's own text, a paragraph a line; its "- " lines give way to the records that they tell of, if any."""
    numbers = {citation.number for citation in answer.citations}
    records = [_alternative(one, numbers, language) for one in answer.alternatives]
    if not (answer.kind is Kind.FOUND and numbers):  # a list of articles has its marks in the lines
        records += [_origin(one.title, one.published, one.source) for one in answer.headlines]
    items = [f"<ul>{''.join(f'<li>{record}</li>' for record in records)}</ul>"] if records else []
    shown: list[str] = []
    for line in answer.text.split("\n"):
        if records and line.startswith("- "):
            shown += items
            items = []
        elif line.strip():
            shown.append(f"<p>{_prose(line, answer.short, numbers, language)}</p>")
    return "".join([*shown, *items]) + _choices(answer.choices)


def _choices(questions: Sequence[str]) -> str:
    """Buttons that ask: each a question that tells the alternatives apart."""
    buttons = "".join(f'<button type="button" class="choice">{escape(question)}</button>' for question in questions)
    return f'<p class="choices">{buttons}</p>' if buttons else ""


def _prose(line: str, short: str, numbers: set[int], language: Language) -> str:
    """One line of the answer, the short answer in bold where it opens the line."""
    if short and line.startswith(short):
        return f"<strong>{escape(short)}</strong>{_marked(line[len(short) :], numbers, language)}"
    return _marked(line, numbers, language)


def _marked(text: str, numbers: set[int], language: Language) -> str:
    """Escaped text; `[n]` becomes a button where n is one of the sources, and stays text where it is not."""
    source = choose(language, "Nguồn", "Source")

    def button(mark: re.Match[str]) -> str:
        number = int(mark[1])
        label = f'data-number="{number}" aria-label="{source} {number}"'
        return f'<button type="button" class="cite" {label}>{mark[0]}</button>' if number in numbers else mark[0]

    return re.sub(r"\[([0-9]{1,4})\]", button, escape(text))


def _alternative(one: Alternative, numbers: set[int], language: Language) -> str:
    parts = [f"<strong>{escape(one.text)}</strong>", escape(one.about), _time(one.published)]
    marks = _marked("".join(f"[{number}]" for number in one.citations), numbers, language)
    return f"{' · '.join(part for part in parts if part)} {marks}"


def _sources(citations: Sequence[Citation], article_of: ArticleOf, language: Language) -> str:
    if not citations:
        return ""
    items = "".join(
        f'<li data-number="{one.number}" tabindex="-1">'
        f"<p>[{one.number}] {_origin(one.title, one.published, one.source)}</p>"
        f"<blockquote>{_paragraph(one, article_of)}</blockquote></li>"
        for one in citations
    )
    return f'<h3>{choose(language, "Nguồn", "Sources")}</h3><ol class="sources">{items}</ol>'


def _origin(title: str, published: date | None, source: str) -> str:
    where = " · ".join(part for part in (_time(published), escape(source)) if part)
    return f"<cite>{escape(title)}</cite>" + (f' <span class="where">{where}</span>' if where else "")


def _paragraph(citation: Citation, article_of: ArticleOf) -> str:
    """The paragraph around a quote, the quote in `<mark>`; the quote alone when the article is gone or has changed."""
    try:
        text = article_of(citation.article_id).text
    except ArticleNotFound:
        text = ""
    if text[citation.start : citation.end] != citation.quote:
        return f"<mark>{escape(citation.quote)}</mark>"
    before = text[text.rfind("\n", 0, citation.start) + 1 : citation.start]
    line_end = text.find("\n", citation.end)
    after = text[citation.end : len(text) if line_end < 0 else line_end]
    if len(before) > PARAGRAPH_SIDE:
        before = "…" + before[-PARAGRAPH_SIDE:].partition(" ")[2]
    if len(after) > PARAGRAPH_SIDE:
        after = after[:PARAGRAPH_SIDE].rpartition(" ")[0] + "…"
    return f"{escape(before)}<mark>{escape(citation.quote)}</mark>{escape(after)}"


def _time(day: date | None) -> str:
    return f'<time datetime="{day.isoformat()}">{_day(day)}</time>' if day else ""


def _day(day: date) -> str:
    """11-07-2020, the way the articles write it."""
    return day.strftime("%d-%m-%Y")
