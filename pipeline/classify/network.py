"""The small network that judges clauses, run by numpy.

`pipeline.train.classify_gram_network` trains it and says what its parts are for; a test holds the
two to the same answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.classify.ngrams import GAP, ORDERS, rows

# Sentences at a time: their rows then stay in the processor's cache.
TOGETHER = 256
_EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Network:
    """The weights, as `Net.export` wrote them, widened to 32 bits."""

    table: Any
    window: Any
    window_bias: Any
    scale: Any
    shift: Any
    mix: Any
    mix_bias: Any
    name: Any
    name_bias: Any

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read the weights of a trained network."""
        import numpy as np

        with np.load(path) as stored:
            wide = {name: stored[name].astype(np.float32) for name in stored}
        table = wide["table"]
        table *= wide["table.scale"][:, None]
        table[0] = 0
        return cls(
            table,
            np.ascontiguousarray(wide["window.weight"].T),
            wide["window.bias"],
            wide["scale.weight"],
            wide["scale.bias"],
            np.ascontiguousarray(wide["mix.weight"].T),
            wide["mix.bias"],
            np.ascontiguousarray(wide["name.weight"].T),
            wide["name.bias"],
        )

    def __call__(self, sentences: Sequence[str], context: Any) -> Any:
        """The outputs for every row of `context`, which counts places in `sentences`."""
        import numpy as np

        vectors = self.vectors(sentences)
        there = np.append(vectors, np.zeros_like(vectors[:1]), axis=0)
        # -1, "there is none", is the last row: zeros.
        seen = there[context].reshape(len(context), -1)
        hidden = np.maximum(seen @ self.mix + self.mix_bias, 0)
        return hidden @ self.name + self.name_bias

    def vectors(self, sentences: Sequence[str]) -> Any:
        """One vector per sentence."""
        import numpy as np

        found = [
            self._some(sentences[start : start + TOGETHER])
            for start in range(0, len(sentences), TOGETHER)
        ]
        return np.concatenate(found) if found else np.zeros((0, len(self.scale)), np.float32)

    def _some(self, sentences: Sequence[str]) -> Any:
        import numpy as np

        found = rows(sentences, len(self.table))
        grams = self.table[found.numbers[:, 0]]
        for order in range(1, ORDERS):
            grams += self.table[found.numbers[:, order]]
        width = grams.shape[1]
        seen = grams @ self.window[width : 2 * width]
        seen[GAP:] += grams[:-GAP] @ self.window[:width]
        seen[:-GAP] += grams[GAP:] @ self.window[2 * width :]
        seen += self.window_bias
        # A blank row looks three rows on, into the next sentence; what it sees must not count.
        seen[found.numbers[:, 0] == 0] = 0
        starts = found.starts[:-1]
        peak = np.maximum(np.maximum.reduceat(seen, starts), 0)
        mean = np.add.reduceat(grams, starts) / np.sqrt(np.diff(found.starts))[:, None]
        vectors = np.concatenate([mean.astype(np.float32), peak], axis=1)
        vectors -= vectors.mean(axis=1, keepdims=True)
        vectors /= np.sqrt(vectors.var(axis=1, keepdims=True) + _EPSILON)
        return vectors * self.scale + self.shift
