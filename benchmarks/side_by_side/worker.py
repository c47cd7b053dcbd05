"""One pipeline with one model, measured: `VENV/bin/python worker.py PIPELINE order.json`.

It runs in the venv of that pipeline, so it needs nothing but Python and what the pipeline imports. The order names
`articles`, `questions`, `model`, `folder` and `result`, a file that the figures are written to as JSON.
"""

from __future__ import annotations

import importlib
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

TOP = 50  # passages asked for
UNITS_A_MB = 1024 if sys.platform != "darwin" else 1024 * 1024  # of ru_maxrss


def main() -> None:
    """Index, ask every question with and without accents, write the figures."""
    pipeline = importlib.import_module(f"pipelines.{sys.argv[1]}")
    order = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    articles = [tuple(json.loads(line)) for line in Path(order["articles"]).read_text(encoding="utf-8").splitlines()]
    asked = json.loads(Path(order["questions"]).read_text(encoding="utf-8"))
    folder = Path(order["folder"])
    folder.mkdir(parents=True)

    started = time.perf_counter()
    searcher = pipeline.index(articles, order["model"], folder)
    figures: dict[str, Any] = {"index_s": time.perf_counter() - started, "passages": pipeline.count(searcher)}
    figures["index_peak_mb"] = _peak()
    pipeline.search(searcher, asked[0]["accented"], TOP)  # what loads at the first question
    for spelling in ("accented", "folded"):
        ranks, times = [], []
        for question in asked:
            found, taken = _timed(pipeline.search, searcher, question[spelling], TOP)
            ranks.append(next((rank for rank, hit in enumerate(found, 1) if _proves(hit, question)), 0))
            times.append(taken)
        figures[spelling] = {**_recall(ranks), **_spread(times)}
    if hasattr(pipeline, "cite"):
        pipeline.cite(searcher, asked[0]["accented"])  # the reader is loaded
        cited = [_timed(pipeline.cite, searcher, question["accented"]) for question in asked]
        right = [any(_proves(hit, question) for hit in hits) for (hits, _), question in zip(cited, asked, strict=True)]
        figures["cited"] = {
            "right": statistics.mean(right),
            "answered": statistics.mean(bool(hits) for hits, _ in cited),
        }
        figures["cited"] |= _spread([taken for _, taken in cited])
    figures["peak_mb"] = _peak()
    pipeline.close(searcher)
    figures["disk_mb"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    Path(order["result"]).write_text(json.dumps(figures), encoding="utf-8")


def _proves(hit: tuple[str, str], question: dict[str, Any]) -> bool:
    """Whether a passage comes from the question's own article and holds an accepted answer."""
    article, text = hit
    return article == question["article"] and any(answer in text for answer in question["answers"])


def _timed(call: Callable[..., Any], *given: Any) -> tuple[Any, float]:
    started = time.perf_counter()
    found = call(*given)
    return found, 1000 * (time.perf_counter() - started)


def _recall(ranks: Sequence[int]) -> dict[str, float]:
    return {f"r{depth}": statistics.mean(0 < rank <= depth for rank in ranks) for depth in (1, 5, TOP)}


def _spread(milliseconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(milliseconds)
    return {"p50_ms": statistics.median(ordered), "p95_ms": ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_A_MB


if __name__ == "__main__":
    main()
