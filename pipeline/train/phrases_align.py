"""Which word of a sentence is said by which: two translation models that are made to agree.

Model 1 with a prior along the diagonal, in both directions at once. After the first rounds a link
counts only as far as both directions believe in it (Liang, Taskar and Klein 2006), which keeps the
rare words from collecting everything. A link is kept where the product of the two is large enough.

Word pairs share a table by hash: of 2^26 rows a few in ten thousand meet a frequent pair by chance.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.train.phrases_text import Corpus
from pipeline.translate.glossary import stem

log = logging.getLogger(__name__)

MOST_BITS = 26
"""A table has 2^26 rows at most, and no more than twice as many as there are cells."""

DIAGONAL = 4.0
NULL = 0.1
CHUNK = 8_000_000
"""Cells (word pairs of a sentence) that are looked at at once."""


@dataclass(frozen=True, slots=True)
class Table:
    """How often words were linked: by pair (hashed), by Chinese word, by English stem."""

    pairs: Any
    source: Any
    target: Any

    @property
    def bits(self) -> int:
        """The table has two to the power of this many rows."""
        return len(self.pairs).bit_length() - 1

    def forward(self, rows: Any, source: Any) -> Any:
        """The share of a Chinese word's links that are to this English one."""
        return self.pairs[rows] / self.source[source]

    def backward(self, rows: Any, target: Any) -> Any:
        """The share of an English word's links that are to this Chinese one."""
        return self.pairs[rows] / self.target[target]


def row_of(source: Any, target: Any, bits: int) -> Any:
    """The row of a word pair in the table."""
    import numpy as np

    mixed = source.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= target.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(64 - bits)).astype(np.int32)


