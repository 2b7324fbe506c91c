"""Bounds and changes as signs before a figure: ≥ 50, +8, ×3."""

from __future__ import annotations

from collections.abc import Mapping

BOUNDS: Mapping[str, str] = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
CHANGES: Mapping[str, str] = {"increase": "+", "decrease": "−", "multiple": "×"}


def sign(comparator: str, change: str = "level") -> str:
    """What stands before a figure; nothing for words that a later version may have.

    >>> sign("ge", "increase"), sign("eq"), sign("about")
    ('≥ +', '', '')
    """
    return BOUNDS.get(comparator, "") + CHANGES.get(change, "")
