"""What a typed question says: accents put back, Telex and VNI read, slips mended, run-together syllables parted.

A noisy channel: each word may stand for others at a cost that depends on what must have gone wrong, and the likeliest
sequence is taken (Viterbi over pairs of syllables). What is written as people write it is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import Final, NamedTuple, Protocol

from qa.vietnamese.abbreviations import is_abbreviation
from qa.vietnamese.gazetteer import PLACES
from qa.vietnamese.text import Token, fold, has_accents, is_syllable, key, keys, nfc, tokens
from qa.vietnamese.typing import from_telex, from_vni


class Usage(Protocol):
    """How Vietnamese is written, by counts; words are search keys."""

    def spellings(self, folded: str) -> Sequence[str]:
        """The syllables that lose their accents to this, most frequent first."""
        ...

    def near(self, word: str) -> Iterable[str]:
        """The frequent syllables that one letter more, less or other, or two letters changed about, make of `word`."""
        ...

    def probability(self, word: str, before: str = "") -> float:
        """Of `word` after `before`, above 0; "" for the start of a phrase."""
        ...

    def knows(self, word: str) -> bool:
        """Whether `word` is written often enough to be no slip."""
        ...


class Understood(NamedTuple):
    """A question as it was understood; `folded`: it has no accents, or some of them are a guess."""

    text: str
    folded: bool


class _Reading(NamedTuple):
    """What one typed word may stand for, and the cost in nats."""

    words: tuple[str, ...]
    cost: float


# Costs, in nats: what makes a reading as likely as one that occurs e^cost times less often. Set on UIT-ViQuAD train.
_RESTORED = 1.0  # an accent left out of a question that has some
_RESTORED_NAME = 4.0  # the same of a word with a capital: names need no accents ("Co La Tinh")
_ASKING = 3.0  # what a word that asks gains: counted in articles, it is rarer there than in questions
_I_OR_Y = 2.0  # "kĩ" for "kỹ": both are right, the one written seven times as often is taken
_KEYED = 1.0  # Telex or VNI, for what is no syllable as it stands
_SLIPPED = 4.0  # of one letter, to what is no word: a slip to another word is taken as it stands
_IMPOSSIBLE = 10.0  # left alone, what can only be syllables run together
_JOINED = 1.0  # each space left out
_EVIDENCE = 9.0  # that accents were left out at all: the gain of the whole question
_SPELLINGS = 8  # of one unaccented syllable that are weighed
_MOST_JOINED = 24  # letters of a word that is looked through for missing spaces
_LONGEST_SYLLABLE = 7  # letters: "nghiêng"
_SHORTEST_FOREIGN = 4  # letters of a foreign word that may be run together with others: "Microsoftlà"
_MOST_WORDS = 64  # of a question that is weighed; a longer one is pasted text
_LEAST_SYLLABLES = 0.6  # of the words: an English question gets no accents
_LEAST_KEYED = 0.4  # of the words that Telex or VNI would write
_I_Y: Final = str.maketrans("iíìỉĩịyýỳỷỹỵ", "yýỳỷỹỵiíìỉĩị")
_ASKING_WORDS: Final = frozenset(("mấy", "gì", "nào", "đâu", "sao"))
_I: Final = frozenset("iíìỉĩị")
_SHORT_I: Final = frozenset(("h", "k", "l", "m", "s", "t", "v"))  # before these an open i may be y and the reverse


def understood(typed: str, usage: Usage) -> Understood:
    """The question behind a typed one, which is NFC; the same text when nothing speaks against it.

    In capitals throughout it becomes lower case.
    """
    text = _uncapitalised(typed)
    words = tokens(text)
    bare = not has_accents(text) and not _is_keyed(words)
    if not words or len(words) > _MOST_WORDS:
        return Understood(text, bare)
    readings = _Channel(usage, words, bare)
    chosen = readings.likeliest()
    pieces: list[str] = []
    at = 0
    for word, reading in zip(words, chosen, strict=True):
        pieces += [text[at : word.start], _cased(word.text, reading)]
        at = word.end
    return Understood("".join([*pieces, text[at:]]), bare or readings.guessed(chosen))


def says_otherwise(typed: str, text: str) -> bool:
    """Whether two questions differ in words; marks, capitals, the place of a tone and i for y are not words."""
    return _comparable(typed) != _comparable(text)


def _comparable(text: str) -> list[str]:
    words = keys(nfc(text))
    return [one[0] if (one := _with_i_or_y(word)) and one[0][1] in _I else word for word in words]


class _Channel:
    """One question's words, and all that each may stand for."""

    def __init__(self, usage: Usage, words: Sequence[Token], bare: bool) -> None:
        self._usage = usage
        self._words = [key(word.text) for word in words]
        # A phrase begins where anything but a space stands before a word.
        self._joined = [False, *(two.start - one.end == 1 for one, two in pairwise(words))]
        self._bare = bare
        vietnamese = sum(self._is_cut(word) for word in self._words)
        self._accents_missing = bare and vietnamese >= _LEAST_SYLLABLES * len(words)
        self._options = [self._readings(place, word) for place, word in enumerate(words)]

    def likeliest(self) -> list[tuple[str, ...]]:
        """For each word what it most likely stands for, itself in most cases."""
        kept = [options[0].words for options in self._options]
        if all(len(options) == 1 for options in self._options):
            return kept
        best = self._best(self._options)
        if self._bare or not self.guessed(best):
            return best
        # Accents seem to be missing from a question that has some. Some words simply have none: is all of it likely?
        sure = self._best([self._without_restored(options) for options in self._options])
        return best if self._score(best) - self._score(sure) > _EVIDENCE else sure

    def guessed(self, chosen: Sequence[tuple[str, ...]]) -> bool:
        """Whether an accent was put where none was typed."""
        return any(
            len(words) == 1 and words[0] != word and fold(words[0]) == word
            for word, words in zip(self._words, chosen, strict=True)
        )

    def _is_syllable(self, word: str) -> bool:
        """Of Vietnamese, with or without its accents: "hiếu", "hieu"."""
        return is_syllable(word) or (word.isascii() and bool(self._usage.spellings(word)))

    def _is_cut(self, word: str) -> bool:
        """Whether a word is made of nothing but syllables, one or more."""
        ends = [0]
        for end in range(1, min(len(word), _MOST_JOINED) + 1):
            if any(self._is_syllable(word[start:end]) for start in ends if end - start <= _LONGEST_SYLLABLE):
                ends.append(end)
        return ends[-1] == len(word)

    def _readings(self, place: int, typed: Token) -> list[_Reading]:
        """What one word may stand for, itself first."""
        usage, word = self._usage, self._words[place]
        unaccented = usage.spellings(word) if word.isascii() and (self._accents_missing or not self._bare) else ()
        syllable, known = is_syllable(word), bool(unaccented) or usage.knows(word)
        named = not self._bare and _is_name(typed.text, first=not place)
        impossible = not known and not syllable and self._is_cut(word) and (self._bare or not word.isascii())
        found = [_Reading((word,), _IMPOSSIBLE if impossible else 0.0)]
        cost = 0.0 if self._bare else _RESTORED_NAME if named else _RESTORED
        gains = dict.fromkeys(_ASKING_WORDS, _ASKING) if self._bare else {}
        found += [_Reading((one,), cost - gains.get(one, 0.0)) for one in unaccented[:_SPELLINGS] if one != word]
        if syllable:
            others = (one for one in _with_i_or_y(word) if not named or one in PLACES)  # "Mĩ"; but "Tường Vi" is a name
            found += [_Reading((one,), _I_OR_Y) for one in others]
        if word[0].isdigit() or (named and word.isascii()):
            return found
        if keyed := _keyed(word):
            found.append(_Reading((keyed,), _KEYED))
        if not word.isalpha():
            return found
        if not self._is_syllable(word):
            found += self._parted(typed.text)
        if not known:
            found += self._slips(typed.text.lower())
        return found

    def _slips(self, word: str) -> list[_Reading]:
        return [_Reading((one,), _SLIPPED) for near in self._usage.near(word) for one in self._accented(near)]

    def _accented(self, word: str) -> Sequence[str]:
        return self._usage.spellings(word)[:_SPELLINGS] if self._accents_missing and word.isascii() else (word,)

    def _parted(self, typed: str) -> list[_Reading]:
        """The ways to cut a word into syllables and known words, the likeliest few."""
        if len(typed) > _MOST_JOINED:
            return []
        ways: list[list[_Reading]] = [[_Reading((), 0.0)], *([] for _ in typed)]
        for end in range(1, len(typed) + 1):
            found: dict[tuple[str, ...], float] = {}
            for start in range(end):
                for one in self._pieces(typed, start, end) if ways[start] else ():
                    for before in ways[start]:
                        last = before.words[-1] if before.words else ""
                        cost = before.cost - log(self._usage.probability(one, last))
                        found[(*before.words, one)] = cost + _JOINED
            ways[end] = [_Reading(*way) for way in sorted(found.items(), key=lambda way: way[1])[:_SPELLINGS]]
        return [_Reading(way.words, _JOINED * len(way.words)) for way in ways[-1] if len(way.words) > 1]

    def _pieces(self, typed: str, start: int, end: int) -> Sequence[str]:
        """What `typed[start:end]` stands for in a word that is cut there; nothing when it is no word."""
        piece = key(typed[start:end])
        if end - start <= _LONGEST_SYLLABLE and self._is_syllable(piece):
            return [one for one in self._accented(piece) if self._usage.knows(one)]
        name = end == len(typed) and typed[start].isupper() and typed[start - 1].islower()  # "giữaTehran"
        return (piece,) if name or (end - start >= _SHORTEST_FOREIGN and self._usage.knows(piece)) else ()

    def _without_restored(self, options: Sequence[_Reading]) -> list[_Reading]:
        word = options[0].words[0]
        return [option for option in options if option.words == (word,) or fold(option.words[0]) != word]

    def _best(self, options: Sequence[Sequence[_Reading]]) -> list[tuple[str, ...]]:
        """The sequence of the highest score."""
        paths: dict[str, tuple[float, list[tuple[str, ...]]]] = {"": (0.0, [])}
        for joined, each in zip(self._joined, options, strict=True):
            ahead: dict[str, tuple[float, list[tuple[str, ...]]]] = {}
            for reading in each:
                score, path = max(
                    (before + self._gain(reading, last if joined else ""), path)
                    for last, (before, path) in paths.items()
                )
                last = reading.words[-1]
                if last not in ahead or score > ahead[last][0]:
                    ahead[last] = score, [*path, reading.words]
            paths = ahead
        return max(paths.values())[1]

    def _gain(self, reading: _Reading, before: str) -> float:
        score = -reading.cost
        for word in reading.words:
            score += log(self._usage.probability(word, before))
            before = word
        return score

    def _score(self, chosen: Sequence[tuple[str, ...]]) -> float:
        before, total = "", 0.0
        for joined, options, words in zip(self._joined, self._options, chosen, strict=True):
            reading = next(option for option in options if option.words == words)
            total += self._gain(reading, before if joined else "")
            before = words[-1]
        return total


