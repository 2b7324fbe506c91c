"""Find the nearest vectors among very many, with FAISS.

Up to `EXACT` vectors every one is looked at, in a quarter of their size; beyond that they are
sorted into cells, of which the nearest few are searched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.errors import ExtraError

EXACT = 200_000
# Cells for a million vectors, and how many are searched: a thousand and 32 find 95 in 100 of the
# true fifty nearest; measured by tests/benchmarks/test_compare_speed.py.
CELLS, SEARCHED, LEARNED_FROM = 1024, 32, 60_000


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Vectors of length 1 that can be asked which of them are nearest."""

    index: Any

    @classmethod
    def build(cls, vectors: Any) -> VectorIndex:
        """Index the rows of `vectors`; a row is named by its place."""
        try:
            import faiss
        except ImportError:
            raise ExtraError.missing("faiss", "compare") from None
        width = int(vectors.shape[1])
        index: Any = faiss.IndexFlatIP(width)
        if len(vectors) > EXACT:
            index = faiss.index_factory(width, f"IVF{CELLS},SQ8", faiss.METRIC_INNER_PRODUCT)
            index.nprobe = SEARCHED
            index.cp.min_points_per_centroid = 1
            index.train(vectors[:: max(1, len(vectors) // LEARNED_FROM)])
        index.add(vectors)
        return cls(index)

    def nearest(self, queries: Any, count: int) -> Any:
        """The places of the nearest vectors, a row per query, best first; -1 where none is."""
        return self.index.search(queries, count)[1]
