"""Whether the citations of an answer hold: ALCE's recall and precision (Gao et al. 2023), with the gold sentences as
evidence in place of an NLI model. `eval/README.md` says where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from qa.errors import ArticleNotFound
from qa.evaluation.gold import Gold, Support
from qa.evaluation.metrics import contains, overlap
from qa.records import Answer, Article, Citation

_MARK = re.compile(r"\[(\d+)\]")


class Judged(NamedTuple):
    """The citations of one answer. `right` holds the numbers of those that are; the shares are 0–1.

    `precision`: of the citations, those that are right. `recall`: of the gold quotes, those that a right citation
    overlaps. `supported`: of the statements of the answer, those that their own citations bear out.
    """

    right: frozenset[int]
    precision: float
    recall: float
    supported: float


def judge(answer: Answer, gold: Gold, article: Callable[[str], Article]) -> Judged:
    """What the citations of the answer are worth; `article` finds one by its id, to check their offsets."""
    statements = _statements(answer)
    marks = set().union(*(_marks(statement) for statement in statements))
    given = marks | {citation.number for citation in answer.citations}
    right = [citation for citation in answer.citations if _is_right(citation, marks, gold.support, article)]
    covered = [any(proves([proof], each.article_id, each.start, each.end) for each in right) for proof in gold.support]
    items = _provable(gold)
    supported = [_is_supported(statement, right, items) for statement in statements if not statement.endswith(":")]
    return Judged(
        right=frozenset(citation.number for citation in right),
        precision=len({citation.number for citation in right}) / len(given) if given else 0.0,
        recall=_share(covered),
        supported=_share(supported),
    )


def proves(support: Iterable[Support], article_id: str, start: int, end: int) -> bool:
    """Whether that stretch of the article overlaps one of the proofs."""
    return any(article_id == proof.article_id and overlap((start, end), (proof.start, proof.end)) for proof in support)


def _is_right(
    citation: Citation, marks: set[int], support: Iterable[Support], article: Callable[[str], Article]
) -> bool:
    if citation.number not in marks:
        return False
    try:
        exact = article(citation.article_id).text[citation.start : citation.end] == citation.quote
    except ArticleNotFound:
        return False
    return exact and proves(support, citation.article_id, citation.start, citation.end)


def _statements(answer: Answer) -> list[str]:
    """The lines of the answer; a "[1]" or a line break that an article wrote itself, inside a quote, is none here."""
    text = answer.text
    for citation in answer.citations:
        if citation.quote:
            text = text.replace(citation.quote, " ".join(citation.quote.replace("[", "(").split()))
    return [line for line in text.split("\n") if line.strip()]


def _marks(statement: str) -> set[int]:
    return {int(number) for number in _MARK.findall(statement)}


def _provable(gold: Gold) -> list[tuple[str, ...]]:
    """The accepted forms of each item, of those items that some proof says in one of these forms."""
    return [
        forms
        for forms in (gold.items or [gold.answers])
        if any(contains(proof.quote, form) for proof in gold.support for form in forms)
    ]


def _is_supported(statement: str, right: Sequence[Citation], items: Sequence[Sequence[str]]) -> bool:
    """Whether a right citation of the statement stands behind it, and one that names it behind each item it names.

    "Lê Thị Hoà – Phó Bí thư [2]" is not borne out by the sentence that proves who the secretary is.
    """
    marks = _marks(statement)
    quotes = [citation.quote for citation in right if citation.number in marks]
    named = (forms for forms in items if any(contains(statement, form) for form in forms))
    return bool(quotes) and all(any(contains(quote, form) for quote in quotes for form in forms) for forms in named)


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0
