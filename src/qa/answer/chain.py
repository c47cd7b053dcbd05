"""The story of a question, on one screen: understand → search → read → compose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from qa.answer.compose import compose
from qa.answer.question import understand
from qa.answer.read import Reader
from qa.answer.search import search
from qa.answer.write import unclear
from qa.index.build import Index
from qa.language import Language
from qa.records import Answer, Turn


@dataclass(frozen=True, slots=True)
class Chain:
    """What answers a question: where to look, how to read, in which language to speak."""

    index: Index
    reader: Reader
    language: Language = "vi"

    def answer(self, question: str, history: Sequence[Turn] = (), *, top: int) -> Answer:
        """One answer from the `top` passages, every statement cited; `not_found` when the articles don't say."""
        started = perf_counter()
        asked = understand(question, history, self.index.usage)  # "con pho bi thu?" → a question that stands alone
        if not asked.content:
            return unclear(asked.text, self.language)
        hits = search(self.index, self.index.encoder, asked.text, folded=asked.folded, also=asked.also, count=top)
        searched = perf_counter()
        spans = self.reader.read(asked, hits)  # sentences with their short answers, likeliest first
        read = perf_counter()
        composed = compose(asked, hits, spans, self.language)  # one, several or none, with exact citations
        timings = {"search": searched - started, "read": read - searched, "compose": perf_counter() - read}
        return replace(composed, timings={step: round(seconds * 1000, 2) for step, seconds in timings.items()})


def growing(whole: Answer) -> Iterator[Answer]:
    """The answer as it is told: the text grows by one piece, the last one is `whole`."""
    for piece in re.finditer(r"\S+\s+", whole.text):
        yield replace(whole, text=whole.text[: piece.end()].rstrip())
    yield whole
