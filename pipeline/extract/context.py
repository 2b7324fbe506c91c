"""What stands around a clause: its headings, the sentences before it, the document's own date.

Built once per document, for every finder that looks further than the clause itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.calendar import DateFound, find
from pipeline.document import Clause, ClauseTree, Span, Unit
from pipeline.extract.issue import issued, title_dates
from pipeline.extract.role_context import contexts
from pipeline.pattern import Pattern

_DATED = Pattern(r"年|月|季度|世纪|[一二三四五六七八九十][五五]|之日")


@dataclass(frozen=True, slots=True)
class Context:
    """A clause tree with what its finders look up again and again.

    `reviewed` are the clauses that report on what was done (一、2023年工作回顾).
    """

    tree: ClauseTree
    issued: str | None
    issued_span: Span | None
    paths: dict[str, tuple[Unit, ...]]
    dates: dict[str, tuple[DateFound, ...]]
    title_dates: tuple[DateFound, ...]
    work_report: bool
    reviewed: frozenset[str]

    @property
    def year(self) -> int | None:
        """The year of issue."""
        return int(self.issued[:4]) if self.issued else None

    def path(self, clause: Clause) -> tuple[Unit, ...]:
        """The units that a clause stands in, outermost first."""
        return self.paths[clause.unit]


def context(tree: ClauseTree) -> Context:
    """Everything that the finders of one document share."""
    text = tree.document.text
    day, day_span = issued(tree)
    level = tree.document.place.level if tree.document.place else None
    dates = {
        clause.id: find(text, day, clause.span.start, clause.span.end, level=level)
        if _DATED.search(text, clause.span.start, clause.span.end)
        else ()
        for clause in tree
    }
    places = contexts(tree)
    return Context(
        tree,
        day,
        day_span,
        _paths(tree),
        dates,
        title_dates(tree, day),
        work_report=any(place.kind == "report" for place in places.values()),
        reviewed=frozenset(id_ for id_, place in places.items() if place.zone == "review"),
    )


def _paths(tree: ClauseTree) -> dict[str, tuple[Unit, ...]]:
    """Every unit's path; a parent stands before its children."""
    paths: dict[str, tuple[Unit, ...]] = {}
    for unit in tree.units:
        paths[unit.id] = (*(paths[unit.parent] if unit.parent else ()), unit)
    return paths
