"""How an English translation may write a date, for the proof of drafts."""

from __future__ import annotations

from calendar import month_name, monthrange

from pipeline.calendar.resolve import PLANS

_PLAN_ORDINALS = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
    "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth",
)  # fmt: skip
_QUARTER_NAMES = {1: "first", 2: "second", 3: "third", 4: "fourth"}
_NAMED = {
    ("-01", "-06"): ("first half", "H1"),
    ("-07", "-12"): ("second half", "H2"),
    ("-01", "-03"): ("first quarter", "Q1"),
    ("-04", "-06"): ("second quarter", "Q2"),
    ("-07", "-09"): ("third quarter", "Q3"),
    ("-10", "-12"): ("fourth quarter", "Q4"),
}


def english(edtf: str) -> tuple[str, ...]:
    """The English phrases for a date or period in EDTF, the plainest first; compare without case.

    >>> english("2025-12-31")[:4]
    ('the end of 2025', 'December 31, 2025', '31 December 2025', 'December 31 2025')
    >>> english("2021/2025")[:2]
    ('2021-2025', 'the 14th Five-Year Plan period')
    """
    low, slash, high = edtf.partition("/")
    forms = _interval(low, high) if slash else _date(edtf)
    return tuple(dict.fromkeys(forms))


def _date(edtf: str) -> list[str]:
    year, month, day = edtf[:4], edtf[5:7], edtf[8:10]
    if not month:
        return [year]
    name = month_name[int(month)]
    short = name[:3]
    if not day:
        return [f"{name} {year}", f"{name}, {year}", f"{short} {year}", f"{short}. {year}", edtf]
    number = int(day)
    forms = [
        f"{name} {number}, {year}", f"{number} {name} {year}", f"{name} {number} {year}",
        f"{short} {number}, {year}", f"{short}. {number}, {year}", f"{number} {short} {year}",
        f"{number} {name}, {year}", edtf,
    ]  # fmt: skip
    if number < monthrange(int(year), int(month))[1]:
        return forms
    if month == "12":
        return [f"the end of {year}", *forms, *_end(year, ""), *_end(year, "December")]
    quarter = []
    if int(month) % 3 == 0:
        quarter = [f"the end of the {_QUARTER_NAMES[int(month) // 3]} quarter of {year}"]
    return [f"the end of {name} {year}", *forms, *_end(year, name), *quarter]


def _end(year: str, month: str) -> list[str]:
    """The end of a year, or of a month of it."""
    when = f"{month} {year}".strip()
    forms = [f"the end of {when}", f"end of {when}", f"end-{when}", f"late {when}", f"{when} end"]
    if not month:
        forms += [f"year-end {year}", f"year end {year}", f"{year} year-end", f"{year}'s end"]
        forms += ["the end of the year", "year-end", "the close of the year", f"close of {year}"]
    else:
        forms += [f"the end of {month}", f"end of {month}", f"the last day of {when}"]
    return forms


def _interval(low: str, high: str) -> list[str]:
    if low[4:] or high[4:]:
        return _part_of_year(low, high)
    forms = [f"{low}-{high}", f"{low}–{high}", f"{low}—{high}"]
    for at, (first, last) in enumerate(PLANS.values()):
        if (int(low), int(high)) == (first, last):
            forms[1:1] = _plan(at)
    return [
        *forms,
        f"{low} to {high}",
        f"{low} through {high}",
        f"from {low} to {high}",
        f"between {low} and {high}",
        f"{low}-{high[2:]}",
    ]


def _plan(at: int) -> list[str]:
    """The names of a five-year plan: `the 14th Five-Year Plan period`."""
    number = at + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number if number < 10 else 0, "th")
    names = [f"{number}{ending}", _PLAN_ORDINALS[at]]
    return [
        f"{head}{name} {plan}{tail}"
        for head in ("the ", "")
        for tail in (" period", "")
        for plan in ("Five-Year Plan", "Five Year Plan")
        for name in names
    ]


def _part_of_year(low: str, high: str) -> list[str]:
    """A half or a quarter of a year by name; any other interval by its two dates."""
    name = _NAMED.get((low[4:], high[4:])) if low[:4] == high[:4] else None
    if name:
        words, letters = name
        year = low[:4]
        return [
            f"the {words} of {year}", f"{words} of {year}", f"{letters} {year}",
            f"{words} {year}", f"the {words} of the year",
        ]  # fmt: skip
    return [
        f"{link}{first}{to}{last}"
        for link, to in (("from ", " to "), ("between ", " and "), ("", " to "), ("", " - "))
        for first in _date(low)[:2]
        for last in _date(high)[:2]
    ]
