"""The web server: one Gradio page over one assistant, served to this machine and asking nothing of any other."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import gradio as gr
import uvicorn
from fastapi import FastAPI

from qa.errors import QaError
from qa.language import Language, choose
from qa.web import page
from qa.web.chat import beside, conversation
from qa.web.door import Answering, door
from qa.web.words import speaking

AT_ONCE = 4  # questions in work at a time: the assistant answers one by one, the others stream or wait for it
LETTING_GO = 1  # seconds that open pages get to close their streams when the server stops
# Each has every Vietnamese letter and comes with Windows, Android, macOS or a Linux desktop; none is fetched.
FONTS = ("Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "DejaVu Sans", "Arial", "sans-serif")
MONOSPACED = ("Consolas", "Menlo", "Noto Sans Mono", "Liberation Mono", "DejaVu Sans Mono", "monospace")


def build(assistant: Answering, language: Language = "vi") -> gr.Blocks:
    """The page, not yet served. The articles are counted here, once: an open page shows those of its start."""
    blocks = gr.Blocks(title="Hỏi Báo", analytics_enabled=False)
    with blocks:
        gr.HTML(page.header(assistant.articles(), language), apply_default_css=False)
        conversation(assistant, language)
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
        css=beside("chat.css") + beside("panel.css"),
        js=speaking(language),
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
