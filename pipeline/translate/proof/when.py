"""Years and parts of a year: which of them a draft may have beyond its clause, and must have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.calendar.resolve import PLANS
from pipeline.numerals import chinese as spelt
from pipeline.pattern import Pattern
from pipeline.translate.proof.facts import Figure

# 去年 is as good as a year, so English may name it.
_RELATIVE = Pattern(
    r"[去今本明上前后当全]年|过去|这一年|一年来|年[初底末]|[近五三]年来?|以来|新年|任期"
)
# The years that relative words can mean, counted from this year.
_FROM_NOW = {
    "今年": (0,), "本年": (0,), "去年": (-1,), "上年": (-1,), "过去一年": (-1,), "全年": (-1, 0),
    "明年": (1,), "前年": (-2,), "后年": (2,),
}  # fmt: skip
_WORDS = Pattern("|".join(_FROM_NOW))
_STRETCH = Pattern(r"[五三几两十]年|近年|以来|历年|任期|多年|(?:19|20)\d\d")
_EDGE = Pattern(r"(?P<plan>十?[一二三四五六七八九])五[”\"]?(?:规划)?的?(?P<edge>收官|开局)")


def unsaid(chinese: str, year: int) -> bool:
    """Whether a clause that leaves its year unsaid (去年) may mean this one.

    >>> unsaid("今年是“十四五”规划收官之年", 2025), unsaid("今年是“十四五”规划收官之年", 2023)
    (True, False)
    """
    if not _RELATIVE.search(chinese):
        return False
    edge = _EDGE.search(chinese)
    own = PLANS.get(f"{edge['plan']}五") if edge else None
    return edge is None or own is None or year == own[edge["edge"] == "收官"]


def apart(chinese: str, years: list[Figure]) -> Iterator[str]:
    """Years that lie further apart than 去年 and 今年 do."""
    told = sorted({int(figure.readings[0][0]) for figure in years})
    meant = [offset for word in _WORDS.findall(chinese) for offset in _FROM_NOW[word]]
    if not told or not meant or _STRETCH.search(chinese):
        return
    if told[-1] - told[0] > max(meant) - min(meant):
        yield f"{told[0]} and {told[-1]} are too far apart"


# Parts of a year and what they are said with.
_PARTS = tuple(
    (Pattern(chinese), Pattern(english, re.IGNORECASE))
    for chinese, english in (
        (
            "(?:年|月|季度?)[底末](?![级端])",
            r"\bend\b|year-?end|month-end|\blate\b|ending|close of|December|final|\blast\b|conclu",
        ),
        ("上半年", r"first half|first six months|\bH1\b|half|mid|June|first two quarters"),
        ("下半年", r"second half|latter half|last six months|\bH2\b|half|last half"),
        ("季度", r"quarter|season|\bQ[1-4]\b|three months|three-month|nine months"),
        ("每年|逐年|年均|按年度?", r"\b(?:year|annual|annum)"),
        ("每月|月均|按月", "month"),
        ("每日|每天|日均", r"\bday|dail"),
    )
)


_PLAN_YEARS = Pattern(
    r"\b(?P<plan>\d{1,2})(?:st|nd|rd|th) Five-Year Plan(?: [Pp]eriod)? ?"
    r"\((?P<first>\d{4}) ?(?:-|–|—|to) ?(?P<last>\d{4})\)"
)


def plan_years(english: str) -> Iterator[str]:
    """Whether the years that stand after a plan are its own."""
    for found in _PLAN_YEARS.finditer(english):
        own = PLANS.get(f"{spelt(int(found['plan']))}五")
        if own and own != (int(found["first"]), int(found["last"])):
            yield f"{found.group()} has other years"


# On which side of a date something lies, and what must not stand before it in English.
_DAY = r"[ ]?[年月][底末]?(?:[ ]?[\d一二三四五六七八九十]{1,3}[ ]?[日号])?"
_BEFORE_DATE = (
    r"(?<!not )(?<!or )\b(?:%s) (?:the )?(?:(?:end|beginning|close|start) of )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?$"
)
_SIDES = tuple(
    (Pattern(_DAY + side), Pattern(_BEFORE_DATE % said, re.IGNORECASE))
    for side, said in (
        ("(?:之前|以前|前(?!后))", "after|since|from"),
        ("(?:之后|以后|后(?!天))", "before|by|until|prior to|no later than"),
        ("(?P<since>起)(?!草)", "before|by|until|prior to|no later than|according to"),
    )
)
_SINCE = Pattern(r"[自从](?:\d{4}年)?$")


def turned(chinese: str, english: str, pairs: Sequence[tuple[Figure, Figure]]) -> Iterator[str]:
    """Dates told from the wrong side: `after March 31` for 3月31日前."""
    for source, said in pairs:
        if source.kind not in ("month", "year"):
            continue
        for side, wrong in _SIDES:
            found = side.match(chinese, source.span.end)
            if (
                found
                and "since" in found.groupdict()
                and not _SINCE.search(chinese, 0, source.span.start)
            ):
                continue
            if found and wrong.search(english, 0, said.span.start):
                yield f"{chinese[source.span.start : found.end()]} is told from the other side"


def parts(chinese: str, english: str) -> Iterator[str]:
    """The parts of a year (年底, 上半年, 每月) that the draft does not say.

    >>> list(parts("每月公布。", "Publish it."))
    ['每月 is missing']
    """
    for wanted, said in _PARTS:
        asked = wanted.search(chinese)
        if asked and not said.search(english):
            yield f"{asked.group()} is missing"
