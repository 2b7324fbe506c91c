"""DOCX: a table in the order of the document, Chinese beside English.

The clause id has a column before them and what failed in the proof one behind them; `import` tells
the columns by their headings.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.document import Reading
from pipeline.export.rows import Row, rows
from pipeline.export.xliff import clean
from pipeline.pages.titles import titled

HEADINGS = ("clause", "zh", "en", "notes")


def write_docx(reading: Reading, path: Path) -> Path:
    """Write a reading as a table: clause, Chinese, English, notes."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.5)
    document.core_properties.title = clean(titled(reading.document).zh)
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(clean(titled(reading.document).zh), level=1)
    found = rows(reading)
    table = document.add_table(rows=len(found) + 1, cols=len(HEADINGS), style="Table Grid")
    table.autofit = False
    widths = (Cm(1.8), Cm(9.5), Cm(11.5), Cm(3.8))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # Cells are fetched once: asking a table for each one takes time in the square of its rows.
    cells = table._cells
    for at, heading in enumerate(HEADINGS):
        cells[at].paragraphs[0].add_run(heading).bold = True
    for number, row in enumerate(found, start=1):
        start = number * len(HEADINGS)
        _fill(cells[start : start + len(HEADINGS)], row, widths)
    document.save(str(path))
    return path


def _fill(cells: Any, row: Row, widths: Any) -> None:
    words = (row.id, row.chinese, row.english, "; ".join(row.notes))
    for cell, text, width in zip(cells, words, widths, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(clean(text))
        run.bold = row.heading
