"""Figures that a draft writes in other forms than a number: months, parts, multiples, ordinals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import zip_longest

from pipeline.document import Span
from pipeline.translate.proof.english_words import (
    CARDINALS,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    PARTS,
    SCALES,
)
from pipeline.translate.proof.facts import Figure, Kind, Reading
from pipeline.translate.proof.units import english_unit

SOFT_WORDS = frozenset({"one", "first", "second", "zero", "a", "half", "once", "third"})
_CASED_MONTHS = {name.lower(): n for name, n in MONTHS.items()} | {
    name[:3].lower(): n for name, n in MONTHS.items()
}
_ROMAN_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"


def _plainly(
    found: re.Match[str], *readings: Reading, kind: Kind = "number", needed: bool = True
) -> Iterator[Figure]:
    yield Figure(Span(*found.span()), found.group(), readings, kind, needed=needed)


def _nothing(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """`three-dimensional` and its like count nothing."""
    yield from ()


def _month(text: str, found: re.Match[str]) -> Iterator[Figure]:
    words = found.group()
    if words[0].isupper():
        number = _CASED_MONTHS[words.lower() if found["month"] else words[:3].lower()]
        yield from _plainly(found, (Fraction(number), ""), kind="month")


def _fraction(text: str, found: re.Match[str]) -> Iterator[Figure]:
    over = 1 if found["over"].lower() == "a" else CARDINALS[found["over"].lower()]
    part = Fraction(over, PARTS[found["part"].lower()])
    needed = part != Fraction(1, 2)
    yield from _plainly(found, (part, ""), (part * 100, "percent"), needed=needed)


def _slash(text: str, found: re.Match[str]) -> Iterator[Figure]:
    over, _, under = found.group().partition("/")
    part = Fraction(int(over), int(under) or 1)
    yield from _plainly(found, (part, ""), (part * 100, "percent"), needed=False)


def _quarter_hour(text: str, found: re.Match[str]) -> Iterator[Figure]:
    yield from _plainly(found, (Fraction(15), "minute"), (Fraction(1, 4), ""))


def _hundred(text: str, found: re.Match[str]) -> Iterator[Figure]:
    yield from _plainly(found, (Fraction(100), ""), (Fraction(100), "year"), needed=False)


def _decade(text: str, found: re.Match[str]) -> Iterator[Figure]:
    yield from _plainly(found, (Fraction(10), "year"), needed=False)


def _both(text: str, found: re.Match[str]) -> Iterator[Figure]:
    yield from _plainly(found, (Fraction(2), ""), needed=False)


def _bare(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """百万千瓦级 as `million-kilowatt`, 千村 as `thousand villages`: no `one` before it."""
    size = Fraction(SCALES[found.group().lower().removesuffix("s")])
    unit, _ = english_unit(text, found.end())
    yield from _plainly(found, (size, unit), needed=False)


def _large(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """百万千瓦级 as `gigawatt-class`."""
    yield from _plainly(found, (Fraction(1), "gigawatt"), needed=False)


def _half(text: str, found: re.Match[str]) -> Iterator[Figure]:
    readings = ((Fraction(1, 2), ""), (Fraction(50), "percent"), (Fraction(6), "month"))
    yield from _plainly(found, *readings, needed=False)


def _multiple(text: str, found: re.Match[str]) -> Iterator[Figure]:
    factor = Fraction(MULTIPLES[found.group().lower()])
    yield from _plainly(found, *readings_of(factor, "times"), needed=False)


def _copies(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """一式三份 as `in triplicate`."""
    number = {"du": 2, "tr": 3, "qu": 4}[found.group()[:2].lower()]
    yield from _plainly(found, (Fraction(number), ""), needed=False)


def _nth(text: str, found: re.Match[str]) -> Iterator[Figure]:
    yield from _plainly(found, (Fraction(int(found["nth_figure"])), ""), kind="ordinal")


def _roman_number(text: str, found: re.Match[str]) -> Iterator[Figure]:
    if found.group().isupper():
        number = Fraction(_roman(found.group()))
        yield from _plainly(found, (number, ""), kind="ordinal", needed=False)


def _ordinal(text: str, found: re.Match[str]) -> Iterator[Figure]:
    words = found.group().lower()
    tens, _, last = words.rpartition("-")
    number = Fraction(ORDINALS[last] + (CARDINALS[tens] if tens else 0))
    yield from _plainly(found, (number, ""), kind="ordinal", needed=words not in SOFT_WORDS)


def _roman(words: str) -> int:
    """`XIV` to 14."""
    if words in _ROMAN_SIGNS:
        return _ROMAN_SIGNS.index(words) + 1
    sizes = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in words]
    return sum(
        -size if size < after else size
        for size, after in zip_longest(sizes, sizes[1:], fillvalue=0)
    )


def readings_of(number: Fraction, unit: str) -> tuple[Reading, ...]:
    """A number with its unit; `4 times` is a rise of 300 percent as well."""
    if unit == "times":
        return ((number, unit), ((number - 1) * 100, "percent"), (number - 1, unit), (number, ""))
    return ((number, unit),)


READERS: dict[str, Callable[[str, re.Match[str]], Iterator[Figure]]] = {
    "lexical": _nothing,
    "month": _month,
    "month_short": _month,
    "fraction": _fraction,
    "slash": _slash,
    "quarter_hour": _quarter_hour,
    "hundred": _hundred,
    "decade": _decade,
    "both": _both,
    "bare": _bare,
    "large": _large,
    "again": _nothing,
    "half": _half,
    "copies": _copies,
    "multiple": _multiple,
    "nth": _nth,
    "roman": _roman_number,
    "ordinal": _ordinal,
}
"""What reads each group of a draft's pattern for figures."""
