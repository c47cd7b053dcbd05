"""`qa gold`, as a person types it: with arguments, and at a terminal with their answers typed."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from qa import cli
from qa.cli import gold as commands

SECRETARY = (
    "Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam với tỷ lệ phiếu bầu đạt hơn 99%."
)
WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"
LENGTH = ("--question", "Cầu Bến Đá dài bao nhiêu?", "--answer", "420 m", "--answer", "420 mét",
          "--quote", "Cầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng.")  # fmt: skip


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Gold = Callable[..., Ran]


@pytest.fixture
def gold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, articles: Path) -> Gold:
    """`qa gold` over the two articles, in an empty folder; `typed` is what a person at the terminal answers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_STORE", str(tmp_path / "store"))

    def ran(*arguments: str, typed: str | None = None) -> Ran:
        monkeypatch.setattr(sys, "argv", ["qa", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed or ""))
        monkeypatch.setattr(commands, "attended", lambda: typed is not None)
        with pytest.raises(SystemExit) as left:
            cli.main()
        printed = capsys.readouterr()
        return Ran(int(left.value.code or 0), printed.out, printed.err)

    assert ran("add", str(articles)).code == 0
    return lambda *arguments, typed=None: ran("gold", *arguments, typed=typed)


def lines(path: str = "gold.jsonl") -> list[dict[str, Any]]:
    return [json.loads(text) for text in Path(path).read_text(encoding="utf-8").splitlines()]


def test_a_question_by_hand_becomes_a_line_that_fits_the_articles(gold: Gold) -> None:
    assert gold("add", *LENGTH).code == 0
    (line,) = lines()
    assert (line["id"], line["category"], line["answers"]) == ("gold-how-many-01", "how_many", ["420 m", "420 mét"])
    assert line["support"][0]["article"].startswith("cau-ben-da-")
    assert gold("add", "--question", "Ai thiết kế cầu Bến Đá?", "--kind", "not_found").code == 0
    assert lines()[1]["category"] == "absent"
    checked = gold("check")
    assert (checked.code, checked.out) == (0, "2 câu hỏi, không có lỗi.\n")


def test_a_near_duplicate_is_shown_and_needs_force(gold: Gold) -> None:
    gold("add", *LENGTH)
    again = ("--question", "cau Ben Da dai bao nhieu", *LENGTH[2:])
    refused = gold("add", *again)
    assert refused.code == cli.NO
    assert "gold-how-many-01  Cầu Bến Đá dài bao nhiêu?" in refused.err
    assert "--force" in refused.err
    assert gold("add", *again, "--gold", "other.jsonl", "--set", ".").code == cli.NO
    assert len(lines()) == 1
    assert gold("add", *again, "--force").code == 0
    assert "≈ gold-how-many-01" in gold("check").err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "--question"),
        (("Ai?", "--question", "Ai?"), 2, "--question"),
        (("--question", "Cầu Bến Đá dài bao nhiêu?", "--answer", "420 m"), 2, "--quote"),
        ((*LENGTH[:6], "--quote", "Cầu dài 450 m."), cli.ERROR, "Không bài nào trong kho"),
        ((*LENGTH, "--article", "khong-co"), cli.ERROR, "không có bài “khong-co”"),
        ((*LENGTH, "--category", "whom"), 2, "whom"),
        ((*LENGTH, "--category", "list"), 0, ""),
        ((WHO,), 2, "--yes"),
    ],
)
def test_wrong_use_and_wrong_quotes_write_nothing(gold: Gold, arguments: tuple[str, ...], code: int, said: str) -> None:
    added = gold("add", *arguments)
    assert added.code == code
    assert said in " ".join(added.err.split())
    assert Path("gold.jsonl").exists() == (code == 0)


def test_several_things_are_items_and_earlier_questions_make_a_follow_up(gold: Gold) -> None:
    board = "Ban Chấp hành đã bầu Ban Thường vụ gồm bảy đồng chí."
    gold("add", "--question", "Còn Ban Thường vụ?", "--answer", "bảy", "--quote", board, "--history", WHO)
    gold("add", "--question", "Đại hội bầu những ban nào?", "--item", "Ban Chấp hành | BCH", "--item", "Ban Thường vụ",
         "--quote", board)  # fmt: skip
    follow_up, listed = lines()
    assert (follow_up["category"], follow_up["history"]) == ("follow_up", [WHO])
    assert (listed["category"], listed["items"]) == ("list", [["Ban Chấp hành", "BCH"], ["Ban Thường vụ"]])
    assert listed["answers"] == ["Ban Chấp hành, Ban Thường vụ"]


def test_a_question_asked_is_confirmed_at_the_terminal(gold: Gold) -> None:
    added = gold("add", WHO, typed="\n\n\n\n")
    assert added.code == 0
    assert "Trần Mạnh Hùng [1]" in added.out
    (line,) = lines()
    assert (line["answers"], line["category"], line["support"][0]["quote"]) == (["Trần Mạnh Hùng"], "who", SECRETARY)


