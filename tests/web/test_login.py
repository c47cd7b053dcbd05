"""A chat that is not for everybody, and one behind a reverse proxy: who gets in, where, and what others are told."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import urlencode

import pytest
from tests.conftest import CONGRESS
from tests.web.proxy import proxy
from tests.web.serving import QA, Reply, Served, ask, asked, chat

from qa import Assistant
from qa.web import users

PASSWORD = "mật khẩu: rất dài"
WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"
HTML = {"Accept": "text/html,*/*"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ROOT = "/hoi-bao"


class Place(NamedTuple):
    served: Served
    users: Path
    store: Path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A chat with a user, to be shown under a path."""
    folder = tmp_path_factory.mktemp("login")
    with Assistant.open(folder / "store") as assistant:
        assistant.add_text(CONGRESS)
    users.put(folder / "users", "lan", PASSWORD)
    with chat(folder / "store", "--auth", str(folder / "users"), "--root-path", ROOT) as served:
        yield Place(served, folder / "users", folder / "store")


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


def enter(address: str, root: str, password: str = PASSWORD, name: str = "lan") -> Reply:
    return ask(address, "POST", f"{root}/login", urlencode({"name": name, "password": password}), FORM)


def cookie(reply: Reply) -> dict[str, str]:
    return {"Cookie": reply.headers["set-cookie"].partition(";")[0]}


EVERYTHING = (
    "/ /config /theme.css /favicon.ico /assets/index.js /static/img/logo.svg /gradio_api/info "
    "/gradio_api/startup-events /gradio_api/heartbeat/a /gradio_api/queue/data?session_hash=a "
    "/gradio_api/upload_progress?upload_id=a /gradio_api/file=/etc/passwd /articles/a /v1/models /khong-co"
).split()


def test_without_a_password_nothing_is_given_but_health(place: Place) -> None:
    for path in EVERYTHING:
        reply = place.served.ask("GET", path)
        assert reply.status in (401, 404), path
        assert set(reply.json["error"]) == {"message", "type", "param", "code"}
        assert "www-authenticate" not in reply.headers, "a browser would open a window of its own"
    for path in ("/ask", "/feedback", "/v1/chat/completions", "/gradio_api/queue/join", "/gradio_api/upload"):
        assert place.served.ask("POST", path, {"question": WHO, "data": []}).status == 401, path
    assert place.served.ask("GET", "/health").json == {"status": "ok", "feedback": True}


def test_a_person_is_shown_a_form_in_vietnamese(place: Place) -> None:
    for path in ("/", "/login"):
        shown = place.served.ask("GET", path, headers=HTML)
        assert shown.status == 401
        assert '<html lang="vi">' in shown.body
        assert re.findall(r"<label>(\w+(?: \w+)*)", shown.body) == ["Tên", "Mật khẩu"]
        assert "gradio" not in shown.body.lower()


def test_programs_come_in_with_basic_or_with_the_key_of_an_openai_client(place: Place) -> None:
    for headers in (basic("lan", PASSWORD), {"Authorization": f"Bearer lan:{PASSWORD}".encode().decode("latin-1")}):
        reply = place.served.ask("POST", "/ask", {"question": WHO}, headers)
        assert (reply.status, reply.json["short"]) == (200, "Trần Mạnh Hùng")
    composed_apart = basic("lan", normalize("NFD", PASSWORD))
    assert place.served.ask("GET", "/v1/models", headers=composed_apart).status == 200
    for headers in (basic("lan", "sai"), {"Authorization": "Basic ###"}, {"Authorization": "Basic"}):
        reply = place.served.ask("GET", "/v1/models", headers=headers)
        assert (reply.status, reply.headers["www-authenticate"][:5]) == (401, "Basic")


def test_the_form_gives_a_cookie_that_scripts_cannot_read_and_leaving_ends_it(place: Place) -> None:
    entered = enter(place.served.address, "")
    assert (entered.status, entered.headers["location"]) == (303, f"{ROOT}/")
    assert entered.headers["set-cookie"].endswith("; HttpOnly; Max-Age=604800; Path=/hoi-bao/; SameSite=lax")
    own = cookie(entered)
    assert place.served.ask("GET", "/", headers=HTML | own).status == 200
    assert "Bạn đang đăng nhập với tên lan." in place.served.ask("GET", "/login", headers=own).body
    assert place.served.ask("POST", "/ask", {"question": WHO}, own).status == 200
    assert place.served.ask("GET", "/config", headers={"Cookie": own["Cookie"][:-1]}).status == 401
    foreign = FORM | own | {"Origin": "http://evil.example"}
    assert place.served.ask("POST", "/logout", "", foreign).status == 403
    assert place.served.ask("POST", "/logout", "", FORM | own).status == 303
    assert place.served.ask("GET", "/config", headers=own).status == 401


def test_many_requests_of_one_program_are_no_guesses(place: Place) -> None:
    users.put(place.users, "máy", PASSWORD)
    with ThreadPoolExecutor(12) as pool:
        headers = basic("máy", PASSWORD)
        replies = list(pool.map(lambda _: place.served.ask("GET", "/v1/models", headers=headers).status, range(24)))
    assert set(replies) == {200}


