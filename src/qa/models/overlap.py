"""What a question and a passage share, told to the reader as token types.

A small reader does not learn to match words by itself: with such types its F1 on UIT-ViQuAD dev was 33 after 300
training steps, without them 13. Type 0 is a question token that the passage lacks, 1 one that it has. A passage token
has 2 + 4 × rank + match: rank 1 to 3 for the sentences that share most with the question (by inverse document
frequency), 0 for all others and the title; match 0 for none, 1 for a common word of the question, 2 for a rarer one, 3
for a word that stands beside the same neighbour in both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from qa.models.frequencies import Frequencies
from qa.vietnamese.text import search_key, tokens

TYPES = 18
RANKED = 3  # sentences told apart from the rest
COMMON = 3.0  # inverse document frequency below which a shared word says little: "của", "năm", "người"


class Words(NamedTuple):
    """The syllables of one text with their search keys."""

    keys: list[str]
    starts: list[int]  # offsets of their first characters, ascending


class Overlap:
    """One question, compared with any number of passages; without accents when `folded`."""

    def __init__(self, question: str, folded: bool, frequencies: Frequencies) -> None:
        self._folded = folded
        self._question = self.words(question)
        self._weights = {word: frequencies.weight(word, folded=folded) for word in set(self._question.keys)}
        self._pairs = set(pairwise(self._question.keys))

    def words(self, text: str) -> Words:
        """The syllables of a title or passage, as the other calls take them."""
        found = tokens(text)
        keys = [search_key(token.text, self._folded) for token in found]
        return Words(keys, [token.start for token in found])

    def question_types(self, passage_keys: set[str], starts: Sequence[int]) -> list[int]:
        """0 or 1 for each question token, given the offset of its first character."""
        places = (bisect_right(self._question.starts, start) - 1 for start in starts)
        return [int(place >= 0 and self._question.keys[place] in passage_keys) for place in places]

    def passage_types(self, passage: Words, sentence_starts: Sequence[int], starts: Sequence[int]) -> list[int]:
        """2 to 17 for each passage token, given the offset of its first character.

        `sentence_starts` are the ascending offsets of the sentences; empty for a title, whose tokens have rank 0.
        """
        matches = self._matches(passage)
        ranks = self._ranks(passage, sentence_starts)
        types = []
        for start in starts:
            place = bisect_right(passage.starts, start) - 1
            sentence = bisect_right(sentence_starts, start) - 1
            rank = ranks[sentence] if sentence >= 0 else 0
            types.append(2 + 4 * rank + (matches[place] if place >= 0 else 0))
        return types

    def _matches(self, passage: Words) -> list[int]:
        weights = self._weights
        found = [(1 if weights[word] < COMMON else 2) if word in weights else 0 for word in passage.keys]
        for place, pair in enumerate(pairwise(passage.keys)):
            if found[place] and pair in self._pairs:
                found[place] = found[place + 1] = 3
        return found

    def _ranks(self, passage: Words, sentence_starts: Sequence[int]) -> list[int]:
        """The rank of each sentence, 0 for those beyond `RANKED` or without a shared word."""
        shared: list[set[str]] = [set() for _ in sentence_starts]
        for word, start in zip(passage.keys, passage.starts, strict=True):
            sentence = bisect_right(sentence_starts, start) - 1
            if sentence >= 0 and word in self._weights:
                shared[sentence].add(word)
        scores = [sum(self._weights[word] for word in sorted(each)) for each in shared]
        ranks = [0] * len(scores)
        for rank, place in enumerate(sorted(range(len(scores)), key=lambda place: -scores[place])[:RANKED], start=1):
            if scores[place]:
                ranks[place] = rank
        return ranks
