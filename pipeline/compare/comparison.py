"""Compare one document with others.

    A, [B …] ──Comparer──▶ Comparison = counterparts + indicator table + gaps + emphasis + reuse

The parts that need no more than clauses are always made; those that need targets or task types are
made of the documents that have them. Figures between two documents depend on these two alone: add
a third and they stay as they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.compare.atlas import Atlas, usage
from pipeline.compare.collection import (
    Collection,
    Encode,
    Source,
    collect,
    comparable,
    cut,
    join,
)
from pipeline.compare.counterparts import MOST, Finder, Match
from pipeline.compare.differences import differences
from pipeline.compare.emphasis import emphasis
from pipeline.compare.formulas import Formulas
from pipeline.compare.gaps import Gap, lacking, only_here
from pipeline.compare.indicators import Ontology
from pipeline.compare.keyness import Keyword, Words, keyness
from pipeline.compare.lexical import Rarity
from pipeline.compare.quotes import concordance, quotes
from pipeline.compare.results import Comparison, Counterpart, Found, Missing
from pipeline.compare.reuse import reuse
from pipeline.compare.similarity import likeness, nearest, similarity
from pipeline.compare.table import Cell, Change, Key, Row, changes, stated, tabulate
from pipeline.compare.tasks import tasks
from pipeline.document import Clause, Reading

# Counterparts whose differences are worked out: an analyst reads the first few that can be read.
EXPLAINED = 5
# Documents that must set a task before its absence here is a gap.
LEAST = 3
# Words are counted in so many documents: cutting text into words is the slowest part.
WORDED = 60


@dataclass(frozen=True)
class Comparer:
    """Compares documents. `encode`, `rarity` and `formulas` come from the matcher that ships.

    Without `words` nothing is said of distinctive vocabulary. `prior` is how often the genre uses
    each word; without it, the documents compared are the prior.
    """

    encode: Encode
    rarity: Rarity
    ontology: Ontology
    formulas: Formulas
    words: Words | None = None
    prior: Mapping[str, int] | None = None
    most: int = MOST
    least: int = LEAST

    @classmethod
    def load(cls, ontology: Ontology | None = None, *, words: Words | None = None) -> Comparer:
        """A comparer with the matcher and the ontology that ship.

        The prior of distinctive words is the usage of the atlas that ships: as sure of which words
        are distinctive as the documents' own, and the same whatever is compared.
        """
        from pipeline.compare.vectors import Encoder

        known = ontology or Ontology.load()
        prior = usage() if words else None
        return cls(Encoder.load(), Rarity.load(), known, Formulas.load(), words, prior)

    def __call__(
        self, reading: Reading, others: Sequence[Reading], atlas: Atlas | None = None
    ) -> Comparison:
        """Compare `reading` with `others` and with the documents of an atlas.

        An atlas has no wording, so shared wording is of `others` alone, and so is vocabulary,
        unless there are none: an atlas does count words.
        """
        collection = self._collection(others, atlas)
        told = [other for other in others if other.findings.quantities]
        tabled = (*(Source.of(o.document) for o in told), *(atlas.sources() if atlas else ()))
        table = tabulate(self._statements(reading, told, atlas), self.ontology)
        mine = self._vectors(reading, collection)
        known = {other.document.sha256: Known.of(other) for other in others}
        apart = without(collection, reading)
        alike = likeness(mine, collection)
        keys = self._keys(reading, others, atlas)
        found = Comparison(
            document=Source.of(reading.document),
            others=collection.sources,
            counterparts=self._counterparts(reading, known, collection),
            only_here=_ids(reading, only_here(mine, apart), tasks(reading, self.formulas)),
            only_there=_missing(self._gaps(mine, apart), collection, known),
            likeness=alike,
            table=table,
            tabled=tabled,
            changes=_changes(Source.of(reading.document), tabled, table),
            emphasis=tuple(emphasis(one) for one in (reading, *told)),
            keys=keys,
            reuse=reuse(reading, _numbered(others, collection), self.formulas),
            similarity=similarity(mine, collection, nearest(alike, len(known))),
            usual=atlas.usual() if atlas else {},
            concordance=concordance(keys, reading, others),
        )
        return replace(found, quotes=quotes(found, (reading, *others)))

    def _collection(self, others: Sequence[Reading], atlas: Atlas | None) -> Collection:
        if atlas is not None and not others:
            return atlas.collection()
        found = collect(others, self.encode, self.rarity, self.formulas)
        return found if atlas is None else join(found, atlas.collection())

    def _statements(
        self, reading: Reading, told: Sequence[Reading], atlas: Atlas | None
    ) -> Iterator[tuple[Key, Cell]]:
        for column, one in enumerate((reading, *told)):
            yield from stated(column, one, self.ontology)
        if atlas:
            yield from atlas.statements(1 + len(told))

    def _vectors(self, reading: Reading, collection: Collection) -> Any:
        words = [reading.tree.words(clause) for clause in comparable(reading.tree)]
        return cut(self.encode(words), collection.width)

    def _gaps(self, mine: Any, collection: Collection) -> tuple[Gap, ...]:
        return lacking(mine, collection, least=min(self.least, max(1, len(collection.sources))))

    def _counterparts(
        self, reading: Reading, known: Mapping[str, Known], collection: Collection
    ) -> tuple[Counterpart, ...]:
        clauses = list(reading.tree)
        words = [reading.tree.words(clause) for clause in clauses]
        find = Finder.over(collection, most=self.most)
        vectors = cut(self.encode(words), collection.width)
        matches = find(words, vectors, leave_out=itself(reading, collection))
        found = []
        for clause, text, row in zip(clauses, words, matches, strict=True):
            readable = [match for match in row if _source(match, collection) in known]
            told = frozenset(match.passage for match in readable[:EXPLAINED])
            near = tuple(
                self._found(reading, clause, match, collection, known, match.passage in told)
                for match in row
            )
            found.append(Counterpart(clause.id, clause.span, text, near))
        return tuple(found)

    def _found(
        self,
        reading: Reading,
        clause: Clause,
        match: Match,
        collection: Collection,
        known: Mapping[str, Known],
        explain: bool,
    ) -> Found:
        found = _where(match.passage, match.score, collection, known)
        there = known.get(collection.sources[found.source].sha256)
        if there is None or not explain or not there.reading.findings.quantities:
            return found
        other = there.clauses[found.clause]
        differs = differences(reading, clause, there.reading, other, self.ontology)
        return Found(found.source, found.clause, found.span, found.score, found.words, differs)

    def _keys(
        self, reading: Reading, others: Sequence[Reading], atlas: Atlas | None
    ) -> tuple[Keyword, ...]:
        if self.words is None or not (others or atlas):
            return ()
        here = self.words([reading.document.text])
        if others:
            step = -(-len(others) // WORDED)
            there = self.words(other.document.text for other in others[::step])
        else:
            own = reading.document.sha256
            there = atlas.only(lambda row: row["sha256"] != own).usage() if atlas else Counter()
        return keyness(here, there, self.prior or here + there)


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose words are at hand, with its clauses by id."""

    reading: Reading
    clauses: dict[str, Clause]

    @classmethod
    def of(cls, reading: Reading) -> Known:
        """Index the clauses of a reading."""
        return cls(reading, {clause.id: clause for clause in reading.tree})


