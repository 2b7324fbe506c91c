"""What a draft must say and does not: which words, for which stretch of the clause, and where.

    推进数字政府建设，新增床位300张。      Advance digital building and add beds.
        ├─ 数字政府建设  digital government development     missing; belongs after `Advance`
        └─ 300                                            missing; belongs after `add`

The engine drafts again from such a place on, made to begin with the words (constrained decoding),
so that what follows fits them. Where that fails, the words are put in the place of those that the
engine has there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Span
from pipeline.translate.dates import dates_in
from pipeline.translate.glossary import Glossary
from pipeline.translate.pieces import word_end, word_start
from pipeline.translate.proof import prove
from pipeline.translate.proof.figures import matched
from pipeline.translate.proof.names import lost
from pipeline.translate.proof.omission import suspicion
from pipeline.translate.proof.plain import plain
from pipeline.translate.proof.repair import spelt
from pipeline.translate.terminology import uses

# Below this share of the attention a stretch of the clause was not looked at, so not said either.
LEAST_ATTENTION = 0.15


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stretch of the clause, and the words that it must be said with."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """The pieces of a draft that stand for a stretch of the clause; none where it was left out."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One candidate for a part of a clause: its pieces, what each looked at, what it lacks.

    `tried` is what it was already made to say, in vain or not.
    """

    part: str
    pieces: tuple[str, ...]
    english: str
    attention: Sequence[Sequence[float]]
    lacks: tuple[Wanted, ...]
    tried: frozenset[Wanted] = frozenset()

    def badness(self) -> float:
        """How bad the draft is: what it lacks, wrong figures, stretches left out or said again."""
        return len(self.lacks) + faultiness(self.part, self.english)


def faultiness(chinese: str, english: str) -> float:
    """How bad a draft is, terms aside; the weights are round numbers."""
    faults = [check for check in prove(chinese, english) if not check.ok]
    counted = sum(check.detail.count(";") + 1 for check in faults if check.check in COUNTED)
    return counted + 0.3 * max(-3.0, suspicion(chinese, english))


COUNTED = frozenset({"number", "date", "unit", "bound", "repetition", "untranslated"})


def wanted(chinese: str, english: str, glossary: Glossary | None) -> tuple[Wanted, ...]:
    """The terms, figures, dates and Latin strings that a draft lacks, in the clause's order.

    >>> wanted("新增床位300张。", "Add beds.", None)
    (Wanted(span=Span(start=4, end=7), words='300'),)
    >>> [one.words for one in wanted("2026年3月1日起推广5G。", "Spread it.", None)]
    ['March 1, 2026', '5G']
    """
    found = [
        *_terms(chinese, english, glossary),
        *_figures(chinese, english),
        *_latin(chinese, english),
    ]
    return tuple(sorted(found, key=lambda one: (one.span.start, one.words)))


def _terms(chinese: str, english: str, glossary: Glossary | None) -> Iterator[Wanted]:
    if glossary is None:
        return
    unsaid = {use.term for use in uses(chinese, english, glossary) if use.rendering is None}
    for found in glossary.find(chinese):
        if found.term in unsaid:
            unsaid.discard(found.term)
            yield Wanted(found.span, found.term.renderings[0])


def _figures(chinese: str, english: str) -> Iterator[Wanted]:
    """Missing figures with their bounds and units; those of a date together."""
    # Where the clause had to be made plain first, the figures' places are not those of the clause.
    if len(plain(chinese)) != len(chinese):
        return
    missing = matched(chinese, english).missing
    dates = [
        Wanted(span, words)
        for span, words in dates_in(chinese)
        if any(figure.span in span for figure in missing)
    ]
    yield from dates
    for figure in missing:
        if not any(figure.span in date.span for date in dates):
            yield Wanted(figure.span, spelt(chinese, figure))


def _latin(chinese: str, english: str) -> Iterator[Wanted]:
    for token in lost(chinese, english):
        start = chinese.find(token)
        if start >= 0:
            yield Wanted(Span(start, start + len(token)), token)


def place(
    one: Wanted,
    attention: Sequence[Sequence[float]],
    sources: Sequence[Span],
    pieces: Sequence[str],
) -> Place:
    """Where the draft says a stretch of the clause, or where it would have to.

    `attention` has for every piece of the draft how much it looked at each piece of the clause,
    and `sources` where those stand.
    """
    columns = [n for n, span in enumerate(sources) if _overlap(span, one.span)]
    looked = [sum(row[n] for n in columns) for row in attention[: len(pieces)]]
    most = max(looked, default=0.0)
    if most < LEAST_ATTENTION:
        at = _gap(one.span, attention, sources, pieces)
        return Place(at, at)
    best = looked.index(most)
    start, end = best, best + 1
    while start and looked[start - 1] >= most / 2:
        start -= 1
    while end < len(looked) and looked[end] >= most / 2:
        end += 1
    return Place(word_start(pieces, start), word_end(pieces, end))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _gap(
    span: Span,
    attention: Sequence[Sequence[float]],
    sources: Sequence[Span],
    pieces: Sequence[str],
) -> int:
    """The place behind the last word that comes from before the stretch."""
    at = 0
    for n, row in enumerate(attention[: len(pieces)], start=1):
        source = sources[max(range(len(row)), key=row.__getitem__)]
        if source.start < source.end <= span.start:
            at = n
    return word_end(pieces, at)
