"""Dated goals without a quantity: 到2025年，初步建成创新中心.

A date opens a stretch that runs to the next date or the end of the sentence. What of it names a
goal and holds no quantity is a milestone, one for each unbroken run:

    到2025年，全面建成移动办公之城，|政务服务全覆盖|，城市大脑与履职深度融合       two milestones
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.calendar import DateFound, last_year
from pipeline.document import Clause, Milestone, Quantity, Span
from pipeline.extract.context import Context
from pipeline.extract.deadlines import Deadline, holding
from pipeline.pattern import Pattern

_COMMA = Pattern(r"[，；;。]|,(?!\d)")
_BRACKETS = {"（": "）", "(": ")", "“": "”", "《": "》", "[": "]", "【": "】"}
_GOAL = Pattern(
    r"形成|建成|建立|实现|完成|成为|打造|达成|取得|初步|显著|明显|提升|提高|增强|健全|完善|控制在|"
    r"同步|领先|一流|推广|出台|运行|启用|开通|上线|投用|投入使用|迈入|跻身|进入|确立|构建|培育|突破|改善|"
    r"消除|解决|升级|融合|覆盖|到位|优化|贯通|确保|不减|不增|稳步|创建|搭建|编制|制定|印发实施|关停|退出|拓宽|供应|提供|引领|接入|全部|一批|布局建设"
    r"|完工|竣工|通车|投产|普及|涌现|跃上|跃升|达到[^，。；\d]{2,14}(?:水平|先进)|走在[^，。；\d]{0,6}前列"
)
_PROCEDURE = Pattern(
    r"印发|发布的?通知|通过$|批准|施行|起施行|届|申报|报送|报名|填报|截止|截至|受理(?=申请|时间|期|工作|点|之日)|公示|征集|审议|召开|提交|反馈|"
    r"会议|指导思想|总体要求|基本原则|修正|修订|颁布|成立\d|周年|是[^，。；]{2,30}(?:年|关键)|规划期|有效期|考试|录取|登录|开局"
)
# What applicants and offices hand in by a day is no goal, whatever the day.
_FORMALITY = Pattern(r"报名|填报|报送|上报|递交|提交|反馈|登录|缴纳|申报|备案|足额")
_DONE = Pattern(r"完成|建成|实现|出台|印发|启动|形成|建立|编制")
_PREDICATE = Pattern(
    r"[^，。；：\d]{0,16}(?:目标|预期)[^，。；：\d]{0,4}[是为：]"  # 今年经济发展主要目标是：
    rf"|[\s，是]|(?:我[市省区县州]|力争|预计|拟|将|全市|全省|基本|初步|全面|计划|争取|前)|(?:{_GOAL.pattern})"
)
# A year that opens its part may have a subject between it and what is done: 2020年政务云基本建成.
_WITH_SUBJECT = Pattern(
    r"，?[^，；。：是《》（）\d]{2,30}?(?:实现|建成|基本|全面|初步|形成|到位|显著|明显|大幅|完工|竣工|投产)"
)
# 年内新开工的项目: a date that only says which things are meant.
_ATTRIBUTE = Pattern(r"(?:计划|拟)?(?:新?开工|续建|竣工)[^，。；]{0,8}的")
_ADVERBIAL = Pattern(
    r"切实|进一步|不断|特?制定(?:本|如下|以下)|提出(?:如下|以下)"
    r"|(?:[到至在]?[^，]{0,8}年[底末前]*，?)?\s*(?:重点)?(?:依托|围绕|以|通过|按照|根据|聚焦|针对|面向|为(?!主|[12]\d{3}年)|随着|结合)"
)
_INDICATED = Pattern(r"同步|控制在|不减|不增|持平|平衡|目标[内值任]|约束性|快于|高于|优于|达标")
_LIST = 4  # so many targets in one sentence make it a list of indicators
_LIMIT = Pattern(
    r"(?:(?:完成|办结|整改|实施|落实|建成)(?:时限|时间|期限|年限)|(?<![一-龥])(?:时限|期限))[：:]"
)


def milestones(
    context: Context, quantities: tuple[Quantity, ...], inherited: dict[str, Deadline]
) -> tuple[Milestone, ...]:
    """The milestones of a document, in reading order; `quantities` are all that it has."""
    by_clause: dict[str, list[Quantity]] = {}
    for quantity in quantities:
        by_clause.setdefault(quantity.clause, []).append(quantity)
    found: list[Milestone] = []
    previous: Clause | None = None
    for clause in context.tree:
        before, previous = previous, clause
        if clause.role == "heading":
            continue
        here = by_clause.get(clause.id, [])
        dates = holding(clause, context)
        if clause.id in context.reviewed:
            dates = [date for date in dates if date.kind == "by" and _ahead(date, context.year)]
        if dates:
            found += _dated(clause, dates, here, context)
        elif any(q.role == "target" and q.deadline_from == "context" for q in here):
            held = inherited.get(clause.id)
            if held and before and held.span in before.span:
                found += _among_targets(clause, here, context, held)
    return tuple(found)


def _dated(
    clause: Clause, dates: list[DateFound], here: list[Quantity], context: Context
) -> Iterator[Milestone]:
    """The milestones that the clause's own dates set."""
    text = context.tree.document.text
    segments = _segments(text, clause.span, dates)
    starts = [_segment_start(segments, date.span.start) for date in dates]
    bounds = [*starts[1:], clause.span.end]
    for date, low, high in zip(dates, starts, bounds, strict=True):
        if high <= low or not date.edtf:
            continue
        limit = _LIMIT.search(text, max(clause.span.start, date.span.start - 8), date.span.start)
        if limit:
            span = Span(limit.start(), date.span.end)
            yield Milestone(clause.id, span, date.edtf, "clause")
        elif _sets_goal(date, text[low:high], text[date.span.end : high]):
            for span in _runs([s for s in segments if low <= s.start < high], here, text):
                yield Milestone(clause.id, span, date.edtf, "clause")


