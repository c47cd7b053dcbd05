"""Which of two provinces an answer is about, when they were merged on 1 July 2025 and the article names the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.question import Question
from qa.answer.read import Span
from qa.language import Language, choose
from qa.records import Answer
from qa.vietnamese.provinces import MERGED_ON, Merger
from qa.vietnamese.text import Phrase, fold, keys


def told_apart(answer: Answer, asked: Question, spans: Sequence[Span], language: Language) -> Answer:
    """The answer, with a line for each merged province that its articles name otherwise than the question does."""
    mergers = [(way, way.merger) for way in asked.also if way.merger is not None]
    if not mergers:  # as of nearly all questions
        return answer
    texts = [_words(f"{span.hit.article.title}\n{span.hit.text}") for span in spans]

    def named(phrase: Phrase) -> bool:
        return any(f" {' '.join(map(fold, phrase))} " in text for text in texts)

    lines = [
        _line(merger, way.said == keys(merger.before), language)
        for way, merger in mergers
        if named(way.also) and not named(way.said)
    ]
    return replace(answer, text="\n".join([answer.text, *dict.fromkeys(lines)])) if lines else answer


def _line(merger: Merger, asked_for_the_old: bool, language: Language) -> str:
    before, after = merger
    day = f"{MERGED_ON.day}-{MERGED_ON.month}-{MERGED_ON.year}"
    if asked_for_the_old:
        vi = f"Bài báo viết về {after}, từ ngày {day} gồm cả {before}."
        return choose(language, vi, f"The article is about {after}, which takes in {before} since {day}.")
    vi = f"Bài báo viết về {before}, từ ngày {day} thuộc {after}."
    return choose(language, vi, f"The article is about {before}, a part of {after} since {day}.")


def _words(text: str) -> str:
    return f" {' '.join(keys(text, folded=True))} "
