"""One document against the others: everything that a comparison finds, and how it is made.

    A, [B …] ──compare──▶ Comparison = counterparts + indicator table + gaps + emphasis + reuse

The parts that need no more than clauses are always made; those that need targets or task types are
made of the documents that have them. Figures between two documents depend on these two alone: add
a third and they stay as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.collection import Collection, Encode, Source, collect
from pipeline.compare.counterparts import MOST, Finder, Match
from pipeline.compare.differences import Difference, differences
from pipeline.compare.indicators import Ontology
from pipeline.compare.lexical import Rarity
from pipeline.compare.table import Row, tabulate
from pipeline.document import Clause, Reading, Span

# Counterparts whose differences are worked out: an analyst reads the first few.
EXPLAINED = 5


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
class Comparison:
    """What a comparison found. Sources are numbered as in `others`; the document is -1 in none.

    In `table` column 0 is the document and column n + 1 the n-th of `tabled`.
    """

    document: Source
    others: tuple[Source, ...]
    counterparts: tuple[Counterpart, ...]
    table: tuple[Row, ...] = ()
    tabled: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Comparer:
    """Compares documents. `encode` and `rarity` come from the matcher that ships."""

    encode: Encode
    rarity: Rarity
    ontology: Ontology
    most: int = MOST

    @classmethod
    def load(cls, ontology: Ontology | None = None) -> Comparer:
        """A comparer with the matcher and the ontology that ship."""
        from pipeline.compare.vectors import Encoder

        return cls(Encoder.load(), Rarity.load(), ontology or Ontology.load())

    def __call__(
        self,
        reading: Reading,
        others: Sequence[Reading],
        collection: Collection | None = None,
    ) -> Comparison:
        """Compare `reading` with `others`; with a collection (an atlas), against that instead."""
        collection = collection or collect((o.tree for o in others), self.encode, self.rarity)
        told = [other for other in others if other.findings.quantities]
        return Comparison(
            Source.of(reading.document),
            collection.sources,
            self._counterparts(reading, others, collection),
            tabulate([reading, *told], self.ontology),
            tuple(Source.of(other.document) for other in told),
        )

    def _counterparts(
        self, reading: Reading, others: Sequence[Reading], collection: Collection
    ) -> tuple[Counterpart, ...]:
        clauses = list(reading.tree)
        words = [reading.tree.words(clause) for clause in clauses]
        find = Finder.over(collection, most=self.most)
        matches = find(words, self.encode(words), leave_out=_itself(reading, collection))
        known = {other.document.sha256: _Known.of(other) for other in others}
        return tuple(
            Counterpart(
                clause.id,
                clause.span,
                text,
                tuple(
                    self._found(reading, clause, match, collection, known, place < EXPLAINED)
                    for place, match in enumerate(row)
                ),
            )
            for clause, text, row in zip(clauses, words, matches, strict=True)
        )

    def _found(
        self,
        reading: Reading,
        clause: Clause,
        match: Match,
        collection: Collection,
        known: dict[str, _Known],
        explain: bool,
    ) -> Found:
        passage = collection.passages[match.passage]
        there = known.get(collection.sources[passage.source].sha256)
        found = Found(passage.source, passage.clause, passage.span, match.score)
        if there is None:
            return found
        other = there.clauses[passage.clause]
        differs = (
            differences(reading, clause, there.reading, other, self.ontology)
            if explain and there.reading.findings.quantities
            else ()
        )
        text = there.reading.tree.words(other)
        return Found(found.source, found.clause, found.span, found.score, text, differs)


@dataclass(frozen=True, slots=True)
class _Known:
    """A document whose words are at hand, with its clauses by id."""

    reading: Reading
    clauses: dict[str, Clause]

    @classmethod
    def of(cls, reading: Reading) -> _Known:
        return cls(reading, {clause.id: clause for clause in reading.tree})


def _itself(reading: Reading, collection: Collection) -> frozenset[int]:
    """The document's own place among the sources, unless it is compared with nothing else."""
    if len(collection.sources) < 2:
        return frozenset()
    own = reading.document.sha256
    return frozenset(n for n, source in enumerate(collection.sources) if source.sha256 == own)
