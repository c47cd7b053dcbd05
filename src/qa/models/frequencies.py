"""How rare a Vietnamese syllable is in general: the weights of the words of a question."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import log

from qa.config import shipped
from qa.vietnamese.text import fold


class Frequencies:
    """Inverse document frequencies, ln(1 + N / (1 + documents that hold it)): from 0.7 ("và") to 11 (never seen)."""

    def __init__(self, documents: int, counts: dict[str, int]) -> None:
        folded: Counter[str] = Counter()
        for word, count in counts.items():
            folded[fold(word)] += count
        self.documents = documents
        self.counts = counts
        self._folded = {word: min(count, documents) for word, count in folded.items()}

    def weight(self, word: str, *, folded: bool = False) -> float:
        """The weight of one search key, of its unaccented spelling when `folded`."""
        counts = self._folded if folded else self.counts
        return log(1 + self.documents / (1 + counts.get(word, 0)))


@cache
def load_frequencies() -> Frequencies:
    """The table that ships, counted over 89,660 news and encyclopedia texts (training/frequencies.py)."""
    lines = (shipped("models/frequencies") / "syllables.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return Frequencies(int(rows[0][1]), {word: int(count) for word, count in rows[1:]})
