"""Everything in a question that articles may write in another way, with that way."""

from __future__ import annotations

from typing import Final, NamedTuple

from qa.vietnamese.abbreviations import written_otherwise
from qa.vietnamese.numerals import counted_otherwise
from qa.vietnamese.provinces import Merger, merged
from qa.vietnamese.text import Phrase, keys

SAME_WEIGHT: Final = 0.9  # what the articles write as the question does comes before what only means the same
MERGED_WEIGHT: Final = 0.5  # a passage that names the other of two merged provinces comes after one that names this


class Alternative(NamedTuple):
    """`said` stands in the question; an article that says `also` may mean the same. Both are search keys.

    `weight` (0–1) is how surely it does; `merger` is set where provinces were merged.
    """

    said: Phrase
    also: Phrase
    weight: float = SAME_WEIGHT
    merger: Merger | None = None


def alternatives(text: str, folded: bool = False) -> tuple[Alternative, ...]:
    """Abbreviations and full names, numerals and words, days, titles, provinces before and after 1 July 2025.

    `folded`: the accents of the text are a guess.
    """
    words = keys(text)
    found = [Alternative(said, also) for said, also in written_otherwise(words, folded)]
    found += [Alternative(said, also) for said, also in counted_otherwise(text)]
    for named in merged(text):
        other = keys(named.other)
        forms = [other, *(also for said, also in written_otherwise(other) if said == other)]
        found += [Alternative(keys(named.asked), form, MERGED_WEIGHT, named.merger) for form in forms]
    return tuple(dict.fromkeys(found))
