"""The same indicator side by side: who promises how much, by when, in which clause.

A row is an indicator and a measure (GDP · growth), a column a document, a cell what the document
states. A document that states nothing has no cell, and that is a finding too: *not stated*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.compare.indicators import Better, Measure, Ontology, close, gap, measure, part, stage
from pipeline.compare.linking import merge
from pipeline.compare.units import Amount, convert
from pipeline.document import Quantity, Reading, Span

Verdict = Literal["raised", "lowered", "same", "dropped", "new", "changed"]
Key = tuple[str, Measure, str]  # of a row: indicator, measure, common unit
# Roles that belong in a table of indicators: what is to be reached, and what was reached.
SHOWN = ("target", "achieved")
BEFORE = 60  # characters before a name that may say of what part it is, and whether it is new
GROWTH = re.compile(r"(?:年均|平均|每年|同比)*(?:增长|增幅|增速|增加)(?:率|幅度|速度)?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document states about one indicator, once."""

    source: int
    clause: str
    span: Span
    name: str
    value: float
    high: float | None
    written: str
    bound: str
    role: str
    deadline: str | None
    base: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator by one measure in one unit, with every cell that the documents give."""

    key: str
    name: str
    english: str | None
    measure: Measure
    unit: str
    better: Better
    known: bool
    cells: tuple[Cell, ...]

    def of(self, source: int) -> tuple[Cell, ...]:
        """The cells of one document, in reading order."""
        return tuple(cell for cell in self.cells if cell.source == source)

    def missing(self, sources: int) -> tuple[int, ...]:
        """The documents, out of so many, that state nothing."""
        stated = {cell.source for cell in self.cells}
        return tuple(source for source in range(sources) if source not in stated)

    def ranked(self, role: str = "target") -> tuple[Cell, ...]:
        """The foremost cell of each document that has one in this role, the best first.

        Where no direction counts as better, the greatest comes first.
        """
        best: dict[int, Cell] = {}
        for cell in self.cells:
            if cell.role == role:
                kept = best.get(cell.source)
                if kept is None or self._reach(cell) > self._reach(kept):
                    best[cell.source] = cell
        return tuple(sorted(best.values(), key=lambda cell: (-self._reach(cell), cell.source)))

    def _reach(self, cell: Cell) -> float:
        value = cell.value if cell.high is None else (cell.value + cell.high) / 2
        less = self.better == "less" and self.measure == "level"
        return -value if less else value


@dataclass(frozen=True, slots=True)
class Change:
    """How one indicator moved from an earlier document to a later one of the same place."""

    row: Row
    verdict: Verdict
    before: Cell | None
    after: Cell | None


def stated(source: int, reading: Reading, ontology: Ontology) -> Iterator[tuple[Key, Cell]]:
    """What a reading states about indicators, each with the key of its row."""
    before = ("", "")  # the clause and the name before
    sides = _sides(reading)
    for quantity in reading.findings.quantities:
        if quantity.indicator is None:
            continue
        name = reading.document[quantity.indicator]
        name = name.replace("城乡", sides.get(quantity.span, "城乡"))
        if name.startswith("占") and before[0] == quantity.clause:
            # 研发经费年均增幅10%、占地区生产总值比重3%: whose share? Not that of the 年均增幅.
            name = GROWTH.sub("", before[1]) + name
        before = (quantity.clause, name)
        if quantity.role not in SHOWN:
            continue
        before_it, after = _around(reading, quantity.indicator, quantity.span)
        known = ontology(part(before_it) + name, quantity.unit)
        words = close(before_it) + name
        key = known.key if known.indicator or not known.key else stage(words) + known.key
        if key and not gap(quantity.unit, after):
            amount = convert(quantity.value, quantity.unit)
            kind = measure(quantity.change, quantity.unit, words, after)
            yield (key, kind, amount.unit), _cell(source, reading, quantity, name, amount)


def _around(reading: Reading, name: Span, figure: Span) -> tuple[str, str]:
    """The words before a name, and those between it and its figure."""
    before = Span(max(0, name.start - BEFORE), name.start)
    between = Span(name.end, max(name.end, figure.start))
    return reading.document[before], reading.document[between]


def _sides(reading: Reading) -> dict[Span, str]:
    """Which of two figures is the towns' and which the villages'.

    城乡居民收入分别增长5%、7%: the first is of 城镇, the second of 农村, and neither of both.
    """
    figures: dict[tuple[Span, str, str], list[Span]] = {}
    for quantity in reading.findings.quantities:
        named = quantity.indicator
        if named is not None and "城乡" in reading.document[named]:
            group = (named, quantity.change, quantity.unit)
            figures.setdefault(group, []).append(quantity.span)
    pairs = [sorted(spans) for spans in figures.values() if len(spans) == 2]
    return {pair[at]: side for pair in pairs for at, side in enumerate(("城镇", "农村"))}


def tabulate(statements: Iterable[tuple[Key, Cell]], ontology: Ontology) -> tuple[Row, ...]:
    """The table of all that was `stated`.

    Rows that the ontology knows come first, in its order; then the others, by how many documents
    have them.
    """
    found: dict[Key, list[Cell]] = {}
    for key, cell in statements:
        found.setdefault(key, []).append(cell)
    found = _linked(found, ontology)
    rows = [_row(key, cells, ontology) for key, cells in found.items()]
    order = {code: place for place, code in enumerate(ontology.by_code)}
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                order.get(row.key, len(order)),
                -len({cell.source for cell in row.cells}),
                row.key,
                row.measure,
                row.unit,
            ),
        )
    )


def shared(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that more than one document has."""
    return tuple(row for row in rows if len({cell.source for cell in row.cells}) > 1)


