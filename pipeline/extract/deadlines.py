"""The date by which a target is to be reached, from its clause or from what stands before it.

In order, the first that there is:

1. a date before the quantity in its own clause, or after it in the same part of the sentence;
2. the date that opens an earlier sentence of the paragraph (到2025年，…。……。) or announces a list
   (到2025年，目标如下：), until another date or another unit takes over: what stands further away
   has the date of a heading or none, as the codebook's readers have it;
3. a date in a heading, the innermost first; 近期 and 远期 mean what the document says they mean;
4. the date of the title, `2024年重点工作安排` or `（2020—2022年）`; in a work report, its year.

每年 names no date: a yearly target without another date in its clause has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.calendar import DateFound, find, last_year
from pipeline.document import Clause, DeadlineSource, Quantity, Span
from pipeline.extract.context import Context
from pipeline.extract.horizons import Horizons, horizons, term_before
from pipeline.pattern import Pattern

GOALS = Pattern(r"目标|愿景|指标|展望|蓝图")
_PART = Pattern(r"[；;]")
_SEGMENT = Pattern(r"[，；,;：:。]")
_OPENS = Pattern(r"(?:^|[：:；;。）)])[^，；,;：:。]{0,10}$")
# What announces a list of goals, be it with a full stop: 到2027年，实现以下目标。 The date says a
# year or a plan: 未来五年 says less than the heading may.
_ANNOUNCED = Pattern(
    r"(?:(?:以下|如下|下列)[^，。；：:]{0,8}(?:目标|指标)|(?:目标|指标)[^，。；：:]{0,4}如下)[。：:]?$"
)
_YEAR_OR_PLAN = Pattern(r"\d{4}|五[”’]")
_TOP = 1500
_GLOSSARY = Pattern(r"^.{0,14}(?:名词|用语)(?:术语)?(?:解释|注释|说明).{0,4}$", re.M)
_HEAD = Pattern(r"指\s*标|目标值|属性|单位|序号")
_SPELL = Pattern(r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})年")
_YEARS = Pattern(r"\d{4}\s?年?\s?[-－—–―─~～至到]")  # 任务清单（2019—2022年）
_ENDED = Pattern(r"[。！？：:；;）)]\s*$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date in EDTF, the words that it came from, and whether they stand in the clause."""

    edtf: str
    span: Span
    source: DeadlineSource
    goal: bool = False  # carried on from a sentence among the document's goals


def date_targets(
    quantities: tuple[Quantity, ...], context: Context, inherited: dict[str, Deadline]
) -> tuple[Quantity, ...]:
    """The quantities with the deadline of each target filled in; `inherited` is from `inherit`."""
    clauses = {clause.id: clause for clause in context.tree}
    said, text = horizons(context), context.tree.document.text
    dated = []
    for quantity in quantities:
        if quantity.role == "target":
            clause = clauses[quantity.clause]
            deadline = own(quantity.span, clause, context)
            term = term_before(said, text, clause.span.start, quantity.span.start)
            if not deadline and term:
                deadline = Deadline(*term, "context")
            if not deadline and not yearly(quantity.span, clause, context):
                deadline = inherited.get(clause.id)
            if deadline:
                quantity = replace(
                    quantity,
                    deadline=deadline.edtf,
                    deadline_from=deadline.source,
                    deadline_span=deadline.span,
                )
        dated.append(quantity)
    return tuple(dated)


def holding(clause: Clause, context: Context) -> list[DateFound]:
    """The dates of a clause by which something may be due, in order."""
    return [date for date in context.dates[clause.id] if due(date, context.year)]


def due(date: DateFound, year: int | None) -> bool:
    """Whether something may be due by a date: 到2025年, and 2020年 only in a document of then."""
    if date.kind not in ("by", "in", "period") or not date.edtf:
        return False
    return year is None or last_year(date.edtf) >= year


