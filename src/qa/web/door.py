"""The HTTP door beside the chat: OpenAI's protocol for programs that know it, and plain JSON for all others.

Stateless: a program sends its conversation along, and the questions in it are understood one after the other, as they
were asked. Errors are JSON of OpenAI's shape; nothing of this machine is told but the articles.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from time import time
from typing import Any, Literal, Protocol
from uuid import uuid4

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ValidationError

from qa.answer.plain import sources_below
from qa.answer.reply import unfollowed
from qa.answer.scope import scope_of
from qa.errors import ArticleNotFound, QuestionError, StoreFull
from qa.language import Language, choose
from qa.records import EVERYTHING, Answer, Article, Scope, Turn
from qa.web.feedback import LONGEST_FEEDBACK, TakesFeedback, sent

LONGEST_BODY = 1_000_000  # bytes; a conversation of fifty long answers has a tenth of that
AT_ONCE = 16  # questions in work at a time; the others wait without a thread, and articles and health never do
EARLIER = 6  # earlier questions of a conversation that are understood again: follow-ups lean on the ones just before
MODEL = "hoibao"

_log = logging.getLogger(__name__)


class Answering(Protocol):
    """What the door needs of `qa.Assistant`."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        extractive: bool = False,
        within: Scope = EVERYTHING,
    ) -> Answer:
        """The answer, whole."""
        ...

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, within: Scope = EVERYTHING
    ) -> Generator[Answer, None, None]:
        """The answer as it grows."""
        ...

    def sources(self) -> list[tuple[str, int]]:
        """Every source and how many articles are from it."""
        ...

    def articles(self) -> list[Article]:
        """Every article."""
        ...

    def latest(self, count: int) -> list[Article]:
        """The articles added last, the very last first."""
        ...

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises `ArticleNotFound`."""
        ...


class _Part(BaseModel):
    type: Literal["text"]
    text: str


class _Message(BaseModel):
    role: str
    content: str | list[_Part] | None = None

    @property
    def text(self) -> str:
        return self.content if isinstance(self.content, str) else "\n".join(part.text for part in self.content or ())


class _Chat(BaseModel):
    """What is read of a chat completion request; temperature, tools and the like have nothing to set here."""

    messages: list[_Message]
    model: str = MODEL
    stream: bool = False


class _Ask(BaseModel):
    question: str
    history: list[Turn] = []
    since: str = ""
    until: str = ""
    sources: list[str] = []


class _Refused(Exception):
    """A request that can't be taken."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def door(assistant: Answering, language: Language, feedback: TakesFeedback | None = None) -> APIRouter:
    """The routes. Whatever goes wrong in one becomes its JSON; the server lives on."""
    router = APIRouter()
    asking = CapacityLimiter(AT_ONCE)

    def route(
        method: str,
        path: str,
        reply: Callable[[bytes, Request], Response],
        limiter: CapacityLimiter | None = None,
        longest: int = LONGEST_BODY,
    ) -> None:
        async def handle(request: Request) -> Response:
            try:
                body = await _body(request, longest) if method == "POST" else b""
                return await to_thread.run_sync(reply, body, request, limiter=limiter)
            except Exception as error:  # noqa: BLE001 -- the outermost door: one request fails, the server lives on
                return _error(error, language)

        router.add_api_route(path, handle, methods=[method], include_in_schema=False)

    route("GET", "/health", partial(_health, feedback))
    route("POST", "/feedback", partial(_feedback, feedback), longest=LONGEST_FEEDBACK)
    route("GET", "/v1/models", lambda _, __: JSONResponse({"object": "list", "data": [_MODEL]}))
    route("GET", "/articles/{article_id:path}", partial(_article, assistant))
    route("POST", "/ask", partial(_ask, assistant), asking)
    route("POST", "/v1/chat/completions", partial(_complete, assistant, language), asking)
    for method in ("GET", "POST"):
        route(method, "/v1/{path:path}", _nowhere)
    return router


_PLACES = (
    "POST /v1/chat/completions",
    "GET /v1/models",
    "POST /ask",
    "POST /feedback",
    "GET /articles/{id}",
    "GET /health",
)
_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "hoibao"}


