"""What the running server gives to whoever writes requests by hand: page, answers, and nothing of the machine."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from tests.conftest import CONGRESS
from tests.web.serving import Reply, Served, asked, chat

from qa import Assistant
from qa.errors import ConfigError
from qa.web.gate import Gate, Root

SECRET = "mật-khẩu-của-máy-73"
WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"
FORM = "multipart/form-data; boundary=bien"


class Place(NamedTuple):
    served: Served
    store: Path
    secret: Path  # a file that nobody uploaded


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("gate")
    secret = folder / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    with Assistant.open(folder / "store") as assistant:
        assistant.add_text(CONGRESS)
    with chat(folder / "store") as served:
        yield Place(served, folder / "store", secret)


def join(served: Served, question: object, session: str, **instead: object) -> Reply:
    """What the page's queue says to a question, with some of what the page sends replaced."""
    sent = asked(served.ask("GET", "/config").json, question, session) | instead
    return served.ask("POST", "/gradio_api/queue/join", sent)


def upload(served: Served, name: str, content: str = "một bài báo") -> Reply:
    head = f'--bien\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return served.ask("POST", "/gradio_api/upload", f"{head}{content}\r\n--bien--\r\n", {"Content-Type": FORM})


def names_the_machine(text: str, place: Place) -> bool:
    shown = json.dumps(text)[1:-1] + text
    roots = (str(place.store.parent), str(Path(__file__).parents[2]), str(Path.home()), "site-packages", "Traceback")
    return any(root in shown for root in roots)


def test_the_page_asks_and_is_answered_over_its_own_queue(place: Place) -> None:
    page = place.served.ask("GET", "/")
    assert page.status == 200
    assert "Hỏi Báo" in page.body
    assert join(place.served, WHO, "hoi").status == 200
    answered = place.served.ask("GET", "/gradio_api/queue/data?session_hash=hoi").body
    assert "Trần Mạnh Hùng" in answered
    for reply in (page, place.served.ask("GET", "/config"), place.served.ask("GET", "/gradio_api/info")):
        assert not names_the_machine(reply.body, place)


def shapes(path: str) -> list[str]:
    """The ways in which a file server has been talked into giving a file."""
    up = "../" * 12
    return [
        f"/gradio_api/file={path}",
        f"/gradio_api/file=/{path}",
        f"/gradio_api/file={quote(path, safe='')}",
        f"/gradio_api/file={quote(quote(path, safe=''), safe='')}",
        f"/gradio_api/file={up}{path}",
        f"/gradio_api/file={quote(up, safe='')}{path}",
        f"/gradio_api/file={tempfile.gettempdir()}/{up}{path}",
        f"/gradio_api/file=file://{path}",
        f"/gradio_api/file=http://127.0.0.1/{path}",
        f"/gradio_api/file=\\\\127.0.0.1\\c${path}",
        f"/gradio_api/file={path.replace('/', '%5c')}",
        f"/gradio_api/file={path}%00.png",
        f"/gradio_api/file/{path}",
        f"/gradio_api/proxy=http://127.0.0.1{path}",
        f"/gradio_api/stream/a/b/c/{path}",
        f"/gradio_api/custom_component/{up}{path}",
        f"/file={path}",
        f"/static/{up}{path}",
        f"/static/{quote(up, safe='')}{path}",
        f"/static/{path}",
        f"/static//{path}",
        f"/static/..%5c..%5c{path}",
        f"/assets/{up}{path}",
        f"/assets/{quote(quote(up, safe=''), safe='')}{path}",
        f"/svelte/{up}{path}",
        f"/pwa_icon/{up}{path}",
        f"/articles/{up}{path}",
        f"/{up}{path}",
        f"/gradio_api/runs/{up}{path}",
    ]


def test_no_shape_of_a_path_leads_to_a_file_of_the_machine(place: Place) -> None:
    link = Path(tempfile.gettempdir()) / "hoibao-link-73"
    link.unlink(missing_ok=True)
    link.symlink_to(place.secret)
    try:
        targets = ["/etc/passwd", str(place.secret), str(place.store / "articles.db"), str(link), str(Path(__file__))]
        for own, path in ((target, shape) for target in targets for shape in shapes(target)):
            reply = place.served.ask("GET", path)
            assert reply.status in (308, 400, 403, 404), path
            for kept in (SECRET, "root:", "SQLite format", "names_the_machine"):
                assert kept not in reply.body, path
            assert not names_the_machine(reply.body.replace(own, ""), place), path
    finally:
        link.unlink()


