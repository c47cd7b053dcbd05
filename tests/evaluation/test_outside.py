"""An outside set with the real encoder, reader and indexes; and the retrieval figures against other libraries."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.errors import ConfigError
from qa.evaluation import run
from qa.evaluation.metrics import ndcg_at, recall_at, reciprocal_rank
from qa.evaluation.outside import distractors

BRIDGE = "Cầu Bến Đá bắc qua sông Cấm thông xe sáng 20-12. Cầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng."
CONGRESS = "Đồng chí Trần Mạnh Hùng được bầu làm Bí thư Huyện ủy Sông Lam. Ban Thường vụ gồm bảy đồng chí."
Command = Callable[..., tuple[int, str]]


def asked(name: str, question: str, context: str, *answers: str) -> dict[str, object]:
    given = [{"text": answer, "answer_start": context.index(answer)} for answer in answers]
    return {"id": name, "question": question, "answers": given, "is_impossible": not answers}


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    bridge = [
        asked("dai", "Cầu Bến Đá dài bao nhiêu mét?", BRIDGE, "420 m", "420"),
        asked("xay", "Ai xây cầu?", BRIDGE),
    ]
    congress = [asked("bi-thu", "Ai được bầu làm Bí thư Huyện ủy Sông Lam?", CONGRESS, "Trần Mạnh Hùng")]
    pages = [
        {"title": "Cầu Bến Đá", "paragraphs": [{"context": BRIDGE, "qas": bridge}]},
        {"title": "Đại hội Sông Lam", "paragraphs": [{"context": CONGRESS, "qas": congress}]},
    ]
    (tmp_path / "small.json").write_text(json.dumps({"version": "v2.0", "data": pages}), encoding="utf-8")
    return tmp_path / "small.json"


@pytest.fixture
def others(tmp_path: Path) -> tuple[Path, Path]:
    lines = [
        json.dumps({"id": number, "title": f"Bài {number}", "text": f"Trận đấu thứ {number} kết thúc với tỷ số hòa."})
        for number in range(5)
    ]
    plain, packed = tmp_path / "plain.jsonl", tmp_path / "packed.jsonl.xz"
    plain.write_text("\n".join([*lines[:2], "", '{"title": "không chữ"}']) + "\n", encoding="utf-8")
    packed.write_bytes(lzma.compress("\n".join(lines[2:]).encode()))
    return plain, packed


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.setenv("QA_LANGUAGE", "en")

    def start(*arguments: str | Path) -> tuple[int, str]:
        code = run.main([str(argument) for argument in arguments], report=tmp_path / "report")
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return start


def test_a_set_is_read_searched_and_answered_twice_the_same(
    squad: Path, others: tuple[Path, Path], command: Command, tmp_path: Path
) -> None:
    among = [part for path in others for part in ("--distractors", path)]
    code, printed = command("--squad", squad, *among, "--distractors-limit", "4")
    assert code == 0
    assert printed.startswith("small.json: 3 of 3 questions over 2 contexts\n")
    assert "search, 4 other articles" in printed
    path = tmp_path / "report" / "small.json"
    first = json.loads(path.read_text(encoding="utf-8"))
    measured = first["squad"]
    assert measured["retrieval"]["questions"] == 2
    assert {value for name, value in measured["retrieval"].items() if name != "questions"} == {1.0}
    assert [measured["given"][name]["questions"] for name in ("all", "answerable", "unanswerable")] == [3, 2, 1]
    assert measured["said_to_given"]["bi-thu"] == "Trần Mạnh Hùng"
    assert first["questions"]["bi-thu"]["verdict"] == "right"
    assert first["questions"]["bi-thu"]["figures"]["citation_precision"] == 1
    assert set(first["sections"]) == {"answerable", "unanswerable", "overall"}
    assert "</html>" in (tmp_path / "report" / "small.html").read_text(encoding="utf-8")

    command("--squad", squad, *among, "--distractors-limit", "4")
    again = json.loads(path.read_text(encoding="utf-8"))
    del first["timings"], again["timings"]
    assert json.dumps(first) == json.dumps(again)


def test_questions_are_asked_as_they_would_be_typed(squad: Path, command: Command, tmp_path: Path) -> None:
    code, printed = command("--squad", squad, "--transform", "folded", "--limit", "1", "--json", tmp_path / "one.json")
    assert (code, printed.startswith("small.json: 1 of 3 questions")) == (0, True)
    (question,) = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["questions"].values()
    assert question["question"] == "cau ben da dai bao nhieu met?"


def test_another_reader_that_is_not_there_is_named(squad: Path, command: Command) -> None:
    code, printed = command("--squad", squad, "--reader", "no/such/reader")
    assert code == 2
    assert "no/such/reader" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--limit", "3"], "belong to --squad"),
        (["--squad", "none.json"], "Can't read none.json as a file in SQuAD"),
        (["--squad", "none.json", "--noise"], "--squad brings its own questions"),
        (["--squad", "none.json", "--save"], "Only a run of the whole shipped set"),
    ],
)
def test_wrong_use_ends_with_2(command: Command, arguments: list[str], said: str) -> None:
    code, printed = command(*arguments)
    assert (code, said in printed) == (2, True)


def test_others_are_read_plain_and_packed_up_to_a_limit(others: tuple[Path, Path]) -> None:
    assert [title for title, _ in distractors(others, None)] == [f"Bài {number}" for number in range(5)]
    assert len(list(distractors(others, 3))) == 3


def test_a_file_of_others_that_is_not_there_is_named_before_anything_is_read(squad: Path, command: Command) -> None:
    code, printed = command("--squad", squad, "--distractors", "none.jsonl.xz")
    assert (code, printed) == (2, "There is no file none.jsonl.xz. Check the path.\n")


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff\xfe"])
def test_a_broken_file_of_others_is_named_with_its_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.jsonl").write_bytes(b'{"text": "A."}\n' + content)
    with pytest.raises(ConfigError, match=r"bad\.jsonl, after line"):
        list(distractors([tmp_path / "bad.jsonl"], None))


def rankings(count: int) -> list[tuple[list[str], list[str]]]:
    """(a list of passages best first, the right ones, of which some were not found)."""
    chance = random.Random(3)
    found = []
    for _ in range(count):
        ranked = chance.sample([f"p{number}" for number in range(60)], 50)
        found.append((ranked, chance.sample([f"p{number}" for number in range(60)], chance.randint(1, 3))))
    return found


def ranks(ranked: list[str], right: list[str]) -> list[int | None]:
    return [ranked.index(name) + 1 if name in ranked else None for name in right]


def test_ndcg_is_that_of_scikit_learn() -> None:
    learn = pytest.importorskip("sklearn.metrics")
    for ranked, right in rankings(50):
        everything = ranked + [name for name in right if name not in ranked]
        relevance = [[float(name in right) for name in everything]]
        scores = [[-float(place) for place in range(len(everything))]]
        scores[0][50:] = [-1000.0] * (len(everything) - 50)
        assert ndcg_at(10, ranks(ranked, right)) == pytest.approx(learn.ndcg_score(relevance, scores, k=10))


@pytest.mark.filterwarnings("ignore:unsafe cast")  # numba, inside ranx
def test_retrieval_figures_are_those_of_ranx() -> None:
    ranx = pytest.importorskip("ranx", reason="ranx is not installed: it is no dependency, only a second opinion")
    for ranked, right in rankings(50):
        truth = ranx.Qrels({"q": dict.fromkeys(right, 1)})
        run_found = ranx.Run({"q": {name: 1 / place for place, name in enumerate(ranked, start=1)}})
        theirs = ranx.evaluate(truth, run_found, ["recall@5", "hit_rate@5", "mrr@50", "ndcg@10"])
        own = ranks(ranked, right)
        first = [min((rank for rank in own if rank), default=None)]
        ours = (recall_at(5, own), recall_at(5, first), reciprocal_rank(own), ndcg_at(10, own))
        assert tuple(theirs.values()) == pytest.approx(ours)
