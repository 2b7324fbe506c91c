"""Drafting all that is empty in a document, in the background.

    clauses without English ──a process of its own, a few at a time──▶ machine drafts

The engine is asked in a process of its own, because in a thread it would hold up every request. A
clause that a person saved, or that the memory knows, is not asked for; machine drafts are kept
apart from what people saved, which always goes before them.
"""

from __future__ import annotations

import json
import multiprocessing as mp
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from pipeline.batch.pool import end_with_parent
from pipeline.document import Check, Draft, Reading, Span
from pipeline.translate.translator import Translator
from pipeline.web.database import Database

# Characters asked for at once: a quarter of a second's work of the engine that ships.
PORTION = 200
Make = Callable[[], Translator]
Work = Sequence[tuple[Span, str]]


@dataclass(frozen=True, slots=True)
class Drafted:
    """The machine drafts that were asked for here, by the document's text and the place in it."""

    database: Database

    def keep(self, sha256: str, drafts: Iterable[tuple[Span, Draft]]) -> None:
        """Keep drafts in the place of older ones of the same clauses."""
        with self.database.writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)",
                [
                    (sha256, span.start, span.end, json.dumps(asdict(draft), ensure_ascii=False))
                    for span, draft in drafts
                ],
            )

    def added(self, reading: Reading) -> Reading:
        """A reading with the drafts that are kept, where it has none of its own."""
        with self.database.reading() as db:
            rows = db.execute(
                "SELECT start, end, draft FROM drafts WHERE sha256 = ?", (reading.document.sha256,)
            ).fetchall()
        if not rows:
            return reading
        kept = {Span(row["start"], row["end"]): row["draft"] for row in rows}
        drafts = {draft.clause: draft for draft in reading.drafts}
        for clause in reading.tree:
            own = drafts.get(clause.id)
            if clause.span in kept and not (own and own.english):
                drafts[clause.id] = _draft(kept[clause.span], clause.id)
        ordered = (drafts[clause.id] for clause in reading.tree if clause.id in drafts)
        return replace(reading, drafts=tuple(ordered))


def _draft(said: str, clause: str) -> Draft:
    record = json.loads(said)
    record["terms"] = tuple((chinese, english) for chinese, english in record["terms"])
    record["checks"] = tuple(Check(**check) for check in record["checks"])
    return Draft(**record | {"clause": clause})


@dataclass(slots=True)
class Job:
    """The drafting of one document: how many clauses, what was made of them, how it ended."""

    total: int
    made: list[dict[str, Any]] = field(default_factory=list)
    running: bool = True
    stopped: bool = False
    failed: str = ""


@dataclass(slots=True)
class Drafting:
    """Drafts one document after another; `close` ends it."""

    drafted: Drafted
    make: Make
    jobs: dict[str, Job] = field(default_factory=dict)
    _engine: _Engine | None = None
    _closed: bool = False
    _thread: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1, "drafting"))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, id_: str, sha256: str, work: Work) -> None:
        """Begin to draft these clauses of a document, unless it is being drafted already."""
        with self._lock:
            last = self.jobs.get(id_)
            if last and last.running and not last.stopped:
                return
            job = self.jobs[id_] = Job(len(work))
        self._thread.submit(self._run, job, sha256, work)

    def stop(self, id_: str) -> None:
        """Ask for no more drafts of a document; those that were made stay."""
        if id_ in self.jobs:
            self.jobs[id_].stopped = True

    def progress(self, id_: str, after: int = 0) -> dict[str, Any]:
        """How far a document has come, and the drafts made of it after so many."""
        job = self.jobs.get(id_) or Job(0, running=False)
        made = list(job.made)
        return {
            "done": len(made),
            "total": job.total,
            "running": job.running,
            "failed": job.failed,
            "made": made[after:],
        }

    def close(self) -> None:
        """End the engine's process, whatever it is doing."""
        self._closed = True
        for job in self.jobs.values():
            job.stopped = True
        if self._engine is not None:
            self._engine.end()
        self._thread.shutdown()

    def _run(self, job: Job, sha256: str, work: Work) -> None:
        try:
            for portion in portions(work):
                if job.stopped or self._closed:
                    break
                self._engine = self._engine or _Engine(self.make)
                drafts = self._engine.ask([chinese for _, chinese in portion])
                spans = [span for span, _ in portion]
                self.drafted.keep(sha256, zip(spans, drafts, strict=True))
                job.made += map(_told, spans, drafts)
        except Exception as error:  # whatever it is, the page must not wait for ever
            job.failed = "" if job.stopped else str(error) or type(error).__name__
            if self._engine is not None:
                self._engine.end()
            self._engine = None
        finally:
            job.running = False


def portions(work: Work) -> Iterator[Work]:
    """Clauses in order, as many together as have no more than PORTION characters.

    >>> [len(some) for some in portions([(Span(0, 1), "一" * n) for n in (90, 100, 20, 300, 1)])]
    [2, 1, 1, 1]
    """
    some: list[tuple[Span, str]] = []
    size = 0
    for span, chinese in work:
        if some and size + len(chinese) > PORTION:
            yield some
            some, size = [], 0
        some.append((span, chinese))
        size += len(chinese)
    if some:
        yield some


def _told(span: Span, draft: Draft) -> dict[str, Any]:
    faults = sum(not check.ok for check in draft.checks)
    return {"start": span.start, "english": draft.english, "faults": faults}


class _Engine:
    """The process that drafts."""

    def __init__(self, make: Make) -> None:
        context = mp.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, make), daemon=True)
        self.process.start()
        theirs.close()

    def ask(self, sentences: list[str]) -> Sequence[Draft]:
        """The drafts of some sentences; RuntimeError says why there are none."""
        try:
            self.pipe.send(sentences)
            said = self.pipe.recv()
        except (EOFError, OSError):
            raise RuntimeError("the engine's process ended") from None
        if isinstance(said, str):
            raise RuntimeError(said)
        drafts: Sequence[Draft] = said
        return drafts

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()


def _serve(pipe: Connection, make: Make) -> None:
    """What the process does: load the engine once, then draft what comes through the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the workbench, which ends it
    threading.Thread(target=end_with_parent, daemon=True).start()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    translator: Translator | None = None
    with suppress(EOFError, OSError):
        while True:
            sentences = pipe.recv()
            try:
                translator = translator or make()
                said: tuple[Draft, ...] | str = translator.lines(sentences)
            except Exception as error:
                said = str(error) or type(error).__name__
            pipe.send(said)
