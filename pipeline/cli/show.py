"""Show a reading on a terminal: its clause tree, its task types, its targets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document import Reading, Unit
from pipeline.export.signs import amount
from pipeline.pages.languages import Words
from pipeline.pages.outline import NO_HEADINGS
from pipeline.pages.titles import titled

if TYPE_CHECKING:
    from rich.console import Console

TARGET_FIELDS = (
    "document", "citation", "indicator", "comparator", "change", "value", "unit", "per", "deadline",
    "deadline_from", "baseline", "scope", "words", "clause",
)  # fmt: skip
LONGEST_CELL = 60


def line(reading: Reading) -> str:
    """One line on a document: its id, title, and how much was found in it."""
    document, findings = reading.document, reading.findings
    targets = sum(quantity.role == "target" for quantity in findings.quantities)
    return (
        f"{document.id}\t{titled(document, '(no title)').en}\t{len(reading.tree.units)} units, "
        f"{len(reading.tree.clauses)} clauses, {targets} targets"
    )


def tree(reading: Reading) -> str:
    """The clause tree, a unit or clause a line, indented by depth.

    A unit shows its citation, kind and heading; a clause shows its id, task types and words.
    """
    by_unit: dict[str, list[str]] = {}
    types = {label.clause: label.types for label in reading.labels}
    for clause in reading.tree.clauses:
        words = " ".join(reading.tree.words(clause).split())
        tags = f" [{', '.join(types[clause.id])}]" if types.get(clause.id) else ""
        by_unit.setdefault(clause.unit, []).append(f"{clause.id}{tags} {words}")
    lines = []
    for unit in reading.tree.units:
        indent = "  " * len(_ancestors(reading, unit))
        heading = reading.document[unit.heading] if unit.heading else ""
        lines.append(f"{indent}{unit.citation}  <{unit.kind}> {' '.join(heading.split())}".rstrip())
        lines += [f"{indent}    {words}" for words in by_unit.get(unit.id, [])]
    return "\n".join(lines)


def target_rows(reading: Reading) -> list[dict[str, object]]:
    """The targets of a reading as rows of `TARGET_FIELDS`."""
    clauses = {clause.id: clause for clause in reading.tree.clauses}
    rows: list[dict[str, object]] = []
    for quantity in reading.findings.quantities:
        if quantity.role != "target":
            continue
        clause = clauses[quantity.clause]
        value = quantity.value
        rows.append(
            {
                "document": reading.document.id,
                "citation": reading.tree.unit(clause.unit).citation,
                "indicator": reading.document[quantity.indicator] if quantity.indicator else None,
                "comparator": quantity.comparator,
                "change": quantity.change,
                "value": list(value) if isinstance(value, tuple) else value,
                "unit": quantity.unit,
                "per": quantity.per,
                "deadline": quantity.deadline,
                "deadline_from": quantity.deadline_from,
                "baseline": quantity.baseline,
                "scope": quantity.scope,
                "words": reading.document[quantity.span],
                "clause": quantity.clause,
            }
        )
    return rows


def print_tables(reading: Reading, path: Path | None) -> None:
    """Print what a reader looks at first: facts, units with counts, task types, targets."""
    terminal = console()
    document = reading.document
    terminal.print(f"\n[bold]{escaped(titled(document).en)}[/bold]", highlight=False)
    place = document.place and f"{document.place.name} ({document.place.code or 'no code'})"
    facts = [
        document.doc_number,
        place,
        document.genre,
        document.issued,
        str(path) if path else None,
    ]
    terminal.print(escaped(" · ".join(fact for fact in facts if fact)), highlight=False)
    _print_units(terminal, reading)
    _print_types(terminal, reading)
    print_targets(reading)


def print_targets(reading: Reading) -> None:
    """Print the targets of a reading as a table."""
    from rich.table import Table

    table = Table(title=f"Targets of {escaped(reading.document.id)}", title_justify="left")
    table.add_column("where", no_wrap=True)
    table.add_column("indicator", overflow="fold")
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("by", no_wrap=True)
    table.add_column("as written", overflow="fold")
    clauses = {clause.id: clause for clause in reading.tree.clauses}
    for quantity in reading.findings.quantities:
        if quantity.role == "target":
            if quantity.deadline_from == "context":
                table.caption, table.caption_justify = _note(), "left"
            unit = reading.tree.unit(clauses[quantity.clause].unit)
            indicator = reading.document[quantity.indicator] if quantity.indicator else "–"
            inherited = "*" if quantity.deadline_from == "context" else ""
            table.add_row(
                unit.citation,
                escaped(indicator),
                escaped(amount(quantity)),
                (quantity.deadline or "–") + inherited,
                escaped(reading.document[quantity.span]),
            )
    if table.row_count:
        console().print(table)


def _note() -> str:
    """What an asterisk behind a deadline says, as on the page of a reading."""
    return Words.load("reading").say("targets.note", "en")


def _print_units(console: Console, reading: Reading) -> None:
    """The units down to the second level, each with what lies in it."""
    from rich.table import Table

    table = Table()
    table.add_column("unit", no_wrap=True)
    table.add_column("heading", overflow="fold")
    for name in ("clauses", "quantities", "targets", "milestones"):
        table.add_column(name, justify="right")
    counts = _counts(reading)
    for unit in reading.tree.units:
        level = len(_ancestors(reading, unit))
        if level < 2 and unit.kind not in NO_HEADINGS:
            heading = reading.document[unit.heading] if unit.heading else ""
            short = heading if len(heading) <= LONGEST_CELL else heading[:LONGEST_CELL] + "…"
            cells = [str(counts[name][unit.id] or "") for name in counts]
            table.add_row("  " * level + unit.citation, escaped(" ".join(short.split())), *cells)
    table.add_section()
    findings = reading.findings
    totals = (
        len(reading.tree.clauses),
        len(findings.quantities),
        sum(quantity.role == "target" for quantity in findings.quantities),
        len(findings.milestones),
    )
    table.add_row("", f"{len(reading.tree.units)} units", *map(str, totals))
    console.print(table)


def _counts(reading: Reading) -> dict[str, Counter[str]]:
    """How many clauses, quantities, targets and milestones lie in each unit, descendants' too."""
    names = ("clauses", "quantities", "targets", "milestones")
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    home = {clause.id: clause for clause in reading.tree.clauses}
    found = [("clauses", clause.id) for clause in reading.tree.clauses]
    found += [("quantities", quantity.clause) for quantity in reading.findings.quantities]
    found += [
        ("targets", quantity.clause)
        for quantity in reading.findings.quantities
        if quantity.role == "target"
    ]
    found += [("milestones", milestone.clause) for milestone in reading.findings.milestones]
    for name, clause_id in found:
        for unit in reading.tree.path(home[clause_id]):
            counts[name][unit.id] += 1
    return counts


def _print_types(terminal: Console, reading: Reading) -> None:
    """The share of clauses by primary task type."""
    if not reading.labels:
        return
    shares = Counter((label.types or ("none",))[0] for label in reading.labels)
    total = len(reading.labels)
    abstained = sum(label.abstained for label in reading.labels)
    words = "  ".join(f"{name} {count / total:.0%}" for name, count in shares.most_common())
    terminal.print(f"Task types: {words}  (unsure: {abstained / total:.0%})", highlight=False)


def _ancestors(reading: Reading, unit: Unit) -> list[Unit]:
    found = []
    while unit.parent is not None:
        unit = reading.tree.unit(unit.parent)
        found.append(unit)
    return found


def console() -> Console:
    """The terminal; 110 characters wide where output goes to a file."""
    from rich.console import Console

    return Console(width=None if Console().is_terminal else 110)


def escaped(words: str) -> str:
    """Words of a document, safe from being taken for markup of the terminal."""
    from rich.markup import escape

    return escape("".join(c if c.isprintable() else " " for c in words))
