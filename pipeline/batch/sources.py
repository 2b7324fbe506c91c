"""What a batch reads: folders, globs, manifests, tables with a text column, datasets folders.

    plans/            every supported file in it
    plans/*.pdf       a glob
    plans.csv         a manifest with a column `path`, or a table with a column `text`
    plans.jsonl       the same, an object per line; .xz and .gz too, .parquet, a `datasets` folder

The other columns of a manifest or table that name facts of a document (title, issued, place …)
override what is read from its text.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import lzma
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ExtraError, ReadError
from pipeline.read import find_files

FACTS = ("title", "doc_number", "issuer", "place", "place_code", "place_level", "genre", "issued")
FAULT = "\0fault"
TABLES = (".csv", ".jsonl", ".ndjson", ".parquet")
PACKED: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open}
# A field of a manifest may be a whole document.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


@dataclass(frozen=True, slots=True)
class Item:
    """One document to read: a file, or words that a table holds, with facts that override.

    `name` says where it comes from and tells items apart.
    """

    name: str
    path: str | None = None
    text: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""  # what is wrong with the row that should have named the document

    def content(self) -> bytes:
        """The bytes of the document; ReadError where the file or row cannot be read."""
        if self.fault:
            raise ReadError(self.fault)
        if self.path is None:
            return (self.text or "").encode("utf-8", "surrogatepass")
        try:
            return Path(self.path).read_bytes()
        except OSError as error:
            raise ReadError(f"cannot open {self.path}: {error.strerror}; check it.") from error

    def key(self, content: bytes, signature: str) -> str:
        """What the item's reading depends on, as a hash: content, facts and signature."""
        ending = Path(self.path).suffix.lower() if self.path else "text"
        told = json.dumps([signature, ending, sorted(self.facts.items())], ensure_ascii=False)
        return hashlib.sha256(told.encode() + b"\0" + content).hexdigest()


def items(sources: Iterable[str], *, text_column: str = "text") -> Iterator[Item]:
    """The documents that the sources name, each once."""
    seen: set[str] = set()
    for source in sources:
        for item in _items_of(source, text_column):
            if item.name not in seen:
                seen.add(item.name)
                yield item


def _items_of(source: str, text_column: str) -> Iterator[Item]:
    path = Path(source)
    if path.is_dir() and (path / "state.json").exists():
        yield from _rows_as_items(path, _dataset_rows(path), text_column)
    elif _kind(path) in TABLES and path.is_file():
        yield from _rows_as_items(path, _rows(path), text_column)
    else:
        for file in find_files([source]):
            yield Item(str(file), path=str(file))


def _rows_as_items(path: Path, rows: Iterable[dict[str, Any]], text_column: str) -> Iterator[Item]:
    """Rows as items; a row names a file (`path`) or holds the words themselves (`text`)."""
    for number, row in enumerate(rows, 1):
        facts = {name: str(row[name]) for name in FACTS if row.get(name) not in (None, "")}
        name = f"{path}#{row.get('id') or f'{path.stem}-{number:07d}'}"
        if FAULT in row:
            yield Item(name, fault=f"{path} row {number} {row[FAULT]}")
        elif isinstance(row.get(text_column), str):
            yield Item(name, text=row[text_column], facts=facts)
        elif isinstance(row.get("path"), str):
            file = path.parent / row["path"]
            yield Item(str(file), path=str(file), facts=facts)
        else:
            advice = f"has neither words in a column {text_column!r} (--text-column) nor a `path`"
            yield Item(name, fault=f"{path} row {number} {advice}; mend the row.")


def _kind(path: Path) -> str:
    """The ending that says what kind of table a file is: .jsonl of rows.jsonl.xz."""
    ending = path.suffix.lower()
    return Path(path.stem).suffix.lower() if ending in PACKED else ending


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if _kind(path) == ".parquet":
        yield from _parquet_rows(path)
        return
    unpack = PACKED.get(path.suffix.lower(), open)
    with unpack(path, "rt", encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines) if _kind(path) == ".csv" else _json_rows(lines)


def _json_rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            row = {FAULT: f"is not JSON: {error}; mend the row."}
        yield row if isinstance(row, dict) else {FAULT: "is no JSON object; mend the row."}


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import parquet
    except ImportError:
        raise ExtraError.missing("pyarrow", "data") from None
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=64):
            yield from batch.to_pylist()


def _dataset_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        from datasets import DatasetDict, load_from_disk
    except ImportError:
        raise ExtraError.missing("datasets", "train") from None
    loaded = load_from_disk(str(path))
    for part in loaded.values() if isinstance(loaded, DatasetDict) else [loaded]:
        yield from part
