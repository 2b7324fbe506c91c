"""Which units can be elements: those that hold whole clauses and nest. The others are inline."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.document import Clause, ClauseTree, Unit


@dataclass(slots=True)
class Node:
    """A unit that becomes an element, and what stands in it, in reading order."""

    unit: Unit
    items: list[Clause | Node] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its text begins."""
        return self.unit.span.start

    @property
    def nodes(self) -> list[Node]:
        """The units in it."""
        return [item for item in self.items if isinstance(item, Node)]


def outline(tree: ClauseTree) -> tuple[list[Clause | Node], list[Unit]]:
    """The top of the tree of whole units, and the units that begin or end in mid-sentence.

    Places are told by span alone, so that the elements hold the text in its order whatever the
    ids say.
    """
    starts = [clause.span.start for clause in tree.clauses]
    nodes: list[Node] = []
    inline: list[Unit] = []
    open_ends: list[int] = []
    for unit in sorted(tree.units, key=lambda one: (one.span.start, -one.span.end)):
        while open_ends and open_ends[-1] <= unit.span.start:
            open_ends.pop()
        nests = not open_ends or unit.span.end <= open_ends[-1]
        if nests and _whole(unit, tree, starts):
            nodes.append(Node(unit))
            open_ends.append(unit.span.end)
        else:
            inline.append(unit)
    return _placed(nodes, tree), inline


def _whole(unit: Unit, tree: ClauseTree, starts: list[int]) -> bool:
    """Whether a unit begins with a clause and cuts none in two."""
    first = bisect_right(starts, unit.span.start) - 1
    last = bisect_right(starts, unit.span.end - 1) - 1
    if first < 0 or not len(unit.span):
        return False
    return starts[first] == unit.span.start and tree.clauses[last].span.end <= unit.span.end


def _placed(nodes: list[Node], tree: ClauseTree) -> list[Clause | Node]:
    """Every node and clause in the innermost node that holds it."""
    top: list[Clause | Node] = []
    stack: list[Node] = []
    things: list[Clause | Node] = [*nodes, *tree.clauses]
    # A stable sort: at one place a node stands before its first clause, an outer before an inner.
    for thing in sorted(things, key=_start):
        while stack and stack[-1].unit.span.end <= _start(thing):
            stack.pop()
        (stack[-1].items if stack else top).append(thing)
        if isinstance(thing, Node):
            stack.append(thing)
    return top


def _start(thing: Clause | Node) -> int:
    return thing.start if isinstance(thing, Node) else thing.span.start
