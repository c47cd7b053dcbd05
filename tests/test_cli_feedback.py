"""`qa feedback`, and gold questions made of it, as a person types them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from qa import Assistant, cli
from qa.cli import gold as gold_commands
from qa.records import Answer, Feedback, Kind

WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"
LENGTH = "Cầu Bến Đá dài bao nhiêu?"
UNKNOWN = "Ai thiết kế nhà hát Con Thuyền?"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, articles: Path) -> Iterator[Path]:
    """A store with five verdicts: two good on one question, a good refusal, one bad, one of which only text came."""
    monkeypatch.chdir(tmp_path)
    with Assistant.open(tmp_path / "store") as assistant:
        assistant.add(articles)
        who = assistant.ask(WHO)
        for feedback in (
            Feedback(WHO, "good", answer=who),
            Feedback(WHO.lower(), "good", answer=who),
            Feedback(UNKNOWN, "good", answer=Answer(Kind.NOT_FOUND, UNKNOWN, "Không tìm thấy.")),
            Feedback(LENGTH, "bad", "wrong", "Bài ghi\n420 m.", answer=Answer(Kind.FOUND, LENGTH, "215 tỷ.", "215 tỷ")),
            Feedback("Ai nói?", "good", said="Bà Thủy [1]"),
        ):
            assistant.take_feedback(feedback)
    yield tmp_path / "store"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: Path) -> Run:
    def ran(*arguments: str, typed: str | None = None) -> Ran:
        monkeypatch.setattr(sys, "argv", ["qa", *arguments, "--store", str(store)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed or ""))
        monkeypatch.setattr(gold_commands, "attended", lambda: typed is not None)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: typed is not None)
        with pytest.raises(SystemExit) as left:
            cli.main()
        printed = capsys.readouterr()
        return Ran(int(left.value.code or 0), printed.out, printed.err)

    return ran


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_the_list_is_newest_first_a_line_each(run: Run, store: Path) -> None:
    with Assistant.open(store):  # somebody owns the store
        listed = rows(run("feedback").out)
    assert [row[0] for row in listed] == ["5", "4", "3", "2", "1"]
    assert listed[1][2:] == ["chưa tốt", "sai", LENGTH, "215 tỷ", "", "Bài ghi 420 m."]
    assert listed[4][5].startswith("Trần Mạnh Hùng")
    assert listed[4][6].startswith("dai-hoi-")
    assert [row[0] for row in rows(run("feedback", "--bad").out)] == ["4"]


def test_since_counts_whole_days_here(run: Run) -> None:
    today = datetime.now().astimezone()
    assert len(rows(run("feedback", "--since", f"{today:%Y-%m-%d}").out)) == 5
    tomorrow = run("feedback", "--since", f"{today + timedelta(days=1):%d-%m-%Y}")
    assert (tomorrow.code, tomorrow.out, tomorrow.err) == (0, "", "Chưa có góp ý nào.\n")


def test_json_is_an_object_a_line_with_the_whole_answer(run: Run) -> None:
    records = [json.loads(line) for line in run("feedback", "--json").out.splitlines()]
    assert [record["id"] for record in records] == [5, 4, 3, 2, 1]
    assert records[4]["answer"]["citations"][0]["quote"]
    assert datetime.fromisoformat(records[0]["at"]) <= datetime.now(UTC)


def test_what_was_found_good_becomes_gold_questions_each_once(run: Run) -> None:
    exported = run("feedback", "export", "gold-moi.jsonl")
    assert exported.code == 0
    who, unknown = (json.loads(line) for line in Path("gold-moi.jsonl").read_text(encoding="utf-8").splitlines())
    assert (who["id"], who["question"], who["kind"], who["answers"]) == (
        "gold-moi-who-01", WHO, "found", ["Trần Mạnh Hùng"],
    )  # fmt: skip
    assert (unknown["category"], unknown["kind"]) == ("absent", "not_found")
    assert "qa gold add --feedback" in exported.err
    assert f"4  {LENGTH}" in exported.err
    assert "5  Ai nói?" in exported.err
    checked = run("gold", "check", "gold-moi.jsonl")
    assert (checked.code, checked.out) == (0, "2 câu hỏi, không có lỗi.\n")
    assert run("feedback", "export", "gold-moi.jsonl").code == 2, "never written over"


def test_one_of_them_becomes_a_gold_question_with_a_person(run: Run) -> None:
    assert run("gold", "add", "--feedback", "4").code == cli.NO, "what the right answer is, a person must say"
    typed = "y\n420 m\nCầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng.\n\ny\n"
    added = run("gold", "add", "--feedback", "4", typed=typed)
    assert added.code == 0
    assert f"{LENGTH} – 215 tỷ · bad · wrong · Bài ghi" in added.out
    assert json.loads(Path("gold.jsonl").read_text(encoding="utf-8"))["answers"] == ["420 m"]
    assert run("gold", "add", "--feedback", "1").code == 0
    missing = run("gold", "add", "--feedback", "99")
    assert missing.code == cli.ERROR
    assert "Không có góp ý nào mang mã 99" in missing.err


def test_a_question_of_a_conversation_stands_alone_in_the_gold_set(run: Run, store: Path) -> None:
    with Assistant.open(store) as assistant:
        answer = assistant.ask(WHO)
        assistant.take_feedback(Feedback("Còn bí thư?", "good", answer=answer))
    run("gold", "add", "--feedback", "6", "--yes")
    assert json.loads(Path("gold.jsonl").read_text(encoding="utf-8"))["question"] == WHO


def test_removal_asks_first(run: Run) -> None:
    kept = run("feedback", "remove", "4", typed="n\n")
    assert f"- 4  {LENGTH}" in kept.out
    assert len(rows(run("feedback").out)) == 5
    assert run("feedback", "remove", "4", "5", "--yes").code == 0
    assert [row[0] for row in rows(run("feedback").out)] == ["3", "2", "1"]
    assert run("feedback", "remove", "4", "--yes").code == cli.ERROR
