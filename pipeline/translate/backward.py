"""How likely every word of a clause is, given its draft: a network from English into Chinese.

A stretch of the clause that the draft leaves out, or puts into other words than its own, is
unlikely: nothing in the English leads back to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate, require
from pipeline.document import Span
from pipeline.translate.network import POSITIONS, TAG, Pair, load_network
from pipeline.translate.pieces import piece_spans

FOLDER = "en-zh"

TOGETHER = 8
"""Pairs in one batch, of like length.

Counted in pieces of the draft, a batch of short drafts of long clauses would take a gigabyte.
"""

LEAST = -1.0
"""Nats that a draft can take from a piece: a word that it makes unlikely is not twice unsaid."""


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """The pieces of a clause: where each stands, and its log probability, in nats."""

    places: Sequence[Span]
    nats: Any

    @property
    def mean(self) -> float:
        """Of a piece, the clause's end among them."""
        return float(self.nats.mean()) if len(self.nats) else 0.0


@dataclass(frozen=True, slots=True)
class Backward:
    """Reads drafts back. Build one with `load`."""

    model: Any
    vocabulary: Any

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2) -> Backward:
        """With the network in `folder`, or the one that ships; needs the extra `translate`."""
        folder = require(folder or locate("models", FOLDER), "model.bin")
        return cls(*load_network(folder, threads))

    def gains(self, pairs: Sequence[Pair]) -> list[Likelihoods]:
        """By how much likelier every piece of a clause is for its draft, in nats, -1 at least.

        Beside how likely it is by itself; where nothing in the draft leads to a piece, nothing is
        gained.
        """
        import numpy as np

        alone = dict.fromkeys(chinese for chinese, _ in pairs)
        plain = dict(zip(alone, self([(chinese, "") for chinese in alone]), strict=True))
        return [
            Likelihoods(
                read.places,
                np.maximum(np.minimum(read.nats, 0) - plain[chinese].nats, LEAST)[
                    : len(read.places)
                ],
            )
            for (chinese, _), read in zip(pairs, self(pairs), strict=True)
        ]

    def __call__(self, pairs: Sequence[Pair]) -> list[Likelihoods]:
        """The likelihoods of every clause, given its draft."""
        if not pairs:
            return []
        order = sorted(range(len(pairs)), key=lambda at: len(pairs[at][0]))
        read = dict(zip(order, self._read([pairs[at] for at in order]), strict=True))
        return [read[at] for at in range(len(pairs))]

    def _read(self, pairs: Sequence[Pair]) -> list[Likelihoods]:
        """The likelihoods of pairs in the order of their lengths."""
        import numpy as np

        clauses = [self.vocabulary.encode(chinese, out_type=str) for chinese, _ in pairs]
        drafts = [self.vocabulary.encode(TAG + english, out_type=str) for _, english in pairs]
        found = self.model.score_batch(
            [[*pieces, "</s>"] for pieces in drafts],
            clauses,
            max_batch_size=TOGETHER,
            batch_type="examples",
            max_input_length=POSITIONS,
        )
        return [
            Likelihoods(piece_spans(pieces[:POSITIONS], chinese), np.array(one.log_probs))
            for (chinese, _), pieces, one in zip(pairs, clauses, found, strict=True)
        ]
