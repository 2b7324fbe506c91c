"""Markdown: the document for reading, in Chinese or, where it was drafted, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.document import Clause, Quantity, Reading
from pipeline.export.rows import Row, rows
from pipeline.export.signs import amount
from pipeline.pages.titles import titled

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")


def write_markdown(reading: Reading, path: Path) -> Path:
    """Write a reading as Markdown."""
    path.write_text(markdown(reading), "utf-8", errors="replace")
    return path


def markdown(reading: Reading) -> str:
    """Headings as headings, every clause with its draft or, if none was drafted, its task types.

    The targets follow as a table, each with the citation of its clause.
    """
    titles = {unit.id for unit in reading.tree.units if unit.kind == "title"}
    own = any(clause.unit in titles for clause in reading.tree)
    parts = [] if own else [f"# {_escaped(titled(reading.document).zh)}"]
    parts += _facts(reading)
    # A title stands at the first level, the units of depth 1 (一、) at the second.
    depths = {
        unit.id: 0 if unit.id in titles else max(1, unit.depth) for unit in reading.tree.units
    }
    drafted = any(draft.english for draft in reading.drafts)
    types = {label.clause: label.types for label in reading.labels}
    for clause, row in zip(reading.tree, rows(reading), strict=True):
        depth = depths.get(clause.unit, 1)
        if drafted:
            parts += _both(row, depth)
        else:
            parts.append(_chinese(row, depth, types.get(row.id, ())))
    return "\n\n".join([*parts, *_targets(reading)]) + "\n"


def _facts(reading: Reading) -> Iterator[str]:
    document = reading.document
    place = document.place.name if document.place else ""
    facts = (document.doc_number, ", ".join(document.issuers), place, document.issued)
    known = " · ".join(_escaped(fact) for fact in facts if fact)
    if known:
        yield f"*{known}*"


def _both(row: Row, depth: int) -> list[str]:
    """English, the Chinese as a quotation, failed checks as a list."""
    parts = [_level(row, depth) + (_escaped(row.english) or "*not drafted*")]
    parts.append(f"> {_escaped(row.chinese)} `{row.id}`")
    if row.notes:
        parts.append("\n".join(f"- ⚠ {_escaped(note)}" for note in row.notes))
    return parts


def _chinese(row: Row, depth: int, types: tuple[str, ...]) -> str:
    coded = "".join(f" `{name}`" for name in types if not row.heading)
    return _level(row, depth) + _escaped(row.chinese) + coded


def _level(row: Row, depth: int) -> str:
    return f"{'#' * min(6, depth + 1)} " if row.heading else ""


def _targets(reading: Reading) -> Iterator[str]:
    """The targets as a table, for readers that know tables; elsewhere it is lines of text."""
    targets = [one for one in reading.findings.quantities if one.role == "target"]
    if not targets:
        return
    clauses = {clause.id: clause for clause in reading.tree.clauses}
    lines = ["| where | indicator | value | by | as written |", "|---|---|---|---|---|"]
    lines += [_target(reading, clauses[one.clause], one) for one in targets]
    yield "## Targets"
    yield "\n".join(lines)


def _target(reading: Reading, clause: Clause, target: Quantity) -> str:
    document = reading.document
    cells = (
        reading.tree.unit(clause.unit).citation,
        document[target.indicator] if target.indicator else "",
        amount(target),
        target.deadline or "",
        document[target.span],
    )
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    words = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    # `1.`, `-` and `=` at the start of a line would make a list or a heading of it.
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", words))
