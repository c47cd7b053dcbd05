"""`qa chat` in a process of its own, and plain HTTP to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

QA = [sys.executable, "-c", "from qa.cli import main; main()"]
JSON = {"Content-Type": "application/json"}


class Reply(NamedTuple):
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Served(NamedTuple):
    """A running `qa chat`."""

    address: str
    said: str  # what it printed before and with its address
    process: subprocess.Popen[str]

    def ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """The reply to a request whose path is sent byte for byte as it stands here; a body that is no text goes as
        JSON, as does its type."""
        return ask(self.address, method, path, body, headers)


def ask(address: str, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
    sent = body if body is None or isinstance(body, str | bytes) else json.dumps(body)
    kind = JSON if body is not None and not isinstance(body, str | bytes) else {}
    connection = HTTPConnection(urlsplit(address).netloc, timeout=120)
    try:
        connection.request(method, path, sent.encode() if isinstance(sent, str) else sent, {**kind, **(headers or {})})
        reply = connection.getresponse()
        names = {name.lower(): value for name, value in reply.getheaders()}
        return Reply(reply.status, names, reply.read().decode("utf-8", "replace"))
    finally:
        connection.close()


def asked(config: Any, question: object, session: str) -> dict[str, Any]:
    """What the page sends to Gradio's queue with a question; `config` is what `/config` says of the page."""
    function = next(one for one in config["dependencies"] if any(event == "ask" for _, event in one["targets"]))
    told = {"number": 1, "question": question, "turns": []}
    return {
        "data": ["", "", []],  # no limits
        "event_data": told,
        "fn_index": function["id"],
        "trigger_id": function["targets"][0][0],
        "session_hash": session,
    }


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def chat(store: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """`qa chat` over that store, with those arguments and settings in its environment, until the block is left."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QA_")} | settings
    command = [*QA, "chat", "--store", str(store), "--port", str(port), *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        lines: Queue[str] = Queue()
        Thread(target=_read, args=(process, lines), daemon=True).start()  # a full pipe would stop the server
        try:
            said = ""
            while not (line := lines.get()).startswith("Hỏi Báo: ") and line:
                said += line
            assert f":{port}" in line, said
            yield Served(f"http://127.0.0.1:{port}", said + line, process)
        finally:
            process.terminate()


def _read(process: subprocess.Popen[str], lines: Queue[str]) -> None:
    assert process.stdout
    for line in process.stdout:
        lines.put(line)
    lines.put("")
