"""A run as plain text: the table, what changed, what was missed, which floor broke."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qa.evaluation.floors import Fall
from qa.evaluation.gold import Gold
from qa.evaluation.grade import Grade, Section, Verdict
from qa.evaluation.metrics import percentile
from qa.evaluation.results import Change, Kept, kept
from qa.language import Language, choose

_COLUMNS: tuple[tuple[str, str, str], ...] = (  # figure, its heading in Vietnamese, in English
    ("recall_at_1", "R@1", "R@1"),
    ("recall_at_5", "R@5", "R@5"),
    ("recall_at_10", "R@10", "R@10"),
    ("mrr", "MRR", "MRR"),
    ("ndcg_at_10", "nDCG", "nDCG"),
    ("exact_match", "EM", "EM"),
    ("f1", "F1", "F1"),
    ("item_f1", "mục F1", "items F1"),
    ("citation_precision", "dẫn P", "cite P"),
    ("citation_recall", "dẫn R", "cite R"),
    ("kind_accuracy", "loại", "kind"),
    ("right", "đúng", "right"),
    ("refused", "từ chối", "refused"),
    ("wrong", "sai", "wrong"),
    ("score", "điểm", "score"),
)
_VERDICTS = {Verdict.RIGHT: "đúng", Verdict.REFUSED: "từ chối", Verdict.WRONG: "sai"}
_LISTED = 10  # questions named under a broken floor; the rest are a command away


def table(rows: Sequence[Section], language: Language) -> str:
    """A line a section, in percent, "–" where nothing is to be measured; refusal, items, calibration and time below."""
    cells = [[choose(language, vi, en) for _, vi, en in (("", "nhóm", "category"), ("", "câu", "n"), *_COLUMNS)]]
    for row in rows:
        name = choose(language, "tất cả", "all") if row.name == "overall" else row.name
        figures = [_percent(getattr(row.figures, figure)) for figure, _, _ in _COLUMNS]
        cells.append([name, str(len(row.grades)), *figures])
    first, *others = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join([name.ljust(first), *(text.rjust(width) for text, width in zip(texts, others, strict=True))])
        for name, *texts in cells
    ]
    rule = "─" * len(lines[0])
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1], "", *_below(rows[-1], language)])


def missed(grades: Sequence[Grade], language: Language) -> str:
    """Every question that was not answered right: what was expected, what was said, where its proof ranks."""
    lost = [grade for grade in grades if grade.verdict is not Verdict.RIGHT]
    return "\n\n".join(_question(grade, None, language) for grade in lost)


def changed(changes: Sequence[Change], language: Language) -> str:
    """Every change since the stored run, grouped as right → wrong, wrong → right and so on, question by question."""
    blocks = []
    for (before, now), group in groupby(changes, key=lambda change: (change.before.verdict, change.now.verdict)):
        members = list(group)
        again = choose(language, "lời đáp khác", "another answer")
        title = f"{_verdict(before, language)} → {_verdict(now, language)}" + (f", {again}" if before == now else "")
        blocks.append(f"{title} ({len(members)})")
        blocks += [_question(change.now, change.before, language) for change in members]
    return "\n\n".join(blocks)


def broken(falls: Sequence[Fall], language: Language) -> str:
    """Each broken floor: the figure, the floor, the questions that cost most, the command to look at them."""
    return "\n".join(_fall(fall, language) for fall in falls)


def _fall(fall: Fall, language: Language) -> str:
    section, figure, least = fall.floor.section, fall.floor.figure, fall.floor.least
    measured = "–" if fall.measured is None else f"{fall.measured:.3f}"
    ids = ", ".join(grade.outcome.gold.id for grade in fall.costly[:_LISTED]) or "–"
    if len(fall.costly) > _LISTED:
        ids += f" (+{len(fall.costly) - _LISTED})"
    look = "python eval/run.py --missed" + ("" if section == "overall" else f" --category {section}")
    return choose(
        language,
        f"{section}: {figure} = {measured}, dưới sàn {least:.3f}. Mất điểm ở: {ids}. Xem: {look}",
        f"{section}: {figure} = {measured}, below its floor {least:.3f}. Lost at: {ids}. See: {look}",
    )


def _below(overall: Section, language: Language) -> list[str]:
    figures = overall.figures
    times = [grade.outcome.milliseconds for grade in overall.grades]
    lines = (
        ("từ chối", "refusal", _both(figures.refusal_precision, figures.refusal_recall)),
        ("các mục", "items", _both(figures.item_precision, figures.item_recall)),
        ("tin cậy", "calibration", f"ECE {_percent(overall.calibration_error)}"),
        ("thời gian", "time", f"p50 {percentile(0.5, times):.0f} ms  p95 {percentile(0.95, times):.0f} ms"),
    )
    return [f"{choose(language, vi, en):<11}  {text}" for vi, en, text in lines]


def _both(precision: float | None, recall: float | None) -> str:
    return f"P {_percent(precision)}  R {_percent(recall)}"


def _question(grade: Grade, before: Kept | None, language: Language) -> str:
    """One question in full, after its id a line each: expected, before, now, proof."""
    gold = grade.outcome.gold
    verdict = _verdict(grade.verdict, language)
    lines = [("cần", "expected", f"{gold.kind}{_joined(_expected(gold))}")]
    if before:
        lines.append(("trước", "before", _said(before)))
    lines.append(("nay", "now", f"{_said(kept(grade))} ({verdict}, {grade.outcome.answer.confidence:.2f})"))
    if gold.support:
        lines.append(("bằng chứng", "proof", _proof(grade, language)))
    asked = " → ".join((*gold.history, gold.question))
    return "\n".join(
        [f"  {gold.id}  {asked}", *(f"    {choose(language, vi, en):<10}  {text}" for vi, en, text in lines)]
    )


def _proof(grade: Grade, language: Language) -> str:
    """How far a proof got: where the first one stood among the passages found, whether one was cited, its article."""
    place = grade.outcome.gold.support[0].article_id
    if not grade.figures.mrr:
        return choose(language, "không tìm thấy", "not found") + f" · {place}"
    rank = round(1 / grade.figures.mrr)
    found = choose(language, f"hạng {rank}", f"rank {rank}")
    cited = choose(language, "đã dẫn", "cited") if grade.right_citations else choose(language, "không dẫn", "not cited")
    return f"{found}, {cited} · {place}"


def _expected(gold: Gold) -> str:
    return "; ".join(forms[0] for forms in gold.items) or " / ".join(gold.answers)


def _said(run: Kept) -> str:
    return f"{run.kind}{_joined(run.said)}"


def _joined(text: str) -> str:
    return f" · {text}" if text else ""


def _verdict(verdict: Verdict, language: Language) -> str:
    return choose(language, _VERDICTS[verdict], verdict)


def _percent(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{100 * value:.1f}"
