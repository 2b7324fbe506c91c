"""Two engines: what the first gets wrong or doubts, the second is asked for too.

The network writes the better English where it is sure of it; the phrase-based engine has every term
and figure right by construction, and knows more words. A draft of the first that lacks nothing, and
that it believes in, is never looked at again. Terms and figures are not forced into the others:
what that does to a small network's sentence reads worse than a sentence made of phrases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.translate.forcing import wanted
from pipeline.translate.glossary import Glossary
from pipeline.translate.proof import prove
from pipeline.translate.translator import Engine

DOUBT = -0.9
"""Nats a piece below which the network doubts its draft; the table is in models/zh-en/README.md."""

Belief = Callable[[Sequence[str], Sequence[str]], Sequence[float]]
"""Clauses and their drafts in, how likely the first engine finds each draft, in nats a piece."""


@dataclass(frozen=True, slots=True)
class BackedEngine:
    """Drafts with `first`; where that draft has faults, with whichever has fewer.

    Of equals a draft below `DOUBT` by `belief` gives way. `second` loads the other engine, which
    happens when it is first needed. `signature` names both models.
    """

    first: Engine
    second: Callable[[], Engine]
    signature: str
    glossary: Glossary | None = None
    belief: Belief | None = None

    def __call__(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """Return the English of every clause, in the same order."""
        drafts = list(self.first(clauses))
        doubted = self._doubted(clauses, drafts)
        asked = [
            number
            for number, (clause, draft) in enumerate(zip(clauses, drafts, strict=True))
            if clause.strip() and (number in doubted or self._faults(clause, draft))
        ]
        if asked:
            others = self.second()([clauses[number] for number in asked])
            for number, other in zip(asked, others, strict=True):
                behind = (number in doubted, number not in doubted)
                both = (drafts[number], other)
                drafts[number] = both[self._better(clauses[number], both, behind)]
        return tuple(drafts)

    def _doubted(self, clauses: Sequence[str], drafts: Sequence[str]) -> set[int]:
        if self.belief is None or not clauses:
            return set()
        beliefs = self.belief(clauses, drafts)
        return {number for number, belief in enumerate(beliefs) if belief < DOUBT}

    def _faults(self, clause: str, draft: str) -> int:
        """How many checks fail and how many words that must be said are not."""
        failed = sum(not check.ok for check in prove(clause, draft))
        return failed + len(wanted(clause, draft, self.glossary))

    def _better(self, clause: str, drafts: tuple[str, str], behind: tuple[bool, bool]) -> int:
        """Which draft has fewer faults; of equals the one that is not `behind`."""
        faults = [self._faults(clause, draft) for draft in drafts]
        return min((0, 1), key=lambda one: (faults[one], behind[one]))
