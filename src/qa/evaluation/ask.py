"""Every gold question put to an assistant, as a person would: earlier questions first, then the one that counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Protocol

from qa.evaluation.gold import Gold
from qa.evaluation.grade import SEARCHED, Outcome
from qa.records import Answer, Article, Hit, Turn

Progress = Callable[[int, int], None]  # questions done, questions in all


class Asked(Protocol):
    """What is evaluated: `qa.api.Assistant`, or whatever answers, searches and knows its articles as it does."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to one question, after the earlier turns."""
        ...

    def search(self, question: str, *, top: int) -> list[Hit]:
        """The passages nearest to the question, best first."""
        ...

    def article(self, article_id: str) -> Article:
        """The article of that id; raises `ArticleNotFound`."""
        ...


def ask_all(assistant: Asked, golds: Sequence[Gold], progress: Progress | None = None) -> list[Outcome]:
    """The outcome of each question, in order. The earlier questions of a conversation are really asked, in turn.

    The passages of a follow-up are searched for with the question as it was understood, since that is what was asked.
    One search before the first question loads the models, so that no answer is timed with it.
    """
    assistant.search(golds[0].question, top=1)
    outcomes = []
    for done, gold in enumerate(golds, start=1):
        turns: list[Turn] = []
        for earlier in gold.history:
            turns.append(Turn(earlier, assistant.ask(earlier, turns)))
        started = perf_counter()
        answer = assistant.ask(gold.question, turns)
        milliseconds = 1000 * (perf_counter() - started)
        understood = answer.question if gold.history else gold.question
        hits = assistant.search(understood or gold.question, top=SEARCHED)
        outcomes.append(Outcome(gold, answer, tuple(hits), milliseconds))
        if progress:
            progress(done, len(golds))
    return outcomes
