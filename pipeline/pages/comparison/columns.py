"""Which documents stand side by side: those that were named, then the nearest peers of an atlas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.collection import Source
from pipeline.compare.results import Comparison
from pipeline.export.comparison_report import telling
from pipeline.pages.comparison.naming import Both

MOST = 12  # documents side by side, the document itself among them
ENOUGH = 8  # with an atlas, so many are shown even if fewer were named


@dataclass(frozen=True, slots=True)
class Column:
    """A document that has a column: its number in the tables, its facts, its name."""

    number: int
    source: Source
    name: Both


def columns(comparison: Comparison, names: Sequence[Both]) -> tuple[Column, ...]:
    """The document and those beside it; `names` are of the document, then of all `tabled`.

    Those come first that state most of what this one states, as in the report.

    Of an atlas come the documents that state most of what this one states, one for each place, of
    the document's own level: a province's counts are no measure for a city's.
    """
    sources = (comparison.document, *comparison.tabled)
    own = [row for row in comparison.table if row.of(0)]
    chosen = [0, *telling(own, len(comparison.emphasis))[: MOST - 1]]
    if len(chosen) < ENOUGH:
        places = {sources[number].place for number in chosen}
        for number in _peers(comparison):
            if len(chosen) == ENOUGH:
                break
            if sources[number].place not in places:
                places.add(sources[number].place)
                chosen.append(number)
    return tuple(Column(number, sources[number], names[number]) for number in chosen)


def level(comparison: Comparison, number: int) -> bool:
    """Whether a document is of the same level as the one compared, as far as both are known."""
    own = comparison.document.level
    other = (comparison.document, *comparison.tabled)[number].level
    return own is None or other is None or own == other


def _peers(comparison: Comparison) -> list[int]:
    """The documents of an atlas, the one that shares most indicators first, then the most alike."""
    shared: dict[int, int] = {}
    for row in comparison.table:
        if row.of(0):
            for number in {cell.source for cell in row.cells}:
                shared[number] = shared.get(number, 0) + 1
    alike = {
        source.sha256: value
        for source, value in zip(comparison.others, comparison.likeness, strict=True)
    }
    own = comparison.document.sha256
    found = [
        number
        for number, source in enumerate(comparison.tabled, 1)
        if number >= len(comparison.emphasis)
        and source.sha256 != own
        and shared.get(number)
        and level(comparison, number)
    ]
    return sorted(
        found,
        key=lambda number: (-shared[number], -alike.get(comparison.tabled[number - 1].sha256, 0.0)),
    )
