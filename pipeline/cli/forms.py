"""How commands print rows: as a table for people, as CSV, as JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import typer


class Form(StrEnum):
    """What `--format` may be."""

    table = "table"
    json = "json"
    csv = "csv"


Row = Mapping[str, Any]


def print_rows(rows: Iterable[Row], fields: Sequence[str], form: Form) -> None:
    """Print rows as CSV with its headings, or as a JSON list; each command has its own table.

    What has parts stands in a cell of CSV as JSON, for CSV has no lists.
    """
    if form is Form.json:
        print_json(list(rows))
        return
    writer = csv.DictWriter(sys.stdout, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)


def cell(value: Any) -> Any:
    """A value as it stands in CSV: lists and the like as JSON."""
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def print_json(content: Any) -> None:
    """Print JSON for people and programs: indented, Chinese and days as they are written."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1, default=str))
