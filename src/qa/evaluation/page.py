"""A run as one HTML page that needs nothing but itself: figures, plots, every lost question where it was lost.

All but the section `timings` is the same in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from qa.evaluation.grade import FIGURES, Grade, Section, Verdict, guess, is_refusal, looked_at, whole
from qa.evaluation.losses import Loss, losses
from qa.evaluation.metrics import percentile, refusal_curve, reliability
from qa.evaluation.plots import Mark, Part, bars, curve, histogram, reliability_diagram
from qa.evaluation.report import VERDICTS, expected, percent, row_name, verdict
from qa.evaluation.results import Change, Kept, kept
from qa.language import Language, choose
from qa.records import Citation

_STEPS = {  # what is said of each step at which a question is lost, in Vietnamese and English
    Loss.NOT_RETRIEVED: ("Không tìm thấy đoạn chứng minh", "Not retrieved: no proof among the passages found"),
    Loss.NOT_READ: ("Tìm thấy nhưng đọc sang câu khác", "Retrieved but not read: another sentence came first"),
    Loss.REFUSED: ("Đọc đúng câu nhưng từ chối", "Read but refused"),
    Loss.MISCITED: ("Dẫn sai câu", "Wrong citation: no citation is right"),
    Loss.MISREAD: ("Dẫn đúng câu nhưng nói sai hoặc thiếu", "Rightly cited, but said something else or not all"),
    Loss.ANSWERED_ABSENT: ("Bài không nói mà vẫn trả lời", "Answered although the articles don't say"),
}
_TILES = (  # the figures in front
    ("right", "đúng", "right"),
    ("refused", "từ chối", "refused"),
    ("wrong", "sai", "wrong"),
    ("score", "điểm (CRAG)", "score (CRAG)"),
    ("recall_at_5", "R@5", "R@5"),
    ("citation_precision", "dẫn chứng P", "citations P"),
    ("citation_recall", "dẫn chứng R", "citations R"),
    ("refusal_recall", "biết từ chối (RGB)", "rejection (RGB)"),
)
_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)  # marked on the refusal curve


class Since(NamedTuple):
    """What changed since a stored run, and the name of that run."""

    name: str
    changes: Sequence[Change]


def page(rows: Sequence[Section], grades: Sequence[Grade], since: Since | None, language: Language) -> str:
    """The HTML of a run: works from a file, without a network, in light and dark. All but the table of the rows speaks
    of the questions that are not unseen."""

    def say(vi: str, en: str) -> str:
        return choose(language, vi, en)

    title = say("Hỏi Báo trả lời đúng đến đâu", "How good the answers are")
    overall, grades = whole(rows), looked_at(grades)
    tiles = "".join(
        f"<li><b>{percent(getattr(overall.figures, figure))}</b>{say(vi, en)}</li>" for figure, vi, en in _TILES
    )
    asked = say(f"{len(grades)} câu hỏi; mọi số là phần trăm.", f"{len(grades)} questions; all figures in percent.")
    parts = [
        f"<h1>{title}</h1><p>{asked}</p><ul class='tiles'>{tiles}</ul>",
        *([_changes(since, language)] if since else []),
        _categories(rows, language),
        '<div class="side">' + _refusal(grades, language) + _calibration(overall, language) + "</div>",
        _losses(grades, language),
        _timings(grades, language),
    ]
    css = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{css}</style>\n</head>\n<body>\n" + "\n".join(parts) + "\n</body>\n</html>\n"
    )


def _categories(rows: Sequence[Section], language: Language) -> str:
    names = [row_name(row, language) for row in rows]
    shares = [
        (f"{name} ({len(row.grades)})", [_part(row.grades, each) for each in Verdict])
        for name, row in zip(names, rows, strict=True)
    ]
    title = choose(language, "Theo nhóm câu hỏi", "By category")
    keys = "".join(f'<span class="key {each}"></span>{verdict(each, language)}' for each in VERDICTS)
    head = "".join(f"<th>{figure}</th>" for figure in FIGURES)
    lines = "".join(
        f"<tr><td>{name}</td><td>{len(row.grades)}</td>"
        + "".join(f"<td>{percent(getattr(row.figures, figure))}</td>" for figure in FIGURES)
        + "</tr>"
        for name, row in zip(names, rows, strict=True)
    )
    every = choose(language, "Mọi chỉ số (giải nghĩa ở eval/README.md)", "Every figure (explained in eval/README.md)")
    return (
        f'<h2>{title}</h2><p class="faint">{keys}</p>{bars(shares, title)}<details><summary>{every}</summary>'
        f'<div class="wide"><table><tr><th></th><th>n</th>{head}</tr>{lines}</table></div></details>'
    )


def _part(grades: Sequence[Grade], worth: Verdict) -> Part:
    count = sum(grade.verdict is worth for grade in grades)
    return Part(worth.value, count / len(grades), count)


def _refusal(grades: Sequence[Grade], language: Language) -> str:
    """Answered share against error; the end of the curve is the program as it is."""
    guesses = [guess(grade) for grade in grades if not is_refusal(grade.outcome.answer)]
    points = refusal_curve(guesses, len(grades))
    marked = [
        Mark(kept_on[-1].answered, kept_on[-1].error, f"≥ {threshold}")
        for threshold in _THRESHOLDS
        if (kept_on := [point for point in points if point.threshold >= threshold]) and len(kept_on) < len(points)
    ]
    if points:
        marked.append(Mark(points[-1].answered, points[-1].error, choose(language, "nay", "now")))
    title = choose(language, "Đường từ chối", "Refusal curve")
    told = choose(
        language,
        "Nếu chỉ trả lời khi độ tin cậy đạt ngưỡng thì trả lời được bao nhiêu và sai bao nhiêu trong số đó.",
        "What is answered, and how much of it is wrong, when only answers above a confidence are given.",
    )
    titles = (choose(language, "phần câu được trả lời", "answered"), choose(language, "sai trong số đó", "wrong"))
    drawn = curve([(point.answered, point.error) for point in points], marked, titles, title)
    return f"<section><h2>{title}</h2><p>{told}</p>{drawn}</section>"


def _calibration(overall: Section, language: Language) -> str:
    title = choose(language, "Độ tin cậy có đáng tin", "Calibration")
    told = choose(
        language,
        "Mỗi chấm gộp các câu có độ tin cậy gần nhau; đúng ra chấm nằm trên đường chéo. "
        f"Sai số (ECE): {percent(overall.calibration_error)}.",
        "A dot joins questions of like confidence; it should lie on the diagonal. "
        f"Expected calibration error (ECE): {percent(overall.calibration_error)}.",
    )
    titles = (choose(language, "độ tin cậy", "confidence"), choose(language, "phần câu đúng", "right"))
    drawn = reliability_diagram(reliability([guess(grade) for grade in overall.grades]), titles, title)
    return f"<section><h2>{title}</h2><p>{told}</p>{drawn}</section>"


def _losses(grades: Sequence[Grade], language: Language) -> str:
    title = choose(language, "Câu hỏi mất ở đâu", "Where questions are lost")
    told = choose(
        language,
        "Mỗi câu nằm ở bước hỏng đầu tiên. Bấm để xem từng câu.",
        "Each question stands at the first step that failed. Open one to see its questions.",
    )
    buckets = [
        (choose(language, *_STEPS[step]), [(grade, None) for grade in lost]) for step, lost in losses(grades).items()
    ]
    return f"<h2>{title}</h2><p>{told}</p>" + _buckets(buckets, language)


def _changes(since: Since, language: Language) -> str:
    title = choose(language, f"Khác với {since.name}", f"Changed since {since.name}")
    groups = groupby(since.changes, key=lambda change: (change.before.verdict, change.now.verdict))
    buckets = [
        (f"{verdict(before, language)} → {verdict(now, language)}", [(change.now, change.before) for change in members])
        for (before, now), members in groups
    ]
    return f"<h2>{escape(title)} ({len(since.changes)})</h2>" + _buckets(buckets, language)


def _buckets(buckets: Iterable[tuple[str, Sequence[tuple[Grade, Kept | None]]]], language: Language) -> str:
    return "\n".join(
        f"<details><summary><b>{len(members)}</b> {name}</summary>"
        + "".join(_question(grade, before, language) for grade, before in members)
        + "</details>"
        for name, members in buckets
    )


def _question(grade: Grade, before: Kept | None, language: Language) -> str:
    """One question, and folded under it what was expected, said, proven and cited."""
    gold, answer, first = grade.outcome.gold, grade.outcome.answer, grade.outcome.first
    worth = f"{verdict(grade.verdict, language)}, {answer.confidence:.2f}"
    lines = [
        ("cần", "expected", [f"{gold.kind} {expected(gold)}"]),
        ("trước", "before", [f"{before.kind} {before.said} ({verdict(before.verdict, language)})"] if before else []),
        ("nói", "said", [f"{answer.kind} {kept(grade).said} ({worth})"]),
        ("bằng chứng", "proof", [f"“{proof.quote}” – {proof.article_id}" for proof in gold.support]),
        ("đọc thấy đầu tiên", "read first", [f"“{first.quote}” – {first.hit.article.id}"] if first else []),
        ("dẫn", "cited", [_cited(each, each.number in grade.right_citations) for each in answer.citations]),
    ]
    told = "".join(
        f"<dt>{choose(language, vi, en)}</dt>" + "".join(f"<dd>{escape(text)}</dd>" for text in texts)
        for vi, en, texts in lines
        if texts
    )
    asked = escape(" → ".join((*gold.history, gold.question)))
    return f'<details><summary>{asked} <span class="faint">{escape(gold.id)}</span></summary><dl>{told}</dl></details>'


def _cited(citation: Citation, right: bool) -> str:
    return f"[{citation.number}] {'✓' if right else '✗'} “{citation.quote}” – {citation.article_id}"


def _timings(grades: Sequence[Grade], language: Language) -> str:
    times = [grade.outcome.milliseconds for grade in grades]
    marks = [
        (f"p{100 * share:.0f} {percentile(share, times):.0f} ms", percentile(share, times)) for share in (0.5, 0.95)
    ]
    title = choose(language, "Thời gian trả lời một câu", "Time for an answer")
    titles = (choose(language, "mili giây", "milliseconds"), choose(language, "số câu", "questions"))
    told = ", ".join(name for name, _ in marks)
    return f'<section id="timings"><h2>{title}</h2><p>{told}</p>{histogram(times, marks, titles, title)}</section>'
