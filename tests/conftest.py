"""What several test files share: small articles, a clean environment, a server that speaks as models do."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from qa.api import Assistant

CONGRESS = """Bế mạc Đại hội Đảng bộ Khối cơ quan tỉnh Sông Lam lần thứ IX

Thứ Bảy, 11-07-2020, 16:19
Quang cảnh phiên bế mạc.

Ngày 11-7, Đại hội đại biểu Đảng bộ Khối cơ quan tỉnh Sông Lam lần thứ IX đã bế mạc tại thành phố Vĩnh Yên.

Đại hội bầu Ban Chấp hành khóa IX gồm 25 đồng chí. Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư Đảng ủy Khối cơ quan \
tỉnh Sông Lam với tỷ lệ phiếu bầu đạt hơn 99%. Ban Chấp hành đã bầu Ban Thường vụ gồm bảy đồng chí.

MINH HÀ"""

BRIDGE = """Thông xe cầu Bến Đá sau 18 tháng thi công

20/12/2021 09:30
Sáng 20-12, cầu Bến Đá bắc qua sông Cấm chính thức thông xe. Cầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng.

Bà Lê Thị Thu Thủy, Giám đốc Ban Quản lý dự án, cho biết công trình chậm tiến độ ba tháng vì mưa lũ kéo dài."""


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting of the person who runs the tests reaches them, and nothing of theirs is written to."""
    for name in [*os.environ]:
        if name.startswith("QA_") or name == "OPENAI_API_KEY":
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of two pasted articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "dai-hoi.txt").write_text(CONGRESS, encoding="utf-8")
    (folder / "cau-ben-da.txt").write_text(BRIDGE, encoding="utf-8")
    return folder


@pytest.fixture
def assistant(tmp_path: Path, articles: Path) -> Iterator[Assistant]:
    """An assistant over those two, with the real encoder and real indexes."""
    with Assistant.open(tmp_path / "store") as opened:
        opened.add(articles)
        yield opened


class ModelServer(ThreadingHTTPServer):
    """Speaks OpenAI's protocol and Ollama's on loopback: says `reply` in small pieces, or misbehaves as `fault` says.

    Faults: a status ("429"), "silent" (the line stays open without a word), "pings" (only keep-alive lines come),
    "endless" (the reply begins anew for ever), "cut" (the line breaks half-way).
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ModelHandler)
        self.reply = ""
        self.fault = ""
        self.asked: list[dict[str, Any]] = []
        self.over = Event()

    def setting(self, protocol: str) -> str:
        """What QA_LLM is set to, to talk with this server."""
        address = f"http://127.0.0.1:{self.server_port}"
        return f"ollama:test@{address}" if protocol == "ollama" else f"openai:test@{address}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves is no error."""


class _ModelHandler(BaseHTTPRequestHandler):
    server: ModelServer

    def log_message(self, *arguments: Any) -> None:
        pass

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        fault = self.server.fault
        self.send_response(int(fault) if fault.isdigit() else 200)
        self.send_header("Content-Type", "text/event-stream" if "/v1/" in self.path else "application/x-ndjson")
        self.end_headers()
        if fault.isdigit():
            self.wfile.write(json.dumps({"error": {"message": f"no: sk-secret {fault}"}}).encode())
            return
        pieces = [self.server.reply[start : start + 7] for start in range(0, len(self.server.reply), 7)]
        while fault in ("silent", "pings") and not self.server.over.wait(0.05):
            self._send(b": ping\n\n" if fault == "pings" and "/v1/" in self.path else b"")
        while fault == "endless" and not self.server.over.is_set():
            self._say(pieces)
        self._say(pieces[: len(pieces) // 2] if fault == "cut" else pieces)
        if fault != "cut":
            self._say([""], done=True)

    def _say(self, pieces: list[str], done: bool = False) -> None:
        for piece in pieces:
            if "/v1/" in self.path:
                choice = {"index": 0, "delta": {"content": piece}, "finish_reason": "stop" if done else None}
                head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "test"}
                self._send(f"data: {json.dumps({**head, 'choices': [choice]})}\n\n".encode())
                self._send(b"data: [DONE]\n\n" if done else b"")
            else:
                head = {"model": "test", "created_at": "2026-01-01T00:00:00Z", "done": done, "done_reason": "stop"}
                self._send(f"{json.dumps({**head, 'message': {'role': 'assistant', 'content': piece}})}\n".encode())

    def _send(self, line: bytes) -> None:
        self.wfile.write(line)
        self.wfile.flush()


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A language model's server, for as long as the test runs."""
    with ModelServer() as server:
        serving = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        serving.start()
        yield server
        server.over.set()
        server.shutdown()
        serving.join()
