"""What each quantity measures: the span that names it, found by syntax.

A Chinese number stands in one of two places by its noun, and the word that touches it on the left
says in which:

    高新技术企业突破1.5万家    a noun, or a verb of change: the noun is before it
    培育15家高新技术企业        a verb that takes an object: the noun follows

Where neither side names anything (达到75%, 、增长5.6%), it is what the quantity before measured, or
what the part of the sentence before is about, or what the heading says.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Clause, Quantity, Span
from pipeline.extract import phrases
from pipeline.extract.context import Context
from pipeline.extract.indicator_parts import Parts, shift


def name_indicators(quantities: tuple[Quantity, ...], context: Context) -> tuple[Quantity, ...]:
    """The quantities with what each of them measures filled in, where anything says it."""
    clauses = {clause.id: clause for clause in context.tree}
    by_clause: dict[str, list[Quantity]] = {}
    for quantity in quantities:
        by_clause.setdefault(quantity.clause, []).append(quantity)
    named: list[Quantity] = []
    for clause_id, group in by_clause.items():
        spans = Parts(clauses[clause_id], group, context).spans()
        for quantity, span in zip(group, spans, strict=True):
            if span is None:
                span = _from_outside(clauses[clause_id], context, named)
            named.append(replace(quantity, indicator=span))
    return tuple(named)


def _from_outside(clause: Clause, context: Context, named: list[Quantity]) -> Span | None:
    """What the sentence before measured, if it stands in the same unit; else the heading."""
    text = context.tree.document.text
    if named and named[-1].indicator and named[-1].clause.rpartition(":")[0] == clause.unit:
        return named[-1].indicator
    for unit in reversed(context.path(clause)):
        if unit.heading and unit.kind not in ("title", "attachment"):
            low = unit.heading.start
            span = shift(phrases.before(text[low : unit.heading.end]), low)
            if span:
                return span
    return None
