"""Spans → the answer that a person reads, every statement with its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.answer.asking import Asks
from qa.answer.citations import Citations
from qa.answer.question import Question
from qa.answer.read import Span
from qa.answer.scope import told
from qa.language import Language, choose
from qa.records import Alternative, Answer, Headline, Hit, Kind, Scope
from qa.vietnamese.periods import find_periods
from qa.vietnamese.text import fold

HEADLINES = 3  # shown with a refusal
MOST = 12  # entries of a list
_YEAR = re.compile(r"\d{4}")
PROOFS = 3  # citations of one entry


def unclear(question: str, language: Language) -> Answer:
    """The answer to nothing: no word to search for."""
    text = choose(
        language,
        "Bạn muốn hỏi điều gì? Hãy viết thành một câu, ví dụ: “Ai là Bí thư?”",
        "What would you like to ask? Write it as a sentence, for example: “Ai là Bí thư?”",
    )
    return Answer(Kind.UNCLEAR, question, text)


def not_found(
    asked: Question, hits: Sequence[Hit], confidence: float, language: Language, *, untold: str = ""
) -> Answer:
    """A plain "the articles don't say", with the nearest headlines; `confidence` is that of the refusal.

    `untold` is what the question takes for granted and no article tells.
    """
    nearest = {hit.article.id: hit.article for hit in hits}
    headlines = tuple(
        Headline(article.id, article.title, article.published, article.source)
        for article in list(nearest.values())[:HEADLINES]
    )
    text = _refusal(asked.within, bool(hits), language)
    if untold:
        text = choose(
            language,
            f"Không tìm thấy: các bài báo trong kho không nói đến việc “{untold}” mà câu hỏi nêu ra.",
            f"Not found: the articles in the store don't tell of “{untold}”, which the question takes for granted.",
        )
    if headlines:
        nearest_are = choose(language, "Các bài gần nhất:", "The nearest articles:")
        text = "\n".join(
            [text, nearest_are, *(f"- {headline.title}{on(headline.published)}" for headline in headlines)]
        )
    return Answer(Kind.NOT_FOUND, asked.text, text, headlines=headlines, confidence=confidence)


def _refusal(within: Scope, any_article: bool, language: Language) -> str:
    """That the articles don't say; which ones were looked at, where that is not all of them."""
    if not within:
        return choose(
            language,
            "Không tìm thấy: các bài báo trong kho không nói về điều này.",
            "Not found: the articles in the store don't say.",
        )
    where = told(within, language)
    if any_article:
        return choose(
            language,
            f"Không tìm thấy: các bài báo {where} không nói về điều này. Các bài khác trong kho chưa được tìm.",
            f"Not found: the articles {where} don't say. The others in the store were not searched.",
        )
    return choose(
        language,
        f"Không tìm thấy: kho không có bài báo nào {where}. Hãy nới hoặc bỏ giới hạn.",
        f"Not found: the store has no articles {where}. Widen the limits or take them away.",
    )


def found(  # noqa: PLR0913 -- what is told, and how
    asked: Question,
    span: Span,
    short: str,
    language: Language,
    *,
    corrected: bool = False,
    further: Sequence[tuple[int, int]] = (),
) -> Answer:
    """One answer: the short one in front where there is one, then the sentence it rests on, and `further` ones of the
    same article, by their offsets.

    `corrected`: the article puts another one right, which is said.
    """
    article, citations = span.hit.article, Citations()
    number = citations.cite(article, span.start, span.end)
    told = as_of(article.published, language, today=asked.today if asked.now else None)
    if corrected:
        told += choose(language, ", bài này đính chính bài trước", ", which corrects an earlier article")
    sentences = ((span.start, span.end), *further)
    quoted = "\n".join(
        f"“{article.text[start:end]}” [{citations.cite(article, start, end)}]" for start, end in sentences
    )
    day = _in_full(short, article.published) if asked.asks is Asks.WHEN else ""
    text = f"{short}{day} [{number}]{told}.\n{quoted}" if short else f"{quoted}{told}"
    return Answer(
        Kind.FOUND,
        asked.text,
        text,
        short=short,
        citations=citations.all(),
        as_of=article.published,
        confidence=span.probability,
    )


