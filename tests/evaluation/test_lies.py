"""The share of lies that the check of a writer's sentences catches, held by floors; eval/LOG.md has the whole table."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from qa import Assistant
from qa.config import shipped
from qa.evaluation.gold import load
from qa.evaluation.lies import CHANGES, claims, rates, restated

# Least share of the true sentences of a sort that is shown, most of the lies of a sort. "Roles swapped" (A for B) is
# known not to be caught.
TRUE = {"true: quoted": 0.99, "true: shortened": 0.98, "true: restated": 0.72}
LIES = {
    "lie: no mark": 0.0,
    "lie: invented mark": 0.0,
    "lie: wrong source": 0.01,
    "lie: a mixed name": 0.01,
    "lie: another place": 0.01,
    "lie: denied": 0.01,
    "lie: another number": 0.02,
    "lie: another date": 0.06,
    "lie: a number of the same passage": 0.15,
    "lie: another person of the same passage": 0.2,
    "lie: not in the articles": 0.36,
}


@pytest.mark.slow
def test_lies_are_caught_and_true_sentences_kept(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "store") as assistant:
        assistant.add(shipped("index/articles"))
        golds = load([shipped("eval/gold")], assistant.article)
        shown = rates([*claims(golds, lambda question: assistant.search(question, top=20))])
    shares = {row: kept / total for row, (kept, total) in shown.items()}
    assert {row: share for row, share in shares.items() if share < TRUE.get(row, 0)} == {}
    assert {row: share for row, share in shares.items() if share > LIES.get(row, 1)} == {}
    assert min(total for row, (_, total) in shown.items() if row in LIES) >= 50, "too few sentences say anything"
    lies = [counts for row, counts in shown.items() if row.startswith("lie: ")]
    assert 1 - sum(kept for kept, _ in lies) / sum(total for _, total in lies) >= 0.93


def test_a_question_becomes_a_statement() -> None:
    assert restated("Ai xây cầu Bến Đá?", "Lê An") == "Lê An xây cầu Bến Đá"
    assert restated("Cầu Bến Đá dài bao nhiêu mét?", "420 m") == "Cầu Bến Đá dài 420 m"
    assert restated("Linh vật là gì?", "sao la") == "Linh vật là sao la"
    assert restated("Kể về cầu Bến Đá.", "x") is None


@pytest.mark.parametrize("lie", CHANGES)
def test_each_change_changes_what_it_says(lie: str) -> None:
    sentence = "Ông Lê Văn An thay ông Trần Bình làm Bí thư huyện Sóc Sơn ngày 11-7-2020, được 25 phiếu"
    around = f"{sentence}. Bà Phạm Thu Hà được 30 phiếu."
    changed = CHANGES[lie](sentence, random.Random(1), around)
    assert changed
    assert changed != sentence
