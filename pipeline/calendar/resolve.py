"""From the parts of a date to EDTF: month ends, quarters, halves, plans, terms of office."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from pipeline.document import Level
from pipeline.numerals import DIGIT_VALUES, FULL_WIDTH, value
from pipeline.pattern import Pattern

# 一五 ran from 1953 and 二五 from 1958; after it three years of adjustment went by.
_ORDINALS = (*"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五")
_STARTS = (1953, 1958, *range(1966, 2027, 5))
PLANS: dict[str, tuple[int, int]] = {
    f"{ordinal}五": (start, start + 4) for ordinal, start in zip(_ORDINALS, _STARTS, strict=True)
}
"""The five-year plans by their short names, with their first and last year."""

FOUNDED = {"建党": 1921, "党成立": 1921, "建军": 1927, "国成立": 1949, "建国": 1949}
"""What an anniversary is counted from: 建党一百年 is 2021, 新中国成立一百年 is 2049."""

# People's congresses sit for five years: of provinces and the nation from 2018, of cities and
# counties from 2017.
_TERM_STARTS: dict[Level | None, int] = {"central": 2018, "province": 2018}
_CITY_TERM_START = 2017

_HALVES = {"上": (1, 6), "下": (7, 12)}
_YEAR_DIGITS = str.maketrans(
    {han: str(n) for han, n in DIGIT_VALUES.items()} | dict.fromkeys("○ＯOoОо", "0")
)


def year_number(words: str) -> int:
    """A year in any script: 2025, ２０２５, 二〇二五, 2 0 2 5.

    >>> year_number("二○二五")
    2025
    """
    return int("".join(words.translate(FULL_WIDTH).translate(_YEAR_DIGITS).split()))


def number(words: str) -> int:
    """A small count (3, ３, 三, 十二); 0 where it is vague, as in 两三年内."""
    try:
        return int(value(words))
    except ValueError:
        return 0


def last_year(edtf: str) -> int:
    """The year in which a date or period ends.

    >>> last_year("2021/2025"), last_year("2025-06-30")
    (2025, 2025)
    """
    return int(edtf.rpartition("/")[2][:4])


def month_end(year: int, month: int) -> str:
    """The last day of a month: 6月底."""
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def half(year: int, word: str) -> str:
    """上半年 or 下半年."""
    first, last = _HALVES[word]
    return f"{year:04}-{first:02}/{year:04}-{last:02}"


def quarter(year: int, which: int) -> str:
    """第三季度."""
    return f"{year:04}-{3 * which - 2:02}/{year:04}-{3 * which:02}"


def plan(name: str, part: str) -> str:
    """A plan or a part of it: `期间`, `末`, `中期`, `初`; PLANS has the names.

    >>> plan("十四五", "期间"), plan("十四五", "末"), plan("十四五", "中期")
    ('2021/2025', '2025', '2023')
    """
    first, last = PLANS[name]
    for words, edtf in (
        ("末后", f"{last}"),
        ("中", f"{first + 2}"),
        ("初前", f"{first}"),
    ):
        if part and part[0] in words:
            return edtf
    return f"{first}/{last}"


def term_end(year: int, level: Level | None) -> str:
    """The year in which the government in office in `year` ends its term (本届政府任期)."""
    start = _TERM_STARTS.get(level, _CITY_TERM_START)
    return str(start + ((year - start) // 5 + 1) * 5)


HAN_DAY = "(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""A day of the month in words: 三十 in 六月三十日; a regex source without groups."""

_PART = Pattern(
    r"(?:(?P<month>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月份?"
    rf"(?:(?P<day>[0-9]{{1,2}}|{HAN_DAY})[日号]|(?P<month_end>[底末]))?"
    r"|第?(?P<quarter>[一二三四1-4])季度(?P<quarter_end>[末底])?|(?P<half>[上下])半年)"
)


def part(year: int, words: str) -> tuple[str | None, Literal["in", "by", "period"]]:
    """A part of a year, and whether its words make it a deadline already; None for 2月30日.

    >>> part(2025, "底"), part(2025, "6月底"), part(2025, "上半年"), part(2025, "内")
    (('2025-12-31', 'in'), ('2025-06-30', 'in'), ('2025-01/2025-06', 'period'), ('2025', 'by'))
    """
    plain = "".join(words.translate(FULL_WIDTH).split())
    if plain.startswith("内"):
        return str(year), "by"
    if plain and plain[-1] in "底末终" and len(plain) <= 2:
        return f"{year:04}-12-31", "in"
    if plain in ("中", "年中"):
        return f"{year:04}-06", "in"
    found = _PART.match(plain)
    if not found:
        return f"{year:04}", "in"
    if found["month"]:
        return _month(year, found), "in"
    if found["half"]:
        return half(year, found["half"]), "period"
    which = number(found["quarter"])
    if found["quarter_end"]:
        return month_end(year, 3 * which), "in"
    return quarter(year, which), "period"


def _month(year: int, found: re.Match[str]) -> str | None:
    month = number(found["month"])
    if not 1 <= month <= 12:
        return None
    if found["month_end"]:
        return month_end(year, month)
    if not found["day"]:
        return f"{year:04}-{month:02}"
    day = number(found["day"])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def lasting(start: str, years: int) -> str:
    """The interval that begins with a date of effect and lasts so many years (有效期5年).

    >>> lasting("2020-08-05", 3), lasting("2020", 5)
    ('2020-08-05/2023-08-04', '2020/2025')
    """
    year, rest = int(start[:4]) + years, start[4:10]
    if len(rest) < 6:
        return f"{start}/{year:04}{rest}"
    day = min(int(rest[4:]), monthrange(year, int(rest[1:3]))[1])
    return f"{start}/{date(year, int(rest[1:3]), day) - timedelta(days=1)}"
