"""What a comparison finds, as types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.compare.collection import Source
from pipeline.compare.differences import Difference
from pipeline.compare.emphasis import Emphasis
from pipeline.compare.keyness import Keyword
from pipeline.compare.reuse import Shared
from pipeline.compare.similarity import Similarity
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
    """A task that other documents set and this one does not, shown by one of their clauses.

    `examples` has the clause of each document, in the order of `documents`.
    """

    example: Found
    documents: tuple[int, ...]
    examples: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause that a comparison speaks of, as written, and how a scholar cites it: 三（四）.

    `doc` is the hash of its document's text.
    """

    doc: str
    clause: str
    span: Span
    citation: str
    words: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Usual:
    """The quartiles of a share over the documents of an atlas: what is usual in the genre."""

    documents: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found. A number of a source is its place among `others`.

    In `table`, `emphasis` and `changes` column 0 is the document and column n + 1 the n-th of
    `tabled`: the others that were read for their targets too. `quotes` has the words of every
    clause that is named anywhere, as far as they are known: an atlas has none. `concordance` has
    clauses in which the most distinctive words stand, each as hash of the document and clause id.
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
    similarity: Similarity | None = None
    usual: Mapping[str, Usual] = field(default_factory=dict)
    concordance: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
