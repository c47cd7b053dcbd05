"""What each leg of the search finds, and both: `python -m benchmarks.legs --data ../shared/data`.

The questions of a set (UIT-ViQuAD dev) among 100,000 passages of news and encyclopedia articles that no part was
trained on, through the program's own index and search. Every context is an article of its own under its page's title,
cut into passages like any other. A hit is a passage of the question's own context that contains an accepted answer.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
from training.encoder.corpus import squad_questions
from training.encoder.haystack import answering, haystack

from qa.answer.search import search
from qa.config import EMBEDDED
from qa.index.build import Index
from qa.vietnamese.text import fold

DEPTH = 50


def main() -> None:
    """Build the store if it is not there, ask every question of every leg, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/")
    parser.add_argument("--set", default="viquad_dev", help="a file of DATA/qa, without .json.gz")
    parser.add_argument("--passages", type=int, default=100_000, help="of other articles, to search among")
    parser.add_argument("--encoder", default=EMBEDDED)
    parser.add_argument("--store", type=Path, help="kept and used again (default: training/work/legs-SET-PASSAGES)")
    given = parser.parse_args()
    questions = squad_questions(given.data / "qa" / f"{given.set}.json.gz")
    store = given.store or Path("training/work") / f"legs-{given.set}-{given.passages}"
    with haystack(store, given.encoder, questions, given.data, given.passages) as index:
        gold = answering(index, questions)
        print(f"{len(questions)} questions, {len(index.postings.ids()):,} passages, {index.encoder.name}\n")
        print("| questions | leg | R@1 | R@5 | R@50 | MRR | ms p50 | ms p95 |\n|---|---|---|---|---|---|---|---|")
        for spelling, texts in (
            ("accented", [question.text for question in questions]),
            ("folded", [fold(question.text) for question in questions]),
        ):
            for leg, ask in legs(index, spelling == "folded").items():
                print(f"| {spelling} | {leg} | {measured(ask, texts, gold)} |", flush=True)


def legs(index: Index, folded: bool) -> dict[str, Callable[[str], list[int]]]:
    """Ways to search: a question in, passage ids out, best first."""

    def vectors(question: str) -> list[int]:
        return [number for number, _ in index.vectors.search(index.encoder.encode_questions([question])[0], DEPTH)]

    def postings(question: str) -> list[int]:
        return [number for number, _ in index.postings.search(question, DEPTH, folded=folded)]

    def both(question: str) -> list[int]:
        return [hit.passage.id for hit in search(index, index.encoder, question, folded=folded, count=DEPTH)]

    return {"vectors": vectors, "postings": postings, "both": both}


def measured(ask: Callable[[str], list[int]], texts: list[str], gold: list[set[int]]) -> str:
    """R@1, R@5, R@50, MRR and the times of one leg, as cells of a table row."""
    ranks, times = [], []
    for text, right in zip(texts, gold, strict=True):
        started = perf_counter()
        found = ask(text)
        times.append(1000 * (perf_counter() - started))
        ranks.append(next((rank for rank, number in enumerate(found, 1) if number in right), 0))
    shares = [np.mean([0 < rank <= depth for rank in ranks]) for depth in (1, 5, DEPTH)]
    reciprocal = np.mean([1 / rank if rank else 0 for rank in ranks])
    cells = [
        *(f"{share:.3f}" for share in (*shares, reciprocal)),
        *(f"{np.percentile(times, at):.1f}" for at in (50, 95)),
    ]
    return " | ".join(cells)


if __name__ == "__main__":
    main()
