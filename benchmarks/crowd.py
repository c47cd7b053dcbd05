"""Fifty people ask at once: over the page's queue, over the HTTP door, and beside one whom a slow model keeps waiting.

    python benchmarks/crowd.py
    python benchmarks/crowd.py --people 200 --store index/store

The server is a real `qa chat` in a process of its own, over the sample articles unless told otherwise; the people are
real HTTP connections, each with a question of the gold set. Figures are printed, never asserted, but for one: the exit
code is 1 when a question was lost. Everything shares the machine's cores, the asking too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from uuid import uuid4

import httpx

from qa.config import shipped

QA = [sys.executable, "-c", "from qa.cli import main; main()"]
PATIENCE = 600  # seconds after which a question counts as lost
REPLY = "Không tìm thấy."


class Asked(NamedTuple):
    """How one person fared; times in seconds, `first` until something stood below the question."""

    first: float
    whole: float
    lost: str = ""


def questions(count: int) -> list[str]:
    """Gold questions that stand alone, in turn."""
    lines = [json.loads(line) for file in sorted(shipped("eval/gold").glob("*.jsonl")) for line in file.open("rb")]
    alone = [line["question"] for line in lines if not line.get("history")]
    return [alone[number * len(alone) // count % len(alone)] for number in range(count)]


def answered(address: str) -> str:
    """A question that has one answer: a model is asked to word it."""
    for question in questions(40):
        answer = httpx.post(f"{address}/ask", json={"question": question}, timeout=PATIENCE).json()
        if answer["kind"] == "found" and answer["short"] and answer["question"] == question:
            return question
    raise SystemExit("No question of the gold set has one answer in this store.")


@contextmanager
def chat(store: Path, llm: str = "") -> Iterator[str]:
    """The address of a `qa chat`, warm: it has answered a question."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*QA, "chat", "--store", str(store), "--port", str(port)]
    environment = {**os.environ, "QA_LLM": llm, "OPENAI_API_KEY": "any", "HF_HUB_OFFLINE": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        process.stdout.readline()
        address = f"http://127.0.0.1:{port}"
        try:
            httpx.post(f"{address}/ask", json={"question": questions(1)[0]}, timeout=PATIENCE).raise_for_status()
            yield address
        finally:
            process.send_signal(signal.SIGINT)


def box(address: str) -> dict[str, Any]:
    """What the page sends with a question, but the question and the session: Gradio's function and no limits."""
    config = httpx.get(f"{address}/config", timeout=60).json()
    for function in config["dependencies"]:
        for component, event in function["targets"]:
            if event == "ask":
                return {"data": ["", "", []], "fn_index": function["id"], "trigger_id": component}
    raise SystemExit("The page has nothing that asks.")


async def on_page(client: httpx.AsyncClient, question: str, asking: dict[str, Any]) -> Asked:
    """Ask as the page does: join the queue, then read its events until the last."""
    session, started, first = uuid4().hex, time.perf_counter(), 0.0
    told = {"number": 1, "question": question, "turns": []}
    sent = {**asking, "event_data": told, "session_hash": session}
    try:
        joined = await client.post("/gradio_api/queue/join", json=sent)
        if joined.status_code != 200:
            return Asked(0, 0, f"{joined.status_code} {joined.text[:80]}")
        async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as events:
            async for line in events.aiter_lines():
                first = first or ("process_generating" in line and time.perf_counter() - started) or 0.0
                if "process_completed" in line:
                    whole = time.perf_counter() - started
                    return Asked(first, whole, "" if json.loads(line[5:])["success"] else line[:200])
    except httpx.HTTPError as error:
        return Asked(0, 0, repr(error))
    return Asked(0, 0, "the stream ended")


async def at_door(client: httpx.AsyncClient, question: str) -> Asked:
    """Ask as a program does."""
    started = time.perf_counter()
    try:
        reply = await client.post("/ask", json={"question": question})
    except httpx.HTTPError as error:
        return Asked(0, 0, repr(error))
    taken = time.perf_counter() - started
    return Asked(taken, taken, "" if reply.status_code == 200 and "kind" in reply.json() else reply.text[:200])


async def crowd(address: str, people: int, asking: Callable[[httpx.AsyncClient, str], Awaitable[Asked]]) -> list[Asked]:
    """Everybody at once."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        return await asyncio.gather(*(asking(client, question) for question in questions(people)))


async def beside_a_slow_one(
    address: str, people: int, asking: Callable[[httpx.AsyncClient, str], Awaitable[Asked]], question: str
) -> tuple[list[Asked], Asked]:
    """The others, who ask once the slow one is being thought about, and the slow one."""
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:
        slow = asyncio.ensure_future(asking(client, question))
        await asyncio.sleep(2)
        return await crowd(address, people, asking), await slow


@contextmanager
def slow_model(question: str, seconds: float) -> Iterator[str]:
    """A model by OpenAI's protocol that thinks that long about one question, and about the others not at all."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            pass

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            if question in json.dumps(json.loads(asked), ensure_ascii=False):
                time.sleep(seconds)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for content, reason in ((REPLY, None), ("", "stop")):
                choice = {"index": 0, "delta": {"content": content}, "finish_reason": reason}
                head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "slow"}
                self.wfile.write(f"data: {json.dumps({**head, 'choices': [choice]})}\n\n".encode())
            self.wfile.write(b"data: [DONE]\n\n")

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"openai:slow@http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def told(name: str, asked: Sequence[Asked]) -> int:
    """Print one line; how many were lost."""
    lost = [one.lost for one in asked if one.lost]
    first, whole = (
        [getattr(one, field) * 1000 for one in asked if not one.lost] or [float("nan")] for field in ("first", "whole")
    )

    def shares(taken: list[float]) -> str:
        p95 = statistics.quantiles(taken, n=20)[18] if len(taken) > 1 else taken[0]
        return f"{statistics.median(taken):8.0f} {p95:8.0f}"

    print(f"{name:<34} {len(asked):>6} {len(lost):>5}  {shares(first)}  {shares(whole)}", flush=True)
    for reason in lost[:3]:
        print(f"    {reason}")
    return len(lost)


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=50)
    options.add_argument("--slow", type=float, default=20, help="seconds that the slow model thinks")
    options.add_argument("--store", type=Path, help="a store to ask; by default one of the sample articles")
    given = options.parse_args()
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "store"
        if not given.store:
            subprocess.run([*QA, "add", "--sample", "--store", str(store)], check=True, stdout=subprocess.DEVNULL)
        print(f"{'ms':<34} {'people':>6} {'lost':>5}  {'first p50':>8} {'p95':>7}  {'whole p50':>8} {'p95':>7}")
        with chat(store) as address:
            asking = box(address)

            async def page(client: httpx.AsyncClient, question: str) -> Asked:
                return await on_page(client, question, asking)

            alone = [asyncio.run(crowd(address, 1, page))[0] for _ in range(10)]
            lost += told("one after the other on the page", alone)
            lost += told("at once on the page", asyncio.run(crowd(address, given.people, page)))
            lost += told("at once at the door", asyncio.run(crowd(address, given.people, at_door)))
            slow = answered(address)
        with slow_model(slow, given.slow) as llm, chat(store, llm) as address:
            lost += told("with a model, at once on the page", asyncio.run(crowd(address, given.people, page)))
            others, one = asyncio.run(beside_a_slow_one(address, given.people, page, slow))
            lost += told("… while one waits for it", others) + told("    that one", [one])
            if one.whole < given.slow:
                print("    the model was not asked: nothing is told of slow ones")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
