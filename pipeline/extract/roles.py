"""Say what a quantity is there for: target, achieved, incentive, condition, other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.document import Clause, ClauseTree, Quantity


@dataclass(frozen=True, slots=True)
class Roles:
    tree: ClauseTree

    def __call__(
        self, clause: Clause, found: tuple[Quantity, ...]
    ) -> tuple[Quantity, ...]:
        return tuple(replace(quantity, role="target") for quantity in found)
