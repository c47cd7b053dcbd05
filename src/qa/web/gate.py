"""The gate in front of everything the server has: its addresses, its visitors, and what browsers are told of it.

Gradio has more addresses than this page needs (a proxy, media streams, an editor of its own source), and answers other
sites as soon as it is not called localhost. So what may be asked for is listed here; the rest is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import ConfigError
from qa.language import Language, choose
from qa.web.door import refusal
from qa.web.login import Login, whole

LOOPBACK = ("localhost", "127.0.0.1", "::1")
LONGEST_SENT = 10_000_000  # bytes of a request that is no upload: a conversation of fifty long answers has a hundredth
DOOR = ("/health", "/feedback", "/ask", "/articles/", "/v1/")
PAGE = ("/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/assets/", "/static/")
CALLS = ("/gradio_api/queue/join", "/gradio_api/component_server", "/gradio_api/component_server/")
QUEUE = (
    "/gradio_api/theme.css",
    "/gradio_api/info",
    "/gradio_api/startup-events",
    "/gradio_api/heartbeat/",
    *CALLS,
    "/gradio_api/queue/data",
    "/gradio_api/cancel",
    "/gradio_api/reset",
)
UPLOADS = ("/gradio_api/upload", "/gradio_api/upload_progress")
FILE = "/gradio_api/file="
HEADERS = {
    # Gradio's page is made of inline scripts, and makes functions of what its listeners hold: no stricter one lets it
    # start. It still can't load from another host, nor send anything there.
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Root(NamedTuple):
    """Where a reverse proxy shows the server: "" for its top, else "/hoi-bao", and the host's name if it was told."""

    path: str = ""
    netloc: str = ""
    https: bool = False

    @classmethod
    def parse(cls, given: str) -> Root:
        """The root in "/hoi-bao" or "https://bao.example.vn/hoi-bao". Raises `ConfigError` for anything else."""
        parts = urlsplit(given)
        path = parts.path.rstrip("/")
        plain = not (parts.query or parts.fragment) and not set(path) & set('\\"<>{}? ') and ".." not in path
        if plain and parts.scheme in ("http", "https") and parts.netloc:
            return cls(path, parts.netloc.lower(), parts.scheme == "https")
        if plain and not parts.scheme and not parts.netloc and (not path or path.startswith("/")):
            return cls(path)
        raise ConfigError(
            f"Đường dẫn gốc “{given}” (--root-path) phải như /hoi-bao hoặc https://bao.example.vn/hoi-bao.",
            f"The root path “{given}” (--root-path) must look like /hoi-bao or https://bao.example.vn/hoi-bao.",
        )

    @property
    def home(self) -> str:
        """The path of the page as browsers see it."""
        return f"{self.path}/"


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach a server that listens there."""
    return host in LOOPBACK or host.startswith("127.")


class Gate:
    """An ASGI application before another one."""

    def __init__(  # noqa: PLR0913 - each is a setting of the server
        self,
        app: ASGIApp,
        *,
        host: str,
        root: Root,
        uploads: Path,
        read_only: bool = False,
        login: Login | None = None,
        language: Language = "vi",
    ) -> None:
        self._app = app
        self._root = root
        self._uploads = uploads.resolve()  # the one folder that files are served from
        self._login = login
        self._language = language
        self._places = (*DOOR, *PAGE, *QUEUE, *(() if read_only else UPLOADS))
        # A page of the web may give its own name this machine's address, and is then asked for by that name.
        self._hosts = {*LOOPBACK, host, *filter(None, [_name(root.netloc)])} if is_loopback(host) else set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what may not pass, and hand on what may, with the headers that every reply gets."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        scope = {**scope, **self._below(scope), "headers": [one for one in scope["headers"] if one[0] not in _TRUSTED]}
        receive = _limited(receive, LONGEST_SENT) if scope["path"] not in UPLOADS else receive
        reply = self._stopped(scope, headers)
        if reply is None and self._login and scope["path"] != "/health":
            reply = await self._login.stopped(scope, headers, receive)
        if reply is None and scope["path"] in CALLS:
            body = await whole(receive, LONGEST_SENT)
            receive = _again(body, receive)
            reply = (
                None if self._harmless(body) else refusal(400, "It is no JSON, or names a file that was not sent here.")
            )
        if reply is None:
            await self._app(scope, receive, _guarded(send))
        else:
            await reply(scope, receive, _guarded(send))

    def _below(self, scope: Scope) -> dict[str, object]:
        """The path without the root, which some proxies leave on it and others take off."""
        path, root = scope["path"], self._root.path
        raw = scope.get("raw_path") or path.encode()
        if root and path.startswith(f"{root}/") and raw.startswith(f"{root}/".encode()):
            path, raw = path[len(root) :], raw[len(root) :]
        return {"path": path, "raw_path": raw, "root_path": ""}

    def _stopped(self, scope: Scope, headers: Headers) -> Response | None:
        """The reply to what nobody may ask for."""
        say, path = self._language, scope["path"]
        if self._hosts and headers.get("host") and _name(headers["host"]) not in self._hosts:
            return refusal(
                421,
                choose(
                    say,
                    f"Máy chủ này chỉ nhận địa chỉ của chính máy nó. Sau một proxy: --root-path https://{headers['host']}",
                    f"This server is for its own machine. Behind a proxy: --root-path https://{headers['host']}",
                ),
            )
        if scope["method"] not in ("GET", "HEAD") and self._foreign(headers):
            return refusal(
                403,
                choose(say, "Yêu cầu đến từ một trang khác.", "The request comes from another site."),
            )
        if path not in UPLOADS and int(headers.get("content-length") or 0) > LONGEST_SENT:
            return refusal(413, f"The body is longer than {LONGEST_SENT} bytes.")
        if self._root.path and path == self._root.path and scope["method"] == "GET":
            return RedirectResponse(self._root.home, 308)
        if path in ("/login", "/logout"):
            return None if self._login else refusal(404, _NOWHERE)
        known = path.startswith(FILE) and self._uploaded(path.removeprefix(FILE))
        return None if known or _among(path, self._places) else refusal(404, _NOWHERE)

    def _foreign(self, headers: Headers) -> bool:
        """Whether a browser says that a page of another site sends this; programs say nothing of the kind."""
        if site := headers.get("sec-fetch-site"):
            return site not in ("same-origin", "none")
        origin = headers.get("origin")
        own = {headers.get("host"), headers.get("x-forwarded-host", "").partition(",")[0].strip(), self._root.netloc}
        return origin is not None and (urlsplit(origin).netloc or origin) not in own

    def _uploaded(self, name: str) -> bool:
        """Whether the file lies in the folder of uploads, wherever its links lead."""
        try:
            return Path(name).is_absolute() and Path(name).resolve().is_relative_to(self._uploads)
        except (ValueError, OSError):
            return False

    def _harmless(self, body: bytes) -> bool:
        """Whether every file that the request names was uploaded. Gradio takes any path or address on trust from
        whoever writes the request by hand, and copies what is there to where it can be read."""
        try:
            waiting = [json.loads(body)]
        except (ValueError, RecursionError):
            return False
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                waiting += value.values()
                if "path" in value and not self._uploaded(str(value["path"])):
                    return False
            elif isinstance(value, list):
                waiting += value
        return True


_NOWHERE = "Not Found"
_TRUSTED = {b"x-gradio-server"}  # Gradio believes it to be the server's own address, whoever sends it


def _among(path: str, places: Iterable[str]) -> bool:
    return any(path == place or (place.endswith("/") and place != "/" and path.startswith(place)) for place in places)


def _name(host: str) -> str:
    """The name in a Host header: "[::1]:7860" is "::1"."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _again(body: bytes, receive: Receive) -> Receive:
    """The same request for whoever comes next."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body}

    return again


def _limited(receive: Receive, most: int) -> Receive:
    """The same request, cut off as if the client had left when it sends more than `most` bytes."""
    left = most

    async def limited() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return limited


def _guarded(send: Send) -> Send:
    """The same reply with our headers, and without any that lets other sites read it."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [one for one in message.get("headers", ()) if not one[0].lower().startswith(b"access-control-")]
            own = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": kept + own}
        await send(message)

    return guarded
