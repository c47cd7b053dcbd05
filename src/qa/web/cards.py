"""The parts of an answer that are more than prose, as HTML: cards, headlines, sources. All of it is escaped text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from qa.errors import ArticleNotFound
from qa.language import Language, choose
from qa.records import Alternative, Answer, Article, Citation, Headline, Kind

PARAGRAPH_SIDE = 700  # characters kept either side of a quote: two phone screens, for texts that know no line breaks

ArticleOf = Callable[[str], Article]  # id → article; raises ArticleNotFound


def marked(text: str, numbers: set[int], language: Language) -> str:
    """Escaped text; `[n]` becomes a button where n is one of the sources, and stays text where it is not."""
    source = choose(language, "Nguồn", "Source")

    def button(mark: re.Match[str]) -> str:
        number = int(mark[1])
        label = f'data-number="{number}" aria-label="{source} {number}"'
        return f'<button type="button" class="cite" {label}>{mark[0]}</button>' if number in numbers else mark[0]

    return re.sub(r"\[([0-9]{1,4})\]", button, escape(text))


def alternatives(answer: Answer, language: Language) -> str:
    """A card for each of several answers; the values of a conflict side by side, as they come: newest first."""
    numbers = {citation.number for citation in answer.citations}
    sides = answer.kind is Kind.CONFLICT
    cards = "".join(f"<li>{_card(one, numbers, language)}</li>" for one in answer.alternatives)
    return f'<ul class="{"sides" if sides else "cards"}">{cards}</ul>' if cards else ""


def _card(one: Alternative, numbers: set[int], language: Language) -> str:
    marks = marked("".join(f"[{number}]" for number in one.citations), numbers, language)
    about = f'<span class="about">{escape(one.about)}</span>' if one.about else ""
    where = " ".join(
        part for part in (when(one.published), f'<span class="marks">{marks}</span>' if marks else "") if part
    )
    return f'<strong>{escape(one.text)}</strong>{about}<span class="where">{where}</span>'


def headlines(near: Sequence[Headline]) -> str:
    """Articles as buttons that open them."""
    lines = "".join(
        f'<li><button type="button" class="headline" data-article="{escape(one.article_id)}">'
        f"{origin(one.title, one.published, one.source)}</button></li>"
        for one in near
    )
    return f'<ul class="headlines">{lines}</ul>' if lines else ""


def sources(citations: Sequence[Citation], article_of: ArticleOf, language: Language) -> str:
    """Each citation with its paragraph, the quote in `<mark>`; its title opens the article there."""
    if not citations:
        return ""
    items = "".join(
        f'<li data-number="{one.number}" data-article="{escape(one.article_id)}" data-start="{one.start}" '
        f'data-end="{one.end}"><button type="button" class="headline" data-number="{one.number}">'
        f'<span class="number">{one.number}</span>{origin(one.title, one.published, one.source)}</button>'
        f"<blockquote>{_paragraph(one, article_of)}</blockquote></li>"
        for one in citations
    )
    return f'<h3>{choose(language, "Nguồn", "Sources")}</h3><ol class="sources">{items}</ol>'


def origin(title: str, published: date | None, source: str) -> str:
    """An article in one line: its title, its date, its source."""
    where = " · ".join(part for part in (when(published), escape(source)) if part)
    return f"<cite>{escape(title)}</cite>" + (f' <span class="where">{where}</span>' if where else "")


def when(published: date | None) -> str:
    """11-07-2020, the way the articles write it."""
    return f'<time datetime="{published.isoformat()}">{published:%d-%m-%Y}</time>' if published else ""


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
