"""How Vietnamese is written: counts of syllables and of pairs, in general and in the store that is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from qa.config import shipped
from qa.models.frequencies import load_frequencies
from qa.vietnamese.text import fold, is_syllable

Documents = Callable[[str], int]  # a search term → how many documents hold it

_PAIRED = 0.9  # of the probability of a word is that after the word before it, the rest its own; half of each per store
_LEAST = 30  # documents of a spelling that a slip may stand for
_OFTEN = 1e-4  # of the store's passages: what is written oftener is meant
_UNSEEN = 0.1  # counted for what was never seen


class Counts:
    """What ships: in how many of the documents each syllable and each pair of syllables occurs."""

    def __init__(self, documents: int, syllables: dict[str, int], pairs: dict[str, dict[str, int]]) -> None:
        self.documents = documents
        self.syllables = syllables
        self.pairs = pairs
        self.total = sum(syllables.values())
        self.spellings: defaultdict[str, list[str]] = defaultdict(list)
        self._shorter: defaultdict[str, set[str]] = defaultdict(set)
        for word, count in sorted(syllables.items(), key=lambda row: -row[1]):
            if is_syllable(word):
                self.spellings[fold(word)].append(word)
                if count >= _LEAST:
                    for short in {word, *_shortened(word)}:
                        self._shorter[short].add(word)

    def near(self, word: str) -> list[str]:
        """The frequent syllables that are one letter, or one exchange of neighbours, away; in a fixed order."""
        forms = {word, *_shortened(word)}
        found = {one for form in forms for one in self._shorter.get(form, ())}
        return sorted(one for one in found if one != word and _is_near(one, word))


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_near(one: str, two: str) -> bool:
    if abs(len(one) - len(two)) == 1:
        return True  # they share a form: the longer without a letter
    differ = [at for at, (left, right) in enumerate(zip(one, two, strict=True)) if left != right]
    if len(differ) == 2:
        first, second = differ
        return second == first + 1 and one[first] == two[second] and one[second] == two[first]
    return len(differ) == 1


class WrittenUsage:
    """A `qa.vietnamese.spelling.Usage`: the counts that ship, and those of one store if there is one."""

    def __init__(self, counts: Counts, held: Documents | None = None, size: int = 0) -> None:
        self._counts = counts
        self._size = size
        self._held: Documents = held if held and size else lambda _: 0
        self._alone: dict[str, tuple[int, float]] = {}

    def spellings(self, folded: str) -> Sequence[str]:
        """The syllables that lose their accents to this, most frequent first."""
        return self._counts.spellings.get(folded, ())

    def near(self, word: str) -> list[str]:
        """The frequent syllables that are one slip away from `word`."""
        return self._counts.near(word)

    def knows(self, word: str) -> bool:
        """Whether `word` is in the table that ships, or often enough in the store to be no slip."""
        return word in self._counts.syllables or self._held(word) > _OFTEN * self._size

    def probability(self, word: str, before: str = "") -> float:
        """Of `word` after `before`, above 0; "" for the start of a phrase."""
        counts = self._counts
        held, alone = self._word(word)
        if not before:
            return alone
        known = counts.syllables.get(before, 0)
        after = counts.pairs.get(before, {}).get(word, 0) / known if known else 0.0
        if held and (beside := self._word(before)[0]):
            after = (after + self._held(f"{before}_{word}") / beside) / 2
        return _PAIRED * after + (1 - _PAIRED) * alone

    def _word(self, word: str) -> tuple[int, float]:
        """In how many passages of the store it stands, and its probability whatever stands before it."""
        if word not in self._alone:
            counts, held = self._counts, self._held(word)
            alone = (counts.syllables.get(word, 0) + _UNSEEN) / counts.total
            if self._size:
                alone = (alone + held / self._size * counts.documents / counts.total) / 2
            self._alone[word] = held, alone
        return self._alone[word]


@cache
def load_counts() -> Counts:
    """The tables that ship (training/frequencies.py)."""
    frequencies = load_frequencies()
    pairs: dict[str, dict[str, int]] = {}
    for line in (shipped("models/frequencies") / "pairs.tsv").read_text(encoding="utf-8").splitlines():
        first, *seconds = line.split("\t")
        pairs[first] = {word: int(count) for word, count in (second.split(" ") for second in seconds)}
    return Counts(frequencies.documents, frequencies.counts, pairs)
