"""A workbench over a folder of its own, asked without a network."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra `web` is not installed")
pytest.importorskip("multipart", reason="the extra `web` is not installed")

from starlette.testclient import TestClient

from pipeline.batch import Limits
from pipeline.flow import Pipeline
from pipeline.read import read_text
from pipeline.web.app import create_app
from pipeline.web.folder import id_of
from pipeline.web.guard import Doors
from pipeline.web.workbench import Plan, Workbench
from tests.batch import pipelines

LARGEST = 100_000
ADDRESS = "http://127.0.0.1:8642"
PATIENCE_S = 60.0
DECISION = (
    "中共澜州市委关于建设科技创新中心的决定\n"
    "一、发展目标\n"
    "到2025年，高新技术企业突破1.5万家，全社会研发经费增长10%以上。\n"
    "二、重点任务\n"
    "（一）建设创新平台。加快建设澜州实验室，新增省级以上创新平台20个。\n"
    "（二）引进人才。到2027年，引进顶尖人才30名，培育技能人才5万名。\n"
)


@dataclass(slots=True)
class Bench:
    """A workbench that runs, a browser's session with it, and its token."""

    workbench: Workbench
    doors: Doors
    client: TestClient
    token: dict[str, str] = field(default_factory=dict)

    def enter(self) -> None:
        """Open the address that was printed, and take the token from the page."""
        page = self.client.get("/", params={"token": self.doors.secret})
        assert page.status_code == 200
        found = re.search(r'name="tiaoli-token" content="(\w+)"', page.text)
        assert found
        self.token = {"x-tiaoli-token": found[1]}

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(path, follow_redirects=False, **options)

    def post(self, path: str, **options: Any) -> Any:
        return self.client.post(path, headers=self.token, **options)

    def put(self, path: str, **said: Any) -> Any:
        return self.client.put(path, headers=self.token, json=said)

    def add(self, name: str, text: str | bytes) -> str:
        """Drop a file in and wait until it is read, or not."""
        content = text.encode() if isinstance(text, str) else text
        answer = self.post("/api/documents", params={"name": name}, content=content)
        assert answer.status_code == 201, answer.text
        id_ = str(answer.json()["id"])
        self.until(lambda: self.state(id_)["state"] != "waiting")
        return id_

    def shelve(self, name: str, text: str = DECISION) -> str:
        """Put a document on the shelf as if a worker had read it."""
        file = self.workbench.folder.put(name, text.encode())
        id_ = self.workbench.shelf.add(file, id_of(file.name))
        reading = Pipeline()(read_text(text, source=file.name))
        self.workbench.shelf.keep(id_, reading, signature=reading.signature)
        return id_

    def state(self, id_: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/api/documents/{id_}").json()
        return found

    def start_of(self, id_: str, words: str) -> int:
        """Where the clause with these words begins."""
        reading = self.workbench.reading(id_)
        return next(c.span.start for c in reading.tree if words in reading.tree.words(c))

    def until(self, held: Callable[[], bool]) -> None:
        """Wait for something to hold."""
        end = time.monotonic() + PATIENCE_S
        while not held():
            assert time.monotonic() < end
            time.sleep(0.02)

    def stranger(self, **doors: Any) -> Bench:
        """Another browser, without a session; with other doors, if they are named."""
        guard = Doors(**doors) if doors else self.doors
        app = create_app(self.workbench, guard, largest=LARGEST)
        return Bench(self.workbench, guard, TestClient(app, base_url=ADDRESS))


@contextmanager
def opened(
    folder: Path, *, make: Any = pipelines.plain, seconds: float = 20, translator: Any = None
) -> Iterator[Bench]:
    """A workbench over a folder, and a session with it."""
    limits = Limits(seconds=seconds, memory=1_500_000_000)
    workbench = Workbench.open(
        Plan(folder, limits=limits, make=make, warm=False, translator=translator)
    )
    doors = Doors()
    app = create_app(workbench, doors, largest=LARGEST)
    with TestClient(app, base_url=ADDRESS) as client:
        bench = Bench(workbench, doors, client)
        bench.enter()
        yield bench


Start = Callable[..., Bench]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "policies"
    made.mkdir()
    return made


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start a workbench over the folder; several may run at once."""
    with ExitStack() as running:
        yield lambda **options: running.enter_context(opened(folder, **options))


@pytest.fixture
def bench(start: Start) -> Bench:
    return start()