def test_over_https_the_cookie_stays_there(place: Place) -> None:
    body = urlencode({"name": "lan", "password": PASSWORD})
    entered = place.served.ask("POST", "/login", body, FORM | {"X-Forwarded-Proto": "https"})
    assert "Secure" in entered.headers["set-cookie"]


def test_a_new_password_ends_the_old_logins(place: Place) -> None:
    users.put(place.users, "hương", PASSWORD)
    own = cookie(enter(place.served.address, "", name=normalize("NFD", "hương")))  # the accents apart, as some type
    assert place.served.ask("GET", "/config", headers=own).status == 200
    assert place.served.ask("GET", "/config", headers=basic("hương", PASSWORD)).status == 200
    users.put(place.users, "hương", "một mật khẩu khác")
    assert place.served.ask("GET", "/config", headers=own).status == 401
    assert place.served.ask("GET", "/config", headers=basic("hương", PASSWORD)).status == 401
    own = cookie(enter(place.served.address, "", "một mật khẩu khác", "hương"))
    users.drop(place.users, "hương")
    assert place.served.ask("GET", "/config", headers=own).status == 401


def test_whoever_guesses_has_to_wait_and_the_others_do_not(place: Place) -> None:
    guesser = {"X-Forwarded-For": "192.0.2.73"}  # a proxy on this machine says who asks

    def guess(password: str) -> Reply:
        body = urlencode({"name": "lan", "password": password})
        return place.served.ask("POST", "/login", body, FORM | guesser)

    assert [guess(f"sai {number}").status for number in range(5)] == [401] * 5
    while guess("sai").status == 401:  # the first pauses are over before a slow machine has asked again
        pass
    stopped = guess(PASSWORD)
    assert stopped.status == 429, "not even the right one is looked at"
    assert re.search(r"Hãy đợi \d+ giây", stopped.body)
    assert int(stopped.headers["retry-after"]) <= 60
    assert place.served.ask("GET", "/v1/models", headers=guesser | basic("lan", "sai")).status == 429
    assert enter(place.served.address, "").status == 303


@pytest.mark.parametrize("strips", [True, False], ids=["without the path", "with the path"])
def test_behind_a_reverse_proxy_page_queue_and_door_work(place: Place, strips: bool) -> None:
    with proxy(place.served.address, ROOT, strips=strips) as address:
        own = cookie(enter(address, ROOT))
        page = ask(address, "GET", f"{ROOT}/", headers=HTML | own)
        assert page.status == 200
        root = re.search(r'"root":\s*"([^"]*)"', page.body)
        assert root
        assert root[1] == f"{address}{ROOT}"
        assets = re.findall(r'(?:src|href)="\.?/?((?:assets|static)/[^"]+)"', page.body)
        assert assets
        for asset in {*assets, "theme.css"}:
            assert ask(address, "GET", f"{ROOT}/{asset}", headers=own).status == 200, asset
        config = ask(address, "GET", f"{ROOT}/config", headers=own).json
        sent = asked(config, WHO, f"proxy-{strips}")
        origin = own | {"Origin": address}
        assert ask(address, "POST", f"{ROOT}/gradio_api/queue/join", sent, origin).status == 200
        data = f"{ROOT}/gradio_api/queue/data?session_hash=proxy-{strips}"
        assert "Trần Mạnh Hùng" in ask(address, "GET", data, headers=own).body
        answer = ask(address, "POST", f"{ROOT}/ask", {"question": WHO}, origin).json
        assert answer["short"] == "Trần Mạnh Hùng"
        feedback = {"question": WHO, "answer": answer, "verdict": "good"}
        assert ask(address, "POST", f"{ROOT}/feedback", feedback, origin).status == 201
        assert (
            ask(address, "POST", f"{ROOT}/ask", {"question": WHO}, own | {"Origin": "http://evil.example"}).status
            == 403
        )


def test_a_file_with_a_plain_password_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "users").write_text("# ai được vào\nlan:bimat123\n", encoding="utf-8")
    started = subprocess.run(
        [*QA, "chat", "--store", str(tmp_path / "store"), "--auth", str(tmp_path / "users")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert started.returncode == 3
    said = " ".join(started.stderr.split())
    assert "dòng 2: mật khẩu không ở dạng băm" in said
    assert "qa users add lan --auth" in said
    assert "bimat123" not in said


def test_a_page_for_the_whole_network_without_a_password_is_told_in_one_line(tmp_path: Path) -> None:
    with chat(tmp_path / "store", "--host", "0.0.0.0") as served:
        warning, _ = served.said.splitlines()
        assert "không cần đăng nhập" in warning
        assert "qa users add" in warning


def test_the_settings_of_a_host_may_stand_in_the_environment(place: Place, tmp_path: Path) -> None:
    with chat(tmp_path / "store", QA_AUTH=str(place.users), QA_READ_ONLY="true", QA_ROOT_PATH="/a") as served:
        assert served.ask("GET", "/config").status == 401
        assert served.ask("GET", "/a/config", headers=basic("lan", PASSWORD)).status == 200
        assert served.ask("POST", "/gradio_api/upload", "", basic("lan", PASSWORD)).status == 404
        assert json.loads(served.ask("GET", "/health").body)["status"] == "ok"
