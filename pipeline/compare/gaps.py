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
    """A task that `documents` others set and this document does not, shown by one clause.

    `examples` has the clause of each of the documents that is most like the one shown.
    """

    passage: int
    documents: tuple[int, ...]
    nearest: float
    examples: tuple[int, ...] = ()


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
        examples = _nearest_of_each(passage, members, collection)
        found.append(Gap(passage, documents, round(float(near[passage]), 4), examples))
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


def _nearest_of_each(passage: int, members: set[int], collection: Collection) -> tuple[int, ...]:
    """Of each document among the members, in order, the clause that is most like the passage."""
    import numpy as np

    places = np.array(sorted(members), dtype=np.int64)
    near = collection.vectors[places] @ collection.vectors[passage]
    best: dict[int, int] = {}
    for place in places[np.argsort(-near, kind="stable")]:
        best.setdefault(collection.passages[place].source, int(place))
    return tuple(best[source] for source in sorted(best))
