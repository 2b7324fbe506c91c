"""Read what waits on the shelf, in workers under limits of time and memory.

One thread owns the workers, so a document that hangs, eats memory or brings a parser down costs
that document and no more; pages are answered meanwhile.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batch.fault import BatchError
from pipeline.batch.pool import Limits, Make, Pool
from pipeline.batch.sources import Item
from pipeline.batch.work import NAME, Outcome, unpacked
from pipeline.errors import PipelineError
from pipeline.export.record import from_record, load
from pipeline.settings import Settings
from pipeline.web.folder import RECORD, Folder
from pipeline.web.shelf import Shelf

# A dropped file is somebody waiting at a screen: less patience than the batch has.
LIMITS = Limits(seconds=60.0)
# A record is read in this process, which parses nothing but JSON; more is no record of ours.
RECORD_BYTES = 200_000_000
PATIENCE_S = 5.0

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Readers:
    """The thread and its workers. `wake` says that something waits; `stop` ends them all.

    `warm` starts the workers before there is anything to read: they load models for a second.
    `busy` has the documents that are being read, and the stamps of their files.
    """

    shelf: Shelf
    folder: Folder
    settings: Settings
    make: Make
    workers: int = 1
    limits: Limits = LIMITS
    warm: bool = True
    busy: dict[str, str] = field(default_factory=dict)
    _call: threading.Event = field(default_factory=threading.Event)
    _stopping: bool = False
    _pool: Pool | None = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the workers, which load their models, and read what waits."""
        self._thread = threading.Thread(target=self._run, name="readers", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that something waits."""
        self._call.set()

    def stop(self) -> None:
        """End the workers, whatever they are doing; what they had not finished waits again."""
        self._stopping = True
        self._call.set()
        if self._pool is not None:
            self._pool.close()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)
        if self._pool is not None:
            self._pool.close()

    def _run(self) -> None:
        """Read what waits until the end; after a failure of all workers, begin with new ones."""
        while not self._stopping:
            try:
                self._serve()
            except Exception as error:
                if not self._stopping:  # a closed pool raises whatever it raises
                    self._give_up(error)
                    self._call.wait()  # for the next file: nothing is tried in a circle

    def _serve(self) -> None:
        signature = self.make().signature
        self.shelf.outdated(signature)
        if self.warm:
            self._pool = self._started()
        self._call.set()
        while not self._stopping:
            self._call.wait()
            self._call.clear()
            if self.shelf.next() is not None and not self._stopping:
                self._pool = self._pool or self._started()
                for id_, outcome in self._pool.run(self._jobs()):
                    self._keep(id_, outcome, signature)

    def _started(self) -> Pool:
        return Pool(self.make, self.settings, self.workers, self.limits)

    def _jobs(self) -> Iterator[tuple[str, Item]]:
        """What waits, one after another; records need no worker."""
        while not self._stopping:
            found = self.shelf.next(self.busy)
            if found is None:
                return
            id_, file = found
            self.busy[id_] = file.stamp
            try:
                path = self.folder.path(file.name)
            except PipelineError as error:
                self._refuse(id_, str(error))
                continue
            if path.suffix.lower() == RECORD:
                self._take(id_, file.name, path)
            else:
                yield id_, Item(str(path), path=str(path), own=file.name)

    def _take(self, id_: str, name: str, path: Path) -> None:
        """Put a record of `tiaoli read` on the shelf."""
        try:
            if path.stat().st_size > RECORD_BYTES:
                raise PipelineError(f"{name} is over the limit of {RECORD_BYTES:,} bytes.")
            self.shelf.keep(id_, load(path), signature="", stamp=self.busy[id_])
            self.busy.pop(id_, None)
        except (PipelineError, OSError) as error:
            self._refuse(id_, str(error).replace(str(path), name))

    def _refuse(self, id_: str, reason: str) -> None:
        self.shelf.fail(id_, reason, stamp=self.busy[id_])
        self.busy.pop(id_, None)

    def _keep(self, id_: str, outcome: Outcome, signature: str) -> None:
        try:
            entry = self.shelf.entry(id_)
            name = entry.name if entry else id_
            if outcome.record is None:
                self.shelf.fail(id_, outcome.reason.replace(NAME, name), stamp=self.busy[id_])
            else:
                record = unpacked(outcome.record)
                # Where the folder lies on this machine is nobody's business.
                record["document"] |= {"id": id_, "source": name}
                reading = from_record(record)
                self.shelf.keep(id_, reading, signature=signature, stamp=self.busy[id_])
        finally:
            self.busy.pop(id_, None)

    def _give_up(self, error: Exception) -> None:
        """Say on every waiting document why none is read any more."""
        if not isinstance(error, BatchError | PipelineError):
            log.exception("the workbench cannot read any more")
        self.busy.clear()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
        self._call.clear()
        while (found := self.shelf.next()) is not None:
            self.shelf.fail(found[0], f"nothing can be read: {error}")
