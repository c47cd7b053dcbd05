"""The web server: one Gradio page over one assistant, served to this machine and asking nothing of any other."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import gradio as gr
import uvicorn
from fastapi import FastAPI

from qa.api import Assistant
from qa.errors import QaError
from qa.language import Language, choose
from qa.web import page
from qa.web.chat import beside, conversation
from qa.web.door import door
from qa.web.feedback import TakesFeedback
from qa.web.gate import Gate, Root
from qa.web.limits import DEFAULTS, Limits
from qa.web.login import Login
from qa.web.shelf import shelf
from qa.web.users import Users
from qa.web.words import speaking

# Questions in work at a time. The assistant reads the articles for one after the other; one that a language model words
# holds its place for as long as that takes, so there are more places than cores. Page and door together stay below the
# 40 threads that a server of this kind has: the rest send files.
AT_ONCE = 16
WAITING = 1_000  # questions that wait for a place; the next one is refused rather than the memory filled
LETTING_GO = 1  # seconds that open pages get to close their streams when the server stops
# Each has every Vietnamese letter and comes with Windows, Android, macOS or a Linux desktop; none is fetched.
FONTS = ("Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "DejaVu Sans", "Arial", "sans-serif")
MONOSPACED = ("Consolas", "Menlo", "Noto Sans Mono", "Liberation Mono", "DejaVu Sans Mono", "monospace")


def build(
    assistant: Assistant, language: Language = "vi", limits: Limits = DEFAULTS, *, signed_in: bool = False
) -> gr.Blocks:
    """The page, not yet served: a tab to ask in, a tab of the articles. They are counted whenever a page is loaded.

    `signed_in`: only people who are see it, and may sign out.
    """
    # What was sent is deleted once it is read; what a page that was closed in between has left, after an hour.
    blocks = gr.Blocks(title="Hỏi Báo", analytics_enabled=False, delete_cache=(3600, 3600))

    def header() -> str:
        return page.header(assistant.overview(), language, signed_in=signed_in)

    with blocks:
        about = gr.HTML(header(), apply_default_css=False)
        with gr.Tabs():
            with gr.Tab(choose(language, "Hỏi đáp", "Ask"), id="ask"):
                conversation(assistant, language)
            with gr.Tab(choose(language, "Bài báo", "Articles"), id="articles"):
                shelf(blocks, assistant, language, limits)
        blocks.load(header, outputs=about, show_progress="hidden", api_visibility="private")
    blocks.queue(api_open=False, default_concurrency_limit=AT_ONCE, max_size=WAITING)
    return blocks


def serve(  # noqa: PLR0913 -- what a host sets, each with a default
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    language: Language = "vi",
    announce: Callable[[str], None] | None = None,
    feedback: TakesFeedback | None = None,
    users: Users | None = None,
    root_path: str = "",
    limits: Limits = DEFAULTS,
) -> None:
    """Serves the page until Ctrl-C; its address goes to `announce`, or to standard output. Port 0 takes any free one.
    What people think of the answers goes to `feedback`; without it no thumbs are taken.

    With `users`, nobody else gets at anything but `/health`. `root_path` is where a reverse proxy shows the server:
    "/hoi-bao", or "https://bao.example.vn/hoi-bao".

    Raises `ConfigError` for another sort of root path, `QaError` when the address can't be had: the port is taken,
    forbidden, or the host is not this machine's.
    """
    root = Root.parse(root_path)
    # A folder of its own: Gradio's usual one is shared by all its programs, and whatever lies in it is served.
    with _listen(host, port) as listening, TemporaryDirectory(prefix="hoibao-", ignore_cleanup_errors=True) as uploads:
        os.environ["GRADIO_TEMP_DIR"] = uploads
        gate = Gate(
            _app(assistant, language, feedback, root_path, limits, signed_in=users is not None),
            host=host,
            root=root,
            uploads=Path(uploads),
            read_only=limits.read_only,
            login=Login(users, language, root.home, root.https) if users else None,
            language=language,
        )
        server = _Server(uvicorn.Config(gate, log_level="warning", ws="none", timeout_graceful_shutdown=LETTING_GO))
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


def _app(  # noqa: PLR0913 -- what `serve` is given
    assistant: Assistant,
    language: Language,
    feedback: TakesFeedback | None,
    root_path: str,
    limits: Limits,
    *,
    signed_in: bool,
) -> FastAPI:
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
    app.include_router(door(assistant, language, feedback))  # first: the page takes every address that is left
    blocks = build(assistant, language, limits, signed_in=signed_in)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=theme,
        css=beside("chat.css") + beside("panel.css") + beside("shelf.css"),
        js=speaking(language),
        app_kwargs={"openapi_url": None},
        root_path=root_path.rstrip("/") or None,
        # Gradio takes uploads whether a page has use for them or not.
        max_file_size="1kb" if limits.read_only else f"{limits.max_upload_mb}mb",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
    )
    # Gradio checks where the files of a request lie only on a page that it launched itself: on a mounted one, whoever
    # writes a request by hand is given any file of the machine.
    blocks.has_launched = True
    return app


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()  # so that it is read at once through a pipe, too
