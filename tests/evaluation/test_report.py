from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ConfigError
from qa.evaluation.grade import Grade, Outcome, grade, sections
from qa.evaluation.report import changed, missed, table
from qa.evaluation.results import changes, read_run, write_baseline, write_results
from qa.records import Article

Grades = Callable[..., list[Grade]]


@pytest.fixture
def grades(outcome: Callable[..., Outcome], article: Article) -> Grades:
    """The grades of q0, q1 … that were answered with these names (None: refused)."""

    def make(*said: str | None, milliseconds: float = 10, category: str = "who") -> list[Grade]:
        return [
            grade(outcome(f"q{number}", short, category, milliseconds), lambda _: article)
            for number, short in enumerate(said)
        ]

    return make


MINH, BINH = "Nguyễn Văn Minh", "Trần Bình"


def test_the_table_has_aligned_columns_a_line_a_category_and_one_for_all(grades: Grades) -> None:
    rows = sections([*grades(MINH, BINH), *grades(MINH, category="absent")])
    lines = table(rows, "en").splitlines()
    head, _, who, absent, _, overall = lines[:6]
    assert head.split() == (
        "category n R@1 R@5 R@10 MRR nDCG EM F1 items F1 cite P cite R kind right refused wrong score".split()
    )
    assert who.split() == ("who 2 0.0 100.0 100.0 50.0 63.1 50.0 50.0 – 100.0 100.0 100.0 50.0 0.0 50.0 0.0".split())
    assert absent.startswith("absent ")
    assert overall.split()[:2] == ["all", "3"]
    assert {len(line) for line in (who, absent, overall)} == {len(head)}
    assert "p50 10 ms  p95 10 ms" in lines[-1]


def test_the_table_speaks_both_languages(grades: Grades) -> None:
    rows = sections(grades(MINH))
    assert "từ chối" in table(rows, "vi")
    assert "từ chối" not in table(rows, "en")


def test_unseen_questions_stand_below_all_others(grades: Grades) -> None:
    known, other = grades(MINH, BINH)
    unseen = replace(other, outcome=replace(other.outcome, gold=replace(other.outcome.gold, unseen=True)))
    names = [line.split("  ")[0] for line in table(sections([unseen, known]), "vi").splitlines()[2:6]]
    assert [names[0], set(names[1]), *names[2:]] == ["who", {"─"}, "tất cả", "bài lạ"]


def test_what_was_missed_is_told_in_full(grades: Grades) -> None:
    text = missed(grades(MINH, BINH, None), "en")
    first, second = text.split("\n\n")
    assert first.splitlines()[0].strip() == "q1  Hỏi q1?"
    assert "expected    found · Nguyễn Văn Minh" in first
    assert "now         found · Trần Bình (wrong, 0.90)" in first
    assert "proof       rank 2, cited · dai-hoi" in first
    assert "now         not_found (refused" in second


def test_results_are_the_same_bytes_but_for_times_and_hold_every_figure(tmp_path: Path, grades: Grades) -> None:
    documents: list[dict[str, Any]] = []
    for name, milliseconds in (("one", 10), ("other", 25)):
        path = tmp_path / "made" / f"{name}.json"
        run = grades(MINH, BINH, milliseconds=milliseconds)
        write_results(path, sections(run), run)
        documents.append(json.loads(path.read_text(encoding="utf-8")))
    one, other = documents
    assert one.pop("timings") == {"p50_ms": 10, "p95_ms": 10, "questions": {"q0": 10, "q1": 10}}
    assert other.pop("timings")["p95_ms"] == 25
    assert json.dumps(one) == json.dumps(other)
    assert one["sections"]["overall"]["questions"] == 2
    assert one["sections"]["who"]["exact_match"] == 0.5
    assert one["questions"]["q1"]["verdict"] == "wrong"
    assert one["questions"]["q1"]["right_citations"] == [1]
    assert one["questions"]["q1"]["cited"] == ["dai-hoi:28-68"]


def test_a_stored_run_is_compared_question_by_question(tmp_path: Path, grades: Grades) -> None:
    before = grades(MINH, BINH, None, BINH, MINH)
    now = grades(BINH, MINH, BINH, "Lê Thị Hoà", MINH, MINH)  # q5 is new
    path = tmp_path / "baseline.json"
    write_baseline(path, before)
    assert changes(before, read_run(path)) == []

    since = changes(now, read_run(path))
    assert [change.now.outcome.gold.id for change in since] == ["q2", "q0", "q1", "q3"]
    text = changed(since, "en")
    titles = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert titles == [
        "refused → wrong (1)",
        "right → wrong (1)",
        "wrong → right (1)",
        "wrong → wrong, another answer (1)",
    ]
    assert "before      found · Nguyễn Văn Minh" in text
    assert "now         found · Trần Bình (wrong, 0.90)" in text


def test_results_serve_as_a_stored_run_too(tmp_path: Path, grades: Grades) -> None:
    run = grades(MINH, None)
    write_results(tmp_path / "results.json", sections(run), run)
    write_baseline(tmp_path / "baseline.json", run)
    assert read_run(tmp_path / "results.json") == read_run(tmp_path / "baseline.json")
    assert len((tmp_path / "baseline.json").read_text(encoding="utf-8").splitlines()) == 2 + len(run)


@pytest.mark.parametrize("text", ["", "{}", '{"questions": []}', '{"questions": {"q0": {"verdict": "maybe"}}}'])
def test_what_is_no_stored_run_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "old.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"old\.json"):
        read_run(tmp_path / "old.json")
