"""What a reader looks at first: facts about the document, counts, the share of task types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.codebook import NONE, TaskType
from pipeline.document import Check, Draft, Label, Reading

WIDTH = 1000.0
"""Of the bar of shares, in its own units."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many clauses have this type first, and its stretch of the bar."""

    kind: TaskType
    count: int
    percent: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was found."""

    clauses: int
    targets: int
    deadlines: int
    milestones: int
    bodies: int
    unsure: int
    drafts: int
    flagged: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that did not hold, with the clause and its draft."""

    clause: str
    citation: str
    chinese: str
    english: str
    check: Check


def first_type(label: Label) -> str:
    """The primary answer for a clause: its first type, or `none`."""
    return label.types[0] if label.types else NONE


def shares(
    labels: Iterable[Label], types: Iterable[TaskType], *, ranked: bool = True
) -> tuple[Share, ...]:
    """The share of clauses by their primary type, `none` last.

    The largest come first, or with `ranked=False` all stay in the order of `types`, so that bars of
    several documents can be compared.
    """
    counts = Counter(map(first_type, labels))
    total = sum(counts.values())
    known = sorted(types, key=lambda kind: (kind.name == NONE, -counts[kind.name] * ranked))
    found, left = [], 0.0
    for kind in known:
        width = counts[kind.name] / total * WIDTH if total else 0.0
        percent = f"{counts[kind.name] / total:.0%}" if total else "–"
        found.append(Share(kind, counts[kind.name], percent, round(left, 2), round(width, 2)))
        left += width
    return tuple(found)


def counts(reading: Reading) -> Counts:
    """How much was found in the reading."""
    findings = reading.findings
    targets = [quantity for quantity in findings.quantities if quantity.role == "target"]
    dated = {quantity.deadline for quantity in targets if quantity.deadline}
    dated |= {milestone.deadline for milestone in findings.milestones}
    return Counts(
        clauses=len(reading.tree.clauses),
        targets=len(targets),
        deadlines=len(dated),
        milestones=len(findings.milestones),
        bodies=len({body.name for body in findings.bodies}),
        unsure=sum(label.abstained for label in reading.labels),
        drafts=len(reading.drafts),
        flagged=sum(bool(failed(draft)) for draft in reading.drafts),
    )


def failed(draft: Draft) -> tuple[Check, ...]:
    """The checks of a draft that did not hold."""
    return tuple(check for check in draft.checks if not check.ok)


def failures(reading: Reading) -> tuple[Failure, ...]:
    """Every check that did not hold, in reading order."""
    clauses = {clause.id: clause for clause in reading.tree.clauses}
    return tuple(
        Failure(
            draft.clause,
            reading.tree.unit(clauses[draft.clause].unit).citation,
            reading.tree.words(clauses[draft.clause]),
            draft.english,
            check,
        )
        for draft in reading.drafts
        for check in failed(draft)
    )
