"""The web chat: a Gradio page over one assistant, served to this machine and asking nothing of any other."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI

from qa.errors import QaError
from qa.language import Language, choose
from qa.records import Answer, Turn
from qa.web import page
from qa.web.door import Answering, door

AT_ONCE = 4  # questions in work at a time: the assistant answers one by one, the others stream or wait for it
KEPT = 50  # exchanges that a conversation holds: the whole of it is sent with each question
PACE = 0.1  # seconds between two looks at a growing answer: 75 looks at once took 0.6 s to show, the last alone 0.1 s
LETTING_GO = 1  # seconds that open pages get to close their streams when the server stops
# Each has every Vietnamese letter and comes with Windows, Android, macOS or a Linux desktop; none is fetched.
FONTS = ("Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "DejaVu Sans", "Arial", "sans-serif")
MONOSPACED = ("Consolas", "Menlo", "Noto Sans Mono", "Liberation Mono", "DejaVu Sans Mono", "monospace")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation and how it is shown; `turn` is None while it has no answer."""

    question: str
    html: str
    turn: Turn | None = None


Conversation = tuple[Exchange, ...]  # oldest first; kept on the server for as long as a page is open
Shown = tuple[Any, Any, Any]  # updates of the question box, of the page, and of what is kept of the conversation


def build(assistant: Answering, language: Language = "vi") -> gr.Blocks:
    """The page, not yet served. The articles are counted here, once: an open page shows those of its start."""
    say = partial(choose, language)
    articles = assistant.articles()
    welcome = page.welcome(articles, language)
    blocks = gr.Blocks(title="Hỏi Báo", analytics_enabled=False)
    with blocks:
        gr.HTML(page.header(articles, language), apply_default_css=False)
        shown = gr.HTML(welcome, apply_default_css=False, elem_id="conversation", js_on_load=_beside("chat.js"))
        kept = gr.State(())
        with gr.Column(elem_id="asking"):
            example = say("Hỏi về các bài báo… ví dụ: Ai là Bí thư?", "Ask about the articles… e.g. Ai là Bí thư?")
            name = say("Câu hỏi", "Question")
            box = gr.Textbox(
                label=name,
                show_label=False,
                placeholder=example,
                submit_btn=say("Hỏi", "Ask"),
                max_lines=6,
                autofocus=True,
            )
            anew = gr.Button(say("Cuộc trò chuyện mới", "New conversation"), size="sm")
        # A question sent while another is being answered is asked after it ("once" would drop it without a word).
        box.submit(
            partial(reply, assistant, language),
            [box, kept],
            [box, shown, kept],
            trigger_mode="always_last",
            show_progress="hidden",
            api_visibility="private",
        )
        # A fresh page is a fresh session, and the old one's answers can't reach it.
        anew.click(None, js="() => { location.reload() }", api_visibility="private")
    blocks.queue(api_open=False, default_concurrency_limit=AT_ONCE)
    return blocks


def serve(
    assistant: Answering,
    host: str = "127.0.0.1",
    port: int = 7860,
    language: Language = "vi",
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serves the page until Ctrl-C; its address goes to `announce`, or to standard output. Port 0 takes any free one.

    Raises `QaError` when the address can't be had: the port is taken, forbidden, or the host is not this machine's.
    """
    with _listen(host, port) as listening:
        app = _app(assistant, language)
        server = _Server(uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=LETTING_GO))
        address = _address(host, listening.getsockname()[1])
        line = choose(language, f"Hỏi Báo: {address} (dừng: Ctrl-C)", f"Hỏi Báo: {address} (Ctrl-C stops it)")
        (announce or _print)(line)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops as uvicorn does, but without its traceback for every open page, whose stream never ends by itself."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def reply(assistant: Answering, language: Language, question: str, conversation: Conversation) -> Iterator[Shown]:
    """The page as the answer grows; whatever goes wrong becomes one line in it."""
    say = partial(choose, language)
    earlier = tuple(one for one in conversation if one.question.strip())[1 - KEPT :]

    def shown(html: str, turn: Turn | None = None) -> tuple[str, Conversation]:
        conversation = (*earlier, Exchange(question, html, turn))
        return page.conversation([one.html for one in conversation], language), conversation

    if not question.strip():
        yield "", *shown(page.notice("", say("Hãy gõ câu hỏi trước.", "Type a question first.")))
        return
    waiting = page.notice(question, say("Đang tìm trong các bài báo…", "Searching the articles…"), "waiting")
    yield "", *shown(waiting)
    try:
        for answer in _paced(assistant.stream(question, [one.turn for one in earlier if one.turn])):
            html = page.exchange(question, answer, assistant.article, language)
            yield gr.skip(), *shown(html, Turn(question, answer))
    except QaError as error:
        yield gr.skip(), *shown(page.notice(question, error.say(language)))
    except Exception:  # noqa: BLE001 -- the outermost door: one question fails, the page lives on
        _log.exception("A question could not be answered.")
        line = say(
            "Có lỗi ngoài dự kiến nên câu này chưa trả lời được. Hãy thử hỏi lại; chi tiết ở cửa sổ đang chạy qa chat.",
            "Something unexpected went wrong. Try again; the details are in the window where qa chat runs.",
        )
        yield gr.skip(), *shown(page.notice(question, line))


def _paced(answers: Iterator[Answer]) -> Iterator[Answer]:
    """One of the growing answers every `PACE` seconds, and always the last."""
    seen = monotonic()
    waiting: Answer | None = None
    for answer in answers:
        waiting = answer
        if monotonic() - seen >= PACE:
            yield answer
            seen, waiting = monotonic(), None
    if waiting is not None:
        yield waiting


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. It is bound here, so that a taken port is told before anything is loaded."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise QaError(
                f"Cổng {port} đang có chương trình khác dùng (có thể là một trang Hỏi Báo khác). "
                f"Hãy đóng chương trình ấy hoặc chọn cổng khác, chẳng hạn: --port {port + 1}",
                f"Port {port} is in use by another program (perhaps another Hỏi Báo page). "
                f"Close it or choose another port, for example: --port {port + 1}",
            ) from error
        raise QaError(
            f"Không mở được địa chỉ {host}, cổng {port}: {error.strerror}. Hãy chọn địa chỉ khác bằng --host "
            "hoặc cổng khác bằng --port.",
            f"Can't listen on {host}, port {port}: {error.strerror}. Choose another address with --host "
            "or another port with --port.",
        ) from error


def _address(host: str, port: int) -> str:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{reachable}:{port}"


def _app(assistant: Answering, language: Language) -> FastAPI:
    """The web application: the HTTP door and the page, without Gradio's footer, documentation, history, monitoring."""
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        text_size=gr.themes.sizes.text_lg,
        font=[gr.themes.Font(name) for name in FONTS],
        font_mono=[gr.themes.Font(name) for name in MONOSPACED],
    ).set(
        body_text_color_subdued="*neutral_600",  # 7.6:1 on white; the theme's own grey has 2.5:1
        body_text_color_subdued_dark="*neutral_400",
        input_background_fill="transparent",
        input_background_fill_dark="transparent",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(door(assistant, language))  # first: the page takes every address that is left
    gr.mount_gradio_app(
        app,
        build(assistant, language),
        path="/",
        theme=theme,
        css=_beside("chat.css"),
        js=f"() => {{ document.documentElement.lang = '{language}' }}",
        app_kwargs={"openapi_url": None},
        max_file_size="1kb",  # Gradio takes uploads whether a page has use for them or not; this one has none
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
    )
    return app


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()  # so that it is read at once through a pipe, too


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
