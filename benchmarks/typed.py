"""What is lost when a question is typed as people type: `python -m benchmarks.typed --data ../shared/data`.

A sample of the questions of a set (UIT-ViQuAD dev) among 100,000 passages of news and encyclopedia articles, through
the program's own index, understanding and search; each question in every kind of typing, changed by script. "as it is"
asks the text unread, as if nothing were to be understood. A hit is a passage of the question's own context that
contains an accepted answer.
"""

from __future__ import annotations

import argparse
import re
import string
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np
from training.encoder.corpus import squad_questions
from training.encoder.haystack import answering, haystack

from qa.answer.question import understand
from qa.answer.search import search
from qa.config import EMBEDDED
from qa.vietnamese.text import fold, has_accents, is_syllable, key, tokens
from qa.vietnamese.typing import to_telex, to_vni

DEPTH = 50
_OLD = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "ọe": "oẹ"}
_OLD |= {"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}
_I_Y = str.maketrans("iíìỉĩịyýỳỷỹỵ", "yýỳỷỹỵiíìỉĩị")

Change = Callable[[str, Random], str]


def main() -> None:
    """Build the store if it is not there, ask every question in every kind, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/")
    parser.add_argument("--set", default="viquad_dev", help="a file of DATA/qa, without .json.gz")
    parser.add_argument("--passages", type=int, default=100_000, help="of other articles, to search among")
    parser.add_argument("--sample", type=int, default=400, help="questions asked")
    parser.add_argument("--store", type=Path, help="kept and used again (default: training/work/legs-SET-PASSAGES)")
    given = parser.parse_args()
    questions = squad_questions(given.data / "qa" / f"{given.set}.json.gz")
    store = given.store or Path("training/work") / f"legs-{given.set}-{given.passages}"
    with haystack(store, EMBEDDED, questions, given.data, given.passages) as index:
        gold = answering(index, questions)
        chosen = sorted(Random(0).sample(range(len(questions)), given.sample))

        def ranked(typed: str, read: bool) -> tuple[list[int], float]:
            started = perf_counter()
            asked = understand(typed, usage=index.usage) if read else None
            took = 1000 * (perf_counter() - started)
            text, folded, also = (
                (asked.text, asked.folded, asked.also) if asked else (typed, not has_accents(typed), ())
            )
            hits = search(index, index.encoder, text, folded=folded, also=also, count=DEPTH)
            return [hit.passage.id for hit in hits], took

        print("| typed | as it is R@1 | R@5 | R@50 | understood R@1 | R@5 | R@50 | ms p50 | p95 |")
        print("|---|---|---|---|---|---|---|---|---|")
        for kind, change in KINDS.items():
            typed = [change(questions[number].text, Random(number)) for number in chosen]
            cells: list[str] = []
            times: list[float] = []
            for read in (False, True):
                ranks = []
                for number, text in zip(chosen, typed, strict=True):
                    found, took = ranked(text, read)
                    ranks.append(next((rank for rank, one in enumerate(found, 1) if one in gold[number]), 0))
                    times += [took] if read else []
                cells += [f"{np.mean([0 < rank <= depth for rank in ranks]):.3f}" for depth in (1, 5, DEPTH)]
            cells += [f"{np.percentile(times, at):.1f}" for at in (50, 95)]
            print(f"| {kind} | {' | '.join(cells)} |", flush=True)


def _syllables(change: Callable[[str], str]) -> Change:
    """The same for every Vietnamese syllable of a question."""

    def changed(question: str, _: Random) -> str:
        return _replaced(question, lambda word: change(word) if is_syllable(key(word)) else word)

    return changed


def _replaced(question: str, change: Callable[[str], str]) -> str:
    pieces: list[str] = []
    at = 0
    for token in tokens(question):
        pieces += [question[at : token.start], change(token.text)]
        at = token.end
    return "".join([*pieces, question[at:]])


def _partly(question: str, random: Random) -> str:
    """Every second word, by chance, without accents."""
    return _replaced(question, lambda word: fold(word) if random.random() < 0.5 else word)


def _some(question: str, random: Random, change: Callable[[str], str]) -> str:
    """About a third of the syllables changed, the last one in any case."""
    words = [word for word in dict.fromkeys(token.text for token in tokens(question)) if change(word) != word]
    chosen = {word for word in words if random.random() < 1 / 3} or set(words[-1:])
    return _replaced(question, lambda word: change(word) if word in chosen and is_syllable(key(word)) else word)


def _slipped(question: str, random: Random) -> str:
    """One letter of one word of three letters or more left out, doubled, replaced or changed about with the next."""
    words = [token for token in tokens(question) if len(token.text) > 2 and token.text.isalpha()]
    if not words:
        return question
    token = random.choice(words)
    word, at = token.text, random.randrange(len(token.text) - 1)
    slipped = random.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + random.choice(string.ascii_lowercase) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
    return question[: token.start] + slipped + question[token.end :]


def _joined(question: str, random: Random) -> str:
    """One space in five left out."""
    return re.sub(r"(?<=[^\W\d_]) (?=[^\W\d_])", lambda space: "" if random.random() < 0.2 else space.group(), question)


def _old_placement(word: str) -> str:
    lower = word.lower()
    changed = next((lower[:-2] + old for new, old in _OLD.items() if lower.endswith(new) and lower[0] != "q"), lower)
    return word if changed == lower else word[0] + changed[1:]


def _other_i(word: str) -> str:
    plain = fold(word)
    open_i = len(plain) == 2 and plain[0] in "hklmst" and plain[1] in "iy"
    return word[0] + word[1].translate(_I_Y) if open_i else word


KINDS: dict[str, Change] = {
    "clean": lambda question, _: question,
    "no accents": lambda question, _: fold(question),
    "half of the accents": _partly,
    "CAPITALS": lambda question, _: question.upper(),
    "no question mark": lambda question, _: question.rstrip(" ?"),
    "NFD": lambda question, _: unicodedata.normalize("NFD", question),
    "old tone placement": _syllables(_old_placement),
    "i for y, y for i": _syllables(_other_i),
    "Telex": _syllables(to_telex),
    "stray Telex": lambda question, random: _some(question, random, to_telex),
    "VNI": _syllables(to_vni),
    "stray VNI": lambda question, random: _some(question, random, to_vni),
    "one slip": _slipped,
    "missing spaces": _joined,
    "missing spaces, no accents": lambda question, random: fold(_joined(question, random)),
}


if __name__ == "__main__":
    main()
