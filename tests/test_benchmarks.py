"""The benchmarks measure what they say: one pipeline through the worker, figures through table and curves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from benchmarks.curves import chart, page
from benchmarks.scale import worst
from benchmarks.side_by_side.table import table
from benchmarks.side_by_side.venvs import PACKAGES

ROOT = Path(__file__).parent.parent
SIDE_BY_SIDE = ROOT / "benchmarks" / "side_by_side"


def test_the_worker_measures_a_pipeline_and_the_table_shows_it(tmp_path: Path) -> None:
    text = "Cầu Bến Đá bắc qua sông Cấm dài 420 m. Bà Lê Thị Thu Thủy làm giám đốc dự án."
    articles = [["a", "Thông xe cầu Bến Đá", text], ["b", "Giá gạo tăng", "Giá gạo ở Sông Lam tăng 5%."]]
    question = {"accented": "Cầu Bến Đá dài bao nhiêu?", "folded": "cau Ben Da dai bao nhieu?",
                "article": "a", "answers": ["420 m"]}  # fmt: skip
    elsewhere = question | {"article": "b"}  # right words, wrong article: never right
    order = {name: str(tmp_path / name) for name in ("articles", "questions", "folder", "result")}
    order["model"] = str(ROOT / "models" / "encoder")
    Path(order["articles"]).write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    Path(order["questions"]).write_text(json.dumps([question, elsewhere]), encoding="utf-8")
    (tmp_path / "order").write_text(json.dumps(order), encoding="utf-8")
    subprocess.run([sys.executable, SIDE_BY_SIDE / "worker.py", "hoibao", tmp_path / "order"], check=True, cwd=ROOT)
    figures = json.loads(Path(order["result"]).read_text(encoding="utf-8"))
    assert figures["passages"] == 2
    assert [figures[spelling]["r1"] for spelling in ("accented", "folded")] == [0.5, 0.5]
    assert figures["cited"]["right"] == 0.5
    assert figures["disk_mb"] > 0

    known = {"day": "2026-01-01", "machine": "a machine", "install_s": 60, "install_mb": 900, "version": "hoibao 0.1.0"}
    shown = table({"hoibao · ours": figures | known, "txtai · ours": {"error": "no such package"}}, 500)
    assert "| hoibao | ours | 60 | 900 |" in shown
    assert "txtai · ours: not measured (no such package)" in shown
    header, rule, row = shown.splitlines()[:3]
    assert header.count("|") == rule.count("|") == row.count("|")


def test_every_pipeline_has_its_file_with_the_same_functions() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in (SIDE_BY_SIDE / "pipelines").glob("*.py")}
    assert files.keys() == PACKAGES.keys()
    for name, source in files.items():
        assert all(f"\ndef {function}(" in source for function in ("index", "count", "search", "close")), name


def test_a_chart_is_drawn_with_every_point_inside_it() -> None:
    drawn = ElementTree.fromstring(chart("thời gian <s>", [(1_000, 2.0), (10_000, 30.0), (150_000, 500.0)]))
    places = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in drawn.iter("circle")]
    assert len(places) == 3
    assert places == sorted(places, key=lambda place: place[0])
    assert all(0 < left < 420 and 0 < down < 260 for left, down in places)
    made = page("Tựa", {"một": [(1_000, 0.0)]}, ["<ghi chú>"])
    assert "&lt;ghi chú&gt;" in made
    assert not any(word in made for word in ("http", "<script", "url("))


def test_the_worst_step_is_the_one_whose_time_for_an_article_grows_most() -> None:
    small = {"articles": 100, "adding": {"SQLite": 1.0, "Chroma": 1.0}, "asking": {"search": 10.0, "read": 100.0}}
    large = {"articles": 1_000, "adding": {"SQLite": 11.0, "Chroma": 40.0}, "asking": {"search": 30.0, "read": 110.0}}
    adding, asking = worst([small, large])
    assert adding.startswith("Worst step of adding: Chroma, 4.0 times the time for an article at 1,000 articles")
    assert asking.startswith("Worst step of asking: search, 3.0 times")


@pytest.mark.parametrize("script", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.name)
def test_a_script_starts(script: Path) -> None:
    """A file there that is named as a module of Python's own breaks all the others: their folder is looked in first."""
    run = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "training" in run.stderr or run.returncode == 0, run.stderr  # some are started by -m: they need the checkout
