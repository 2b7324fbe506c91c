"""The public record of a reading, `tiaoli.reading/1`, as JSON and back.

    {"schema": "tiaoli.reading/1", "signature": …, "document": {…}, "units": [{"id": "3.4.2",
     "kind": "lead", "marker": "", "heading": [120, 130], …}], "clauses": […], "quantities": […], …}

Outside programs rely on it: fields may be added, not changed. Spans are `[start, end]` pairs of
code points in `document.text`, what is unknown is null.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from pipeline.document import (
    Body,
    Check,
    Citation,
    Clause,
    ClauseTree,
    Document,
    Draft,
    Findings,
    Label,
    Milestone,
    Place,
    Quantity,
    Reading,
    Reason,
    Span,
    Unit,
)
from pipeline.errors import RecordError

SCHEMA = "tiaoli.reading/1"
SPANS = ("span", "heading", "indicator", "deadline_span")
# What no file name may hold on one system or another.
_NO_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]')


def to_record(reading: Reading) -> dict[str, Any]:
    """The record of a reading: dicts, lists, strings and numbers, ready for JSON."""
    findings = reading.findings
    labels = {label.clause: label for label in reading.labels}
    return {
        "schema": SCHEMA,
        "signature": reading.signature,
        "document": _document(reading.document),
        "units": [_plain(unit) for unit in reading.tree.units],
        "clauses": [_clause(clause, labels.get(clause.id)) for clause in reading.tree.clauses],
        "quantities": [_plain(quantity) for quantity in findings.quantities],
        "milestones": [_plain(milestone) for milestone in findings.milestones],
        "bodies": [_plain(body) for body in findings.bodies],
        "citations": [_plain(citation) for citation in findings.citations],
        "drafts": [_drafted(draft) for draft in reading.drafts],
    }


def from_record(record: dict[str, Any]) -> Reading:
    """The reading that a record was made of: `from_record(to_record(reading)) == reading`."""
    if record.get("schema") != SCHEMA:
        raise RecordError(
            f"the record's schema is {record.get('schema')!r}, not {SCHEMA!r}; "
            "read the document again with this version."
        )
    try:
        return _reading(record)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(
            f"the record is incomplete or contradicts itself ({error!r}); read the document again."
        ) from error


def write(reading: Reading, folder: Path) -> Path:
    """Write `folder/<document id>.json` whole or not at all, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    return save(reading, folder / f"{file_name(reading.document)}.json")


def save(reading: Reading, path: Path) -> Path:
    """Write the record to a file, whole or not at all."""
    unfinished = path.with_name(f".{os.urandom(8).hex()}.part")
    # A file's name that is no UTF-8 stands in `source` as lone surrogates: JSON escapes them.
    packed = json.dumps(to_record(reading), ensure_ascii=False).encode("utf-8", "backslashreplace")
    try:
        unfinished.write_bytes(packed)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def file_name(document: Document) -> str:
    """The document's id as a file's name without its ending; it leads to no other folder.

    >>> file_name(Document("../澜州/2023", ""))
    '_澜州_2023'
    """
    return _NO_NAME.sub("_", document.id).strip(". ") or "reading"


def load(path: Path) -> Reading:
    """The reading of a record on disk."""
    try:
        record = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RecordError(f"cannot open {path}: {error.strerror}; check the path.") from error
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{path} is not JSON: {error}; read the document again.") from error
    if not isinstance(record, dict):
        raise RecordError(f"{path} holds no record but a {type(record).__name__}.")
    try:
        return from_record(record)
    except RecordError as error:
        raise RecordError(f"{path}: {error}") from error


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "source": document.source,
        "sha256": document.sha256,
        "title": document.title,
        "doc_number": document.doc_number,
        "issuer": list(document.issuers),
        "place": asdict(document.place) if document.place else None,
        "genre": document.genre,
        "issued": document.issued,
        "text": document.text,
    }


def _clause(clause: Clause, label: Label | None) -> dict[str, Any]:
    coded = {
        "types": list(label.types) if label else [],
        "scores": dict(label.scores) if label else {},
        "abstained": label.abstained if label else False,
    }
    if label and label.reasons:
        coded["reasons"] = [_plain(reason) for reason in label.reasons]
    return _plain(clause) | coded


def _drafted(draft: Draft) -> dict[str, Any]:
    return asdict(draft) | {
        "terms": [list(term) for term in draft.terms],
        "checks": [asdict(check) for check in draft.checks],
    }


def _plain(
    layer: Unit | Clause | Reason | Quantity | Milestone | Body | Citation,
) -> dict[str, Any]:
    """The fields of one finding, a span as a pair."""
    values = {field.name: getattr(layer, field.name) for field in fields(layer)}
    return {name: _pair(value) for name, value in values.items()}


def _pair(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    return list(value) if isinstance(value, tuple) else value


def _reading(record: dict[str, Any]) -> Reading:
    units = tuple(Unit(**_spans(unit)) for unit in record["units"])
    clauses = tuple(
        Clause(item["id"], item["unit"], Span(*item["span"]), item["role"])
        for item in record["clauses"]
    )
    return Reading(
        ClauseTree(_read_document(record["document"]), units, clauses),
        record["signature"],
        tuple(_label(item) for item in record["clauses"] if item["scores"]),
        Findings(
            tuple(_quantity(item) for item in record["quantities"]),
            tuple(Milestone(**_spans(item)) for item in record["milestones"]),
            tuple(Body(**_spans(item)) for item in record["bodies"]),
            tuple(Citation(**_spans(item)) for item in record["citations"]),
        ),
        tuple(_draft(item) for item in record["drafts"]),
    )


def _read_document(item: dict[str, Any]) -> Document:
    document = Document(
        id=item["id"],
        text=item["text"],
        source=item["source"],
        title=item["title"],
        doc_number=item["doc_number"],
        issuers=tuple(item["issuer"]),
        place=Place(**item["place"]) if item["place"] else None,
        genre=item["genre"],
        issued=item["issued"],
    )
    if item["sha256"] != document.sha256:
        raise ValueError("sha256 is not that of the text")
    return document


def _spans(item: dict[str, Any]) -> dict[str, Any]:
    """The fields of one finding, pairs as spans."""
    return {
        name: Span(*value) if name in SPANS and value is not None else value
        for name, value in item.items()
    }


def _quantity(item: dict[str, Any]) -> Quantity:
    value = item["value"]
    return Quantity(**_spans(item | {"value": tuple(value) if isinstance(value, list) else value}))


def _label(item: dict[str, Any]) -> Label:
    reasons = tuple(Reason(**_spans(reason)) for reason in item.get("reasons", ()))
    return Label(item["id"], tuple(item["types"]), item["scores"], item["abstained"], reasons)


def _draft(item: dict[str, Any]) -> Draft:
    terms = tuple((chinese, english) for chinese, english in item["terms"])
    checks = tuple(Check(**check) for check in item["checks"])
    return Draft(**item | {"terms": terms, "checks": checks})
