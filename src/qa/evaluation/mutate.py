"""Real answers, spoiled: the proof that the figures fall when an answer is no longer true to the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from qa.evaluation.grade import Outcome, Section, grade, sections
from qa.records import Answer, Article, Citation
from qa.vietnamese.sentences import sentences

_MARK = re.compile(r"\[(\d+)\]")
_DIGIT = re.compile(r"(?<!\[)\d(?!\d*\])")  # of the text, not of a mark


@dataclass(frozen=True, slots=True)
class Around:
    """What a mutation needs to know besides the answer: the articles, and the id of one that it does not cite."""

    article: Callable[[str], Article]
    other: str


Mutation = Callable[[Answer, Around], Answer]


def spoiled(outcomes: Sequence[Outcome], article: Callable[[str], Article]) -> dict[str, Section]:
    """The overall figures of the outcomes as they are (""), and with each mutation of all their answers."""
    cited = sorted({citation.article_id for each in outcomes for citation in each.answer.citations})

    def figures(mutation: Mutation) -> Section:
        grades = []
        for each in outcomes:
            used = {citation.article_id for citation in each.answer.citations}
            other = next((name for name in cited if name not in used), "")
            grades.append(grade(replace(each, answer=mutation(each.answer, Around(article, other))), article))
        return sections(grades)[-1]

    return {"": figures(lambda answer, _: answer), **{name: figures(each) for name, each in MUTATIONS.items()}}


def _offsets_shifted(answer: Answer, _: Around) -> Answer:
    return _cited(answer, lambda each: replace(each, start=each.start + 1, end=each.end + 1))


def _next_sentence(answer: Answer, around: Around) -> Answer:
    """Each citation as exact as before, of the sentence behind it; of the first one where it is the last."""

    def move(citation: Citation) -> Citation:
        text = around.article(citation.article_id).text
        spans = sentences(text)
        start, end = next((span for span in spans if span[0] >= citation.end), spans[0])
        return replace(citation, start=start, end=end, quote=text[start:end])

    return _cited(answer, move)


def _articles_swapped(answer: Answer, around: Around) -> Answer:
    return _cited(answer, lambda each: replace(each, article_id=around.other))


def _quotes_reworded(answer: Answer, _: Around) -> Answer:
    return _cited(answer, lambda each: replace(each, quote=each.quote.upper()))


def _citations_dropped(answer: Answer, _: Around) -> Answer:
    return replace(answer, citations=())


def _marks_dropped(answer: Answer, _: Around) -> Answer:
    return replace(answer, text=_MARK.sub("", answer.text))


def _marks_swapped(answer: Answer, _: Around) -> Answer:
    """[1] becomes [2], [2] becomes [3], the last [1]; the only one [2], which stands for nothing."""
    count = max(len(answer.citations), 2)
    return replace(answer, text=_MARK.sub(lambda mark: f"[{int(mark[1]) % count + 1}]", answer.text))


def _numbers_changed(answer: Answer, _: Around) -> Answer:
    """Every digit one higher, 9 as 0, in all that is said and quoted."""

    def change(text: str) -> str:
        return _DIGIT.sub(lambda digit: str((int(digit[0]) + 1) % 10), text)

    return replace(
        _cited(answer, lambda each: replace(each, quote=change(each.quote))),
        text=change(answer.text),
        short=change(answer.short),
        alternatives=tuple(replace(each, text=change(each.text)) for each in answer.alternatives),
    )


def _cited(answer: Answer, change: Callable[[Citation], Citation]) -> Answer:
    return replace(answer, citations=tuple(map(change, answer.citations)))


MUTATIONS: Mapping[str, Mutation] = MappingProxyType(
    {
        "offsets_shifted": _offsets_shifted,
        "next_sentence": _next_sentence,
        "articles_swapped": _articles_swapped,
        "quotes_reworded": _quotes_reworded,
        "citations_dropped": _citations_dropped,
        "marks_dropped": _marks_dropped,
        "marks_swapped": _marks_swapped,
        "numbers_changed": _numbers_changed,
    }
)
