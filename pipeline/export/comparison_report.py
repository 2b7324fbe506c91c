"""A plain report of a comparison, in Markdown: what an analyst reads first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.compare.collection import Source
from pipeline.compare.emphasis import Interval
from pipeline.compare.results import Comparison, Counterpart
from pipeline.compare.table import Cell, Row, shared
from pipeline.pages.titles import title_of

NEAREST = 30  # counterparts shown
ROWS = 40  # indicators shown
COLUMNS = 8  # documents shown side by side
SHORT = 15  # gaps, words, alike documents and stretches of shared wording shown


def report(comparison: Comparison) -> str:
    """The report as one text."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"# {name(comparison.document)}"
    yield ""
    yield f"Compared with {len(comparison.others)} documents."
    yield ""
    yield from _alike(comparison)
    yield from _table(comparison)
    yield from _changes(comparison)
    yield from _emphasis(comparison)
    yield from _keywords(comparison)
    yield from _gaps(comparison)
    yield from _counterparts(comparison)
    yield from _reuse(comparison)


def name(source: Source) -> str:
    """What a document is called in a table: its place and year, or else its title."""
    year = (source.issued or "")[:4]
    if source.place:
        return f"{source.place} {year}".strip()
    return _title(source)


def _title(source: Source) -> str:
    """The title of a document, or what stands in for it; its hash where nothing is known."""
    hashed = source.sha256[:12]
    return title_of(source.title, source.place, source.issued, source.genre, hashed).en


def _table(comparison: Comparison) -> Iterator[str]:
    here = [row for row in shared(comparison.table) if row.of(0)][:ROWS]
    absent = [row for row in comparison.table if row.known and not row.of(0)][:SHORT]
    rows = (*here, *absent)
    if not rows:
        return
    sources = (comparison.document, *comparison.tabled)
    places = (0, *telling(here or rows, len(sources))[: COLUMNS - 1])
    yield "## The same indicator side by side"
    yield ""
    yield "| indicator | " + " | ".join(name(sources[place]) for place in places) + " |"
    yield "|---" * (len(places) + 1) + "|"
    for row in rows:
        cells = (_cells(row.of(place)) for place in places)
        yield f"| {_called(row)} | " + " | ".join(cells) + " |"
    yield ""


def telling(rows: Iterable[Row], count: int) -> list[int]:
    """The other documents of `count`, those first that state most of these indicators."""
    stated = Counter(place for row in rows for place in {cell.source for cell in row.cells})
    return sorted(range(1, count), key=lambda place: -stated[place])


def _called(row: Row) -> str:
    return row.name if row.measure == "level" else f"{row.name} · {row.measure}"


def _cells(cells: Sequence[Cell]) -> str:
    """The targets of one document, else what it has reached, else that it states nothing."""
    targets = [cell for cell in cells if cell.role == "target"] or list(cells)
    if not targets:
        return "not stated"
    return "; ".join(
        cell.written
        + (f" ({cell.deadline})" if cell.deadline else "")
        + (" [reached]" if cell.role == "achieved" else "")
        for cell in targets[:2]
    )


def _counterparts(comparison: Comparison) -> Iterator[str]:
    found = [item for item in comparison.counterparts if item.matches]
    found.sort(key=lambda item: -item.matches[0].score)
    if not found:
        return
    yield "## Nearest clauses elsewhere"
    yield ""
    for item in found[:NEAREST]:
        yield from _nearest(item, comparison)


def _nearest(item: Counterpart, comparison: Comparison) -> Iterator[str]:
    best = item.matches[0]
    other = comparison.others[best.source]
    yield f"- `{item.clause}` {item.words.strip()}"
    said = f" {best.words.strip()}" if best.words else ""
    yield f"  - {best.score:.2f} {name(other)} `{best.clause}`{said}"
    for difference in best.differs:
        here, there = difference.here or "–", difference.there or "–"
        yield f"  - {difference.aspect}: {here} ↔ {there}"


def _alike(comparison: Comparison) -> Iterator[str]:
    if not comparison.likeness:
        return
    order = sorted(range(len(comparison.likeness)), key=lambda n: -comparison.likeness[n])
    said = (f"{name(comparison.others[n])} ({comparison.likeness[n]:.2f})" for n in order[:SHORT])
    yield "Most alike: " + ", ".join(said) + "."
    yield ""
    yield from _groups(comparison)


