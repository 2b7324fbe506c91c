"""Count and smooth the language model of the English side (modified Kneser-Ney, weighted texts)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.train.phrases_text import Corpus
from pipeline.translate.phrases.language import FACTOR, SEED, STEP

ORDER = 4
START, END = 1, 2
DISCOUNTS = (0.65, 1.0, 1.3)
"""For what was seen once, twice, or more often."""

LOAD = 0.8


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of one order, sorted: packed ids, probability, and the mass left for others."""

    keys: Any
    chance: Any
    back: Any


def count(corpus: Corpus, same: Any, weights: Any, trusted: Any) -> list[tuple[Any, Any, Any, Any]]:
    """For each order: packed n-grams, weighted counts, counts, and whether a trusted text has it.

    `same` maps word ids to the ids counted.
    """
    import numpy as np

    sizes = corpus.target_at[1:] - corpus.target_at[:-1]
    total = len(corpus.target) + 2 * len(corpus)
    begins = corpus.target_at[:-1] + 2 * np.arange(len(corpus))
    flat = np.empty(total, dtype=np.uint64)
    inner = np.ones(total, dtype=bool)
    inner[begins] = inner[begins + sizes + 1] = False
    flat[inner] = same[corpus.target]
    flat[begins], flat[begins + sizes + 1] = START, END
    of = np.repeat(np.arange(len(corpus)), sizes + 2)
    counted = []
    key = np.zeros(total, dtype=np.uint64)
    for order in range(1, ORDER + 1):
        key = key[: total - order + 1] << np.uint64(16) | flat[order - 1 :]
        whole = of[: total - order + 1] == of[order - 1 :]
        rows = of[: total - order + 1][whole]
        keys, at = np.unique(key[whole], return_inverse=True)
        counted.append(
            (keys, np.bincount(at, weights=weights[rows]), np.bincount(at),
             np.bincount(at, weights=trusted[rows]) > 0)
        )  # fmt: skip
        key = key[: total - order] if order < ORDER else key
    return counted


def smoothed(counted: list[tuple[Any, Any, Any, Any]], vocabulary: int) -> list[Grams]:
    """Probabilities and back-off masses, without n-grams that were seen once.

    Two or three words are kept where a trusted text has them.
    """
    import numpy as np

    made: list[Grams] = []
    for order in range(1, ORDER + 1):
        keys, heavy, times, sure = counted[order - 1]
        kept = np.ones(len(keys), dtype=bool)
        if order > 1:
            kept = (times >= 2) | (sure & (order < ORDER))
        if order < ORDER:
            heavy, times = _continued(keys, heavy, times, counted[order])
        share = np.array([0, *DISCOUNTS])[np.minimum(times, 3)] / np.maximum(times, 1)
        left = heavy * np.where(kept, np.minimum(share, 1), 1)
        before = keys >> np.uint64(16)
        groups, at = np.unique(before, return_inverse=True)
        total = np.bincount(at, weights=heavy)
        free = np.bincount(at, weights=left) / total
        if order == 1:
            chance = (heavy - left) / total[0] + free[0] / vocabulary
            made.append(Grams(keys, chance, np.ones(len(keys))))
            continue
        below = made[-1]
        rows = np.searchsorted(below.keys, groups)
        rows_ok = rows < len(below.keys)
        rows_ok[rows_ok] = below.keys[rows[rows_ok]] == groups[rows_ok]
        below.back[rows[rows_ok]] = np.maximum(free[rows_ok], 1e-6)
        suffix = keys & np.uint64((1 << 16 * (order - 1)) - 1)
        lower = chances(made, suffix[kept], order - 1)
        chance = (heavy - left)[kept] / total[at[kept]] + free[at[kept]] * lower
        made.append(Grams(keys[kept], chance, np.ones(int(kept.sum()))))
    return made


