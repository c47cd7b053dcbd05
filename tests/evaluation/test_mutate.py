"""The check of the citations bites: real answers over the sample articles, spoiled, and what is left of the figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.api import Assistant
from qa.config import shipped
from qa.evaluation.ask import ask_all
from qa.evaluation.gold import load
from qa.evaluation.grade import Section, is_refusal
from qa.evaluation.mutate import MUTATIONS, spoiled

ASKED = 24  # answered questions are what is spoiled; about two in three are answered


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Section]]:
    store: Path = tmp_path_factory.mktemp("store")
    with Assistant.open(store) as assistant:
        assistant.add(shipped("index/articles"))
        golds = [gold for gold in load([shipped("eval/gold")], assistant.article) if gold.support]
        numbers = [gold for gold in golds if gold.category == "how_many"]
        several = [gold for gold in golds if gold.category == "several"]
        chosen = [*golds[:: len(golds) // 12][:12], *numbers[:6], *several[:6]]
        outcomes = ask_all(assistant, chosen)
        answered = [outcome for outcome in outcomes if not is_refusal(outcome.answer)]
        assert len(chosen) == ASKED
        assert len(answered) >= ASKED // 3
        yield spoiled(answered, assistant.article)


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_every_figure_of_the_citations_falls_when_answers_are_spoiled(
    measured: dict[str, Section], mutation: str
) -> None:
    whole, broken = measured[""].figures, measured[mutation].figures
    for figure in ("citation_precision", "citation_recall", "statements_supported"):
        before, after = getattr(whole, figure), getattr(broken, figure)
        assert before > 0.5
        assert after < before - 0.1, figure


@pytest.mark.parametrize("mutation", ["offsets_shifted", "articles_swapped", "citations_dropped", "marks_dropped"])
def test_nothing_is_left_where_no_citation_can_hold(measured: dict[str, Section], mutation: str) -> None:
    broken = measured[mutation].figures
    assert (broken.citation_precision, broken.citation_recall, broken.statements_supported) == (0, 0, 0)


def test_a_changed_number_is_no_right_answer(measured: dict[str, Section]) -> None:
    whole, broken = measured[""].figures, measured["numbers_changed"].figures
    assert whole.right is not None
    assert broken.right is not None
    assert broken.right < whole.right
