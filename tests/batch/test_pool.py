"""Workers that are ended while they work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import pool as pools
from pipeline.batch.fault import BatchError
from pipeline.batch.pool import Limits, Pool
from pipeline.batch.sources import Item
from pipeline.settings import Settings
from tests.batch import pipelines

ROOT = Path(__file__).parent.parent.parent
STARTING = """
import sys, time
from pipeline.batch.pool import Limits, Pool
from pipeline.settings import Settings
from tests.batch.pipelines import plain

if __name__ == "__main__":
    try:
        pool = Pool(plain, Settings(), 3, Limits())
        print(*(worker.process.pid for worker in pool.workers), flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        print(sum(worker.process.is_alive() for worker in pool.workers))
        pool.close()
        print(sum(worker.process.is_alive() for worker in pool.workers))
        sys.exit(130)
"""


def test_workers_that_start_do_not_hear_of_ctrl_c() -> None:
    """As from a terminal, which tells every process of a command; here the workers first."""
    run = subprocess.Popen(
        [sys.executable, "-c", STARTING],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    workers = [int(pid) for pid in run.stdout.readline().split()]
    for _ in range(20):
        for worker in workers:
            os.kill(worker, signal.SIGINT)
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)

    assert (run.returncode, out, err) == (130, "3\n0\n", "")


def test_a_pool_that_cannot_start_leaves_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    start = Pool._start

    def second_fails(pool: Pool, keep: Callable[[Any], None]) -> None:
        if started:
            raise KeyboardInterrupt
        start(pool, keep)
        started.append(pool.workers[0])

    monkeypatch.setattr(Pool, "_start", second_fails)
    with pytest.raises(KeyboardInterrupt):
        Pool(pipelines.plain, Settings(), 3, Limits())

    assert len(started) == 1
    assert not started[0].process.is_alive()


def test_a_ctrl_c_that_waited_finds_the_worker_that_was_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It comes as soon as it is let through, before anything else is done with the worker."""

    @contextmanager
    def interrupted() -> Iterator[None]:
        yield
        raise KeyboardInterrupt

    before = set(multiprocessing.active_children())
    monkeypatch.setattr(pools, "_deaf", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Pool(pipelines.plain, Settings(), 2, Limits())

    assert set(multiprocessing.active_children()) <= before


@pytest.mark.parametrize("number", range(4))
def test_another_thread_may_close_a_pool_that_runs(number: int, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、目标\n建成平台。", "utf-8")
    item = Item("plan.txt", path=str(tmp_path / "plan.txt"))
    pool = Pool(pipelines.slow, Settings(), 2, Limits(seconds=20, memory=1_500_000_000))
    begun, ends = threading.Event(), []

    def work() -> None:
        try:
            for _ in pool.run((str(number), item) for number in range(500)):
                begun.set()
        except (BatchError, OSError) as error:
            ends.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(60)
    pool.close()
    pool.close()  # once more does nothing
    thread.join(20)

    assert not thread.is_alive()
    assert len(ends) == 1
    assert not any(worker.process.is_alive() for worker in pool.workers)
