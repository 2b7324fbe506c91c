"""Write a segmented text down as a table expects it."""

from __future__ import annotations

from pipeline.document import ClauseTree, Document, Unit
from pipeline.segment import segment


def tree_of(text: str) -> ClauseTree:
    return segment(Document("test", text))


def shown(text: str, *, paragraphs: bool = False) -> list[str]:
    """A line per unit: its depth, kind, marker and heading, the last two only where it has them."""
    return [
        " ".join(filter(None, (str(unit.depth), unit.kind, unit.marker, heading_of(text, unit))))
        for unit in tree_of(text).units
        if paragraphs or unit.kind != "paragraph"
    ]


def heading_of(text: str, unit: Unit) -> str:
    if unit.heading is None:
        return ""
    return f"[{text[unit.heading.start : unit.heading.end]}]"


def clauses(text: str) -> list[tuple[str, str]]:
    """Each clause's role and words."""
    tree = tree_of(text)
    return [(clause.role, tree.words(clause)) for clause in tree]
