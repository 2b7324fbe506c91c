"""How alike whole documents are, and which of them stand together (相似度、聚类).

A document is the mean of its clauses' vectors: what it is about, whatever its words. Average
linkage joins the most alike step by step; the order of its tree puts like beside like in a heat
map, and the tree is cut where the groups are most distinct (by silhouette).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compare.collection import Collection
from pipeline.errors import ExtraError

MOST = 24  # documents that a heat map can show
CLUSTERS = 8  # at most so many groups: more are no overview


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike documents are to each other, like beside like.

    Member 0 is the document itself, member n + 1 the n-th of the others. `values` has a row and a
    column for each member, `clusters` the number of the group of each.
    """

    members: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]
    clusters: tuple[int, ...]


def likeness(vectors: Any, collection: Collection) -> tuple[float, ...]:
    """How alike the document is to each of the others: the cosine of their mean vectors."""
    if not len(vectors) or not len(collection):
        return (0.0,) * len(collection.sources)
    profiles = _profiles(vectors, collection)
    return tuple(round(float(value), 4) for value in profiles[1:] @ profiles[0])


def similarity(vectors: Any, collection: Collection, shown: Sequence[int]) -> Similarity:
    """How alike the document and the others `shown` are, each to each."""
    if not len(vectors) or not len(collection):
        return Similarity((0,), ((1.0,),), (0,))
    profiles = _profiles(vectors, collection)
    members = [0, *(number + 1 for number in shown)]
    order, groups = arranged(profiles[members])
    placed = [members[place] for place in order]
    values = (profiles[placed] @ profiles[placed].T).round(4)
    return Similarity(
        tuple(placed),
        tuple(tuple(float(value) for value in row) for row in values),
        tuple(groups[place] for place in order),
    )


def nearest(alike: Sequence[float], first: int, *, most: int = MOST) -> tuple[int, ...]:
    """The others that a heat map shows: the `first` so many, which were named, then the most alike.

    >>> nearest([0.1, 0.2, 0.9, 0.8], 1, most=3)
    (0, 2, 3)
    """
    named = list(range(min(first, most, len(alike))))
    rest = sorted(range(len(named), len(alike)), key=lambda number: -alike[number])
    return tuple(sorted([*named, *rest[: most - len(named)]]))


def profile(vectors: Any, owner: Any, documents: int) -> Any:
    """The mean vector of each document, of length 1."""
    import numpy as np

    total = np.zeros((documents, vectors.shape[1]), np.float32)
    np.add.at(total, owner, vectors)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)


def arranged(profiles: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The order of documents that puts like beside like, and the group of each, by place.

    Groups are numbered as they come in that order.
    """
    if len(profiles) < 3:
        return tuple(range(len(profiles))), (0,) * len(profiles)
    import numpy as np

    try:
        from scipy.cluster.hierarchy import fcluster, leaves_list, linkage
        from scipy.spatial.distance import pdist, squareform
    except ImportError as error:
        raise ExtraError.missing(error.name or "scipy", "compare") from None
    # A document without sentences has no vector, and is like none.
    apart = np.nan_to_num(pdist(profiles, metric="cosine"), nan=1.0).clip(min=0.0)
    tree = linkage(apart, method="average", optimal_ordering=True)
    square = squareform(apart)
    cuts = [
        fcluster(tree, count, criterion="maxclust")
        for count in range(2, min(CLUSTERS, len(profiles) - 1) + 1)
    ]
    best = max(cuts, key=lambda groups: silhouette(square, groups))
    order = tuple(int(place) for place in leaves_list(tree))
    number = {group: n for n, group in enumerate(dict.fromkeys(best[place] for place in order))}
    return order, tuple(number[group] for group in best)


def silhouette(apart: Any, groups: Any) -> float:
    """How distinct groups are, from -1 to 1: nearer to their own than to the next (Rousseeuw 1987).

    One that stands alone counts 0.
    """
    import numpy as np

    inside = groups[:, None] == groups[None, :]
    found = []
    for place, own in enumerate(inside):
        others = [apart[place][groups == group].mean() for group in set(groups) - {groups[place]}]
        size = own.sum() - 1
        if not size or not others:
            found.append(0.0)
            continue
        near, far = apart[place][own].sum() / size, min(others)
        found.append((far - near) / max(near, far, 1e-9))
    return float(np.mean(found))


def _profiles(vectors: Any, collection: Collection) -> Any:
    """The mean vector of the document, then of each of the others."""
    import numpy as np

    owner = np.array([passage.source for passage in collection.passages], dtype=np.int64)
    others = profile(collection.vectors, owner, len(collection.sources))
    mine = profile(vectors, np.zeros(len(vectors), np.int64), 1)
    return np.concatenate([mine, others])
