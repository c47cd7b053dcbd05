"""The writer: a question and numbered sources to a reply in words. The one home of chat models.

Any chat model that LangChain knows, named as `init_chat_model` takes it (`ollama:qwen3:4b`, `openai:gpt-4o-mini`), with
"@" and an address behind it where it is served elsewhere: `openai:qwen3@http://127.0.0.1:8080/v1` is any server that
speaks OpenAI's protocol. What it writes is not to be believed: `qa.answer.written` checks every sentence.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cached_property
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from qa.config import shipped
from qa.errors import WriterError

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import Runnable

_REFUSED = {
    401: ("khóa bị từ chối", "the key was refused"),
    403: ("khóa bị từ chối", "the key was refused"),
    404: ("máy chủ không có mô hình tên ấy", "the server has no model of that name"),
    429: ("đã hết lượt hoặc gọi quá dày", "its rate limit or quota is used up"),
}
LONGEST_REPLY = 8_000  # characters: four screens; an answer has a few sentences, what goes on after that never ends
BEAT = 0.5  # seconds that whoever waits for a reply is left without a chance to stop it


class Source(NamedTuple):
    """A passage as the writer sees it."""

    title: str
    day: str  # the article's date as it is to be read; "" when it has none
    text: str


class Writer(Protocol):
    """Whatever writes an answer from sources."""

    name: str

    def write(self, question: str, sources: Sequence[Source]) -> Iterator[str]:
        """The reply, piece by piece, with `[n]` for the n-th source. Raises `WriterError`, in the middle too."""
        ...


def _settings(provider: str, url: str, timeout: float) -> dict[str, Any]:
    """What each client calls the address, its patience, and doing without a second try or a chain of thought."""
    where = {"base_url": url} if url else {}
    if provider == "ollama":
        return {**where, "client_kwargs": {"timeout": timeout}, "reasoning": False}
    key = (
        {"api_key": "none"} if url and not os.environ.get("OPENAI_API_KEY") else {}
    )  # a server of one's own needs none
    return {**where, **(key if provider == "openai" else {}), "timeout": timeout, "max_retries": 0}


class ChatWriter:
    """The chat model of a setting, with an end to every reply: in time, in length, in what may go wrong.

    Nothing is imported before the first reply. `timeout`: seconds that a whole reply may take.
    """

    def __init__(self, setting: str, timeout: float) -> None:
        self.name, _, address = setting.partition("@http")
        self._url = f"http{address}" if address else ""
        self._timeout = timeout

    @cached_property
    def _chain(self) -> Runnable[dict[str, str], str]:
        """The prompt, the model, its words. Raises `WriterError` when the model can't be set up."""
        from langchain.chat_models import init_chat_model
        from langchain_core.output_parsers import StrOutputParser

        settings = _settings(self.name.partition(":")[0], self._url, self._timeout)
        try:
            model = init_chat_model(self.name, temperature=0, **settings)
        except ImportError as error:
            raise WriterError(
                "chưa cài gói của nhà cung cấp này; với ollama và openai: pip install 'hoibao[llm]'",
                "the package of this provider is not installed; for ollama and openai: pip install 'hoibao[llm]'",
            ) from error
        except Exception as error:
            raise WriterError(
                "tên hoặc khóa không dùng được; tên có dạng ollama:qwen3:4b, khóa của openai đặt ở OPENAI_API_KEY",
                "its name or key can't be used; a name is like ollama:qwen3:4b, OpenAI's key goes into OPENAI_API_KEY",
            ) from error
        chain: Runnable[dict[str, str], str] = prompt("answer_from_sources") | model | StrOutputParser()
        return chain

    def write(self, question: str, sources: Sequence[Source]) -> Iterator[str]:
        """The reply, piece by piece; an empty piece every `BEAT` seconds that bring none.

        Raises `WriterError` when the model can't be had, is late, or never ends.

        The model is read in a thread of its own: a server that keeps the line open without a word can't be waited for
        in any other way.
        """
        pieces: Queue[str | Exception | None] = Queue()
        enough = Event()
        stream = self._chain.stream({"question": question, "sources": fenced(sources)})
        Thread(target=_read, args=(stream, pieces, enough), daemon=True, name="hoibao-writer").start()
        deadline = monotonic() + self._timeout
        length = 0
        try:
            while (piece := _next(pieces, deadline)) is not None:
                if isinstance(piece, Exception):
                    raise _told(piece, self._timeout) from piece
                length += len(piece)
                if length > LONGEST_REPLY:
                    raise WriterError("trả lời mãi không dứt", "its reply does not end")
                yield piece
        except Empty:
            raise _late(self._timeout) from None
        finally:
            enough.set()  # also where the reader has had enough
        if not length:
            raise WriterError("trả lời trống", "its reply is empty")


