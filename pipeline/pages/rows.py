"""The clauses of a reading as the rows of its page, Chinese beside English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.codebook import NONE
from pipeline.document import Check, Clause, Draft, Label, Reading, Span
from pipeline.pages.findings import Findings
from pipeline.pages.marks import marked
from pipeline.pages.overview import failed


@dataclass(frozen=True, slots=True)
class Row:
    """One clause: its words with their marks, its draft if it has one, and what filters ask.

    `anchors` are the units that open with it; `citation` is empty but for the first clause of a
    unit; `level` is that of its heading in HTML; `new_line` says that a line of the document begins
    with it.
    """

    clause: Clause
    anchors: tuple[str, ...]
    citation: str
    level: int
    new_line: bool
    chinese: Markup
    english: Markup | None
    label: Label | None
    draft: Draft | None
    roles: tuple[str, ...]
    dated: tuple[str, ...]
    milestones: tuple[str, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types of the clause, `none` where it has none; nothing where nobody asked."""
        return (self.label.types or (NONE,)) if self.label else ()

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks of its draft that did not hold."""
        return failed(self.draft) if self.draft else ()


@dataclass(frozen=True, slots=True)
class _Layers:
    """What a reading says of each clause, by the clause's id."""

    labels: dict[str, Label]
    drafts: dict[str, Draft]
    anchors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    dated: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    milestones: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))


def rows(reading: Reading, found: Findings) -> Iterator[Row]:
    """A row for every clause, in reading order."""
    layers = _layers(reading)
    text = reading.document.text
    before: Clause | None = None
    for clause in reading.tree:
        unit, draft = reading.tree.unit(clause.unit), layers.drafts.get(clause.id)
        yield Row(
            clause=clause,
            anchors=tuple(layers.anchors[clause.id]),
            citation=unit.citation if before is None or before.unit != unit.id else "",
            level=min(6, max(3, unit.depth + 2)),
            new_line=before is None or "\n" in text[before.span.end : clause.span.start],
            chinese=marked(text, clause.span, found.chinese[clause.id]),
            english=_english(draft, found) if draft else None,
            label=layers.labels.get(clause.id),
            draft=draft,
            roles=tuple(layers.roles[clause.id]),
            dated=tuple(layers.dated[clause.id]),
            milestones=tuple(layers.milestones[clause.id]),
        )
        before = clause


def _english(draft: Draft, found: Findings) -> Markup:
    return marked(draft.english, Span(0, len(draft.english)), found.english[draft.clause])


def _layers(reading: Reading) -> _Layers:
    layers = _Layers(
        {label.clause: label for label in reading.labels},
        {draft.clause: draft for draft in reading.drafts},
    )
    for quantity in reading.findings.quantities:
        layers.roles[quantity.clause][quantity.role] = None
        if quantity.deadline:
            layers.dated[quantity.clause][quantity.deadline] = None
    for milestone in reading.findings.milestones:
        layers.milestones[milestone.clause][milestone.deadline] = None
        layers.dated[milestone.clause][milestone.deadline] = None
    _open(reading, layers)
    return layers


def _open(reading: Reading, layers: _Layers) -> None:
    """A unit is linked to at the first clause that begins in it, or before which it begins."""
    clauses = iter(reading.tree.clauses)
    clause = next(clauses, None)
    for unit in reading.tree.units:
        while clause is not None and clause.span.end <= unit.span.start:
            clause = next(clauses, None)
        if clause is not None:
            layers.anchors[clause.id].append(unit.id)
