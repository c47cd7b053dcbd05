"""A reader's verdict, sent to the running server as the page sends it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CONGRESS
from tests.web.serving import QA, Served, chat

from qa import Assistant
from qa.index.feedback import FEEDBACK_FILE, FeedbackFile
from qa.records import Feedback

WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    store = tmp_path_factory.mktemp("feedback") / "store"
    with Assistant.open(store) as assistant:
        assistant.add_text(CONGRESS)
    with chat(store) as running:
        yield running, store


def newest(store: Path) -> Feedback:
    return FeedbackFile(store / FEEDBACK_FILE).all()[0]


def test_a_verdict_on_an_answer_is_kept_with_the_answer(served: tuple[Served, Path]) -> None:
    running, store = served
    answer = running.ask("POST", "/ask", {"question": WHO}).json
    sent = {"question": WHO, "answer": answer, "verdict": "bad", "reason": "cũ", "note": "Nay là người khác.\x1b[2J"}
    assert running.ask("GET", "/health").json == {"status": "ok", "feedback": True}
    reply = running.ask("POST", "/feedback", sent)
    assert (reply.status, reply.json) == (201, {"status": "ok"})
    kept = newest(store)
    assert (kept.verdict, kept.reason, kept.note) == ("bad", "outdated", "Nay là người khác.[2J")
    assert kept.answer
    assert kept.answer.short == "Trần Mạnh Hùng"
    assert kept.answer.citations[0].quote in CONGRESS


def test_the_answer_may_be_text_and_the_reason_in_either_spelling(served: tuple[Served, Path]) -> None:
    running, store = served
    reasons = {"sai": "wrong", "incomplete": "incomplete", "Nguồn không đúng": "source", "": ""}
    for said, kept in reasons.items():
        sent = {"question": WHO, "answer": "Trần Mạnh Hùng [1]", "verdict": "good", "reason": said}
        assert running.ask("POST", "/feedback", sent).status == 201
        assert (newest(store).reason, newest(store).said) == (kept, "Trần Mạnh Hùng [1]")


def test_citations_that_are_not_true_are_not_kept(served: tuple[Served, Path]) -> None:
    running, store = served
    answer = running.ask("POST", "/ask", {"question": WHO}).json
    forged = {**answer, "citations": [{**answer["citations"][0], "quote": "Ông Lê An là Bí thư."}]}
    running.ask("POST", "/feedback", {"question": WHO, "answer": forged, "verdict": "good"})
    kept = newest(store)
    assert kept.answer
    assert kept.answer.citations == ()
    gone = {**answer, "citations": [{**answer["citations"][0], "article_id": "da-rut"}]}
    running.ask("POST", "/feedback", {"question": WHO, "answer": gone, "verdict": "bad", "note": "Bài này đã rút."})
    assert (newest(store).answer, newest(store).said, newest(store).note) == (None, "", "Bài này đã rút.")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"verdict": "maybe"}, 400),
        ({"reason": "tại vì"}, 400),
        ({"question": "  "}, 400),
        ({"question": "dài " * 600}, 400),
        ({"note": "dài " * 600}, 400),
        ({"answer": "dài " * 6_000}, 400),
        ({"answer": {"kind": "found"}}, 400),
        ({"note": "dài " * 30_000}, 413),
    ],
)
def test_what_does_not_fit_is_refused(served: tuple[Served, Path], change: dict[str, Any], status: int) -> None:
    running, store = served
    before = FeedbackFile(store / FEEDBACK_FILE).all()
    reply = running.ask("POST", "/feedback", {"question": WHO, "verdict": "bad", **change})
    assert reply.status == status
    assert reply.json["error"]["message"]
    assert FeedbackFile(store / FEEDBACK_FILE).all() == before


def test_a_form_of_another_site_is_refused(served: tuple[Served, Path]) -> None:
    running, _ = served
    sent = json.dumps({"question": WHO, "verdict": "bad"})
    assert running.ask("POST", "/feedback", sent, {"Content-Type": "text/plain"}).status == 415


def test_a_store_in_use_can_be_listed(served: tuple[Served, Path]) -> None:
    running, store = served
    running.ask("POST", "/feedback", {"question": WHO, "verdict": "bad", "note": "đang chạy"})
    listed = subprocess.run(
        [*QA, "feedback", "--store", str(store)], capture_output=True, text=True, check=True, timeout=120
    )
    assert "đang chạy" in listed.stdout


def test_a_file_that_cannot_be_written_is_told_to_the_page_and_names_no_path(served: tuple[Served, Path]) -> None:
    running, store = served
    file = store / FEEDBACK_FILE
    content = file.read_bytes()
    file.write_bytes(b"no database" * 400)
    try:
        assert running.ask("GET", "/health").json == {"status": "ok", "feedback": False}
        reply = running.ask("POST", "/feedback", {"question": WHO, "verdict": "bad"})
        assert reply.status == 500
        assert str(store) not in reply.body
        assert FEEDBACK_FILE not in reply.body
    finally:
        file.write_bytes(content)
    assert running.ask("POST", "/feedback", {"question": WHO, "verdict": "bad"}).status == 201
