"""The index of several readings: a row for each, with its page."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from pipeline.codebook import Codebook
from pipeline.document import Reading
from pipeline.export.record import file_name
from pipeline.pages import overview, theme
from pipeline.pages.languages import Wanted, Words
from pipeline.pages.render import Page
from pipeline.pages.titles import titled


def page_name(reading: Reading) -> str:
    """The file name of the page of a reading; `index.html` is that of the index.

    >>> from pipeline.document import ClauseTree, Document
    >>> page_name(Reading(ClauseTree(Document("澜州/2023", ""), (), ()), ""))
    '澜州_2023.html'
    """
    name = file_name(reading.document)
    return f"{name}-reading.html" if name.lower() == "index" else f"{name}.html"


def index_page(
    readings: Sequence[Reading], *, language: Wanted = "auto", codebook: Codebook | None = None
) -> Page:
    """The index of `readings`, whose pages lie beside it under their `page_name`."""
    used = [name for one in readings for label in one.labels for name in label.scores]
    types = theme.task_types(used, codebook or Codebook.load())
    rows = [
        {
            "document": reading.document,
            "title": titled(reading.document),
            "link": quote(page_name(reading)),
            "counts": overview.counts(reading),
            "shares": overview.shares(reading.labels, types, ranked=False)
            if reading.labels
            else (),
        }
        for reading in readings
    ]
    return Page(
        "index.html",
        title=f"条理 · {len(readings)}",
        language=language,
        words=Words.load("reading", "index"),
        styles=("reading.css",),
        scripts=("table.js",),
        types=types,
        context={"rows": rows, "types": types},
    )