def _next(pieces: Queue[str | Exception | None], deadline: float) -> str | Exception | None:
    """The next piece, an empty one when none came for a while. Raises `Empty` once it is too late."""
    left = deadline - monotonic()
    try:
        return pieces.get(timeout=max(min(left, BEAT), 0))
    except Empty:
        if left <= BEAT:
            raise
        return ""


def _read(stream: Any, pieces: Queue[str | Exception | None], enough: Event) -> None:
    """Puts the stream into the queue, with None or an error at its end; closes it when there is `enough`."""
    try:
        with closing(stream):
            for piece in stream:
                if enough.is_set():
                    break
                pieces.put(piece)
        pieces.put(None)
    except Exception as error:  # noqa: BLE001 -- each provider has errors of its own; `_told` puts them into words
        pieces.put(error)


def prompt(name: str) -> ChatPromptTemplate:
    """The prompt of `prompts/<name>.md` as a template; its variables are told at the top of the file.

    What stands above its line of three dashes are the rules, for the system's role; below it is what is asked.
    """
    from langchain_core.prompts import ChatPromptTemplate

    text = (shipped("prompts") / f"{name}.md").read_text(encoding="utf-8")
    rules, _, asked = re.sub(r"\A<!--.*?-->\s*", "", text, flags=re.DOTALL).partition("\n---\n")
    return ChatPromptTemplate.from_messages([("system", rules.strip()), ("human", asked.strip())])


def fenced(sources: Sequence[Source]) -> str:
    """The sources as a prompt shows them, numbered from 1, each between two lines that bear a code made up on the spot.

    An article can't know the code, so nothing in it can end its own fence or begin another's.
    """
    code = secrets.token_hex(6)
    shown = [f"Mã ranh giới: {code}"]
    for number, source in enumerate(sources, start=1):
        heading = f"{source.title} ({source.day or 'không rõ ngày'})"
        body = f"{heading}\n{source.text}".replace(code, "")
        shown.append(f"<{code} đoạn {number}>\n{body}\n</{code} đoạn {number}>")
    return "\n\n".join(shown)


def _late(timeout: float) -> WriterError:
    return WriterError(f"không trả lời xong trong {timeout:g} giây", f"it did not answer within {timeout:g} seconds")


def _told(error: Exception, timeout: float) -> WriterError:
    """What went wrong, in the words of a person. Providers agree on little: status codes, and the names of errors."""
    chain: list[BaseException] = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) and cause not in chain:
        chain.append(cause)
    names = " ".join(kind.__name__ for one in chain for kind in type(one).__mro__)
    statuses = [code for one in chain if isinstance(code := getattr(one, "status_code", None), int) and code > 0]
    if "Timeout" in names:
        return _late(timeout)
    if statuses:
        code = statuses[0]
        return WriterError(*_REFUSED.get(code, (f"máy chủ báo lỗi {code}", f"the server reports error {code}")))
    if re.search("Connect|ReadError|ProtocolError", names):
        return WriterError(
            "mất kết nối hoặc không kết nối được; máy chủ của mô hình có đang chạy không?",
            "no connection, or it was lost; is the model's server running?",
        )
    return WriterError(f"lỗi {type(error).__name__}", f"error {type(error).__name__}")
