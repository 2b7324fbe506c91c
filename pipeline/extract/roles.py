"""Say what a quantity is there for: target, achieved, incentive, condition, other.

The words next to the number come first (给予…奖励, …以上的企业, 有效期), then the tense of its
segment (到2025年, 已, 同比), then what the headings above it and the kind of document say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.document import Clause, ClauseTree, Quantity, QuantityRole
from pipeline.extract.measures import DURATIONS
from pipeline.extract.role_context import Context, contexts

_THINGS = (
    "企业|项目|单位|机构|产业|园区|公司|平台|个人|人员|工业|主体|农户|家庭|基地|人才|团队|载体|行政村|村|老年人|居民|职工|学生"
    "|基金|乡镇|县|院校|高校|楼宇|商户|机组|锅炉|建筑|产品|设备|地区|用户|宽带|养殖场|集群|园|服务商|市场|商品|投资|业务|合同"
)
_SELECTS = re.compile(
    rf"(?:[（(]含[^）)]{{0,8}}[）)])?(?:的[^，。；]{{0,16}}?(?:{_THINGS})|[^，。；、的\d]{{0,14}}?(?:{_THINGS})|的(?=[，,、]|$))"
)
_OF_SIZE = re.compile(f"的[^，。；]{{0,6}}(?:{_THINGS})")
_SIZE = re.compile(
    r"(?:产值|营收|收入|投资|资产|估值|市值|销售额|出栏|存栏|规模|面积|注册资本|交易额|成交额|贡献|税收|纳税|人口)"
    r"[^，。；、\d]{0,6}$|^$|(?:新增|新签|新引进|引进|其中|培育|签约|落地|开工|个|家)[^，。；\d]{0,6}$"
)
_COUNTED = re.compile(r"[0-9０-９]+(?:余|多)?[个家户座所][^，。；、]{0,12}$")
_GIVES = "给予|奖励|补助|补贴|资助|奖补|扶持|补偿|贴息|补足|减免|返还|优惠|支持|上限|补贴标准"
_GRANT = re.compile(f"(?:{_GIVES})[^，。；]*$")
_HOW_MUCH = re.compile("给予|按|最高|上限|每|奖励|补[助贴]|资助|标准")
_GRANTED = re.compile(
    r"(?:以[上下内])?(?:的)?(?:标准)?(?:[^，。；、\d]{0,8})?(?:(?:一次性|资金|经费|财政|配套|定额)?(?:奖励|补助|补贴|资助|奖补|奖金|支持)|(?:的标准)?(?:给予|予以|执行|发放|减免))"
)
_PAID = re.compile("发放|落实|累计|争取|拨付|兑现|下达|共")
_FUNDS = re.compile(r"(?:资金|经费)[^，。；、\d]{0,4}$")
_FOR = re.compile(r"(?:^|[，；。、：])?(?:对|凡|对于|每)[^。；]*$")
_THEN = re.compile("[^。；]*?(?:给予|奖励|补助|补贴|资助|予以|可申请|可认定)")
_DUTY = re.compile(
    "应当|不得|须|需(?![求要])|必须|符合|具备|具有|申报|条件|方可|不予|处以|罚款|有下列|凡|视为|满足|原则上"
)
_FINE = re.compile("处|罚款|罚金|违法所得")
_SETS_UP = re.compile("(?:设立|组建|发起|建设|打造|新建|成立|筹建|建成|培育|形成|完成)[^，。；]*$")
_AHEAD = re.compile(
    r"将(?:于|在|达|建|新|实|完)|力争|争取|确保(?!了)|预计到|(?:到|(?<!截)至|计划在?|预计)(?P<year>20[1-5][0-9])年"
)
_DONE = re.compile(
    r"已|累计|达到了|实现了|完成了|同比|比上年|较上年|截[至止]|去年|成功|获评|获批|荣获|位居|位列|居全|排名|据.{0,10}统计|共有|现有|目前|以来"
)
# 聚焦10个产业, 下设八个小组: they are there already, or are the set-up of the work itself.
_ACTED_ON = re.compile(
    "(?:聚焦|围绕|针对|面向|涵盖|涉及|包括|包含|分为|下设|由|对照|按照|依托|从)[^，。；、0-9]{0,8}$"
)
_PROJECT = re.compile(
    "该项目|达产后|(?:项目|工程)?(?:总投资|规划(?:总)?(?:建筑)?面积)[约达为]?[^，。；]{0,4}$|规划建筑面积"
)
_REPORTED = re.compile("据[^，。]{0,10}统计|同比|比上年|截[至止]|去年")
_RULED_UNITS = DURATIONS | {"周岁", "岁", "字", "天"}
_SORTED_UNITS = re.compile(
    "元$|^$|兆|bps$|平方米|亩|吨|千瓦|头|只|米|人|公顷|公里|千伏|岁|年|家|个|层|%|％"
)


@dataclass(frozen=True, slots=True)
class Roles:
    """Gives the quantities of a clause their roles; built once for a document."""

    tree: ClauseTree
    contexts: dict[str, Context] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.contexts.update(contexts(self.tree))

    def __call__(self, clause: Clause, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        words = self.tree.words(clause)
        context = self.contexts[clause.id]
        start = clause.span.start
        return tuple(
            replace(q, role=role(words, q.span.start - start, q.span.end - start, q, context))
            for q in found
        )


def role(words: str, low: int, high: int, quantity: Quantity, context: Context) -> QuantityRole:
    """The role of the quantity at `words[low:high]`, by rule."""
    left, right = words[:low], words[high:]
    segment = re.split("[，；。：]", left)[-1]
    sentence = re.split("[；。]", left)[-1]
    if _is_incentive(segment, sentence, words[low:high], right, quantity, context):
        return "incentive"
    if _is_condition(segment, sentence, words[low:high], right, quantity, context):
        return "condition"
    if context.zone != "review" and _is_aside(segment, sentence, context):
        return "other"
    return _by_tense(segment, sentence, words, context)


def _is_aside(segment: str, sentence: str, context: Context) -> bool:
    """Whether nothing is promised: things that are acted on, and what a project comes to."""
    if _ACTED_ON.search(segment):
        return True
    return context.kind != "report" and bool(_PROJECT.search(sentence))


def _is_incentive(
    segment: str, sentence: str, own: str, right: str, quantity: Quantity, context: Context
) -> bool:
    money = (
        quantity.unit.startswith("元")
        or quantity.unit.endswith("元")
        or quantity.unit in ("%", "％", "倍")
    )
    if context.zone == "review" or context.kind == "report" or not money or _FINE.search(sentence):
        return False
    if _GRANTED.match(right) and not _PAID.search(segment) and _HOW_MUCH.search(sentence + own):
        return True
    if _GRANT.search(sentence) and _HOW_MUCH.search(sentence + own) and not _PAID.search(segment):
        return not _SELECTS.match(right) or "给予" in segment
    if own.startswith("最高") and re.search("给予|奖励|补[助贴]|资助", sentence):
        return True
    return context.kind == "support" and bool(
        _FUNDS.search(segment)
        or re.search("按照?[^，。；]*$", segment)
        and quantity.unit.startswith("元/")
    )


def _is_condition(
    segment: str, sentence: str, own: str, right: str, quantity: Quantity, context: Context
) -> bool:
    bounded = quantity.comparator in ("ge", "gt", "lt", "le", "range")
    if quantity.unit in _RULED_UNITS and (
        context.kind != "report" or quantity.unit in ("年", "日", "岁", "周岁")
    ):
        return True
    if context.zone == "review" and not bounded:
        return False
    if own.startswith("不") and _SETS_UP.search(segment) and context.zone != "rule":
        return False
    if bounded and _SORTED_UNITS.search(quantity.unit) and _SELECTS.match(right):
        if quantity.unit.endswith("元") or quantity.unit in ("", "兆", "Mbps"):
            return not _SETS_UP.search(segment) or bool(_SIZE.search(segment))
        if _OF_SIZE.match(right) and quantity.unit in ("人", "户", "平方米", "亩", "米", "年"):
            return True
        if (
            _SIZE.search(segment)
            and quantity.unit not in ("家", "个", "%", "％")
            or _COUNTED.search(segment)
        ):
            return True
    if context.zone != "review" and _FOR.search(sentence) and _THEN.match(right):
        return True
    if context.zone == "rule" or (context.kind == "law" and context.zone != "review"):
        return True
    return context.kind == "support" and bool(
        _DUTY.search(sentence) or (bounded and _THEN.match(right))
    )


def _by_tense(segment: str, sentence: str, words: str, context: Context) -> QuantityRole:
    if _DONE.search(segment) and context.zone != "plan" and not _AHEAD.search(segment):
        return "achieved"
    ahead = _AHEAD.search(sentence)
    if ahead and (not ahead["year"] or int(ahead["year"]) >= (context.year or 0)):
        if context.zone != "review" or ahead["year"] or re.search("将(?:于|在)|力争", segment):
            return "target"
    if context.zone == "plan":
        return "target"
    if (
        context.zone == "review"
        or _DONE.search(sentence)
        or _REPORTED.search(words)
        or _past(sentence, context)
    ):
        return "achieved"
    return "target"


def _past(sentence: str, context: Context) -> bool:
    years = [int(year) for year in re.findall("(20[0-4][0-9])[ ]?年", sentence)]
    return bool(years) and context.year is not None and max(years) < context.year