def stem_ids(words: Sequence[str]) -> Any:
    """For every English word the number of its stem: business and businesses are one."""
    import numpy as np

    known: dict[str, int] = {}
    return np.array([known.setdefault(stem(word), len(known)) for word in words], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class _Cells:
    """All word pairs of some sentences: where they are, their row, and their prior."""

    source: Any
    target: Any
    row: Any
    prior: Any
    starts: Any
    bits: int


def _cells(corpus: Corpus, stems: Any) -> Iterator[_Cells]:
    import numpy as np

    lengths = corpus.source_at[1:] - corpus.source_at[:-1]
    widths = corpus.target_at[1:] - corpus.target_at[:-1]
    ends = np.cumsum(lengths * widths)
    bits = min(MOST_BITS, int(2 * ends[-1]).bit_length())
    cuts = np.searchsorted(ends, np.arange(CHUNK, ends[-1] + CHUNK, CHUNK), side="left") + 1
    first = 0
    for last in np.minimum(cuts, len(corpus)):
        if last > first:
            yield _block(corpus, stems, first, int(last), bits)
        first = int(last)


def _block(corpus: Corpus, stems: Any, first: int, last: int, bits: int) -> _Cells:
    """The cells of sentences `first` to `last`, English word by English word."""
    import numpy as np

    source_at, target_at = corpus.source_at, corpus.target_at
    lengths = (source_at[1:] - source_at[:-1])[first:last]
    widths = (target_at[1:] - target_at[:-1])[first:last]
    target = np.arange(target_at[first], target_at[last])
    of = np.repeat(np.arange(last - first), widths)
    sizes = lengths[of]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    within = np.arange(int(sizes.sum())) - np.repeat(starts, sizes)
    source = np.repeat(source_at[first:last][of], sizes) + within
    place = (target - target_at[first:last][of] + 0.5) / widths[of]
    gap = (within + 0.5) / np.repeat(lengths[of], sizes) - np.repeat(place, sizes)
    prior = np.exp(-DIAGONAL * np.abs(gap)).astype(np.float32)
    target = np.repeat(target, sizes)
    row = row_of(corpus.source[source], stems[corpus.target[target]], bits)
    return _Cells(source.astype(np.int32), target.astype(np.int32), row, prior, starts, bits)


def train(corpus: Corpus, weights: Any, rounds: int, agree_after: int) -> tuple[Table, Table, Any]:
    """The tables of both directions, and the links of the last round: source, target, strength."""
    import numpy as np

    stems = stem_ids(corpus.target_words)
    kinds = len(corpus.source_words), int(stems.max()) + 1
    per_target = np.repeat(weights, corpus.target_at[1:] - corpus.target_at[:-1])
    blocks = list(_cells(corpus, stems))
    log.info("%d blocks of word pairs", len(blocks))
    forward = backward = None
    links: list[Any] = []
    unigram = np.bincount(stems[corpus.target], minlength=kinds[1]) / len(corpus.target)
    single = np.bincount(corpus.source, minlength=kinds[0]) / len(corpus.source)
    for number in range(rounds):
        made = [_Sums.empty(kinds, blocks[0].bits) for _ in range(2)]
        for cells in blocks:
            one, two = _posteriors(corpus, stems, cells, forward, backward, unigram, single)
            if number >= agree_after:
                one = two = one * two
            if number == rounds - 1:
                strong = one > 0.02
                links.append((cells.source[strong], cells.target[strong], one[strong]))
            heavy = per_target[cells.target]
            for sums, share in zip(made, (one * heavy, two * heavy), strict=True):
                sums.add(corpus, stems, cells, share)
        forward, backward = (sums.table() for sums in made)
        log.info("round %d", number + 1)
    assert forward is not None
    assert backward is not None
    return forward, backward, tuple(np.concatenate(part) for part in zip(*links, strict=True))


def _posteriors(
    corpus: Corpus, stems: Any, cells: _Cells, forward: Table | None, backward: Table | None,
    unigram: Any, single: Any,
) -> tuple[Any, Any]:  # fmt: skip
    """How likely each link is: by the English word's choice, and by the Chinese word's."""
    import numpy as np

    source, target = corpus.source[cells.source], stems[corpus.target[cells.target]]
    sizes = np.diff(np.append(cells.starts, len(cells.source)))
    one = cells.prior.copy()
    two = cells.prior.copy()
    if forward is not None and backward is not None:
        one *= forward.forward(cells.row, source)
        two *= backward.backward(cells.row, target)
    total = np.add.reduceat(one, cells.starts)
    low = int(cells.source[0])
    total_two = np.bincount(cells.source - low, weights=two)
    if forward is not None:
        total += NULL * unigram[target[cells.starts]] * sizes
        total_two += NULL * single[corpus.source[low : low + len(total_two)]] * 20
    one /= np.repeat(total, sizes) + 1e-12
    two /= total_two[cells.source - low].astype(np.float32) + 1e-12
    return one, two


@dataclass(slots=True)
class _Sums:
    pairs: Any
    source: Any
    target: Any

    @classmethod
    def empty(cls, kinds: tuple[int, int], bits: int) -> _Sums:
        import numpy as np

        return cls(np.zeros(1 << bits, dtype=np.float32), np.zeros(kinds[0]), np.zeros(kinds[1]))

    def add(self, corpus: Corpus, stems: Any, cells: _Cells, share: Any) -> None:
        import numpy as np

        np.add.at(self.pairs, cells.row, share.astype(np.float32))
        source, target = corpus.source[cells.source], stems[corpus.target[cells.target]]
        self.source += np.bincount(source, weights=share, minlength=len(self.source))
        self.target += np.bincount(target, weights=share, minlength=len(self.target))

    def table(self) -> Table:
        import numpy as np

        return Table(
            self.pairs,
            (self.source + 1e-3).astype(np.float32),
            (self.target + 1e-3).astype(np.float32),
        )


def settled_links(corpus: Corpus, links: tuple[Any, Any, Any], least: float) -> tuple[Any, Any]:
    """The strong links, those of slots that both sides have made sure of taking precedence."""
    import numpy as np

    source, target, strength = links
    free_source = np.ones(len(corpus.source), dtype=bool)
    free_target = np.ones(len(corpus.target), dtype=bool)
    free_source[corpus.link_source] = False
    free_target[corpus.link_target] = False
    kept = (strength >= least) & free_source[source] & free_target[target]
    both = (
        np.concatenate([source[kept], corpus.link_source]),
        np.concatenate([target[kept], corpus.link_target]),
    )
    order = np.argsort(both[0], kind="stable")
    return both[0][order], both[1][order]
