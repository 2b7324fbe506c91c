"""Markdown: the document in English with its Chinese, headings as headings, for reading."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.document import Reading
from pipeline.export.rows import Row, rows

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def write_markdown(reading: Reading, path: Path) -> Path:
    """Write a reading as Markdown."""
    path.write_text(markdown(reading), "utf-8")
    return path


def markdown(reading: Reading) -> str:
    """Every clause with its draft: headings as headings, the Chinese as a quotation."""
    depths = {unit.id: unit.depth for unit in reading.tree.units}
    units = {clause.id: clause.unit for clause in reading.tree}
    parts = [f"# {_escaped(reading.document.title or reading.document.id)}"]
    for row in rows(reading):
        parts += _paragraphs(row, depths.get(units[row.id], 0))
    return "\n\n".join(parts) + "\n"


def _paragraphs(row: Row, depth: int) -> list[str]:
    english = _escaped(row.english) or "*not drafted*"
    level = f"{'#' * min(6, max(2, depth + 1))} " if row.heading else ""
    parts = [level + english]
    parts.append(f"> {_escaped(' '.join(row.chinese.split()))} `{row.id}`")
    if row.notes:
        parts.append("\n".join(f"- ⚠ {_escaped(note)}" for note in row.notes))
    return parts


def _escaped(text: str) -> str:
    words = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    # `1.` and `-` at the start of a line would make a list of it.
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+])(?= )", r"\\\1", words))
