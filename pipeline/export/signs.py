"""Figures as people read them, behind signs for bounds and changes: ≥ 15,000, +8, ×3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.document import Quantity

BOUNDS: Mapping[str, str] = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
# 下降5%以上 reaches −5% or lies below it: of a cut the bounds are turned round.
TURNED: Mapping[str, str] = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}
CHANGES: Mapping[str, str] = {"increase": "+", "decrease": "−", "multiple": "×"}


def sign(comparator: str, change: str = "level") -> str:
    """What stands before a figure; nothing for words that a later version may have.

    >>> sign("ge", "increase"), sign("ge", "decrease"), sign("eq"), sign("about")
    ('≥ +', '≤ −', '', '')
    """
    bound = TURNED.get(comparator, comparator) if change == "decrease" else comparator
    return BOUNDS.get(bound, "") + CHANGES.get(change, "")


def figure(value: float) -> str:
    """A number as people read it, with ten figures or, where it is large, all of them.

    >>> figure(15000), figure(3.5), figure(5e10)
    ('15,000', '3.5', '50,000,000,000')
    """
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"


def signed(figures: Iterable[str], comparator: str, change: str = "level") -> str:
    """A figure, or both ends of a range, behind its signs.

    >>> signed(["5"], "ge", "decrease"), signed(["3", "5"], "range", "decrease")
    ('≤ −5', '−(3–5)')
    """
    ends = tuple(figures)
    said = "–".join(ends)
    if change == "decrease" and len(ends) > 1:
        said = f"({said})"  # −3–5 would run from below nothing to above it
    return sign(comparator, change) + said


def amount(quantity: Quantity) -> str:
    """A quantity as analysts write it: `≥ +10 %/year`, `> 15,000 家`, `5–6 %`."""
    value = quantity.value
    values = value if isinstance(value, tuple) else (value,)
    figures = signed(map(figure, values), quantity.comparator, quantity.change)
    per = f"/{quantity.per}" if quantity.per else ""
    return f"{figures} {quantity.unit}{per}".strip()
