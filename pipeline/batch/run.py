"""Run a batch: find what is not read yet, have it read, write the dataset."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pipeline import __version__
from pipeline.batch import dataset
from pipeline.batch.dataset import Entry
from pipeline.batch.pool import Limits, Make, read_all
from pipeline.batch.sources import Item, items
from pipeline.batch.store import Store, sole_writer
from pipeline.batch.work import Outcome
from pipeline.errors import ReadError
from pipeline.flow import Pipeline
from pipeline.settings import Settings

Progress = Callable[[int, int, Entry, Outcome], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to read, into which folder, with how many workers and under which limits."""

    sources: tuple[str, ...]
    folder: Path
    jobs: int = 1
    translate: bool = False
    engine: Literal["local", "ray"] = "local"
    address: str | None = None
    text_column: str = "text"
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: how many documents the dataset has, and how many were read just now."""

    documents: int
    failures: int
    read_now: int
    seconds: float


def run(
    plan: Plan, settings: Settings, *, make: Make | None = None, progress: Progress | None = None
) -> Summary:
    """Read everything that `plan` names and write its dataset; see the package's docstring.

    `make` builds the pipeline, once here and once in each worker, where it is sent by name.
    """
    started = time.time()
    make = make or partial(Pipeline.load, settings, translate=plan.translate)
    signature = make().signature
    told = repr((asdict(settings.read), asdict(plan.limits)))
    with sole_writer(plan.folder), closing(Store(plan.folder)) as store:
        entries = sorted(_entries(plan, signature, store, told), key=_name)
        waiting = {e.key: e for e in entries if not store.knows(e.key, told)}
        jobs = ((key, _with_words(entry, store)) for key, entry in waiting.items())
        outcomes = _outcomes(plan, settings, make, jobs, len(waiting))
        for done, (key, outcome) in enumerate(outcomes, 1):
            store.keep(key, outcome, told)
            if progress:
                progress(done, len(waiting), waiting[key], outcome)
        store.forget_others({entry.key for entry in entries})
        about = _about(signature, settings, plan, started)
        counts = dataset.write(plan.folder, entries, store, about)
    seconds = time.time() - started
    return Summary(counts["documents"], counts["failures"], len(waiting), seconds)


def _name(entry: Entry) -> str:
    return entry.item.name


def _entries(plan: Plan, signature: str, store: Store, limits: str) -> Iterator[Entry]:
    """Each document with the key of its outcome; a file that cannot be opened has failed."""
    for item in items(plan.sources, text_column=plan.text_column):
        try:
            key = item.key(item.content(), signature)
        except ReadError as error:
            key = item.key(str(error).encode(), signature)
            store.keep(key, Outcome(None, "ReadError", str(error)), limits)
        if item.text is not None and not store.knows(key, limits):
            store.wait(key, item.text)
        yield Entry(replace(item, text=None), key)


def _with_words(entry: Entry, store: Store) -> Item:
    """The item as a worker needs it: with its words, where no file has them."""
    item = entry.item
    return item if item.path is not None else replace(item, text=store.words(entry.key))


def _outcomes(
    plan: Plan, settings: Settings, make: Make, jobs: Iterable[tuple[str, Item]], count: int
) -> Iterable[tuple[str, Outcome]]:
    if not count:
        return ()
    if plan.engine == "ray":
        from pipeline.batch.cluster import read_all_with_ray

        return read_all_with_ray(jobs, make, settings, workers=plan.jobs, address=plan.address)
    return read_all(jobs, make, settings, workers=min(plan.jobs, count), limits=plan.limits)


def _about(signature: str, settings: Settings, plan: Plan, started: float) -> dict[str, Any]:
    return {
        "tool": f"tiaoli {__version__}",
        "signature": signature,
        "settings": asdict(settings),
        "limits": asdict(plan.limits),
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
