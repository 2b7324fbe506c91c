"""The columns of an atlas's tables, and their kinds."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pipeline.compare.collection import Source

WIDTH = 128  # numbers of a clause's vector that are kept


def schema(name: str) -> Any:
    """The Arrow schema of one table: documents, clauses, targets or terms."""
    import pyarrow as pa

    text, small, real = pa.string(), pa.int32(), pa.float64()
    columns: dict[str, dict[str, Any]] = {
        "documents": {
            "number": small, **{field.name: text for field in fields(Source)},
            "characters": small, "sentences": small, "with_figure": real, "with_deadline": real,
            "with_body": real, "firmness": real, "strength": small,
            "mix": pa.map_(text, real), "signature": text,
        },
        "clauses": {
            "id": pa.uint64(), "document": small, "clause": text, "start": small, "end": small,
            "task": pa.bool_(), "vector": pa.binary(WIDTH), "signature": pa.binary(64),
        },
        "targets": {
            "document": small, "indicator": text, "measure": text, "unit": text, "clause": text,
            "start": small, "end": small, "name": text, "value": real, "high": real, "bound": text,
            "role": text, "deadline": text, "base": text,
        },
        "terms": {"document": small, "term": text, "count": small},
    }  # fmt: skip
    return pa.schema(list(columns[name].items()))
