"""Two engines: what the first gets wrong or doubts, the second is asked for too.

    clause ─▶ the network's four likeliest drafts ─▶ the best ─┬─ right and likely ─▶ taken
                                                               └─ else beside the phrases' draft

The network writes the better English where it is sure of it; the phrase-based engine has every
term and figure right by construction, and knows more words. The draft with the fewest faults is
taken; of equals the one that a judge finds better. Terms and figures are not forced into the
network's drafts: what that does to a small network's sentence reads worse than phrases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.translate.forcing import wanted
from pipeline.translate.glossary import Glossary
from pipeline.translate.network import Pair
from pipeline.translate.proof import prove
from pipeline.translate.translator import Engine

Judge = Callable[[Sequence[Pair]], Sequence[float]]
"""Clauses with their drafts in; how good each draft looks, in nats a piece."""

SURE = -1.8
"""From here on the network's draft is not held against the phrases' one."""

PREFERENCE = 0.15
"""How much better than the phrases' draft the network's has to look, in nats a piece.

Chosen on 300 clauses of `corpus/translations-held.tsv.xz`; the table is in models/zh-en/README.md.
"""


class Several(Protocol):
    """An engine that can give several drafts of a clause."""

    def several(self, clauses: Sequence[str]) -> Sequence[Sequence[str]]:
        """The likeliest drafts of every clause, one at least, the likeliest first."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft with its faults and how good it looks."""

    english: str
    faults: int
    look: float


@dataclass(frozen=True, slots=True)
class BackedEngine:
    """Drafts with `first`, or with `second` where that is better.

    `second` loads the other engine, which happens when it is first needed. `signature` names the
    models. Without a `judge` only faults count.
    """

    first: Several
    second: Callable[[], Engine]
    signature: str
    glossary: Glossary | None = None
    judge: Judge | None = None

    def __call__(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """Return the English of every clause, in the same order."""
        best = self._best(clauses, self.first.several(clauses))
        asked = [
            number
            for number, (clause, one) in enumerate(zip(clauses, best, strict=True))
            if clause.strip() and (one.faults or one.look < SURE)
        ]
        if asked:
            some = [clauses[number] for number in asked]
            others = self._best(some, [[draft] for draft in self.second()(some)])
            for number, other in zip(asked, others, strict=True):
                best[number] = self._rather(best[number], other)
        return tuple(one.english for one in best)

    def _best(self, clauses: Sequence[str], drafts: Sequence[Sequence[str]]) -> list[Candidate]:
        """The best of the drafts of every clause."""
        pairs = list(
            dict.fromkeys(
                (clause, draft)
                for clause, some in zip(clauses, drafts, strict=True)
                for draft in some
            )
        )
        looks = self.judge(pairs) if self.judge else [0.0] * len(pairs)
        told = {
            pair: Candidate(pair[1], self._faults(*pair), look)
            for pair, look in zip(pairs, looks, strict=True)
        }
        return [
            min((told[clause, draft] for draft in some), key=lambda one: (one.faults, -one.look))
            for clause, some in zip(clauses, drafts, strict=True)
        ]

    def _faults(self, clause: str, draft: str) -> int:
        """How many checks fail and how many words that must be said are not."""
        if not clause.strip():
            return 0
        failed = sum(not check.ok for check in prove(clause, draft))
        return failed + len(wanted(clause, draft, self.glossary))

    def _rather(self, one: Candidate, other: Candidate) -> Candidate:
        """The second engine's candidate if it has fewer faults or, of equals, looks better."""
        if one.faults != other.faults or self.judge is None:
            return min((one, other), key=lambda either: either.faults)
        return other if other.look + PREFERENCE > one.look else one
