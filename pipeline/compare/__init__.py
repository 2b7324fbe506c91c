"""Compare one city's document with others: what it promises that they do too, or more, or not.

    reading, [readings …] ──Comparer──▶ Comparison

Counterparts are found by shared words and by vectors of an encoder that was trained for it; the
same indicator is put side by side; what only one side has is a gap.
"""

from pipeline.compare.comparison import Comparer
from pipeline.compare.results import Comparison

__all__ = ["Comparer", "Comparison"]
