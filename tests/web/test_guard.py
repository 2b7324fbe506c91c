"""Who is let in, and what an attacker is told: one row for each way in that was tried."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.websockets import WebSocketDisconnect

from pipeline.web.guard import HEADERS, Doors
from tests.web.conftest import DECISION, LARGEST, Bench, opened

LEFT = [".tiaoli", "a.txt"]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One workbench for all: nothing here changes it, or should."""
    with opened(tmp_path_factory.mktemp("guarded")) as bench:
        bench.add("a.txt", DECISION)
        yield bench


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("evil.example", id="a name that was rebound"),
        pytest.param("evil.example:8642", id="with our port"),
        pytest.param("127.0.0.1.evil.example", id="that begins like ours"),
        pytest.param("localhost.evil.example", id="or so"),
        pytest.param("127.0.0.1@evil.example", id="with a user"),
        pytest.param("evil.example#127.0.0.1", id="with a fragment"),
        pytest.param("[::1", id="that is broken"),
        pytest.param("192.168.1.5", id="an address that is not served"),
        pytest.param("", id="none"),
    ],
)
def test_no_other_host_is_answered(host: str, bench: Bench) -> None:
    answer = bench.get("/", headers={"host": host})

    assert answer.status_code == 421
    assert "documents" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost", "[::1]:8642", "LOCALHOST:1"])
def test_this_machine_is_answered(host: str, bench: Bench) -> None:
    assert bench.get("/login", headers={"host": host}).status_code == 200


PRIVATE = ("/", "/search", "/corrections", "/documents/a", "/documents/a/drafts", "/compare")


@pytest.mark.parametrize("path", PRIVATE)
def test_a_stranger_sees_no_page(path: str, bench: Bench) -> None:
    answer = bench.stranger().get(path)

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/progress"),
        ("GET", "/export/labels.csv"),
        ("POST", "/api/documents?name=a.txt"),
        ("PUT", "/api/documents/a/clauses/0/draft"),
        ("DELETE", "/api/documents/a"),
    ],
)
def test_a_stranger_asks_in_vain(method: str, path: str, bench: Bench) -> None:
    assert bench.stranger().client.request(method, path).status_code == 401


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param("tiaoli=guessed", id="a session that was not given"),
        pytest.param("tiaoli=", id="empty"),
        pytest.param("tiaoli", id="broken"),
        pytest.param('tiaoli="\\', id="quoted wrongly"),
    ],
)
def test_a_made_up_cookie_opens_nothing(cookie: str, bench: Bench) -> None:
    bench = bench.stranger()

    assert bench.get("/api/progress", headers={"cookie": cookie}).status_code == 401


def test_the_printed_address_opens_a_session_and_leaves_no_token_behind(bench: Bench) -> None:
    bench = bench.stranger()

    answer = bench.get("/", params={"token": bench.doors.secret})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert bench.doors.secret.lower() not in cookie
    assert bench.get("/").status_code == 200


def test_a_wrong_token_opens_nothing(bench: Bench) -> None:
    bench = bench.stranger()

    assert bench.get("/", params={"token": "wrong"}).headers["location"] == "/login?wrong=1"
    assert bench.get("/").status_code == 303


def test_the_token_of_another_start_opens_nothing(bench: Bench) -> None:
    bench, other = bench.stranger(), bench.stranger(secret="another start")

    assert "wrong" in bench.get("/", params={"token": other.doors.secret}).headers["location"]


CHANGES = (
    ("POST", "/api/documents?name=a.txt"),
    ("POST", "/api/look"),
    ("POST", "/api/documents/a/again"),
    ("POST", "/api/documents/a/clauses/0/checks"),
    ("POST", "/api/documents/a/clauses/0/engine"),
    ("PUT", "/api/documents/a/clauses/0/draft"),
    ("PUT", "/api/documents/a/clauses/0/label"),
    ("PUT", "/api/documents/a/clauses/0/target"),
    ("PUT", "/api/documents/a/targets/0-1"),
)


@pytest.mark.parametrize(("method", "path"), CHANGES)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no token"),
        pytest.param({"x-tiaoli-token": "0" * 64}, id="a guessed token"),
        pytest.param({"origin": "http://evil.example"}, id="another site"),
        pytest.param({"origin": "null"}, id="a sandboxed frame"),
        pytest.param({"origin": "http://127.0.0.1:9999"}, id="another port"),
        pytest.param({"sec-fetch-site": "cross-site"}, id="another site, as the browser says"),
        pytest.param({"sec-fetch-site": "same-site"}, id="another port, as the browser says"),
    ],
)
def test_no_other_site_changes_anything(
    method: str, path: str, headers: dict[str, str], bench: Bench
) -> None:
    """The cookie is there in all of these: only the token and the origin are not."""
    right = {} if not headers or "x-tiaoli-token" in headers else bench.token

    answer = bench.client.request(method, path, headers=right | headers, json={})

    assert answer.status_code == 403
    assert [one.id for one in bench.workbench.shelf.entries()] == ["a"]


def test_the_token_belongs_to_one_session(bench: Bench) -> None:
    other = bench.doors.token(bench.doors.open())

    answer = bench.client.post("/api/look", headers={"x-tiaoli-token": other})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", [*PRIVATE, "/login", "/static/base.css", "/api/progress", "/no"])
