"""What a draft says in figures: the same types, read from English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest

from pipeline.document import Span
from pipeline.numerals import ENGLISH_TENS, ENGLISH_UNITS
from pipeline.pattern import Pattern
from pipeline.translate.proof.english_bounds import bound
from pipeline.translate.proof.english_forms import READERS, SOFT_WORDS, readings_of
from pipeline.translate.proof.english_words import (
    CARDINALS,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    SCALES,
)
from pipeline.translate.proof.facts import REMEMBERED, Figure, Kind, Reading
from pipeline.translate.proof.plain import CODES
from pipeline.translate.proof.units import english_unit

_ORDINAL_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_TENS = "|".join(ENGLISH_TENS)
_TEENS = "|".join(sorted(ENGLISH_UNITS, key=len, reverse=True))
# Spaces are written [ ]: these go into a verbose pattern.
_SMALL = rf"(?:(?:{_TENS})(?:[ -](?:{'|'.join(ENGLISH_UNITS[1:10])})(?![a-z]))?|{_TEENS})(?![a-z])"
_SECTION = (
    rf"(?:(?:{_SMALL}|a)[ ]hundred(?:(?:[ ]and)?[ ]{_SMALL})?|{_SMALL}"
    rf"|a(?=[ ](?:thousand|million|billion|trillion)\b))"
)
_WORDS = (
    rf"{_SECTION}(?:[ -](?:thousand|million|billion|trillion)(?![a-z])"
    rf"(?:(?:,|[ ]and)?[ ]{_SECTION}(?![ ]percent))?)*"
)
_PLAIN_MONTHS = "|".join(name for name in MONTHS if name not in ("May", "March"))
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
_TOKEN = Pattern(
    rf"""
    (?P<lexical>\b(?:three-dimensional|two-way|third[- ]part(?:y|ies)|second-hand|first-class
        |one-stop|three-dimensionally|back[ ]to[ ]square[ ]one)\b)
  | (?P<month>\b(?:{_PLAIN_MONTHS})\b|(?<!Long[ ])\bMarch\b
        |\b(?<!-)May\b(?=[ ]\d|,|\.|[ ]of\b|$)|(?<=in[ ])May\b|(?<=by[ ])May\b|(?<=of[ ])May\b)
  | (?P<month_short>\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?=[ ]?\d))
  | (?P<fraction>(?<!first[ ])\b(?P<over>a|one|two|three|four|five|six|seven|eight|nine)[ -]
        (?P<part>half|third|thirds|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b
        (?:(?=[ ]of\b|[ ]to\b|[ ](?:the|over|by|more|less)\b|[.,;)]|$|-(?!part))
        |(?<=thirds|fifths|sixths|tenths)))
  | (?P<slash>(?<![\d/.])\d{{1,2}}/\d{{1,2}}(?![\d/]))
  | (?P<quarter_hour>\b(?:one[- ]|a[- ])?quarter(?:-|[ ](?:of[ ]an[ ])?)hours?\b)
  | (?P<hundred>\b(?:centenary|centennial|centuries-old|century-old)\b)
  | (?P<decade>\bdecades?\b)
  | (?P<both>\bboth\b)
  | (?P<bare>(?<![\w,.-])(?:hundred|thousand|million|billion|trillion)s?\b)
  | (?P<large>\bgigawatt(?=-(?:class|level|scale)\b))
  | (?P<again>(?<=-on-)(?:\d|two|three|four|five|six|seven|eight|nine)\b)
  | (?P<half>\bhalf\b)
  | (?P<copies>\b(?:duplicate|triplicate|quadruplicate)\b)
  | (?P<multiple>\b(?:{"|".join(MULTIPLES)})\b)
  | (?P<nth>\b(?P<nth_figure>\d{{1,4}})(?:st|nd|rd|th)\b)
  | (?P<ordinal>\b(?:(?:{"|".join(ENGLISH_TENS)})-)?(?:{_ORDINAL_WORDS})\b)
  | (?P<number>(?<![\w.,])(?:{_FIGURES})|(?<=[A-Z$¥€£(\[+/-])(?:{_FIGURES})|(?<=[.,])(?:{_FIGURES}))
        (?P<scale>(?:[ -]?(?:{_SCALE})(?![A-Za-z]))*)
  | (?P<roman>\b(?:(?:XL|L?X{{0,3}})(?:IX|IV|V?I{{1,3}}|V)|XL|L?X{{1,3}})\b|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])
  | (?P<words>\b(?:{_WORDS})\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


# “1-5-1” is the name “151”.
_NAME_OF_DIGITS = Pattern(r"(?<=[“\"])\d(?:[ -]\d){2,}(?=[”\"])")


def _run_together(name: str) -> str:
    """The digits of a name in one run, as long as it was."""
    return re.sub(r"[ -]", "", name).ljust(len(name))


@lru_cache(maxsize=REMEMBERED)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a draft, in order.

    >>> [(f.words, f.unit, f.bound) for f in figures("By 2025, at least 15,000 firms, up 8%")]
    [('2025', '', ''), ('15,000', '', 'low'), ('8', 'percent', '')]
    """
    text = _NAME_OF_DIGITS.sub(lambda name: _run_together(name.group()), text)
    text = CODES.sub(lambda code: " " * len(code.group()), re.sub(r"\.{3,}", "…", text))
    found = [figure for match in _TOKEN.finditer(text) for figure in _read(text, match)]
    return tuple(_shared(text, found))


def _read(text: str, found: re.Match[str]) -> Iterator[Figure]:
    for group, read in _READERS.items():
        if found[group]:
            yield from read(text, found)
            return


def _number(text: str, found: re.Match[str]) -> Iterator[Figure]:
    if found["words"]:
        number = _spelt(found["words"])
        digits_end = found.end()
        needed = found["words"].lower() not in SOFT_WORDS
    else:
        number = Fraction(found["number"].replace(",", ""))
        for word in re.findall(_SCALE, found["scale"].lower()):
            number *= SCALES[word]
        digits_end = found.end()
        needed = True
        # 16时 is 16:00: the minutes of a full hour may go unsaid.
        full_hour = found.group() == "00" and text[: found.start()].endswith(":")
        if full_hour or _in_code(text, found.start(), digits_end):
            yield Figure(Span(*found.span()), found.group(), ((number, ""),), needed=False)
            return
    unit, unit_end = english_unit(text, digits_end)
    if not unit:
        unit = _money_before(text[: found.start()])
    readings = (*readings_of(number, unit), *_split(text, found, number))
    limit = bound(text, found.start(), digits_end, unit_end)
    kind: Kind = (
        "year" if 1900 <= number <= 2100 and "," not in found.group() and not unit else "number"
    )
    yield Figure(Span(found.start(), digits_end), found.group(), readings, kind, limit, needed)


def _split(text: str, found: re.Match[str], number: Fraction) -> tuple[Reading, ...]:
    """两大万亿级集群 as `two trillion-yuan clusters`: the scale goes with what follows."""
    scale = re.search(rf"[ ]({_SCALE})$", found.group().lower())
    if not scale or not re.match(r"-[a-z]", text[found.end() :]):
        return ()
    return ((number / SCALES[scale[1]], ""),)


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether the figures belong to a word of letters (5G, PM2.5), which is checked as a name."""
    if re.match(r"'?s\b", text[end:]):  # the 1990s
        return False
    if text[end : end + 1].isalpha() and not english_unit(text, end)[0]:
        return True
    return bool(re.search(r"[A-Za-z_]$|\b[A-Z][A-Za-z]*-$", text[:start])) and not _money_before(
        text[:start]
    )


def _spelt(words: str) -> Fraction:
    """`one hundred and twenty-five thousand` to its value."""
    total = section = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "and":
            continue
        if word == "hundred":
            section = (section or 1) * 100
        elif word in SCALES:
            total += (section or 1) * SCALES[word]
            section = 0
        elif word == "dozen":
            section = 12
        elif word == "a":
            section += 0
        else:
            section += CARDINALS[word]
    return Fraction(total + section)


def _money_before(left: str) -> str:
    found = re.search(
        r"(?:(?P<yuan>RMB|CNY|¥|￥|yuan)|(?P<usd>US\$|USD|(?<!HK)\$)|(?P<hkd>HK\$|HKD)|"
        r"(?P<euro>€|EUR)|(?P<gbp>£))[ ]?$",
        left,
    )
    if not found:
        return ""
    return {"yuan": "yuan", "usd": "US dollar", "hkd": "HK dollar", "euro": "euro", "gbp": "pound"}[
        found.lastgroup or ""
    ]


_READERS: dict[str, Callable[[str, re.Match[str]], Iterator[Figure]]] = {
    **READERS,
    "number": _number,
    "words": _number,
}


def _shared(text: str, found: list[Figure]) -> Iterator[Figure]:
    """Figures of a list or range share unit, scale and bound: `at least 5 and 6 million yuan`."""
    for figure, before, after in zip_longest(found, [None, *found[:-1]], found[1:]):
        if figure is None:
            continue
        if after and figure.kind in ("number", "year") and not figure.unit:
            figure = _ranged(text, figure, after)
        beside = [
            one for one in (before, after) if one and one.bound and _listed(text, figure, one)
        ]
        yield replace(figure, bound="any") if beside and not figure.bound else figure


_LIST = Pattern(
    r"\s*[\w%$¥]*\s?(?:-|–|—|to|and|or|,|, and|, or)\s*(?:from |by |at )?[$¥]?(?:RMB|US)?"
)


# `not less than 5 but not more than 6 million yuan` is a range too.
_RANGE = Pattern(
    r"\s*(?:-|–|—|to|and|or|,|, and|, or)\s*(?:from )?"
    r"|,? (?:but|and) (?:(?:no|not) (?:more|greater|higher|longer|exceeding)(?: than)?|at most|"
    r"less than|up to)[ ]"
)


def _listed(text: str, figure: Figure, other: Figure) -> bool:
    first, second = sorted((figure, other), key=lambda one: one.span)
    return bool(_LIST.fullmatch(text[first.span.end : second.span.start]))


def _ranged(text: str, figure: Figure, after: Figure) -> Figure:
    if not _RANGE.fullmatch(text, figure.span.end, after.span.start):
        return figure
    scale = re.search(rf"({_SCALE})$", after.words.lower())
    size = SCALES[scale.group()] if scale else Fraction(1)
    if scale and (digits := re.match(r"\d[\d,]*(?:\.\d+)?", after.words)):
        size = after.readings[0][0] / Fraction(digits.group().replace(",", ""))
    own = figure.readings[0][0]
    readings = ((own, ""), (own, after.unit), (own * size, after.unit), (own * size, ""))
    return replace(figure, readings=readings)