def own(span: Span, clause: Clause, context: Context) -> Deadline | None:
    """The deadline that a clause itself gives for what stands at `span`."""
    text = context.tree.document.text
    after: DateFound | None = None
    before: DateFound | None = None
    for date in context.dates[clause.id]:
        if date.span.start >= span.end:
            between = text[span.end : date.span.start]
            if after is None and due(date, context.year) and not _SEGMENT.search(between):
                after = date
        elif _SPELL.match(text, date.span.start) and _PART.search(text, date.span.end, span.start):
            continue  # 力争三年实现全覆盖；新增车间15个
        elif due(date, context.year) or (date.edtf and _planned(text, date.span.start)):
            before = date
        elif (
            date.kind in ("in", "past")
            and date.edtf
            and _OPENS.search(text[clause.span.start : date.span.start])
        ):
            before = None
    last = before or after
    return Deadline(last.edtf, last.span, "clause") if last and last.edtf else None


def _planned(text: str, at: int) -> bool:
    """Whether a date is announced as a plan, although the document is later: 计划在2017年改造."""
    return re.search(r"(?:计划|拟|预计|力争)[于在到]?$", text[max(0, at - 4) : at]) is not None


def yearly(span: Span, clause: Clause, context: Context) -> bool:
    """Whether 每年 stands before the quantity in its part of the sentence."""
    text = context.tree.document.text
    return any(
        date.kind == "recurring"
        and date.span.end <= span.start
        and not _PART.search(text[date.span.end : span.start])
        for date in context.dates[clause.id]
    )


@dataclass(slots=True)
class _Carried:
    """A date that opened a sentence, and where it goes on holding."""

    deadline: Deadline
    unit: str  # the paragraph that it stands in
    container: str | None  # the numbered unit around it
    listed: bool  # whether it covers the paragraphs that follow
    goals: bool  # whether it announces a list of goals, subparts too


def inherit(context: Context) -> dict[str, Deadline]:
    """By clause, the deadline that holds in it unless it names its own."""
    inherited: dict[str, Deadline] = {}
    headings = _heading_dates(context)
    title = title_deadline(context)
    glossary = _glossary(context.tree.document.text)
    carried: _Carried | None = None
    previous: Clause | None = None
    for clause in context.tree:
        if carried and not _holds(carried, clause, previous, context):
            carried = None
        held = carried.deadline if carried else headings.get(clause.unit)
        if not held and title and title.span.end <= clause.span.start:
            held = title
        if held and (carried or clause.span.start < glossary):
            inherited[clause.id] = held
        if clause.role != "heading" or not _is_heading(clause, context):
            carried = _carry(clause, context, carried)
        previous = clause
    return inherited


