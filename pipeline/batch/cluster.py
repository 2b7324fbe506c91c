"""Read a batch with Ray: the same function per document, on as many machines as there are.

Each actor keeps one worker process of `pool`, with the models loaded once and the same limits of
time and memory. A node that is lost takes its actors along; Ray starts them elsewhere and gives
them the same documents again, as often as need be: so it does with all actors of a dataset.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipeline.batch.pool import Limits, Make, Pool
from pipeline.batch.sources import Item
from pipeline.batch.work import Outcome
from pipeline.errors import ExtraError
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

# Documents that an actor takes at a time: enough to hide the way there, few enough to share out.
BATCH = 16
# Documents and characters handed to Ray at a time, so that the memory of this process stays flat.
SHARE = 10_000
CHARACTERS = 200_000_000


class Reader:
    """An actor: holds the worker and reads batches of items."""

    def __init__(self, make: Make, settings: Settings, limits: Limits) -> None:
        self.pool = Pool(make, settings, 1, limits)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Items in, outcomes out, a row each."""
        import pyarrow as pa

        jobs = ((row["key"], Item(**json.loads(row["item"]))) for row in batch.to_pylist())
        done = [{"key": key, **asdict(outcome)} for key, outcome in self.pool.run(jobs)]
        fields = {"key": pa.string(), "record": pa.binary(), "kind": pa.string()}
        return pa.Table.from_pylist(done, pa.schema([*fields.items(), ("reason", pa.string())]))


def read_all_with_ray(
    jobs: Iterator[tuple[str, Item]],
    make: Make,
    settings: Settings,
    *,
    workers: int,
    limits: Limits,
    address: str | None,
) -> Iterator[tuple[str, Outcome]]:
    """The outcome of each job as it is done, in any order; joins the cluster at `address`."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would report to its makers
    try:
        import ray
        from ray.data import ActorPoolStrategy
    except ImportError:
        raise ExtraError.missing("ray", "ray") from None

    ours = not ray.is_initialized()
    if ours:
        told = {"address": address} if address else {"num_cpus": max(workers, os.cpu_count() or 1)}
        ray.init(**told, logging_level=logging.ERROR, log_to_driver=False)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        for share in _shares(jobs):
            blocks = min(len(share), 4 * workers)
            read = ray.data.from_items(share, override_num_blocks=blocks).map_batches(
                Reader,
                fn_constructor_args=(make, settings, limits),
                batch_format="pyarrow",
                batch_size=BATCH,
                compute=ActorPoolStrategy(min_size=1, max_size=workers),
            )
            for row in read.iter_rows():
                yield row.pop("key"), Outcome(**row)
    finally:
        if ours:
            ray.shutdown()


def _shares(jobs: Iterator[tuple[str, Item]]) -> Iterator[list[dict[str, Any]]]:
    share: list[dict[str, Any]] = []
    characters = 0
    for key, item in jobs:
        share.append({"key": key, "item": json.dumps(asdict(item))})
        characters += len(item.text or "")
        if len(share) >= SHARE or characters >= CHARACTERS:
            yield share
            share, characters = [], 0
    if share:
        yield share
