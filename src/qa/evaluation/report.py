"""A run as plain text: the table, what changed, what was missed, which floor broke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from itertools import groupby

from qa.evaluation.floors import Fall
from qa.evaluation.gold import UNSEEN, Gold
from qa.evaluation.grade import OVERALL, Grade, Section, Verdict, sections, whole
from qa.evaluation.metrics import percentile
from qa.evaluation.outside import Measured, Reading
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
_CITED = ("citation_precision", "citation_recall", "statements_supported", "right")
_COMPARED = {  # what a comparison shows: its heading in Vietnamese, in English, its figures
    "noise": ("nhiễu", "noise", ("right", "refused", "wrong", "score", "citation_precision", "citation_recall")),
    "mutations": ("bị làm hỏng", "spoiled", _CITED),
}
_READ = {
    "all": ("tất cả", "all"),
    "answerable": ("có đáp án", "answerable"),
    "unanswerable": ("không có đáp án", "unanswerable"),
}
_WHOLE = {OVERALL: "all"}
_NAMES = {OVERALL: ("tất cả", "all"), UNSEEN: ("bài lạ", "unseen")}  # of the rows that are no category
_OF_OPEN = ("citation_precision", "citation_recall", "right", "refused", "wrong", "score")
VERDICTS = {Verdict.RIGHT: "đúng", Verdict.REFUSED: "từ chối", Verdict.WRONG: "sai"}
_LISTED = 10  # questions named under a broken floor; the rest are a command away


def table(rows: Sequence[Section], language: Language) -> str:
    """A line a section, in percent, "–" where nothing is to be measured; below, of all, refusal, items, calibration
    and time."""
    cells = [[choose(language, vi, en) for _, vi, en in (("", "nhóm", "category"), ("", "câu", "n"), *_COLUMNS)]]
    for row in rows:
        figures = [percent(getattr(row.figures, figure)) for figure, _, _ in _COLUMNS]
        cells.append([row_name(row, language), str(len(row.grades)), *figures])
    lines = _aligned(cells)
    rule = "─" * len(lines[0])
    categories = 1 + sum(row.name not in _NAMES for row in rows)
    blocks = [block for block in (lines[:1], lines[1:categories], lines[categories:]) if block]
    ruled = [line for block in blocks for line in (rule, *block)]
    return "\n".join([*ruled[1:], "", *_below(whole(rows), language)])


def row_name(row: Section, language: Language) -> str:
    """What a row is called in a table: a category by its own name."""
    return choose(language, *_NAMES.get(row.name, (row.name, row.name)))


def compared(kind: str, rows: Mapping[str, Section], language: Language) -> str:
    """The same questions under several conditions (`noise`: by ratio, `mutations`: by name), a line each."""
    vi, en, figures = _COMPARED[kind]
    headings = {figure: choose(language, vi, en) for figure, vi, en in _COLUMNS} | {"statements_supported": "ALCE R"}
    cells = [[choose(language, vi, en), choose(language, "câu", "n"), *(headings[figure] for figure in figures)]]
    for name, row in rows.items():
        shown = name or choose(language, "(nguyên vẹn)", "(as it was)")
        cells.append([shown, str(len(row.grades)), *(percent(getattr(row.figures, figure)) for figure in figures)])
    return "\n".join(_aligned(cells))


def outside(measured: Measured, language: Language) -> str:
    """An outside set: the passage given, the search, the answers in the open. EM and F1 as the SQuAD script has them,
    behind them over syllables, as the gold questions are graded."""
    answered = {_WHOLE.get(row.name, row.name): row for row in sections(measured.grades)}
    given = choose(language, "đọc đoạn cho sẵn", "passage given")
    opened = choose(language, "tự tìm rồi trả lời", "open answers")
    blocks = [_readings(given, measured.given, {}, language), _readings(opened, measured.open, answered, language)]
    if found := measured.retrieval:
        among = choose(language, f"tìm, thêm {measured.others} bài khác", f"search, {measured.others} other articles")
        head = [among, choose(language, "câu", "n")]
        head += ["R@1", "R@5", "R@10", "R@50", "MRR", "nDCG@10"]
        name = choose(language, *_READ["answerable"])
        blocks.insert(1, _aligned([head, [name, str(found.questions), *map(percent, astuple(found)[1:])]]))
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _readings(
    title: str, readings: Mapping[str, Reading], answered: Mapping[str, Section], language: Language
) -> list[str]:
    """A line a kind of question; with verdicts and citations where there were answers."""
    figures = [column for column in _COLUMNS if answered and column[0] in _OF_OPEN]
    syllables = (choose(language, "EM âm tiết", "EM syllables"), choose(language, "F1 âm tiết", "F1 syllables"))
    head = [title, choose(language, "câu", "n"), "EM", "F1", *syllables]
    cells = [head + [choose(language, vi, en) for _, vi, en in figures]]
    for name, reading in readings.items():
        if reading.questions:
            cells.append([choose(language, *_READ[name]), str(reading.questions), *map(percent, astuple(reading)[1:])])
            cells[-1] += [percent(getattr(answered[name].figures, figure)) for figure, _, _ in figures]
    return _aligned(cells)


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
        title = f"{verdict(before, language)} → {verdict(now, language)}" + (f", {again}" if before == now else "")
        blocks.append(f"{title} ({len(members)})")
        blocks += [_question(change.now, change.before, language) for change in members]
    return "\n\n".join(blocks)


def broken(falls: Sequence[Fall], language: Language) -> str:
    """Each broken floor: the figure, the floor, the questions that cost most, the command to look at them."""
    return "\n".join(_fall(fall, language) for fall in falls)


def _aligned(cells: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines, the first column to the left, numbers to the right."""
    first, *others = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join([name.ljust(first), *(text.rjust(width) for text, width in zip(texts, others, strict=True))])
        for name, *texts in cells
    ]


