"""What a question takes for granted and no article tells: "Vì sao ông X từ chức?" when nobody says that he did."""

from __future__ import annotations

import re

from qa.answer.asking import Asks
from qa.answer.facts import facts_of
from qa.answer.question import Question
from qa.answer.read import Span
from qa.vietnamese.events import CONTESTS, EVENTS

_DENIED = re.compile(r"(?<!chứ )\b(?:không|chưa|chẳng) (?:được |bị |có |còn |phải )?[^\W\d]+(?: [^\W\d]+)?")
_REFUSES = re.compile(r"\b(?:từ chối|thôi|bác)\b")  # "từ chối nhận" is not to take, too
_ASKS = re.compile(r"\b(?:không|chưa)[ ?.!]*\Z")  # "… chưa?" denies nothing


def untold(asked: Question, span: Span) -> str:
    """What the question says has happened, or has not, and the passage around the span does not tell; "" if it does."""
    told = f"{span.hit.article.title}\n{span.hit.text}"
    contests = () if asked.asks in (Asks.WHO, Asks.WHAT) else CONTESTS
    for event in (*EVENTS, *contests):
        said = event.said.search(asked.text)
        if said and not event.told.search(told):
            return str(said[0])
    denied = _DENIED.search(_ASKS.sub("", asked.text))
    if denied and not _REFUSES.search(told):
        words = facts_of(asked.text).denied
        passage = facts_of(told)
        if words and words <= passage.plain and not words & passage.denied:
            return denied[0]
    return ""
