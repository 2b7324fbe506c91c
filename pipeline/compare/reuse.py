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
# The share of common stretches from which two clauses are aligned. A pair that is missed weighs
# four times one that is aligned in vain.
LIKELY = 0.25
MISSES_WEIGH = (0.2, 0.8)
SHORTEST = 12  # characters of shared wording
ALIKE = 0.75  # how much of the aligned stretch must be the same


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
    if not others:
        return ()
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=LIKELY, num_perm=HASHES, weights=MISSES_WEIGH)
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


@dataclass(frozen=True, slots=True)
class Aligned:
    """A stretch of one wording and of another that are nearly the same."""

    start: int
    end: int
    other_start: int
    other_end: int
    alike: float


def align(one: str, two: str) -> Aligned | None:
    """The stretch that gains most when a common character counts 1 and another one costs 1.

    >>> align("建科学城，推动大型科研仪器开放共享。", "推动大型科研仪器开放共享，做好服务").alike
    1.0
    """
    from rapidfuzz.distance import Indel

    steps = list(Indel.opcodes(one, two))
    best, gain, first = 0, 0, 0
    chosen: tuple[int, int] | None = None
    for place, step in enumerate(steps):
        size = max(step.src_end - step.src_start, step.dest_end - step.dest_start)
        gain += size if step.tag == "equal" else -size
        if step.tag == "equal" and gain > best:
            best, chosen = gain, (first, place + 1)
        if gain <= 0:
            gain, first = 0, place + 1
    if chosen is None:
        return None
    run = steps[slice(*chosen)]
    same = sum(step.src_end - step.src_start for step in run if step.tag == "equal")
    start, end = run[0].src_start, run[-1].src_end
    other_start, other_end = run[0].dest_start, run[-1].dest_end
    total = max(end - start, other_end - other_start)
    if end - start < SHORTEST or same < ALIKE * total:
        return None
    return Aligned(start, end, other_start, other_end, round(same / total, 4))


def _align(
    source: int, reading: Reading, mine: Clause, other: Reading, theirs: Clause, formulas: Formulas
) -> Shared | None:
    """The stretch that two clauses share, if it is long enough and nearly the same."""
    one, two = reading.tree.words(mine), other.tree.words(theirs)
    aligned = align(one, two)
    if aligned is None:
        return None
    words = one[aligned.start : aligned.end]
    return Shared(
        source,
        mine.id,
        _inside(mine.span, aligned.start, aligned.end),
        theirs.id,
        _inside(theirs.span, aligned.other_start, aligned.other_end),
        aligned.alike,
        round(len(words) * (1 - formulas.share(words)), 2),
        issued_first(reading.document.issued, other.document.issued),
    )


def _inside(span: Span, start: int, end: int) -> Span:
    return Span(span.start + start, span.start + end)
