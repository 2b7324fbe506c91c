"""Run a batch: find what is not read yet, have it read, write the dataset."""

from __future__ import annotations

import hashlib
import platform
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from pipeline import __version__
from pipeline.batch import dataset
from pipeline.batch.fault import going_on_later
from pipeline.batch.pool import Limits, Make, read_all
from pipeline.batch.sources import Item, items
from pipeline.batch.store import Store, sole_writer
from pipeline.batch.work import CHANGED, Outcome, failure
from pipeline.errors import ReadError
from pipeline.flow import Pipeline
from pipeline.settings import Settings

# How many documents are read of how many, the name of the last, and what became of it.
Progress = Callable[[int, int, str, Outcome], None]

# What the tables depend on besides the signature: how files are read, how tables are written.
LIBRARIES = ("pyarrow", "lxml", "pypdfium2", "python-docx", "numpy", "ctranslate2")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to read, into which folder, with how many workers and under which limits.

    With `retry`, what failed before is read again, though nothing about it has changed.
    """

    sources: tuple[str, ...]
    folder: Path
    jobs: int = 1
    translate: bool = False
    engine: Literal["local", "ray"] = "local"
    address: str | None = None
    text_column: str = "text"
    limits: Limits = field(default_factory=Limits)
    retry: bool = False


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
    about = _about(make().signature, settings, plan, started)
    with (
        sole_writer(plan.folder),
        going_on_later(plan.folder),
        closing(Store(plan.folder)) as store,
    ):
        read_now = _read(plan, settings, make, about["signature"], store, progress)
        store.forget_others()
        counts = dataset.write(plan.folder, store, about)
    seconds = time.time() - started
    return Summary(counts["documents"], counts["failures"], read_now, seconds)


def _read(
    plan: Plan,
    settings: Settings,
    make: Make,
    signature: str,
    store: Store,
    progress: Progress | None,
) -> int:
    """Read what the store does not know yet; return how many documents that was."""
    limits = repr((asdict(settings.read), asdict(plan.limits)))
    if plan.retry:
        store.forget_failures()
    found = items(plan.sources, text_column=plan.text_column, limits=settings.read)
    store.list_entries((_found(item, settings, signature) for item in found), limits)
    count = store.plan(limits)
    outcomes = _outcomes(plan, settings, make, store.todo(), count)
    for done, (key, outcome) in enumerate(outcomes, 1):
        name = store.keep(key, outcome, "" if outcome.kind == CHANGED else limits)
        if progress:
            progress(done, count, name, outcome)
    return count


def _found(item: Item, settings: Settings, signature: str) -> tuple[str, Item]:
    """The item with the hash of its content, under the key of its outcome."""
    if not item.version:
        try:
            content = item.content(settings.read)
        except ReadError as error:  # goes the way of all items, and fails there for this reason
            item, content = replace(item, fault=str(error)), _nameless(item, error).encode()
        item = replace(item, digest=hashlib.sha256(content).hexdigest())
    return item.key(signature), item


def _nameless(item: Item, error: ReadError) -> str:
    return failure(item, "ReadError", str(error)).reason


def _outcomes(
    plan: Plan, settings: Settings, make: Make, jobs: Iterator[tuple[str, Item]], count: int
) -> Iterable[tuple[str, Outcome]]:
    if not count:
        return ()
    if plan.engine == "ray":
        from pipeline.batch.cluster import read_all_with_ray

        return read_all_with_ray(
            jobs, make, settings, workers=plan.jobs, limits=plan.limits, address=plan.address
        )
    return read_all(jobs, make, settings, workers=min(plan.jobs, count), limits=plan.limits)


def _about(signature: str, settings: Settings, plan: Plan, started: float) -> dict[str, Any]:
    return {
        "tool": f"tiaoli {__version__}",
        "signature": signature,
        "sources": list(plan.sources),
        "settings": asdict(settings),
        "limits": asdict(plan.limits),
        "versions": {"python": platform.python_version(), **_versions()},
        "started": _moment(started),
    }


def _versions() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
