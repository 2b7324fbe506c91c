"""The phrase pairs that an alignment allows, with how often and how surely each is told so."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.train.phrases_align import Table, row_of, stem_ids
from pipeline.train.phrases_text import Corpus
from pipeline.translate.phrases.slots import KINDS
from pipeline.translate.phrases.source import WALL

LONGEST_SOURCE, LONGEST_TARGET = 5, 7
UNALIGNED = 2
"""Words without a link that a phrase may take in at either end."""

SLOT_ORDERS = 5
MONOTONE, SWAP, ELSEWHERE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrase pairs: ids padded with -1 (source) and 0 (target), and what is counted of each.

    `features` has a column for each of FEATURES; `order` is how often the phrase follows the one
    before it, changes places with it, or neither.
    """

    source: Any
    target: Any
    features: Any
    order: Any
    target_words: tuple[str, ...]


FEATURES = ("p(e|f)", "p(f|e)", "lex(e|f)", "lex(f|e)", "trusted", "rare")


def instances(corpus: Corpus, links: tuple[Any, Any]) -> Any:
    """Every place where a phrase pair stands: source at, length, target at, length, order."""
    import numpy as np

    found = array("i")
    source_of, target_of = links
    cuts = np.searchsorted(source_of, corpus.source_at)
    sources, targets = source_of.tolist(), target_of.tolist()
    starts, wide = corpus.source_at.tolist(), corpus.target_at.tolist()
    cuts = cuts.tolist()
    for s in range(len(corpus)):
        a, b = cuts[s], cuts[s + 1]
        start, low = starts[s], wide[s]
        pairs = {(i - start, j - low) for i, j in zip(sources[a:b], targets[a:b], strict=True)}
        linked = _Linked(starts[s + 1] - start, wide[s + 1] - low, pairs)
        for i1, i2, j1, j2 in linked.boxes():
            for left, right in linked.widened(j1, j2):
                order = linked.order(i1, i2, left)
                found.extend((start + i1, i2 - i1 + 1, low + left, right - left + 1, order))
    return np.frombuffer(found, dtype=np.int32).reshape(-1, 5)


class _Linked:
    """The links of one sentence: what each word reaches on the other side."""

    __slots__ = ("bottom", "first", "last", "links", "m", "n", "top")

    def __init__(self, n: int, m: int, links: set[tuple[int, int]]) -> None:
        self.n, self.m, self.links = n, m, links
        self.first, self.last = [999] * n, [-1] * n
        self.top, self.bottom = [999] * m, [-1] * m
        for i, j in links:
            self.first[i] = min(self.first[i], j)
            self.last[i] = max(self.last[i], j)
            self.top[j] = min(self.top[j], i)
            self.bottom[j] = max(self.bottom[j], i)

    def boxes(self) -> Iterator[tuple[int, int, int, int]]:
        """Stretches of both sides that are linked with each other and with nothing else."""
        first, last, top, bottom = self.first, self.last, self.top, self.bottom
        for i1 in range(self.n):
            j1, j2 = 999, -1
            for i2 in range(i1, min(i1 + LONGEST_SOURCE, self.n)):
                j1, j2 = min(j1, first[i2]), max(j2, last[i2])
                if j2 - j1 >= LONGEST_TARGET:
                    break
                if j2 >= 0 and min(top[j1 : j2 + 1]) >= i1 and max(bottom[j1 : j2 + 1]) <= i2:
                    yield i1, i2, j1, j2

    def widened(self, j1: int, j2: int) -> Iterator[tuple[int, int]]:
        """A stretch of English with the unlinked words at its ends taken in, or not."""
        bottom = self.bottom
        for a in range(j1, max(-1, j1 - UNALIGNED - 1), -1):
            if a < j1 and bottom[a] >= 0:
                return
            for b in range(j2, min(self.m, j2 + UNALIGNED + 1, a + LONGEST_TARGET)):
                if b > j2 and bottom[b] >= 0:
                    break
                yield a, b

    def order(self, i1: int, i2: int, j1: int) -> int:
        """Whether a phrase follows the one before it, changes places with it, or neither."""
        if (i1 - 1, j1 - 1) in self.links or (i1 == 0 and j1 == 0):
            return MONOTONE
        return SWAP if (i2 + 1, j1 - 1) in self.links else ELSEWHERE


def _rows(corpus: Corpus, found: Any) -> tuple[Any, Any, Any]:
    """The padded ids of every instance, slots numbered, and which instances are sound."""
    import numpy as np

    base = len(corpus.target_words)
    partner = np.full(len(corpus.target), -1, dtype=np.int64)
    partner[corpus.link_target] = corpus.link_source
    kind_of = np.full(len(corpus.target_words), -1, dtype=np.int32)
    source_kind = np.full(len(corpus.source_words), -1, dtype=np.int32)
    for number, kind in enumerate(KINDS):
        for words, kinds in ((corpus.target_words, kind_of), (corpus.source_words, source_kind)):
            if kind in words:
                kinds[words.index(kind)] = number
    flat_kind = source_kind[corpus.source]
    before = np.stack([np.cumsum(flat_kind == k) - (flat_kind == k) for k in range(len(KINDS))])
    linked = np.zeros(len(corpus.source), dtype=bool)
    linked[corpus.link_source] = True
    source = np.full((len(found), LONGEST_SOURCE), -1, dtype=np.int32)
    target = np.full((len(found), LONGEST_TARGET), -1, dtype=np.int32)
    sound = np.ones(len(found), dtype=bool)
    for k in range(LONGEST_SOURCE):
        has = np.flatnonzero(found[:, 1] > k)
        at = found[has, 0] + k
        source[has, k] = corpus.source[at]
        sound[has] &= (flat_kind[at] < 0) | linked[at]
    for k in range(LONGEST_TARGET):
        has = np.flatnonzero(found[:, 3] > k)
        at = found[has, 2] + k
        ids = corpus.target[at].copy()
        kinds = kind_of[ids]
        slot = np.flatnonzero(kinds >= 0)
        mine = partner[at[slot]]
        rank = before[kinds[slot], mine] - before[kinds[slot], found[has[slot], 0]]
        ids[slot] = base + kinds[slot] * SLOT_ORDERS + np.clip(rank, 0, SLOT_ORDERS - 1)
        sound[has[slot]] &= (mine >= 0) & (rank >= 0) & (rank < SLOT_ORDERS)
        sound[has] &= ids != 0
        target[has, k] = ids
    return source, target, sound


