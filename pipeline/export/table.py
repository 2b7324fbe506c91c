"""CSV: the clauses and drafts of readings as one table, for spreadsheets and scripts."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from pipeline.document import Reading
from pipeline.export.rows import Row, rows
from pipeline.export.tokens import storable

COLUMNS = (
    "document", "clause", "citation", "context", "zh", "en", "state", "origin", "match", "notes",
)  # fmt: skip


def write_csv(readings: Iterable[Reading], path: Path) -> Path:
    """Write one row per clause; UTF-8 with a BOM, which spreadsheets need to see Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for reading in readings:
            table.writerows(cells(reading.document.id, row) for row in rows(reading))
    return path


def cells(document: str, row: Row) -> tuple[str, ...]:
    """The cells of one row, in the order of COLUMNS."""
    match = f"{row.match:g}" if row.english else ""
    words = (
        document, row.id, row.citation, row.context, row.chinese, row.english, row.state,
        row.origin, match, "; ".join(row.notes),
    )  # fmt: skip
    return tuple(map(storable, words))
