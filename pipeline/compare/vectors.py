"""Turn clauses into vectors that are near when the clauses set like tasks.

The encoder adds up a vector for every word piece and for every frequent pair of pieces. It learned
them from pairs of passages that documents offer and from a slower encoder that reads in context
(`pipeline.train.match`). Nothing but numpy is needed, and order hardly matters to the task: 建设
重点实验室 and 重点实验室建设 are near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import fingerprint, locate, require

MAX_PIECES = 96  # of a clause; under one in a hundred is longer, and loses its tail
CHUNK = 64  # clauses encoded at a time: their rows stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Encoder:
    """Encodes clauses. Build one with `load`; the constructor only stores what it is given."""

    tokenizer: Any
    pieces: Any
    keys: Any
    pairs: Any
    signature: str = "matcher"

    @classmethod
    def load(cls, folder: Path | None = None) -> Encoder:
        """Load the encoder that ships, or the one in `folder`."""
        import numpy as np
        from sentencepiece import SentencePieceProcessor

        folder = require(folder or locate("models", "matcher"), "matcher.npz", "tokenizer.model")
        packed = np.load(folder / "matcher.npz")
        pieces, pairs = (
            packed[f"{name}.weight"].astype(np.float32) * packed[f"{name}.weight.scale"][:, None]
            for name in ("pieces", "pairs")
        )
        tokenizer = SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
        keys = packed["keys"].astype(np.int64)
        return cls(tokenizer, pieces, keys, pairs, fingerprint(folder))

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self.pieces.shape[1])

    def __call__(self, texts: Sequence[str], *, width: int | None = None) -> Any:
        """A row of length 1 per text (zeros for an empty one), cut to `width` numbers."""
        import numpy as np

        width = width or self.width
        found = np.zeros((len(texts), width), np.float32)
        for start in range(0, len(texts), CHUNK):
            chunk = self.tokenizer.encode(list(texts[start : start + CHUNK]))
            found[start : start + len(chunk)] = self._sums(chunk, width)
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)

    def _sums(self, rows: Sequence[Sequence[int]], width: int) -> Any:
        import numpy as np

        lengths = np.fromiter((min(MAX_PIECES, len(row)) for row in rows), np.int64, len(rows))
        ids = np.fromiter((i for row in rows for i in row[:MAX_PIECES]), np.int64, lengths.sum())
        owner = np.repeat(np.arange(len(rows)), lengths)
        wanted = ids[:-1] * len(self.pieces) + ids[1:]
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = (self.keys[place] == wanted) & (owner[:-1] == owner[1:])
        total = _add(self.pieces[:, :width], ids, owner, len(rows))
        return total + _add(self.pairs[:, :width], place[known], owner[:-1][known], len(rows))


def _add(table: Any, ids: Any, owner: Any, size: int) -> Any:
    """The rows `ids` of `table` added up by owner; owners come in order."""
    import numpy as np

    total = np.zeros((size, table.shape[1]), np.float32)
    if len(ids):
        first = np.flatnonzero(np.diff(owner, prepend=-1))
        total[owner[first]] = np.add.reduceat(table[ids], first, axis=0)
    return total


def to_int8(vectors: Any) -> Any:
    """Vectors of length 1 in a quarter of the room: each number times 127, times the row's peak."""
    import numpy as np

    peak = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    return np.rint(vectors / peak * 127).astype(np.int8)


def from_int8(packed: Any) -> Any:
    """What `to_int8` packed, again of length 1."""
    import numpy as np

    vectors = packed.astype(np.float32)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
