"""The days of a deadline: a calendar has days, a policy document has years and quarters."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_EDTF = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


def last_day(edtf: str) -> date | None:
    """The last day that a date in EDTF takes in, None where it names no day.

    >>> [str(last_day(said)) for said in ("2025", "2025-02", "2023-07/2023-09", "20XX")]
    ['2025-12-31', '2025-02-28', '2023-09-30', 'None']
    """
    return _day(edtf.rpartition("/")[2], -1)


def bounds(edtf: str) -> tuple[date, date] | None:
    """The first and the last day of a date or period in EDTF; None if it is neither.

    >>> bounds("2023-01/2023-06")
    (datetime.date(2023, 1, 1), datetime.date(2023, 6, 30))
    """
    low, slash, high = edtf.partition("/")
    first, last = _day(low, 0), _day(high if slash else low, -1)
    if first is None or last is None or last < first:
        return None
    return first, last


def _day(edtf: str, which: int) -> date | None:
    """The first (0) or last (-1) day of a year, month or day."""
    found = _EDTF.fullmatch(edtf.strip().rstrip("?~%"))
    if found is None:
        return None
    try:
        year, month = int(found["year"]), int(found["month"] or (1, 12)[which])
        return date(year, month, int(found["day"] or (1, monthrange(year, month)[1])[which]))
    except ValueError:
        return None