def _in_full(short: str, published: date | None) -> str:
    """The day that a short form means in its article: "sáng 11-7" → " (11-07-2020)"; "" where it says all."""
    days = find_periods(short, published, opened=False) if published else []
    if len(days) != 1 or days[0].period.first != days[0].period.last or _YEAR.search(short):
        return ""
    return on(days[0].period.first)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of several answers: who or what, what tells it apart, and the spans that say so."""

    text: str
    about: str
    spans: list[Span]

    @property
    def newest(self) -> date | None:
        """The date of the newest article that says so."""
        return max((span.hit.article.published for span in self.spans if span.hit.article.published), default=None)


def several(asked: Question, entries: Sequence[Entry], language: Language, *, office: bool = True) -> Answer:
    """The entries, newest first, each with its citations; of several offices the question back, which one is meant.

    `office`: they are holders of the title asked for; else what the articles of different times answer.
    """
    if office:
        opening = choose(
            language,
            "Các bài báo nhắc đến nhiều người mang chức danh này:",
            "The articles name several people of that title:",
        )
    else:
        opening = choose(
            language,
            "Mỗi bài báo nêu một câu trả lời, mới nhất trước:",
            "The articles answer differently, newest first:",
        )
    answer = _listed(Kind.SEVERAL, asked, entries, opening, language)
    offices = dict.fromkeys(entry.about for entry in answer.alternatives) if office else {}
    if len(offices) < 2:
        return answer
    back = choose(language, "Bạn hỏi chức danh ở cơ quan nào?", "Which office do you mean?")
    choices = tuple(f"Ai là {about}?" for about in offices if fold(f"Ai là {about}?") != fold(asked.text))
    return replace(answer, text=f"{answer.text}\n{back}", choices=choices)


def conflict(asked: Question, entries: Sequence[Entry], language: Language) -> Answer:
    """What articles say differently of one fact, newest first, each with its source and citation."""
    opening = choose(language, "Các bài báo đưa số liệu khác nhau:", "The articles give different figures:")
    return _listed(Kind.CONFLICT, asked, entries, opening, language)


def _listed(kind: Kind, asked: Question, entries: Sequence[Entry], opening: str, language: Language) -> Answer:
    citations = Citations()
    shown = sorted(entries, key=lambda entry: entry.newest or date.min, reverse=True)[:MOST]
    alternatives = tuple(
        Alternative(
            entry.text,
            entry.about,
            entry.newest,
            tuple(citations.cite(span.hit.article, span.start, span.end) for span in entry.spans[:PROOFS]),
        )
        for entry in shown
    )
    lines = [
        f"- {entry.text} – {entry.about}{on(entry.published)} " + "".join(f"[{number}]" for number in entry.citations)
        for entry in alternatives
    ]
    if len(entries) > MOST:
        rest = len(entries) - MOST
        lines.append(choose(language, f"… và {rest} mục khác.", f"… and {rest} more."))
    return Answer(
        kind,
        asked.text,
        "\n".join([opening, *lines]),
        short=", ".join(dict.fromkeys(entry.text for entry in alternatives)),
        citations=citations.all(),
        alternatives=alternatives,
        as_of=max((entry.published for entry in alternatives if entry.published), default=None),
        confidence=max(span.probability for entry in shown for span in entry.spans),
    )


def which_article(question: str, language: Language) -> Answer:
    """The question back when an article is to be summarised that nobody has spoken of."""
    text = choose(
        language,
        "Bạn muốn tóm tắt bài nào? Hãy nêu tiêu đề hoặc nội dung, ví dụ: “Tóm tắt bài về lễ hội đầu năm”.",
        "Which article? Name its title or subject, for example: “Tóm tắt bài về lễ hội đầu năm”.",
    )
    return Answer(Kind.UNCLEAR, question, text)


def small_talk(thanks: bool, question: str, language: Language) -> Answer:
    """A short reply to a greeting or to thanks."""
    if thanks:
        text = choose(language, "Không có gì. Bạn cần hỏi thêm điều gì không?", "You're welcome. Anything else?")
    else:
        text = choose(
            language,
            "Chào bạn! Hãy hỏi một câu về các bài báo trong kho, ví dụ: “Ai là Bí thư?”",
            "Hello! Ask something about the articles in the store, for example: “Ai là Bí thư?”",
        )
    return Answer(Kind.UNCLEAR, question, text)


def as_of(published: date | None, language: Language, today: date | None = None) -> str:
    """The date of the article that a statement rests on, as it is said behind it; "" when there is none.

    With `today` also how long ago that is, from a month on: who asks about now must know.
    """
    if published is None:
        return ""
    age = _age((today - published).days, language) if today else ""
    day = f"{published:%d-%m-%Y}"
    return choose(language, f" (theo bài ngày {day}{age})", f" (article of {day}{age})")


def _age(days: int, language: Language) -> str:
    years, months = days // 365, days // 30
    if years:
        return choose(language, f", cách đây {years} năm", f", {years} year{'s' * (years > 1)} ago")
    return choose(language, f", cách đây {months} tháng", f", {months} month{'s' * (months > 1)} ago") if months else ""


def on(day: date | None) -> str:
    """The day in brackets, behind a headline or a name; "" when there is none."""
    return f" ({day:%d-%m-%Y})" if day else ""
