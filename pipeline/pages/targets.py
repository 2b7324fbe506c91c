"""The quantities of a reading as rows of a table, targets first of all what is promised.

The downloaded CSV has the columns of `tiaoli targets --format csv`, and the role of each row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.document import Quantity, Reading
from pipeline.export.dates import last_day
from pipeline.pages.amounts import amount
from pipeline.pages.findings import English
from pipeline.pages.languages import Language

FIELDS = (
    "document", "citation", "indicator", "comparator", "change", "value", "unit", "per", "deadline",
    "deadline_from", "baseline", "scope", "words", "clause", "role", "indicator_english",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One quantity: what the table shows, what it sorts by, and its row of the CSV."""

    quantity: Quantity
    citation: str
    indicator: str
    english: str
    amount: Mapping[Language, str]
    sort_value: float
    sort_deadline: str
    words: str
    order: int


def rows(reading: Reading, english: English) -> tuple[Row, ...]:
    """Every quantity of the reading as a row, in reading order."""
    clauses = {clause.id: clause for clause in reading.tree.clauses}
    return tuple(
        _row(
            reading,
            quantity,
            reading.tree.unit(clauses[quantity.clause].unit).citation,
            at,
            english,
        )
        for at, quantity in enumerate(reading.findings.quantities)
    )


def csv_rows(reading: Reading, listed: tuple[Row, ...]) -> list[list[Any]]:
    """The rows of the CSV, as `FIELDS`; what is unknown is null and becomes an empty cell."""
    return [
        [
            reading.document.id,
            row.citation,
            row.indicator or None,
            row.quantity.comparator,
            row.quantity.change,
            row.quantity.value,
            row.quantity.unit,
            row.quantity.per,
            row.quantity.deadline,
            row.quantity.deadline_from,
            row.quantity.baseline,
            row.quantity.scope,
            row.words,
            row.quantity.clause,
            row.quantity.role,
            row.english or None,
        ]
        for row in listed
    ]


def _row(reading: Reading, quantity: Quantity, citation: str, order: int, english: English) -> Row:
    indicator = reading.document[quantity.indicator] if quantity.indicator else ""
    value, deadline = quantity.value, quantity.deadline or ""
    return Row(
        quantity=quantity,
        citation=citation,
        indicator=indicator,
        english=english(indicator, quantity.unit) if indicator else "",
        amount=amount(quantity),
        sort_value=value[0] if isinstance(value, tuple) else value,
        sort_deadline=str(last_day(deadline) or deadline),
        words=reading.document[quantity.span],
        order=order,
    )