def itself(reading: Reading, collection: Collection) -> frozenset[int]:
    """The document's own place among the sources, unless it is compared with nothing else."""
    if len(collection.sources) < 2:
        return frozenset()
    own = reading.document.sha256
    return frozenset(n for n, source in enumerate(collection.sources) if source.sha256 == own)


def without(collection: Collection, reading: Reading) -> Collection:
    """The collection as far as it is not the document itself."""
    import numpy as np

    own = itself(reading, collection)
    if not own:
        return collection
    kept = [n for n, passage in enumerate(collection.passages) if passage.source not in own]
    return Collection(
        collection.sources,
        tuple(collection.passages[n] for n in kept),
        collection.vectors[np.asarray(kept, dtype=np.int64)],
    )


def _source(match: Match, collection: Collection) -> str:
    """The hash of the document that a match is in."""
    return collection.sources[collection.passages[match.passage].source].sha256


def _where(passage: int, score: float, collection: Collection, known: Mapping[str, Known]) -> Found:
    place = collection.passages[passage]
    there = known.get(collection.sources[place.source].sha256)
    words = there.reading.document[place.span] if there else None
    return Found(place.source, place.clause, place.span, score, words)


def _missing(
    gaps: Sequence[Gap], collection: Collection, known: Mapping[str, Known]
) -> tuple[Missing, ...]:
    return tuple(
        Missing(
            _where(gap.passage, gap.nearest, collection, known),
            gap.documents,
            tuple(_where(place, gap.nearest, collection, known) for place in gap.examples),
        )
        for gap in gaps
    )


def _ids(reading: Reading, rows: Sequence[int], known: frozenset[str]) -> tuple[str, ...]:
    """The ids of those of the comparable clauses in `rows` that set a task: are among `known`."""
    clauses = comparable(reading.tree)
    return tuple(clauses[row].id for row in rows if clauses[row].id in known)


def _changes(
    document: Source, tabled: Sequence[Source], table: Sequence[Row]
) -> tuple[tuple[int, tuple[Change, ...]], ...]:
    """What became of each target, for every other document of the same place.

    The earlier of two comes first; where the dates do not say, the other document does.
    """
    found = []
    for column, other in enumerate(tabled, 1):
        if document.place and other.place == document.place and other.sha256 != document.sha256:
            later = (other.issued or "") > (document.issued or "")
            pair = (0, column) if later else (column, 0)
            found.append((column, changes(table, *pair)))
    return tuple(found)


def _numbered(others: Sequence[Reading], collection: Collection) -> dict[int, Reading]:
    """The others by their places among the sources; a document that came twice counts once."""
    place = {source.sha256: number for number, source in enumerate(collection.sources)}
    return {
        place[other.document.sha256]: other
        for other in reversed(others)
        if other.document.sha256 in place
    }
