"""The clauses that a document is compared with, ready to be searched.

    readings ──collect──▶ Collection = facts of documents + their passages + vectors + shared words

An atlas gives a `Collection` too, without words: what needs words (`lexical`) is None then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compare.formulas import Formulas
from pipeline.compare.lexical import LexicalIndex, Rarity
from pipeline.compare.tasks import tasks
from pipeline.document import Clause, ClauseTree, Document, Reading, Span

# A shorter sentence (特此通知。) says too little to have a counterpart, and a longer "sentence" is
# a table that lost its lines.
SHORTEST, LONGEST = 15, 260
Encode = Callable[[Sequence[str]], Any]


@dataclass(frozen=True, slots=True)
class Source:
    """The facts of one document that is compared: what names it, places it and dates it."""

    sha256: str
    title: str | None = None
    place: str | None = None
    code: str | None = None
    level: str | None = None
    genre: str | None = None
    issued: str | None = None

    @classmethod
    def of(cls, document: Document) -> Source:
        """The facts of a document that was read."""
        place = document.place
        return cls(
            document.sha256,
            document.title,
            place.name if place else None,
            place.code if place else None,
            place.level if place else None,
            document.genre,
            document.issued,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause in a collection: its document (by place among the sources), id and span.

    `task` says whether it sets one; what does not is no gap where it is missing.
    """

    source: int
    clause: str
    span: Span
    task: bool = True


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents to compare with; `passages`, rows of `vectors` and of `lexical` go together."""

    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    vectors: Any
    lexical: LexicalIndex | None = None

    def __len__(self) -> int:
        return len(self.passages)

    @property
    def width(self) -> int:
        """How many numbers a vector has; those of an atlas are cut short."""
        return int(self.vectors.shape[1])


def collect(
    readings: Iterable[Reading], encode: Encode, rarity: Rarity, formulas: Formulas
) -> Collection:
    """Gather the clauses of `readings` that can be counterparts; a document counts once."""
    sources: dict[str, Source] = {}
    passages: list[Passage] = []
    words: list[str] = []
    for reading in readings:
        tree, source = reading.tree, Source.of(reading.document)
        if source.sha256 in sources:
            continue
        known = tasks(reading, formulas)
        for clause in comparable(tree):
            passages.append(Passage(len(sources), clause.id, clause.span, clause.id in known))
            words.append(tree.words(clause))
        sources[source.sha256] = source
    return Collection(
        tuple(sources.values()), tuple(passages), encode(words), LexicalIndex.build(words, rarity)
    )


def comparable(tree: ClauseTree) -> list[Clause]:
    """The clauses of `tree` that are neither too short nor too long to have counterparts."""
    return [clause for clause in tree if SHORTEST <= len(clause.span) <= LONGEST]


def cut(vectors: Any, width: int) -> Any:
    """The first numbers of each vector, again of length 1; they were trained to do alone."""
    import numpy as np

    short = vectors[:, :width]
    return short / np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)


def join(one: Collection, other: Collection) -> Collection:
    """Both collections in one, without words; a document that is in both counts once."""
    import numpy as np

    known = {source.sha256 for source in one.sources}
    fresh = [n for n, source in enumerate(other.sources) if source.sha256 not in known]
    place = {number: len(one.sources) + n for n, number in enumerate(fresh)}
    kept = [n for n, passage in enumerate(other.passages) if passage.source in place]
    width = min(one.width, other.width)
    added = tuple(
        Passage(place[p.source], p.clause, p.span, p.task)
        for p in (other.passages[n] for n in kept)
    )
    vectors = other.vectors[np.asarray(kept, dtype=np.int64)]
    return Collection(
        (*one.sources, *(other.sources[n] for n in fresh)),
        (*one.passages, *added),
        np.concatenate([cut(one.vectors, width), cut(vectors, width)]).astype(np.float32),
    )
