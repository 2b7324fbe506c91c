"""The networks of a model, heard together.

A model has one network of n-grams at least, and networks of word pieces where it was trained with
them. They err on different clauses, so that the mean of what they say is better than the best.
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
    """Networks of n-grams, one at least, and any number of networks of pieces."""

    grams: tuple[Network, ...]
    pieces: tuple[PieceNetwork, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> Committee:
        """Load every network in `folder`: `grams-1.npz`, `grams-2.npz`, …, `pieces-1.npz`, …"""
        require(folder, "grams-1.npz")
        pieces = sorted(folder.glob("pieces-*.npz"))
        if pieces:
            require(folder, "pieces.model")
        cutter = folder / "pieces.model"
        return cls(
            tuple(map(Network.load, sorted(folder.glob("grams-*.npz")))),
            tuple(PieceNetwork.load(path, cutter) for path in pieces),
        )

    def __call__(self, sentences: Sequence[str], context: Any) -> Any:
        """What the members say together."""
        return together(
            [member(sentences, context) for member in self.grams],
            [member(sentences, context) for member in self.pieces],
        )

    def vectors(self, sentences: Sequence[str]) -> Any:
        """One vector per sentence, to tell how like two sentences are."""
        return self.grams[0].vectors(sentences)


def together(grams: Sequence[Any], pieces: Sequence[Any]) -> Any:
    """The mean of outputs (log odds, so that the sure are heard more); both kinds count alike."""
    kinds = [sum(kind) / len(kind) for kind in (grams, pieces) if kind]
    return sum(kinds) / len(kinds)
