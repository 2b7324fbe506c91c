"""What a document means by its near and far terms: 近期到2025年，远期到2035年."""

from __future__ import annotations

from pipeline.calendar import find, last_year
from pipeline.document import Span
from pipeline.extract.context import Context
from pipeline.pattern import Pattern

_SAID = Pattern(r"[近中远]期(?=[^，。；\n]{0,8}\d{4})")
_TERM = Pattern("[近中远]期(?![效收利权合债])")
Horizons = dict[str, tuple[str, Span]]
"""By term, its last year and the words that say it."""


def horizons(context: Context) -> Horizons:
    """The last year of each term, where the document first says it."""
    text = context.tree.document.text
    said: Horizons = {}
    for found in _SAID.finditer(text):
        for date in find(text, context.issued, found.end(), found.end() + 24)[:1]:
            if date.edtf and found.group() not in said:
                said[found.group()] = (str(last_year(date.edtf)), date.span)
    return said


def term_before(said: Horizons, text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The term named last between two places, if the document has said before what it means.

    >>> said = {"远期": ("2035", Span(0, 5))}
    >>> term_before(said, "2035年…远期建成", 6, 10)
    ('2035', Span(start=0, end=5))
    """
    named = list(_TERM.finditer(text, start, end)) if said else []
    held = said.get(named[-1].group()) if named else None
    return held if held and held[1].end <= start else None
