"""Two engines: what the first gets wrong, the second is asked for too.

    clause ─▶ the network's four likeliest drafts ─▶ the best ─┬─ without fault ─▶ taken
                                                               ├─ beside the draft that the
                                                               │  network is made to say terms in
                                                               └─ beside the phrases' draft

The network writes the better English; the phrase-based engine has every term and figure right by
construction, and knows more words. The draft with the fewest wrong figures is taken; of equals the
one that looks better to a judge, where every other fault counts as `FAULT` nats: a name misspelt in
a sentence is better flagged than avoided by no sentence. Measured in models/zh-en/README.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.translate.forcing import wanted
from pipeline.translate.glossary import Glossary
from pipeline.translate.network import Pair
from pipeline.translate.proof import prove
from pipeline.translate.proof.figures import CHECKS
from pipeline.translate.translator import Engine

FAULT = 1.5
"""What a fault that is no wrong figure counts beside the look, in nats a piece."""

Judge = Callable[[Sequence[Pair]], Sequence[float]]
"""Clauses with their drafts in; how good each draft looks, in nats a piece."""


class Several(Protocol):
    """An engine that can also give several drafts of a clause."""

    def __call__(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """One draft of every clause, made to say what it must."""
        ...

    def several(self, clauses: Sequence[str]) -> Sequence[Sequence[str]]:
        """The likeliest drafts of every clause, one at least, the likeliest first."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft with its faults and how good it looks."""

    english: str
    figures: int
    faults: int
    look: float


@dataclass(frozen=True, slots=True)
class BackedEngine:
    """Drafts with `first`, or with `second` where `first` has a fault and `second` is better.

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
        engines: tuple[Callable[[], Engine], ...] = (lambda: self.first, self.second)
        for engine in engines:
            wrong = [n for n, one in enumerate(best) if one.faults]
            if wrong:
                some = [clauses[n] for n in wrong]
                others = self._best(some, [[draft] for draft in engine()(some)])
                for n, other in zip(wrong, others, strict=True):
                    best[n] = min((best[n], other), key=_badness)
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
            pair: Candidate(pair[1], *self._faults(*pair), look)
            for pair, look in zip(pairs, looks, strict=True)
        }
        return [
            min((told[clause, draft] for draft in some), key=_badness)
            for clause, some in zip(clauses, drafts, strict=True)
        ]

    def _faults(self, clause: str, draft: str) -> tuple[int, int]:
        """How many checks of figures fail; how many checks, and words that must be said."""
        if not clause.strip():
            return 0, 0
        failed = [check.check for check in prove(clause, draft) if not check.ok]
        lacks = len(wanted(clause, draft, self.glossary))
        return sum(name in CHECKS for name in failed), len(failed) + lacks


def _badness(one: Candidate) -> tuple[int, float]:
    """Fewest wrong figures first, then the better look, less what is wrong else."""
    return one.figures, FAULT * one.faults - one.look
