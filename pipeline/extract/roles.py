"""Say what a quantity is there for: target, achieved, incentive, condition, other.

The words next to the number come first (给予…奖励, …以上的企业, 有效期), then the tense of its
sentence (到2025年, 已, 同比), then what the headings above it and the kind of document say. A
linear model over the same context was tried too; on held-out documents it was no better.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.document import Clause, ClauseTree, Quantity, QuantityRole
from pipeline.extract.measures import DURATIONS
from pipeline.extract.role_context import Context, contexts

# What a size or a threshold picks out.
_THINGS = (
    "企业|项目|单位|机构|产业|园区|公司|平台|个人|人员|工业|主体|农户|家庭|基地|人才|团队|载体|行政村|村"
    "|老年人|居民|职工|学生|基金|乡镇|县|院校|高校|楼宇|商户|机组|锅炉|建筑|产品|设备|地区|用户|宽带"
    "|煤矿|电厂|养殖场|集群|园|服务商|市场|商品|投资|业务|合同"
)
_SELECTS = re.compile(
    rf"(?:[（(]含[^）)]{{0,8}}[）)])?(?:的[^，。；]{{0,16}}?(?:{_THINGS})"
    rf"|[^，。；、的\d]{{0,14}}?(?:{_THINGS})|的(?=[，,、]|$))"
)
_OF_SIZE = re.compile(
    f"的[^，。；]{{0,6}}(?:{_THINGS})|(?:自然村|行政村|村|社区|小区|乡镇|企业|单位|项目|集中居住)"
)
_SIZE = re.compile(
    "(?:产值|营收|收入|投资|资产|估值|市值|销售额|出栏|存栏|规模|面积|注册资本|交易额|成交额|贡献|税收"
    r"|纳税|人口)[^，。；、\d]{0,6}$|^$"
    r"|(?:新增|新签|新引进|引进|其中|培育|签约|落地|开工|个|家)[^，。；\d]{0,6}$"
)
_COUNTED = re.compile("[0-9０-９][余多]?[个家户座所][^，。；、]{0,12}$")
_SETS_UP = re.compile(
    "(?:设立|组建|发起|建设|打造|新建|成立|筹建|建成|培育|形成|完成)[^，。；]{0,40}$"
)
# Support: what is given, how it is said to be given, and what only looks like it.
_GRANT = re.compile(
    "(?:给予|奖励|补助|补贴|资助|奖补|扶持|补偿|贴息|补足|减免|返还|优惠|支持|上限)[^，。；]{0,60}$"
)
_HOW_MUCH = re.compile("给予|按|最高|上限|每|奖励|补[助贴]|资助|标准")
_GRANTED = re.compile(
    r"(?:以[上下内])?的?(?:标准)?[^，。；、\d]{0,8}"
    "(?:(?:一次性|资金|经费|财政|配套|定额)?(?:奖励|补助|补贴|资助|奖补|奖金|支持)"
    "|(?:的标准)?(?:给予|予以|执行|发放|减免))"
)
_PAID = re.compile("发放|落实|累计|争取|拨付|兑现|下达|共")
_FUNDS = re.compile(r"(?:资金|经费)[^，。；、\d]{0,4}$")
_AT_RATE = re.compile("按照?[^，。；]{0,20}$")
# Rules.
_FOR = re.compile("(?:^|[，；。、：])?(?:对|凡|每)[^。；]{0,200}$")
_THEN = re.compile("[^。；]{0,120}?(?:给予|奖励|补助|补贴|资助|予以|可申请|可认定)")
_DUTY = re.compile(
    "应当|不得|须|需(?![求要])|必须|符合|具备|具有|申报|条件|方可|不予|处以|罚款|有下列|凡|视为|满足|原则上"
)
_SHALL = re.compile("(?<![相供响适反效])应(?![用急对届变激])不?|不得")
_PROVIDES = re.compile("一式$|(?:应当|不得)[^，。；、]{0,6}$")
_HANDED_IN = re.compile("(?:推荐|申报|报送|限报)[^，。；]{0,16}$")
_FINED = re.compile("的?(?:罚款|罚金|滞纳金)")
_FINE = re.compile("处|罚款|罚金|违法所得")
# Tense.
_AHEAD = re.compile(
    "(?:到|(?<!截)至|计划在?|预计)(?P<year>20[1-5][0-9])年|将[于在达建新实完]|力争|争取|确保(?!了)"
    "|预计到(?!20)"
)
_STILL = re.compile("将[于在]|力争")
_DONE = re.compile(
    "已|累计|达到了|实现了|完成了|同比|比上年|较上年|截[至止]|去年|成功|获评|获批|荣获|位居|位列|居全|排名"
    "|据.{0,10}统计|共有|现有|目前|以来"
)
_REPORTED = re.compile("据[^，。]{0,10}统计|同比|比上年|截[至止]|去年")
_YEAR = re.compile("(20[0-4][0-9])[ ]?年")
# 聚焦10个产业, 下设八个小组: they are there already, or are the set-up of the work itself.
_ACTED_ON = re.compile(
    "(?:聚焦|围绕|针对|面向|涵盖|涉及|包括|包含|分为|下设|对照|按照|依托)[^，。；、0-9]{0,8}$"
)
_PROJECT = re.compile(
    "该项目|达产后|(?:项目|工程)?(?:总投资|规划总?(?:建筑)?面积)[约达为]?[^，。；]{0,4}$|规划建筑面积"
)
_RULED_UNITS = DURATIONS | {"周岁", "岁", "字"}
_RULED_IN_REPORTS = frozenset(("年", "日", "岁", "周岁"))
_SIZED_UNITS = frozenset(("人", "户", "平方米", "亩", "米", "年"))
_COUNTING_UNITS = frozenset(("家", "个", "%", "％"))
_SORTED_UNITS = re.compile("元$|^$|兆|bps$|平方米|公顷|公里|千瓦|千伏|[亩吨头只米人岁年家个层%％]")
_WINDOW = 240


@dataclass(frozen=True, slots=True)
class Roles:
    """Gives the quantities of a clause their roles; made once for a document, by `of`."""

    tree: ClauseTree
    contexts: dict[str, Context]

    @classmethod
    def of(cls, tree: ClauseTree) -> Roles:
        """Read the headings of `tree` once, for all its clauses."""
        return cls(tree, contexts(tree))

    def __call__(self, clause: Clause, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        """Return the quantities of `clause` with their roles."""
        words = self.tree.words(clause)
        context = self.contexts[clause.id]
        return tuple(replace(q, role=role(_near(words, clause, q), q, context)) for q in found)


@dataclass(frozen=True, slots=True)
class Near:
    """The words around a quantity: `sentence` and `segment` run up to it, from ； and from ，."""

    segment: str
    sentence: str
    own: str
    right: str
    clause: str


def _near(words: str, clause: Clause, quantity: Quantity) -> Near:
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


def role(near: Near, quantity: Quantity, context: Context) -> QuantityRole:
    """The role of one quantity."""
    if _is_incentive(near, quantity, context):
        return "incentive"
    if _is_condition(near, quantity, context):
        return "condition"
    if context.zone != "review" and _is_aside(near, context):
        return "other"
    return _by_tense(near, context)


def _is_incentive(near: Near, quantity: Quantity, context: Context) -> bool:
    money = quantity.unit.startswith("元") or quantity.unit.endswith("元")
    if not money and quantity.unit not in ("%", "％", "倍"):
        return False
    if context.zone == "review" or context.kind == "report" or _FINE.search(near.sentence):
        return False
    told = _HOW_MUCH.search(near.sentence + near.own) and not _PAID.search(near.segment)
    if told and _GRANTED.match(near.right):
        return True
    if told and _GRANT.search(near.sentence):
        return not _SELECTS.match(near.right) or "给予" in near.segment
    if near.own.startswith("最高") and _HOW_MUCH.search(near.sentence):
        return True
    return context.kind == "support" and _is_support(near, quantity)


def _is_support(near: Near, quantity: Quantity) -> bool:
    """In a policy of support, its funds, and the rates that it grants: 按0.3元/千瓦时执行."""
    at_rate = quantity.unit.startswith("元/") and _AT_RATE.search(near.segment)
    return bool(at_rate or _FUNDS.search(near.segment))


def _is_condition(near: Near, quantity: Quantity, context: Context) -> bool:
    ruled = _RULED_IN_REPORTS if context.kind == "report" else _RULED_UNITS
    if quantity.unit in ruled or _FINED.match(near.right):
        return True
    bounded = quantity.comparator in ("ge", "gt", "lt", "le", "range")
    if context.zone == "review":
        return bounded and _is_threshold(near, quantity)
    if context.kind != "report" and _is_provision(near, context):
        return True
    if near.own.startswith("不") and _SETS_UP.search(near.segment) and context.zone != "rule":
        return False
    if bounded and _is_threshold(near, quantity):
        return True
    if _FOR.search(near.sentence) and _THEN.match(near.right):
        return True
    if context.zone == "rule" or context.kind == "law":
        return True
    return context.kind == "support" and bool(
        _DUTY.search(near.sentence) or (bounded and _THEN.match(near.right))
    )


def _is_provision(near: Near, context: Context) -> bool:
    """Whether the words provide: 应不少于3人, 一式两份, 推荐不超过1个, 2018年收入不低于1亿元."""
    if _SHALL.match(near.own) or _PROVIDES.search(near.segment):
        return True
    asked = _HANDED_IN.search(near.segment) or _is_past(near.sentence, context)
    return near.own.startswith("不") and bool(asked)


def _is_threshold(near: Near, quantity: Quantity) -> bool:
    """Whether a size picks things out: 营业收入1亿元以上的企业, 5个年出栏5000头以上养殖场."""
    if not _SORTED_UNITS.search(quantity.unit) or not _SELECTS.match(near.right):
        return False
    sized = bool(_SIZE.search(near.segment))
    if quantity.unit.endswith("元") or quantity.unit in ("", "兆", "Mbps"):
        return sized or not _SETS_UP.search(near.segment)
    if quantity.unit in _SIZED_UNITS and _OF_SIZE.match(near.right):
        return True
    return (sized and quantity.unit not in _COUNTING_UNITS) or bool(_COUNTED.search(near.segment))


def _is_aside(near: Near, context: Context) -> bool:
    """Whether nothing is promised: things that are acted on, and what a project comes to."""
    if _ACTED_ON.search(near.segment):
        return True
    return context.kind != "report" and bool(_PROJECT.search(near.sentence))


def _by_tense(near: Near, context: Context) -> QuantityRole:
    ahead = _AHEAD.search(near.segment)
    if _DONE.search(near.segment) and context.zone != "plan" and not ahead:
        return "achieved"
    if context.zone == "plan" or _is_ahead(near, context):
        return "target"
    done = _DONE.search(near.sentence) or _REPORTED.search(near.clause)
    if context.zone == "review" or done or _is_past(near.sentence, context):
        return "achieved"
    return "target"


def _is_ahead(near: Near, context: Context) -> bool:
    ahead = _AHEAD.search(near.sentence)
    if not ahead:
        return False
    if ahead["year"]:
        return int(ahead["year"]) >= (context.year or 0)
    return context.zone != "review" or bool(_STILL.search(near.segment))


def _is_past(sentence: str, context: Context) -> bool:
    years = [int(year) for year in _YEAR.findall(sentence)]
    return bool(years) and context.year is not None and max(years) < context.year
