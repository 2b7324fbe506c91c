"""Write a dataset: its tables, its manifest and its card, all new or all old.

Everything is written into a folder beside and moved into place at the end. The manifest leaves
first and comes last: a dataset is whole when its `manifest.json` is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

from pipeline.batch.sources import Item
from pipeline.batch.store import Store
from pipeline.batch.tables import FAILURES, LAYERS, Record, Table
from pipeline.batch.work import NAME, unpacked
from pipeline.read import read_text

MANIFEST = "manifest.json"
CARD = "README.md"


def write(folder: Path, store: Store, about: dict[str, Any]) -> dict[str, int]:
    """Write the tables of the run with a manifest that begins with `about`; count the rows."""
    new = folder / ".new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    counts = _write_tables(new, store)
    manifest = {
        **about,
        "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "counts": counts,
        "sha256": {path.name: _digest(path) for path in sorted(new.glob("*.parquet"))},
    }
    (new / CARD).write_text(_card(manifest), "utf-8")
    (new / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for path in new.iterdir():
        _to_disk(path)
    (folder / MANIFEST).unlink(missing_ok=True)
    for path in sorted(new.iterdir(), key=_manifest_last):
        path.replace(folder / path.name)
    _to_disk(folder)
    new.rmdir()
    return counts


def _manifest_last(path: Path) -> tuple[bool, str]:
    return path.name == MANIFEST, path.name


def _to_disk(path: Path) -> None:
    """Have the system write a file or folder now: a name must not outlive its bytes in a crash."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_tables(folder: Path, store: Store) -> dict[str, int]:
    tables: dict[str, Table] = {}
    try:
        tables["failures"] = Table(folder / "failures.parquet", FAILURES)
        with store.numbering():
            _fill(tables, folder, store)
        for table in tables.values():
            table.close()
    except BaseException:
        for table in tables.values():
            table.abandon()
        raise
    return {name: table.count for name, table in sorted(tables.items())}


def _fill(tables: dict[str, Table], folder: Path, store: Store) -> None:
    for name, item, outcome in store.results():
        if outcome.record is None:
            reason = outcome.reason.replace(NAME, item.name)
            tables["failures"].add([{"source": name, "kind": outcome.kind, "reason": reason}])
            continue
        record = _named(unpacked(outcome.record), name, item, store)
        if len(tables) == 1:
            tables |= _open(folder, record)
        for layer, (_, rows) in LAYERS.items():
            tables[layer].add(rows(record))
    if len(tables) == 1:
        tables |= _open(folder, None)


def _open(folder: Path, first: Record | None) -> dict[str, Table]:
    """The tables, with a column for each score that the first record has."""
    scores = first["clauses"][0]["scores"] if first and first["clauses"] else {}
    more = {"clauses": {f"score_{name}": "float" for name in scores}}
    return {
        name: Table(folder / f"{name}.parquet", fields | more.get(name, {}))
        for name, (fields, _) in LAYERS.items()
    }


def _named(record: Record, name: str, item: Item, store: Store) -> Record:
    """The record under the item's own name: two files with the same words share one outcome."""
    id_ = store.own_id(read_text(" ", source=item.own).id)
    return record | {"document": record["document"] | {"id": id_, "source": name}}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _card(manifest: dict[str, Any]) -> str:
    """The data card, with the names under which `datasets.load_dataset` finds the tables."""
    names = [name for name in manifest["counts"]]
    configs = "".join(
        f"- config_name: {name}\n  data_files: {name}.parquet\n"
        + ("  default: true\n" if name == "clauses" else "")
        for name in names
    )
    counts = "\n".join(f"| `{name}` | {count:,} |" for name, count in manifest["counts"].items())
    return f"""---
configs:
{configs}---

# A dataset of policy documents, read by Tiaoli

Signature: `{manifest["signature"]}`. Rows with other signatures are not comparable with these.

| table | rows |
|---|---|
{counts}

Offsets (`start`, `end`) are half-open and count code points of `documents.text`. `failures` lists
the documents that could not be read, with the reason. Task types, quantities and deadlines were
found by machine; the error rates stand in the model cards of the version named above.

    duckdb -c "select place, count(*) from 'documents.parquet' group by 1"
    datasets.load_dataset("this/folder", "quantities")
"""
