"""The outline of a document: its headings as a tree to fold, each with its citation to copy."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Document, Reading, Unit
from pipeline.pages.titles import titled

# Units of these kinds have words but no heading: they would make the outline a second text.
NO_HEADINGS = frozenset(
    {"paragraph", "responsible", "date", "signature", "note", "doc_number", "salutation"}
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading, and the headings under it."""

    unit: Unit
    words: str
    under: tuple[Entry, ...]


def outline(reading: Reading) -> tuple[Entry, ...]:
    """The headings of the document at its top, and the rest under them."""
    listed = {unit.id for unit in reading.tree.units if unit.kind not in NO_HEADINGS}
    under: dict[str | None, list[Unit]] = {}
    for unit in reading.tree.units:
        if unit.id in listed:
            parent = unit.parent
            while parent is not None and parent not in listed:
                parent = reading.tree.unit(parent).parent
            under.setdefault(parent, []).append(unit)
    return _entries(reading.document, under, None)


def _entries(
    document: Document, under: dict[str | None, list[Unit]], parent: str | None
) -> tuple[Entry, ...]:
    return tuple(
        Entry(unit, _words(document, unit), _entries(document, under, unit.id))
        for unit in under.get(parent, ())
    )


def cited(document: Document) -> str:
    """What a scholar pastes before the place: the document's title, and its number if it has one.

    >>> cited(Document("d", "", title="澜州市行动计划", doc_number="澜政发〔2023〕5号"))
    '《澜州市行动计划》（澜政发〔2023〕5号）'
    """
    title = f"《{document.title}》" if document.title else titled(document).zh
    return f"{title}（{document.doc_number}）" if document.doc_number else title


def _words(document: Document, unit: Unit) -> str:
    heading = " ".join(document[unit.heading].split()) if unit.heading else ""
    marker = unit.marker.strip()
    words = f"{marker}{heading}" if heading or marker else unit.citation
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
