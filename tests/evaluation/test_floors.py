from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import ConfigError
from qa.evaluation.floors import Floor, falls, raised, read_floors
from qa.evaluation.grade import Grade, Outcome, first_categories, grade, sections
from qa.evaluation.report import broken
from qa.records import Article

FLOORS = """\
# what must hold
[overall]
score = 0.5  # right less wrong
mrr = 0.6
item_f1 = 0.1

[category.who]
right = 0.2
"""


@pytest.fixture
def grades(outcome: Callable[..., Outcome], article: Article) -> list[Grade]:
    """Of ten questions seven right, two refused, one wrong: score 0.6, MRR 0.5."""
    said = ["Nguyễn Văn Minh"] * 7 + [None, None, "Trần Bình"]
    return [grade(outcome(f"who-{number}", short), lambda _: article) for number, short in enumerate(said)]


def test_floors_are_read_by_section_and_figure(tmp_path: Path) -> None:
    (tmp_path / "floors.toml").write_text(FLOORS, encoding="utf-8")
    floors = read_floors(tmp_path / "floors.toml")
    assert floors[0] == Floor("overall", "score", 0.5)
    assert floors[-1] == Floor("who", "right", 0.2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[overall]\nrecall = 0.5", "overall.recall;"),
        ("[category.whom]\nscore = 0.5", "whom"),
        ("[total]\nscore = 0.5", "total"),
        ("[overall]\nscore = 'high'", "score = 'high'"),
        ("[overall", "floors.toml"),
    ],
)
def test_a_floors_file_that_makes_no_sense_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "floors.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"floors\.toml") as raised:
        read_floors(tmp_path / "floors.toml")
    assert said in str(raised.value)


def test_a_missing_floors_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"floors\.toml"):
        read_floors(tmp_path / "floors.toml")


def test_a_figure_below_its_floor_is_told_with_the_questions_that_cost_most(grades: list[Grade]) -> None:
    rows = sections(grades)
    holding = [Floor("overall", "score", 0.6), Floor("who", "mrr", 0.5)]
    assert falls(holding, rows) == []
    fallen, unmeasured, unasked = falls(
        [*holding, Floor("who", "score", 0.61), Floor("overall", "item_f1", 0.1), Floor("list", "right", 0.1)], rows
    )
    assert fallen.measured == pytest.approx(0.6)
    assert [each.outcome.gold.id for each in fallen.costly] == ["who-9", "who-7", "who-8"]
    assert (unmeasured.measured, unasked.measured) == (None, None)
    text = broken([fallen, unmeasured], "en")
    assert "who: score = 0.600, below its floor 0.610. Lost at: who-9, who-7, who-8." in text
    assert "python eval/run.py --missed --category who" in text
    assert "overall: item_f1 = –" in text


def test_floors_are_lifted_to_the_run_less_one_question_and_never_lowered(grades: list[Grade]) -> None:
    lifted = raised(FLOORS, sections(grades))
    # score 0.6 − 2/10 is below the floor 0.5; MRR 0.5 is below 0.6; nothing was measured of items; right 0.7 − 1/10
    assert lifted == FLOORS.replace("right = 0.2", "right = 0.600")
    lower = FLOORS.replace("score = 0.5", "score = -1.0").replace("mrr = 0.6", "mrr = 0.111")
    assert raised(lower, sections(grades)).splitlines()[2:4] == ["score = 0.400  # right less wrong", "mrr = 0.400"]
    assert raised(lifted, sections(grades)) == lifted


def test_new_kinds_of_questions_lower_no_first_floor(grades: list[Grade]) -> None:
    wrong = grades[-1]
    gold = wrong.outcome.gold
    later = [
        replace(wrong, outcome=replace(wrong.outcome, gold=replace(gold, category="compare"))),
        replace(wrong, outcome=replace(wrong.outcome, gold=replace(gold, unseen=True))),
    ]
    first = first_categories([*grades, *later])
    assert first is not None
    assert first.name == "first"
    assert first.figures.score == pytest.approx(0.6)
    assert falls([Floor("first", "score", 0.6)], [first, *sections([*grades, *later])]) == []
    assert first_categories(later) is None
