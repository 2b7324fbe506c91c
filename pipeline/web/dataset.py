"""A dataset of `tiaoli batch`, served without being read again.

Its documents and clauses are put on the shelf once, for lists and search; the reading of a document
is put together from the tables when it is opened, and equals the one that the batch made, save that
only the checks of a draft that failed are in the tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from pipeline.batch.dataset import MANIFEST
from pipeline.document import Reading
from pipeline.errors import ExtraError
from pipeline.export.record import SCHEMA, from_record
from pipeline.web.shelf import FAILED, READ, ClauseRow, Entry, Shelf

Row = dict[str, Any]
_LISTED = (
    "document", "source", "sha256", "title", "place", "genre", "issued", "characters", "clauses",
    "targets", "signature",
)  # fmt: skip
_SAID = ("title", "place", "genre", "issued", "sha256", "signature")
_SEARCHED = ("document", "clause", "role", "citation", "types", "words")
# Rows that are held at a time while the shelf is filled.
_BATCH = 5_000
# Documents that are put on the shelf at a time: writers of edits wait no longer than that.
_TOGETHER = 50
_FACT = "dataset"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The tables in a folder; `in_folder` tells whether there are any."""

    folder: Path

    @classmethod
    def in_folder(cls, folder: Path) -> Dataset | None:
        """The dataset that a folder holds, if it is one."""
        return cls(folder) if (folder / MANIFEST).is_file() else None

    @property
    def version(self) -> str:
        """What changes when the dataset is written anew."""
        return hashlib.sha256((self.folder / MANIFEST).read_bytes()).hexdigest()

    @property
    def documents(self) -> int:
        """How many documents there are, with those that could not be read."""
        counts = json.loads((self.folder / MANIFEST).read_text("utf-8"))["counts"]
        return int(counts["documents"]) + int(counts["failures"])

    def fill(self, shelf: Shelf) -> None:
        """Put all documents on the shelf, unless the shelf holds this very dataset already."""
        if shelf.fact(_FACT) == self.version:
            return
        shelf.clear()
        shelf.note(_FACT, "")
        documents = self._documents()
        while some := list(islice(documents, _TOGETHER)):
            shelf.fill(some)
        shelf.note(_FACT, self.version)

    def _documents(self) -> Iterator[tuple[Entry, list[ClauseRow]]]:
        """The documents with their clauses, which the tables have in the same order."""
        clauses = groupby(self._rows("clauses", _SEARCHED), key=lambda row: row["document"])
        ahead = next(clauses, None)
        for row in self._rows("documents", _LISTED):
            mine: list[ClauseRow] = []
            if ahead is not None and ahead[0] == row["document"]:
                mine = [_clause_row(one) for one in ahead[1]]
                ahead = next(clauses, None)
            yield _entry(row), mine
        for number, row in enumerate(self._rows("failures", ("source", "kind", "reason")), 1):
            yield _failure(number, row), []

    def reading(self, document: str) -> Reading | None:
        """The reading of a document, put together from the tables."""
        found = self._of("documents", document)
        if not found:
            return None
        row = found[0]
        place = {"name": row["place"], "code": row["place_code"], "level": row["place_level"]}
        named = ("source", "sha256", "title", "doc_number", "issuer", "genre", "issued", "text")
        about = {name: row[name] for name in named}
        return from_record(
            {
                "schema": SCHEMA,
                "signature": row["signature"],
                "document": {
                    **about,
                    "id": document,
                    "issuer": row["issuer"] or [],
                    "place": place if row["place"] else None,
                },
                "units": [_unit(one) for one in self._of("units", document)],
                "clauses": [_clause(one) for one in self._of("clauses", document)],
                "quantities": [_quantity(one) for one in self._of("quantities", document)],
                "milestones": [
                    _layer(one, "deadline", "deadline_from")
                    for one in self._of("milestones", document)
                ],
                "bodies": [_layer(one, "name", "role") for one in self._of("bodies", document)],
                "citations": [
                    _layer(one, "title", "doc_number") for one in self._of("citations", document)
                ],
                "drafts": [_draft(one) for one in self._of("drafts", document)],
            }
        )

    def _of(self, table: str, document: str) -> list[Row]:
        """The rows of one document; row groups that cannot hold it are not read."""
        parquet = _parquet()
        path = self.folder / f"{table}.parquet"
        if not path.is_file():
            return []
        found: list[Row] = parquet.read_table(
            path, filters=[("document", "=", document)]
        ).to_pylist()
        return found

    def _rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
        parquet = _parquet()
        path = self.folder / f"{table}.parquet"
        if path.is_file():
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=_BATCH, columns=list(columns)):
                    yield from batch.to_pylist()


def _parquet() -> Any:
    try:
        from pyarrow import parquet
    except ImportError:
        raise ExtraError.missing("pyarrow", "data") from None
    return parquet


def _entry(row: Row) -> Entry:
    said = {name: row[name] or "" for name in _SAID}
    return Entry(
        id=row["document"],
        name=row["source"] or row["document"],
        state=READ,
        reason="",
        characters=row["characters"],
        clauses=row["clauses"],
        targets=row["targets"],
        **said,
    )


def _failure(number: int, row: Row) -> Entry:
    reason = row["reason"] or row["kind"]
    return Entry(
        f"failure-{number}", row["source"], FAILED, reason, "", "", "", "", "", "", 0, 0, 0
    )


def _clause_row(row: Row) -> ClauseRow:
    types = tuple(row["types"] or ())
    return ClauseRow(row["clause"], row["role"], row["citation"] or "", types, row["words"])


def _layer(row: Row, *names: str) -> Row:
    """A finding as the record has it: its place as a pair, and the fields named."""
    about = {name: row[name] for name in names}
    return {"clause": row["clause"], "span": [row["start"], row["end"]], **about}


def _pair(row: Row, name: str) -> list[int] | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if start is None else [start, end]


def _unit(row: Row) -> Row:
    about = {name: row[name] for name in ("kind", "marker", "parent", "depth", "citation")}
    return {
        "id": row["unit"],
        "heading": _pair(row, "heading"),
        "span": [row["start"], row["end"]],
        **about,
    }


def _clause(row: Row) -> Row:
    scores = {
        name.removeprefix("score_"): value
        for name, value in row.items()
        if name.startswith("score_") and value is not None
    }
    return {
        "id": row["clause"],
        "unit": row["unit"],
        "span": [row["start"], row["end"]],
        "role": row["role"],
        "types": row["types"] or [],
        "scores": scores,
        "abstained": bool(row["abstained"]),
    }


def _quantity(row: Row) -> Row:
    high = row["value_high"]
    names = ("unit", "comparator", "change", "role", "deadline", "deadline_from", "per")
    return {
        **_layer(row, *names, "baseline", "scope", "binding"),
        "value": row["value"] if high is None else [row["value"], high],
        "indicator": _pair(row, "indicator"),
        "deadline_span": _pair(row, "deadline"),
    }


def _draft(row: Row) -> Row:
    parted = (reason.partition(": ") for reason in row["reasons"] or [])
    checks = [{"check": check, "ok": False, "detail": detail} for check, _, detail in parted]
    about = {name: row[name] for name in ("clause", "english", "origin", "match")}
    return {**about, "terms": [], "checks": checks}
