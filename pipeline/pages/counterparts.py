"""Find in a draft the English of what was found in its clause: its figures and its years.

So a reader who points at 突破1.5万家 sees `15,000` light up in the draft, and the other way round.
What the draft says in another way (a dozen, the period of the plan) stays unmarked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document import Milestone, Quantity
from pipeline.pages.marks import Mark
from pipeline.translate.proof.english import figures
from pipeline.translate.proof.facts import Figure

Placed = tuple[int, Quantity | Milestone]
"""A finding and its place on the page's list."""


def figure_marks(english: str, findings: Sequence[Placed]) -> Iterator[Mark]:
    """The marks of the figures and years of `findings` in a draft, each figure once.

    >>> from pipeline.document import Span
    >>> found = Quantity("1:1", Span(0, 7), 15000, "家", "gt", "level", "target")
    >>> [(mark.span.start, mark.finding) for mark in figure_marks("exceed 15,000", [(4, found)])]
    [(7, 4)]
    """
    left = list(figures(english))
    for place, finding in findings:
        if isinstance(finding, Quantity):
            value = finding.value
            for one in value if isinstance(value, tuple) else (value,):
                figure = next((each for each in left if _says(each, one)), None)
                if figure is not None:
                    left.remove(figure)
                    yield Mark(figure.span, "quantity", place)
        if finding.deadline and finding.deadline_from == "clause":
            yield from _years(left, finding.deadline, place)


def _says(figure: Figure, value: float) -> bool:
    """Whether a figure can be read as the value; a third is written 0.3333 in a reading."""
    near = max(1e-4, 1e-9 * abs(value))
    return figure.kind == "number" and any(
        abs(float(number) - value) <= near for number, _ in figure.readings
    )


def _years(left: Sequence[Figure], deadline: str, place: int) -> Iterator[Mark]:
    wanted = {int(part[:4]) for part in deadline.split("/") if part[:4].isdecimal()}
    for figure in left:
        if figure.kind == "year" and any(int(number) in wanted for number, _ in figure.readings):
            yield Mark(figure.span, "deadline", place)
