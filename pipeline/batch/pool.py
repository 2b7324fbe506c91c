"""Worker processes that each read one document at a time, under limits of time and memory.

A document that takes too long is stopped with its worker, and is a failure of its own. A worker
that dies without a word (killed by the system for memory, or by somebody) is replaced, and its
document is tried again before it counts as a failure. No worker outlives the run for long.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from pipeline.batch.fault import BatchError
from pipeline.batch.sources import Item
from pipeline.batch.work import Outcome, failure, read_item
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # no less if one was started without `_deaf`
    threading.Thread(target=end_with_parent, daemon=True).start()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    pipeline = make()
    _limit_memory(limits.memory)
    # Who has lost the run cannot be stopped by it: then the alarm ends a document that hangs.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            item = pipe.recv()
            signal.setitimer(signal.ITIMER_REAL, 2 * limits.seconds + 10)
            pipe.send(read_item(item, pipeline, settings))
            signal.setitimer(signal.ITIMER_REAL, 0)


def end_with_parent() -> None:
    """End this process when the one that started it has ended, however that came about."""
    parent = mp.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(more: int) -> None:
    """Refuse memory beyond what the process holds now and `more` bytes on top, where it can be."""
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def read_all(
    jobs: Iterable[tuple[str, Item]],
    make: Make,
    settings: Settings,
    *,
    workers: int,
    limits: Limits,
) -> Iterator[tuple[str, Outcome]]:
    """The outcome of each job as it is done, in any order."""
    pool = Pool(make, settings, workers, limits)
    try:
        yield from pool.run(iter(jobs))
    finally:
        pool.close()


class Pool:
    """Workers that wait for jobs; `run` may be called again and again, `close` ends them.

    Another thread may close it while it runs; then `run` ends with a BatchError.
    """

    def __init__(self, make: Make, settings: Settings, workers: int, limits: Limits) -> None:
        self.make, self.settings, self.limits = make, settings, limits
        self.changing, self.closed = threading.Lock(), False
        self.context = mp.get_context("spawn")
        self.workers: list[_Worker] = []
        self.again: list[tuple[str, Item]] = []
        self.tries: dict[str, int] = {}
        self.stillborn = 0
        try:
            for _ in range(workers):
                self._start(self.workers.append)
        except BaseException:
            self.close()
            raise

    def _start(self, keep: Callable[[_Worker], None]) -> None:
        """Start a worker. It is kept first: a Ctrl-C that waited comes as soon as it runs."""
        ours, theirs = self.context.Pipe()
        process = self.context.Process(
            target=serve, args=(theirs, self.make, self.settings, self.limits), daemon=True
        )
        keep(_Worker(process, ours))
        with _deaf():
            process.start()
        theirs.close()

    def run(self, jobs: Iterator[tuple[str, Item]]) -> Iterator[tuple[str, Outcome]]:
        """The outcome of each job as it is done, in any order."""
        left = True
        while True:
            for worker in self.workers:
                if worker.ready and worker.job is None:
                    job = self.again.pop() if self.again else next(jobs, None)
                    left = left and job is not None
                    self._give(worker, job)
            if not (left or self.again or any(worker.job for worker in self.workers)):
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
                key, item = worker.job
                self._replace(place)
                reason = f"takes over {self.limits.seconds:g} s; allow more, or split it."
                yield key, failure(item, "TimeLimit", reason)

    def _hear(self, place: int, worker: _Worker) -> Iterator[tuple[str, Outcome]]:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(place, worker)
            return
        if said is None:
            worker.ready = True
            self.stillborn = 0
            return
        if worker.job is not None:
            key, _ = worker.job
            worker.job = None
            self.tries.pop(key, None)
            worker.done += 1
            yield key, said
        if worker.done >= LIFETIME:
            self._replace(place)

    def _bury(self, place: int, worker: _Worker) -> Iterator[tuple[str, Outcome]]:
        """Replace a dead worker, and try its document again unless it has killed too many."""
        if not worker.ready:
            self._mourn(worker)
        self._replace(place)
        if worker.job is None:
            return
        key, item = worker.job
        self.tries[key] = self.tries.get(key, 0) + 1
        if self.tries[key] < TRIES:
            self.again.append(worker.job)
        else:
            reason = f"its worker died {TRIES} times, perhaps for want of memory; see --retry."
            yield key, failure(item, "WorkerDied", reason)

    def _mourn(self, worker: _Worker) -> None:
        """Give up when workers die as they start: at once if it is their own doing."""
        worker.process.join()
        self.stillborn += 1
        if (worker.process.exitcode or 0) > 0 or self.stillborn > TRIES * len(self.workers):
            raise BatchError(
                f"a worker could not start (exit code {worker.process.exitcode}); if its own "
                "error does not stand above, look at the machine's memory, or lower --jobs."
            )

    def _replace(self, place: int) -> None:
        with self.changing:
            if self.closed:
                raise BatchError("the workers were told to end.")
            _end(self.workers[place])
            self._start(partial(self.workers.__setitem__, place))

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        with self.changing:
            if not self.closed:
                self.closed = True
                for worker in self.workers:
                    _end(worker)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that never hear of Ctrl-C, which is for the run: it ends its workers.

    A process inherits what is held back. Until `serve` ran it would hear, and as the interpreter
    starts it would tell of it at length.
    """
    resource_tracker.ensure_running()  # on the first start it lets Ctrl-C through again
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _end(worker: _Worker) -> None:
    if worker.process.pid is not None:
        worker.process.kill()
        worker.process.join()
    worker.pipe.close()
