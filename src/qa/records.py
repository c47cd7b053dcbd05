"""The records that the steps hand each other: frozen, typed, no behaviour beyond JSON and a look at themselves.

Every offset in this file counts Python characters of `Article.text`, so `article.text[start:end]` is the cited text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from qa.errors import QaError


class Kind(StrEnum):
    """What sort of answer the articles allow."""

    FOUND = "found"  # one answer
    SEVERAL = "several"  # more than one holder of the title asked for, told apart
    CONFLICT = "conflict"  # articles that disagree about one fact
    NOT_FOUND = "not_found"  # the articles don't say
    UNCLEAR = "unclear"  # no question could be made out


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is shown and cited.

    `text` is the body in NFC with `\\n` line ends, its paragraphs parted by line breaks; title, date line and a
    byline glued to its end are fields, not part of it. `hash` is the SHA-256 of title and text, in hex.
    """

    id: str
    title: str
    text: str
    published: date | None = None
    author: str = ""
    source: str = ""
    url: str = ""
    origin: str = ""  # the file it was read from, with `#line` for a line of a .jsonl; never shown in the web chat
    language: str = "vi"
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles are looked at; all of them unless something is set, then `bool(scope)` is true.

    Both days are in it. An article without a date is in no scope that has a day; "" is the source of one without any.
    """

    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.sources)

    def holds(self, article: Article) -> bool:
        """Whether the article is looked at."""
        if self.sources and article.source not in self.sources:
            return False
        if article.published is None:
            return not (self.since or self.until)
        return (self.since or date.min) <= article.published <= (self.until or date.max)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file, or of one line of a .jsonl.

    `status` is `added`, `replaced`, `unchanged`, `duplicate` (the same text as `other`; not stored twice) or
    `refused` (`error` says why). `converted_from` names the older encoding that it was in ("TCVN3"), if it was in one.
    """

    path: str
    status: str
    article_id: str = ""
    title: str = ""
    other: str = ""
    error: QaError | None = None
    converted_from: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one article, made of whole sentences: `article.text[start:end]`.

    `sentences` holds the (start, end) of each of its sentences, in the same offsets, in order.
    """

    id: int
    article_id: str
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that the search brought, best first by `score` (0–1; higher is more likely to hold the answer)."""

    passage: Passage
    article: Article
    score: float
    cosine: float  # vector similarity to the question, -1 to 1
    bm25: float  # postings score, 0 and up
    vector_rank: int | None  # 1-based rank in the vector list; None when that list did not bring it
    posting_rank: int | None

    @property
    def text(self) -> str:
        """The passage as it stands in its article."""
        return self.article.text[self.passage.start : self.passage.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """The proof of one `[number]`: always `article.text[start:end] == quote`."""

    number: int
    article_id: str
    title: str
    published: date | None
    source: str
    url: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several answers (`several`) or of several values (`conflict`), with the numbers of its citations."""

    text: str  # the name or the value
    about: str  # what tells it apart: office, place
    published: date | None
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """An article that came near a question which no article answers."""

    article_id: str
    title: str
    published: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about one question, with its proof.

    `text` is what a person reads, in Vietnamese (or English by configuration), with `[n]` marks; `short` is the
    answer alone ("Nguyễn Mạnh Cường"), empty when the cited sentences are the answer. `confidence` (0–1) is the
    estimated probability that the answer is right. `timings` are milliseconds by step. `note` is a line about how the
    answer came to be, for people; "" for an extractive answer that nothing was to be written of.
    """

    kind: Kind
    question: str  # as it was understood: completed from the earlier turns
    text: str
    short: str = ""
    citations: tuple[Citation, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    headlines: tuple[Headline, ...] = ()
    copies: tuple[Headline, ...] = ()  # articles of the same text as those cited
    choices: tuple[str, ...] = ()  # questions that would tell the alternatives apart, each standing alone
    as_of: date | None = None  # the date of the newest article that the answer rests on
    confidence: float = 0.0
    written_by: str = ""  # the language model whose words these are; "" for the extractive answer
    dropped: int = 0  # sentences of that model that were not shown, for want of proof
    note: str = ""
    within: Scope = EVERYTHING  # the articles that were looked at
    timings: dict[str, float] = field(default_factory=dict, compare=False)

    @property
    def article_ids(self) -> set[str]:
        """The articles whose words may stand in it."""
        named = {one.article_id for one in self.citations}
        return named | {one.article_id for one in (*self.headlines, *self.copies)}

    def to_json(self) -> str:
        """This answer as one JSON object; `Answer.from_json` gives an equal one back."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Answer:
        """The answer that `to_json` wrote. Raises `pydantic.ValidationError` naming the field that does not fit."""
        answer: Answer = _adapter().validate_json(text)
        return answer


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and its answer."""

    question: str
    answer: Answer


Verdict = Literal["good", "bad"]
Reason = Literal["", "wrong", "incomplete", "source", "outdated"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person thought of one answer.

    `said` is the answer's text as it was read, `answer` the whole of it where it is known. Both are empty once an
    article that the answer rests on is removed: the person's words stay, the article's go.
    """

    question: str  # as it was typed
    verdict: Verdict
    reason: Reason = ""
    note: str = ""  # the person's own words
    said: str = ""
    answer: Answer | None = None
    at: datetime | None = None  # when it was kept, in UTC
    id: int = 0  # 0 until it is kept; never given twice


@cache
def _adapter() -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
