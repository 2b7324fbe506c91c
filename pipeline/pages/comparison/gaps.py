"""Gaps both ways, distinctive words, and what changed between two documents of one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipeline.charts.estimates import SURE
from pipeline.compare.keyness import Keyword
from pipeline.compare.results import Comparison, Found, Missing
from pipeline.compare.table import Change
from pipeline.pages.comparison.naming import Both, amount, both, indicator
from pipeline.pages.comparison.openings import Openings, Passage
from pipeline.pages.languages import LANGUAGES, Words

SHOWN = 40  # gaps on either side
SIDE = 18  # words of either side


@dataclass(frozen=True, slots=True)
class Lacking:
    """A task that others set: by how many, shown by whose clause, and what opens all of them."""

    documents: int
    name: Both
    words: str | None
    found: Found
    href: str


@dataclass(frozen=True, slots=True)
class Alone:
    """A clause that no other document has anything like."""

    clause: str
    citation: str
    words: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A distinctive word, and what opens the clauses it stands in."""

    key: Keyword
    own: bool
    href: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A target of one document as it stands in another of the same place."""

    name: Both
    change: Change
    before: Both | None
    after: Both | None
    href: str


def lacking(
    comparison: Comparison, names: Mapping[str, Both], openings: Openings, words: Words
) -> tuple[Lacking, ...]:
    """What others do and this document does not, as most of them do first.

    What can be read goes before what an atlas knows by number alone.
    """
    found = []
    readable = sorted(comparison.only_there, key=lambda gap: _shown(gap).words is None)
    for gap in readable[:SHOWN]:
        others, shown = gap.examples or (gap.example,), _shown(gap)
        passages = [Passage(comparison.others[one.source].sha256, one.clause) for one in others]
        title = both(words, "comparison.set-by", count=len(gap.documents))
        found.append(
            Lacking(
                len(gap.documents),
                names[comparison.others[shown.source].sha256],
                shown.words,
                shown,
                openings.add(title, passages, of=len(gap.documents)),
            )
        )
    return tuple(found)


def _shown(gap: Missing) -> Found:
    """The clause that stands for a gap: one whose words are known, if there is one."""
    return next((one for one in (gap.example, *gap.examples) if one.words), gap.example)


def alone(comparison: Comparison) -> tuple[Alone, ...]:
    """What this document does and no other, in its own order."""
    quoted = {
        quote.clause: quote
        for quote in comparison.quotes
        if quote.doc == comparison.document.sha256
    }
    wording = {item.clause: item.words for item in comparison.counterparts}
    return tuple(
        Alone(
            clause,
            quoted[clause].citation if clause in quoted else "",
            wording.get(clause, "").strip(),
            quoted[clause].types if clause in quoted else (),
        )
        for clause in comparison.only_here[:SHOWN]
    )


def telling(comparison: Comparison, openings: Openings) -> tuple[Telling, ...]:
    """The words most distinctive of here, then of there, place names apart.

    That a document names its own city more often is no finding.
    """
    places = _places(comparison)

    def foremost(keys: Iterable[Keyword]) -> list[Keyword]:
        telling = (key for key in keys if not any(place in key.word for place in places))
        return list(islice(telling, SIDE))

    here = foremost(key for key in comparison.keys if key.z >= SURE)
    there = foremost(key for key in reversed(comparison.keys) if key.z <= -SURE)
    return tuple(
        Telling(key, key.z > 0, _open(comparison, key, openings)) for key in (*here, *there[::-1])
    )


def _places(comparison: Comparison) -> frozenset[str]:
    """The places of the documents, in short: 澜州 of 澜州市."""
    sources = (comparison.document, *comparison.others)
    return frozenset(
        source.place.removesuffix("市").removesuffix("省") for source in sources if source.place
    )


def _open(comparison: Comparison, key: Keyword, openings: Openings) -> str | None:
    places = comparison.concordance.get(key.word, ())
    if not places:
        return None
    return openings.add(
        {x: f"{key.word} · z {key.z:+.1f}" for x in LANGUAGES},
        (Passage(doc, clause) for doc, clause in places),
        of=key.here if key.z > 0 else key.there,
    )


def word_rows(found: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    """The rows of the CSV, and with `own` and `href` those of the chart."""
    for one in found:
        yield {
            "word": one.key.word,
            "here": one.key.here,
            "there": one.key.there,
            "log_odds": one.key.log_odds,
            "z": one.key.z,
        }


def drawn(found: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    """The rows of the chart."""
    for one, row in zip(found, word_rows(found), strict=True):
        yield {
            **row,
            "own": one.own,
            "href": one.href,
            "said": f"{one.key.word} {one.key.z:+.1f}",
        }


def moved(
    comparison: Comparison, names: Sequence[Both], openings: Openings, words: Words
) -> tuple[tuple[Both, tuple[Moved, ...]], ...]:
    """What became of targets between documents of one place; `names` are of all that are tabled."""
    sources = (comparison.document, *comparison.tabled)
    found = []
    for column, changes in comparison.changes:
        other = sources[column].sha256
        later = (sources[column].issued or "") > (comparison.document.issued or "")
        docs = (sources[0].sha256, other) if later else (other, sources[0].sha256)
        # What both state comes first: that one of them is silent says less.
        told = sorted(changes, key=lambda change: change.verdict in ("new", "dropped"))
        lines = tuple(_moved(change, docs, openings, words) for change in told)
        if lines:
            found.append((names[column], lines))
    return tuple(found)


def _moved(change: Change, docs: tuple[str, str], openings: Openings, words: Words) -> Moved:
    name = indicator(change.row, words)
    sides = tuple(zip(docs, (change.before, change.after), strict=True))
    passages = [Passage(doc, cell.clause, (cell.span,)) for doc, cell in sides if cell]
    before, after = (amount(cell, change.row.unit) if cell else None for _, cell in sides)
    return Moved(name, change, before, after, openings.add(name, passages))