def only_in(rows: Iterable[Row], source: int, sources: int) -> tuple[Row, ...]:
    """The rows that one document alone has, out of so many."""
    others = set(range(sources)) - {source}
    return tuple(row for row in rows if others <= set(row.missing(sources)) and row.of(source))


def changes(rows: Iterable[Row], before: int, after: int) -> tuple[Change, ...]:
    """What became of each target between two documents of one place."""
    found = []
    for row in rows:
        old = next((cell for cell in row.ranked() if cell.source == before), None)
        new = next((cell for cell in row.ranked() if cell.source == after), None)
        if old or new:
            found.append(Change(row, _verdict(old, new), old, new))
    return tuple(found)


def _verdict(old: Cell | None, new: Cell | None) -> Verdict:
    if old is None or new is None:
        return "new" if old is None else "dropped"
    if (old.value, old.high) == (new.value, new.high):
        return "same" if (old.bound, old.deadline) == (new.bound, new.deadline) else "changed"
    return "raised" if new.value > old.value else "lowered"


def _linked(found: dict[Key, list[Cell]], ontology: Ontology) -> dict[Key, list[Cell]]:
    """Rows whose names the ontology does not know but which mean the same, put together."""
    alike: dict[tuple[Measure, str], list[str]] = {}
    for name, kind, unit in found:
        if name not in ontology.by_code:
            alike.setdefault((kind, unit), []).append(name)
    stands_for = {group: merge(names) for group, names in alike.items()}
    linked: dict[Key, list[Cell]] = {}
    for (name, kind, unit), cells in found.items():
        chosen = stands_for.get((kind, unit), {}).get(name, name)
        linked.setdefault((chosen, kind, unit), []).extend(cells)
    return {key: sorted(cells, key=lambda c: (c.source, c.span)) for key, cells in linked.items()}


def _cell(source: int, reading: Reading, quantity: Quantity, name: str, amount: Amount) -> Cell:
    return Cell(
        source,
        quantity.clause,
        quantity.span,
        name,
        amount.value,
        amount.high,
        reading.document[quantity.span],
        quantity.comparator,
        quantity.role,
        quantity.deadline,
        quantity.baseline,
    )


def _row(key: Key, cells: list[Cell], ontology: Ontology) -> Row:
    entry = ontology.by_code.get(key[0])
    return Row(
        key[0],
        entry.name if entry else key[0],
        entry.english if entry else None,
        key[1],
        key[2],
        entry.better if entry else "",
        entry is not None,
        tuple(cells),
    )
