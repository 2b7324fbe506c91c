"""Find clauses that share words, by pairs of characters.

Two characters are about a word, so Chinese needs no cutting into words here. The score is BM25,
taken as a share of the greatest score that any clause could get for the query: 1.0 says that all
of its pairs are there, the rare ones counting more. How rare a pair is, is a fact of the genre
(`Rarity`), not of the documents compared: adding one changes no other's score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate, require

# Chosen on judged clauses of one document, where 0.8 to 1.2 and 0.2 to 0.5 differ by under 0.01. A
# long clause that contains the query is a good answer, so length is held against it only mildly.
SATURATION, LENGTH_WEIGHT = 0.8, 0.4
USUAL_LENGTH = 48.0  # pairs in a clause of 15 to 260 characters, on average over the domain text
SHIFT = 16  # bits of a code point; pairs with a rarer character beyond them are let go
BLANK = "\n\r\t \u3000\xa0"


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a shared pair of characters says: 5 for 展的, 12 for 氢冶; `pairs` are sorted."""

    pairs: Any
    weights: Any
    unseen: float

    @classmethod
    def load(cls, folder: Path | None = None) -> Rarity:
        """Load the table that ships beside the matcher, or the one in `folder`."""
        import numpy as np

        folder = require(folder or locate("models", "matcher"), "rarity.npz")
        packed = np.load(folder / "rarity.npz")
        weights = packed["weights"].astype(np.float32)
        return cls(packed["pairs"], weights, float(weights.max(initial=1.0)))

    @classmethod
    def count(cls, texts: Sequence[str], *, least: int = 1) -> Rarity:
        """Count in how many of `texts` each pair is; those in under `least` are as if unseen."""
        import numpy as np

        codes, owner = pairs_of(texts)
        pairs, number = np.unique(codes, return_inverse=True)
        cells = np.unique(number.astype(np.int64) * max(1, len(texts)) + owner)
        spread = np.bincount(cells // max(1, len(texts)), minlength=len(pairs))
        kept = spread >= least
        weights = np.log1p((len(texts) - spread + 0.5) / (spread + 0.5)).astype(np.float32)
        unseen = float(np.log1p((len(texts) + 0.5) / 0.5))
        return cls(pairs[kept].astype(np.uint32), weights[kept], unseen)

    def __call__(self, pairs: Any) -> Any:
        """The weight of each pair."""
        import numpy as np

        if not len(self.pairs):
            return np.full(len(pairs), self.unseen, np.float32)
        place = np.minimum(np.searchsorted(self.pairs, pairs), len(self.pairs) - 1)
        known = self.pairs[place] == pairs
        return np.where(known, self.weights[place], np.float32(self.unseen))


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Which clauses hold a pair of characters, and what it adds to their scores.

    The clauses of the n-th pair are `clauses[starts[n] : starts[n + 1]]`, and `gains` are theirs.
    """

    rarity: Rarity
    pairs: Any
    starts: Any
    clauses: Any
    gains: Any
    size: int

    @classmethod
    def build(cls, texts: Sequence[str], rarity: Rarity) -> LexicalIndex:
        """Index `texts`; a clause is named by its place among them."""
        import numpy as np

        size = max(1, len(texts))
        codes, owner = pairs_of(texts)
        pairs, number = np.unique(codes, return_inverse=True)
        cells, counts = np.unique(number.astype(np.int64) * size + owner, return_counts=True)
        pair, clause = np.divmod(cells, size)
        starts = np.searchsorted(pair, np.arange(len(pairs) + 1))
        relative = np.bincount(owner, minlength=size)[clause] / USUAL_LENGTH
        damped = counts + SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative)
        gains = rarity(pairs)[pair] * counts * (SATURATION + 1) / damped
        return cls(
            rarity, pairs, starts, clause.astype(np.int32), gains.astype(np.float32), len(texts)
        )

    def scores(self, query: str) -> Any:
        """How much of `query` each clause holds, from 0 to a little over 1."""
        import numpy as np

        codes, counts = np.unique(pairs_of([query])[0], return_counts=True)
        weights = np.sqrt(np.minimum(counts, 2)).astype(np.float32)
        most = (weights * self.rarity(codes)).sum()
        if not len(codes) or not len(self.pairs):
            return np.zeros(self.size, np.float32)
        place = np.minimum(np.searchsorted(self.pairs, codes), len(self.pairs) - 1)
        known = self.pairs[place] == codes
        stretches = [slice(self.starts[at], self.starts[at + 1]) for at in place[known]]
        if not stretches:
            return np.zeros(self.size, np.float32)
        clauses = np.concatenate([self.clauses[stretch] for stretch in stretches])
        gains = [
            self.gains[s] * weight for s, weight in zip(stretches, weights[known], strict=True)
        ]
        total = np.bincount(clauses, np.concatenate(gains), minlength=self.size)
        return (total / most).astype(np.float32)


def pairs_of(texts: Sequence[str]) -> tuple[Any, Any]:
    """The pairs of neighbouring characters in all `texts`, as numbers, and whose each one is.

    Pairs with white space in them are left out.
    """
    import numpy as np

    joined = "\n".join(texts).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(joined, np.uint32)
    usable = (points >> SHIFT == 0) & ~np.isin(points, [ord(mark) for mark in BLANK])
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    owner = np.repeat(np.arange(len(texts)), lengths)[: max(0, len(points) - 1)]
    kept = usable[:-1] & usable[1:]
    return ((points[:-1] << SHIFT) | points[1:])[kept], owner[: len(kept)][kept]