def test_a_request_that_names_a_file_which_nobody_uploaded_is_refused(place: Place) -> None:
    up = f"{tempfile.gettempdir()}/../etc/passwd"
    for path in (str(place.secret), "/etc/passwd", up, "http://example.org/a", ""):
        forged = {"path": path, "meta": {"_type": "gradio.FileData"}}
        for question in (forged, [forged], {"a": {"b": [forged]}}):
            for reply in (
                join(place.served, question, "gia-mao"),
                join(place.served, WHO, "gia-mao", data=[question, None]),
            ):
                assert reply.status == 400, path
                assert not names_the_machine(reply.body, place)
        called = {"data": forged, "component_id": 1, "session_hash": "a", "fn_name": "postprocess"}
        for address in ("/gradio_api/component_server", "/gradio_api/component_server/"):
            assert place.served.ask("POST", address, called).status == 400
    called["data"] = {}
    assert place.served.ask("POST", "/gradio_api/component_server", called).status == 404, "no such function is lent"
    assert not [one for one in Path(tempfile.gettempdir()).glob("hoibao-*/**/secret.txt") if one.is_file()]


def test_an_upload_is_served_back_alone_whatever_its_name_says(place: Place) -> None:
    for name in ("bài 1.txt", "../../../etc/passwd", "..\\\\..\\\\x.txt", "/etc/cron.d/x", "a/../../b.txt"):
        reply = upload(place.served, name)
        assert reply.status == 200, name
        (path,) = reply.json
        assert re.fullmatch(rf"{re.escape(tempfile.gettempdir())}/hoibao-\w+/[0-9a-f]{{64}}/[^/\\]+", path), path
        given = place.served.ask("GET", f"/gradio_api/file={quote(path)}")
        assert (given.status, given.body) == (200, "một bài báo")
        assert place.served.ask("GET", f"/gradio_api/file={quote(path)}/../../../..{place.secret}").status == 404


def test_an_upload_that_is_a_page_is_not_shown_as_one(place: Place) -> None:
    (path,) = upload(place.served, "bai.html", "<script>alert(1)</script>").json
    given = place.served.ask("GET", f"/gradio_api/file={quote(path)}")
    assert given.headers["content-disposition"].startswith("attachment")
    assert given.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("function", [999, -1, "0", None, [], 10**30])
def test_a_function_that_the_page_does_not_have_is_not_run(place: Place, function: object) -> None:
    reply = join(place.served, WHO, f"ham-{function!r}"[:20], fn_index=function)
    assert reply.status >= 400 or "event_id" in reply.body  # "0" is taken for 0
    assert not names_the_machine(reply.body, place)


def test_what_is_no_json_or_endless_is_refused(place: Place) -> None:
    for body in ("{", "[" * 200_000, '"a"', "x" * 10_500_000):
        reply = place.served.ask("POST", "/gradio_api/queue/join", body, {"Content-Type": "application/json"})
        assert 400 <= reply.status < 500, body[:10]
        assert not names_the_machine(reply.body, place)


@pytest.mark.parametrize(
    "path",
    "user token app_id login_check dev/reload queue/status runs openapi.json deep_link vibe-code "
    "process_recording proxy=http://127.0.0.1 run/reply api/reply call/reply profiling/traces".split(),
)
def test_of_gradio_there_is_only_what_the_page_needs(place: Place, path: str) -> None:
    for method in ("GET", "POST"):
        assert place.served.ask(method, f"/gradio_api/{path}", {} if method == "POST" else None).status == 404
    for other in ("/monitoring", "/docs", "/openapi.json", "/login", "/logout"):
        assert place.served.ask("GET", other).status == 404


