"""The rows of a table that names documents or holds their words, whatever its format.

A row that cannot be read is a row with a `FAULT`; a table that breaks off gives the rows before the
break and then one such row. Nothing is held but the row at hand.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import sys
import zlib
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, cast

from pipeline.batch.facts import FACTS
from pipeline.errors import ExtraError

Row = dict[str, Any]

FAULT = "\0fault"
TABLES = (".csv", ".jsonl", ".ndjson", ".parquet")
PACKED: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open}
BROKEN = (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error, csv.Error)
# A field of a table may be a whole document.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def is_table(path: Path) -> bool:
    """Whether the path is a table's: a file of rows, or a folder that `datasets` saved."""
    if path.is_dir():
        return (path / "state.json").is_file() or (path / "dataset_dict.json").is_file()
    return _kind(path) in TABLES and path.is_file()


def rows(path: Path, text_column: str, limit: int) -> Iterator[Row]:
    """The rows of a table; a line of more than `limit` bytes is a fault."""
    try:
        if path.is_dir():
            yield from _dataset_rows(path)
        elif _kind(path) == ".parquet":
            yield from _parquet_rows(path, text_column)
        else:
            with _opened(path) as file:
                yield from _csv_rows(path, file) if _kind(path) == ".csv" else _lines(file, limit)
    except BROKEN as error:
        yield {FAULT: f"cannot be read, nor what comes after it: {error}; mend the table."}


def _kind(path: Path) -> str:
    """The ending that says what kind of table a file is: .jsonl of rows.jsonl.xz."""
    ending = path.suffix.lower()
    return Path(path.stem).suffix.lower() if ending in PACKED else ending


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], PACKED.get(path.suffix.lower(), open)(path, "rb"))


def _lines(file: IO[bytes], limit: int) -> Iterator[Row]:
    """The objects of a JSON Lines file. Its lines are cut here, so that none fills the memory."""
    while line := file.readline(limit + 1):
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := file.readline(limit)) and not rest.endswith(b"\n"):
                pass
            advice = "split the document, or raise max_bytes in [read] of the settings."
            yield {FAULT: f"is over the limit of {limit:,} bytes; {advice}"}
        elif line.strip():
            yield _object(line)


def _object(line: bytes) -> Row:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return {FAULT: f"is not UTF-8: {error.reason} at byte {error.start}; mend the row."}
    except (ValueError, RecursionError) as error:
        return {FAULT: f"is not JSON: {error}; mend the row."}
    return row if isinstance(row, dict) else {FAULT: "is no JSON object; mend the row."}


def _csv_rows(path: Path, file: IO[bytes]) -> Iterator[Row]:
    with _opened(path) as head:
        encoding = _encoding(head.read(1_000_000))
    with io.TextIOWrapper(file, encoding, newline="") as lines:
        for row in csv.DictReader(lines):
            yield {str(name): value for name, value in row.items() if name is not None}


def _encoding(head: bytes) -> str:
    """UTF-8, or else what a Chinese Excel saves."""
    try:
        getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _parquet_rows(path: Path, text_column: str) -> Iterator[Row]:
    try:
        from pyarrow import parquet
    except ImportError:
        raise ExtraError.missing("pyarrow", "data") from None
    wanted = {"id", "path", text_column, *FACTS}
    with parquet.ParquetFile(path) as file:
        columns = [name for name in file.schema_arrow.names if name in wanted]
        for batch in file.iter_batches(batch_size=64, columns=columns):
            # A table without any of the columns still has rows, and each of them is a fault.
            yield from batch.to_pylist() if columns else ({} for _ in range(batch.num_rows))


def _dataset_rows(path: Path) -> Iterator[Row]:
    try:
        from datasets import DatasetDict, load_from_disk
    except ImportError:
        raise ExtraError.missing("datasets", "train") from None
    loaded = load_from_disk(str(path))
    for part in loaded.values() if isinstance(loaded, DatasetDict) else [loaded]:
        yield from part
