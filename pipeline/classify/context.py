"""What a clause is read with: the headings above it, its neighbours, the document's title.

    一、构建平台          above the heading below
    （一）优化布局。      above the clause
    建设实验室。          before
    高水平建设…。         the clause
    支持企业…。           after

Each is a clause of the same tree, so a context is a row of places in it, and every sentence needs
to be looked at only once however many clauses it serves.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import ClauseTree

# The fields of a context, in the order of `Context.row`.
FIELDS = ("own", "above", "higher", "before", "after", "title")


@dataclass(frozen=True, slots=True)
class Context:
    """Where the context of one clause stands in its tree; -1 where there is none."""

    own: int
    above: int
    higher: int
    before: int
    after: int
    title: int

    @property
    def row(self) -> tuple[int, ...]:
        """The places, in the order of `FIELDS`."""
        return (self.own, self.above, self.higher, self.before, self.after, self.title)


def contexts(tree: ClauseTree) -> list[Context]:
    """The context of every clause of `tree`, in order."""
    above = headings_above(tree)
    kinds = {unit.id: unit.kind for unit in tree.units}
    found = []
    title, last = -1, len(tree.clauses) - 1
    for place, clause in enumerate(tree.clauses):
        higher = above[above[place]] if above[place] >= 0 else -1
        after = place + 1 if place < last else -1
        found.append(Context(place, above[place], higher, place - 1, after, title))
        if kinds[clause.unit] == "title":
            title = place
    return found


def headings_above(tree: ClauseTree) -> list[int]:
    """For every clause, the place of the clause that carries the nearest heading above it, or -1.

    A heading has the one above it in turn, so that following the places climbs the heading path.
    """
    by_id = {unit.id: unit for unit in tree.units}
    carrier = _carriers(tree)
    memo: dict[tuple[str, bool], int] = {}
    found = []
    for place, clause in enumerate(tree.clauses):
        own = carrier.get(clause.unit) == place
        key = (clause.unit, own)
        if key not in memo:
            at = by_id[clause.unit].parent if own else clause.unit
            while at is not None and at not in carrier:
                at = by_id[at].parent
            memo[key] = carrier[at] if at is not None else -1
        # A carrier that comes later cannot be above; only damaged text has one.
        found.append(memo[key] if memo[key] < place else -1)
    return found


def _carriers(tree: ClauseTree) -> dict[str, int]:
    """By unit, the place of the clause in which the unit's heading stands."""
    headings = {unit.id: unit.heading for unit in tree.units}
    carrier: dict[str, int] = {}
    for place, clause in enumerate(tree.clauses):
        heading = headings[clause.unit]
        if heading is not None and clause.span.start <= heading.start < clause.span.end:
            carrier.setdefault(clause.unit, place)
    return carrier
