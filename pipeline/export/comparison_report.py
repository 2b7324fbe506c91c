"""A plain report of a comparison, in Markdown: what an analyst reads first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.compare.collection import Source
from pipeline.compare.results import Comparison, Counterpart
from pipeline.compare.table import Cell, Row, shared

NEAREST = 30  # counterparts shown
ROWS = 40  # indicators shown
COLUMNS = 8  # documents shown side by side


def report(comparison: Comparison) -> str:
    """The report as one text."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"# {name(comparison.document)}"
    yield ""
    yield f"Compared with {len(comparison.others)} documents."
    yield ""
    yield from _table(comparison)
    yield from _counterparts(comparison)


def name(source: Source) -> str:
    """What a document is called in a table: its place and year, or its title, or its hash."""
    year = (source.issued or "")[:4]
    if source.place:
        return f"{source.place} {year}".strip()
    return source.title or source.sha256[:12]


def _table(comparison: Comparison) -> Iterator[str]:
    rows = shared(comparison.table)
    rows = tuple(row for row in rows if row.of(0)) or rows
    if not rows:
        return
    columns = (comparison.document, *comparison.tabled)[:COLUMNS]
    yield "## The same indicator side by side"
    yield ""
    yield "| indicator | " + " | ".join(name(source) for source in columns) + " |"
    yield "|---" * (len(columns) + 1) + "|"
    for row in rows[:ROWS]:
        cells = (_cells(row.of(place)) for place in range(len(columns)))
        yield f"| {_called(row)} | " + " | ".join(cells) + " |"
    yield ""


def _called(row: Row) -> str:
    return row.name if row.measure == "level" else f"{row.name} · {row.measure}"


def _cells(cells: Sequence[Cell]) -> str:
    """The targets of one document, else what it has reached, else that it states nothing."""
    targets = [cell for cell in cells if cell.role == "target"] or list(cells)
    if not targets:
        return "not stated"
    return "; ".join(
        cell.written
        + (f" ({cell.deadline})" if cell.deadline else "")
        + (" [reached]" if cell.role == "achieved" else "")
        for cell in targets[:2]
    )


def _counterparts(comparison: Comparison) -> Iterator[str]:
    found = [item for item in comparison.counterparts if item.matches]
    found.sort(key=lambda item: -item.matches[0].score)
    if not found:
        return
    yield "## Nearest clauses elsewhere"
    yield ""
    for item in found[:NEAREST]:
        yield from _nearest(item, comparison)


def _nearest(item: Counterpart, comparison: Comparison) -> Iterator[str]:
    best = item.matches[0]
    other = comparison.others[best.source]
    yield f"- `{item.clause}` {item.words.strip()}"
    said = f" {best.words.strip()}" if best.words else ""
    yield f"  - {best.score:.2f} {name(other)} `{best.clause}`{said}"
    for difference in best.differs:
        here, there = difference.here or "–", difference.there or "–"
        yield f"  - {difference.aspect}: {here} ↔ {there}"
