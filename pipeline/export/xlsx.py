"""XLSX: clauses and drafts in two wide columns, with what a translator needs beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.document import Reading
from pipeline.export.rows import Row, rows
from pipeline.export.xliff import clean

HEADINGS = ("clause", "citation", "zh", "en", "state", "match", "notes")
WIDTHS = (10, 12, 60, 80, 10, 8, 40)


def write_xlsx(reading: Reading, path: Path) -> Path:
    """Write a sheet with one row per clause; flagged drafts are shaded."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "drafts"
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    flagged = PatternFill("solid", fgColor="FFF2CC")
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row in rows(reading):
        sheet.append(_cells(row))
        for cell in sheet[sheet.max_row]:
            cell.alignment = wrapped
            # A clause that begins with = or + is words, not a formula.
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
            cell.fill = flagged if row.notes else PatternFill()
            cell.font = Font(bold=row.heading)
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.save(path)
    return path


def _cells(row: Row) -> list[str | float | None]:
    words = (row.id, row.citation, row.chinese, row.english, row.state)
    match = round(row.match, 2) if row.english else None
    return [*map(clean, words), match, clean("; ".join(row.notes))]
