"""How good drafts look to two networks, and which of them are to be doubted.

The network that drafts says how likely its English is; the one that reads it back, how likely the
clause is given that English, which is the better judge of the two: a draft that is fluent but
wrong does not lead back. Choosing so is the noisy channel of Ng et al. (WMT 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.translate.backward import Backward, Likelihoods
from pipeline.translate.network import LONGEST, Pair
from pipeline.translate.offline import OfflineEngine

FORWARD = 1.0
"""What a nat of the drafting network counts beside one of the other."""

DOUBTED = -1.9
"""Nats a piece, read back; below, a draft is doubted. See models/en-zh/README.md."""

WINDOW = 5
"""Pieces of the stretch that is told worst."""

REACH = 10
"""Signs to the next mark, up to which the stretch is named with what surrounds it."""

_MARKS = "，、；：。！？;"


@dataclass(frozen=True, slots=True)
class NoisyChannel:
    """How good drafts look, by both networks; a judge for `BackedEngine`."""

    forward: OfflineEngine
    backward: Backward

    def __call__(self, pairs: Sequence[Pair]) -> list[float]:
        """Both networks' nats a piece together, for every pair of clause and draft."""
        if not pairs:
            return []
        beliefs = self.forward.belief([zh for zh, _ in pairs], [en for _, en in pairs])
        read = _read(self.backward, pairs)
        return [
            FORWARD * belief + (read[pair].mean if pair in read else belief)
            for pair, belief in zip(pairs, beliefs, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Which drafts hardly lead back to their clauses."""

    backward: Backward

    def __call__(self, pairs: Sequence[Pair]) -> tuple[str, ...]:
        """Of every pair the words that are told worst; "" where nothing is doubted."""
        read = _read(self.backward, pairs)
        return tuple(
            worst(pair[0], read[pair]) if pair in read and read[pair].mean < DOUBTED else ""
            for pair in pairs
        )


def worst(chinese: str, read: Likelihoods) -> str:
    """The stretch of some pieces that is least likely, from mark to mark where marks are near."""
    import numpy as np

    width = min(WINDOW, len(read.places))
    if not width:
        return chinese
    sums = np.convolve(read.nats[: len(read.places)], np.ones(width), mode="valid")
    at = int(sums.argmin())
    start, end = read.places[at].start, read.places[at + width - 1].end
    start += len(chinese[start:end]) - len(chinese[start:end].lstrip(_MARKS))
    end -= len(chinese[start:end]) - len(chinese[start:end].rstrip(_MARKS))
    before = max(chinese.rfind(mark, 0, start) for mark in _MARKS) + 1
    after = min(found for mark in _MARKS if (found := (chinese + mark).find(mark, end)) >= 0)
    start = before if start - before <= REACH else start
    end = after if after - end <= REACH else end
    return chinese[start:end].strip(_MARKS + ", —")


def _read(backward: Backward, pairs: Sequence[Pair]) -> dict[Pair, Likelihoods]:
    some = [pair for pair in dict.fromkeys(pairs) if len(pair[0]) <= LONGEST and pair[1].strip()]
    return dict(zip(some, backward(some), strict=True))
