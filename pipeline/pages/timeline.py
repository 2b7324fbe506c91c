"""The deadlines of a reading on a line of time.

A deadline is a date in EDTF, as exact as the document states it: `2025` is all of that year, and
`2021/2025` five of them. What is promised by then stands under it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.document import Reading
from pipeline.export.dates import bounds
from pipeline.pages.amounts import amount
from pipeline.pages.findings import English
from pipeline.pages.languages import Language

WIDTH = 1000.0
"""Of the drawing, in its own units."""
LEAST = 8.0
"""Of a bar: a single day would not be seen."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that is due: a target with its amount, or a milestone.

    `english` is that of the indicator, for a milestone the draft of its clause; empty if unknown.
    """

    clause: str
    citation: str
    kind: str
    words: str
    amount: Mapping[Language, str] | None = None
    english: str = ""
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline, where its bar lies in the drawing, and what is due."""

    edtf: str
    left: float
    width: float
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The deadlines in the order in which they end, and where the years begin in the drawing."""

    due: tuple[Due, ...]
    years: tuple[tuple[int, float], ...]


def timeline(reading: Reading, english: English) -> Timeline:
    """The deadlines of targets and milestones; a deadline that is no date is left out."""
    events: dict[str, list[Event]] = defaultdict(list)
    for edtf, event in _events(reading, english):
        if edtf is not None and bounds(edtf):
            events[edtf].append(event)
    spans = {edtf: found for edtf in events if (found := bounds(edtf))}
    if not spans:
        return Timeline((), ())
    first = min(start.year for start, _ in spans.values())
    last = max(end.year for _, end in spans.values())
    origin, whole = date(first, 1, 1).toordinal(), _days(first, last)

    def place(day: date) -> float:
        return round((day.toordinal() - origin) / whole * WIDTH, 1)

    due = []
    for edtf, (start, end) in sorted(spans.items(), key=lambda item: (item[1][1], item[1][0])):
        width = max(LEAST, place(end) - place(start))
        left = min(place(start), WIDTH - width)
        due.append(Due(edtf, round(left, 1), round(width, 1), tuple(events[edtf])))
    step = max(1, -(-(last - first + 1) // 12))  # a dozen labels fit
    years = [(year, place(date(year, 1, 1))) for year in range(first, last + 1, step)]
    return Timeline(tuple(due), tuple(years))


def _days(first: int, last: int) -> int:
    return date(last, 12, 31).toordinal() - date(first, 1, 1).toordinal() or 1


def _events(reading: Reading, english: English) -> list[tuple[str | None, Event]]:
    document, tree = reading.document, reading.tree
    clauses = {clause.id: clause for clause in tree.clauses}
    drafts = {draft.clause: draft.english for draft in reading.drafts}
    found: list[tuple[int, str | None, Event]] = []
    for quantity in reading.findings.quantities:
        if quantity.role == "target":
            name = document[quantity.indicator] if quantity.indicator else document[quantity.span]
            event = Event(
                quantity.clause,
                tree.unit(clauses[quantity.clause].unit).citation,
                "target",
                name,
                amount(quantity),
                english(name, quantity.unit) if quantity.indicator else "",
                quantity.deadline_from == "context",
            )
            found.append((quantity.span.start, quantity.deadline, event))
    for milestone in reading.findings.milestones:
        citation = tree.unit(clauses[milestone.clause].unit).citation
        inherited = milestone.deadline_from == "context"
        words = document[milestone.span]
        draft = drafts.get(milestone.clause, "")
        event = Event(
            milestone.clause, citation, "milestone", words, english=draft, inherited=inherited
        )
        found.append((milestone.span.start, milestone.deadline, event))
    return [(edtf, event) for _, edtf, event in sorted(found, key=lambda one: one[0])]
