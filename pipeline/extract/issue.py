"""When a document was issued, read off its date, its number, its title or its opening words.

2024年1月13日在云川市人民代表大会上        the day that a work report was given
2023年，是全面提速之年。（in its opening）   a work report of the year after
云政发〔2020〕11号                          the year of the number
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.calendar import PLANS, DateFound, find, last_year
from pipeline.document import ClauseTree, Span
from pipeline.pattern import Pattern

OPENING = 600
_GIVEN = Pattern(r"(20[0-9]{2})\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日")
_AHEAD = Pattern("(20[0-9]{2})年(?:主要|重点|政府|目标|工作){0,2}(?:安排|重点|任务|目标|要点|计划)")
_TITLED = Pattern(r"(?P<year>20[0-9]{2})\s?[—－–-]{1,2}|“(?P<plan>十[一二三四五]?)五”?")
_BEHIND = Pattern("(20[0-9]{2})年[^，。]{0,10}回顾")
_REPORT_DAY = Pattern(
    r"(?P<year>[12]\d{3}|二[〇○零ＯO][〇一二三四五六七八九○零]{2})年\S{1,12}日\s?在"
)
# Line breaks may be lost: …列席人员提出意见。 一、2023 年工作回顾.
_REVIEW = Pattern(
    r"(?:^|[ 　。、])[^\n]{0,6}(?P<year>20\d\d)\s?年[^\n。]{0,6}工作[^\n。]{0,4}回顾", re.M
)
_YEAR_GONE = Pattern(
    r"(?P<year>20\d\d)年，?(?:是[^。]{4,80}(?:之年|一年)|在[^。]{4,60}领导下|我们|面对|全[市省州区])"
)
# A report that lost its head opens with the year gone by.
_LOOKS_BACK = Pattern(r"^[^\n]{0,6}20\d\d年工作回顾|^\s*(?:刚刚过去的)?20\d\d年，?是", re.M)
REPORT = Pattern(r"政\s?府\s?工\s?作\s?报\s?告|各位代表|向大会(?:报告|作)")
_NUMBER = Pattern(
    r"[〔\[［（(]\s?(?P<year>(?:19|20)\d\d)\s?[〕\]］）)]\s?第?\s?\d+\s?号|(?P<year2>20\d\d)年?-\d+号"
)
# Also spread and in Chinese numerals: 2024 年 3 月 5 日, 二〇二四年三月五日.
_DAY_LINE = Pattern(
    r"^[ \t\u3000]*(?:（[^）\n]{0,20})?"
    r"(?P<date>(?:(?:19|20)\d\d|[一二][〇○零ＯO一二三四五六七八九]{3})\s?年"
    r"\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日)",
    re.M,
)
_TITLE_YEAR = Pattern(r"(?<![\d—－\-])20\d\d(?=行动|工作|重点|年?度)")
# 云川市“十四五”科技创新规划: the plan's years, whatever stands between.
_TITLE_PLAN = Pattern(
    r"[“\"‘「]?(?P<plan>十[一二三四五]?)五[”\"’」]?(?![期时])[^，。；\n期时]{1,30}(?:规划|计划|纲要|方案)"
)
_TITLE_LINE = Pattern(
    r"^[^\n。；]{4,60}(?:规划|计划|纲要|方案|意见|决定|办法|措施|要点|安排|任务)"
    r"(?:[（(][^）)\n]{1,16}[）)])?(?=\s*\n)",
    re.M,
)
_QUOTES = str.maketrans("《》〈〉", "    ")


def issued(tree: ClauseTree) -> tuple[str | None, Span | None]:
    """The document's date and the words that say it; guessed from its edges when not given."""
    text = tree.document.text
    if report := _of_report(tree):
        return report
    if tree.document.issued:
        return tree.document.issued, None
    number = _NUMBER.search(text, 0, 2 * OPENING)
    days = list(_DAY_LINE.finditer(text, max(0, len(text) - OPENING)))
    if days:
        day = find(text, None, *days[-1].span("date"))
        if day and day[0].edtf and (not number or abs(int(day[0].edtf[:4]) - _year(number)) < 2):
            return day[0].edtf, day[0].span
    if number:
        return str(_year(number)), Span(*number.span(number.lastgroup or 0))
    return _from_title(tree)


