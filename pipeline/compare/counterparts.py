"""For each clause of a document, its nearest clauses elsewhere (对应条款).

Two signals are added up. Shared words (`lexical`) find who says the same; near vectors find who
sets the same task in other words. Each looks through all clauses for its best candidates, and both
score every candidate of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compare.collection import Collection
from pipeline.compare.vector_index import VectorIndex

MOST = 50  # matches kept for a clause
CANDIDATES = 300  # taken from each signal
# The share of shared words in the score, and in the choice of the matches that are kept. The second
# is greater: near vectors put the likely ones in order well, but over many thousand clauses they
# bring in strangers too. Chosen on judged clauses, where neighbouring values differ by under 0.01.
SCORE_SHARE, CHOICE_SHARE = 0.45, 0.92


@dataclass(frozen=True, slots=True)
class Match:
    """A clause elsewhere: which passage of the collection, and how near, from 0 to 1."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds counterparts in one collection. Build one with `over`."""

    collection: Collection
    index: VectorIndex
    most: int = MOST

    @classmethod
    def over(cls, collection: Collection, *, most: int = MOST) -> Finder:
        """A finder for the clauses of `collection`."""
        return cls(collection, VectorIndex.build(collection.vectors), most)

    def __call__(
        self, words: Sequence[str], vectors: Any, *, leave_out: frozenset[int] = frozenset()
    ) -> list[tuple[Match, ...]]:
        """The matches of each clause, best first; none from the sources in `leave_out`."""
        if not len(self.collection) or not len(words):
            return [() for _ in words]
        near = self.index.nearest(vectors, min(CANDIDATES, len(self.collection)))
        return [
            self._matches(text, vector, nearest, leave_out)
            for text, vector, nearest in zip(words, vectors, near, strict=True)
        ]

    def _matches(
        self, words: str, vector: Any, nearest: Any, leave_out: frozenset[int]
    ) -> tuple[Match, ...]:
        import numpy as np

        candidates = nearest[nearest >= 0]
        shared = self._shared(words)
        if shared is not None:
            best = np.argpartition(-shared, min(CANDIDATES, len(shared) - 1))[:CANDIDATES]
            candidates = np.union1d(candidates, best[shared[best] > 0])
        kept = np.array([self.collection.passages[n].source not in leave_out for n in candidates])
        candidates = candidates[kept.astype(bool)]
        meant = np.maximum(self.collection.vectors[candidates] @ vector, 0.0)
        said = meant if shared is None else shared[candidates]
        choice = CHOICE_SHARE * said + (1 - CHOICE_SHARE) * meant
        chosen = np.lexsort((candidates, -choice))[: self.most]
        scores = SCORE_SHARE * said[chosen] + (1 - SCORE_SHARE) * meant[chosen]
        order = np.lexsort((candidates[chosen], -scores.round(4)))
        return tuple(
            Match(int(candidates[chosen[n]]), round(float(min(scores[n], 1.0)), 4)) for n in order
        )

    def _shared(self, words: str) -> Any:
        """How much of a clause each candidate holds; None where the candidates have no words."""
        import numpy as np

        lexical = self.collection.lexical
        return None if lexical is None else np.minimum(lexical.scores(words), 1.0)
