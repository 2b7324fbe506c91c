"""What was found, as inline elements of the text: quantities, dates, bodies, cited documents.

A mark that crosses the border of its sentence, or crosses another mark, is left out of the text; it
keeps its place in `<otherAnalysis>`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from pipeline.document import Document, Reading, Span, Unit
from pipeline.export.akoma.names import EIds, References, tag
from pipeline.export.akoma.words import append
from pipeline.export.dates import last_day


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that becomes an inline element; `unit` is the unit that it opens."""

    span: Span
    element: str
    attributes: tuple[tuple[str, str], ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a document, by place; a longer one stands before a shorter one."""

    document: Document
    marks: tuple[Mark, ...]
    starts: tuple[int, ...]

    def write(self, element: etree._Element, span: Span, eids: EIds, parent: str) -> dict[str, str]:
        """Write the words of `span` into `element` with the marks in it; the eIds of units."""
        places: dict[str, str] = {}
        opened: list[tuple[etree._Element, int]] = [(element, span.end)]
        at = span.start
        for mark in self._within(span):
            while opened[-1][1] <= mark.span.start:
                at = self._close(opened, at)
            if mark.span.end > opened[-1][1]:
                continue
            inner, _ = opened[-1]
            append(inner, self.document.text[at : mark.span.start])
            at = mark.span.start
            eid = eids.of(parent, mark.element)
            made = etree.SubElement(inner, tag(mark.element), {"eId": eid, **dict(mark.attributes)})
            opened.append((made, mark.span.end))
            if mark.unit:
                places[mark.unit] = eid
        while opened:
            at = self._close(opened, at)
        return places

    def _close(self, opened: list[tuple[etree._Element, int]], at: int) -> int:
        element, end = opened.pop()
        append(element, self.document.text[at:end])
        return max(at, end)

    def _within(self, span: Span) -> Iterable[Mark]:
        low, high = bisect_left(self.starts, span.start), bisect_right(self.starts, span.end)
        return (mark for mark in self.marks[low:high] if mark.span in span)


def marks(reading: Reading, inline: Iterable[Unit], references: References) -> Marks:
    """The marks of a reading; `inline` are the units that cannot be elements of the hierarchy."""
    found = [*_units(reading, inline), *_findings(reading, references)]
    unique = dict.fromkeys(mark for mark in found if len(mark.span))
    ordered = sorted(unique, key=lambda mark: (mark.span.start, -mark.span.end))
    return Marks(reading.document, tuple(ordered), tuple(mark.span.start for mark in ordered))


def _units(reading: Reading, inline: Iterable[Unit]) -> Iterable[Mark]:
    """The whole unit where one clause holds it, otherwise its marker."""
    clauses = reading.tree.clauses
    starts = [clause.span.start for clause in clauses]
    for unit in inline:
        at = bisect_right(starts, unit.span.start) - 1
        span = unit.span
        if at < 0 or span.end > clauses[at].span.end:
            span = Span(span.start, span.start + len(unit.marker))
        yield Mark(span, "inline", (("name", unit.kind),), unit.id)


def _findings(reading: Reading, references: References) -> Iterable[Mark]:
    document, findings = reading.document, reading.findings
    for quantity in findings.quantities:
        role = references.of("TLCConcept", "role", quantity.role)
        low = quantity.value[0] if isinstance(quantity.value, tuple) else quantity.value
        attributes = (("refersTo", role), ("normalized", f"{low:.12g}"))
        yield Mark(quantity.span, "quantity", attributes)
        if quantity.indicator:
            named = references.of("TLCConcept", "indicator", document[quantity.indicator])
            yield Mark(quantity.indicator, "concept", (("refersTo", named),))
        if quantity.deadline and quantity.deadline_span:
            yield from _date(quantity.deadline_span, quantity.deadline)
    for milestone in findings.milestones:
        goal = references.of("TLCEvent", "event", "milestone")
        yield Mark(milestone.span, "event", (("refersTo", goal),))
    for body in findings.bodies:
        named = references.of("TLCOrganization", "body", body.name)
        yield Mark(body.span, "organization", (("refersTo", named), ("class", body.role)))
    for cited in findings.citations:
        named = references.of("TLCReference", "cited", cited.title or cited.doc_number or "")
        yield Mark(cited.span, "entity", (("name", "cited"), ("refersTo", named)))


def _date(span: Span, deadline: str) -> Iterable[Mark]:
    day = last_day(deadline)
    if day:
        yield Mark(span, "date", (("date", day.isoformat()),))