def _of_report(tree: ClauseTree) -> tuple[str, Span] | None:
    """When a work report was given; without a day, the year after the one that it reviews."""
    text = tree.document.text
    if not (REPORT.search(text, 0, OPENING) or _LOOKS_BACK.search(text, 0, OPENING // 4)):
        return None
    for pattern, offset in ((_REPORT_DAY, 0), (_REVIEW, 1), (_YEAR_GONE, 1)):
        found = pattern.search(text, 0, OPENING)
        dates = find(text, None, found.start("year"), found.start("year") + 6) if found else ()
        if not dates or not dates[0].edtf:
            continue
        year = str(last_year(dates[0].edtf) + offset)
        if pattern is not _YEAR_GONE or f"{year}年" in text:
            return tree.document.issued or year, dates[0].span
    return None


def _year(number: re.Match[str]) -> int:
    return int(number["year"] or number["year2"])


def _from_title(tree: ClauseTree) -> tuple[str | None, Span | None]:
    """The first year of the title's own dates: 行动计划（2021—2025年）."""
    for found in title_dates(tree, None):
        if found.edtf:
            return found.edtf[:4], found.span
    day = _DAY_LINE.search(tree.document.text, 0, OPENING)
    dates = find(tree.document.text, None, *day.span("date")) if day else ()
    if dates and dates[0].edtf:
        return dates[0].edtf[:4], dates[0].span
    return None, None


def title_dates(tree: ClauseTree, day: str | None) -> tuple[DateFound, ...]:
    """The dates of the document's titles, those inside 《》 too, in order."""
    text = tree.document.text
    found: list[DateFound] = []
    for low, high in _titles(tree):
        words = text[low:high].translate(_QUOTES)
        dates = find(words, day)
        bare = _TITLE_YEAR.search(words)
        if bare:
            dates = (DateFound(Span(*bare.span()), bare.group(), "in"), *dates)
        if not dates and (plan := _TITLE_PLAN.search(words)):
            years = "/".join(map(str, plan_years(plan["plan"])))
            dates = (DateFound(Span(plan.start(), plan.end("plan") + 1), years, "name"),)
        for date in dates:
            span = Span(date.span.start + low, date.span.end + low)
            if not found or span.start >= found[-1].span.end:
                found.append(replace(date, span=span))
    return tuple(found)


def _titles(tree: ClauseTree) -> list[tuple[int, int]]:
    """Where titles stand: title units, and lines near the top that read like one."""
    units = {
        (unit.heading.start, unit.heading.end)
        for unit in tree.units
        if unit.kind == "title" and unit.heading
    }
    lines = {found.span() for found in _TITLE_LINE.finditer(tree.document.text, 0, OPENING)}
    return sorted(
        units | {line for line in lines if not any(u[0] <= line[0] < u[1] for u in units)}
    )


def year_of(tree: ClauseTree) -> int | None:
    """The year that the document speaks from: that of its issue, or what its opening says."""
    day, _ = issued(tree)
    if day:
        return int(day[:4])
    text = tree.document.text
    if given := _GIVEN.search(text, 0, 2 * OPENING):
        return int(given.group(1))
    if ahead := _AHEAD.search(text):
        return int(ahead.group(1))
    if behind := _BEHIND.search(text):
        return int(behind.group(1)) + 1
    titled = _TITLED.search(tree.document.title or text[:80])
    if titled is None:
        return None
    return int(titled["year"]) if titled["year"] else plan_years(titled["plan"])[0]


def plan_years(plan: str) -> tuple[int, int]:
    """The first and last year of a five-year plan by its number less 五.

    >>> plan_years("十四")
    (2021, 2025)
    """
    return PLANS[f"{plan}五"]