def _keyed(word: str) -> str:
    """The syllable that the keys of a word write; "" for what is one as it stands, and for what writes none."""
    if not word.isascii() or (is_syllable(word) and "oo" not in word):  # "xoong" is one, and the keys of "xông"
        return ""
    if is_abbreviation(word):  # "bch tw"
        return ""
    return from_vni(word) or from_telex(word)


def _is_name(word: str, first: bool) -> bool:
    """Whether a word has a capital that a name alone explains: not that of the question's first word, "Ai"."""
    return word[0].isupper() and not (first and is_syllable(word))


def _is_keyed(words: Sequence[Token]) -> bool:
    """Whether a question without accents has them as Telex or VNI, so that what has no mark has no accent."""
    return sum(_keyed(word.text.lower()) != "" for word in words) > _LEAST_KEYED * len(words)


@lru_cache(4096)
def _with_i_or_y(word: str) -> tuple[str, ...]:
    """The other spelling of an open i or y: "kĩ" → "kỹ", "Mỹ" → "mĩ"; none for "hai"."""
    plain = fold(word)
    if len(plain) == 2 and plain[0] in _SHORT_I and plain[1] in "iy":
        return (word[0] + word[1].translate(_I_Y),)
    return ()


def _uncapitalised(text: str) -> str:
    """A question in capitals throughout, in lower case: they name nothing. One word may be an abbreviation."""
    shouted = text.isupper() and sum(len(word.text) > 1 for word in tokens(text)) > 2
    return text.lower().capitalize() if shouted else text


def _cased(typed: str, words: tuple[str, ...]) -> str:
    """The words with the capitals of the typed one; exactly it when they are its key."""
    if words == (key(typed),):
        return typed
    written = " ".join(words)
    if typed.isupper() and len(typed) > 1:
        return written.upper()
    if len(words) > 1 and sum(map(len, words)) == len(typed):
        capitals = (letter.isupper() for letter in typed)
        return "".join(letter if letter == " " else letter.upper() if next(capitals) else letter for letter in written)
    return written[0].upper() + written[1:] if typed[0].isupper() else written
