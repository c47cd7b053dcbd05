"""What the reader that ships is shown: [CLS] question [SEP] title [SEP] passage [SEP], each token with its type.

Training and reading build it here, so they can't drift apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qa.models.frequencies import Frequencies
from qa.models.overlap import Overlap

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 320  # tokens in all; a passage of 180 syllables has about 230
LONGEST_QUESTION = 48
LONGEST_TITLE = 24
STRIDE = 64  # tokens that two windows of a longer passage share


class Asked(NamedTuple):
    """A question, looked at once for all passages: its tokens, where each begins, and what it shares with a text."""

    ids: list[int]
    starts: list[int]
    overlap: Overlap


@dataclass(frozen=True, slots=True)
class Window:
    """One input: ids and types of equal length, and the passage tokens among them.

    `ids[first + i]` is the passage token of the characters `offsets[i]`, offsets in the passage.
    """

    ids: list[int]
    types: list[int]
    first: int
    offsets: list[tuple[int, int]]


class Inputs:
    """Builds the reader's inputs with its tokenizer."""

    def __init__(self, tokenizer: Tokenizer, frequencies: Frequencies) -> None:
        self._tokenizer = tokenizer
        self._frequencies = frequencies
        self._cls, self._sep = (tokenizer.token_to_id(name) or 0 for name in ("[CLS]", "[SEP]"))

    def asked(self, question: str, *, folded: bool) -> Asked:
        """The question's tokens and words; `folded` compares without accents."""
        encoding = self._tokenizer.encode(question, add_special_tokens=False)
        starts = [start for start, _ in encoding.offsets[:LONGEST_QUESTION]]
        return Asked(encoding.ids[:LONGEST_QUESTION], starts, Overlap(question, folded, self._frequencies))

    def windows(
        self, asked: Asked, title: str, passage: str, sentence_starts: Sequence[int], longest: int = LONGEST
    ) -> Iterator[Window]:
        """One window, or several that overlap for a passage of too many tokens; none for a passage without any."""
        titled, text = self._tokenizer.encode_batch([title, passage], add_special_tokens=False)
        overlap = asked.overlap
        title_words, text_words = overlap.words(title), overlap.words(passage)
        present = {*title_words.keys, *text_words.keys}
        title_starts = [start for start, _ in titled.offsets[:LONGEST_TITLE]]
        head = [self._cls, *asked.ids, self._sep, *titled.ids[:LONGEST_TITLE], self._sep]
        head_types = [
            *(0, *overlap.question_types(present, asked.starts), 0),
            *(*overlap.passage_types(title_words, (), title_starts), 0),
        ]
        types = overlap.passage_types(text_words, sentence_starts, [start for start, _ in text.offsets])
        room = longest - len(head) - 1
        for first in range(0, max(len(text.ids) - STRIDE, 1), room - STRIDE):
            last = first + room
            if text.ids:
                yield Window(
                    [*head, *text.ids[first:last], self._sep],
                    [*head_types, *types[first:last], 0],
                    len(head),
                    text.offsets[first:last],
                )
