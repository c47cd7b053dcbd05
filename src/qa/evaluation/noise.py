"""How answers hold out when other articles stand beside the one that answers: RGB's noise robustness and negative
rejection (Chen et al. 2024)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.evaluation.ask import Asked, Progress
from qa.evaluation.citations import proves
from qa.evaluation.gold import Gold
from qa.evaluation.grade import Grade, Outcome, grade
from qa.records import Hit, Kind

RATIOS = (
    0.0,
    0.2,
    0.8,
    1.0,
)  # of the passages read, those of other articles; at 1 nothing answers, so refusing is right
PASSAGES = 5  # read at once, as in RGB
SEARCHED = 100  # passages among which the proofs and the nearest others are looked for


def with_noise(assistant: Asked, golds: Sequence[Gold], progress: Progress) -> dict[float, list[Grade]]:
    """The grades at each ratio of noise, over the same questions.

    Those are the questions that stand alone, are answered by the articles, whose proofs the search brings and that have
    `PASSAGES` passages of other articles beside them. The noise is what the search ranks highest of these. The proofs
    are always kept, so an answer from several passages is read among more than `PASSAGES`.
    """
    found: dict[float, list[Grade]] = {ratio: [] for ratio in RATIOS}
    alone = [gold for gold in golds if gold.support and not gold.history]
    for done, gold in enumerate(alone, start=1):
        hits = assistant.search(gold.question, top=SEARCHED)
        articles = {proof.article_id for proof in gold.support}
        own = [hit for hit in hits if hit.article.id in articles]
        others = [hit for hit in hits if hit.article.id not in articles]
        proofs = _proofs(gold, own)
        if proofs and len(others) >= PASSAGES:
            for ratio in RATIOS:
                found[ratio].append(_read(assistant, gold, _mixed(proofs, own, others, ratio), absent=ratio == 1))
        progress(done, len(alone))
    return found


def _proofs(gold: Gold, hits: Sequence[Hit]) -> list[Hit]:
    """For each proof the first passage that holds it; none when one is missing."""
    proofs: list[Hit] = []
    for proof in gold.support:
        holding = (hit for hit in hits if proves([proof], hit.article.id, hit.passage.start, hit.passage.end))
        first = next(holding, None)
        if first is None:
            return []
        if first not in proofs:
            proofs.append(first)
    return proofs


def _mixed(proofs: Sequence[Hit], own: Sequence[Hit], others: Sequence[Hit], ratio: float) -> list[Hit]:
    """Noise, and of the article that answers the proofs before the rest, all in the order of the search."""
    noise = round(PASSAGES * ratio)
    kept = [*proofs, *(hit for hit in own if hit not in proofs)][: max(PASSAGES - noise, len(proofs))]
    return sorted([*(kept if ratio < 1 else []), *others[:noise]], key=lambda hit: -hit.score)


def _read(assistant: Asked, gold: Gold, hits: Sequence[Hit], *, absent: bool) -> Grade:
    asked = replace(gold, kind=Kind.NOT_FOUND, answers=(), items=(), support=()) if absent else gold
    answer = assistant.trace(gold.question, given=hits).answer
    return grade(Outcome(asked, answer, tuple(hits), 0.0), assistant.article)