async def _body(request: Request, longest: int) -> bytes:
    """The JSON that was sent. A page of another site can send no such type here without being let in first."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _Refused(415, "Send the body as JSON, with the header Content-Type: application/json.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            raise _Refused(413, f"The body is longer than {longest} bytes.")
    return body


def _nowhere(body: bytes, request: Request) -> Response:
    raise _Refused(404, f"There are {', '.join(_PLACES)}.")


def _health(feedback: TakesFeedback | None, body: bytes, request: Request) -> Response:
    return JSONResponse({"status": "ok", "feedback": feedback is not None and feedback.takes_feedback()})


def _feedback(feedback: TakesFeedback | None, body: bytes, request: Request) -> Response:
    given = sent(body)
    if feedback is None:
        raise _Refused(503, "This server keeps no feedback.")
    feedback.take_feedback(given)
    return JSONResponse({"status": "ok"}, 201)


def _article(assistant: Answering, body: bytes, request: Request) -> Response:
    """An article as people see it, without the file that it was read from."""
    one = assistant.article(request.path_params["article_id"])
    fields = {name: getattr(one, name) for name in ("id", "title", "text", "author", "source", "url", "language")}
    return JSONResponse({**fields, "published": one.published.isoformat() if one.published else None})


def _ask(assistant: Answering, body: bytes, request: Request) -> Response:
    asked = _Ask.model_validate_json(body)
    within = scope_of(asked.since, asked.until, asked.sources)
    answer = assistant.ask(asked.question, asked.history, within=within)
    return Response(answer.to_json(), media_type="application/json")


def _complete(assistant: Answering, language: Language, body: bytes, request: Request) -> Response:
    """A chat completion: the last message of the user is the question, those before it are the conversation."""
    asked = _Chat.model_validate_json(body)
    questions = [message.text for message in asked.messages if message.role == "user" and message.text.strip()]
    if not questions or asked.messages[-1].role != "user":
        raise _Refused(400, "The last of `messages` must be the user's, with the question as its text.")
    history: list[Turn] = []
    for earlier in questions[-EARLIER - 1 : -1]:
        history.append(Turn(earlier, assistant.ask(earlier, history, extractive=True)))
    head = {"id": f"chatcmpl-{uuid4().hex}", "created": int(time()), "model": MODEL}
    if asked.stream:
        growing = assistant.stream(questions[-1], history)
        begun = list(islice(growing, 1))  # what can't be asked is told as such, before a reply is begun
        return StreamingResponse(_events(chain(begun, growing), head, language), media_type="text/event-stream")
    answer = assistant.ask(questions[-1], history)
    message = {"role": "assistant", "content": unfollowed(answer.text) + sources_below(answer, language)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}  # no tokens are counted, some clients ask
    completion = {**head, "object": "chat.completion", "choices": [choice], "usage": usage}
    return JSONResponse({**completion, "hoibao": json.loads(answer.to_json())})


def _events(answers: Iterator[Answer], head: dict[str, Any], language: Language) -> Iterator[str]:
    """The answer as server-sent events. What was sent can't be taken back: a text that starts anew is sent below it."""

    def event(delta: dict[str, str], reason: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        chunk = {**head, "object": "chat.completion.chunk", "choices": [choice], **more}
        return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"

    yield event({"role": "assistant", "content": ""})
    sent, answer = "", None
    try:
        for answer in answers:
            text = unfollowed(answer.text)
            fresh = text.removeprefix(sent) if text.startswith(sent) else f"\n\n{text}"
            sent = text
            if fresh:
                yield event({"content": fresh})
        if answer is not None:
            yield event({"content": sources_below(answer, language)})
            yield event({}, "stop", hoibao=json.loads(answer.to_json()))
    except Exception as error:  # noqa: BLE001 -- the outermost door, with the head of the reply already sent
        yield f"data: {bytes(_error(error, language).body).decode()}\n\n"
    yield "data: [DONE]\n\n"


def _error(error: Exception, language: Language) -> JSONResponse:
    """An error as OpenAI's clients read it; of the unexpected, nothing but that it happened."""
    match error:
        case _Refused():
            status, message = error.status, str(error)
        case ValidationError():
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            status, message = 400, f"{'.'.join(map(str, first['loc'])) or 'body'}: {first['msg']}"
        case ArticleNotFound():
            status, message = 404, error.say(language)
        case QuestionError():
            status, message = 400, error.say(language)
        case StoreFull():
            status, message = 507, choose(language, "Máy chủ hết chỗ để ghi.", "The server has no room to write.")
        case _:
            _log.error("A request could not be answered.", exc_info=error)  # its text may name files: for the log alone
            status, message = (
                500,
                choose(language, "Máy chủ gặp lỗi ngoài dự kiến.", "Something unexpected went wrong."),
            )
    return refusal(status, message)


def refusal(status: int, message: str) -> JSONResponse:
    """An error as OpenAI's clients read it."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    return JSONResponse({"error": {"message": message, "type": kind, "param": None, "code": None}}, status)
