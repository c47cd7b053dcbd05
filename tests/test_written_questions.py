"""The questions that the reader learns from are well formed, and what it is measured on is none of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

WRITTEN = Path(__file__).parent.parent / "training" / "reader" / "written"
FILES = ("first", "second", "third", "fourth", "fifth", "held", "dev")


def records(name: str) -> list[dict[str, Any]]:
    with (WRITTEN / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def documents(name: str) -> set[tuple[str, str]]:
    return {(record["file"], record["document"]) for record in records(name)}


@pytest.mark.parametrize("name", FILES)
def test_each_names_a_document_and_the_places_of_its_answers_and_no_text(name: str) -> None:
    for record in records(name):
        assert set(record) == {"file", "document", "question", "answers"}
        assert record["question"].endswith("?"), record
        assert all(0 <= start < end for start, end in record["answers"]), record


@pytest.mark.parametrize("name", FILES)
def test_no_document_is_asked_the_same_twice(name: str) -> None:
    asked = [(record["file"], record["document"], record["question"].lower()) for record in records(name)]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("name", ["held", "dev"])
def test_what_is_measured_on_is_not_trained_on(name: str) -> None:
    others = set().union(*(documents(other) for other in FILES if other != name))
    assert not documents(name) & others
