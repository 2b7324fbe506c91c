"""Worker processes that each read one document at a time, under limits of time and memory.

A document that takes too long is stopped with its worker, and is a failure of its own. A worker
that dies without a word (killed by the system for memory, or by somebody) is replaced, and its
document is tried again before it counts as a failure.
"""

from __future__ import annotations

import multiprocessing as mp
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from pipeline.batch.sources import Item
from pipeline.batch.work import Outcome, read_item
from pipeline.flow import Pipeline
from pipeline.settings import Settings

TRIES = 3
# A worker that has read this many documents is replaced, so that no library's leak adds up.
LIFETIME = 2_000

Make = Callable[[], Pipeline]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and bytes of memory on top of the models'."""

    seconds: float = 120.0
    memory: int = 2_000_000_000


@dataclass(slots=True)
class _Worker:
    """A process, the pipe to it, and what it is reading."""

    process: Any
    pipe: Connection
    job: tuple[str, Item] | None = None
    since: float = 0.0
    done: int = 0
    ready: bool = False


def serve(pipe: Connection, make: Make, settings: Settings, limits: Limits) -> None:
    """What a worker does: build the pipeline once, then read what comes through the pipe."""
    import os

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    pipeline = make()
    _limit_memory(limits.memory)
    pipe.send(None)
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        pipe.send(read_item(item, pipeline, settings))


def _limit_memory(more: int) -> None:
    """Refuse memory beyond what the process holds now and `more` bytes on top (POSIX)."""
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return


def read_all(
    jobs: Iterable[tuple[str, Item]],
    make: Make,
    settings: Settings,
    *,
    workers: int,
    limits: Limits,
) -> Iterator[tuple[str, Outcome]]:
    """The outcome of each job as it is done, in any order."""
    pool = _Pool(make, settings, workers, limits)
    try:
        yield from pool.run(iter(jobs))
    finally:
        pool.close()


class _Pool:
    def __init__(self, make: Make, settings: Settings, workers: int, limits: Limits) -> None:
        self.make, self.settings, self.limits = make, settings, limits
        self.context = mp.get_context("spawn")
        self.workers = [self._start() for _ in range(workers)]
        self.again: list[tuple[str, Item]] = []
        self.tries: dict[str, int] = {}

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(
            target=serve, args=(theirs, self.make, self.settings, self.limits), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours, since=time.monotonic())

    def run(self, jobs: Iterator[tuple[str, Item]]) -> Iterator[tuple[str, Outcome]]:
        while True:
            for worker in self.workers:
                if worker.ready and worker.job is None:
                    self._give(worker, self.again.pop() if self.again else next(jobs, None))
            if all(worker.ready and worker.job is None for worker in self.workers):
                return
            yield from self._collect()

    def _give(self, worker: _Worker, job: tuple[str, Item] | None) -> None:
        if job is None:
            return
        worker.job, worker.since = job, time.monotonic()
        # A worker that died while idle is noticed by `_collect`, which tries the job again.
        with suppress(OSError):
            worker.pipe.send(job[1])

    def _collect(self) -> Iterator[tuple[str, Outcome]]:
        """What the workers say within a short while; the late and the dead are replaced."""
        heard = wait([worker.pipe for worker in self.workers], timeout=0.2)
        now = time.monotonic()
        for place, worker in enumerate(self.workers):
            if worker.pipe in heard:
                yield from self._hear(place, worker)
            elif worker.job and now - worker.since > self.limits.seconds:
                key, _ = worker.job
                self._replace(place)
                yield key, Outcome(None, "TimeLimit", f"over {self.limits.seconds:g} s")

    def _hear(self, place: int, worker: _Worker) -> Iterator[tuple[str, Outcome]]:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(place, worker)
            return
        if said is None:
            worker.ready = True
            return
        if worker.job is not None:
            key, _ = worker.job
            worker.job = None
            worker.done += 1
            yield key, said
        if worker.done >= LIFETIME:
            self._replace(place)

    def _bury(self, place: int, worker: _Worker) -> Iterator[tuple[str, Outcome]]:
        """Replace a dead worker, and try its document again unless it has killed too many."""
        if not worker.ready:
            worker.process.join()
            raise RuntimeError(
                f"a worker could not start (exit code {worker.process.exitcode}); "
                "its own error stands above."
            )
        self._replace(place)
        if worker.job is None:
            return
        key, _ = worker.job
        self.tries[key] = self.tries.get(key, 0) + 1
        if self.tries[key] < TRIES:
            self.again.append(worker.job)
        else:
            yield key, Outcome(None, "WorkerDied", f"its worker died {TRIES} times")

    def _replace(self, place: int) -> None:
        old = self.workers[place]
        old.process.kill()
        old.process.join()
        old.pipe.close()
        self.workers[place] = self._start()

    def close(self) -> None:
        for worker in self.workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
