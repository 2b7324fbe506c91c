"""What others have and this document lacks, and the reverse (缺项).

Two clauses set the same task when their vectors are near. That is a relation between two clauses,
the same both ways, so swapping two documents swaps their lists, and a document lacks nothing that
it has itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.compare.collection import Collection
from pipeline.compare.vector_index import VectorIndex

# The cosine from which two clauses set the same task; read off judged pairs: of those at or above
# it, see models/matcher/README.md.
SAME = 0.6
NEIGHBOURS = 50
# Clauses of others that are looked at: more of them cost time and show the same gaps.
LOOKED_AT = 8_000


@dataclass(frozen=True, slots=True)
class Gap:
    """A task that `documents` others set and this document does not, shown by one clause."""

    passage: int
    documents: tuple[int, ...]
    nearest: float


def lacking(vectors: Any, collection: Collection, *, least: int, most: int = 50) -> tuple[Gap, ...]:
    """What at least `least` documents of `collection` set and no row of `vectors` does."""
    import numpy as np

    if not len(collection):
        return ()
    near = (
        (collection.vectors @ vectors.T).max(axis=1)
        if len(vectors)
        else np.zeros(len(collection), np.float32)
    )
    tasks = np.array([passage.task for passage in collection.passages])
    open_ = np.flatnonzero((near < SAME) & tasks)
    step = max(1, -(-len(open_) // LOOKED_AT))
    open_ = open_[::step]
    groups = _groups(open_, collection) if least > 1 else {int(p): {int(p)} for p in open_}
    owner = [passage.source for passage in collection.passages]
    found, used = [], set[int]()
    ranked = sorted(groups, key=lambda p: (-len({owner[n] for n in groups[p]}), near[p], p))
    for passage in ranked:
        members = groups[passage]
        documents = tuple(sorted({owner[n] for n in members}))
        if len(documents) < least or passage in used:
            continue
        used |= members
        found.append(Gap(passage, documents, round(float(near[passage]), 4)))
        if len(found) == most:
            break
    return tuple(found)


def only_here(vectors: Any, collection: Collection) -> tuple[int, ...]:
    """The rows of `vectors` that no clause of `collection` is the same task as."""
    import numpy as np

    if not len(vectors):
        return ()
    if not len(collection):
        return tuple(range(len(vectors)))
    nearest = np.concatenate(
        [
            (part @ collection.vectors.T).max(axis=1)
            for part in np.array_split(vectors, 1 + len(vectors) // 256)
        ]
    )
    return tuple(int(row) for row in np.flatnonzero(nearest < SAME))


def _groups(places: Any, collection: Collection) -> dict[int, set[int]]:
    """For each place, the places among them that set the same task."""
    import numpy as np

    rows = np.ascontiguousarray(collection.vectors[places])
    if not len(rows):
        return {}
    near = VectorIndex.build(rows).nearest(rows, min(NEIGHBOURS, len(rows)))
    groups: dict[int, set[int]] = {}
    for place, row in enumerate(near):
        row = row[row >= 0]
        same = row[rows[row] @ rows[place] >= SAME]
        groups[int(places[place])] = {int(places[place])} | {int(n) for n in places[same]}
    return groups


def likeness(vectors: Any, collection: Collection) -> tuple[float, ...]:
    """How alike the document is to each of the others: the cosine of their mean vectors."""
    import numpy as np

    if not len(vectors) or not len(collection):
        return (0.0,) * len(collection.sources)
    owner = np.array([passage.source for passage in collection.passages])
    others = profile(collection.vectors, owner, len(collection.sources))
    mine = profile(vectors, np.zeros(len(vectors), np.int64), 1)[0]
    return tuple(round(float(value), 4) for value in others @ mine)


def profile(vectors: Any, owner: Any, documents: int) -> Any:
    """The mean vector of each document, of length 1."""
    import numpy as np

    total = np.zeros((documents, vectors.shape[1]), np.float32)
    np.add.at(total, owner, vectors)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)


def clusters(profiles: Any, *, near: float = 0.85) -> tuple[int, ...]:
    """A cluster number per document: average linkage, cut where means are `near` to each other."""
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(profiles) < 2:
        return tuple(range(len(profiles)))
    tree = linkage(profiles, method="average", metric="cosine")
    return tuple(int(number) - 1 for number in fcluster(tree, 1 - near, criterion="distance"))
