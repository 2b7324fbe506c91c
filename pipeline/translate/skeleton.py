"""A sentence with its figures taken out, for comparing sentences that differ in figures only."""

from __future__ import annotations

from pipeline.numerals import IDIOM, NUMERAL
from pipeline.pattern import Pattern

SLOT = "#"
"""What stands for a figure in a skeleton."""

# 一 alone counts nothing as often as not (一批, 进一步), so a lone 一 is left in its place.
_FIGURE = Pattern(
    rf"(?P<kept>{IDIOM}|[“”\"](?:[^“”\"\n]{{1,12}})[”\"]|(?<![0-9百千万亿])一(?![百千万亿十0-9]))|{NUMERAL}"
)


def skeleton(chinese: str) -> str:
    """The sentence with one slot for every figure; names in quotation marks stay as they are.

    >>> skeleton("到2025年，营业收入增长7.5%，培育“十四五”示范园区三十个。")
    '到#年，营业收入增长#%，培育“十四五”示范园区#个。'
    """
    return _FIGURE.sub(lambda found: found["kept"] or SLOT, chinese)
