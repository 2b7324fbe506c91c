"""Batches of pairs for the matcher: two rows of token ids that mean the same, and what was kept.

Each side loses some of its tokens at random, so that no single word can carry the match.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

KINDS = ("heading", "neighbour", "twin", "halves")
LONGEST = 64  # tokens read in training; nine clauses in ten are shorter
TWO_HALVES = 14  # tokens that a clause must have to be cut in two
HELD_OUT = 50  # one document in so many is kept to measure on


@dataclass(frozen=True, slots=True)
class Batch:
    """Two sides of `size` rows each; `same` marks rows that are no strangers to each other."""

    left: torch.Tensor
    right: torch.Tensor
    left_kept: torch.Tensor
    right_kept: torch.Tensor
    same: torch.Tensor


@dataclass(frozen=True)
class Passages:
    """Token ids of every passage, padded, on the device that trains; and pairs of rows."""

    tokens: torch.Tensor
    commas: torch.Tensor
    pairs: dict[str, torch.Tensor]
    held_out: dict[str, torch.Tensor]
    long: torch.Tensor

    @classmethod
    def load(cls, folder: Path, device: str) -> Passages:
        """Read what `match_data` wrote."""
        packed = np.load(folder / "passages.npz")
        starts = packed["starts"].astype(np.int64)
        lengths = np.minimum(np.diff(starts), LONGEST)
        tokens = np.zeros((len(lengths), LONGEST), np.int64)
        where = np.arange(LONGEST) < lengths[:, None]
        tokens[where] = packed["tokens"][(starts[:-1, None] + np.arange(LONGEST))[where]]
        kept, held = {}, {}
        for kind in KINDS[:3]:
            rows = packed[kind].astype(np.int64)
            out = (packed["home"][rows] % HELD_OUT == 0).any(1)
            kept[kind] = torch.from_numpy(rows[~out]).to(device)
            held[kind] = torch.from_numpy(rows[out]).to(device)
        long = np.flatnonzero((lengths >= TWO_HALVES) & (packed["home"] % HELD_OUT != 0))
        commas = torch.from_numpy(packed["commas"].astype(np.int64)).to(device)
        return cls(
            torch.from_numpy(tokens).to(device),
            commas,
            kept,
            held,
            torch.from_numpy(long).to(device),
        )

    def batch(self, kind: str, size: int, drop: float) -> Batch:
        """`size` random pairs of one kind."""
        source = self.long if kind == "halves" else self.pairs[kind]
        picked = source[torch.randint(len(source), (size,), device=source.device)]
        if kind == "halves":
            rows = self.tokens[picked]
            one, other = self._halves(rows)
            return self._pair(picked, picked, one, other, drop)
        left, right = picked[:, 0], picked[:, 1]
        return self._pair(left, right, self.tokens[left] > 0, self.tokens[right] > 0, drop)

    def _pair(self, left: Any, right: Any, one: Any, other: Any, drop: float) -> Batch:
        same = (right[:, None] == right) | (left[:, None] == left) | (left[:, None] == right)
        same.fill_diagonal_(False)
        return Batch(
            self.tokens[left], self.tokens[right], thin(one, drop), thin(other, drop), same
        )

    def _halves(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Each stretch between commas goes to one side or, one in ten, to both."""
        stretch = torch.isin(rows, self.commas).long().cumsum(1)
        lot = torch.rand(len(rows), LONGEST + 1, device=rows.device).gather(1, stretch)
        there = rows > 0
        return (there & (lot < 0.55)), (there & (lot > 0.45))


def thin(kept: torch.Tensor, drop: float) -> torch.Tensor:
    """Lose a share `drop` of the tokens; a row that would lose all keeps its first."""
    fewer = kept & (torch.rand(kept.shape, device=kept.device) >= drop)
    fewer[:, 0] |= ~fewer.any(1)
    return fewer


def encode_by_length(model: Any, tokens: torch.Tensor, kept: torch.Tensor, parts: int) -> Any:
    """`model` over rows in `parts` groups of like length, so that little padding is read."""
    reach = (kept * torch.arange(1, kept.shape[1] + 1, device=kept.device)).amax(1)
    order = reach.argsort()
    found = []
    for group in order.chunk(parts):
        longest = max(2, int(reach[group].amax()))
        found.append(model(tokens[group, :longest], kept[group, :longest]))
    return torch.cat(found)[order.argsort()]
