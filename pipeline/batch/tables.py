"""The tables of a dataset: the facts of the public record, a Parquet file per layer.

Spans become two columns, words stand beside them, and every row names its document, so that each
table can be used without the others. Scores of task types are a column each (`score_platform`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ExtraError

if TYPE_CHECKING:
    import pyarrow as pa

Record = dict[str, Any]
Row = dict[str, Any]

# Rows held before they are written (a document's own row counts for its length), so that memory
# stays flat however many documents there are.
GROUP = 10_000
CHARACTERS_OF_A_ROW = 1_000

DOCUMENTS = {
    "document": "string", "source": "string", "sha256": "string", "title": "string",
    "doc_number": "string", "issuer": "strings", "place": "string", "place_code": "string",
    "place_level": "string", "genre": "string", "issued": "string", "characters": "int",
    "units": "int", "clauses": "int", "targets": "int", "signature": "string", "text": "string",
}  # fmt: skip
UNITS = {
    "document": "string", "unit": "string", "kind": "string", "marker": "string",
    "heading": "string", "heading_start": "int", "heading_end": "int", "start": "int", "end": "int",
    "parent": "string", "depth": "int", "citation": "string",
}  # fmt: skip
CLAUSES = {
    "document": "string", "clause": "string", "unit": "string", "citation": "string",
    "path": "strings", "start": "int", "end": "int", "role": "string", "words": "string",
    "types": "strings", "primary": "string", "abstained": "bool",
}  # fmt: skip
QUANTITIES = {
    "document": "string", "clause": "string", "start": "int", "end": "int", "words": "string",
    "value": "float", "value_high": "float", "unit": "string", "comparator": "string",
    "change": "string", "role": "string", "indicator": "string", "indicator_start": "int",
    "indicator_end": "int", "deadline": "string", "deadline_from": "string",
    "deadline_start": "int", "deadline_end": "int", "per": "string", "baseline": "string",
    "scope": "string", "binding": "bool",
}  # fmt: skip
MILESTONES = {
    "document": "string", "clause": "string", "start": "int", "end": "int", "words": "string",
    "deadline": "string", "deadline_from": "string",
}  # fmt: skip
BODIES = {
    "document": "string", "clause": "string", "start": "int", "end": "int", "words": "string",
    "name": "string", "role": "string",
}  # fmt: skip
CITATIONS = {
    "document": "string", "clause": "string", "start": "int", "end": "int", "words": "string",
    "title": "string", "doc_number": "string",
}  # fmt: skip
DRAFTS = {
    "document": "string", "clause": "string", "chinese": "string", "english": "string",
    "origin": "string", "match": "float", "flagged": "bool", "reasons": "strings",
}  # fmt: skip
FAILURES = {"source": "string", "kind": "string", "reason": "string"}


def document_rows(record: Record) -> Iterator[Row]:
    """The one row of a record's document."""
    document, place = record["document"], record["document"]["place"] or {}
    yield {
        **{name: document[name] for name in DOCUMENTS if name in document},
        "document": document["id"],
        "place": place.get("name"),
        "place_code": place.get("code"),
        "place_level": place.get("level"),
        "characters": len(document["text"]),
        "units": len(record["units"]),
        "clauses": len(record["clauses"]),
        "targets": sum(quantity["role"] == "target" for quantity in record["quantities"]),
        "signature": record["signature"],
    }


def unit_rows(record: Record) -> Iterator[Row]:
    """A row for each unit."""
    for unit in record["units"]:
        yield _row(record, unit, heading="heading") | {"unit": unit["id"]}


def clause_rows(record: Record) -> Iterator[Row]:
    """A row for each clause, with its citation and the headings that it stands under."""
    units = {unit["id"]: unit for unit in record["units"]}
    paths: dict[str, list[str]] = {}
    for clause in record["clauses"]:
        unit = clause["unit"]
        if unit not in paths:
            paths[unit] = _path(record, units, unit)
        yield {
            **_row(record, clause),
            "clause": clause["id"],
            "citation": units[unit]["citation"],
            "path": paths[unit],
            "primary": (clause["types"] or ["none"])[0] if clause["scores"] else None,
            **{f"score_{name}": score for name, score in clause["scores"].items()},
        }


