"""Workers that are ended while they work."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pipeline.batch.fault import BatchError
from pipeline.batch.pool import Limits, Pool
from pipeline.batch.sources import Item
from pipeline.settings import Settings
from tests.batch import pipelines


@pytest.mark.parametrize("time", range(4))
def test_another_thread_may_close_a_pool_that_runs(time: int, tmp_path: Path) -> None:
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
