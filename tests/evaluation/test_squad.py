from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ConfigError
from qa.evaluation.squad import official_exact_match, official_f1, read_squad, some

CONTEXT = "  Cầu Bến Đá dài 420 m. Cầu thông xe năm 2021."
PAGE: dict[str, Any] = {
    "title": "Cầu_Bến_Đá",
    "paragraphs": [
        {
            "context": CONTEXT,
            "qas": [
                {
                    "id": "dai",
                    "question": "Cầu dài bao nhiêu?",
                    "answers": [{"text": "420 m", "answer_start": CONTEXT.index("420")}, {"text": "420"}],
                },
                {"id": 7, "question": "Ai xây cầu?", "answers": [], "is_impossible": True,
                 "plausible_answers": [{"text": "Bến Đá", "answer_start": 6}]},
            ],
        },
        {"context": " ", "qas": [{"question": "Trống?", "answers": []}]},
        {"context": "Sông Cấm chảy.", "qas": [{"question": "Đâu?", "answers": [{"text": "núi", "answer_start": 0}]}]},
    ],
}  # fmt: skip


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def make(content: object, name: str = "set.json") -> Path:
        text = content if isinstance(content, str) else json.dumps(content)
        packed = gzip.compress(text.encode()) if name.endswith("gz") else text.encode()
        (tmp_path / name).write_bytes(packed)
        return tmp_path / name

    return make


@pytest.mark.parametrize(
    ("content", "name"),
    [({"version": "v2.0", "data": [PAGE]}, "set.json"), ([PAGE], "set.json"), ({"data": [PAGE]}, "set.json.gz")],
)
def test_a_set_is_read_plain_or_packed_wrapped_or_bare(write: Callable[..., Path], content: object, name: str) -> None:
    found = read_squad(write(content, name))
    long, built = found.questions
    assert (long.id, long.article.title, long.answers) == ("dai", "Cầu Bến Đá", ("420 m", "420"))
    assert long.place
    assert long.article.text[slice(*long.place)] == "420 m"
    assert (built.id, built.answers, built.place) == ("7", (), None)
    assert [article.id for article in found.articles] == [long.article.id, "context-2"]
    assert found.left_out == 2  # a context without text, an answer that is not in its context


def test_offsets_hold_after_nfc_and_pick_the_place_they_name(write: Callable[..., Path]) -> None:
    text = unicodedata.normalize("NFD", "Bến Đá xa Bến Đá.")
    start = text.rindex(unicodedata.normalize("NFD", "Bến"))
    qas = [{"question": "Đâu?", "answers": [{"text": unicodedata.normalize("NFD", "Bến Đá"), "answer_start": start}]}]
    (question,) = read_squad(write([{"paragraphs": [{"context": text, "qas": qas}]}])).questions
    assert question.place == (10, 16)
    assert question.answers == ("Bến Đá",)


def test_an_id_given_twice_is_told_apart_and_one_context_is_one_article(write: Callable[..., Path]) -> None:
    qas = [{"id": "a", "question": "Sông nào?", "answers": [{"text": "Sông Cấm", "answer_start": 0}]}]
    found = read_squad(write([{"paragraphs": [{"context": "Sông Cấm chảy qua.", "qas": qas}] * 2}]))
    assert [question.id for question in found.questions] == ["a", "a#2"]
    assert len(found.articles) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "JSON"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, r"data\.0\.paragraphs\.0\.context"),
        ([{"paragraphs": [{"context": "A.", "qas": [{"question": 1}]}]}], r"0\.paragraphs\.0\.qas\.0\.question"),
        ({"data": []}, "no usable question"),
    ],
)
def test_what_is_no_squad_file_is_refused_with_the_place(
    write: Callable[..., Path], content: object, said: str
) -> None:
    with pytest.raises(ConfigError, match=rf"set\.json .*{said}"):
        read_squad(write(content))


def test_a_file_that_is_not_there_or_torn_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.json"):
        read_squad(tmp_path / "none.json")
    (tmp_path / "torn.json.gz").write_bytes(gzip.compress(b"[]" * 1000)[:-9])
    with pytest.raises(ConfigError, match=r"torn\.json"):
        read_squad(tmp_path / "torn.json.gz")


def test_a_limit_takes_questions_of_every_part(write: Callable[..., Path]) -> None:
    qas = [{"id": str(number), "question": "Sông nào?", "answers": []} for number in range(10)]
    asked = read_squad(write([{"paragraphs": [{"context": "Sông Cấm chảy qua.", "qas": qas}]}])).questions
    assert [question.id for question in some(asked, 4)] == ["0", "2", "5", "7"]
    assert some(asked, None) == some(asked, 99) == list(asked)


# Worked out by hand from the definitions of evaluate-v1.1.py and evaluate-v2.0.py.
@pytest.mark.parametrize(
    ("said", "accepted", "exact", "overlap"),
    [
        ("The Bến Đá.", ["bến đá"], 1, 1),
        ("cầu Bến Đá", ["Bến Đá"], 0, 2 * (2 / 3) * 1 / (2 / 3 + 1)),
        ("cầu Bến Đá", ["Sông Cấm", "Bến Đá", "cầu"], 0, 2 * (2 / 3) * 1 / (2 / 3 + 1)),
        ("420 420 m", ["420 m m"], 0, 2 * (2 / 3) * (2 / 3) / (2 / 3 + 2 / 3)),
        ("bảy", ["7"], 0, 0),  # unlike ours
        ("hoà", ["hòa"], 0, 0),  # unlike ours
        ("1.200", ["1200"], 1, 1),
        ("Bình An", ["Bình"], 1, 1),  # "an" is an English article
        ("“99%”", ["99"], 0, 0),  # “ is no ASCII punctuation
        ("", ["7"], 0, 0),
        ("", [], 1, 1),  # nothing was to be said
        ("7", [], 0, 0),
        ("", ["..."], 1, 1),  # an answer that normalises to nothing counts as none
    ],
)
def test_the_official_metrics_by_hand(said: str, accepted: list[str], exact: float, overlap: float) -> None:
    assert official_exact_match(said, accepted) == exact
    assert official_f1(said, accepted) == overlap
