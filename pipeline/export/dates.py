"""The last day of a deadline: a calendar has days, a policy document has years and quarters."""

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
    found = _EDTF.fullmatch(edtf.split("/")[-1].strip().rstrip("?~%"))
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"] or 12)
    try:
        return date(year, month, int(found["day"] or monthrange(year, month)[1]))
    except ValueError:
        return None
