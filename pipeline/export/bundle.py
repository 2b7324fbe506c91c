"""A bundle of CSV tables with a description: a Frictionless data package.

The tables are those of a dataset (`tiaoli batch`), a file each, beside a `datapackage.json` that
says what every column holds and which column points at which table. UTF-8 with a BOM, without which
Excel shows no Chinese. A list in a cell is parted by `; `.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.batch.tables import LAYERS
from pipeline.document import Reading
from pipeline.export.record import to_record
from pipeline.export.tokens import storable

ENCODING = "utf-8-sig"
KINDS = {
    "string": "string", "strings": "string", "int": "integer", "float": "number", "bool": "boolean",
}  # fmt: skip
KEYS = {
    "documents": ["document"], "units": ["document", "unit"], "clauses": ["document", "clause"],
}  # fmt: skip

Table = list[list[str]]


def write_bundle(readings: Iterable[Reading], path: Path) -> Path:
    """Write readings as a data package: a folder, or one file if the path ends in .zip."""
    files = bundle(readings)
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in files.items():
                # Without the moment of writing: the same readings give the same bytes.
                packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return path
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def bundle(readings: Iterable[Reading]) -> dict[str, bytes]:
    """The files of a data package by name."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LAYERS}
    signatures = set()
    for reading in readings:
        record = to_record(reading)
        signatures.add(reading.signature)
        for name, (_, made) in LAYERS.items():
            rows[name] += made(record)
    scores = sorted({key for row in rows["clauses"] for key in row if key.startswith("score_")})
    columns = {name: dict(fields) for name, (fields, _) in LAYERS.items()}
    columns["clauses"] |= {score: "float" for score in scores}
    files = {f"{name}.csv": _csv(rows[name], columns[name]) for name in LAYERS}
    described = json.dumps(_described(columns, sorted(signatures)), ensure_ascii=False, indent=1)
    return {"datapackage.json": storable(described).encode(), **files}


def _csv(rows: Iterable[dict[str, Any]], columns: dict[str, str]) -> bytes:
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(columns)
    table.writerows(_cells(row, columns) for row in rows)
    return storable(file.getvalue()).encode(ENCODING)


def _cells(row: dict[str, Any], columns: dict[str, str]) -> Iterator[str]:
    for name, kind in columns.items():
        value = row.get(name)
        if value is None:
            yield ""
        elif kind == "bool":
            yield "true" if value else "false"
        elif kind == "strings":
            yield "; ".join(map(str, value))
        elif kind == "float":
            yield _number(value)
        else:
            yield str(value)


def _number(value: float) -> str:
    """A number as the specification writes it: `INF` for what is beyond a float."""
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(written := f"{value:.15g}", written)


def _described(columns: dict[str, dict[str, str]], signatures: list[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "tiaoli-readings",
        "title": "Readings of policy documents",
        "description": "; ".join(signatures),
        "resources": [_resource(name, fields) for name, fields in columns.items()],
    }


def _resource(name: str, columns: dict[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [{"name": field, "type": KINDS[kind]} for field, kind in columns.items()],
        "missingValues": [""],
    }
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    if name != "documents":
        schema["foreignKeys"] = _foreign(name, columns)
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": ENCODING,
        "schema": schema,
    }


def _foreign(name: str, columns: dict[str, str]) -> list[dict[str, Any]]:
    keys = [_key("documents", ["document"])]
    if name == "clauses":
        keys.append(_key("units", ["document", "unit"]))
    elif "clause" in columns:
        keys.append(_key("clauses", ["document", "clause"]))
    return keys


def _key(table: str, fields: list[str]) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": table, "fields": fields}}
