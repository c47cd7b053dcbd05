"""The page around the answers: built and served without a network, alive whatever goes wrong, closed by Ctrl-C."""

from __future__ import annotations

import gc
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from time import sleep

import pytest

from qa.api import Assistant
from qa.errors import QaError, QuestionError
from qa.records import EVERYTHING, Answer, Article, Citation, Kind, Scope, Turn
from qa.web import limiting
from qa.web.chat import PACE, Message, reopen, reply, turns
from qa.web.door import EARLIER
from qa.web.server import build, serve

ARTICLE = Article("ben-pha", "Bến phà ngừng chạy", "Ông Lãm lái chuyến cuối.", date(2022, 2, 3), source="Báo Tân Hải")
CITATION = Citation(1, "ben-pha", ARTICLE.title, ARTICLE.published, "", "", 0, len(ARTICLE.text), ARTICLE.text)


class Scripted:
    """Answers a question with the question itself, word by word, and remembers what it was asked."""

    def __init__(self, pause: float = 0) -> None:
        self.pause = pause  # seconds before each word
        self.asked: list[tuple[str, list[str]]] = []
        self.within = EVERYTHING  # of the last question

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, within: Scope = EVERYTHING
    ) -> Generator[Answer, None, None]:
        self.asked.append((question, [turn.question for turn in history]))
        self.within = within
        if question == "dài":
            raise QuestionError("Câu hỏi dài quá.", "The question is too long.")
        words = question.split()
        for count in range(1, len(words) + 1):
            sleep(self.pause)
            yield Answer(Kind.FOUND, question, " ".join(words[:count]), citations=(CITATION,), within=within)
            if question == "hỏng giữa chừng":
                raise ZeroDivisionError

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        extractive: bool = False,
        within: Scope = EVERYTHING,
    ) -> Answer:
        return [*self.stream(question, history)][-1]

    def articles(self) -> list[Article]:
        return [ARTICLE]

    def sources(self) -> list[tuple[str, int]]:
        return [(ARTICLE.source, 1)]

    def latest(self, count: int) -> list[Article]:
        return [ARTICLE][:count]

    def article(self, article_id: str) -> Article:
        assert article_id == ARTICLE.id
        return ARTICLE


def ask(assistant: Scripted, question: str, history: Sequence[Turn] = ()) -> list[Message]:
    """The messages that the page gets, one after the other."""
    messages = list(reply(assistant, "vi", question, [*history]))
    assert [message["done"] for message in messages] == [False] * (len(messages) - 1) + [True]
    return messages


def test_an_answer_grows_under_its_question() -> None:
    messages = ask(Scripted(pause=PACE), "Ai lái?")
    shown = [message["html"] for message in messages]
    assert "<p>Ai</p>" in shown[0]
    assert "<p>Ai lái?</p>" in shown[-1]
    assert f"<mark>{ARTICLE.text}</mark>" in shown[-1]
    assert all(">Ai lái?</h2>" in html for html in shown)
    assert messages[0]["answer"] is None
    assert messages[-1]["answer"]["text"] == "Ai lái?"


def test_an_answer_that_comes_at_once_is_sent_once() -> None:
    messages = ask(Scripted(), "một hai ba " * 50)
    assert len(messages) == 1
    assert messages[0]["answer"]["text"].endswith("ba")


def test_earlier_turns_go_with_the_next_question() -> None:
    assistant = Scripted()
    kept = {"question": "Ai lái?", "answer": ask(assistant, "Ai lái?")[-1]["answer"]}
    ask(assistant, "Bao giờ?", turns([kept]))
    assert assistant.asked[-1] == ("Bao giờ?", ["Ai lái?"])


@pytest.mark.parametrize("forged", [None, "x", [1], [{"question": "?"}], [{"question": "?", "answer": {"kind": "x"}}]])
def test_what_is_no_turn_of_this_version_is_left_out(forged: object) -> None:
    assert turns(forged) == []


def test_no_more_turns_are_read_than_follow_ups_lean_on() -> None:
    answer = ask(Scripted(), "Ai?")[-1]["answer"]
    assert len(turns([{"question": str(n), "answer": answer} for n in range(50)])) == EARLIER


def test_a_kept_conversation_is_shown_as_it_was() -> None:
    message = ask(Scripted(), "Ai lái?")[-1]
    shown = reopen(
        Scripted(), "vi", [{"question": "Ai lái?", "answer": message["answer"]}, {"question": "<b>", "answer": None}]
    )
    assert shown[0] == message["html"]
    assert "&lt;b&gt;</h2>" in shown[1]
    assert "chưa có câu trả lời" in shown[1]
    assert reopen(Scripted(), "vi", {"not": "a list"}) == []


def test_closing_a_reply_ends_the_answering() -> None:
    closed = []

    class Endless(Scripted):
        def stream(
            self, question: str, history: Sequence[Turn] = (), *, within: Scope = EVERYTHING
        ) -> Generator[Answer, None, None]:
            try:
                while True:
                    sleep(PACE)
                    yield Answer(Kind.FOUND, question, "và")
            finally:
                closed.append(question)

    growing = reply(Endless(), "vi", "Ai?", [])
    assert "và" in next(growing)["html"]
    growing.close()  # type: ignore[attr-defined]  # what Gradio does when a person presses stop
    assert closed == ["Ai?"]


def test_an_error_is_one_line() -> None:
    assert '<p class="notice error">Câu hỏi dài quá.</p>' in ask(Scripted(), "dài")[-1]["html"]
    english = [*reply(Scripted(), "en", "dài", [])]
    assert "The question is too long." in english[-1]["html"]


