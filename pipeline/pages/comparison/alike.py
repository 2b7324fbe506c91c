"""How alike the documents are: the heat map's squares and the table behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.compare.results import Comparison
from pipeline.pages.comparison.naming import Both
from pipeline.pages.comparison.openings import Openings, Passage
from pipeline.pages.languages import LANGUAGES, Language

NEAREST = 12  # pairs of clauses that a square opens


def squares(
    comparison: Comparison, names: Mapping[str, Both], openings: Openings
) -> tuple[dict[str, Any], ...]:
    """A square for each pair of documents that is shown, in the order of the heat map."""
    alike = comparison.similarity
    if alike is None or len(alike.members) < 2:
        return ()
    sources = (comparison.document, *comparison.others)
    shades = _shades(alike.values)
    opened = {
        member: _open(comparison, member - 1, names, openings) for member in alike.members if member
    }
    found = []
    for row, one in enumerate(alike.members):
        for column, other in enumerate(alike.members):
            mine = 0 in (one, other) and one != other
            found.append(
                {
                    "row": row,
                    "column": column,
                    "one": names[sources[one].sha256],
                    "other": names[sources[other].sha256],
                    "value": alike.values[row][column],
                    "shade": shades(alike.values[row][column]),
                    "own": mine,
                    "group": alike.clusters[row],
                    "starts": row > 0 and alike.clusters[row] != alike.clusters[row - 1],
                    "other_group": alike.clusters[column],
                    "href": opened[one or other] if mine else None,
                }
            )
    return tuple(found)


def drawn(found: Sequence[Mapping[str, Any]], language: Language) -> Iterator[dict[str, Any]]:
    """The rows of the chart; a document against itself says nothing."""
    for square in found:
        one, other = square["one"][language], square["other"][language]
        same = square["row"] == square["column"]
        yield {
            "one": one,
            "other": other,
            "value": square["value"],
            "shade": square["shade"],
            "text": "" if same else f"{square['value']:.2f}".removeprefix("0"),
            "own": square["own"],
            "starts": square["column"] == 0 and square["starts"],
            "href": square["href"],
            "said": f"{one} – {other}: {square['value']:.2f}",
        }


def rows(found: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of the CSV."""
    for square in found:
        yield {
            "one": square["one"]["zh"],
            "other": square["other"]["zh"],
            "group": square["group"],
            "similarity": square["value"],
        }


def _shades(values: Sequence[Sequence[float]]) -> Any:
    """From the least alike pair, white, to the most alike that are not one document, dark."""
    apart = [value for row, line in enumerate(values) for value in line[:row]]
    low, high = min(apart), max(apart)

    def shade(value: float) -> float:
        return round(min(1.0, max(0.0, (value - low) / (high - low or 1.0))), 3)

    return shade


def _open(
    comparison: Comparison, source: int, names: Mapping[str, Both], openings: Openings
) -> str:
    """The clauses of the document and of another that are most alike, pair by pair."""
    own, other = comparison.document.sha256, comparison.others[source].sha256
    pairs = [
        (match.score, item.clause, match.clause)
        for item in comparison.counterparts
        for match in item.matches[:5]
        if match.source == source
    ]
    passages = []
    for score, mine, theirs in sorted(pairs, reverse=True)[:NEAREST]:
        note = {x: f"{score:.2f}" for x in LANGUAGES}
        passages += [Passage(own, mine, (), note), Passage(other, theirs)]
    title = {x: f"{names[own][x]} ↔ {names[other][x]}" for x in LANGUAGES}
    return openings.add(title, passages)
