"""Where the document stands among all documents of its level that set a target in an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compare.results import Comparison
from pipeline.compare.table import Cell
from pipeline.pages.comparison.columns import level
from pipeline.pages.comparison.indicators import Line
from pipeline.pages.comparison.naming import Both, amount
from pipeline.pages.comparison.openings import Openings, Passage
from pipeline.pages.languages import LANGUAGES, Language

LEAST = 8  # documents; fewer stand side by side in the table well enough


@dataclass(frozen=True, slots=True)
class Spot:
    """One document's target: how far it stands from the lowest (0) to the highest (1), by rank."""

    name: Both
    sha256: str
    amount: Both
    cell: Cell
    place: float
    own: bool
    href: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator and the targets of all that set one."""

    line: Line
    spots: tuple[Spot, ...]


def standings(
    comparison: Comparison, lines: Sequence[Line], names: Mapping[str, Both], openings: Openings
) -> tuple[Standing, ...]:
    """The indicators of the document in which enough documents set a target."""
    found = []
    for line in lines:
        cells = [cell for cell in line.row.ranked() if level(comparison, cell.source)]
        if line.rank and len(cells) >= LEAST:
            found.append(Standing(line, _spots(comparison, line, cells, names, openings)))
    return tuple(found)


def _spots(
    comparison: Comparison,
    line: Line,
    cells: Sequence[Cell],
    names: Mapping[str, Both],
    openings: Openings,
) -> tuple[Spot, ...]:
    sources = (comparison.document, *comparison.tabled)
    values = sorted(_value(cell) for cell in cells)
    found = []
    for cell in cells:
        doc, said = sources[cell.source].sha256, amount(cell, line.row.unit)
        title = {x: f"{line.name[x]} · {names[doc][x]} · {said[x]}" for x in LANGUAGES}
        href = openings.add(title, [Passage(doc, cell.clause, (cell.span,))])
        place = _rank(_value(cell), values)
        found.append(Spot(names[doc], doc, said, cell, place, cell.source == 0, href))
    return tuple(found)


def _value(cell: Cell) -> float:
    return cell.value if cell.high is None else (cell.value + cell.high) / 2


def _rank(value: float, values: Sequence[float]) -> float:
    """The share of documents that aim lower, those that aim as high counting half."""
    below = sum(other < value for other in values)
    level_with = sum(other == value for other in values) - 1
    return round((below + level_with / 2) / max(1, len(values) - 1), 4)


def rows(stood: Sequence[Standing]) -> Iterator[dict[str, Any]]:
    """The rows of the CSV."""
    for standing in stood:
        for spot in standing.spots:
            yield {
                "indicator": standing.line.name["zh"],
                "indicator_en": standing.line.name["en"],
                "document": spot.name["zh"],
                "sha256": spot.sha256,
                "value": spot.cell.value,
                "high": spot.cell.high,
                "bound": spot.cell.bound,
                "unit": standing.line.row.unit,
                "deadline": spot.cell.deadline,
                "percentile": spot.place,
            }


def drawn(stood: Sequence[Standing], language: Language) -> Iterator[dict[str, Any]]:
    """The rows of the chart: words stand at the lowest, the middle, the highest, and the own."""
    for standing in stood:
        in_order = sorted(standing.spots, key=lambda spot: spot.place)
        told = {id(in_order[0]), id(in_order[-1]), id(in_order[len(in_order) // 2])}
        own = next(spot for spot in in_order if spot.own)
        for spot in in_order:
            crowded = not spot.own and abs(spot.place - own.place) < 0.12
            worded = spot.own or (id(spot) in told and not crowded)
            yield {
                "indicator": standing.line.name[language],
                "place": spot.place,
                "own": spot.own,
                "text": spot.amount[language] if worded else "",
                "href": spot.href,
                "said": f"{spot.name[language]} {spot.amount[language]}",
            }
