"""Spans → the answer that a person reads, every statement with its mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.answer.citations import Citations
from qa.answer.question import Question
from qa.answer.read import Span
from qa.language import Language, choose
from qa.records import Alternative, Answer, Article, Headline, Hit, Kind

HEADLINES = 3  # shown with a refusal
MOST = 12  # entries of a list
PROOFS = 3  # citations of one entry


def unclear(question: str, language: Language) -> Answer:
    """The answer to nothing: no word to search for."""
    text = choose(
        language,
        "Bạn muốn hỏi điều gì? Hãy viết thành một câu, ví dụ: “Ai là Bí thư?”",
        "What would you like to ask? Write it as a sentence, for example: “Ai là Bí thư?”",
    )
    return Answer(Kind.UNCLEAR, question, text)


def not_found(asked: Question, hits: Sequence[Hit], confidence: float, language: Language) -> Answer:
    """A plain "the articles don't say", with the nearest headlines; `confidence` is that of the refusal."""
    nearest = {hit.article.id: hit.article for hit in hits}
    headlines = tuple(
        Headline(article.id, article.title, article.published, article.source)
        for article in list(nearest.values())[:HEADLINES]
    )
    text = choose(
        language,
        "Không tìm thấy: các bài báo trong kho không nói về điều này.",
        "Not found: the articles in the store don't say.",
    )
    if headlines:
        nearest_are = choose(language, "Các bài gần nhất:", "The nearest articles:")
        text = "\n".join(
            [text, nearest_are, *(f"- {headline.title}{_on(headline.published)}" for headline in headlines)]
        )
    return Answer(Kind.NOT_FOUND, asked.text, text, headlines=headlines, confidence=confidence)


def found(asked: Question, span: Span, short: str, language: Language) -> Answer:
    """One answer: the short one in front where there is one, then the sentence it rests on."""
    citations = Citations()
    number = citations.cite(span.hit.article, span.start, span.end)
    as_of = _as_of(span.hit.article, language)
    quoted = f"“{span.quote}” [{number}]"
    text = f"{short} [{number}]{as_of}.\n{quoted}" if short else f"{quoted}{as_of}"
    return Answer(
        Kind.FOUND,
        asked.text,
        text,
        short=short,
        citations=citations.all(),
        as_of=span.hit.article.published,
        confidence=span.probability,
    )


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


def several(asked: Question, entries: Sequence[Entry], language: Language) -> Answer:
    """The entries, newest first, each with its citations."""
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
    opening = choose(
        language,
        "Các bài báo nhắc đến nhiều người mang chức danh này:",
        "The articles name several people of that title:",
    )
    lines = [
        f"- {entry.text} – {entry.about}{_on(entry.published)} " + "".join(f"[{number}]" for number in entry.citations)
        for entry in alternatives
    ]
    if len(entries) > MOST:
        rest = len(entries) - MOST
        lines.append(choose(language, f"… và {rest} người khác.", f"… and {rest} more."))
    return Answer(
        Kind.SEVERAL,
        asked.text,
        "\n".join([opening, *lines]),
        short=", ".join(dict.fromkeys(entry.text for entry in alternatives)),
        citations=citations.all(),
        alternatives=alternatives,
        as_of=max((entry.published for entry in alternatives if entry.published), default=None),
        confidence=max(span.probability for entry in shown for span in entry.spans),
    )


def _as_of(article: Article, language: Language) -> str:
    if article.published is None:
        return ""
    return choose(
        language, f" (theo bài ngày {article.published:%d-%m-%Y})", f" (article of {article.published:%d-%m-%Y})"
    )


def _on(day: date | None) -> str:
    return f" ({day:%d-%m-%Y})" if day else ""
