"""Read a batch with Ray: the same function per document, on as many machines as there are.

Each worker is an actor that loads the models once. A node that is lost takes its actors along;
Ray starts them elsewhere and gives them the same documents again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pipeline.batch.pool import Make
from pipeline.batch.sources import Item
from pipeline.batch.work import Outcome, read_item
from pipeline.errors import ExtraError
from pipeline.settings import Settings

# Documents that an actor takes at a time: enough to hide the way there, few enough to share out.
BATCH = 16


class Reader:
    """An actor: holds the pipeline and reads batches of items."""

    def __init__(self, make: Make, settings: Settings) -> None:
        self.pipeline = make()
        self.settings = settings

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Columns of items in, columns of outcomes out."""
        keys = list(batch["key"])
        outcomes = [read_item(Item(**item), self.pipeline, self.settings) for item in batch["item"]]
        return {"key": keys, "outcome": [asdict(outcome) for outcome in outcomes]}


def read_all_with_ray(
    jobs: Iterable[tuple[str, Item]],
    make: Make,
    settings: Settings,
    *,
    workers: int,
    address: str | None,
) -> Iterator[tuple[str, Outcome]]:
    """The outcome of each job as it is done, in any order; joins the cluster at `address`."""
    try:
        import ray
        from ray.data import ActorPoolStrategy
    except ImportError:
        raise ExtraError.missing("ray", "ray") from None

    if not ray.is_initialized():
        ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    rows = ray.data.from_items([{"key": key, "item": asdict(item)} for key, item in jobs])
    read = rows.map_batches(
        Reader,
        fn_constructor_args=(make, settings),
        batch_size=BATCH,
        compute=ActorPoolStrategy(size=workers),
        max_restarts=-1,
        max_task_retries=-1,
    )
    for row in read.iter_rows():
        yield row["key"], Outcome(**row["outcome"])
