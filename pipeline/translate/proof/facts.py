"""What both languages are read into: figures with their unit, bound and place.

A figure may be read in more than one way (五成 is 50 percent or one half; `the 5 to 6 million`
may mean 5 or 5 million), so it has several `readings`, each a value with a unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.document import Span

Bound = Literal["", "low", "up", "about", "low?", "up?", "any"]
"""at least 5, more than 5: low. At most 5, under 5: up. About 5, nearly 5: about.

With a question mark, English may leave the bound out: 过百亿 is `low?`, 12小时 and 控制在5% are
`up?`. "any" is what a list shares with its neighbour (6%、8%以上): right either way.
"""

Reading = tuple[Fraction, str]
"""A value and its unit: one of `units.UNITS`, or "" where things are counted."""

REMEMBERED = 1_024
"""So many sentences and their proofs are kept: a draft is looked at again and again."""

Kind = Literal["number", "year", "month", "plan", "ordinal", "marker"]
"""A marker is the number at the head of a clause, which stands at the head of its draft too."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sentence.

    `needed` is False where it may be said without a figure (一批, 两岸; `one`, `first`): then it
    can support a figure of the other side, but its absence is no fault.
    """

    span: Span
    words: str
    readings: tuple[Reading, ...]
    kind: Kind = "number"
    bound: Bound = ""
    needed: bool = True

    @property
    def unit(self) -> str:
        """The unit of the plainest reading."""
        return self.readings[0][1]
