"""Every gold question put to an assistant, as a person would: earlier questions first, then the one that counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Protocol

from qa.answer.chain import Trace
from qa.evaluation.gold import Gold
from qa.evaluation.grade import SEARCHED, Outcome
from qa.records import Article, Hit, Turn

Progress = Callable[[int, int], None]  # questions done, questions in all


class Asked(Protocol):
    """What is evaluated: `qa.api.Assistant`, or whatever answers, searches and knows its articles as it does."""

    def trace(self, question: str, history: Sequence[Turn] = (), *, given: Sequence[Hit] | None = None) -> Trace:
        """The answer to one question, after the earlier turns, and how it came about."""
        ...

    def search(self, question: str, *, top: int) -> list[Hit]:
        """The passages nearest to the question, best first."""
        ...

    def article(self, article_id: str) -> Article:
        """The article of that id; raises `ArticleNotFound`."""
        ...


def ask_all(assistant: Asked, golds: Sequence[Gold], progress: Progress | None = None) -> list[Outcome]:
    """The outcome of each question, in order. The earlier questions of a conversation are really asked, in turn; those
    that several conversations begin with, once.

    One question before the first loads the models, so that no answer is timed with it.
    """
    for gold in golds[:1]:
        assistant.trace(gold.question)
    conversations: dict[tuple[str, ...], list[Turn]] = {(): []}
    outcomes = []
    for done, gold in enumerate(golds, start=1):
        turns = _turns(assistant, gold.history, conversations)
        started = perf_counter()
        trace = assistant.trace(gold.question, turns)
        milliseconds = 1000 * (perf_counter() - started)
        first = next(iter(trace.spans), None)
        outcomes.append(Outcome(gold, trace.answer, trace.hits[:SEARCHED], milliseconds, first))
        if progress:
            progress(done, len(golds))
    return outcomes


def _turns(assistant: Asked, history: tuple[str, ...], known: dict[tuple[str, ...], list[Turn]]) -> list[Turn]:
    """The turns of a conversation so far; `known` keeps each by its questions."""
    if history not in known:
        before = _turns(assistant, history[:-1], known)
        known[history] = [*before, Turn(history[-1], assistant.trace(history[-1], before).answer)]
    return known[history]