def _continued(
    keys: Any, heavy: Any, times: Any, above: tuple[Any, Any, Any, Any]
) -> tuple[Any, Any]:
    """Counts of different words before, for n-grams that do not begin a sentence."""
    import numpy as np

    longer, weight, often, _ = above
    width = np.uint64(int(keys.max()).bit_length() + 15 & ~15)
    suffix = longer & ((np.uint64(1) << width) - np.uint64(1))
    at = np.searchsorted(keys, suffix)
    each = np.bincount(at, weights=weight / often, minlength=len(keys))
    kinds = np.bincount(at, minlength=len(keys))
    # What begins a sentence has nothing before it: it keeps its counts.
    first = kinds == 0
    return np.where(first, heavy, each), np.where(first, times, kinds)


def chances(made: list[Grams], keys: Any, order: int) -> Any:
    """The probability of the last word of each n-gram after the words before it."""
    import numpy as np

    grams = made[order - 1]
    at = np.minimum(np.searchsorted(grams.keys, keys), len(grams.keys) - 1)
    hit = grams.keys[at] == keys
    found = np.where(hit, grams.chance[at], 1e-7)
    if order == 1 or hit.all():
        return found
    miss = np.flatnonzero(~hit)
    before = keys[miss] >> np.uint64(16)
    below = made[order - 2]
    rows = np.minimum(np.searchsorted(below.keys, before), len(below.keys) - 1)
    back = np.where(below.keys[rows] == before, below.back[rows], 1.0)
    suffix = keys[miss] & np.uint64((1 << 16 * (order - 1)) - 1)
    found[miss] = back * chances(made, suffix, order - 1)
    return found


def tables(made: list[Grams], vocabulary: int) -> dict[str, Any]:
    """The arrays of the language model as it is shipped."""
    import numpy as np

    words = np.full(vocabulary, 15.9, dtype=np.float32)
    word_backs = np.zeros(vocabulary, dtype=np.float32)
    ids = made[0].keys.astype(np.int64)
    words[ids] = -np.log(made[0].chance)
    word_backs[ids] = -np.log(made[0].back)
    hashes, costs, backs = [], [], []
    for order, grams in enumerate(made[1:], start=2):
        run = np.zeros(len(grams.keys), dtype=np.uint64)
        for place in range(order - 1, -1, -1):
            word = grams.keys >> np.uint64(16 * place) & np.uint64(0xFFFF)
            spread = (word + np.uint64(1)) * np.uint64(SEED)
            run = (run ^ spread) * np.uint64(FACTOR)
        hashes.append(run)
        costs.append(_bytes(-np.log(np.maximum(grams.chance, 1e-7))))
        follows = grams.back < 1.0
        backs.append(np.where(follows, np.minimum(_bytes(-np.log(grams.back)), 254), 255))
    rows = hash_rows(np.concatenate(hashes))
    size = rows[0]
    marks = np.zeros(size, dtype=np.uint32)
    marks[rows[1]] = (np.concatenate(hashes) & np.uint64(0xFFFFFFFF)).astype(np.uint32) | 1
    cost = np.zeros(size, dtype=np.uint8)
    back = np.zeros(size, dtype=np.uint8)
    cost[rows[1]] = np.concatenate(costs)
    back[rows[1]] = np.concatenate(backs)
    return {"marks": marks, "costs": cost, "backs": back, "words": words, "word_backs": word_backs}


def _bytes(costs: Any) -> Any:
    import numpy as np

    return np.clip(np.round(costs / STEP), 0, 254).astype(np.uint8)


def hash_rows(hashes: Any) -> tuple[int, Any]:
    """Where each hash goes in an open-addressed table, and the size of the table."""
    import numpy as np

    bits = max(4, int(np.ceil(np.log2(len(hashes) / LOAD))))
    size = 1 << bits
    taken = np.zeros(size, dtype=bool)
    rows = (hashes >> np.uint64(64 - bits)).astype(np.int64)
    placed = np.full(len(hashes), -1, dtype=np.int64)
    waiting = np.arange(len(hashes))
    while len(waiting):
        here = rows[waiting]
        free = ~taken[here]
        _, first = np.unique(here, return_index=True)
        firsts = np.zeros(len(waiting), dtype=bool)
        firsts[first] = True
        fits = free & firsts
        placed[waiting[fits]] = here[fits]
        taken[here[fits]] = True
        waiting = waiting[~fits]
        rows[waiting] = (rows[waiting] + 1) % size
    return size, placed
