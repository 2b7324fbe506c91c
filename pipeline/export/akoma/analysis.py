"""Everything that was found, with offsets into the text, in a namespace of our own.

The fields are those of the public record (`tiaoli.reading/1`), as attributes; a span is "120 130".
`at` is the eId of the element that holds the clause or the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from pipeline.document import Reading
from pipeline.export.akoma.names import OWN
from pipeline.export.record import to_record
from pipeline.export.xliff import clean

LAYERS = {
    "units": "unit", "clauses": "clause", "quantities": "quantity", "milestones": "milestone",
    "bodies": "body", "citations": "citation",
}  # fmt: skip
# What the text or an element of the standard says already.
LEFT_OUT = {"scores", "marker"}


def analysis(reading: Reading, places: Mapping[str, str]) -> etree._Element:
    """The findings of a reading as one element."""
    record = to_record(reading)
    nsmap: Any = {"tiaoli": OWN}
    root = etree.Element(f"{{{OWN}}}reading", {"signature": clean(reading.signature)}, nsmap=nsmap)
    for layer, name in LAYERS.items():
        for item in record[layer]:
            held = places.get(item.get("id") or item["clause"])
            attributes = {"at": held} if held else {}
            attributes |= dict(_attributes(item))
            etree.SubElement(root, f"{{{OWN}}}{name}", attributes)
    return root


def _attributes(item: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in item.items():
        if name not in LEFT_OUT and value not in (None, "", []):
            yield name, clean(_said(value))


def _said(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(_said, value))
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