def _fall(fall: Fall, language: Language) -> str:
    section, figure, least = fall.floor.section, fall.floor.figure, fall.floor.least
    measured = "–" if fall.measured is None else f"{fall.measured:.3f}"
    ids = ", ".join(grade.outcome.gold.id for grade in fall.costly[:_LISTED]) or "–"
    if len(fall.costly) > _LISTED:
        ids += f" (+{len(fall.costly) - _LISTED})"
    look = "python eval/run.py --missed" + ("" if section == OVERALL else f" --category {section}")
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
        ("dẫn (ALCE)", "cite (ALCE)", _both(figures.citation_precision, figures.statements_supported)),
        ("các mục", "items", _both(figures.item_precision, figures.item_recall)),
        ("tin cậy", "calibration", f"ECE {percent(overall.calibration_error)}"),
        ("thời gian", "time", f"p50 {percentile(0.5, times):.0f} ms  p95 {percentile(0.95, times):.0f} ms"),
    )
    return [f"{choose(language, vi, en):<11}  {text}" for vi, en, text in lines]


def _both(precision: float | None, recall: float | None) -> str:
    return f"P {percent(precision)}  R {percent(recall)}"


def _question(grade: Grade, before: Kept | None, language: Language) -> str:
    """One question in full, after its id a line each: expected, before, now, proof."""
    gold = grade.outcome.gold
    worth = verdict(grade.verdict, language)
    lines = [("cần", "expected", f"{gold.kind}{_joined(expected(gold))}")]
    if before:
        lines.append(("trước", "before", _said(before)))
    lines.append(("nay", "now", f"{_said(kept(grade))} ({worth}, {grade.outcome.answer.confidence:.2f})"))
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


def expected(gold: Gold) -> str:
    """The accepted answer, or the first form of each item."""
    return "; ".join(forms[0] for forms in gold.items) or " / ".join(gold.answers)


def _said(run: Kept) -> str:
    return f"{run.kind}{_joined(run.said)}"


def _joined(text: str) -> str:
    return f" · {text}" if text else ""


def verdict(worth: Verdict, language: Language) -> str:
    """The word for what an answer is worth."""
    return choose(language, VERDICTS[worth], worth)


def percent(value: float | None) -> str:
    """The share in percent with one digit, "–" where nothing is to be measured."""
    if value is None:
        return "–"
    return f"{100 * value:.1f}"