def slot_words() -> tuple[str, ...]:
    """The English slots as phrases have them: `#n`, `#n2` for the second of a phrase, and so on."""
    return tuple(
        kind + (str(rank + 1) if rank else "") for kind in KINDS for rank in range(SLOT_ORDERS)
    )


def _hashed(rows: Any) -> Any:
    import numpy as np

    mixed = np.full(len(rows), 1469598103934665603, dtype=np.uint64)
    for column in rows.T:
        mixed ^= (column.astype(np.int64) + 2).astype(np.uint64)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(32)
    return mixed


def phrase_pairs(
    corpus: Corpus, found: Any, weights: Any, trusted: Any, table: Table, back: Table, most: int
) -> Phrases:
    """The pairs worth keeping: seen twice or, up to three words, in a trusted text; of each source
    the likeliest.

    `weights` and `trusted` are by sentence.
    """
    import numpy as np

    source, target, sound = _rows(corpus, found)
    sound &= ~_crossing(corpus, source)
    source, target, found = source[sound], target[sound], found[sound]
    of = np.searchsorted(corpus.source_at, found[:, 0], side="right") - 1
    heavy, sure = weights[of], trusted[of]
    mine, its = _hashed(source), _hashed(target)
    _, first, pair = np.unique(mine * np.uint64(3) ^ its, return_index=True, return_inverse=True)
    _, source_kind = np.unique(mine, return_inverse=True)
    _, target_kind = np.unique(its, return_inverse=True)
    count = np.bincount(pair, weights=heavy)
    times = np.bincount(pair)
    sure_times = np.bincount(pair, weights=sure)
    of_source = np.bincount(source_kind, weights=heavy)[source_kind[first]]
    of_target = np.bincount(target_kind, weights=heavy)[target_kind[first]]
    order = np.stack([np.bincount(pair, weights=found[:, 4] == o) for o in range(3)], axis=1)
    short = source[first][:, 3] < 0
    kept = (times >= 2) | ((sure_times > 0) & short)
    likely = (count - 0.4 * np.minimum(1, count)) / of_source
    kept &= _among_best(source_kind[first], likely, most) & (likely > 0.002)
    at = first[kept]
    source, target = source[at], target[at]
    forward, backward = _lexical(source, target, corpus, table, back)
    features = np.stack(
        [
            np.log(likely[kept]),
            np.log((count[kept] - 0.4 * np.minimum(1, count[kept])) / of_target[kept]),
            forward,
            backward,
            np.minimum(1, sure_times[kept]),
            1 / times[kept],
        ],
        axis=1,
    )
    words = (*corpus.target_words, *slot_words())
    return Phrases(source, target, features.astype(np.float32), order[kept], words)


def _crossing(corpus: Corpus, source: Any) -> Any:
    """Which rows are of several words with a mark among them that the search never crosses."""
    import numpy as np

    walls = [number for number, word in enumerate(corpus.source_words) if WALL.match(word)]
    return (source[:, 1] >= 0) & np.isin(source, walls).any(axis=1)


def _among_best(group: Any, score: Any, most: int) -> Any:
    """Which rows are among the `most` best of their group."""
    import numpy as np

    order = np.lexsort((-score, group))
    ordered = group[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    best = np.zeros(len(order), dtype=bool)
    best[order[rank < most]] = True
    return best


def _lexical(
    source: Any, target: Any, corpus: Corpus, table: Table, back: Table
) -> tuple[Any, Any]:
    """Model 1 of the phrases, both ways: every word said by the best word of the other side."""
    import numpy as np

    stems = stem_ids(corpus.target_words)
    plain = np.append(stems, np.full(len(KINDS) * SLOT_ORDERS, -1, dtype=np.int32))[target]
    plain[target < 0] = -2
    n, m = source.shape[1], target.shape[1]
    there, here = np.zeros((len(source), m)), np.zeros((len(source), n))
    for i in range(n):
        for j in range(m):
            both = np.flatnonzero((source[:, i] >= 0) & (plain[:, j] >= 0))
            row = row_of(source[both, i], plain[both, j], table.bits)
            ahead = table.forward(row, source[both, i])
            there[both, j] = np.maximum(there[both, j], ahead)
            here[both, i] = np.maximum(here[both, i], back.backward(row, plain[both, j]))
    # Slots are sure; a word with no link is worth a little.
    there[plain == -1] = 1.0
    kinds = np.isin(
        source, [corpus.source_words.index(k) for k in KINDS if k in corpus.source_words]
    )
    here[kinds] = 1.0
    ahead = np.where(plain == -2, 0.0, np.log(np.clip(there, 1e-4, 1)))
    behind = np.where(source < 0, 0.0, np.log(np.clip(here, 1e-4, 1)))
    return ahead.sum(axis=1), behind.sum(axis=1)