def test_every_answer_has_the_headers(path: str, bench: Bench) -> None:
    answer = bench.get(path)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_refusals_have_the_headers_too(bench: Bench) -> None:
    answer = bench.stranger().get("/", headers={"host": "evil.example"})

    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


def test_the_policy_runs_nothing_but_our_files() -> None:
    policy = dict(
        part.strip().partition(" ")[::2] for part in HEADERS["content-security-policy"].split(";")
    )

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in HEADERS["content-security-policy"]


def test_an_upload_too_large_is_refused_before_it_is_taken(bench: Bench) -> None:
    answer = bench.post("/api/documents?name=a.txt", content=b"x" * (LARGEST + 1))

    assert answer.status_code == 413
    assert f"{LARGEST:,} bytes" in answer.json()["detail"]
    assert sorted(one.name for one in bench.workbench.folder.root.iterdir()) == LEFT


def test_an_upload_that_hides_its_length_is_cut_off(bench: Bench) -> None:
    sent = 0

    def stream() -> Any:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b"x" * 10_000

    answer = bench.post("/api/documents?name=a.txt", content=stream())

    assert answer.status_code == 413
    assert sorted(one.name for one in bench.workbench.folder.root.iterdir()) == LEFT


def test_a_length_that_is_no_number_is_refused(bench: Bench) -> None:
    headers = {**bench.token, "content-length": "many"}

    answer = bench.client.post("/api/documents?name=a.txt", headers=headers, content=b"x")

    assert answer.status_code == 413


def test_other_bodies_are_small(bench: Bench) -> None:
    answer = bench.put("/api/documents/a/clauses/0/draft", english="x" * 300_000, base=0)

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
        pytest.param(b"[" * 60_000, id="deep"),
        pytest.param(b'{"english": 5, "base": 0}', id="a number for words"),
        pytest.param(b'{"english": "x", "base": "0"}', id="words for a version"),
        pytest.param(b'{"english": "x", "base": true}', id="a truth for a version"),
        pytest.param(b'{"english": "x", "base": -1}', id="a version before the first"),
        pytest.param(b'{"english": "x", "base": 0, "author": 7}', id="a number for a name"),
        pytest.param(b'{"english": "x", "base": 0, "author": "' + b"a" * 61 + b'"}', id="a novel"),
    ],
)
def test_a_body_that_is_none_of_ours_is_refused(body: bytes, bench: Bench) -> None:
    path = "/api/documents/a/clauses/0/draft"

    answer = bench.client.put(path, headers=bench.token, content=body)

    assert answer.status_code in (400, 422)
    assert bench.workbench.revisions.all("draft") == ()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/base.css%00.js",
        "/static/.",
        "/static/templates/base.html",
        "/documents/..%2f..%2fetc%2fpasswd",
        "/documents/%2e%2e/record.json",
        "/documents/a%00b",
        "/documents/a/clauses/../../../record.json",
    ],
)
def test_no_address_leads_out(path: str, bench: Bench) -> None:
    answer = bench.get(path)

    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text


def test_a_websocket_is_not_answered(bench: Bench) -> None:
    with pytest.raises(WebSocketDisconnect), bench.client.websocket_connect("/"):
        pass


# --- a password, where other machines are served ---


def password(bench: Bench) -> Bench:
    return bench.stranger(password="seven red lanterns", any_address=True)


def test_the_password_opens_a_session(bench: Bench) -> None:
    bench = password(bench)
    word = {"word": "seven red lanterns"}

    answer = bench.client.post("/login", data=word, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert bench.get("/").status_code == 200


@pytest.mark.parametrize("word", ["", "seven", "seven red lanterns ", "SEVEN RED LANTERNS", "七"])
def test_a_wrong_password_does_not_and_takes_its_time(word: str, bench: Bench) -> None:
    bench = password(bench)
    before = time.monotonic()

    answer = bench.client.post("/login", data={"word": word}, follow_redirects=False)

    assert answer.headers["location"] == "/login?wrong=1"
    assert time.monotonic() - before > 0.4
    assert bench.get("/").status_code == 303


def test_with_a_password_the_secret_opens_nothing(bench: Bench) -> None:
    bench = password(bench)

    assert bench.get("/", params={"token": bench.doors.secret}).headers["location"] == "/login"
    answer = bench.client.post("/login", data={"word": bench.doors.secret}, follow_redirects=False)
    assert answer.headers["location"] == "/login?wrong=1"


def test_another_site_cannot_sign_in(bench: Bench) -> None:
    bench = password(bench)
    headers = {"origin": "http://evil.example"}

    answer = bench.client.post("/login", data={"word": "seven red lanterns"}, headers=headers)

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("host", "answered"),
    [("192.168.1.5:8642", True), ("[fe80::1]", True), ("rebound.example", False)],
)
def test_by_password_any_address_is_ours_but_no_name(
    host: str, answered: bool, bench: Bench
) -> None:
    answer = password(bench).get("/login", headers={"host": host})

    assert answer.status_code == (200 if answered else 421)


def test_old_sessions_go_when_there_are_too_many() -> None:
    doors = Doors()

    first = doors.open()
    for _ in range(100):
        doors.open()

    assert first not in doors.sessions
    assert len(doors.sessions) == 100


def test_the_guard_asks_every_door(bench: Bench) -> None:
    """A client that has neither cookie nor token, against a workbench that is in use."""
    assert "高新技术企业" in bench.get("/documents/a").text
    assert "高新技术企业" not in bench.stranger().client.get("/documents/a").text
