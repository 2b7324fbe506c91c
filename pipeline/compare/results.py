"""What a comparison finds, as types."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.collection import Source
from pipeline.compare.differences import Difference
from pipeline.compare.emphasis import Emphasis
from pipeline.compare.keyness import Keyword
from pipeline.compare.reuse import Shared
from pipeline.compare.table import Change, Row
from pipeline.document import Span


@dataclass(frozen=True, slots=True)
class Found:
    """One match as a reader needs it: where it stands, how near, and what differs."""

    source: int
    clause: str
    span: Span
    score: float
    words: str | None = None
    differs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A clause of the document and its matches elsewhere, best first."""

    clause: str
    span: Span
    words: str
    matches: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A task that other documents set and this one does not, shown by one of their clauses."""

    example: Found
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found. A number of a source is its place among `others`.

    In `table`, `emphasis` and `changes` column 0 is the document and column n + 1 the n-th of
    `tabled`: the others that were read for their targets too.
    """

    document: Source
    others: tuple[Source, ...]
    counterparts: tuple[Counterpart, ...]
    only_here: tuple[str, ...] = ()
    only_there: tuple[Missing, ...] = ()
    likeness: tuple[float, ...] = ()
    table: tuple[Row, ...] = ()
    tabled: tuple[Source, ...] = ()
    changes: tuple[tuple[int, tuple[Change, ...]], ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    keys: tuple[Keyword, ...] = ()
    reuse: tuple[Shared, ...] = ()