def _glossary(text: str) -> int:
    """Where the terms of a report are explained (名词解释): its year sets nothing there."""
    places = [found.start() for found in _GLOSSARY.finditer(text, len(text) // 2)]
    return places[0] if places else len(text)


def _is_heading(clause: Clause, context: Context) -> bool:
    heading = context.path(clause)[-1].heading
    return heading is not None and heading in clause.span


def _carry(clause: Clause, context: Context, carried: _Carried | None) -> _Carried | None:
    """What the dates that open the parts of a clause leave for the clauses after it."""
    text = context.tree.document.text
    path = context.path(clause)
    column = _column(clause, context)
    if any(date.span == clause.span for date in context.dates[clause.id]):
        return carried  # a cell of a table, which says nothing of the next row
    if column:
        return _Carried(column, clause.unit, path[-2].id if len(path) > 1 else None, True, False)
    opened = ""
    for date in context.dates[clause.id]:
        late = date.kind == "by" and text[date.span.start - 2 : date.span.start] in ("，到", "；到")
        # 2023年启动试点，2025年全面推开: a series of years leaves its last.
        year = date.edtf if date.kind == "in" and len(date.edtf or "") == 4 else ""
        late = late or bool(year and "" < opened < year and text[date.span.start - 1] in "，；")
        if not date.edtf or not (late or _OPENS.search(text[clause.span.start : date.span.start])):
            continue
        if not due(date, context.year):
            if date.kind in ("in", "past", "period"):
                carried = None
            continue
        goals = any(_goals(unit.heading, text) for unit in path)
        if date.kind == "in" and not goals:
            continue
        numbered = [unit for unit in path if unit.kind != "paragraph"]
        words = text[clause.span.start : clause.span.end].rstrip()
        dated = _YEAR_OR_PLAN.search(text, date.span.start, date.span.end)
        announced = dated is not None and _ANNOUNCED.search(words) is not None
        carried = _Carried(
            Deadline(date.edtf, date.span, "context", goal=goals and date.kind == "by"),
            clause.unit,
            numbered[-1].id if numbered else None,
            announced or words.endswith(("：", ":")),
            announced,
        )
        opened = year or ""
    return carried


def _column(clause: Clause, context: Context) -> Deadline | None:
    """The target year of a table's head: 指标 2020年 2025年 属性."""
    text = context.tree.document.text
    if len(clause.span) > 60 or re.search(r"[，。；：]", text[clause.span.start : clause.span.end]):
        return None
    dates = context.dates[clause.id]
    due_dates = [date for date in dates if due(date, context.year)]
    if due_dates and (len(dates) > 1 or _HEAD.search(text, clause.span.start, clause.span.end)):
        last = due_dates[-1]
        return Deadline(last.edtf or "", last.span, "context")
    return None


def _goals(heading: Span | None, text: str) -> bool:
    return heading is not None and GOALS.search(text, heading.start, heading.end) is not None


def _holds(carried: _Carried, clause: Clause, previous: Clause | None, context: Context) -> bool:
    """Whether a carried date goes on holding in the next clause."""
    if clause.unit == carried.unit:
        return True
    path = context.path(clause)
    if carried.container is not None and all(unit.id != carried.container for unit in path):
        return False
    text = context.tree.document.text
    wrapped = previous is not None and not _ENDED.search(
        text, max(previous.span.start, previous.span.end - 2), previous.span.end
    )
    if wrapped and path[-1].kind == "paragraph" and previous and previous.role != "heading":
        return True
    beside = path[-1].kind in _LISTED or (carried.goals and path[0].kind == "subpart")
    return carried.listed and (carried.container is not None or beside)


_LISTED = frozenset(("paragraph", "bullet", "lead", "item", "subitem", "ordinal_lead"))


def _heading_dates(context: Context) -> dict[str, Deadline]:
    """By unit, the date of the innermost heading around it that has one."""
    said = horizons(context)
    by_unit: dict[str, Deadline] = {}
    for unit in context.tree.units:
        held = by_unit.get(unit.parent) if unit.parent else None
        if unit.heading and unit.kind != "title":
            held = _in_heading(unit.heading, context, said) or held
        if held:
            by_unit[unit.id] = held
    return by_unit


def _in_heading(heading: Span, context: Context, said: Horizons) -> Deadline | None:
    text = context.tree.document.text
    for date in find(text, context.issued, heading.start, heading.end):
        if date.edtf and due(date, context.year):
            years = _YEARS.match(text, date.span.start)
            edtf = str(last_year(date.edtf)) if years else date.edtf
            return Deadline(edtf, date.span, "context")
    term = term_before(said, text, heading.start, heading.end)
    return Deadline(*term, "context") if term else None


def title_deadline(context: Context) -> Deadline | None:
    """What the title gives, or the title of the plan that a notice transmits.

    A work report's title is its year, wherever the document first names it. The titles of
    attachments stand too far down to speak for the document.
    """
    for date in context.title_dates:
        plan = date.kind == "name" and date.edtf is not None and "/" in date.edtf
        if not date.edtf or date.span.start >= _TOP:
            continue
        ahead = context.year is None or last_year(date.edtf) >= context.year
        if ahead and (plan or due(date, context.year)):
            edtf = date.edtf if date.kind == "by" else str(last_year(date.edtf))
            return Deadline(edtf, date.span, "context")
    if context.work_report and context.year:
        return _report_year(context, context.year)
    return None


def _report_year(context: Context, year: int) -> Deadline | None:
    """A work report's plans are for its own year: the first words that name that year."""
    named = re.search(f"{year}年|今年", context.tree.document.text)
    span = Span(*named.span()) if named else context.issued_span
    return Deadline(str(year), span, "context") if span else None
