from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from qa.errors import GoldError
from qa.evaluation.gold import Line, read_lines
from qa.evaluation.grow import append, category_of, free_id, near_duplicate, near_duplicates, read_feedback
from qa.records import Kind


def line(question: str, name: str = "who-01", history: tuple[str, ...] = ()) -> Line:
    return Line(id=name, category="who", question=question, kind="not_found", answers=(), support=(), history=history)


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Ai là Bí thư Huyện ủy Tân Hải?", "bi thu huyen uy tan hai la ai"),
        ("Ai là Chủ tịch UBND huyện Tân Hải năm 2019?", "Năm 2019, Chủ tịch UBND huyện Tân Hải là ai?"),
        ("Cầu Vân Giang dài bao nhiêu mét?", "cầu Vân Giang dài mấy mét"),
    ],
)
def test_a_question_asked_in_other_words_is_a_near_duplicate(asked: str, known: str) -> None:
    assert near_duplicate(line(asked), [line("Ai hát?", "other"), line(known, "known")]) == line(known, "known")


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Lễ hội Cầu ngư Cửa Sóng năm 2023 đón mấy khách?", "Lễ hội Cầu ngư Cửa Sóng năm 2024 đón mấy khách?"),
        ("Huyện Tân Hải khởi công cầu Vân Giang khi nào?", "Huyện Tân Hải khởi công cầu Vân Giang ở đâu?"),
        ("Ai là Bí thư Huyện ủy?", "Ai là Chủ tịch UBND huyện?"),
    ],
)  # fmt: skip
def test_another_year_another_sort_of_thing_another_office_is_another_question(asked: str, known: str) -> None:
    assert near_duplicate(line(asked), [line(known)]) is None


def test_the_same_words_after_another_question_are_another_question() -> None:
    after = line("Ai chủ trì?", "a", ("Đại hội họp ở đâu?",))
    assert near_duplicate(after, [line("Ai chủ trì?", "b")]) is None
    twin = line("Ai chủ trì?", "c", ("dai hoi hop o dau?",))
    assert list(near_duplicates([line("Ai chủ trì?", "b"), after, twin])) == [(after, twin)]


def test_a_line_is_added_to_what_is_there_and_read_back_equal(tmp_path: Path) -> None:
    file = tmp_path / "new" / "gold.jsonl"
    append(file, line("Ai hát?", "a"))
    assert file.read_text(encoding="utf-8").endswith("\n")
    file.write_bytes(file.read_bytes().rstrip(b"\n"))  # as some editors leave it
    append(file, line("Ai múa?", "b"))
    assert [each.question for each in read_lines([file])] == ["Ai hát?", "Ai múa?"]
    assert list(json.loads(file.read_text(encoding="utf-8").split("\n")[0])) == [
        "id", "category", "question", "kind", "answers", "support",
    ]  # fmt: skip
    assert [path.name for path in file.parent.iterdir()] == ["gold.jsonl"]


def test_a_failure_while_writing_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gold.jsonl"
    append(file, line("Ai hát?", "a"))
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GoldError, match="No space left on device"):
        append(file, line("Ai múa?", "b"))
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["gold.jsonl"]


def test_an_id_goes_on_the_series_of_its_file() -> None:
    taken = [line("a", "bao-toi-how-many-01"), line("b", "bao-toi-how-many-03")]
    assert free_id(Path("Báo tôi.jsonl"), "how_many", taken) == "bao-toi-how-many-02"
    assert free_id(Path("…"), "who", []) == "gold-who-01"


@pytest.mark.parametrize(
    ("question", "kind", "items", "history", "category"),
    [
        ("Ai là Bí thư?", Kind.FOUND, False, False, "who"),
        ("Cầu dài bao nhiêu mét?", Kind.FOUND, False, False, "how_many"),
        ("ai la bi thu", Kind.FOUND, False, False, "unaccented"),
        ("Những ai trúng cử?", Kind.FOUND, True, False, "list"),
        ("Ai là Bí thư?", Kind.SEVERAL, True, False, "several"),
        ("Cầu dài bao nhiêu mét?", Kind.CONFLICT, True, False, "conflict"),
        ("Vì sao?", Kind.FOUND, False, True, "follow_up"),
        ("Giá vé bao nhiêu?", Kind.NOT_FOUND, False, False, "absent"),
    ],
)
def test_the_category_is_guessed(question: str, kind: Kind, items: bool, history: bool, category: str) -> None:
    assert category_of(question, kind, items, history) == category


def test_feedback_is_read_a_record_a_line_and_a_faulty_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    records: list[dict[str, Any]] = [
        {"question": "Ai là Bí thư?", "answer": "Lê Hoa", "verdict": "wrong", "reason": "sai", "when": "2026-01-01"},
        {"question": "Cầu dài?", "expected": ["420 m"], "support": [{"article": "cau", "quote": "Cầu dài 420 m."}]},
    ]
    file.write_text("\n\n".join(map(json.dumps, records)), encoding="utf-8")
    first, second = read_feedback(file)
    assert (first.reason, first.expected, second.support[0].article) == ("sai", (), "cau")
    file.write_text('{"question": "Ai?"}\n{"answer": "An"}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"feedback\.jsonl:2: “question”"):
        read_feedback(file)
    with pytest.raises(GoldError, match="Can't read the feedback"):
        read_feedback(tmp_path / "none.jsonl")
