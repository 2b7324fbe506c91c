"""The page of one reading: its clauses in both languages, and what was found in them.

Everything is on the page when it arrives, so that it can be read, searched and printed without
script; scripts fold, filter, sort and explain.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.codebook import Codebook
from pipeline.document import Reading
from pipeline.pages import overview, targets, theme
from pipeline.pages.findings import collect
from pipeline.pages.languages import Wanted, Words
from pipeline.pages.names import Names
from pipeline.pages.outline import cited, outline
from pipeline.pages.render import Page
from pipeline.pages.rows import Row, rows
from pipeline.pages.timeline import timeline
from pipeline.pages.titles import titled

# A browser lays out only the blocks in view. With so many rows each is half a screen high, and its
# coming into view is not felt; with 24 it took a busy machine 50 to 90 ms.
BLOCK = 8
SCRIPTS = ("tabs.js", "table.js", "copy.js", "details.js", "filters.js", "outline.js", "reading.js")
ROLES = ("target", "achieved", "incentive", "condition", "other")


def reading_page(
    reading: Reading,
    *,
    language: Wanted = "auto",
    codebook: Codebook | None = None,
    names: Names | None = None,
) -> Page:
    """The page of `reading`, to be given to `render`.

    `codebook` names and colours the task types, `names` gives the English of terms and indicators;
    those that ship if None.
    """
    names = names or Names.load()
    found = collect(reading, terms=names.terms, english=names.indicator)
    used = [name for label in reading.labels for name in (*label.types, *label.scores)]
    types = theme.task_types(used, codebook or Codebook.load())
    quantities = targets.rows(reading, names.indicator)
    return Page(
        "reading.html",
        title=titled(reading.document).said(language),
        language=language,
        words=Words.load("reading"),
        styles=("reading.css",),
        scripts=SCRIPTS,
        types=types,
        data={
            "findings": found.listed,
            "quantities": {
                "name": reading.document.id,
                "fields": targets.FIELDS,
                "rows": targets.csv_rows(reading, quantities),
            },
        },
        context={
            **_of_clauses(tuple(rows(reading, found))),
            **_of_document(reading, names),
            "shares": overview.shares(reading.labels, types) if reading.labels else (),
            "quantities": quantities,
        },
    )


def _of_document(reading: Reading, names: Names) -> dict[str, Any]:
    """What the template says of the document as a whole."""
    counts = overview.counts(reading)
    return {
        "reading": reading,
        "document_title": titled(reading.document),
        "machine": any(draft.origin == "model" and draft.english for draft in reading.drafts),
        "cited": cited(reading.document),
        "title_english": _title(reading),
        "source": Path(reading.document.source).name,
        "place_english": names.place(reading.document.place),
        "counts": counts,
        "tab_counts": {
            "text": counts.clauses,
            "targets": counts.targets,
            "timeline": counts.deadlines,
            "checks": counts.flagged or None,
        },
        "failures": overview.failures(reading),
        "roles": _roles(reading),
        "outline": outline(reading),
        "timeline": timeline(reading, names.indicator),
    }


def _of_clauses(listed: tuple[Row, ...]) -> dict[str, Any]:
    """What the template says of the clauses, one by one."""
    return {
        "blocks": [listed[at : at + BLOCK] for at in range(0, len(listed), BLOCK)],
        "types_of": {row.clause.id: row.types for row in listed},
        "dates": sorted({date for row in listed for date in row.dated}),
        "doubtful": [row for row in listed if row.label and row.label.abstained],
    }


def _roles(reading: Reading) -> tuple[str, ...]:
    """The roles that occur, in the order in which they are named."""
    found = {quantity.role for quantity in reading.findings.quantities}
    return tuple(role for role in ROLES if role in found)


def _title(reading: Reading) -> str:
    """The draft of the document's title, empty where there is none."""
    titles = {unit.id for unit in reading.tree.units if unit.kind == "title"}
    clause = next((clause.id for clause in reading.tree if clause.unit in titles), None)
    return next((draft.english for draft in reading.drafts if draft.clause == clause), "")
