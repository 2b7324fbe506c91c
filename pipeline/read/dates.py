"""Find the date of issue, as exact as the document states it, in EDTF.

It stands under the signature (云岫市人民政府 / 2024年3月5日), in the note under the title
（2021年4月16日…通过）, under the title alone, or on the printer's line at the end. Of a statute's
notes the last counts that passed, approved or published the text, for the text is that of the last
amendment; the day when it comes into force is not its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from pipeline.numerals import FULL_WIDTH, value
from pipeline.pattern import Pattern

_HAN_DIGIT = "[〇○ＯO零一二三四五六七八九]"
DATE = Pattern(
    rf"(?P<year>(?:19|20)\d\d|{_HAN_DIGIT}{{4}})\s{{0,2}}年"
    r"\s{0,2}(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s{0,2}月"
    r"(?:\s{0,2}(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}日)?"
)
FIGURES = Pattern(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<gap>[-/.])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?!\d)"
)
HAN_YEAR = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
EVENT = Pattern(r"通过|批准|公布|发布|修订|修正|修改|印发|施行|实施|会议上|令")
QUOTED = Pattern(r"《[^》]{0,200}》")
INTO_FORCE = ("施行", "实施")
PRINTED = Pattern(r"印发\s*$")
REVIEWED = Pattern(r"((?:19|20)\d\d)\s{0,2}年(?:政府|主要)?工作.{0,4}回顾")

LONGEST_DATE = 24


def find_dates(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield the dates of a line with their start and end.

    >>> list(find_dates("（二〇二一年四月十六日通过，2021年5月起施行）"))
    [(1, 11, '2021-04-16'), (14, 21, '2021-05')]
    """
    plain = line.translate(FULL_WIDTH)
    for pattern in (DATE, FIGURES):
        for found in pattern.finditer(plain):
            edtf = _edtf(found)
            if edtf is not None:
                yield found.start(), found.end(), edtf


def whole_date(line: str) -> str | None:
    """The date that a line consists of, or nothing.

    >>> whole_date("（2021 年 4 月 16 日）"), whole_date("2021年4月16日起施行")
    ('2021-04-16', None)
    """
    bare = line.strip(" \t\u3000（）()[]【】")
    if not 6 <= len(bare) <= LONGEST_DATE:
        return None
    for start, end, edtf in find_dates(bare):
        if start == 0 and end == len(bare):
            return edtf
    return None


def of_notes(notes: tuple[str, ...]) -> str | None:
    """The last date on which the notes under a title say that it was passed or published.

    >>> of_notes(("2019年8月28日 信川市人大常委会通过", "2019年9月27日 岭东省人大常委会批准"))
    '2019-09-27'
    """
    found: list[str] = []
    for note in notes:
        dates = sorted(find_dates(note))
        for (_, end, edtf), following in zip_longest(dates, dates[1:]):
            words = QUOTED.sub("", note[end : following[0] if following else None])
            event = EVENT.search(words)
            if event and event[0] not in INTO_FORCE:
                found.append(edtf)
    return max(found, default=None)


def of_print(lines: tuple[str, ...]) -> str | None:
    """The date on the printer's line at the end: 云岫市人民政府办公室　2024年3月5日印发."""
    for line in reversed(lines):
        if PRINTED.search(line) and (dates := list(find_dates(line))):
            return dates[-1][2]
    return None


def of_review(text: str) -> str | None:
    """The year of a work report that reviews the year before it: 2024 for 2023年工作回顾."""
    found = REVIEWED.search(text)
    return str(int(found[1]) + 1) if found else None


def _edtf(found: re.Match[str]) -> str | None:
    year = int(found["year"].translate(HAN_YEAR))
    month, day = _number(found["month"]), _number(found["day"] or "")
    if not 1900 <= year < 2100 or month is None or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def _number(words: str) -> int | None:
    try:
        return int(value(words))
    except ValueError:
        return None
