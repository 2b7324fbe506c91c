"""From the parts of a date to EDTF: month ends, quarters, halves, plans, terms of office."""

from __future__ import annotations

from calendar import monthrange

from pipeline.document import Level
from pipeline.numerals import DIGIT_VALUES, FULL_WIDTH, value

# 一五 ran from 1953 and 二五 from 1958; after it three years of adjustment went by.
_ORDINALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五".split(" ")
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
    """A small count: 3, ３, 三, 十二."""
    return int(value(words))


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
