"""What the charts have in common: the document lifted out, links to clauses, an axis of documents.

A mark with an `href` opens the clauses behind it. What tells things apart is a place, a shape or a
word, never a colour alone; colour only lifts the document itself out of the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.charts.drawing import ACCENT, MUTED

OWN: Mapping[str, Any] = {
    "condition": {"test": "datum.own", "value": ACCENT},
    "value": MUTED,
}
LINKED: Mapping[str, Any] = {"href": {"field": "href"}, "description": {"field": "said"}}
STEP = 20  # height of a line


def documents(labels: Sequence[str]) -> Mapping[str, Any]:
    """An axis of documents, the first of them the one that is compared."""
    return {
        "field": "document",
        "type": "nominal",
        "scale": {"domain": list(labels)},
        "title": None,
        "axis": {
            "domain": False,
            "ticks": False,
            "grid": False,
            "labelFontWeight": bold(labels[0] if labels else ""),
        },
    }


def bold(label: str) -> dict[str, Any]:
    """The weight of labels where one is the document's own."""
    test = f"datum.value === {json.dumps(label)}"
    return {"condition": {"test": test, "value": "bold"}, "value": "normal"}


def panels(field: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A panel for each value of a field, in the order of the rows."""
    return {
        "field": field,
        "type": "nominal",
        "sort": list(dict.fromkeys(row[field] for row in rows)),
        "header": {"labelAnchor": "start", "labelLimit": 0},
    }
