"""Speed, memory and disk at several archive sizes, in one run on this machine; figures are printed, never asserted.

    python benchmarks/speed.py --data ../shared/data --articles 1000 10000

Each size runs in a process of its own, so that its peak memory is its own. Questions are those of UIT-ViQuAD dev, which
news articles hardly answer: reading and refusing cost the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

QUESTIONS = 300


def documents(data: Path) -> Iterator[str]:
    """News and encyclopedia articles as lines of a .jsonl, the same ones in every run."""
    for path in sorted((data / "news").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                yield json.dumps(
                    {"id": f"{path.stem}-{document['id']}", "title": document["title"], "text": document["text"]}
                )


def questions(data: Path) -> list[str]:
    """The first questions of every tenth paragraph or so."""
    with gzip.open(data / "qa" / "viquad_dev.json.gz", "rt", encoding="utf-8") as file:
        asked = [
            entry["question"]
            for article in json.load(file)["data"]
            for paragraph in article["paragraphs"]
            for entry in paragraph["qas"]
        ]
    return asked[:: max(len(asked) // QUESTIONS, 1)][:QUESTIONS]


def measured(data: Path, count: int) -> dict[str, float]:
    """The figures of one archive of `count` articles, in a folder that is removed afterwards."""
    from qa import Assistant

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("\n".join(islice(documents(data), count)), encoding="utf-8")
        with Assistant.open(Path(folder) / "store") as assistant:
            started = time.perf_counter()
            assistant.add(source)
            adding = time.perf_counter() - started
            indexing_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            assistant.ask("Ai là Bí thư?")  # what loads at the first question
            taken = []
            for question in questions(data):
                started = time.perf_counter()
                assistant.ask(question)
                taken.append((time.perf_counter() - started) * 1000)
            passages = len(assistant._index.postings.ids())
        disk = sum(path.stat().st_size for path in (Path(folder) / "store").rglob("*") if path.is_file())
    return {
        "articles": count,
        "passages": passages,
        "add s": adding,
        "passages/s": passages / adding,
        "p50 ms": statistics.median(taken),
        "p95 ms": statistics.quantiles(taken, n=20)[18],
        "peak MB, adding": indexing_peak,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "disk MB": disk / 1e6,
    }


def starting() -> None:
    """Print how long `import qa` and a first answer from a stored index take in a new process."""
    for name, code in (
        ("import qa", "import qa"),
        ("import qa and its names", "from qa import Assistant, Answer"),
    ):
        taken = []
        for _ in range(5):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            taken.append(time.perf_counter() - started)
        bare = time.perf_counter()
        subprocess.run([sys.executable, "-c", ""], check=True)
        bare = time.perf_counter() - bare
        print(f"{name}: {min(taken) - bare:.2f} s beyond Python's own {bare:.2f} s")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000])
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(measured(given.data, given.one)))
        return
    print(
        f"{time.strftime('%Y-%m-%d')}, {platform.processor() or platform.machine()}, Python {platform.python_version()}"
    )
    starting()
    rows = []
    for count in given.articles:
        command = [sys.executable, __file__, "--data", str(given.data), "--one", str(count)]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print(", ".join(f"{name} {value:,.0f}" for name, value in rows[-1].items()), flush=True)


if __name__ == "__main__":
    main()