ASK = json.dumps({"question": WHO})
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),  # a program
        ({"Origin": "SELF"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),  # another program's page on this machine
        ({"Origin": "SELF", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "localhost:7860"}, 200),
        ({"Host": "[::1]:7860"}, 200),
        ({"Host": "evil.example"}, 421),  # its name was given this machine's address
        ({"Host": "evil.example", "Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}, 421),
        ({"Host": "127.0.0.1.evil.example:80"}, 421),
        ({"Host": "[::1"}, 421),
    ],
)
def test_pages_of_other_sites_can_neither_ask_nor_leave_feedback(
    place: Place, headers: dict[str, str], status: int
) -> None:
    sent = {name: place.served.address if value == "SELF" else value for name, value in headers.items()}
    assert place.served.ask("POST", "/ask", ASK, JSON | sent).status == status
    feedback = json.dumps({"question": WHO, "verdict": "good"})
    assert place.served.ask("POST", "/feedback", feedback, JSON | sent).status == (201 if status == 200 else status)
    joined = place.served.ask("POST", "/gradio_api/queue/join", '{"data": []}', JSON | sent).status
    assert (joined == status) == (status != 200)


def test_no_other_site_is_told_that_it_may_read_or_frame_the_page(place: Place) -> None:
    for origin in ("http://evil.example", "http://localhost:3000", "null"):
        for path in ("/", "/config", "/health", "/articles/x"):
            reply = place.served.ask("GET", path, headers={"Origin": origin})
            assert not [name for name in reply.headers if name.startswith("access-control-")]
            assert "frame-ancestors 'self'" in reply.headers["content-security-policy"]
            assert reply.headers["cross-origin-resource-policy"] == "same-origin"
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        assert place.served.ask("OPTIONS", "/ask", headers=asked).status == 403
    policy = place.served.ask("GET", "/").headers["content-security-policy"]
    assert not re.search(r"https?:|\*", policy), "no other host is named in it"


def test_a_fault_of_the_store_is_told_without_its_place(place: Place) -> None:
    """The first question of a store whose reader is gone: the error names files, the visitor is told none of them."""
    with Assistant.open(place.store.parent / "other") as assistant:
        assistant.add_text(CONGRESS)
    with chat(place.store.parent / "other", QA_READER=str(place.secret.parent / "no-reader")) as served:
        reply = served.ask("POST", "/ask", {"question": WHO})
        assert reply.status == 500
        assert not names_the_machine(reply.body, place)
        join(served, WHO, "hong")
        said = served.ask("GET", "/gradio_api/queue/data?session_hash=hong").body
        assert "process_completed" in said
        assert not names_the_machine(said, place)
        assert "no-reader" not in said


def test_what_may_be_asked_on_a_server_for_reading_only(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "store"):
        pass
    with chat(tmp_path / "store", "--read-only") as served:
        assert upload(served, "bai.txt").status == 404
        assert served.ask("GET", "/health").json["feedback"] is True, "articles stay as they are; opinions are welcome"
        assert served.ask("GET", "/").status == 200


def test_an_address_for_all_takes_any_name() -> None:
    for host, refused in {"127.0.0.1": True, "localhost": True, "127.0.0.9": True, "0.0.0.0": False}.items():
        gate = Gate(_nothing, host=host, root=Root(), uploads=Path(tempfile.gettempdir()))
        assert bool(gate._hosts) == refused


async def _nothing(*_: object) -> None:
    """An application that says nothing."""


@pytest.mark.parametrize(
    ("given", "root"),
    [
        ("", Root("", "")),
        ("/", Root("", "")),
        ("/hoi-bao/", Root("/hoi-bao", "")),
        ("https://Bao.example.vn/hoi-bao", Root("/hoi-bao", "bao.example.vn", True)),
        ("http://bao.example.vn:8080", Root("", "bao.example.vn:8080")),
        ("hoi-bao", None),
        ("//bao.example.vn", None),
        ("/hoi bao", None),
        ("/a/../b", None),
        ("ftp://bao.example.vn", None),
        ("/hoi-bao?x", None),
    ],
)
def test_where_a_proxy_shows_it(given: str, root: Root | None) -> None:
    if root is not None:
        assert Root.parse(given) == root
    else:
        with pytest.raises(ConfigError, match="--root-path"):
            Root.parse(given)
