"""What was found in a reading, as the list that the page shows on hover and on focus.

Each finding has a `kind` and facts; scripts say them in the reader's language. A mark points at its
finding by its place in the list, so that a quantity, the words that name its indicator and the
words that set its deadline, sentences before it perhaps, all show the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.calendar import find
from pipeline.document import Clause, Draft, Milestone, Quantity, Reading, Span
from pipeline.pages.amounts import amount
from pipeline.pages.counterparts import Placed, figure_marks
from pipeline.pages.marks import Kind, Mark
from pipeline.pages.safe import plain

Finding = dict[str, Any]
TermFinder = Callable[[str], Iterable[tuple[Span, str]]]
"""Chinese words in, where terms stand in them and what they are called in English."""
English = Callable[[str, str], str]
"""The English of an indicator with that unit; empty where none is known."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of a page, and its marks by clause, in Chinese and in English.

    `placed` has the quantities and milestones of each clause with their places on the list.
    """

    listed: list[Finding] = field(default_factory=list)
    chinese: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    english: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    placed: dict[str, list[Placed]] = field(default_factory=lambda: defaultdict(list))

    def add(self, finding: Finding) -> int:
        """Put a finding on the list and return its place."""
        self.listed.append(finding)
        return len(self.listed) - 1


def collect(reading: Reading, *, terms: TermFinder, english: English) -> Findings:
    """Everything found in `reading` as findings and marks."""
    found = Findings()
    home = _Home(reading.tree.clauses)
    for quantity in reading.findings.quantities:
        _add_quantity(found, reading, home, quantity, english)
    for milestone in reading.findings.milestones:
        _add_milestone(found, reading, home, milestone)
    for body in reading.findings.bodies:
        place = found.add({"kind": "body", "name": plain(body.name), "role": body.role})
        home.mark(found, body.span, "body", place)
    for citation in reading.findings.citations:
        named = {"title": plain(citation.title or ""), "number": plain(citation.doc_number or "")}
        home.mark(found, citation.span, "citation", found.add({"kind": "citation", **named}))
    drafts = {draft.clause: draft for draft in reading.drafts}
    for clause_id, placed in found.placed.items():
        if clause_id in drafts:
            found.english[clause_id] += figure_marks(drafts[clause_id].english, placed)
    shared: dict[tuple[str, str], int] = {}
    for clause in reading.tree:
        _add_terms(found, reading, clause, drafts.get(clause.id), terms, shared)
    return found


class _Home:
    """Finds the clause that a stretch of text lies in."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._clauses = sorted(clauses, key=lambda clause: clause.span)
        self._starts = [clause.span.start for clause in self._clauses]

    def mark(self, found: Findings, span: Span | None, kind: Kind, place: int) -> None:
        """Mark the stretch in its clause; what lies in no single clause is left unmarked."""
        if span is None:
            return
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and span in self._clauses[at].span:
            found.chinese[self._clauses[at].id].append(Mark(span, kind, place))


def _add_quantity(
    found: Findings, reading: Reading, home: _Home, quantity: Quantity, english: English
) -> None:
    indicator = reading.document[quantity.indicator] if quantity.indicator else ""
    place = found.add(
        {
            "kind": "quantity",
            "amount": amount(quantity),
            "role": quantity.role,
            "change": quantity.change,
            "per": quantity.per,
            "indicator": plain(indicator),
            "english": english(indicator, quantity.unit) if indicator else "",
            "deadline": quantity.deadline,
            "from": quantity.deadline_from,
            "quote": _quoted(reading, quantity.deadline_span),
            "baseline": plain(quantity.baseline or ""),
            "scope": plain(quantity.scope or ""),
        }
    )
    found.placed[quantity.clause].append((place, quantity))
    home.mark(found, quantity.span, "quantity", place)
    home.mark(found, quantity.indicator, "indicator", place)
    home.mark(found, quantity.deadline_span, "deadline", place)


def _add_milestone(found: Findings, reading: Reading, home: _Home, milestone: Milestone) -> None:
    """A milestone takes in most of a sentence; what is marked is its date."""
    document, span = reading.document, milestone.span
    place = found.add(
        {
            "kind": "milestone",
            "deadline": milestone.deadline,
            "from": milestone.deadline_from,
            "words": plain(document[span]),
        }
    )
    found.placed[milestone.clause].append((place, milestone))
    for date in find(document.text, document.issued, span.start, span.end):
        if date.edtf == milestone.deadline:
            home.mark(found, date.span, "deadline", place)


def _add_terms(
    found: Findings,
    reading: Reading,
    clause: Clause,
    draft: Draft | None,
    terms: TermFinder,
    shared: dict[tuple[str, str], int],
) -> None:
    """The terms of a clause: those of its draft as they are said there, the rest as they may be."""
    words = reading.tree.words(clause)
    said = dict(draft.terms) if draft else {}
    places = [(span, words[span.start : span.end], name) for span, name in terms(words)]
    known = {chinese for _, chinese, _ in places}
    for chinese, name in said.items():
        at = words.find(chinese) if chinese and chinese not in known else -1
        if at >= 0:
            places.append((Span(at, at + len(chinese)), chinese, name))
    for span, chinese, name in places:
        key = (chinese, said.get(chinese, name))
        if key not in shared:
            shared[key] = found.add({"kind": "term", "chinese": plain(key[0]), "english": key[1]})
        start = clause.span.start
        moved = Span(start + span.start, start + span.end)
        found.chinese[clause.id].append(Mark(moved, "term", shared[key]))
        if draft and chinese in said:
            _mark_english(found, clause.id, draft.english, said[chinese], shared[key])


def _mark_english(found: Findings, clause: str, english: str, said: str, place: int) -> None:
    at = english.lower().find(said.lower()) if said else -1
    taken = [mark.span for mark in found.english[clause]]
    if at >= 0 and Span(at, at + len(said)) not in taken and at + len(said) <= len(english):
        found.english[clause].append(Mark(Span(at, at + len(said)), "term", place))


def _quoted(reading: Reading, span: Span | None) -> str:
    return plain(reading.document[span]) if span else ""
