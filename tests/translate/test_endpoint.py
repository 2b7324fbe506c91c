"""The endpoint engine against a local server that misbehaves."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from itertools import pairwise
from urllib.error import HTTPError

import pytest

from pipeline.translate import Glossary, Term
from pipeline.translate.endpoint import (
    EndpointEngine,
    EndpointError,
    _asked_to_wait,
    drafts_in,
)
from tests.translate.conftest import Answer, Server, right

SENTENCES = tuple(f"第{number}项任务。" for number in range(1, 8))
EXPECTED = tuple(f"Task: {sentence}" for sentence in SENTENCES)


def _numbered(n: int, clauses: list[str]) -> tuple[int, str]:
    return 200, "\n".join(f"[{k}] Task: {clause}" for k, clause in enumerate(clauses, start=1))


def _fenced(n: int, clauses: list[str]) -> tuple[int, str]:
    return 200, f"```json\n{right(clauses)}\n```"


def _busy(n: int, clauses: list[str]) -> tuple[int, str]:
    return (429, "slow down") if n <= 3 else (200, right(clauses))


def _broken(n: int, clauses: list[str]) -> tuple[int, str]:
    return (500, "oops") if n % 2 else (200, right(clauses))


def _cut(n: int, clauses: list[str]) -> tuple[int, str]:
    text = right(clauses)
    return 200, text if len(clauses) == 1 else text[: len(text) // 2]


def _merging(n: int, clauses: list[str]) -> tuple[int, str]:
    return 200, right(clauses) if len(clauses) == 1 else right(clauses[:-1])


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda n, clauses: (200, right(clauses)), id="JSON"),
        pytest.param(_numbered, id="numbered lines"),
        pytest.param(_fenced, id="JSON in a fence"),
        pytest.param(_busy, id="429 at first"),
        pytest.param(_broken, id="500 now and then"),
        pytest.param(_cut, id="replies cut short"),
        pytest.param(_merging, id="one draft too few"),
    ],
)
def test_every_sentence_gets_its_own_draft(server: Server, answer: Answer) -> None:
    server.answer = answer

    assert server.engine(concurrency=1)(SENTENCES) == EXPECTED
    assert server.engine(concurrency=4)(SENTENCES) == EXPECTED


def test_a_slow_server_is_asked_again(server: Server) -> None:
    waiting = threading.Event()

    def slow(n: int, clauses: list[str]) -> tuple[int, str]:
        if n == 1:
            waiting.wait(1.0)
        return 200, right(clauses)

    server.answer = slow
    assert server.engine(timeout_s=0.2, concurrency=1)(SENTENCES[:2]) == EXPECTED[:2]
    waiting.set()


def test_pauses_double_until_the_server_answers(server: Server) -> None:
    server.answer = _busy
    server.engine(concurrency=1, pause_s=0.05)(SENTENCES[:1])

    pauses = [later - earlier for earlier, later in pairwise(server.times)]
    assert len(pauses) == 3
    assert all(pause >= 0.8 * 0.05 * 2**n for n, pause in enumerate(pauses))


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("0.3", id="in seconds"),
        pytest.param("Wed, 21 Oct 2015 07:28:00 GMT", id="a date that is past: no wait of its own"),
        pytest.param("soon", id="no time at all"),
    ],
)
def test_a_server_may_say_how_long_to_wait(server: Server, asked: str) -> None:
    server.answer = lambda n, clauses: (503, "no") if n == 1 else (200, right(clauses))
    server.retry_after = asked

    assert server.engine(concurrency=1)(SENTENCES[:1]) == EXPECTED[:1]
    waited = server.times[1] - server.times[0]
    assert waited >= 0.3 if asked == "0.3" else waited < 5


def test_a_date_to_wait_for_is_waited_for() -> None:
    headers = Message()
    headers["Retry-After"] = format_datetime(datetime.now(UTC) + timedelta(seconds=30))
    error = HTTPError("http://x", 429, "slow down", headers, None)

    assert 25 < _asked_to_wait(error) <= 30


def test_a_connection_that_breaks_off_is_made_again(server: Server) -> None:
    server.breaks_off = 2

    assert server.engine(concurrency=1)(SENTENCES[:2]) == EXPECTED[:2]
    assert len(server.asked) == 3


def test_a_reply_that_says_it_is_cut_is_not_taken(server: Server) -> None:
    """Plain lines show no cut: the last one is only shorter."""

    def answer(n: int, clauses: list[str]) -> tuple[int, str]:
        server.finish_reason = "length" if len(clauses) > 1 else "stop"
        text = _numbered(n, clauses)[1]
        return 200, text if len(clauses) == 1 else text[:-2]

    server.answer = answer
    assert server.engine(concurrency=1)(SENTENCES[:3]) == EXPECTED[:3]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        pytest.param(lambda n, clauses: (401, "no"), "TIAOLI_API_KEY", id="a wrong key"),
        pytest.param(lambda n, clauses: (404, "no"), "model's name", id="a wrong model"),
        pytest.param(lambda n, clauses: (503, "no"), "4 attempts", id="down for good"),
        pytest.param(lambda n, clauses: (200, ""), "no draft", id="never a draft"),
    ],
)
def test_what_cannot_be_waited_out_is_an_error(
    server: Server, answer: Answer, message: str
) -> None:
    server.answer = answer

    with pytest.raises(EndpointError, match=message):
        server.engine(concurrency=1)(SENTENCES[:1])


def test_terms_neighbours_and_key_are_sent(server: Server) -> None:
    glossary = Glossary((Term("任务", ("task",)),))
    server.engine(glossary=glossary, key="secret", concurrency=1)(SENTENCES[:4])

    prompt = server.asked[0]["messages"][1]["content"]
    assert "任务 = task" in prompt
    assert f"After these (do not translate): {SENTENCES[3]}" in prompt
    assert server.keys[0] == "Bearer secret"
    assert "secret" not in repr(server.engine(key="secret"))


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOLI_API_KEY", "from outside")

    assert EndpointEngine.from_environment("http://x/v1", "m").key == "from outside"


@pytest.mark.parametrize(
    ("reply", "count", "expected"),
    [
        pytest.param('["A.", "B."]', 2, ["A.", "B."], id="a bare list"),
        pytest.param('{"1": "A.", "2": "B."}', 2, ["A.", "B."], id="numbered keys"),
        pytest.param("A.\nB.", 2, ["A.", "B."], id="bare lines"),
        pytest.param("[1] A.\n[3] B.", 2, None, id="numbers that skip"),
        pytest.param('{"drafts": ["A.", ""]}', 2, None, id="an empty draft"),
        pytest.param('{"drafts": [1, 2]}', 2, None, id="no strings"),
    ],
)
def test_drafts_in(reply: str, count: int, expected: list[str] | None) -> None:
    assert drafts_in(reply, count) == expected
