"""What differs between a clause and its counterpart: figures, deadline, firmness, bodies.

确保2025年底前建成…20个 (市发改委)   against   力争到2027年建成…10个
figure 20 ↔ 10 个 · deadline 2025-12-31 ↔ 2027 · firmness must ↔ strive · bodies 市发改委 ↔ –
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.compare.commitment import firmness
from pipeline.compare.indicators import Ontology, measure
from pipeline.compare.units import convert
from pipeline.document import Clause, Quantity, Reading

Aspect = Literal["figure", "deadline", "firmness", "bodies"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in which two clauses differ; empty where a side states nothing."""

    aspect: Aspect
    here: str
    there: str


def differences(
    here: Reading, clause: Clause, there: Reading, other: Clause, ontology: Ontology
) -> tuple[Difference, ...]:
    """What differs between two clauses. A clause differs from itself in nothing."""
    found = _figures(here, clause, there, other, ontology)
    for said in (
        Difference("deadline", _deadlines(here, clause), _deadlines(there, other)),
        Difference("firmness", _firmness(here, clause), _firmness(there, other)),
        Difference("bodies", _bodies(here, clause), _bodies(there, other)),
    ):
        if said.here != said.there:
            found.append(said)
    return tuple(found)


def _figures(
    here: Reading, clause: Clause, there: Reading, other: Clause, ontology: Ontology
) -> list[Difference]:
    """Figures of one indicator side by side, then those that one side alone has."""
    mine = _by_indicator(here, clause, ontology)
    theirs = _by_indicator(there, other, ontology)
    found = []
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        one, two = mine.get(key, []), theirs.get(key, [])
        if [_amount(q) for q in one] != [_amount(q) for q in two]:
            found.append(Difference("figure", _written(here, one), _written(there, two)))
    return found


def _by_indicator(
    reading: Reading, clause: Clause, ontology: Ontology
) -> dict[tuple[str, str, str], list[Quantity]]:
    found: dict[tuple[str, str, str], list[Quantity]] = {}
    for quantity in reading.findings.quantities:
        if quantity.clause != clause.id:
            continue
        name = reading.document[quantity.indicator] if quantity.indicator else ""
        unit = convert(quantity.value, quantity.unit).unit
        key = (ontology(name, quantity.unit).key, measure(quantity.change, quantity.unit), unit)
        found.setdefault(key, []).append(quantity)
    return found


def _amount(quantity: Quantity) -> tuple[float, float | None, str]:
    amount = convert(quantity.value, quantity.unit)
    return amount.value, amount.high, quantity.comparator


def _written(reading: Reading, quantities: Sequence[Quantity]) -> str:
    """The figures as the text has them, each after its indicator."""
    parts = []
    for quantity in quantities:
        name = reading.document[quantity.indicator] if quantity.indicator else ""
        parts.append(f"{name} {reading.document[quantity.span]}".strip())
    return "; ".join(parts)


def _deadlines(reading: Reading, clause: Clause) -> str:
    findings = reading.findings
    said = {q.deadline for q in findings.quantities if q.clause == clause.id and q.deadline}
    said |= {stone.deadline for stone in findings.milestones if stone.clause == clause.id}
    return ", ".join(sorted(said))


def _bodies(reading: Reading, clause: Clause) -> str:
    return ", ".join(sorted({b.name for b in reading.findings.bodies if b.clause == clause.id}))


def _firmness(reading: Reading, clause: Clause) -> str:
    return firmness(reading.tree.words(clause)).name