def _groups(comparison: Comparison) -> Iterator[str]:
    """The documents that stand together, if there is more than one group of them."""
    alike = comparison.similarity
    if alike is None or len(set(alike.clusters)) < 2:
        return
    sources = (comparison.document, *comparison.others)
    groups: dict[int, list[str]] = {}
    for member, group in zip(alike.members, alike.clusters, strict=True):
        groups.setdefault(group, []).append(name(sources[member]))
    yield "Groups by similarity: " + "; ".join(", ".join(one) for one in groups.values()) + "."
    yield ""


def _changes(comparison: Comparison) -> Iterator[str]:
    columns = (comparison.document, *comparison.tabled)
    for column, found in comparison.changes:
        yield f"## Changes against {_title(columns[column])}"
        yield ""
        for change in found:
            before = change.before.written if change.before else "–"
            after = change.after.written if change.after else "–"
            yield f"- {change.verdict}: {_called(change.row)} {before} → {after}"
        yield ""


def _emphasis(comparison: Comparison) -> Iterator[str]:
    if not comparison.emphasis:
        return
    columns = (comparison.document, *comparison.tabled)[:COLUMNS]
    shown = comparison.emphasis[:COLUMNS]
    kinds = list(shown[0].mix)
    yield "## Emphasis"
    yield ""
    yield "| | " + " | ".join(name(source) for source in columns[: len(shown)]) + " |"
    yield "|---" * (len(shown) + 1) + "|"
    for kind in kinds:
        yield f"| {kind} | " + " | ".join(_share(one.mix.get(kind)) for one in shown) + " |"
    for label, shares in (
        ("with a figure", [one.with_figure for one in shown]),
        ("with a deadline", [one.with_deadline for one in shown]),
        ("with a responsible body", [one.with_body for one in shown]),
    ):
        yield f"| {label} | " + " | ".join(_share(share) for share in shares) + " |"
    firm = (f"{one.firmness.value:.2f}" if one.firmness else "–" for one in shown)
    yield "| firmness (0–4) | " + " | ".join(firm) + " |"
    strong = (str(one.strength) if one.strength else "–" for one in shown)
    yield "| policy strength (1–25) | " + " | ".join(strong) + " |"
    yield ""


def _share(share: Interval | None) -> str:
    if share is None:
        return "–"
    return f"{share.value:.0%} ({share.low:.0%}–{share.high:.0%})"


def _keywords(comparison: Comparison) -> Iterator[str]:
    if not comparison.keys:
        return
    yield "## Distinctive words"
    yield ""
    for label, words in (
        ("here", comparison.keys[:SHORT]),
        ("elsewhere", comparison.keys[-SHORT:][::-1]),
    ):
        said = ", ".join(f"{word.word} ({word.z:+.1f})" for word in words)
        yield f"- more often {label}: {said}"
    yield ""


def _gaps(comparison: Comparison) -> Iterator[str]:
    if comparison.only_there:
        yield "## What others do and this document does not"
        yield ""
        for gap in comparison.only_there[:SHORT]:
            where = name(comparison.others[gap.example.source])
            words = (gap.example.words or f"`{gap.example.clause}`").strip()
            yield f"- {len(gap.documents)} documents, as {where}: {words}"
        yield ""
    if comparison.only_here:
        wording = {item.clause: item.words for item in comparison.counterparts}
        yield "## What no other does"
        yield ""
        for clause in comparison.only_here[:SHORT]:
            yield f"- `{clause}` {wording[clause].strip()}"
        yield ""


def _reuse(comparison: Comparison) -> Iterator[str]:
    found = [one for one in comparison.reuse if one.weight]
    if not found:
        return
    items = {item.clause: item for item in comparison.counterparts}
    yield "## Wording shared"
    yield ""
    for one in found[:SHORT]:
        item = items[one.clause]
        start = one.span.start - item.span.start
        said = item.words[start : start + len(one.span)].strip()
        first = {"here": "here first", "there": "there first", "unknown": "order unknown"}[
            one.first
        ]
        yield f"- {name(comparison.others[one.source])}, {first}: {said}"
    yield ""
