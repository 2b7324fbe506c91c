"""Everything that the pages ask: the folder, what was read of it, the desk, comparisons."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pipeline.batch.pool import Limits, Make
from pipeline.codebook import Codebook
from pipeline.document import Clause, Reading
from pipeline.errors import PipelineError, ReadError
from pipeline.flow import Pipeline
from pipeline.settings import Settings
from pipeline.translate.choice import load_translator
from pipeline.web.comparisons import Comparisons
from pipeline.web.database import Database
from pipeline.web.dataset import Dataset
from pipeline.web.desk import Desk
from pipeline.web.drafting import Drafted, Drafting
from pipeline.web.drafting import Make as MakeTranslator
from pipeline.web.folder import Folder, id_of
from pipeline.web.readers import LIMITS, Readers
from pipeline.web.revisions import Revisions
from pipeline.web.shelf import Entry, Shelf
from pipeline.web.standing import as_it_stands

T = TypeVar("T")
# The workbench's own folder, inside the one that is served: find_files passes it over.
STATE = ".tiaoli"
# Readings of some megabytes each; a person looks at a few documents at a time.
KEPT = 8

log = logging.getLogger(__name__)


class MissingError(Exception):
    """A page asks for a document or clause that is not there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to serve and how: the folder, where the work is kept, the memory, the limits."""

    folder: Path
    state: Path | None = None
    memory: Path | None = None
    settings: Settings = field(default_factory=Settings)
    limits: Limits = LIMITS
    make: Make | None = None
    warm: bool = True
    translator: MakeTranslator | None = None


@dataclass(slots=True)
class Workbench:
    """The workbench; make one with `open`, `start` it, `stop` it."""

    folder: Folder
    dataset: Dataset | None
    shelf: Shelf
    revisions: Revisions
    readers: Readers
    codebook: Codebook
    plan: Plan
    memory: Path
    drafting: Drafting
    comparisons: Comparisons = field(default_factory=Comparisons)
    _desk: Desk | None = None
    _thread: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1, "desk"))
    _readings: OrderedDict[str, Reading] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, plan: Plan) -> Workbench:
        """Open the folder and what was kept of it; nothing is read yet."""
        folder = Folder.open(plan.folder)
        state = plan.state or folder.root / STATE
        database = Database.create(state / "workbench.db")
        shelf = Shelf(database)
        make = plan.make or partial(Pipeline.load, plan.settings)
        named = plan.settings.translate.memory
        return cls(
            folder=folder,
            dataset=Dataset.in_folder(folder.root),
            shelf=shelf,
            revisions=Revisions(database),
            readers=Readers(shelf, folder, plan.settings, make, limits=plan.limits, warm=plan.warm),
            codebook=_codebook(plan.settings),
            plan=plan,
            memory=plan.memory or (Path(named) if named else state / "memory.db"),
            drafting=Drafting(Drafted(database), plan.translator or _translator(plan.settings)),
        )

    def start(self) -> None:
        """Look through the folder and begin to read."""
        self._thread.submit(self._open_desk).result()
        if self.dataset is not None:
            threading.Thread(target=self._fill, name="dataset", daemon=True).start()
        else:
            self.look()
            self.readers.start()

    def stop(self) -> None:
        """End the workers and close the memory."""
        self.readers.stop()
        self.drafting.close()
        self._thread.submit(self._close_desk).result()
        self._thread.shutdown()

    def look(self) -> None:
        """Look through the folder again for what is new, changed or gone."""
        if self.dataset is None:
            self.shelf.sync(self.folder.files(), id_of)
            with self._lock:  # a record may have changed and its text not
                self._readings.clear()
            self.readers.wake()

    def add(self, name: str, content: bytes) -> str:
        """Put a file into the folder and have it read; the id of its document."""
        if self.dataset is not None:
            raise ReadError(
                "this folder is a dataset, which `tiaoli batch` writes; serve a folder of files "
                "to add to it."
            )
        file = self.folder.put(name, content)
        id_ = self.shelf.add(file, id_of(file.name))
        self.readers.wake()
        return id_

    def entry(self, id_: str) -> Entry:
        """The document of that id; MissingError if there is none."""
        found = self.shelf.entry(id_)
        if found is None:
            raise MissingError(f"no document {id_}")
        return found

    def reading(self, id_: str) -> Reading:
        """What was read of a document; MissingError if nothing was."""
        entry = self.entry(id_)
        key = f"{id_}:{entry.sha256}:{entry.signature}"
        with self._lock:
            if key in self._readings:
                self._readings.move_to_end(key)
                return self._readings[key]
        found = self.dataset.reading(id_) if self.dataset else self.shelf.reading(id_)
        if found is None:
            raise MissingError(f"{id_} is not read")
        with self._lock:
            self._readings[key] = found
            while len(self._readings) > KEPT:
                self._readings.popitem(last=False)
        return found

    def of_text(self, sha256: str) -> Reading | None:
        """What was read of the document with this text, if it is still there."""
        id_ = self.shelf.by_text(sha256)
        try:
            return self.reading(id_) if id_ else None
        except MissingError:
            return None

    def clause(self, reading: Reading, start: int) -> Clause:
        """The clause that begins at a place; MissingError if none does."""
        for clause in reading.tree:
            if clause.span.start == start:
                return clause
        raise MissingError(f"no clause begins at {start}")

    def at_desk(self, work: Callable[[Desk], T]) -> T:
        """Have something done at the desk, which works in a thread of its own."""
        return self._thread.submit(lambda: work(self._at())).result()

    def as_it_stands(self, reading: Reading) -> Reading:
        """A reading with what people saved in the place of what the machine found."""
        drafted = self.drafting.drafted.added(reading)
        return self.at_desk(lambda desk: as_it_stands(drafted, self.revisions, desk))

    def draft_all(self, id_: str) -> None:
        """Begin to draft every clause of a document that has no English."""
        reading = self.reading(id_)
        with_drafts = self.drafting.drafted.added(reading)
        missing, rows = self.at_desk(lambda desk: (desk.missing(), desk.rows(with_drafts)))
        if missing:
            raise PipelineError(missing)
        empty = [(row.span, row.chinese) for row in rows if not row.origin and row.chinese]
        self.drafting.start(id_, reading.document.sha256, empty)

    def progress(self) -> dict[str, Any]:
        """How far the reading has come."""
        counts = self.shelf.counts()
        total = sum(counts.values())
        if self.dataset is not None:
            total = max(total, self.dataset.documents)
        return {**counts, "total": total, "reading": list(self.readers.busy)}

    def _fill(self) -> None:
        try:
            if self.dataset is not None:
                self.dataset.fill(self.shelf)
        except (PipelineError, OSError):
            log.exception("the dataset cannot be listed")

    def _open_desk(self) -> None:
        self._desk = Desk.open(self.memory, self.revisions, self.plan.settings.translate)

    def _close_desk(self) -> None:
        if self._desk is not None:
            self._desk.close()

    def _at(self) -> Desk:
        if self._desk is None:
            raise MissingError("the desk is not open; start the workbench first")
        return self._desk


def _translator(settings: Settings) -> MakeTranslator:
    """Makes the engine alone: the desk has the memory."""
    return partial(load_translator, replace(settings.translate, memory=""))


def _codebook(settings: Settings) -> Codebook:
    """The codebook that the labels were given by: the model's own, or the one that ships."""
    own = Path(settings.classify.model) / "codebook.toml"
    return Codebook.load(own if settings.classify.model and own.is_file() else None)