def test_a_person_corrects_answer_quote_and_category(gold: Gold) -> None:
    place = (
        "Ngày 11-7, Đại hội đại biểu Đảng bộ Khối cơ quan tỉnh Sông Lam lần thứ IX đã bế mạc tại thành phố Vĩnh Yên."
    )
    typed = f"Vĩnh Yên | TP Vĩnh Yên\nkhông phải câu này\n{place}\nwhereabouts\nwhere\ny\n"
    added = gold("add", WHO, typed=typed)
    assert added.code == 0
    assert "Không bài nào trong kho" in added.err
    (line,) = lines()
    assert (line["answers"], line["category"]) == (["Vĩnh Yên", "TP Vĩnh Yên"], "where")
    assert line["support"][0]["quote"] == place

    assert gold("add", "Ai hát ở lễ bế mạc Đại hội Đảng bộ Khối?", typed="-\n\nn\n").code == cli.NO  # not written
    assert gold("add", "Ai hát ở lễ bế mạc Đại hội Đảng bộ Khối?", typed="-\n\n\n").code == 0
    assert (lines()[1]["kind"], lines()[1]["category"]) == ("not_found", "absent")


def test_yes_trusts_the_answer(gold: Gold) -> None:
    assert gold("add", WHO, "--yes").code == 0
    assert lines()[0]["answers"] == ["Trần Mạnh Hùng"]


def test_feedback_becomes_lines_where_it_is_whole_and_a_person_fills_in_the_rest(gold: Gold) -> None:
    article = gold("suggest", "--count", "9").out
    article_id = next(json.loads(text)["support"][0]["article"] for text in article.splitlines() if "dai-hoi-" in text)
    whole = {"question": WHO, "answer": "Trần Mạnh Hùng", "verdict": "right",
             "support": [{"article": article_id, "quote": SECRETARY}]}  # fmt: skip
    part = {"question": "Cầu Bến Đá dài bao nhiêu?", "answer": "215 tỷ đồng", "verdict": "wrong", "reason": "sai"}
    Path("feedback.jsonl").write_text("\n".join(map(json.dumps, [whole, part])), encoding="utf-8")
    added = gold("add", "--feedback", "feedback.jsonl")
    assert added.code == cli.NO
    assert [line["question"] for line in lines()] == [WHO]
    assert "Bỏ qua" in added.err

    typed = "n\ny\n420 m\nCầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng.\n\ny\n"
    added = gold("add", "--feedback", "feedback.jsonl", typed=typed)
    assert "215 tỷ đồng · wrong · sai" in added.out
    assert [line["answers"] for line in lines()] == [["Trần Mạnh Hùng"], ["420 m"]]


def test_check_names_every_fault_with_file_line_and_id(gold: Gold) -> None:
    gold("add", *LENGTH)
    (line,) = lines()
    broken = {**line, "id": "b", "support": [{**line["support"][0], "quote": "Cầu dài 450 m."}]}
    Path("gold.jsonl").write_text("\n".join(map(json.dumps, [line, broken, line, "x"])), encoding="utf-8")
    checked = gold("check", "gold.jsonl")
    assert checked.code == cli.NO
    assert [fault.split(":")[1] for fault in checked.err.splitlines()] == ["2 (b)", "3 (gold-how-many-01)", "4"]
    assert gold("check", "none.jsonl").code == cli.NO


def test_drafts_are_kept_corrected_and_dropped_at_the_terminal(gold: Gold) -> None:
    drafted = gold("suggest", "--drafts", "drafts.jsonl")
    assert drafted.code == 0
    assert gold("check", "drafts.jsonl").code == 0
    first, second, *_ = lines("drafts.jsonl")
    assert gold("suggest", "--drafts", "drafts.jsonl").code == 2  # never written over

    typed = "?\ng\ns\nCâu hỏi đã sửa?\nMột | Hai\n" + "b\n" * 7
    gold("suggest", typed=typed)
    kept, corrected = lines()
    assert kept["question"] == first["question"]
    assert (corrected["question"], corrected["answers"]) == ("Câu hỏi đã sửa?", ["Một", "Hai"])
    assert corrected["support"] == second["support"]

    stopped = gold("suggest", typed="t\n")
    assert first["question"] not in stopped.out  # it stands already


def test_drafts_go_to_standard_output_where_nobody_is_asked(gold: Gold) -> None:
    drafted = gold("suggest", "--count", "2")
    assert [json.loads(text)["kind"] for text in drafted.out.splitlines()] == ["found", "found"]


def test_every_gold_command_speaks_and_has_help(gold: Gold) -> None:
    for command in ("add", "check", "suggest"):
        assert command in gold("--help").out
        assert "--store" in gold(command, "--help").out
