"""What the reader reads: `python -m training.reader.measure --reader models/reader --data ../shared/data`.

UIT-ViQuAD dev on its own passages, UIT-ViNewsQA dev and our own questions over news (`written/dev.jsonl`) on whole
articles (EM and F1 × 100), the same without accents; the curve of refusal on questions with and without an answer; the
time for eight passages.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from training.encoder.corpus import fold
from training.reader.questions import Asked, squad, written

from qa.evaluation.metrics import exact_match, f1
from qa.models.reader import SpanReader, Text, load_reader
from qa.vietnamese.sentences import sentences


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--reader", default="embedded")
    parser.add_argument("--limit", type=int, default=10_000, help="questions of each set")
    given = parser.parse_args()
    reader = load_reader(given.reader)
    ours = written(given.data, "dev")
    sets = {name: list(squad(given.data / "qa" / f"{name}.json.gz")) for name in ("viquad_dev", "vinewsqa_dev")}
    for name, every in (*sets.items(), ("written/dev", [one for one in ours if one.spans])):
        asked = _some(every, given.limit)
        for spelling, folded in (("as they are", False), ("without accents", True)):
            print(f"{name}, {spelling}: {_quality(reader, asked, folded)}", flush=True)
    refused = list(squad(given.data / "qa" / "vi_squad2_mailong25_dev.json.gz"))
    for name, every in (("vi_squad2_mailong25_dev", refused), ("written/dev", ours)):
        print(f"refusal, {name}:\n{_refusal(reader, _some(every, given.limit))}")
    asked = _some(sets["viquad_dev"], 60)
    print(f"8 passages: {_speed(reader, asked):.0f} ms")


def _some(asked: list[Asked], limit: int) -> list[Asked]:
    return asked[:: max(len(asked) // limit, 1)][:limit]


def _text(asked: Asked) -> Text:
    return Text(asked.title, asked.context, tuple(start for start, _ in sentences(asked.context)))


def _quality(reader: SpanReader, asked: list[Asked], folded: bool) -> str:
    exact, overlap = [], []
    for one in asked:
        question = fold(one.question) if folded else one.question
        (spans,) = reader.read(question, [_text(one)], folded=folded)
        said = one.context[spans[0].start : spans[0].end] if spans else ""
        exact.append(exact_match(said, one.answers))
        overlap.append(f1(said, one.answers))
    return f"F1 {100 * np.mean(overlap):.1f} / EM {100 * np.mean(exact):.1f} ({len(asked)} questions)"


def _refusal(reader: SpanReader, asked: list[Asked]) -> str:
    scores, answerable = [], []
    for one in asked:
        (spans,) = reader.read(one.question, [_text(one)], folded=False)
        scores.append(spans[0].score if spans else -100.0)
        answerable.append(bool(one.spans))
    return curve(np.array(scores), np.array(answerable))


def curve(scores: NDArray[np.float64], answerable: NDArray[np.bool_]) -> str:
    """The share of unanswerable questions refused, at thresholds that refuse 5 to 20 % of the answerable ones."""
    lines = []
    for share in (0.05, 0.07, 0.10, 0.15, 0.20):
        threshold = float(np.quantile(scores[answerable], share))
        refused = float(np.mean(scores[~answerable] < threshold))
        lines.append(f"  below {threshold:6.2f}: refuses {share:4.0%} of the answerable, {refused:4.0%} of the others")
    return "\n".join(lines)


def _speed(reader: SpanReader, asked: list[Asked]) -> float:
    texts = [_text(one) for one in asked]
    taken = []
    for place, one in enumerate(asked[:40]):
        eight = [texts[(place + step * 7) % len(texts)] for step in range(8)]
        started = time.perf_counter()
        reader.read(one.question, eight, folded=False)
        taken.append(1000 * (time.perf_counter() - started))
    return median(taken)


if __name__ == "__main__":
    main()