def quantity_rows(record: Record) -> Iterator[Row]:
    """A row for each quantity; a range has its upper end in `value_high`."""
    for quantity in record["quantities"]:
        value = quantity["value"]
        low, high = value if isinstance(value, list) else (value, None)
        row = _row(record, quantity, indicator="indicator", deadline_span="deadline")
        values = {"value": _real(low), "value_high": _real(high)}
        yield row | values | {"deadline": quantity["deadline"]}


def _real(value: float | None) -> float | None:
    """A value as the column holds it: a line of digits can be a whole number beyond any float."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return math.inf


def milestone_rows(record: Record) -> Iterator[Row]:
    """A row for each milestone."""
    return (_row(record, milestone) for milestone in record["milestones"])


def body_rows(record: Record) -> Iterator[Row]:
    """A row for each body that is named as answerable."""
    return (_row(record, body) for body in record["bodies"])


def citation_rows(record: Record) -> Iterator[Row]:
    """A row for each cited document."""
    return (_row(record, citation) for citation in record["citations"])


def draft_rows(record: Record) -> Iterator[Row]:
    """A row for each draft, beside its clause."""
    spans = {clause["id"]: clause["span"] for clause in record["clauses"]}
    for draft in record["drafts"]:
        start, end = spans[draft["clause"]]
        wrong = [f"{c['check']}: {c['detail']}" for c in draft["checks"] if not c["ok"]]
        yield {
            **_row(record, draft),
            "chinese": record["document"]["text"][start:end],
            "flagged": bool(wrong),
            "reasons": wrong,
        }


def _row(record: Record, layer: Row, **spans: str) -> Row:
    """A layer's fields, its spans as `…_start`, `…_end` and words under the names given."""
    text = record["document"]["text"]
    row = {**layer, "document": record["document"]["id"]}
    if "span" in layer:
        row["start"], row["end"] = layer["span"]
        row["words"] = text[row["start"] : row["end"]]
    for field, name in spans.items():
        start, end = layer[field] or (None, None)
        row[f"{name}_start"], row[f"{name}_end"] = start, end
        row[name] = text[start:end] if layer[field] else None
    return row


def _path(record: Record, units: dict[str, Row], at: str | None) -> list[str]:
    path: list[str] = []
    while at is not None:
        heading = units[at]["heading"]
        path += [record["document"]["text"][slice(*heading)]] if heading else []
        at = units[at]["parent"]
    return path[::-1]


LAYERS: dict[str, tuple[dict[str, str], Callable[[Record], Iterator[Row]]]] = {
    "documents": (DOCUMENTS, document_rows),
    "units": (UNITS, unit_rows),
    "clauses": (CLAUSES, clause_rows),
    "quantities": (QUANTITIES, quantity_rows),
    "milestones": (MILESTONES, milestone_rows),
    "bodies": (BODIES, body_rows),
    "citations": (CITATIONS, citation_rows),
    "drafts": (DRAFTS, draft_rows),
}


def schema(fields: dict[str, str]) -> pa.Schema:
    """The Arrow schema of a table."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "strings": pa.list_(pa.string()),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in fields.items()])


class Table:
    """A Parquet file that rows are added to, a group at a time."""

    def __init__(self, path: Path, fields: dict[str, str]) -> None:
        try:
            from pyarrow import parquet
        except ImportError:
            raise ExtraError.missing("pyarrow", "data") from None

        self.schema = schema(fields)
        self.rows: list[Row] = []
        self.count = 0
        self._held = 0
        self._writer = parquet.ParquetWriter(path, self.schema, compression="zstd")

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows; columns that the table does not have are left out."""
        before = len(self.rows)
        self.rows.extend(rows)
        for row in self.rows[before:]:
            self._held += 1 + (row.get("characters") or 0) // CHARACTERS_OF_A_ROW
        if self._held >= GROUP:
            self._flush()

    def close(self) -> None:
        """Write the rows that are left, and the file's end."""
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Let the file go as it is, half-written."""
        with suppress(OSError):
            self._writer.close()
        self._writer.is_open = False

    def _flush(self) -> None:
        import pyarrow as pa

        if self.rows:
            columns = {name: [row.get(name) for row in self.rows] for name in self.schema.names}
            self._writer.write_table(pa.table(columns, schema=self.schema))
        self.count += len(self.rows)
        self.rows, self._held = [], 0
