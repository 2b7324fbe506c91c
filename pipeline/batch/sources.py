"""What a batch reads: folders, globs, manifests, tables with a column of words, object storage.

    plans/            every supported file in it
    plans/*.pdf       a glob; both also as s3://bucket/plans
    plans.csv         a manifest with a column `path`, or a table with a column `text`
    plans.jsonl       the same, an object per line; .xz and .gz too, .parquet, a `datasets` folder

The other columns of a manifest or table that name facts of a document (title, issued, place …)
override what is read from its text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batch import remote
from pipeline.batch.facts import facts_of
from pipeline.batch.rows import FAULT, Row, is_table, rows
from pipeline.errors import ReadError
from pipeline.read import find_files
from pipeline.read.files import STANDARD_INPUT, read_source
from pipeline.settings import Read


@dataclass(frozen=True, slots=True)
class Item:
    """One document to read: a file, or words that a table holds, with facts that override.

    `name` says where it comes from and tells items apart; `own` is what its id is made of.
    `version` tells an object in storage from its next version, `digest` is the hash of the bytes
    that were there when the item was found.
    """

    name: str
    path: str | None = None
    text: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    version: str = ""
    digest: str = ""
    fault: str = ""  # what is wrong with the row that should have named the document

    def content(self, limits: Read) -> bytes:
        """The bytes of the document; ReadError where the file or row cannot be read."""
        if self.fault:
            raise ReadError(self.fault)
        if self.path is None:
            return (self.text or "").encode("utf-8", "surrogatepass")
        if remote.is_remote(self.path):
            return remote.content(self.path, limits)
        if _is_special(self.path):  # opening a pipe waits for a writer, for ever
            raise ReadError(f"{self.path} is no regular file; name a file.")
        return read_source(self.path, limits)

    def key(self, signature: str) -> str:
        """What the item's reading depends on, as a hash: content, ending, facts, signature."""
        ending = Path(self.path).suffix.lower() if self.path else "text"
        told = [signature, ending, sorted(self.facts.items()), self.version or self.digest]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def items(
    sources: Iterable[str], *, text_column: str = "text", limits: Read | None = None
) -> Iterator[Item]:
    """The documents that the sources name, in turn; one that is named twice comes twice."""
    for source in sources:
        path = Path(source)
        if remote.is_remote(source):
            for address, version in remote.objects(source):
                yield Item(address, path=address, own=address, version=version)
        elif is_table(path):
            yield from _of_table(path, text_column, limits or Read())
        elif source == STANDARD_INPUT:
            raise ReadError("a batch reads nothing from standard input; save it to a file.")
        else:
            yield from (_of_file(str(file), {}) for file in find_files([source]))


def _of_table(path: Path, text_column: str, limits: Read) -> Iterator[Item]:
    """Rows as items; a row names a file (`path`) or holds the words themselves (`text`)."""
    stem = path.name.split(".")[0]
    for number, row in enumerate(rows(path, text_column, limits.max_bytes), 1):
        own = _printable(str(row.get("id") or f"{stem}-{number:07d}"))
        name = _printable(f"{path}#") + own
        if FAULT in row:
            yield Item(name, own=own, fault=_printable(f"{path} row {number} {row[FAULT]}"))
        elif isinstance(row.get(text_column), str):
            yield Item(name, text=row[text_column], facts=facts_of(row), own=f"{own}.txt")
        elif isinstance(row.get("path"), str):
            yield _of_file(_beside(path, row), facts_of(row))
        else:
            advice = f"has neither words in a column {text_column!r} (--text-column) nor a `path`"
            fault = _printable(f"{path} row {number} {advice}; mend the row.")
            yield Item(name, own=own, fault=fault)


def _beside(table: Path, row: Row) -> str:
    """The file that a manifest's row names, as seen from the manifest."""
    told: str = row["path"]
    return told if remote.is_remote(told) else str(table.parent / told)


def _of_file(path: str, facts: Mapping[str, str]) -> Item:
    return Item(_printable(path), path=path, facts=facts, own=path)


def _printable(name: str) -> str:
    r"""A name without what Unicode has no letter for: b"\xff" of a file's name becomes \udcff."""
    return name.encode("utf-8", "backslashreplace").decode()


def _is_special(path: str) -> bool:
    try:
        found = Path(path)
        return found.exists() and not found.is_file()
    except (OSError, ValueError):  # a loop of links, a NUL: `read_source` says so
        return False
