"""The clauses of a reading beside their drafts: what every translator's format writes down."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Clause, ClauseTree, Draft, Reading


@dataclass(frozen=True, slots=True)
class Row:
    """One clause and its draft, with all that a translator is told about it.

    `context` is the headings above the clause; `notes` say which checks failed and why.
    """

    id: str
    citation: str
    context: str
    chinese: str
    english: str
    origin: str
    match: float
    notes: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    heading: bool

    @property
    def state(self) -> str:
        """`flagged` where a check failed, `drafted`, or `new` where there is no draft yet."""
        if not self.english:
            return "new"
        return "flagged" if self.notes else "drafted"


def rows(reading: Reading) -> tuple[Row, ...]:
    """Every clause of a reading with its draft, in reading order."""
    drafts = {draft.clause: draft for draft in reading.drafts}
    tree = reading.tree
    return tuple(_row(tree, clause, drafts.get(clause.id)) for clause in tree)


def _row(tree: ClauseTree, clause: Clause, draft: Draft | None) -> Row:
    path = tree.path(clause)
    above = path[:-1] if clause.role == "heading" else path
    headings = (tree.document[unit.heading].strip() for unit in above if unit.heading)
    failed = [check for check in draft.checks if not check.ok] if draft else []
    return Row(
        clause.id,
        path[-1].citation if path else "",
        " › ".join(heading for heading in headings if heading),
        tree.words(clause).strip(),
        draft.english if draft else "",
        draft.origin if draft else "",
        draft.match if draft else 0.0,
        tuple(f"{check.check}: {check.detail}" for check in failed),
        draft.terms if draft else (),
        clause.role == "heading",
    )
