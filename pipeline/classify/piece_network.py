"""The member of the committee that reads word pieces, run by numpy.

Pieces (中试, 平台, 给予) have vectors that were learned from 20 million characters of policy, so
that it knows that 孵化器 is like 众创空间 although no label says so. Windows of one, three and five
pieces slide over the clause, of one and three over each sentence of its context; the strongest
answer of each window counts, beside the mean vector (a text CNN; Kim 2014).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Pieces kept of the clause itself and of the other sentences.
OWN, OTHER = 80, 32
# Rows without a piece after each sentence: as many as a window of five looks ahead.
GAP = 2
# Sentences at a time: their rows then stay in the processor's cache.
TOGETHER = 128


@dataclass(frozen=True, slots=True)
class Kernel:
    """Windows of one width: a matrix for each place in the window, and what is added."""

    places: Any
    bias: Any


@dataclass(frozen=True, slots=True)
class PieceNetwork:
    """The cutter and the weights, as `classify_weights.pack` left them, widened to 32 bits."""

    cutter: Any
    table: Any
    own: tuple[Kernel, ...]
    other: tuple[Kernel, ...]
    mix: Any
    mix_bias: Any
    name: Any
    name_bias: Any

    @classmethod
    def load(cls, weights: Path, pieces: Path) -> PieceNetwork:
        """Read the weights and the model that cuts sentences into pieces."""
        import numpy as np
        import sentencepiece

        with np.load(weights) as stored:
            wide = {name: stored[name].astype(np.float32) for name in stored}
        table = wide["table"] * wide["table.scale"][:, None]
        table[0] = 0
        kernels = {
            side: tuple(
                Kernel(
                    np.ascontiguousarray(wide[f"{side}.{i}.weight"].transpose(2, 1, 0)),
                    wide[f"{side}.{i}.bias"],
                )
                for i in range(count)
            )
            for side, count in (("own", 3), ("other", 2))
        }
        return cls(
            sentencepiece.SentencePieceProcessor(model_file=str(pieces)),
            table,
            kernels["own"],
            kernels["other"],
            np.ascontiguousarray(wide["mix.weight"].T),
            wide["mix.bias"],
            np.ascontiguousarray(wide["name.weight"].T),
            wide["name.bias"],
        )

    def __call__(self, sentences: Sequence[str], context: Any) -> Any:
        """The outputs for every row of `context`, which counts places in `sentences`."""
        import numpy as np

        cut = self.cutter.encode(list(sentences))
        own, other = self._bags(cut, self.own, OWN), self._bags(cut, self.other, OTHER)
        # -1, "there is none", is the last row: zeros.
        own = np.append(own, np.zeros_like(own[:1]), axis=0)
        other = np.append(other, np.zeros_like(other[:1]), axis=0)
        around = other[context[:, 1:]].reshape(len(context), -1)
        seen = np.concatenate([own[context[:, 0]], around], axis=1)
        hidden = np.maximum(seen @ self.mix + self.mix_bias, 0)
        return hidden @ self.name + self.name_bias

    def _bags(self, cut: Sequence[list[int]], kernels: tuple[Kernel, ...], longest: int) -> Any:
        import numpy as np

        return np.concatenate(
            [
                self._some(cut[start : start + TOGETHER], kernels, longest)
                for start in range(0, len(cut), TOGETHER)
            ]
        )

    def _some(self, cut: Sequence[list[int]], kernels: tuple[Kernel, ...], longest: int) -> Any:
        """The mean vector and the strongest windows of each sentence."""
        import numpy as np

        gap = [0] * GAP
        numbers = np.array([piece for row in cut for piece in (*row[:longest], *gap)])
        sizes = np.array([min(len(row), longest) for row in cut])
        starts = np.cumsum(np.concatenate([[0], sizes[:-1] + GAP]))
        # A few hundred pieces make up thousands of rows: windows weigh each piece once.
        used, at = np.unique(numbers, return_inverse=True)
        vectors = self.table[used]
        blank = numbers == 0
        means = np.add.reduceat(vectors[at], starts) / np.sqrt(np.maximum(sizes, 1))[:, None]
        found = [means]
        for kernel in kernels:
            seen = _slide(vectors, at, kernel)
            seen[blank] = 0
            found.append(np.maximum(np.maximum.reduceat(seen, starts), 0))
        return np.concatenate(found, axis=1).astype(np.float32)


def _slide(vectors: Any, at: Any, kernel: Kernel) -> Any:
    """What a window sees from every row: each of its places looks at a row before or after.

    `at` says which of `vectors` stands in a row.
    """
    middle = len(kernel.places) // 2
    seen = (vectors @ kernel.places[middle] + kernel.bias)[at]
    for step in range(1, middle + 1):
        seen[step:] += (vectors @ kernel.places[middle - step])[at[:-step]]
        seen[:-step] += (vectors @ kernel.places[middle + step])[at[step:]]
    return seen
