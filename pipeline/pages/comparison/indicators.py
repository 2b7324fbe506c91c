"""Indicators by documents: what each states, as bars with their bounds, and who states nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compare.results import Comparison
from pipeline.compare.table import Cell, Row
from pipeline.pages.comparison.columns import Column, level
from pipeline.pages.comparison.naming import Both, amount, both, indicator
from pipeline.pages.comparison.openings import MOST, Openings, Passage
from pipeline.pages.languages import LANGUAGES, Language, Words

ROWS = 60  # indicators shown: those of the document first
LEAST = 2  # documents that state what this one does not, before that is shown
WIDTH = 100.0  # of a bar, in the units of its drawing
BOUNDS = {"ge": "more", "gt": "more", "le": "less", "lt": "less"}


@dataclass(frozen=True, slots=True)
class Bar:
    """How a cell is drawn: solid from `start` to `end`, of WIDTH; `bound` is the open end."""

    start: float
    end: float
    bound: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A cell of the table: what a document states about an indicator, and what opens it."""

    amount: Both
    deadline: str | None
    reached: bool
    more: int
    bar: Bar | None
    href: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. `side` says who states it: both, here alone, others alone."""

    row: Row
    name: Both
    side: str
    cells: tuple[Said | None, ...]
    rank: int | None
    ranked: int
    stating: int
    opening: str


def lines(
    comparison: Comparison, columns: Sequence[Column], openings: Openings, words: Words
) -> tuple[Line, ...]:
    """The rows of the table, the document's own first, then what most others state."""
    shown = {column.number for column in columns}
    found = []
    for row in comparison.table:
        side = _side(row, shown)
        if side:
            found.append((side, row))
    order = {"both": 0, "here": 1, "there": 2}
    found.sort(key=lambda item: (order[item[0]], -_stating(item[1]) if item[0] == "there" else 0))
    return tuple(
        _line(comparison, side, row, columns, openings, words) for side, row in found[:ROWS]
    )


def _side(row: Row, shown: set[int]) -> str | None:
    """Who states an indicator; None where it is not worth a line."""
    stating = {cell.source for cell in row.cells}
    if 0 in stating:
        return "both" if len(stating) > 1 else "here"
    return "there" if row.known and len(stating & shown) >= LEAST else None


def _stating(row: Row) -> int:
    return len({cell.source for cell in row.cells})


def _line(
    comparison: Comparison,
    side: str,
    row: Row,
    columns: Sequence[Column],
    openings: Openings,
    words: Words,
) -> Line:
    name = indicator(row, words)
    foremost = {column.number: _foremost(row, column.number) for column in columns}
    drawn = [cell for cell in foremost.values() if cell]
    most = max((abs(cell.high or cell.value) for cell in drawn), default=0.0)
    cells = tuple(_said(row, column, name, most, openings) for column in columns)
    ranked = [cell.source for cell in row.ranked() if level(comparison, cell.source)]
    rank = ranked.index(0) + 1 if 0 in ranked and len(ranked) > 1 else None
    return Line(
        row, name, side, cells, rank, len(ranked), _stating(row),
        openings.add(
            both(words, "comparison.all-stating", indicator=name),
            (
                _passage(_hash(comparison, cell.source), cell, row)
                for cell in _in_order(row)[:MOST]
            ),
            of=len(row.cells),
        ),
    )  # fmt: skip


def _passage(doc: str, cell: Cell, row: Row) -> Passage:
    """The clause of a cell with the amount marked, and the amount with its deadline as a note."""
    said = amount(cell, row.unit)
    note = {x: said[x] + (f" · {cell.deadline}" if cell.deadline else "") for x in LANGUAGES}
    return Passage(doc, cell.clause, (cell.span,), note)


def _in_order(row: Row) -> list[Cell]:
    """The document's own cells, the targets of others from the best, then what was reached."""
    ranked = list(row.ranked())
    known = {id(cell) for cell in ranked}
    rest = [cell for cell in row.cells if id(cell) not in known]
    return sorted([*ranked, *rest], key=lambda cell: (cell.source != 0, cell.role != "target"))


