"""Answer → HTML. Whatever comes from an article, a question or a model is escaped text here, and obeyed by nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Literal

from qa.answer.scope import told
from qa.index.catalogue import Overview
from qa.language import Language, choose
from qa.records import Answer, Kind
from qa.vietnamese.spelling import says_otherwise
from qa.web.cards import ArticleOf, alternatives, headlines, marked, sources

SHOWN_QUESTION = 500  # characters; a question may have 2,000, a pasted article many more, and neither fits a heading
# From here on an answer is called "khá chắc chắn": over the gold questions (eval/LOG.md) 84 % of those above are right,
# of those below 62 %, with no difference among the latter. Nothing is called certain: one in six is wrong.
SURE = 0.8
QUOTED = 1.0  # the confidence of what is quoted as it stands, a summary or a list: there is nothing to be sure of
OLD = 365  # days from which on the age of an article is told

_AS_OF = re.compile(r"(?P<marks>(?:\s*\[\d+\])*)(?:\s*\((?P<told>[^()]*)\)?\.?)?")


def header(there: Overview, language: Language, *, signed_in: bool = False) -> str:
    """The name of the page and one line: what it is, how many articles it answers from, the newest date.

    Whoever is `signed_in` finds the way out beside it.
    """
    leave = f'<a class="leave" href="login">{choose(language, "Đăng xuất", "Sign out")}</a>' if signed_in else ""
    return f'<header>{leave}<h1>Hỏi Báo</h1><p class="about">{escape(_about(there, language))}</p></header>'


def _about(there: Overview, language: Language) -> str:
    if not there.articles:
        return choose(language, "Hỏi đáp từ các bài báo của bạn.", "Questions and answers over your articles.")
    vi = f"Trả lời từ {there.articles:,} bài báo trong kho".replace(",", ".")
    en = f"Answers from {there.articles:,} stored article{'' if there.articles == 1 else 's'}"
    if there.newest:
        vi += f", mới nhất ngày {_day(there.newest)}"
        en += f", the newest of {_day(there.newest)}"
    return choose(language, f"{vi}. Câu trả lời nào cũng kèm nguồn.", f"{en}. Every answer comes with its source.")


def exchange(
    question: str, answer: Answer, article_of: ArticleOf, language: Language, today: date | None = None
) -> str:
    """One question with its answer, its alternatives or near headlines, and each source with its quote marked."""
    note = f'<p class="note">{escape(answer.note)}</p>' if answer.note else ""
    if answer.within and answer.kind not in {Kind.NOT_FOUND, Kind.UNCLEAR}:  # the former says so itself
        only = choose(language, "Chỉ tìm trong các bài", "Searched only the articles")
        note += f'<p class="note">{only} {escape(told(answer.within, language))}.</p>'
    text = f'<div class="answer {answer.kind.value}">{_text(answer, language, today or date.today())}{note}</div>'
    below = _understood(question, answer, language) + text + sources(answer.citations, article_of, language)
    return _exchange(question, below)


def notice(question: str, line: str, state: Literal["error", "waiting", "lost"] = "error") -> str:
    """One question with a line where its answer would be."""
    return _exchange(question, f'<p class="notice {state}">{escape(line)}</p>')


def _exchange(question: str, below: str) -> str:
    shown = _cut(question)
    heading = f'<h2 class="question">{escape(shown)}</h2>' if shown else ""
    return f'<section class="exchange">{heading}{below}</section>'


def _understood(question: str, answer: Answer, language: Language) -> str:
    """How the question was taken, where that has other words than what was typed."""
    if not says_otherwise(question, answer.question):
        return ""
    name = choose(language, "Hiểu là", "Understood as")
    return f'<p class="understood">{name}: {escape(_cut(answer.question))}</p>'


def _cut(question: str) -> str:
    shown = " ".join(question.split())
    return f"{shown[:SHOWN_QUESTION]}…" if len(shown) > SHOWN_QUESTION else shown


def _text(answer: Answer, language: Language, today: date) -> str:
    """The answer's own text, a paragraph a line; its "- " lines give way to the records that they tell of, if any."""
    numbers = {citation.number for citation in answer.citations}
    records = alternatives(answer, language)
    if not (answer.kind is Kind.FOUND and numbers):  # a list of articles has its marks in the lines
        records += headlines(answer.headlines)
    items = [records] if records else []
    shown: list[str] = []
    for line in answer.text.split("\n"):
        if records and line.startswith("- "):
            shown += items
            items = []
        elif answer.short and line.startswith(answer.short) and answer.kind is Kind.FOUND and not shown:
            shown.append(_short(answer, line[len(answer.short) :], numbers, language, today))
        elif line.strip():
            shown.append(f"<p>{marked(line, numbers, language)}</p>")
    return "".join([*shown, *items]) + _choices(answer.choices)


def _short(answer: Answer, rest: str, numbers: set[int], language: Language, today: date) -> str:
    """The short answer by itself, and below it how sure it is and of when: what the text has in brackets."""
    strong = f"<strong>{escape(answer.short)}</strong>"
    told = _AS_OF.fullmatch(rest)
    if told is None:  # a language model's sentence
        return f'<p class="in-words">{strong}{marked(rest, numbers, language)}</p>'
    marks = marked(told["marks"], numbers, language)
    said = told["told"] or ""
    if said and answer.as_of and "cách đây" not in said and " ago" not in said:
        said += _age((today - answer.as_of).days, language)
    parts = [*_surety(answer.confidence, language), escape(said[:1].upper() + said[1:])]
    below = '<span class="dot"> · </span>'.join(part for part in parts if part)
    return f'<p class="short">{strong}{marks}</p>' + (f'<p class="as-of">{below}</p>' if below else "")


def _surety(confidence: float, language: Language) -> list[str]:
    """How sure an answer is, in words."""
    if confidence >= QUOTED:
        return []
    if confidence >= SURE:
        return [f'<span class="sure">{choose(language, "Khá chắc chắn", "Fairly certain")}</span>']
    return [f'<span class="unsure">{choose(language, "Có thể, hãy xem câu trích", "Possibly: see the quote")}</span>']


def _age(days: int, language: Language) -> str:
    years = days // OLD
    if not years:
        return ""
    return choose(language, f", cách đây {years} năm", f", {years} year{'s' * (years > 1)} ago")


def _choices(questions: Sequence[str]) -> str:
    """Buttons that ask: each a question that tells the alternatives apart."""
    buttons = "".join(f'<button type="button" class="choice">{escape(question)}</button>' for question in questions)
    return f'<p class="choices">{buttons}</p>' if buttons else ""


def _day(day: date) -> str:
    return day.strftime("%d-%m-%Y")
