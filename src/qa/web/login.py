"""The way in: a form for people, HTTP Basic for programs, and a pause for whoever guesses."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from http.cookies import CookieError, SimpleCookie
from math import ceil
from pathlib import Path
from string import Template
from time import monotonic
from typing import Literal, NamedTuple
from urllib.parse import parse_qs

from anyio import Lock, to_thread
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope

from qa.language import Language, choose
from qa.web.door import refusal
from qa.web.users import Users

COOKIE = "hoibao"
_PAGE = Path(__file__).with_name("login.html")
STAYING = 7 * 24 * 3600  # seconds that a login lasts; a restart of the server ends it too
REMEMBERED = 300  # seconds that a program's password is not hashed again
MOST = 10_000  # logins, addresses that guessed: the oldest give way
TRIES = 5  # wrong passwords in a row that cost an address nothing
LONGEST_PAUSE = 60  # seconds; doubled from one with every further wrong password
LONGEST_FORM = 4_000  # bytes


class _Known(NamedTuple):
    """Somebody who came in, for as long as the hash in the file is the one that let them in."""

    name: str
    hash: str
    until: float  # on the monotonic clock


@dataclass(slots=True)
class _Guesses:
    wrong: int = 0
    until: float = 0  # when the next try is looked at


class Login:
    """Who is in, and who may try again. Asked from one event loop."""

    def __init__(self, users: Users, language: Language, home: str, https: bool = False) -> None:
        self._users = users
        self._language = language
        self._home = home  # the path of the page as browsers see it: "/", "/hoi-bao/"
        self._https = https  # whether they see it so even where the proxy says nothing
        self._known: dict[str, _Known] = {}  # digest of a cookie or of a program's password → who it is
        self._guesses: dict[str, _Guesses] = {}  # by address
        self._key = secrets.token_bytes(32)
        self._turn = Lock()  # one password is hashed at a time: it takes a core and 32 MB for 0.2 s

    async def stopped(self, scope: Scope, headers: Headers, receive: Receive) -> Response | None:
        """The reply to whoever has to sign in first, or signs in or out; None for those who may go on."""
        address = scope["client"][0] if scope.get("client") else ""
        path, post = scope["path"], scope["method"] == "POST"
        if path == "/login" and post:
            return await self._enter(await whole(receive, LONGEST_FORM), address, scope["scheme"] == "https")
        if path == "/logout" and post:
            return self._leave(headers)
        name = await self._name(headers, address)
        if path in ("/login", "/logout") or (not name and path == "/" and "text/html" in headers.get("accept", "")):
            return self._page(name=name)
        return None if name else self._refusal(address, asked="authorization" in headers)

    async def _name(self, headers: Headers, address: str) -> str:
        """The name of who asks, "" when nobody is known by that cookie or password."""
        given = _cookie(headers.get("cookie", ""))
        if given and (known := self._standing(given)):
            return known
        authorization = headers.get("authorization", "")
        credentials = _credentials(authorization)
        if credentials is None:
            return ""
        if known := self._standing(authorization):
            return known
        async with self._turn:
            if known := self._standing(authorization):  # another request of the same program was quicker
                return known
            if self._pause(address) or not await self._right(*credentials, address):
                return ""
            self._remember(authorization, credentials[0], REMEMBERED)
        return credentials[0]

    def _pause(self, address: str) -> int:
        """Seconds until a password from this address is looked at again."""
        guesses = self._guesses.get(address)
        return max(0, ceil(guesses.until - monotonic())) if guesses else 0

    async def _enter(self, form: bytes, address: str, https: bool) -> Response:
        """The reply to the form: home with a cookie, or the form again."""
        fields = parse_qs(form.decode("utf-8", "replace"))
        name, password = (fields.get(field, [""])[0] for field in ("name", "password"))
        async with self._turn:
            if left := self._pause(address):
                return self._page("wait", left)
            if not await self._right(name.strip(), password, address):
                return self._page("wrong")
        cookie = secrets.token_urlsafe(32)
        self._remember(cookie, name.strip(), STAYING)
        reply = RedirectResponse(self._home, 303)
        secure = https or self._https
        reply.set_cookie(COOKIE, cookie, max_age=STAYING, path=self._home, httponly=True, samesite="lax", secure=secure)
        return reply

    def _leave(self, headers: Headers) -> Response:
        """The reply to whoever goes: the form, and the cookie is good for nothing any more."""
        self._known.pop(self._digest(_cookie(headers.get("cookie", ""))), None)
        reply = RedirectResponse(f"{self._home}login", 303)
        reply.delete_cookie(COOKIE, path=self._home)
        return reply

    def _refusal(self, address: str, asked: bool) -> Response:
        """What a program is told. Only one that sent a password is asked for another: for a page its browser would
        open a window of its own."""
        if left := self._pause(address):
            reply = refusal(429, choose(self._language, f"Hãy đợi {left} giây.", f"Wait {left} seconds."))
            reply.headers["Retry-After"] = str(left)
            return reply
        reply = refusal(401, choose(self._language, "Cần đăng nhập.", "Sign in first."))
        if asked:
            reply.headers["WWW-Authenticate"] = 'Basic realm="Hoi Bao", charset="UTF-8"'
        return reply

    def _page(self, why: Literal["", "wrong", "wait"] = "", left: int = 0, name: str = "") -> Response:
        """The form, with the reason why it is shown again; for somebody who is in, the way out."""
        say = self._language
        wrong = choose(say, "Tên hoặc mật khẩu không đúng.", "Name or password is wrong.")
        wait = choose(
            say,
            f"Sai nhiều lần quá. Hãy đợi {left} giây rồi thử lại.",
            f"Too many wrong tries. Wait {left} seconds and try again.",
        )
        words = {
            "language": say,
            "title": choose(say, "Đăng nhập – Hỏi Báo", "Sign in – Hỏi Báo"),
            "error": {"": "", "wrong": wrong, "wait": wait}[why],
            "name": choose(say, "Tên", "Name"),
            "password": choose(say, "Mật khẩu", "Password"),
            "enter": choose(say, "Đăng nhập", "Sign in"),
            "leave": choose(say, "Đăng xuất", "Sign out"),
            "known": choose(say, f"Bạn đang đăng nhập với tên {name}.", f"You are signed in as {name}."),
            "in": "hidden" if name else "",
            "out": "" if name else "hidden",
        }
        escaped = {key: escape(word) for key, word in words.items()}
        html = Template(_PAGE.read_text(encoding="utf-8")).substitute(escaped)
        status = {"": 200 if name else 401, "wrong": 401, "wait": 429}[why]
        return HTMLResponse(html, status, {"Retry-After": str(left)} if left else None)

    async def _right(self, name: str, password: str, address: str) -> bool:
        """Whether the password is right; it is counted as wrong before it is looked at, so none slips through."""
        guesses = self._guesses.pop(address, _Guesses())
        guesses.wrong += 1
        self._guesses[address] = guesses
        _trim(self._guesses)
        right = await to_thread.run_sync(self._users.check, name, password)
        if right:
            self._guesses.pop(address, None)
        elif guesses.wrong > TRIES:
            guesses.until = monotonic() + min(2 ** (guesses.wrong - TRIES - 1), LONGEST_PAUSE)
        return right

    def _remember(self, token: str, name: str, seconds: float) -> None:
        self._known[self._digest(token)] = _Known(name, self._users.current(name), monotonic() + seconds)
        _trim(self._known)

    def _standing(self, token: str) -> str:
        known = self._known.get(self._digest(token))
        if known and known.hash and monotonic() < known.until and self._users.current(known.name) == known.hash:
            return known.name
        return ""

    def _digest(self, token: str) -> str:
        return sha256(self._key + token.encode("utf-8", "replace")).hexdigest()


def _trim(table: dict[str, _Known] | dict[str, _Guesses]) -> None:
    while len(table) > MOST:
        del table[next(iter(table))]


async def whole(receive: Receive, most: int) -> bytes:
    """What is sent, up to `most` bytes."""
    body, more = b"", True
    while more and len(body) <= most:
        message = await receive()
        body += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
    return body[:most]


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _credentials(header: str) -> tuple[str, str] | None:
    """Name and password as a program sends them: HTTP Basic, or `name:password` as the key of an OpenAI client."""
    kind, _, value = header.partition(" ")
    if kind.lower() == "basic":
        try:
            value = base64.b64decode(value.strip(), validate=True).decode("utf-8")
        except ValueError:
            return None
    elif kind.lower() == "bearer":
        value = value.encode("latin-1").decode("utf-8", "replace")  # headers are read as Latin-1
    else:
        return None
    name, colon, password = value.partition(":")
    return (name.strip(), password) if colon else None
