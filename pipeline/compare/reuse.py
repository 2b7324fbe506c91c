"""Wording that two documents share, and which of them had it first (文本沿用).

Clauses that share many four-character stretches are found by MinHash (datasketch); the stretch that
both have is then aligned (rapidfuzz). Set formulas of the genre (以…为指导, 贯彻…精神)
prove no borrowing: their characters do not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.compare.collection import comparable
from pipeline.compare.formulas import Formulas
from pipeline.compare.signatures import HASHES, SEED, stretches
from pipeline.document import Clause, Reading, Span

Direction = Literal["here", "there", "unknown"]
# The share of common stretches from which two clauses are aligned; LSH finds nearly all pairs over
# it, and some under it.
LIKELY = 0.3
SHORTEST = 12  # characters of shared wording
ALIKE = 80.0  # of 100: how much of the aligned stretch must be the same


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch of wording in two documents. `weight` is the number of its characters, discounted
    for set formulas; `first` says which side was issued earlier."""

    source: int
    clause: str
    span: Span
    other_clause: str
    other_span: Span
    alike: float
    weight: float
    first: Direction


def reuse(
    reading: Reading, others: Mapping[int, Reading], formulas: Formulas
) -> tuple[Shared, ...]:
    """The wording that `reading` shares with each of the others, the weightiest first."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

    index = MinHashLSH(threshold=LIKELY, num_perm=HASHES)
    mine = comparable(reading.tree)
    signed = MinHash.bulk(
        [stretches(reading.tree.words(clause)) for clause in mine], num_perm=HASHES, seed=SEED
    )
    for place, signature in enumerate(signed):
        index.insert(place, signature)
    found = []
    for source, other in sorted(others.items()):
        theirs = comparable(other.tree)
        asked = MinHash.bulk(
            [stretches(other.tree.words(clause)) for clause in theirs], num_perm=HASHES, seed=SEED
        )
        for clause, signature in zip(theirs, asked, strict=True):
            for place in index.query(signature):
                shared = _align(source, reading, mine[place], other, clause, formulas)
                found.extend([shared] if shared else [])
    return tuple(sorted(found, key=lambda item: (-item.weight, item.source, item.span)))


def issued_first(here: str | None, there: str | None) -> Direction:
    """Which of two EDTF dates is earlier; unknown where one may be either side of the other.

    >>> issued_first("2020-12-28", "2021"), issued_first("2021", "2021-03")
    ('here', 'unknown')
    """
    if not here or not there:
        return "unknown"
    width = min(len(here), len(there))
    if here[:width] == there[:width]:
        return "unknown"
    return "here" if here[:width] < there[:width] else "there"


def _align(
    source: int, reading: Reading, mine: Clause, other: Reading, theirs: Clause, formulas: Formulas
) -> Shared | None:
    """The stretch that two clauses share, if it is long enough and nearly the same."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    one, two = reading.tree.words(mine), other.tree.words(theirs)
    aligned = partial_ratio_alignment(one, two, score_cutoff=ALIKE)
    if aligned is None or aligned.src_end - aligned.src_start < SHORTEST:
        return None
    words = one[aligned.src_start : aligned.src_end]
    return Shared(
        source,
        mine.id,
        _inside(mine.span, aligned.src_start, aligned.src_end),
        theirs.id,
        _inside(theirs.span, aligned.dest_start, aligned.dest_end),
        round(aligned.score / 100, 4),
        round(len(words) * (1 - formulas.share(words)), 2),
        issued_first(reading.document.issued, other.document.issued),
    )


def _inside(span: Span, start: int, end: int) -> Span:
    return Span(span.start + start, span.start + end)
