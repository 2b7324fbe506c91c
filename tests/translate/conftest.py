"""A chat endpoint on this machine that does what a test tells it to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pipeline.translate.endpoint import EndpointEngine

Answer = Callable[[int, list[str]], tuple[int, str]]
"""From the number of the request and its clauses to the status and the text of the reply."""


def right(clauses: list[str]) -> str:
    return json.dumps({"drafts": [f"Task: {clause}" for clause in clauses]}, ensure_ascii=False)


class Server:
    """Answers the n-th request with whatever `answer` says; keeps what was asked."""

    def __init__(self) -> None:
        self.answer: Answer = lambda n, clauses: (200, right(clauses))
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.times: list[float] = []
        self.retry_after: str | None = None
        self.breaks_off = 0
        self.finish_reason = "stop"
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append(body)
                outer.keys.append(self.headers.get("Authorization", ""))
                outer.times.append(time.monotonic())
                clauses = re.findall(r"^\[\d+\] (.*)$", body["messages"][1]["content"], re.M)
                status, content = outer.answer(len(outer.asked), clauses)
                choice = {"message": {"content": content}, "finish_reason": outer.finish_reason}
                reply = {"choices": [choice]}
                data = json.dumps(reply).encode() if status == 200 else content.encode()
                self.send_response(status)
                if outer.retry_after is not None and status != 200:
                    self.send_header("Retry-After", outer.retry_after)
                broken = len(outer.asked) <= outer.breaks_off
                self.send_header("Content-Length", str(len(data) + broken))
                self.end_headers()
                # The client may have gone: it was tired of waiting.
                with suppress(OSError):
                    self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    def engine(self, **options: Any) -> EndpointEngine:
        settings = {"batch_size": 3, "pause_s": 0.001, "timeout_s": 5.0, "retries": 3} | options
        return EndpointEngine(self.url, "tiny", **settings)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.http.shutdown()
    thread.join()
    server.http.server_close()