def _hash(comparison: Comparison, number: int) -> str:
    return (comparison.document, *comparison.tabled)[number].sha256


def _foremost(row: Row, number: int) -> Cell | None:
    """The cell that stands for a document: its best target, else what it has reached."""
    for role in ("target", "achieved"):
        found = next((cell for cell in row.ranked(role) if cell.source == number), None)
        if found:
            return found
    return None


def _said(row: Row, column: Column, name: Both, most: float, openings: Openings) -> Said | None:
    cell = _foremost(row, column.number)
    if cell is None:
        return None
    every = row.of(column.number)
    title = {x: f"{name[x]} · {column.name[x]}" for x in LANGUAGES}
    href = openings.add(
        title,
        (_passage(column.source.sha256, one, row) for one in every),
    )
    return Said(
        amount(cell, row.unit), cell.deadline, cell.role != "target", len(every) - 1,
        bar(cell, most), href, cell,
    )  # fmt: skip


def bar(cell: Cell, most: float) -> Bar | None:
    """The bar of a cell in a row whose greatest amount is `most`; none below nought."""
    if most <= 0 or cell.value < 0:
        return None
    scale = WIDTH / most
    if cell.high is not None:
        return Bar(
            round(cell.value * scale, 1),
            round(cell.high * scale, 1),
            "range",
            cell.role != "target",
        )
    return Bar(
        0.0, round(cell.value * scale, 1), BOUNDS.get(cell.bound, "exact"), cell.role != "target"
    )


def rows(found: Sequence[Line], columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    """The rows of the CSV: a row per indicator and document, also where nothing is stated."""
    for line in found:
        for column, said in zip(columns, line.cells, strict=True):
            cell = said.cell if said else None
            yield {
                "indicator": line.name["zh"],
                "indicator_en": line.name["en"],
                "document": column.name["zh"],
                "sha256": column.source.sha256,
                "stated": cell is not None,
                "bound": cell.bound if cell else None,
                "value": cell.value if cell else None,
                "high": cell.high if cell else None,
                "unit": line.row.unit,
                "role": cell.role if cell else None,
                "deadline": cell.deadline if cell else None,
                "clause": cell.clause if cell else None,
                "written": cell.written if cell else None,
            }


def drawn(
    found: Sequence[Line], columns: Sequence[Column], words: Words, language: Language
) -> Iterator[dict[str, Any]]:
    """The rows of the chart: those indicators that the document and others state."""
    absent = words.say("comparison.not-stated", language)
    for line in found:
        if line.side != "both":
            continue
        for column, said in zip(columns, line.cells, strict=True):
            row: dict[str, Any] = {
                "indicator": line.name[language],
                "document": column.name[language],
                "own": column.number == 0,
            }
            stated = _bar(said, words, language) if said else _blank(absent)
            yield row | stated


def _blank(absent: str) -> dict[str, Any]:
    return {
        "from": 0, "to": 0, "value": 0, "shape": "", "text": absent, "reached": False,
        "stated": False, "href": None, "said": absent,
    }  # fmt: skip


def caption(said: Said, words: Words) -> Both:
    """What stands beside a bar: the amount, its deadline, whether it is reached already."""
    deadline = f" · {said.deadline}" if said.deadline else ""
    reached = words.phrases["comparison.reached"]
    return {
        x: said.amount[x] + deadline + (f" ({reached[x]})" if said.reached else "")
        for x in LANGUAGES
    }


def _bar(said: Said, words: Words, language: Language) -> dict[str, Any]:
    cell = said.cell
    text = caption(said, words)[language]
    bound = BOUNDS.get(cell.bound, "")
    return {
        "from": cell.value if cell.high is not None else 0,
        "to": cell.value if cell.high is None else cell.high,
        "value": cell.value if cell.high is None else cell.high,
        "shape": {"more": "triangle-right", "less": "triangle-left"}.get(bound, ""),
        "text": text,
        "reached": said.reached,
        "stated": True,
        "href": said.href,
        "said": text,
    }
