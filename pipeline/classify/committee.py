"""The networks of a model, heard together.

A model has the n-gram network always, and networks of word pieces where it was trained with them.
They err on different clauses, so that the mean of what they say is better than the best of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import require
from pipeline.classify.network import Network
from pipeline.classify.piece_network import PieceNetwork


@dataclass(frozen=True, slots=True)
class Committee:
    """One network of n-grams and any number of networks of pieces."""

    grams: Network
    pieces: tuple[PieceNetwork, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> Committee:
        """Load every network in `folder`: `weights.npz`, then `pieces-1.npz`, `pieces-2.npz`, …"""
        found = sorted(folder.glob("pieces-*.npz"))
        if found:
            require(folder, "pieces.model")
        cutter = folder / "pieces.model"
        return cls(
            Network.load(folder / "weights.npz"),
            tuple(PieceNetwork.load(path, cutter) for path in found),
        )

    def __call__(self, sentences: Sequence[str], context: Any) -> Any:
        """What the members say together."""
        said = [member(sentences, context) for member in self.pieces]
        return together(self.grams(sentences, context), said)

    def vectors(self, sentences: Sequence[str]) -> Any:
        """One vector per sentence, to tell how like two sentences are."""
        return self.grams.vectors(sentences)


def together(grams: Any, pieces: Sequence[Any]) -> Any:
    """The mean of outputs (log odds, so that the sure are heard more) of both kinds of networks.

    The network of n-grams, which is the best of them, counts as much as all those of pieces.
    """
    return (grams + sum(pieces) / len(pieces)) / 2 if pieces else grams
