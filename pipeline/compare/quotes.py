"""The clauses behind the figures: the words of whatever a comparison names, once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from pipeline.compare.keyness import Keyword
from pipeline.compare.results import Comparison, Counterpart, Found, Quote
from pipeline.document import Reading

# How many matches of a clause, words of a side and clauses of a word are quoted: what is opened.
MATCHES, KEYWORDS, PLACES = 5, 40, 6
Place = tuple[str, str]  # hash of the document, id of the clause


def quotes(comparison: Comparison, readings: Iterable[Reading]) -> tuple[Quote, ...]:
    """The words of every clause that `comparison` names, of the documents at hand."""
    wanted: dict[str, set[str]] = {}
    for doc, name in named(comparison):
        wanted.setdefault(doc, set()).add(name)
    found = []
    for reading in {reading.document.sha256: reading for reading in readings}.values():
        doc = reading.document.sha256
        types = {label.clause: label.types for label in reading.labels}
        for clause in reading.tree:
            if clause.id in wanted.get(doc, ()):
                found.append(
                    Quote(
                        doc,
                        clause.id,
                        clause.span,
                        reading.tree.unit(clause.unit).citation,
                        reading.tree.words(clause),
                        types.get(clause.id, ()),
                    )
                )
    return tuple(found)


def named(comparison: Comparison) -> Iterator[Place]:
    """Every clause that a comparison names, some more than once."""
    own = comparison.document.sha256
    others = [source.sha256 for source in comparison.others]
    columns = [own, *(source.sha256 for source in comparison.tabled)]
    for item in comparison.counterparts:
        yield own, item.clause
        yield from ((others[match.source], match.clause) for match in _opened(item))
    for row in comparison.table:
        yield from ((columns[cell.source], cell.clause) for cell in row.cells)
    for gap in comparison.only_there:
        yield from ((others[found.source], found.clause) for found in (gap.example, *gap.examples))
    for one in comparison.reuse:
        yield own, one.clause
        yield others[one.source], one.other_clause
    for column, stressed in zip(columns, comparison.emphasis, strict=False):
        for clauses in stressed.clauses.values():
            yield from ((column, clause) for clause in clauses)
    for places in comparison.concordance.values():
        yield from places


def _opened(item: Counterpart) -> Iterator[Found]:
    """The matches that a reader opens: the best, and the best of those that can be read."""
    readable = (match for match in item.matches if match.words is not None)
    yield from item.matches[:MATCHES]
    yield from islice(readable, MATCHES)


def concordance(
    keys: Sequence[Keyword], reading: Reading, others: Sequence[Reading]
) -> Mapping[str, tuple[Place, ...]]:
    """Clauses in which the most distinctive words stand: those of here here, of there there."""
    most = min(KEYWORDS, len(keys) // 2)
    here = [key.word for key in keys[:most] if key.z > 0]
    there = [key.word for key in keys[len(keys) - most :] if key.z < 0]
    found = {word: tuple(_places(word, [reading])) for word in here}
    return found | {word: tuple(_places(word, others)) for word in there}


def _places(word: str, readings: Sequence[Reading]) -> list[Place]:
    """Up to so many clauses with a word, of as many documents as have it."""
    having = islice((one for one in readings if word in one.document.text), PLACES)
    holding = [
        [(one.document.sha256, clause.id) for clause in one.tree if word in one.tree.words(clause)]
        for one in having
    ]
    turns = [place for turn in range(PLACES) for row in holding for place in row[turn : turn + 1]]
    return turns[:PLACES]
