"""`tiaoli serve` as a shell sees it."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("uvicorn", reason="the extra `web` is not installed")

from tests.cli.conftest import run as run

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Any]:
    """Start the command and give its process and its first line."""
    running: list[subprocess.Popen[str]] = []

    def started(*options: str, **environment: str) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "serve", str(tmp_path), "--port", "0", *options],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        running.append(process)
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    yield started
    for process in running:
        process.kill()
        process.communicate()


def answered(address: str) -> HTTPResponse:
    """The answer of a server that may still be starting; redirects are not followed."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=PATIENCE_S)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_the_printed_address_opens_the_workbench_and_ctrl_c_stops_it(serve: Any) -> None:
    process, address = serve()

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{30,}", address)
    answer = answered(address)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "server" not in answer.headers

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert said == "Ctrl-C stops it\nstopped\n"


def test_nothing_of_a_request_is_logged(serve: Any) -> None:
    process, address = serve()
    answered(address.partition("?")[0] + "search?q=secret")

    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=PATIENCE_S)
    assert "secret" not in out + said


def test_with_a_password_no_token_is_printed(serve: Any) -> None:
    _, address = serve("--host", "127.0.0.1", TIAOLI_PASSWORD="seven red lanterns")

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    assert answered(address).headers["location"] == "/login"


@pytest.mark.parametrize("password", ["", "short"])
def test_other_machines_are_not_served_without_a_password(
    password: str, run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TIAOLI_PASSWORD", password)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    # Should the command go on nevertheless, it does not serve for ever.
    command = sys.modules["pipeline.cli.serve"]
    monkeypatch.setattr(command, "_run", lambda app, bound: bound.close())

    done = run("serve", tmp_path, "--host", "0.0.0.0", "--port", 0)

    assert done.code == 2
    assert "needs a password of 8 characters or more; put it into TIAOLI_PASSWORD" in done.err


def test_no_option_takes_the_password(run: Any) -> None:
    done = run("serve", "--help")

    assert "--password" not in done.out
    assert "this machine only" in done.out


def test_a_port_that_is_taken_is_named(run: Any, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = run("serve", tmp_path, "--port", port)

    assert done.code == 2
    assert f"cannot serve at 127.0.0.1:{port}" in done.err
    assert "choose another --port" in done.err


def test_a_folder_that_is_not_there_is_named(run: Any, tmp_path: Path) -> None:
    done = run("serve", tmp_path / "none")

    assert (done.code, "is no folder" in done.err) == (2, True)


def test_a_folder_that_cannot_be_written_says_what_to_do(run: Any, tmp_path: Path) -> None:
    (tmp_path / ".tiaoli").write_text("in the way", "utf-8")

    done = run("serve", tmp_path, "--port", 0)

    assert done.code == 2
    assert "name another folder with --state" in done.err


def test_a_missing_package_is_named_with_the_line_that_installs_it(
    run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "multipart" else find(name)
    )

    done = run("serve", tmp_path)

    assert done.code == 2
    assert "python-multipart is not installed; run `pip install 'tiaoli[web]'`" in done.err


def test_help_needs_no_server() -> None:
    code = "import sys, pipeline.cli; print(*[m for m in ('starlette', 'uvicorn', 'jinja2') "
    code += "if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == []
