"""What a question takes for granted and no article tells: "Vì sao ông X từ chức?" when nobody says that he did."""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answer.asking import Asks
from qa.answer.facts import facts_of
from qa.answer.offices import same_person
from qa.answer.question import Question
from qa.answer.read import Span
from qa.vietnamese.events import CONTESTS, EVENTS, Event
from qa.vietnamese.names import find_names
from qa.vietnamese.text import keys

_NOT = r"(?:không|chưa|chẳng)"
_DENIED = re.compile(
    rf"(?<!chứ )(?<!hay )\b{_NOT} (?:được |bị |có |còn |phải )?[^\W\d]+(?P<object>(?: [^\W\d]+){{0,2}})"
)
_REFUSES = re.compile(r"\b(?:từ chối|thôi|bác)\b")  # "từ chối nhận" is not to take, too
_LACKS = re.compile(r"\b(?:khuyết|thiếu|bỏ trống|ngoại trừ)\b", re.IGNORECASE)
_STATES = re.compile(r"\s*(?:(?:đã|bị|được|vừa|mới|lại|xin|phải|sẽ|cũng) )*")  # "ông X |đã bị |bắt"
_ASKS = re.compile(r"\b(?:không|chưa)[ ?.!]*\Z")  # "… chưa?" denies nothing


class Supposed(NamedTuple):
    """Something that a question says has happened, in its words, and to whom ("" where nobody stands before it)."""

    said: str
    event: Event
    person: str


class Premise(NamedTuple):
    """What a question says has happened, and has not."""

    events: tuple[Supposed, ...]
    denied: str  # in its words; "" when it denies nothing
    words: frozenset[str]  # what it denies
    of: str = ""  # of what, as search keys: "không đạt |dự toán|"


def premise_of(asked: Question) -> Premise:
    """What the question takes for granted; who asks which side lost may read that the other won."""
    contests = () if asked.asks in (Asks.WHO, Asks.WHAT) else CONTESTS
    said = [(event.said.search(asked.text), event) for event in (*EVENTS, *contests)]
    denied = _DENIED.search(_ASKS.sub("", asked.text))
    events = tuple(
        Supposed(found[0], event, _person_before(asked.text, found.start())) for found, event in said if found
    )
    if denied is None:
        return Premise(events, "", frozenset())
    return Premise(events, denied[0], facts_of(asked.text).denied, " ".join(keys(denied["object"])))


def untold(premise: Premise, span: Span) -> str:
    """What of the premise the passage around the span does not tell, in the words of the question; "" if it does."""
    told = f"{span.hit.article.title}\n{span.hit.text}"
    missing = next((supposed.said for supposed in premise.events if not _tells(supposed, span)), "")
    if missing or not premise.words or _REFUSES.search(told):
        return missing
    passage = facts_of(told)
    contradicted = premise.words <= passage.plain and not premise.words & passage.denied
    return premise.denied if contradicted and not _denies(premise.of, passage.line) else ""


def denies_anything(sentence: str) -> bool:
    """Whether a sentence denies anything: what it denies may be what the question does, in other words."""
    return bool(facts_of(sentence).denied or _LACKS.search(sentence))


def _denies(what: str, line: str) -> bool:
    """Whether it is denied by another verb: "không hoàn thành dự toán" tells that it was not reached."""
    return " " in what and re.search(rf" {_NOT}(?: \S+){{1,3}} {re.escape(what)} ", line) is not None


def _person_before(question: str, event: int) -> str:
    """The person of whom the question says it: "ông X |từ chức", "ông X bị |bắt"."""
    named = [one for one in find_names(question) if one.kind == "person" and one.end <= event]
    near = [one for one in named if _STATES.fullmatch(question, one.end, event)]
    return question[near[-1].start : near[-1].end] if near else ""


def _tells(supposed: Supposed, span: Span) -> bool:
    """Whether headline or passage tell of it, and not of other people alone."""
    passage = span.hit.passage
    sentences = [span.hit.article.title, *(span.hit.article.text[start:end] for start, end in passage.sentences)]
    return any(supposed.event.told.search(one) and _may_be_of(supposed.person, one) for one in sentences)


def _may_be_of(person: str, sentence: str) -> bool:
    named = [sentence[one.start : one.end] for one in find_names(sentence) if one.kind == "person"]
    return not person or not named or any(same_person(person, name) for name in named)
