"""What a question takes for granted and no article tells: "Vì sao ông X từ chức?" when nobody says that he did."""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answer.asking import Asks
from qa.answer.facts import facts_of
from qa.answer.question import Question
from qa.answer.read import Span
from qa.vietnamese.events import CONTESTS, EVENTS, Event

_DENIED = re.compile(r"(?<!chứ )\b(?:không|chưa|chẳng) (?:được |bị |có |còn |phải )?[^\W\d]+(?: [^\W\d]+)?")
_REFUSES = re.compile(r"\b(?:từ chối|thôi|bác)\b")  # "từ chối nhận" is not to take, too
_ASKS = re.compile(r"\b(?:không|chưa)[ ?.!]*\Z")  # "… chưa?" denies nothing


class Premise(NamedTuple):
    """What a question says has happened, and has not."""

    events: tuple[tuple[str, Event], ...]  # in its words
    denied: str  # in its words; "" when it denies nothing
    words: frozenset[str]  # what it denies


def premise_of(asked: Question) -> Premise:
    """What the question takes for granted; who asks which side lost may read that the other won."""
    contests = () if asked.asks in (Asks.WHO, Asks.WHAT) else CONTESTS
    said = [(event.said.search(asked.text), event) for event in (*EVENTS, *contests)]
    denied = _DENIED.search(_ASKS.sub("", asked.text))
    return Premise(
        tuple((found[0], event) for found, event in said if found),
        denied[0] if denied else "",
        facts_of(asked.text).denied if denied else frozenset(),
    )


def untold(premise: Premise, span: Span) -> str:
    """What of the premise the passage around the span does not tell, in the words of the question; "" if it does."""
    told = f"{span.hit.article.title}\n{span.hit.text}"
    missing = next((said for said, event in premise.events if not event.told.search(told)), "")
    if missing or not premise.words or _REFUSES.search(told):
        return missing
    passage = facts_of(told)
    contradicted = premise.words <= passage.plain and not premise.words & passage.denied
    return premise.denied if contradicted else ""