def test_the_unexpected_is_one_line_too_and_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    messages = ask(Scripted(), "hỏng giữa chừng")
    assert "Có lỗi ngoài dự kiến" in messages[-1]["html"]
    assert "ZeroDivisionError" not in messages[-1]["html"]
    assert "ZeroDivisionError" in caplog.text
    assert messages[-1]["answer"] is None


def test_the_limits_beside_the_question_go_with_it() -> None:
    assistant = Scripted()
    told = list(reply(assistant, "vi", "Ai lái?", [], "2020", None, ["Báo Tân Hải"]))
    assert assistant.within == Scope(date(2020, 1, 1), None, ("Báo Tân Hải",))
    assert "Chỉ tìm trong các bài từ 01-01-2020, của Báo Tân Hải." in told[-1]["html"]
    (*_, wrong) = reply(assistant, "vi", "Ai lái?", [], "hôm nọ", "", [])
    assert "“hôm nọ” không phải ngày tháng." in wrong["html"]
    assert wrong["answer"] is None


def test_a_chip_says_what_is_limited() -> None:
    assert limiting.chip("vi", "", "", []) == ""
    assert "Chỉ tìm trong các bài đến 31-12-2020 " in limiting.chip("vi", "", "2020", [])
    assert "&lt;b&gt;" in limiting.chip("en", "", "", ["<b>"])
    assert "không phải ngày tháng" in limiting.chip("vi", "<b>", "", [])
    assert "<b>" not in limiting.chip("vi", "<b>", "", [])


# Gradio makes event loops to have locks made in, and leaves them to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Hỏi về các bài báo… ví dụ: Ai là Bí thư?", "Hỏi", "Dừng", "Câu hỏi"]),
        ("en", ["Ask about the articles… e.g. Ai là Bí thư?", "Ask", "Stop", "Question"]),
    ],
)
def test_the_page_is_built_without_a_network(language: str, words: list[str], assistant: Assistant) -> None:
    blocks = build(assistant, "en" if language == "en" else "vi")
    config = blocks.get_config_file()
    shown = {str(value) for component in config["components"] for value in component["props"].values()}
    assert config["title"] == "Hỏi Báo"
    assert set(words) <= shown
    assert not blocks.analytics_enabled
    assert {function.api_visibility for function in blocks.fns.values()} == {"private"}
    del blocks, config
    gc.collect()


SERVE = """
import sys
from qa import Assistant
from qa.web.limits import Limits
from qa.web.server import serve

with Assistant.open(sys.argv[1]) as assistant:
    serve(assistant, port=0, limits=Limits(read_only=True))
print("closed")
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a page over an empty store, and the process behind it."""
    store = str(tmp_path_factory.mktemp("served") / "store")
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, store], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        address = re.fullmatch(r"Hỏi Báo: (http://127\.0\.0\.1:\d+) \(dừng: Ctrl-C\)\n", said)
        assert address, said
        yield address[1], process
        process.kill()


def get(address: str | urllib.request.Request) -> str:
    with urllib.request.urlopen(address, timeout=20) as response:
        body: bytes = response.read()
    return body.decode()


def test_the_served_page_names_no_other_host_to_load_from(served: tuple[str, subprocess.Popen[str]]) -> None:
    page = get(served[0])
    assert not re.findall(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(?:https?:)?//""", page)
    assert "Cuộc trò chuyện mới" in page
    styles = get(f"{served[0]}/theme.css")
    assert "Segoe UI" in styles
    assert not re.findall(r"@import|url\(['\"]?(?!['\"]?data:)", styles)


def test_nothing_but_the_page_is_offered(served: tuple[str, subprocess.Popen[str]]) -> None:
    assert get(f"{served[0]}/gradio_api/info") == '{"named_endpoints":{},"unnamed_endpoints":{}}'
    for path in ("docs", "openapi.json", "gradio_api/runs", "monitoring", "gradio_api/file=/etc/passwd"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(f"{served[0]}/{path}")
        refused.value.close()
        assert refused.value.code in (403, 404), path


def test_uploads_are_refused_where_nothing_may_be_added(served: tuple[str, subprocess.Popen[str]]) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        + b"a" * 2_000
        + b"\r\n--x--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(urllib.request.Request(f"{served[0]}/gradio_api/upload", data=body, headers=headers))
    refused.value.close()
    assert refused.value.code == 404  # there is no such address


def test_a_taken_port_is_told_with_what_to_do(served: tuple[str, subprocess.Popen[str]], assistant: Assistant) -> None:
    port = int(served[0].rpartition(":")[2])
    with pytest.raises(QaError) as error:
        serve(assistant, port=port)
    assert f"Cổng {port}" in error.value.vi
    assert f"--port {port + 1}" in error.value.vi
    assert f"Port {port} is in use" in error.value.en


def test_an_address_of_another_machine_is_told(assistant: Assistant) -> None:
    with pytest.raises(QaError, match=r"Can't listen on 192\.0\.2\.1, port 7860: .*--host"):
        serve(assistant, host="192.0.2.1")


@pytest.mark.skipif(os.name == "nt", reason="this system can't send Ctrl-C to one process alone")
def test_ctrl_c_closes_it_without_a_word_even_with_a_page_open(served: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = served
    port = int(address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as page:  # what an open page holds, for as long as it is open
        page.sendall(b"GET /gradio_api/heartbeat/abc HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"200 OK" in page.recv(1000)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert process.stdout
    assert process.stdout.read() == "closed\n"
