"""The dates of a clause: years, months, plans, and the clause's own number at its head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from pipeline.calendar.resolve import PLANS
from pipeline.document import Span
from pipeline.numerals import DIGIT_VALUES, value
from pipeline.pattern import Pattern
from pipeline.translate.proof.facts import Figure, Kind

_HAN_YEAR = "[一二][〇零○Oo一二三四五六七八九]{3}"
DASH = r"[ ]?(?:[-－—–―─~～]{1,2}|[至到])[ ]?"
_DATE = Pattern(
    rf"(?P<range>(?P<low>(?:19|20)\d\d)年?{DASH}(?P<high>(?:19|20)\d\d)(?:年|(?=[)）])))"
    r"|(?P<season>(?P<first>(?:19|20)\d\d)/(?P<last>(?:19|20)\d\d)(?=年))"
    r"|(?P<consensus>九二(?=共识))"
    rf"|(?P<year>(?:19|20)\d\d(?=[ ]?年|〕|］|\]|【?】)|{_HAN_YEAR}(?=年))"
    rf"|(?P<months>(?<![:：.\d])(?P<from>\d{{1,2}}|十[一二]?|[一二三四五六七八九])月?{DASH}"
    rf"(?P<to>\d{{1,2}}|十[一二]?|[一二三四五六七八九])(?=月))"
    r"|(?P<month>(?<![个.\d])(?:1[0-2]|0?[1-9])(?=[ ]?月(?!度))|(?<![个几数十])(?:十[一二]?|"
    r"[一二三四五六七八九])(?=月)(?!月一))"
    rf"|(?P<plan>(?<![一二三四五六七八九])[“\"‘「]?(?P<plan_name>十[一二三四五]五|[一二三四五六七八九]五|十五五|十五(?=[”\"’」]?[规计]划))[”\"’」]?"
    r"(?=[规计]划|时期|期间|末|初|[以之]?来|目标|[”\"’」]|以后|开局|收官))"
    rf"|(?P<nth>第(?P<nth_name>十[一二三四五]?|[一二三四五六七八九])个五年)"
    r"|(?P<event>(?<=[“\"])(?P<when>\d{1,2})[·.](?P<day>\d{1,2})(?=[”\"]))"
    r"|(?P<five_year>五年(?=[规计]划))"
    r"|(?P<marker>^\s*(?:[（(](?P<nested>[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|(?P<top>[一二三四五六七八九十]{1,3})(?:、|是(?=[^一]))|(?P<item>\d{1,2})[.．、](?!\d)))"
)


def dates(text: str) -> Iterator[Figure]:
    """Every date of a clause, in order.

    >>> [(figure.words, figure.kind) for figure in dates("到2025年6月底")]
    [('2025', 'year'), ('6', 'month')]
    """
    for found in _DATE.finditer(text):
        for group, read in _READERS.items():
            if found[group]:
                yield from read(found)
                break


def _range(found: re.Match[str]) -> Iterator[Figure]:
    yield _figure(found, "low", int(found["low"]), "year")
    yield _figure(found, "high", int(found["high"]), "year")


def _season(found: re.Match[str]) -> Iterator[Figure]:
    yield _figure(found, "first", int(found["first"]), "year")
    yield _figure(found, "last", int(found["last"]), "year")


def _consensus(found: re.Match[str]) -> Iterator[Figure]:
    yield _figure(found, "consensus", 1992, "year")


def _year(found: re.Match[str]) -> Iterator[Figure]:
    digits = (c if c.isdigit() else str(DIGIT_VALUES.get(c, 0)) for c in found["year"])
    yield _figure(found, "year", int("".join(digits)), "year")


def _months(found: re.Match[str]) -> Iterator[Figure]:
    yield _figure(found, "from", value(found["from"]), "month")
    yield _figure(found, "to", value(found["to"]), "month")


def _month(found: re.Match[str]) -> Iterator[Figure]:
    yield _figure(found, "month", value(found["month"]), "month")


def _plan(found: re.Match[str]) -> Iterator[Figure]:
    """“十四五”: the 14th Five-Year Plan, with or without its years."""
    group = "plan" if found["plan"] else "nth"
    name = found["plan_name"] or f"{found['nth_name']}五"
    yield _figure(found, group, value(name.removesuffix("五")), "plan")
    for year in PLANS.get(name, ()):
        yield replace(_figure(found, group, year, "year"), needed=False)
    yield replace(_figure(found, group, 5, "number"), needed=False)


def _five_year(found: re.Match[str]) -> Iterator[Figure]:
    yield replace(_figure(found, "five_year", 5, "number"), needed=False)


def _event(found: re.Match[str]) -> Iterator[Figure]:
    """“5·13” is May 13, “25·7” July 2025: either way the figures may be told as they are."""
    kinds: tuple[Kind, ...] = ("month", "number", "year")
    for group in ("when", "day"):
        for kind in kinds:
            number = int(found[group]) + (2000 if kind == "year" else 0)
            yield replace(_figure(found, group, number, kind), needed=False)


def _marker(found: re.Match[str]) -> Iterator[Figure]:
    yield _figure(
        found, "marker", value(found["nested"] or found["top"] or found["item"]), "marker"
    )


_READERS: dict[str, Callable[[re.Match[str]], Iterator[Figure]]] = {
    "range": _range,
    "season": _season,
    "consensus": _consensus,
    "year": _year,
    "months": _months,
    "month": _month,
    "plan": _plan,
    "nth": _plan,
    "event": _event,
    "five_year": _five_year,
    "marker": _marker,
}


def _figure(found: re.Match[str], group: str, number: float, kind: Kind) -> Figure:
    span = Span(*found.span(group))
    return Figure(span, found[group], ((Fraction(str(number)), ""),), kind)
