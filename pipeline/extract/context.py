"""What stands around a clause: its headings, the sentences before it, the document's own date.

Built once per document, for every finder that looks further than the clause itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.calendar import DateFound, find, last_year
from pipeline.document import Clause, ClauseTree, Span, Unit
from pipeline.extract.role_context import contexts
from pipeline.pattern import Pattern

_DATED = Pattern(r"年|月|季度|世纪|[一二三四五六七八九十][五五]|之日")
_OPENING = 600
_REPORT_DAY = Pattern(
    r"(?P<year>[12]\d{3}|二[〇○零ＯO][〇一二三四五六七八九○零]{2})年\S{1,12}日\s?在"
)
_REVIEW = Pattern(r"^[^\n]{0,4}(?P<year>20\d\d)年[^\n。]{0,6}工作[^\n。]{0,4}回顾", re.M)
_REPORT = Pattern(r"政\s?府\s?工\s?作\s?报\s?告|各位代表|向大会报告")
_NUMBER = Pattern(
    r"[〔\[［（(]\s?(?P<year>(?:19|20)\d\d)\s?[〕\]］）)]\s?第?\s?\d+\s?号|(?P<year2>20\d\d)年?-\d+号"
)
_DAY_LINE = Pattern(
    r"^[ \t\u3000]*(?:（[^）\n]{0,20})?(?P<date>(?P<year>(?:19|20)\d\d)年\d{1,2}月\d{1,2}日)", re.M
)
_TITLE_YEAR = Pattern(r"(?<![\d—－\-])20\d\d(?=行动|工作|重点|年?度)")
_TITLE_LINE = Pattern(
    r"^[^\n。；]{4,60}(?:规划|计划|纲要|方案|意见|决定|办法|措施|要点|安排|任务)"
    r"(?:[（(][^）)\n]{1,16}[）)])?(?=\s*\n)",
    re.M,
)
_QUOTES = str.maketrans("《》〈〉", "    ")


@dataclass(frozen=True, slots=True)
class Context:
    """A clause tree with what its finders look up again and again.

    `reviewed` are the clauses that report on what was done (一、2023年工作回顾).
    """

    tree: ClauseTree
    issued: str | None
    issued_span: Span | None
    paths: dict[str, tuple[Unit, ...]]
    dates: dict[str, tuple[DateFound, ...]]
    title_dates: tuple[DateFound, ...]
    work_report: bool
    reviewed: frozenset[str]

    @property
    def year(self) -> int | None:
        """The year of issue."""
        return int(self.issued[:4]) if self.issued else None

    def path(self, clause: Clause) -> tuple[Unit, ...]:
        """The units that a clause stands in, outermost first."""
        return self.paths[clause.unit]


def context(tree: ClauseTree) -> Context:
    """Everything that the finders of one document share."""
    text = tree.document.text
    issued, issued_span = _issued(tree)
    level = tree.document.place.level if tree.document.place else None
    dates = {
        clause.id: find(text, issued, clause.span.start, clause.span.end, level=level)
        if _DATED.search(text, clause.span.start, clause.span.end)
        else ()
        for clause in tree
    }
    return Context(
        tree,
        issued,
        issued_span,
        _paths(tree),
        dates,
        _title_dates(tree, issued),
        work_report=_REPORT.search(text, 0, _OPENING) is not None,
        reviewed=frozenset(id_ for id_, place in contexts(tree).items() if place.zone == "review"),
    )


def _paths(tree: ClauseTree) -> dict[str, tuple[Unit, ...]]:
    """Every unit's path; a parent stands before its children."""
    paths: dict[str, tuple[Unit, ...]] = {}
    for unit in tree.units:
        paths[unit.id] = (*(paths[unit.parent] if unit.parent else ()), unit)
    return paths


def _issued(tree: ClauseTree) -> tuple[str | None, Span | None]:
    """The document's date and the words that say it; guessed from its edges when not given.

    A work report that states no day is given in the year after the one it reviews.
    """
    text = tree.document.text
    for pattern, offset in ((_REPORT_DAY, 0), (_REVIEW, 1)):
        found = pattern.search(text, 0, _OPENING)
        if found and _REPORT.search(text, 0, _OPENING):
            dates = find(text, None, found.start("year"), found.start("year") + 5)
            if dates and dates[0].edtf:
                year = str(last_year(dates[0].edtf) + offset)
                return tree.document.issued or year, dates[0].span
    if tree.document.issued:
        return tree.document.issued, None
    number = _NUMBER.search(text, 0, 2 * _OPENING)
    days = list(_DAY_LINE.finditer(text, max(0, len(text) - _OPENING)))
    if days:
        day = find(text, None, *days[-1].span("date"))
        if day and day[0].edtf and (not number or abs(int(day[0].edtf[:4]) - _year(number)) < 2):
            return day[0].edtf, day[0].span
    if number:
        return str(_year(number)), Span(*number.span(number.lastgroup or 0))
    return _from_title(tree)


def _year(number: re.Match[str]) -> int:
    return int(number["year"] or number["year2"])


def _from_title(tree: ClauseTree) -> tuple[str | None, Span | None]:
    """The first year of the title's own dates: 行动计划（2021—2025年）."""
    for found in _title_dates(tree, None):
        if found.edtf:
            return found.edtf[:4], found.span
    day = _DAY_LINE.search(tree.document.text, 0, _OPENING)
    if day:
        return day["year"], Span(*day.span("date"))
    return None, None


def _title_dates(tree: ClauseTree, issued: str | None) -> tuple[DateFound, ...]:
    """The dates of the document's titles, those inside 《》 too, in order."""
    text = tree.document.text
    found: list[DateFound] = []
    for low, high in _titles(tree):
        words = text[low:high].translate(_QUOTES)
        dates = find(words, issued)
        bare = _TITLE_YEAR.search(words)
        if bare:
            dates = (DateFound(Span(*bare.span()), bare.group(), "in"), *dates)
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
    lines = {found.span() for found in _TITLE_LINE.finditer(tree.document.text, 0, _OPENING)}
    return sorted(
        units | {line for line in lines if not any(u[0] <= line[0] < u[1] for u in units)}
    )
