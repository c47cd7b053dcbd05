"""The story of a question, on one screen: understand → search → read → compose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from time import perf_counter

from qa.answer.compare import compared
from qa.answer.compose import REFUSED, compose
from qa.answer.copies import with_copies, without_copies
from qa.answer.question import Question, understand
from qa.answer.read import Reader, Span
from qa.answer.requests import Request, Wish, requested
from qa.answer.search import search
from qa.answer.summary import headlines, on_subject, summary
from qa.answer.whether import whether
from qa.answer.write import not_found, small_talk, unclear, which_article
from qa.index.build import Index
from qa.language import Language
from qa.records import EVERYTHING, Answer, Hit, Scope, Turn


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about: the question as understood, the passages found, the sentences read, likeliest first."""

    asked: Question
    hits: tuple[Hit, ...]
    spans: tuple[Span, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Chain:
    """What answers a question: where to look, how to read, in which language to speak."""

    index: Index
    reader: Reader
    language: Language = "vi"

    def trace(  # noqa: PLR0913 -- the question, and what the evaluation sets
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        top: int,
        today: date | None = None,
        given: Sequence[Hit] | None = None,
        within: Scope = EVERYTHING,
        least: float = REFUSED,
    ) -> Trace:
        """One answer from the `top` passages, every statement cited, with the steps that led to it.

        `not_found` when the articles don't say. `given` are passages to read in place of a search; `within` are the
        articles that may answer, which the answer notes. `least` is the probability from which on a sentence answers.
        """
        started = perf_counter()
        wish = requested(question)
        # "con pho bi thu?" → a question that stands alone; "tóm tắt bài này", "xin chào" stay as they are
        earlier = () if wish else history
        asked = understand(question, earlier, usage=self.index.usage, today=today, within=within)
        if wish:
            return self._granted(wish, asked, history, top)
        if not asked.content:
            return _traced(asked, unclear(asked.text, self.language))
        hits = given if given is not None else self._search(asked, 2 * top)
        hits, copies = without_copies(hits, top)  # of one piece in five papers, one is read
        searched = perf_counter()
        ask = partial(self._answer, asked, top=top)
        spans: list[Span] = []
        if asked.claim:  # "… phải không?"
            composed = whether(asked.claim, asked, hits, ask, self.language)
        elif asked.contrast:  # "A hay B dài hơn?"
            composed = compared(asked.contrast, asked, hits, ask, self.language)
        else:
            spans = self.reader.read(asked, hits)  # sentences with their short answers, likeliest first
            composed = compose(asked, hits, spans, self.language, least)  # one, several or none, with exact citations
        read = perf_counter()
        composed = with_copies(composed, copies, self.language)
        timings = {"search": searched - started, "read": read - searched, "compose": perf_counter() - read}
        timed = replace(composed, timings={step: round(seconds * 1000, 2) for step, seconds in timings.items()})
        return _traced(asked, timed, hits, spans)

    def _answer(self, asked: Question, part: str, least: float = REFUSED, *, top: int) -> Answer:
        """The answer to a part of what was asked, as of the same day and from the same articles."""
        return self.trace(part, top=top, today=asked.today, within=asked.within, least=least).answer

    def _search(self, asked: Question, count: int) -> list[Hit]:
        index, words = self.index, asked.sought
        return search(
            index, index.encoder, words, folded=asked.folded, also=asked.also, count=count, within=asked.within
        )

    def _granted(self, wish: Request, asked: Question, history: Sequence[Turn], top: int) -> Trace:
        """What is no question of fact: a greeting, a summary, the articles on a subject."""
        if wish.wish in (Wish.GREETING, Wish.THANKS):
            return _traced(asked, small_talk(wish.wish is Wish.THANKS, asked.text, self.language))
        if not wish.about and history and history[-1].answer.citations:  # "tóm tắt bài này"
            article = self.index.article(history[-1].answer.citations[0].article_id)
            if not asked.within.holds(article):
                return _traced(asked, not_found(asked, (), 1.0, self.language))
            return _traced(asked, summary(article, self.index.encoder, asked.text, self.language))
        if not wish.about:
            return _traced(asked, which_article(asked.text, self.language))
        about = understand(wish.about, usage=self.index.usage, today=asked.today, within=asked.within)
        hits = self._search(about, top)
        found = on_subject(about.text, hits)
        if not found:
            answer = not_found(asked, hits, 1.0, self.language)
        elif wish.wish is Wish.SUMMARY:
            answer = summary(found[0].article, self.index.encoder, asked.text, self.language)
        else:
            answer = headlines(found, asked.text, self.language)
        return _traced(asked, answer, hits)


def _traced(asked: Question, answer: Answer, hits: Sequence[Hit] = (), spans: Sequence[Span] = ()) -> Trace:
    return Trace(asked, tuple(hits), tuple(spans), replace(answer, within=asked.within))


def growing(whole: Answer) -> Iterator[Answer]:
    """The answer as it is told: the text grows by one piece, the last one is `whole`."""
    for piece in re.finditer(r"\S+\s+", whole.text):
        yield replace(whole, text=whole.text[: piece.end()].rstrip())
    yield whole
