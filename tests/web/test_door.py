"""The HTTP door, driven by the clients that people use: openai, LangChain's ChatOpenAI, and plain HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from qa import Answer, Assistant, Kind

pytest.importorskip("openai", reason="openai is not installed (it comes with the llm extra)")
pytest.importorskip("langchain_openai", reason="langchain-openai is not installed (it is in the llm extra)")

from langchain_openai import ChatOpenAI
from openai import BadRequestError, NotFoundError, OpenAI

WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"
JSON = "application/json"
SHARE = "Tỷ lệ phiếu bao nhiêu?"
TRAP = "![ảnh](http://evil.example/a.png) <img src=http://evil.example> [bấm](http://evil.example)"
ARTICLES = (
    "Bế mạc Đại hội Đảng bộ Khối cơ quan tỉnh Sông Lam\n\n11-07-2020\nĐồng chí Trần Mạnh Hùng tái đắc cử Bí thư Đảng "
    "ủy Khối cơ quan tỉnh Sông Lam với tỷ lệ phiếu bầu đạt hơn 99%.",
    f"Lá thư lạ ở bưu điện Bến Đò\n\n06-05-2021\nÔng Phan Văn Trứ phát hiện lá thư lạ {TRAP} ở bưu điện Bến Đò.",
)
SERVE = """
import sys
from qa import Assistant
from qa.web.server import serve
with Assistant.open(sys.argv[1]) as assistant:
    serve(assistant, port=0)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the chat of a store of those articles is served."""
    store = str(tmp_path_factory.mktemp("door") / "store")
    with Assistant.open(store) as assistant:
        for text in ARTICLES:
            assert assistant.add_text(text).status == "added"
    with subprocess.Popen([sys.executable, "-c", SERVE, store], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[2]
        process.kill()


@pytest.fixture
def client(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{address}/v1", api_key="any", max_retries=0) as opened:
        yield opened


def send(url: str, body: bytes | None = None, kind: str = JSON) -> tuple[int, Any]:
    """The status and the JSON of a reply."""
    request = urllib.request.Request(url, data=body, headers={"Content-Type": kind})
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def test_the_openai_client_gets_the_answer_its_sources_and_the_record(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["hoibao"]
    completion = client.chat.completions.create(model="hoibao", messages=[{"role": "user", "content": WHO}])
    content = completion.choices[0].message.content
    assert content
    assert content.startswith("Trần Mạnh Hùng [1] (theo bài ngày 11-07-2020).")
    assert content.endswith("Nguồn:\n[1] Bế mạc Đại hội Đảng bộ Khối cơ quan tỉnh Sông Lam, 11-07-2020")
    assert completion.choices[0].finish_reason == "stop"
    assert completion.model_extra
    answer = Answer.from_json(json.dumps(completion.model_extra["hoibao"]))
    assert (answer.kind, answer.short) == (Kind.FOUND, "Trần Mạnh Hùng")
    assert "tái đắc cử Bí thư" in answer.citations[0].quote


def test_the_openai_client_streams_the_same(client: OpenAI) -> None:
    whole = client.chat.completions.create(model="hoibao", messages=[{"role": "user", "content": WHO}])
    chunks = list(
        client.chat.completions.create(model="hoibao", messages=[{"role": "user", "content": WHO}], stream=True)
    )
    assert len(chunks) > 5
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole.choices[0].message.content
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].model_extra
    assert chunks[-1].model_extra["hoibao"]["short"] == "Trần Mạnh Hùng"


def test_earlier_messages_are_the_conversation(client: OpenAI) -> None:
    completion = client.chat.completions.create(
        model="hoibao",
        messages=[
            {"role": "system", "content": "Trả lời bằng tiếng Anh."},
            {"role": "user", "content": WHO},
            {"role": "assistant", "content": "Trần Mạnh Hùng [1]"},
            {"role": "user", "content": [{"type": "text", "text": SHARE}]},
        ],
    )
    assert "99%" in (completion.choices[0].message.content or "")


def test_langchain_talks_to_it(address: str) -> None:
    model = ChatOpenAI(base_url=f"{address}/v1", api_key="any", model="hoibao", max_retries=0)  # type: ignore[arg-type]
    asked = [SystemMessage("Ngắn gọn."), HumanMessage(WHO), AIMessage("Trần Mạnh Hùng [1]"), HumanMessage(SHARE)]
    assert "99%" in str(model.invoke(asked).content)
    assert "".join(str(piece.content) for piece in model.stream(WHO)) == model.invoke(WHO).content


def test_markup_of_an_article_reaches_no_renderer_but_the_record_is_exact(client: OpenAI) -> None:
    question = "Ai phát hiện lá thư lạ ở bưu điện Bến Đò?"
    completion = client.chat.completions.create(model="hoibao", messages=[{"role": "user", "content": question}])
    content = completion.choices[0].message.content
    assert content
    assert "Phan Văn Trứ" in content
    assert "evil" not in content
    assert completion.model_extra
    assert TRAP in completion.model_extra["hoibao"]["citations"][0]["quote"]


def test_wrong_requests_are_errors_of_the_client(client: OpenAI) -> None:
    for stream in (False, True):
        with pytest.raises(BadRequestError, match="dài 2500 ký tự"):
            client.chat.completions.create(
                model="hoibao", messages=[{"role": "user", "content": "dài " * 625}], stream=stream
            )
    with pytest.raises(BadRequestError, match="last of `messages`"):
        client.chat.completions.create(model="hoibao", messages=[{"role": "assistant", "content": "Chào."}])
    with pytest.raises(NotFoundError, match="POST /v1/chat/completions"):
        client.embeddings.create(model="hoibao", input="a")


def test_ask_gives_the_answer_and_takes_earlier_turns(address: str) -> None:
    status, first = send(f"{address}/ask", json.dumps({"question": WHO}).encode())
    assert status == 200
    assert Answer.from_json(json.dumps(first)).short == "Trần Mạnh Hùng"
    history = [{"question": WHO, "answer": first}]
    _, second = send(f"{address}/ask", json.dumps({"question": SHARE, "history": history}).encode())
    assert "99%" in second["text"]


def test_ask_looks_where_it_is_told(address: str) -> None:
    def ask(**limits: Any) -> tuple[int, Any]:
        return send(f"{address}/ask", json.dumps({"question": WHO, **limits}).encode())

    status, answer = ask(since="2020-07-01", until="7-2020", sources=[""])
    assert (status, answer["short"]) == (200, "Trần Mạnh Hùng")
    assert answer["within"] == {"since": "2020-07-01", "until": "2020-07-31", "sources": [""]}
    assert ask(since="2021")[1]["kind"] == "not_found"
    assert ask(sources=["Báo không có"])[1]["kind"] == "not_found"
    status, refused = ask(since="một hôm")
    assert (status, refused["error"]["message"][:9]) == (400, "“một hôm”")


def test_a_cited_article_can_be_read_without_where_it_came_from(address: str) -> None:
    _, answer = send(f"{address}/ask", json.dumps({"question": WHO}).encode())
    cited = answer["citations"][0]
    status, article = send(f"{address}/articles/{cited['article_id']}")
    assert status == 200
    assert article["text"][cited["start"] : cited["end"]] == cited["quote"]
    assert article["published"] == "2020-07-11"
    assert "origin" not in article
    assert send(f"{address}/articles/khong-co")[0] == 404
    assert send(f"{address}/health") == (200, {"status": "ok", "feedback": False})  # served without a place for it


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        ("ask", b"{", JSON, 400),
        ("ask", b"[]", JSON, 400),
        ("ask", b'{"question": 5}', JSON, 400),
        ("ask", b'{"question": "A", "history": [{"question": "B"}]}', JSON, 400),
        ("ask", b'{"question": "Ai?"}', "text/plain", 415),  # what a page of another site may send unasked
        ("ask", b'{"question": "' + b"a" * 1_000_000 + b'"}', JSON, 413),
        ("v1/chat/completions", b"{}", JSON, 400),
        ("v1/chat/completions", b'{"messages": []}', JSON, 400),
        (
            "v1/chat/completions",
            b'{"messages": [{"role": "user", "content": [{"type": "a"}]}]}',
            "application/json",
            400,
        ),
        ("v1/audio/speech", b"{}", JSON, 404),
    ],
)
def test_what_cannot_be_taken_is_refused_in_openais_shape(
    address: str, path: str, body: bytes, kind: str, status: int
) -> None:
    code, reply = send(f"{address}/{path}", body, kind)
    assert code == status
    assert reply["error"]["type"] == "invalid_request_error"
    assert reply["error"]["message"]


def test_the_page_is_still_there(address: str) -> None:
    with urllib.request.urlopen(address, timeout=120) as response:
        assert "Hỏi Báo" in response.read().decode()


def test_a_client_that_leaves_in_the_middle_does_no_harm(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    body = json.dumps({"messages": [{"role": "user", "content": WHO}], "stream": True}).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    with socket.create_connection((host, int(port))) as leaving:
        leaving.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    assert send(f"{address}/health")[0] == 200
