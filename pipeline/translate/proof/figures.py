"""Hold the figures of a draft against those of its clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from pipeline.document import Check
from pipeline.pattern import Pattern
from pipeline.translate.proof import chinese as zh
from pipeline.translate.proof import codes, when
from pipeline.translate.proof import english as en
from pipeline.translate.proof.directions import turned_round
from pipeline.translate.proof.facts import Figure
from pipeline.translate.proof.matching import (
    MEASURES,
    Matching,
    bound_conflict,
    match,
    unit_conflict,
)
from pipeline.translate.proof.places import displaced
from pipeline.translate.proof.plain import plain as made_plain
from pipeline.translate.proof.ranges import told_as_ranges
from pipeline.translate.proof.units import UNITS

CHECKS = frozenset({"number", "date", "unit", "bound", "direction", "order"})
"""The names of the checks of figures."""

# English names which summit it was: the 16th BRICS Summit.
_EVENT = Pattern(
    r"(?: [\w’'-]+){0,4}? (?:Summit|Meeting|Conference|Games|Session|Congress|Forum|Expo|Fair|"
    r"Festival)"
)
# `the two`, `all three`: what was named before, counted.
_THE_TWO = Pattern(r"\b(?:the|all|these|those)[ ]$", re.IGNORECASE)
_FEW = frozenset({"two", "three", "four", "five"})
# 分别达到200个: said of each, the figure comes again.
_EACH = Pattern(r"分别|均|各|都")
_SENTENCE_END = Pattern(r"[.!?;:][\"”')]*\s+(?=[A-Z“\"])|;\s|\n")


def matched(chinese: str, english: str) -> Matching:
    """Pair the figures of a clause with those of its draft."""
    return match(zh.figures(made_plain(chinese)), en.figures(english))


def check_figures(chinese: str, english: str) -> tuple[Check, ...]:
    """The checks `number`, `date`, `unit`, `bound`, `direction` and `order`."""
    found = matched(chinese, english)
    plain = made_plain(chinese)
    extra = [figure for figure in found.extra if not _excused(figure, found, plain, english)]
    dates = ("year", "month", "plan")
    return (
        _check(
            "number",
            [
                *_amiss(found.missing, extra, lambda figure: figure.kind not in dates),
                *_half_told(found, plain),
                *_bare_percent(plain, english),
                *codes.changed(plain, english),
            ],
        ),
        _check(
            "date",
            [
                *_amiss(found.missing, extra, lambda figure: figure.kind in dates),
                *when.parts(plain, english),
                *when.plan_years(english),
                *when.turned(plain, english, found.pairs),
                *when.apart(plain, [figure for figure in found.extra if figure.kind == "year"]),
            ],
        ),
        _check("unit", _units(found)),
        _check(
            "bound",
            [*_bounds(found, plain, english), *_again(found, plain), *_levels(plain, english)],
        ),
        _check("direction", turned_round(found, plain, english)),
        _check("order", _order(found, plain, english)),
    )


def _check(name: str, faults: Iterable[str]) -> Check:
    detail = "; ".join(faults)
    return Check(name, not detail, detail)


def _amiss(
    missing: Iterable[Figure], extra: Iterable[Figure], wanted: Callable[[Figure], bool]
) -> list[str]:
    lost = [f"{figure.words} is missing" for figure in missing if wanted(figure)]
    added = [f"{figure.words} is not in the source" for figure in extra if wanted(figure)]
    return [*lost, *added]


def _excused(figure: Figure, found: Matching, chinese: str, english: str) -> bool:
    """An extra figure that right English may have: `in 2024` for 去年, or said again further on."""
    if figure.kind == "year" and when.unsaid(chinese, int(figure.readings[0][0])):
        return True
    if figure.kind == "ordinal" and _EVENT.match(english, figure.span.end):
        return True
    if _THE_TWO.search(english, 0, figure.span.start) and figure.words.lower() in _FEW:
        return True
    each = _EACH.search(chinese)
    for source, said in found.pairs:
        if said.readings[0] != figure.readings[0] and source.readings[0] != figure.readings[0]:
            continue
        first, second = sorted((said.span, figure.span))
        if each or figure.kind == "year" or _SENTENCE_END.search(english, first.end, second.start):
            return True
    return False


_QUOTED = Pattern(r"[“\"][^”\"\n]{1,30}[”\"]")


def _half_told(found: Matching, chinese: str) -> Iterator[str]:
    """Of the figures of one name (“百村千户”) English tells all or none."""
    figures = zh.figures(chinese)
    said_all = {source.span for source, _ in found.pairs}
    told = {source.span for source, said in found.pairs if said.needed}
    for name in _QUOTED.finditer(chinese):
        inside = [f for f in figures if name.start() <= f.span.start < name.end()]
        if "百分" not in name.group() and any(f.span in told for f in inside if f.words in _LARGE):
            yield from (
                f"{f.words} is missing"
                for f in inside
                if f.words in _LARGE and f.span not in said_all
            )


_LARGE = frozenset("十百千万亿") | {"百万", "千万", "百亿", "千亿", "万亿"}
_PERCENT = Pattern(
    r"(?<![\d\w])(?P<word>[A-Za-z][A-Za-z’'-]*) (?:percent|percentage points?)\b", re.IGNORECASE
)


def _bare_percent(chinese: str, english: str) -> Iterator[str]:
    """A share whose figure is gone: growth of around percent."""
    if "%" in chinese or "百分" in chinese:
        for found in _PERCENT.finditer(english):
            if found["word"].lower() in _OPEN:
                yield f"{found.group()} has no figure"


_OPEN = frozenset(
    ("of", "by", "at", "to", "about", "around", "some", "nearly", "over", "than", "least", "most",
     "exceed", "exceeded", "exceeding")
)  # fmt: skip


def _units(found: Matching) -> Iterator[str]:
    named = {_dimension(unit) for _, said in found.pairs for _, unit in said.readings}
    for source, said in found.pairs:
        lost = {_dimension(unit) for _, unit in source.readings} & MEASURES - named
        if source.needed and said.needed and (lost or unit_conflict(source, said)):
            yield f"{source.words} {source.unit} became {said.words} {said.unit}".rstrip()


def _dimension(unit: str) -> str:
    return UNITS[unit][0] if unit else ""


_SAID_BOUND = {
    "any": "any bound",
    "low": "at least",
    "up": "at most",
    "about": "about",
    "": "no bound",
}


def _bounds(found: Matching, chinese: str, english: str) -> Iterator[str]:
    ranged = frozenset(told_as_ranges(found, chinese, english))
    for source, said in found.pairs:
        if bound_conflict(source, said) and not (source.span in ranged and not said.bound):
            asked, given = _SAID_BOUND[source.bound.rstrip("?")], _SAID_BOUND[said.bound]
            yield f"{source.words}: {asked} became {given}"


def _again(found: Matching, chinese: str) -> Iterator[str]:
    """A figure said again keeps its bound: 分别达到200个以上, at least 200 … and at least 200."""
    each = _EACH.search(chinese)
    for extra in found.extra:
        for source, said in found.pairs:
            if said.readings[0] != extra.readings[0] or not bound_conflict(source, extra):
                continue
            if each or extra.bound:
                asked = _SAID_BOUND[source.bound.rstrip("?")]
                yield f"{source.words}: {asked} is not said each time"
                break


_LEVEL = Pattern(r"(?<!等)级(?:及|或)?以上")
_ABOVE = Pattern(r"\b(?:above|higher|upwards?|over|greater|larger|or more)\b", re.IGNORECASE)


def _levels(chinese: str, english: str) -> Iterator[str]:
    """县级以上 has no figure, but a bound: at or above the county level."""
    if _LEVEL.search(chinese) and not _ABOVE.search(english):
        yield "级以上 is missing"


def _order(found: Matching, chinese: str, english: str) -> Iterator[str]:
    """Figures of one list (分别为3%、5%) keep their order, others their nouns."""
    needed = [(s, e) for s, e in found.pairs if s.needed and e.needed and s.kind == "number"]
    told = set()
    for (one, said), (two, said_two) in pairwise(needed):
        between = chinese[one.span.end : two.span.start]
        listed = re.fullmatch(r"[^，。；]{0,6}[、和与及][^\w，。；]{0,2}(?:约|近|超过?)?", between)
        distinct = one.readings[0] != two.readings[0] and one.unit == two.unit
        told_apart = one.unit or "分别" in chinese[max(0, one.span.start - 25) : one.span.start]
        if listed and distinct and told_apart and said_two.span < said.span:
            told.add((one.span, two.span))
            yield f"{one.words} and {two.words} changed places"
    for one, two in displaced(found, chinese, english):
        if (one.span, two.span) not in told:
            yield f"{one.words} and {two.words} changed places"
