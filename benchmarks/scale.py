"""How time, memory and disk grow with the archive: a table, the worst step by name, and a page with the curves.

    python benchmarks/scale.py --data ../shared/data                          1,000 to 150,000 articles, hours
    python benchmarks/scale.py --data ../shared/data --articles 100 300 --questions 20     a quick look

Each size runs in a process of its own. The time of adding is taken apart by step; a step is worst when its time for an
article grows most from the smallest archive to the largest.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `python benchmarks/scale.py` as well as `-m`
from benchmarks.curves import page
from benchmarks.speed import QUESTIONS, documents, questions

SIZES = (1_000, 10_000, 50_000, 150_000)
BESIDE = "tantivy"  # writes in a thread of its own while the others go on
CURVES = {
    "adding, s": "add s",
    "question p95, ms": "p95 ms",
    "peak memory, MB": "peak MB",
    "disk, MB": "disk MB",
}


def measured(data: Path, count: int, asked: int) -> dict[str, Any]:
    """The figures of one archive of `count` articles and `asked` questions, in a folder that is removed afterwards."""
    from qa import Assistant

    spent: dict[str, float] = defaultdict(float)
    _time_steps(spent)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("\n".join(islice(documents(data), count)), encoding="utf-8")
        with Assistant.open(Path(folder) / "store") as assistant:
            started = time.perf_counter()
            assistant.add(source)
            adding = time.perf_counter() - started
            assistant.ask("Ai là Bí thư?")  # what loads at the first question
            taken: list[float] = []
            steps: dict[str, list[float]] = defaultdict(list)
            for question in questions(data)[:asked]:
                started = time.perf_counter()
                answer = assistant.ask(question)
                taken.append((time.perf_counter() - started) * 1000)
                for step, milliseconds in answer.timings.items():
                    steps[step].append(milliseconds)
            passages = len(assistant._index.postings.ids())
            stored = len(assistant.articles())
        disk = sum(path.stat().st_size for path in (Path(folder) / "store").rglob("*") if path.is_file())
    return {
        "articles": stored,
        "passages": passages,
        "add s": adding,
        "passages/s": passages / adding,
        "p50 ms": statistics.median(taken),
        "p95 ms": statistics.quantiles(taken, n=20)[18],
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "disk MB": disk / 1e6,
        "adding": {**spent, "reading and cutting": adding - sum(spent[step] for step in spent if step != BESIDE)},
        "asking": {step: statistics.median(milliseconds) for step, milliseconds in steps.items()},
    }


def _time_steps(spent: dict[str, float]) -> None:
    """Have each step of adding note its seconds in `spent`, by a clock around the one method that does it."""
    from qa.index.library import Library
    from qa.index.postings import Postings
    from qa.index.vectors import Vectors
    from qa.models.embedded import Embedded

    def clocked(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return call(*given, **named)
            finally:
                spent[name] += time.perf_counter() - started

        return step

    for name, owner, method in (
        ("SQLite", Library, "put"),
        ("encoder", Embedded, "encode_passages"),
        ("Chroma", Vectors, "add"),
        (BESIDE, Postings, "add"),
    ):
        setattr(owner, method, clocked(name, getattr(owner, method)))


def worst(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What grows fastest from the smallest archive to the largest, in adding (for an article) and in asking."""
    small, large = rows[0], rows[-1]
    size = large["articles"] / small["articles"]
    said = []
    for what, unit, scale in (("adding", "s", size), ("asking", "ms", 1.0)):
        growth = {
            step: large[what][step] / small[what][step] / scale for step in large[what] if small[what].get(step, 0) > 0
        }
        step = max(growth, key=lambda name: growth[name])
        per = "for an article" if what == "adding" else "for a question"
        said.append(
            f"Worst step of {what}: {step}, {growth[step]:.1f} times the time {per} at {large['articles']:,} articles "
            f"as at {small['articles']:,} ({small[what][step]:.2f} → {large[what][step]:.2f} {unit})"
        )
    return said


def main() -> None:
    """Measure each size, print the table and the worst steps, write the page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/"
    )
    options.add_argument("--articles", type=int, nargs="+", default=list(SIZES))
    options.add_argument(
        "--page", type=Path, default=Path("benchmarks/scale.html"), help="where the curves are written"
    )
    options.add_argument("--questions", type=int, default=QUESTIONS, help="of UIT-ViQuAD dev, at each size")
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(measured(given.data, given.one, given.questions)))
        return
    made = f"{time.strftime('%Y-%m-%d')}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    rows: list[dict[str, Any]] = []
    names = ("articles", "passages", "add s", "passages/s", "p50 ms", "p95 ms", "peak MB", "disk MB")
    print(f"{made}\n\n| {' | '.join(names)} |\n|{'---|' * len(names)}", flush=True)
    for count in sorted(given.articles):
        command = [sys.executable, __file__, "--data", str(given.data), "--questions", str(given.questions)]
        command += ["--one", str(count)]
        rows.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
        print("| " + " | ".join(f"{rows[-1][name]:,.0f}" for name in names) + " |", flush=True)
    notes = worst(rows) if len(rows) > 1 else []
    print("\n" + "\n".join(notes))
    curves = {title: [(row["articles"], row[name]) for row in rows] for title, name in CURVES.items()}
    given.page.write_text(page(f"Hỏi Báo by size of the archive – {made}", curves, notes), encoding="utf-8")
    print(f"The curves: {given.page}")


if __name__ == "__main__":
    main()
