"""The same indicator side by side: who promises how much, by when, in which clause.

A row is an indicator and a measure (GDP · growth), a column a document, a cell what the document
states. A document that states nothing has no cell, and that is a finding too: *not stated*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.compare.context import Around, measure, row_of
from pipeline.compare.indicators import Better, Measure, Ontology
from pipeline.compare.linking import merge
from pipeline.compare.units import Amount, convert
from pipeline.document import Document, Quantity, Reading, Span

Verdict = Literal["raised", "lowered", "same", "dropped", "new", "changed"]
Key = tuple[str, Measure, str]  # of a row: indicator, measure, common unit
# Roles that belong in a table of indicators: what is to be reached, and what was reached.
SHOWN = ("target", "achieved")
# Names of several things that share their figures out: 城乡居民收入分别增长5%、7%.
SHARED_OUT = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "三次产业": ("第一产业", "第二产业", "第三产业"),
}
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
    for quantity, name in called(reading.document, reading.findings.quantities):
        if quantity.role not in SHOWN:
            continue
        key, kind, unit = row_key(reading.document, quantity, name, ontology)
        if key:
            amount = convert(quantity.value, quantity.unit)
            yield (key, kind, unit), _cell(source, reading, quantity, name, amount)


def called(document: Document, quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, str]]:
    """The figures that have an indicator, each with its name as it reads by itself."""
    before = ("", "")  # the clause and the name before
    sides = _sides(document, quantities)
    for quantity in quantities:
        if quantity.indicator is None:
            continue
        name = document[quantity.indicator]
        whole, own = sides.get(quantity.span, ("", ""))
        name = name.replace(whole, own) if whole else name
        if name.startswith("占") and before[0] == quantity.clause:
            # 研发经费年均增幅10%、占地区生产总值比重3%: whose share? Not that of the 年均增幅.
            name = GROWTH.sub("", before[1]) + name
        before = (quantity.clause, name)
        yield quantity, name


def row_key(document: Document, quantity: Quantity, name: str, ontology: Ontology) -> Key:
    """The key of the row that a figure belongs to; its indicator is empty where there is none."""
    amount = convert(quantity.value, quantity.unit)
    if quantity.indicator is None:
        return "", measure(quantity.change, quantity.unit), amount.unit
    around = Around.of(document, quantity.indicator, quantity.span)
    return *row_of(ontology, name, quantity.unit, quantity.change, around), amount.unit


def _sides(document: Document, quantities: Iterable[Quantity]) -> dict[Span, tuple[str, str]]:
    """Of which of several things each figure is that they share out, and how all are called.

    城乡居民收入分别增长5%、7%: the first is of 城镇, the second of 农村, and neither of both. Where
    the name does not tell the things apart (甲、乙等产品出口分别增长…), it is emptied.
    """
    figures: dict[tuple[Span, str, str], list[Span]] = {}
    for quantity in quantities:
        if quantity.indicator is not None:
            group = (quantity.indicator, quantity.change, quantity.unit)
            figures.setdefault(group, []).append(quantity.span)
    sides: dict[Span, tuple[str, str]] = {}
    for (named, _, _), spans in figures.items():
        name, spans = document[named], sorted(spans)
        whole = next((word for word in SHARED_OUT if word in name), "")
        if whole and len(SHARED_OUT[whole]) == len(spans):
            sides |= {at: (whole, own) for at, own in zip(spans, SHARED_OUT[whole], strict=True)}
        elif len(spans) > 1 and "分别" in document.text[named.start : spans[-1].start]:
            sides |= dict.fromkeys(spans, (name, ""))
    return sides


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
