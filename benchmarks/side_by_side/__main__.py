"""Hỏi Báo beside what a user would pick instead: the same articles, the same questions, the same two models.

    python -m benchmarks.side_by_side --data ../shared/data                            all of it, an evening
    python -m benchmarks.side_by_side --data ../shared/data --articles 500 --questions 100       a quick look

Each pipeline is installed in a venv of its own under `--work` and runs there in a process of its own. A line that is
finished is kept in `--work` and not measured again; delete its file to start anew. No model hub is asked for anything.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.side_by_side.corpus import Corpus, write_corpus
from benchmarks.side_by_side.table import table
from benchmarks.side_by_side.venvs import PACKAGES, ROOT, Failed, install, minilm, run

MODELS = ("ours", "all-MiniLM-L6-v2")
WORKER = Path(__file__).with_name("worker.py")


def main() -> None:
    """Measure what is not measured yet, then print the table of all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/"
    )
    options.add_argument("--articles", type=int, default=20_000, help="news articles to search among")
    options.add_argument("--questions", type=int, default=0, help="of UIT-ViQuAD dev, spread over it; 0: all")
    options.add_argument("--only", nargs="+", choices=PACKAGES, default=list(PACKAGES), help="these pipelines")
    options.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS), help="these models")
    options.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "hoibao-side-by-side")
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    kept = given.work / f"results-{given.articles}-{given.questions or 'all'}.json"
    rows: dict[str, dict[str, Any]] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    corpus = write_corpus(given.data, given.work, given.articles, given.questions)
    for pipeline in given.only:
        for model in given.models:
            name = f"{pipeline} · {model}"
            if name not in rows or "error" in rows[name]:
                print(f"{time.strftime('%H:%M')} {name} …", flush=True)
                rows[name] = measured(pipeline, model, corpus, given.work)
                new = kept.with_suffix(".new")
                new.write_text(json.dumps(rows, indent=1), encoding="utf-8")
                new.replace(kept)
    print()
    print(table(rows, given.articles))


def measured(pipeline: str, model: str, corpus: Corpus, work: Path) -> dict[str, Any]:
    """The figures of one line, or its `error`; with the day and the machine."""
    folder = work / "index"
    shutil.rmtree(folder, ignore_errors=True)
    row: dict[str, Any] = {"day": time.strftime("%Y-%m-%d"), "machine": machine()}
    try:
        installed = install(pipeline, work / "venvs")
        order = work / "order.json"
        result = work / "result.json"
        what = {
            "articles": str(corpus.articles.resolve()),
            "questions": str(corpus.questions.resolve()),
            "model": str(ROOT / "models" / "encoder") if model == "ours" else minilm(installed),
            "folder": str(folder.resolve()),
            "result": str(result.resolve()),
        }
        order.write_text(json.dumps(what), encoding="utf-8")
        run(str(installed.python), str(WORKER), pipeline, str(order.resolve()), cwd=work)
    except Failed as error:
        return row | {"error": str(error)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    measures: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    install_figures = {"install_s": installed.seconds, "install_mb": installed.megabytes, "version": installed.version}
    return row | install_figures | measures


def machine() -> str:
    """The processor, its cores, the memory, the Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
