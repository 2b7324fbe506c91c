"""How fast a page is made, opens and scrolls; run with `make bench`."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.artefacts import locate
from pipeline.document import Reading
from pipeline.export import record
from pipeline.flow import Pipeline
from pipeline.pages.reading import reading_page
from pipeline.pages.render import render
from pipeline.read import read_text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LENGTH = 60_000


@cache
def plan() -> Reading:
    """A plan of 60,000 characters with a thousand quantities: our sample, over and over."""
    sample = (locate("corpus", "samples") / "decision.txt").read_text("utf-8")
    text = (sample * (LENGTH // len(sample) + 1))[:LENGTH]
    return Pipeline.load()(read_text(text))


@pytest.mark.benchmark(timer=time.process_time)
def test_a_long_plan_made_into_a_page(benchmark: BenchmarkFixture) -> None:
    reading = plan()
    html = benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: render(reading_page(reading)), rounds=3
    )

    assert len(html.encode()) < 6_000_000
    assert benchmark.stats is not None
    assert benchmark.stats["min"] < 3


@pytest.mark.benchmark(timer=time.process_time)
def test_the_command_on_a_decision(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The whole command, its start included: under two seconds of processor time."""
    sample = (locate("corpus", "samples") / "decision.txt").read_text("utf-8")
    path = record.write(Pipeline.load()(read_text(sample)), tmp_path)
    page = tmp_path / "page.html"
    command = [sys.executable, "-m", "pipeline", "report", str(path), "-o", str(page)]
    spent = []

    def run() -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    benchmark.pedantic(run, rounds=3)  # type: ignore[no-untyped-call]

    assert min(spent) < 2
    assert page.stat().st_size < 2_000_000


def test_a_long_plan_opens_and_scrolls(
    benchmark: BenchmarkFixture, browser: Browser, tmp_path: Path
) -> None:
    """Open in 1.5 s, and no task of more than 50 ms of processor time while the text scrolls.

    The browser's own trace says what each task took of the processor, whatever else is running.
    """
    path = tmp_path / "plan.html"
    path.write_text(render(reading_page(plan())), "utf-8")
    opened, longest = [], []

    def journey() -> None:
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(path.as_uri())
        opened.append(time.perf_counter() - start)
        page.wait_for_timeout(300)
        browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
        page.mouse.move(600, 400)
        for _ in range(60):
            page.mouse.wheel(0, 700)
            page.wait_for_timeout(16)
        longest.append(max(tasks(browser.stop_tracing())))
        assert page.evaluate("scrollY") > 10_000
        page.close()

    benchmark.pedantic(journey, rounds=3)  # type: ignore[no-untyped-call]

    assert min(opened) < 1.5
    assert min(longest) <= 50


def tasks(trace: bytes) -> Iterator[float]:
    """The processor time in ms of every task of the thread that lays the page out."""
    events = json.loads(trace)["traceEvents"]
    named = [event for event in events if event["name"] == "thread_name"]
    main = {e["tid"] for e in named if e["args"]["name"] == "CrRendererMain"}
    for event in events:
        if event["tid"] in main and event["name"].endswith("RunTask") and "tdur" in event:
            yield event["tdur"] / 1000
