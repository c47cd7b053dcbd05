"""A run as JSON: every figure of it, the little that is kept to compare with, and what changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from qa.errors import ConfigError
from qa.evaluation.grade import Grade, Outcome, Section, Verdict, guess, is_refusal, looked_at, what_was_said
from qa.evaluation.losses import loss, losses
from qa.evaluation.metrics import Bin, Point, percentile, refusal_curve, reliability

_DIGITS = 6  # of a figure in a file: the last bits of a mean differ between processors


@dataclass(frozen=True, slots=True)
class Kept:
    """What a stored run remembers of one question. `cited` are the places "article:start-end"."""

    verdict: Verdict
    kind: str
    said: str
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer is another than in the stored run."""

    before: Kept
    now: Grade


def kept(grade: Grade) -> Kept:
    """What to remember of a question."""
    answer = grade.outcome.answer
    return Kept(
        verdict=grade.verdict,
        kind=answer.kind.value,
        said=what_was_said(answer),
        cited=tuple(f"{citation.article_id}:{citation.start}-{citation.end}" for citation in answer.citations),
    )


def changes(grades: Sequence[Grade], before: Mapping[str, Kept]) -> list[Change]:
    """The questions of both runs that were answered differently: lost ones first, then won ones, then the others.

    Questions with the same verdicts before and now stand together.
    """
    changed = [
        Change(before[grade.outcome.gold.id], grade)
        for grade in grades
        if grade.outcome.gold.id in before and before[grade.outcome.gold.id] != kept(grade)
    ]
    return sorted(changed, key=lambda change: (_gain(change), change.before.verdict, change.now.verdict))


def write_results(
    path: Path, rows: Sequence[Section], grades: Sequence[Grade], more: Mapping[str, object] = MappingProxyType({})
) -> None:
    """Every figure of a run, and `more` that was measured, under the keys that eval/README.md documents.

    All but `timings` is the same every time. Unseen questions stand among `sections` and `questions` alone.
    """
    counted = looked_at(grades)
    answered = [guess(grade) for grade in counted if not is_refusal(grade.outcome.answer)]
    document = {
        "format": 1,
        "sections": {row.name: figures_of(row) for row in rows},
        **more,
        "losses": {step.value: [grade.outcome.gold.id for grade in lost] for step, lost in losses(counted).items()},
        "refusal_curve": _table(refusal_curve(answered, len(counted))),
        "reliability": _table(reliability([guess(grade) for grade in counted])),
        "questions": {grade.outcome.gold.id: _question(grade) for grade in grades},
        "timings": _timings([grade.outcome for grade in counted]),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_baseline(path: Path, grades: Sequence[Grade]) -> None:
    """What a later run is compared with: one line a question, so that a change of it reads well in a diff."""
    lines = [
        f"{json.dumps(grade.outcome.gold.id)}: {json.dumps(asdict(kept(grade)), ensure_ascii=False)}"
        for grade in grades
    ]
    path.write_text('{"questions": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


def read_run(path: Path) -> dict[str, Kept]:
    """A stored run by question id, from a baseline or a results file. Raises `ConfigError` when it is neither."""
    try:
        questions = json.loads(path.read_text(encoding="utf-8"))["questions"]
        return {
            name: Kept(Verdict(entry["verdict"]), entry["kind"], entry["said"], tuple(entry["cited"]))
            for name, entry in questions.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"Không đọc được lượt chạy đã lưu {path} ({error!r}). Hãy lưu lại bằng: python eval/run.py --save",
            f"Can't read the stored run {path} ({error!r}). Store one with: python eval/run.py --save",
        ) from error


def _gain(change: Change) -> int:
    """0 for a loss, 1 for a gain, 2 for neither."""
    worth = [Verdict.WRONG, Verdict.REFUSED, Verdict.RIGHT]
    before, now = worth.index(change.before.verdict), worth.index(change.now.verdict)
    return 2 if before == now else int(now > before)


def figures_of(row: Section) -> dict[str, Any]:
    """The figures of a section and over how many questions, as a file has them."""
    figures = {**asdict(row.figures), "calibration_error": row.calibration_error}
    return {"questions": len(row.grades), **{name: _rounded(value) for name, value in figures.items()}}


def _question(grade: Grade) -> dict[str, Any]:
    gold, answer, first = grade.outcome.gold, grade.outcome.answer, grade.outcome.first
    return {
        "category": gold.category,
        "unseen": gold.unseen,
        "question": gold.question,
        "expected_kind": gold.kind.value,
        **asdict(kept(grade)),
        "text": answer.text,
        "short": answer.short,
        "confidence": _rounded(answer.confidence),
        "lost": loss(grade),
        "right_citations": sorted(grade.right_citations),
        "found": [f"{hit.article.id}:{hit.passage.start}-{hit.passage.end}" for hit in grade.outcome.hits],
        "read_first": f"{first.hit.article.id}:{first.start}-{first.end}" if first else None,
        "figures": {name: _rounded(value) for name, value in asdict(grade.figures).items()},
    }


def _table(rows: Sequence[Bin] | Sequence[Point]) -> list[dict[str, float | None]]:
    return [{name: _rounded(value) for name, value in row._asdict().items()} for row in rows]


def _timings(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    times = [outcome.milliseconds for outcome in outcomes]
    return {
        "p50_ms": round(percentile(0.5, times), 1),
        "p95_ms": round(percentile(0.95, times), 1),
        "questions": {outcome.gold.id: round(outcome.milliseconds, 1) for outcome in outcomes},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
