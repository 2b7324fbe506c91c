"""What else a quantity's clause says of it: how often, against what, for whom, how binding.

每年培育10家           per year             较2020年增长20%       baseline 2020
全市…达到15万户        scope 全市           …（约束性）           binding
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.document import Clause, Quantity
from pipeline.extract.context import Context
from pipeline.pattern import Pattern

_PERIODS = {"年": "year", "季": "quarter", "月": "month", "周": "week", "日": "day", "天": "day"}
_EACH = Pattern(r"(?:每(?:个|一)?|逐)(?P<period>[年季月周日天])(?![龄的])")
# 对每年出口增长的企业，给予10万元: it says which are meant, and not how often they are paid.
_RELATIVE = Pattern(r"的[^，。；的\d]{0,12}，")
_MEAN = Pattern(r"(?P<period>[年月日])(?:均|复合)")
_BREAK = Pattern(r"[，；;。：]|,(?!\d)")
_PART = Pattern(r"[；;。]")
_WHOLE = r"(?:全(?:市|省|州|区|县|国|域|自治区)|我[市省区县州])(?![首第前领平最各]|一个)"
_SCOPE = Pattern(
    rf"(?<![于占居在]){_WHOLE}|规模?以?上(?:工业企业|企业|服务业企业|工业|服务业)"
    # 农业农村 and 住房城乡建设 are lines of work, and name nobody.
    r"|(?:城|(?<!农业)农)村|城乡(?!建设|规划)|城镇|(?:中心|主)城区"
)
_PLACE = Pattern(rf"\s*(?:[^，；。]{{0,12}}[，：])?\s*(?P<place>{_WHOLE})")
_BINDING = Pattern(r"(?P<binding>约束性)|(?P<expected>预期性)")


def describe(quantities: tuple[Quantity, ...], context: Context) -> tuple[Quantity, ...]:
    """The quantities with `per`, `baseline`, `scope` and `binding`, where the text gives them."""
    clauses = {clause.id: clause for clause in context.tree}
    described = []
    previous: Quantity | None = None
    for quantity in quantities:
        clause = clauses[quantity.clause]
        floor = clause.span.start
        if previous and previous.clause == clause.id:
            floor = previous.span.end
        described.append(
            replace(
                quantity,
                per=_per(quantity, clause, floor, context),
                baseline=_baseline(quantity, clause, context),
                scope=_scope(quantity, clause, floor, context),
                binding=_binding(quantity, clause, context),
            )
        )
        previous = quantity
    return tuple(described)


def _per(quantity: Quantity, clause: Clause, floor: int, context: Context) -> str | None:
    """年均 in the quantity's own part of the sentence; 每年 holds on to the next semicolon."""
    text = context.tree.document.text
    end = quantity.span.start
    found = _last(_MEAN, text, _after_last(_BREAK, text, floor, end), end)
    if not found:
        found = _last(_EACH, text, _after_last(_PART, text, clause.span.start, end), end)
        picks = quantity.role in ("incentive", "condition")
        if found and picks and _RELATIVE.search(text, found.end(), end):
            return None
    return _PERIODS[found["period"]] if found else None


def _baseline(quantity: Quantity, clause: Clause, context: Context) -> str | None:
    """The year that a change is measured against: 较2020年, 在2020年基础上."""
    if quantity.change == "level":
        return None
    text = context.tree.document.text
    low = _after_last(_PART, text, clause.span.start, quantity.span.start)
    dates = [
        date.edtf
        for date in context.dates[clause.id]
        if date.kind == "baseline" and low <= date.span.start < quantity.span.start
    ]
    return dates[-1] if dates else None


def _scope(quantity: Quantity, clause: Clause, floor: int, context: Context) -> str | None:
    """Whom the figure covers: 城镇 and the like in its own part; 全市 from where the part opens."""
    text = context.tree.document.text
    end = quantity.span.start
    named = quantity.indicator
    if named and clause.span.start <= named.start < named.end <= end:
        # A member of a list has the scope in its own name: 城镇、农村居民收入分别增长5%、6%.
        own = _last(_SCOPE, text, named.start, named.end)
        if own:
            return own.group()
    own = _last(_SCOPE, text, _after_last(_BREAK, text, floor, end), end)
    if own:
        return own.group()
    opening = _PLACE.match(text, _after_last(_PART, text, clause.span.start, end), end)
    return opening["place"] if opening else None


def _binding(quantity: Quantity, clause: Clause, context: Context) -> bool | None:
    """Whether a plan calls its figure 约束性 or 预期性: after it, or in a heading above."""
    text = context.tree.document.text
    found = _BINDING.search(text, quantity.span.end, clause.span.end)
    if found:
        return found["binding"] is not None
    for unit in reversed(context.path(clause)):
        if unit.heading:
            found = _BINDING.search(text, unit.heading.start, unit.heading.end)
            if found:
                return found["binding"] is not None
    return None


def _after_last(pattern: Pattern, text: str, low: int, high: int) -> int:
    found = _last(pattern, text, low, high)
    return found.end() if found else low


def _last(pattern: Pattern, text: str, low: int, high: int) -> re.Match[str] | None:
    matches = list(pattern.finditer(text, low, high))
    return matches[-1] if matches else None
