"""Feedback as a page sends it: what it must hold, how long it may be, and what becomes of it."""

from __future__ import annotations

from typing import Annotated, Any, Protocol

from pydantic import BaseModel, BeforeValidator, Field

from qa.answer.question import LONGEST_QUESTION
from qa.records import Answer, Feedback, Reason, Verdict
from qa.vietnamese.text import nfc

LONGEST_FEEDBACK = 100_000  # bytes of a request; an answer that lists twenty offices with their quotes has 30,000
LONGEST_NOTE = 2_000  # characters; what is longer is a letter
LONGEST_ANSWER = 20_000  # characters of an answer that is sent as text

# The reasons as people read them; a page may send either spelling.
REASONS: dict[str, Reason] = {"sai": "wrong", "thiếu": "incomplete", "nguồn không đúng": "source", "cũ": "outdated"}


class TakesFeedback(Protocol):
    """What feedback is handed to: `qa.Assistant`."""

    def take_feedback(self, feedback: Feedback) -> int:
        """Keeps it; returns its id."""
        ...

    def takes_feedback(self) -> bool:
        """Whether it can be kept at the moment."""
        ...


def _clean(text: Any) -> Any:
    """Composed letters, nothing unseen: it is printed on a terminal one day."""
    return nfc(text).strip() if isinstance(text, str) else text


def _reason(given: Any) -> Any:
    said = _clean(given)
    return REASONS.get(said.lower(), said) if isinstance(said, str) else said


_Text = Annotated[str, BeforeValidator(_clean)]


class _Sent(BaseModel):
    question: Annotated[_Text, Field(min_length=1, max_length=LONGEST_QUESTION)]
    verdict: Verdict
    reason: Annotated[Reason, BeforeValidator(_reason)] = ""
    note: Annotated[_Text, Field(max_length=LONGEST_NOTE)] = ""
    answer: Answer | Annotated[_Text, Field(max_length=LONGEST_ANSWER)] = ""


def sent(body: bytes) -> Feedback:
    """The feedback in a request's body. Raises `pydantic.ValidationError` naming the field that does not fit."""
    given = _Sent.model_validate_json(body)
    answer = given.answer if isinstance(given.answer, Answer) else None
    said = nfc(answer.text) if answer else str(given.answer)
    return Feedback(given.question, given.verdict, given.reason, given.note, said, answer)
