from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ArticleNotFound, GoldError
from qa.evaluation.gold import load
from qa.records import Article, Kind

SENTENCE = "Ông Nguyễn Văn Minh được bầu làm Bí thư."
LINE = {
    "id": "who-001",
    "category": "who",
    "question": "Ai là Bí thư?",
    "kind": "found",
    "answers": ["Nguyễn Văn Minh"],
    "support": [{"article": "dai-hoi", "quote": SENTENCE}],
}
ABSENT = {"id": "no-1", "category": "absent", "question": "Ai hát?", "kind": "not_found", "answers": [], "support": []}


@pytest.fixture
def find(article: Article) -> Any:
    def find(article_id: str) -> Article:
        if article_id != article.id:
            raise ArticleNotFound(article_id)
        return article

    return find


def written(path: Path, *lines: Any) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_a_folder_of_questions_is_read_in_order_each_proof_with_its_place(tmp_path: Path, find: Any) -> None:
    written(tmp_path / "b.jsonl", "", ABSENT)
    written(tmp_path / "a.jsonl", LINE, {**LINE, "id": "f-1", "category": "follow_up", "history": ["Ai chủ trì?"]})
    first, second, last = load([tmp_path], find)
    assert (first.id, first.answers, first.history) == ("who-001", ("Nguyễn Văn Minh",), ())
    assert find("dai-hoi").text[first.support[0].start : first.support[0].end] == SENTENCE
    assert second.history == ("Ai chủ trì?",)
    assert (last.kind, last.support) == (Kind.NOT_FOUND, ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"category": "whom"}, "category"),
        ({"kind": "unclear"}, "kind"),
        ({"answers": "Nguyễn Văn Minh"}, "answers"),
        ({"answer": "Nguyễn Văn Minh"}, "answer"),
        ({"question": ""}, "question"),
        ({"items": [[]]}, "items.0"),
        ({"support": [{"article": "dai-hoi"}]}, "support.0.quote"),
        ({"support": [{"article": "dai-hoi", "quote": SENTENCE.lower()}]}, "is not in the article “dai-hoi”"),
        ({"support": [{"article": "dai-hoi", "quote": "Phó"}, {"article": "x", "quote": "y"}]}, "no article “x”"),
        ({"support": [{"article": "dai-hoi", "quote": "Bí thư."}]}, "stands 2 times"),
        ({"support": []}, "“support” is missing"),
        ({"answers": []}, "“answers” is missing"),
        ({"category": "list"}, "“items” is missing"),
        ({"kind": "conflict", "category": "conflict"}, "“items” is missing"),
        ({"category": "absent"}, "must be not_found"),
        ({"category": "premise"}, "in category premise “kind” must be not_found"),
        ({"kind": "not_found"}, "must be empty"),
        ({"category": "follow_up"}, "“history” belongs"),
        ({"history": ["Ai chủ trì?"]}, "“history” belongs"),
    ],
)
def test_a_faulty_line_is_refused_with_its_place_its_id_and_what_is_wrong(
    tmp_path: Path, find: Any, change: dict[str, Any], said: str
) -> None:
    path = written(tmp_path / "who.jsonl", ABSENT, {**LINE, **change})
    with pytest.raises(GoldError) as raised:
        load([path], find)
    assert str(raised.value).startswith(f"{path}:2")
    assert said in str(raised.value)
    assert raised.value.say("vi").startswith(f"{path}:2")


def test_every_fault_of_a_set_is_told_at_once(tmp_path: Path, find: Any) -> None:
    path = written(tmp_path / "who.jsonl", LINE, "{", LINE, {**LINE, "id": "who-002", "answers": []})
    with pytest.raises(GoldError) as raised:
        load([path], find)
    broken, twice, unanswered = str(raised.value).splitlines()
    assert broken.startswith(f"{path}:2: “JSON”")
    assert twice == f"{path}:3 (who-001): this id is taken by {path}:1"
    assert unanswered.startswith(f"{path}:4 (who-002): “answers”")


def test_files_that_cannot_be_read_or_hold_nothing_are_refused(tmp_path: Path, find: Any) -> None:
    (tmp_path / "utf16.jsonl").write_text("{}", encoding="utf-16")
    for path in (tmp_path / "none.jsonl", tmp_path / "utf16.jsonl"):
        with pytest.raises(GoldError, match="Can't read the gold file"):
            load([path], find)
    (tmp_path / "empty").mkdir()
    with pytest.raises(GoldError, match="no question"):
        load([tmp_path / "empty"], find)
