"""The set formulas of the genre (套话): wording that proves no borrowing, for everybody has it.

A formula is a run of six characters that stands in many documents of many places: 全面贯彻落实…,
以人民为中心…. Only their hashes ship.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate, require

RUN = 6
EVERYBODY = 10  # documents, of some 600, that must have a run for it to be a formula
PLAIN = re.compile(r"[\W_]+")
FACTOR = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Formulas:
    """Knows the runs of characters that everybody uses, by their hashes, in order."""

    hashes: Any

    @classmethod
    def load(cls, folder: Path | None = None) -> Formulas:
        """The formulas that ship beside the matcher, or those in `folder`."""
        import numpy as np

        folder = require(folder or locate("models", "matcher"), "formulas.npz")
        return cls(np.load(folder / "formulas.npz")["hashes"])

    @classmethod
    def count(cls, documents: Iterable[str], *, least: int = EVERYBODY) -> Formulas:
        """The runs that at least `least` of `documents` have."""
        import numpy as np

        found = [np.unique(_runs(text)) for text in documents]
        if not found:
            return cls(np.zeros(0, np.uint32))
        runs, counts = np.unique(np.concatenate(found), return_counts=True)
        return cls(runs[counts >= least])

    def share(self, words: str) -> float:
        """The share of a wording that is formula, from 0 to 1."""
        import numpy as np

        runs = _runs(words)
        return float(np.isin(runs, self.hashes).mean()) if len(runs) else 0.0


def _runs(words: str) -> Any:
    """The hash of each run of `RUN` characters, punctuation apart."""
    import numpy as np

    plain = PLAIN.sub("", words).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(plain, np.uint32).astype(np.uint64)
    length = max(0, len(points) - RUN + 1)
    total = np.zeros(length, np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(RUN):
            total = (total ^ points[offset : offset + length]) * np.uint64(FACTOR)
            total ^= total >> np.uint64(29)
    return (total >> np.uint64(32)).astype(np.uint32)
