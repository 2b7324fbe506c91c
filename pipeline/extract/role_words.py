"""The words around a quantity, and what more than one part of `roles` looks for in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.document import Clause, Quantity
from pipeline.extract.issue import plan_years
from pipeline.extract.role_context import Context
from pipeline.pattern import Pattern

# What a size or a threshold picks out.
THINGS = (
    "企业|项目|单位|机构|产业|园区|公司|平台|个人|人员|工业|主体|农户|家庭|基地|人才|团队|载体|行政村|村"
    "|老年人|居民|职工|学生|基金|乡镇|县|院校|高校|楼宇|商户|机组|锅炉|建筑|产品|设备|地区|用户|宽带"
    "|煤矿|电厂|养殖场|集群|园|服务商|市场|商品|投资|业务|合同"
)
SELECTS = Pattern(
    rf"(?:[（(]含[^）)]{{0,8}}[）)])?(?:的[^，。；]{{0,16}}?(?:{THINGS})"
    rf"|[^，。；、的\d]{{0,14}}?(?:{THINGS})|的(?=[，,、]|$))"
)
AHEAD = Pattern(
    "(?:到|(?<!截)至|计划在?|预计)(?P<year>20[1-5][0-9])年|将[于在达建新实完]|力争|争取|确保(?!了)"
    "|预计到(?!20)"
)
DONE = Pattern(
    "已|(?<![年内间期])累计(?!投|安排)|评选出|入选|授予|荣膺|近[两二三四五几]年，|占地(?:面积)?$|达到了|实现了|完成了|同比|比上年|较上年|截[至止]|去年|成功|获评|获批|荣获|位居|位列|居全|排名"
    "|据.{0,16}(?:统计|测算)|共有|现有|目前|以来|共[为向](?!了)"
)
_PLAN_PAST = Pattern("“?(十[一二三四五]?)五”?(?:期间|时期|末|以来|规划期)")
_YEAR = Pattern("(20[0-4][0-9])[ ]?年")
_WINDOW = 240


@dataclass(frozen=True, slots=True)
class Near:
    """The words around a quantity: `sentence` and `segment` run up to it, from ； and from ，."""

    segment: str
    sentence: str
    own: str
    right: str
    clause: str


def near_of(words: str, clause: Clause, quantity: Quantity) -> Near:
    """The words around a quantity of `clause`, whose words are `words`."""
    low, high = quantity.span.start - clause.span.start, quantity.span.end - clause.span.start
    left = words[max(0, low - _WINDOW) : low]
    sentence = re.split("[；。]", left)[-1]
    right = words[high : high + _WINDOW]
    return Near(
        re.split("[，：]", sentence)[-1],
        sentence,
        words[low:high],
        right,
        left + words[low:high] + right,
    )


def is_past(sentence: str, context: Context) -> bool:
    """Whether the years and plans that a sentence names are over when its document speaks."""
    years = [int(year) for year in _YEAR.findall(sentence)]
    years += [plan_years(plan)[1] for plan in _PLAN_PAST.findall(sentence)]
    return bool(years) and context.year is not None and max(years) < context.year
