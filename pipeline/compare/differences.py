"""What differs between a clause and its counterpart: figures, deadline, firmness, bodies.

确保2025年底前建成…20个 (市发改委)   against   力争到2027年建成…10个
figure 20 ↔ 10 个 · deadline 2025-12-31 ↔ 2027 · firmness must ↔ strive · bodies 市发改委 ↔ –
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.compare.commitment import firmness
from pipeline.compare.indicators import Ontology
from pipeline.compare.table import Key, called, row_key
from pipeline.compare.units import convert
from pipeline.document import Clause, Quantity, Reading, Span

Aspect = Literal["figure", "deadline", "firmness", "bodies"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in which two clauses differ; empty where a side states nothing.

    `here_spans` and `there_spans` are the words that say so, in the texts of the documents; a
    deadline taken from an earlier clause has none.
    """

    aspect: Aspect
    here: str
    there: str
    here_spans: tuple[Span, ...] = ()
    there_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What one clause says under one aspect, and where."""

    words: str
    spans: tuple[Span, ...] = ()


def differences(
    here: Reading, clause: Clause, there: Reading, other: Clause, ontology: Ontology
) -> tuple[Difference, ...]:
    """What differs between two clauses. A clause differs from itself in nothing."""
    found = _figures(here, clause, there, other, ontology)
    aspects: tuple[tuple[Aspect, Said, Said], ...] = (
        ("deadline", _deadlines(here, clause), _deadlines(there, other)),
        ("firmness", _firmness(here, clause), _firmness(there, other)),
        ("bodies", _bodies(here, clause), _bodies(there, other)),
    )
    found += [_difference(*sides) for sides in aspects if sides[1].words != sides[2].words]
    return tuple(found)


def _difference(aspect: Aspect, here: Said, there: Said) -> Difference:
    return Difference(aspect, here.words, there.words, here.spans, there.spans)


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
            found.append(_difference("figure", _written(here, one), _written(there, two)))
    return found


def _by_indicator(
    reading: Reading, clause: Clause, ontology: Ontology
) -> dict[Key, list[Quantity]]:
    quantities = [q for q in reading.findings.quantities if q.clause == clause.id]
    names = {quantity.span: name for quantity, name in called(reading.document, quantities)}
    found: dict[Key, list[Quantity]] = {}
    for quantity in quantities:
        name = names.get(quantity.span, "")
        key = row_key(reading.document, quantity, name, ontology)
        found.setdefault(key, []).append(quantity)
    return found


def _amount(quantity: Quantity) -> tuple[float, float | None, str]:
    amount = convert(quantity.value, quantity.unit)
    return amount.value, amount.high, quantity.comparator


def _written(reading: Reading, quantities: Sequence[Quantity]) -> Said:
    """The figures as the text has them, each after its indicator."""
    parts = []
    for quantity in quantities:
        name = reading.document[quantity.indicator] if quantity.indicator else ""
        parts.append(f"{name} {reading.document[quantity.span]}".strip())
    return Said("; ".join(parts), tuple(quantity.span for quantity in quantities))


def _deadlines(reading: Reading, clause: Clause) -> Said:
    findings = reading.findings
    quantities = [q for q in findings.quantities if q.clause == clause.id and q.deadline]
    stones = [stone for stone in findings.milestones if stone.clause == clause.id]
    said = {q.deadline for q in quantities if q.deadline} | {stone.deadline for stone in stones}
    spans = {q.deadline_span for q in quantities if q.deadline_span}
    return Said(", ".join(sorted(said)), _inside(clause, spans))


def _bodies(reading: Reading, clause: Clause) -> Said:
    bodies = [body for body in reading.findings.bodies if body.clause == clause.id]
    words = ", ".join(sorted({body.name for body in bodies}))
    return Said(words, _inside(clause, {body.span for body in bodies}))


def _firmness(reading: Reading, clause: Clause) -> Said:
    words = reading.tree.words(clause)
    step = firmness(words)
    starts = ((clause.span.start + words.index(word), len(word)) for word in step.words)
    return Said(step.name, _inside(clause, {Span(start, start + size) for start, size in starts}))


def _inside(clause: Clause, spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(span for span in spans if span in clause.span))