def _ahead(date: DateFound, year: int | None) -> bool:
    """Whether a date lies after the year of issue, as in the outlook of a review."""
    return year is not None and last_year(date.edtf or "0000") > year


def _sets_goal(date: DateFound, part: str, after: str) -> bool:
    """Whether a date's stretch sets a goal, and is no report of procedure (2025年3月1日印发)."""
    opening = _COMMA.split(part.lstrip("，"), maxsplit=1)[0]
    if _ATTRIBUTE.match(after):
        return False
    if _FORMALITY.search(after) and not _DONE.search(after):
        return False
    if _GOAL.search(part) is None or (_PROCEDURE.search(opening) and date.kind != "by"):
        return False
    if date.kind != "by" and len(date.edtf or "") == len("2025-12-31"):
        return _GOAL.match(after) is not None
    if date.kind == "by" or _PREDICATE.match(after):
        return True
    opens = part[: len(part) - len(after) - len(date.span)].strip(" 　，") == ""
    return opens and len(date.edtf or "") == len("2025") and bool(_WITH_SUBJECT.match(after))


def _among_targets(
    clause: Clause, here: list[Quantity], context: Context, held: Deadline | None
) -> Iterator[Milestone]:
    """Goals without a number among targets share the date of the sentence just before."""
    if held is None or not held.goal:
        return
    text = context.tree.document.text
    for span in _runs(_segments(text, clause.span, []), here, text):
        yield Milestone(clause.id, span, held.edtf, "context")


def _runs(segments: list[Span], here: list[Quantity], text: str) -> Iterator[Span]:
    """The unbroken runs of segments that hold no quantity and name a goal.

    In a list of indicators every segment stands alone: …与经济增长同步，粮食产量只增不减.
    """
    apart = sum(quantity.role == "target" for quantity in here) >= _LIST
    run: list[Span] = []
    for segment in segments:
        if any(q.span.start < segment.end and segment.start < q.span.end for q in here):
            yield from _goals(run, text)
            run = []
        elif apart and _INDICATED.search(text, segment.start, segment.end):
            yield from _goals([segment], text)
        else:
            run.append(segment)
    yield from _goals(run, text)


def _goals(run: list[Span], text: str) -> Iterator[Span]:
    """A run without the adverbial segments at its end, if it names a goal."""
    while run and _ADVERBIAL.match(text, run[-1].start, run[-1].end):
        run = run[:-1]
    if any(_GOAL.search(text, part.start, part.end) for part in run):
        yield Span(run[0].start, run[-1].end)


def _segment_start(segments: list[Span], at: int) -> int:
    return max((s.start for s in segments if s.start <= at), default=at)


def _segments(text: str, span: Span, dates: list[DateFound]) -> list[Span]:
    """The parts of a sentence between its commas, but for those inside brackets and quotations.

    A date after 、 opens a part too: 2025年实现碳达峰、2050年实现碳中和.
    """
    cuts = [
        date.span.start - 1 for date in dates if text[date.span.start - 1 : date.span.start] == "、"
    ]
    closers: list[str] = []
    for at in range(span.start, span.end):
        letter = text[at]
        if closers and letter == closers[-1]:
            closers.pop()
        elif letter in _BRACKETS and text.find(_BRACKETS[letter], at, span.end) >= 0:
            closers.append(_BRACKETS[letter])
        elif not closers and _COMMA.match(text, at):
            cuts.append(at)
    cuts.sort()
    starts = [span.start, *(cut + 1 for cut in cuts)]
    ends = [*cuts, span.end]
    return [Span(low, high) for low, high in zip(starts, ends, strict=True) if low < high]
