"""The command `qa`, run as a person types it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from qa import Answer, cli
from qa.vietnamese.encodings import encode

ROOT = Path(__file__).parent.parent
WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """`qa` in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_STORE", str(tmp_path / "store"))

    def ran(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["qa", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        printed = capsys.readouterr()
        return Ran(int(left.value.code or 0), printed.out, printed.err)

    return ran


def test_an_older_encoding_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Thông xe cầu Bến Đá\n20/12/2021\n"
        "Sáng 20-12, cầu Bến Đá chính thức thông xe. Cầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng."
    )
    (tmp_path / "cu.txt").write_bytes(encode(text, "TCVN3"))
    added = run("add", "cu.txt").out
    assert "Thông xe cầu Bến Đá" in added
    assert "(chuyển từ TCVN3)" in added
    shown = text.replace("cầu Bến Đá", "đập Khe Chè").encode().decode("latin-1")
    monkeypatch.setattr(sys, "stdin", io.StringIO(shown))
    pasted = run("add", "-").out
    assert "Thông xe đập Khe Chè" in pasted
    assert "(chuyển từ UTF-8 bị đọc nhầm)" in pasted


def test_add_list_ask_show_remove(run: Run, articles: Path) -> None:
    added = run("add", str(articles))
    assert added.code == 0
    assert "thêm mới: 2." in added.out
    assert "không đổi: 2." in run("add", str(articles)).out

    listed = run("list")
    assert "11-07-2020" in listed.out
    assert "Thông xe cầu Bến Đá" in listed.out
    article_id = re.search(r"dai-hoi-\w+", listed.out)
    assert article_id

    asked = run("ask", WHO)
    assert asked.code == 0
    assert "Trần Mạnh Hùng [1] (theo bài ngày 11-07-2020)" in asked.out

    shown = run("show", article_id[0])
    assert "Quang cảnh phiên bế mạc." in shown.out

    assert run("remove", article_id[0]).code == 0
    assert "Đại hội" not in run("list").out
    assert run("ask", WHO).code == cli.NO


def test_ask_says_how_the_question_was_taken_where_it_has_other_words(run: Run, articles: Path) -> None:
    run("add", str(articles))
    assert run("ask", "ai la bi thu dang uy khoi").out.startswith("Hiểu là: ai là bí thư đảng ủy khối\n")
    assert "Hiểu là" not in run("ask", "Ai là Bí thư Đảng uỷ Khối").out


def test_ask_as_json_is_an_answer(run: Run, articles: Path) -> None:
    run("add", str(articles))
    asked = run("ask", WHO, "--json", "--top", "5")
    assert Answer.from_json(asked.out).short == "Trần Mạnh Hùng"
    assert json.loads(asked.out)["citations"][0]["number"] == 1


def test_ask_and_search_look_where_they_are_told(run: Run, articles: Path) -> None:
    run("add", str(articles))
    question = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"
    code, said, _ = run("ask", question, "--since", "7-2020", "--until", "2020")
    assert code == 0
    assert "Trần Mạnh Hùng" in said
    assert "Chỉ tìm trong các bài từ 01-07-2020 đến 31-12-2020." in said
    code, said, _ = run("ask", question, "--since", "2021")
    assert code == 1
    assert "các bài báo từ 01-01-2021 không nói về điều này" in said
    assert run("search", question, "--source", "Báo không có")[0] == 1
    code, _, error = run("ask", question, "--since", "hôm nào đó")
    assert code == 3
    assert "không phải ngày tháng" in error


def test_search_says_where_each_passage_came_from(run: Run, articles: Path) -> None:
    run("add", str(articles))
    found = run("search", "cầu Bến Đá", "--top", "1")
    assert "Thông xe cầu Bến Đá" in found.out
    assert re.search(r"vector #1 cos 0\.\d+ · từ #1 BM25 \d", found.out)


def test_add_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("Hội chợ mở cửa\n\nHội chợ Xuân mở cửa ngày 3-5 tại Vinh."))
    assert "thêm mới: 1." in run("add", "-").out


def test_a_refused_file_is_named_with_its_reason_and_the_code_is_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "anh.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    added = run("add", "anh.txt", "khong-co.txt")
    assert added.code == cli.NO
    assert "anh.txt" in added.err
    assert "khong-co.txt" in added.err
    assert "không đọc được: 2." in added.out


def test_an_unknown_id_is_an_error_with_the_next_command(run: Run) -> None:
    shown = run("show", "khong-co")
    assert shown.code == cli.ERROR
    assert "qa list" in shown.err


def test_wrong_use_is_code_2(run: Run) -> None:
    assert run("ask").code == 2
    assert run("nothing-like-that").code == 2
    assert run("add").code == 2


def test_an_empty_store_says_how_to_fill_it(run: Run) -> None:
    assert "qa add" in run("list").err


def test_check_finds_a_sound_store_and_a_damaged_one(run: Run, articles: Path, tmp_path: Path) -> None:
    run("add", str(articles))
    assert run("check").code == 0
    log = tmp_path / "store" / "vectors" / "chroma.sqlite3"
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
    found = run("check")
    assert found.code == cli.NO
    assert "qa check --repair" in found.err
    assert run("check", "--repair").code == 0
    assert run("check").code == 0


def test_rebuild_leaves_the_answers_as_they_were(run: Run, articles: Path) -> None:
    run("add", str(articles))
    before = run("ask", WHO).out
    assert run("rebuild").code == 0
    assert run("ask", WHO).out == before


def test_a_second_process_is_told_who_owns_the_store(run: Run, tmp_path: Path) -> None:
    code = "import sys; from qa import Assistant; a = Assistant.open(sys.argv[1]); print('open', flush=True); input()"
    owner = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "store")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert owner.stdin
    assert owner.stdout
    assert owner.stdout.readline() == "open\n"
    refused = run("list")
    owner.stdin.close()
    owner.wait()
    owner.stdout.close()
    assert refused.code == cli.ERROR
    assert str(owner.pid) in refused.err
    assert run("list").code == 0


def test_every_command_in_the_readmes_exists_and_has_help(run: Run) -> None:
    named = {
        command
        for readme in ("README.md", "README.vi.md")
        for command in re.findall(
            r"^\$ (?:\.venv/bin/)?qa (\w+)", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    commands = set("add list show remove ask search chat rebuild check eval gold feedback users".split())
    assert named == commands
    for command in commands:
        assert run(command, "--help").code == 0
        assert command in run("--help").out


def test_colours_only_on_a_terminal(run: Run, articles: Path) -> None:
    run("add", str(articles))
    assert "\x1b" not in run("ask", WHO).out + run("list").out


def test_the_command_speaks_english_when_asked() -> None:
    code = "import sys; from qa.cli import main; sys.argv = ['qa', '--help']; main()"
    for language, word in (("en", "Read articles into the store."), ("vi", "Đọc các bài báo")):
        printed = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"QA_LANGUAGE": language},
        )
        assert word in printed.stdout
