"""A clause cut into the stretches before, between and after its numbers, and the nouns in them.

For each number in turn: the member of a list that belongs to it (分别), the noun before it or after
it, the verb itself where it names nobody, and what an earlier number or part of the clause names.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Clause, Quantity, Span
from pipeline.extract import phrases
from pipeline.extract.context import Context
from pipeline.extract.indicator_lists import (
    BREAK,
    JOINT,
    compared,
    granted,
    limited,
    members,
    paid,
    past,
)
from pipeline.pattern import Pattern

_MANY = Pattern(r"(?:同比)?分别")
# A span that begins with what a level does has its noun before it: 存栏量|保持在16万头合理区间.
_REACHED = Pattern(r"保持|稳定|控制|提[高升]|增[至加]|降[至低]")
_PHYSICAL = Pattern(
    r"元|[%％‰]|百分点|倍|成$|千瓦|吨|亩|公里|平方|立方|公顷|米|克|升|斤|度|兆|[A-Za-z]|[天日年月时]$|^$"
)
_COUNTED = Pattern(r"人次?|户次?|名|家次?|人|批次?|场次?|件|次")
_BARE = frozenset(
    ("新增", "净增", "完成", "实现", "达成", "共有", "现有", "已有", "拥有", "设立", "建成", "认定")
)
_TOGETHER = frozenset(("", "共", "共计", "合计", "总计"))  # 4类共25项指标
_FINE = Pattern("的?(?:罚款|罚金|滞纳金)")  # 货值金额三倍的|罚款
_VAGUE = frozenset(("规模", "标准", "水平", "要求", "目标", "合理区间"))
_PACE = Pattern("增[幅速]|降幅")  # 15项指标，12项|增幅居全省前列
_SHARE = Pattern(r"[%％‰]|百分点|成$")
_INCLUSIVE = Pattern(r"[（(]不?含[^（）()]{0,8}[）)]")
_BASIS = Pattern(r"在[^，。；]{2,16}基础上$")


class Parts:
    """A clause cut into the stretches before, between and after its quantities."""

    def __init__(self, clause: Clause, group: Sequence[Quantity], context: Context) -> None:
        self.text = context.tree.document.text
        self.clause = clause
        self.group = group
        dates = context.dates[clause.id]
        self.dates = [date.span for date in dates]
        self.bases = [date.span for date in dates if date.kind == "baseline"]
        self.sides: list[str] = []
        self.found: list[Span | None] = []

    def spans(self) -> list[Span | None]:
        """What the clause itself names for each of its quantities."""
        spans: list[Span | None] = []
        self.found = spans
        for at in range(len(self.group)):
            self.sides.append("")
            span = self._shared(at) or self._repeated(at, spans) or self._alone(at)
            span = span or self._verb(at)
            if span is None and at and spans[-1] is not None:
                span = spans[-1]
                self.sides[-1] = self.sides[-2]
            elif span is None:
                span = self._earlier(at)
            if span and self.text[span.start] == "的":
                span = self._attributed(span)
            elif span and self.sides[-1] == "before":
                named = self.found[at - 1] if at and self.sides[at - 1] == "after" else None
                span = self._extended(at, past(self.text, named, span))
            spans.append(span)
        return spans

    def _break_before(self, at: int) -> int:
        end = self.group[at].span.start
        low = self.group[at - 1].span.end if at else self.clause.span.start
        for found in BREAK.finditer(self.text, low, end):
            low = found.end()
        return low

    def _left(self, at: int) -> tuple[int, int]:
        """The stretch before a quantity, from the break, the date or the quantity before it."""
        end = self.group[at].span.start
        low = self._break_before(at)
        for date in self.dates:
            if low < date.end <= end:
                low = date.end
        return min(low, end), end

    def _right(self, at: int) -> tuple[int, int]:
        """The stretch after a quantity, to the next break or quantity."""
        start = self.group[at].span.end
        high = self.clause.span.end
        if at + 1 < len(self.group):
            high = self.group[at + 1].span.start
        found = BREAK.search(self.text, start, max(start, high))
        return start, max(start, found.start() if found else high)

    def _alone(self, at: int) -> Span | None:
        """The noun of one quantity, before it or after it."""
        low, end = self._left(at)
        before = self._before(at, low, end)
        start, high = self._right(at)
        limit = limited(self.group[at], self.text[low:end], self.text)
        if limit:
            return limit
        grant = granted(self.group[at], self.clause, self.text)
        if grant:
            return grant
        after = self._object(at, start, high)
        if not (before or after) and phrases.ENDS_IN_VERB.search(self.text[low:end]):
            after = shift(phrases.after(self.text[start:high], object_of=True), start)
        measured = _PHYSICAL.search(self.group[at].unit)
        if after and not measured and _PACE.match(self.text, after.start, after.end):
            after = None
        if before and measured and after and self.text[after.start : after.end] in _VAGUE:
            after = None
        if after and (before is None or self._object_follows(at, low, end, before)):
            self.sides[-1] = "after"
            return after
        self.sides[-1] = "before" if before else ""
        return before

    def _before(self, at: int, low: int, end: int) -> Span | None:
        """The noun before a quantity; before its date, where none stands between them."""
        floor = self._break_before(at)
        if at and self.text[low:end] in ("）", ")"):
            return self._before_bracket(at, low)
        base = compared(self.text, floor, end, self.bases, self.dates)
        noun = base or shift(phrases.before(self.text[low:end]), low)
        if noun or floor == low:
            return noun
        date = next(date for date in self.dates if date.end == low)
        return shift(phrases.before(self.text[floor : max(floor, date.start)]), floor)

    def _before_bracket(self, at: int, close: int) -> Span | None:
        """The noun that a bracket parts from its number: 学校（其中小学10所）|30所."""
        start = self.clause.span.start
        opened = max(self.text.rfind("（", start, close), self.text.rfind("(", start, close))
        low = max([start, *(q.span.end for q in self.group[:at] if q.span.end <= opened)])
        for found in BREAK.finditer(self.text, low, max(low, opened)):
            low = found.end()
        return shift(phrases.before(self.text[low : max(low, opened)]), low)

    def _object(self, at: int, start: int, high: int) -> Span | None:
        """The noun after a quantity; past a condition before it (5000头以上|养殖场)."""
        if at + 1 < len(self.group) and high == self.group[at + 1].span.start:
            following = self.group[at + 1]
            if self.text[start : following.span.start].strip() in _TOGETHER:
                return self._object(at + 1, *self._right(at + 1))
            if following.role == "condition" and following.span.start - start < 12:
                low, end = self._right(at + 1)
                beyond = shift(phrases.after(self.text[low:end]), low)
                if beyond and not self.text.startswith(("、", "和"), start):
                    return beyond
        start = paid(self.text, self._left(at), start, high)
        return shift(phrases.after(self.text[start:high]), start)

    def _object_follows(self, at: int, low: int, end: int, before: Span) -> bool:
        """Whether the noun that follows is the one that is counted, though one stands before."""
        left = self.text[low:end]
        if "的" in self.text[self.group[at].span.start : self.group[at].span.end]:
            return False  # 房租|超出月收入的15%|的家庭
        if _REACHED.match(self.text, end) and not phrases.ENDS_IN_VERB.search(left):
            return False
        if self.group[at].role == "condition" and phrases.MEASURE.search(left):
            return _FINE.match(self.text, self.group[at].span.end) is not None
        share = _SHARE.search(self.group[at].unit) is not None
        if self.text.startswith("的", self.group[at].span.end):
            return share or self.group[at].role != "condition" or not phrases.MEASURE.search(left)
        if not share and phrases.ENDS_IN_VERB.search(left):
            return True
        if self.sides[:-1] and self.sides[-2] == "after" and JOINT.fullmatch(left.strip()[-1:]):
            return True
        if not _PHYSICAL.search(self.group[at].unit):
            return True
        return self.group[at].role == "condition" and not phrases.MEASURE.search(left)

    def _attributed(self, span: Span) -> Span:
        """With the attribute before 的, which holds a number: 年收入过亿|的企业."""
        breaks = BREAK.finditer(self.text, self.clause.span.start, span.start)
        low = max([self.clause.span.start, *(found.end() for found in breaks)])
        first, last = phrases.before(self.text[low : span.end])
        return Span(low + first, low + last) if first < last else span

    def _extended(self, at: int, span: Span) -> Span:
        """A noun that begins with a condition takes it in: 百兆以上|固定宽带用户占比."""
        if not at or not _PHYSICAL.search(self.group[at].unit):
            return span
        previous = self.group[at - 1]
        if (
            previous.role != "condition"
            or span.start < previous.span.end
            or BREAK.search(self.text, previous.span.end, self.group[at].span.start)
        ):
            return span
        if self.text[previous.span.end : previous.span.end + 1] in "或且及和与并、":
            return span
        low, end = self._left(at - 1)
        first, last = phrases.before(self.text[low:end])
        return Span(low + first if first < last else previous.span.start, span.end)

    def _earlier(self, at: int) -> Span | None:
        """What the part of the sentence before is about: 甲、乙在2022年的基础上，分别下降…."""
        end = self._break_before(at)
        while end > self.clause.span.start:
            low = self.clause.span.start
            for found in BREAK.finditer(self.text, low, end - 1):
                low = found.end()
            if self.text[end - 1] in "；;。":
                return None
            words = _BASIS.sub("", self.text[low : end - 1])
            noun = shift(phrases.before(words), low)
            if noun and len(noun) > 1:
                return noun
            end = low
        return None

    def _run(self, at: int) -> tuple[int, int]:
        """The first and last of the numbers that nothing but a comma parts."""
        first = last = at
        while first and self._follows(first):
            first -= 1
        while last + 1 < len(self.group) and self._follows(last + 1):
            last += 1
        return first, last

    def _shared(self, at: int) -> Span | None:
        """The member of a list of nouns that belongs to one of a list of numbers (分别)."""
        first, last = self._run(at)
        count = last - first + 1
        if count < 2:
            return None
        if granted(self.group[at], self.clause, self.text):
            return None
        low, end = self._left(first)
        apart = _MANY.search(self.text, low, end)
        if not apart and any(self._named_after(each) for each in range(first, last + 1)):
            return None
        stop = apart.start() if apart else end
        begin, stop = phrases.before(self.text[low:stop])
        floor = self._break_before(first)
        base = compared(self.text, floor, end, self.bases, self.dates)
        if base:
            low, begin, stop = 0, base.start, base.end
        if begin == stop:
            return self._shared_earlier(at, first, count)
        self.sides[-1] = "before"
        nouns = Span(low + begin, low + stop)
        member = members(self.text, nouns, count, at - first)
        return member or (self.found[first] if at > first and not self._named_after(at) else None)

    def _shared_earlier(self, at: int, first: int, count: int) -> Span | None:
        """Of the part before, if it names something; else as the same number of figures before."""
        earlier = self._earlier(first)
        fresh = first and earlier and earlier.start >= self.group[first - 1].span.end
        if first >= count and not fresh:
            return self.found[at - count]
        if not earlier:
            return None
        member = members(self.text, earlier, count, at - first)
        return member or (earlier if fresh else None)

    def _named_after(self, at: int) -> bool:
        """Whether a noun follows the quantity at once: 55个，7项|国家级试点."""
        first, last = phrases.after(self.text[slice(*self._right(at))])
        return first < last

    def _repeated(self, at: int, spans: list[Span | None]) -> Span | None:
        """A table's second number measures what its first does: 端口规模 2.7 40."""
        if not at or self.text[self.group[at - 1].span.end : self.group[at].span.start].strip():
            return None
        return spans[-1]

    def _verb(self, at: int) -> Span | None:
        """The verb itself, where it leaves unnamed who is counted: 培训300人次."""
        low, end = self._left(at)
        verb = phrases.LAST_VERB.search(self.text[low:end])
        if not verb or verb["verb"] in _BARE or not _COUNTED.fullmatch(self.group[at].unit):
            return None
        return shift(verb.span("verb"), low)

    def _follows(self, at: int) -> bool:
        """Whether nothing but a comma parts a quantity from the one before: 5%、6%和7%."""
        between = self.text[self.group[at - 1].span.end : self.group[at].span.start]
        return _INCLUSIVE.sub("", between).strip() in ("、", "和", "与", "及", "，", ",")


def shift(found: tuple[int, int], by: int) -> Span | None:
    """A stretch found in a part of the text, where it stands in the whole; None if empty."""
    return Span(found[0] + by, found[1] + by) if found[0] < found[1] else None
