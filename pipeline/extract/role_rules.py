"""Whether a quantity is a threshold or a rule: 营业收入1亿元以上的企业, 30日内办结."""

from __future__ import annotations

from pipeline.document import Quantity
from pipeline.extract.measures import DURATIONS
from pipeline.extract.role_context import Context
from pipeline.extract.role_support import STANDARD, is_cap
from pipeline.extract.role_words import AHEAD, DONE, SELECTS, THINGS, Near, is_past
from pipeline.pattern import Pattern

_OF_SIZE = Pattern(
    f"的[^，。；]{{0,6}}(?:{THINGS})|(?:自然村|行政村|村|社区|小区|乡镇|企业|单位|项目|集中居住)"
)
_SIZE = Pattern(
    "(?:产值|营收|收入|投资|资产|估值|市值|销售额|出栏|存栏|规模|面积|注册资本|交易额|成交额|贡献|税收"
    r"|纳税|人口)[^，。；、\d]{0,6}$|^$"
    r"|(?:新增|新签|新引进|引进|其中|培育|签约|落地|开工|个|家)[^，。；\d]{0,6}$"
)
_COUNTED = Pattern("[0-9０-９][余多]?[个家户座所][^，。；、]{0,12}$")
_SETS_UP = Pattern(
    "(?:设立|组建|发起|建设|打造|新建|成立|筹建|建成|培育|形成|完成)[^，。；]{0,40}$"
)
# 形成总规模300亿元以上的产业基金群: the funds are what is set up.
_FOUNDS = Pattern("(?:设立|组建|发起|形成)[^，。；]{0,40}$")
_FUND = Pattern("的[^，。；、企项由给申]{0,12}基金群?(?=[，。；、]|$)")
# A measure with its bound, and whatever thing it picks out: 厚度低于0.01毫米的膜.
_BOUND_THING = Pattern(
    "(?:(?:且|或者?|并且)[^，。；]{0,24})?的(?:[^，。；、]{1,16})|[^，。；、]{0,4}且[^，。；]{0,24}的[^，。；、]"
)
_RATED = Pattern("(?:比重|比例|占比|率|增速|增幅|增长|下降|提高|强度)[^，。；、]{0,4}$")
_COUNTABLE = Pattern("[家个项名人次场所处条件户座种批宗]$|^$|百分点|[（(/]")
# In a call for applications, what the whole place sets out to do: 2021年，全市建设基地10个.
_GOAL = Pattern("(?:20[0-9]{2}年|今年)，?(?:全[省市区县州]|我[省市区县州]|计划|拟)")
# Rules.
_FOR = Pattern("(?:^|[，；。、：])?(?:对|凡|每(?!年|个?月|季|天|日|条|个?县|个?区))[^。；]{0,200}$")
_THEN = Pattern("[^。；]{0,120}?(?:给予|奖励|补助|补贴|资助|予以|可申请|可认定)|(?:免|减半|租金)")
_DUTY = Pattern(
    "应当|不得|须|需(?![求要])|必须|符合|具备|具有|申报|条件|方可|不予|处以|罚款|有下列|凡|视为|满足|原则上"
)
_SHALL = Pattern("(?<![相供响适反效])应(?![用急对届变激])不?|不得")
_PROVIDES = Pattern("一式$|(?:应当|不得)[^，。；、]{0,6}$")
_HANDED_IN = Pattern("(?:推荐|申报|报送|限报)[^，。；]{0,16}$")
_FINED = Pattern("的?(?:罚款|罚金|滞纳金)")
# A multiple of another sum is a rule for it: 按最低工资的两倍, 不超过月工资的3倍.
_TIMES_ANOTHER = Pattern(
    "(?:按照?|不[得应]?[超高低少大小][过于])[^，。；、]{2,24}的[^，。；、]{0,8}$"
)
_SHORTENED = Pattern(
    "(?:预期)?寿命|压[缩减]|缩[短减]|降[至到低]|减少|提速|(?:工时|机时|时长)[^，。；]{0,4}$"
)
_LENGTH = Pattern("不超过[0-9]{2,5}字")
_SCORE = frozenset(("分", "字", "像素", "MB", "份"))
_RULED_UNITS = DURATIONS | {"周岁", "岁", "字"}
# A size class, of which the next number counts the members: 10亿元企业达25家.
_CLASS = Pattern(
    r"级?(?:企业|产业|集群|园区|项目)(?:[（(]集团[）)])?"
    r"(?:数量?|总数|累计|新增|净增|增加|开工|竣工)?(?:达到?|突破|超过?|增至|增加到|有|各)?[0-9]"
)
_TO_THEM = Pattern("设立|组建|发行|发放|给予|奖励|补[助贴]|资助|支持|安排|投入|投资|争取")
_SHORT = ("达到", "提高", "增加", "控制", "稳定", "保持", "降", "突破")
_RULED_IN_REPORTS = frozenset(("年", "日", "岁", "周岁"))
_SIZED_UNITS = frozenset(("人", "户", "平方米", "亩", "米", "年"))
_COUNTING_UNITS = frozenset(("家", "个", "%", "％"))
_SORTED_UNITS = Pattern("元$|^$|兆|bps$|平方米|公顷|公里|千瓦|千伏|[亩吨头只米人岁年家个层%％]")


def is_condition(near: Near, quantity: Quantity, context: Context) -> bool:
    """Whether the quantity near these words is a rule or picks something out."""
    report = context.kind == "report"
    if quantity.unit in (_RULED_IN_REPORTS if report else _RULED_UNITS):
        free = context.kind in ("", "report") and context.zone != "rule"
        return not (free and _SHORTENED.search(near.segment + near.own))
    bounded = quantity.comparator in ("ge", "gt", "lt", "le", "range")
    if quantity.unit == "元" and _CLASS.match(near.right) and not _TO_THEM.search(near.segment):
        return True
    if context.zone == "review":
        return bounded and _is_threshold(near, quantity)
    if not report and _is_provision(near, quantity, context):
        return True
    if near.own.startswith("不") and _SETS_UP.search(near.segment) and context.zone != "rule":
        return False
    if bounded and (_is_threshold(near, quantity) or _picks_out(near, quantity)):
        return True
    if _FOR.search(near.sentence) and _THEN.match(near.right):
        return True
    return _by_kind(near, context, bounded=bounded)


def _by_kind(near: Near, context: Context, *, bounded: bool) -> bool:
    """Whether the heading or the kind of document makes a rule of what it counts."""
    if near.clause.strip() == near.own and near.own.endswith(("元/月", "元/年", "元/人")):
        return context.zone != "plan"  # a cell of a tariff
    if context.zone == "rule" or (context.kind == "law" and context.zone != "plan"):
        return True
    if context.kind == "call":
        told = AHEAD.search(near.segment) or DONE.search(near.segment)
        return not told and not _GOAL.match(near.clause.lstrip())
    if context.kind == "notice":
        return bool(STANDARD.search(near.segment))
    built = _SETS_UP.search(near.segment) and not _FOR.search(near.sentence)
    asked = _DUTY.search(near.sentence) or (bounded and not built and _THEN.match(near.right))
    return context.kind == "support" and bool(asked)


def _is_provision(near: Near, quantity: Quantity, context: Context) -> bool:
    """Whether the words provide: 应不少于3人, 一式两份, 推荐不超过1个, 2018年收入不低于1亿元."""
    if quantity.unit in _SCORE and (context.zone != "plan" or quantity.unit not in ("分", "份")):
        return True
    if near.own.startswith("不超过") and _LENGTH.search(near.clause):
        return True
    if is_cap(near, quantity) and quantity.unit.endswith("元"):
        return True
    if quantity.unit == "倍" and _TIMES_ANOTHER.search(near.segment + near.own):
        return context.zone != "plan"
    if _FINED.match(near.right) or _SHALL.match(near.own) or _PROVIDES.search(near.segment):
        return True
    asked = _HANDED_IN.search(near.segment) or is_past(near.sentence, context)
    # 上年度研发费用占比达到5%以上 is asked of whoever applies.
    least = near.own.startswith("不") or (near.own.endswith("以上") and "年度" in near.sentence)
    return least and bool(asked)


def _is_threshold(near: Near, quantity: Quantity) -> bool:
    """Whether a size picks things out: 营业收入1亿元以上的企业, 5个年出栏5000头以上养殖场."""
    if not _SORTED_UNITS.search(quantity.unit) or not SELECTS.match(near.right):
        return False
    if _FOUNDS.search(near.segment) and _FUND.match(near.right):
        return False
    sized = bool(_SIZE.search(near.segment))
    if quantity.unit.endswith("元") or quantity.unit in ("", "兆", "Mbps"):
        return sized or not _SETS_UP.search(near.segment)
    if quantity.unit in _SIZED_UNITS and _OF_SIZE.match(near.right):
        return True
    return (sized and quantity.unit not in _COUNTING_UNITS) or bool(_COUNTED.search(near.segment))


def _picks_out(near: Near, quantity: Quantity) -> bool:
    """Whether a bounded measure or rate picks out whatever follows it: 价值50万元以上的仪器."""
    if _COUNTABLE.search(quantity.unit) or not _BOUND_THING.match(near.right):
        return False
    if quantity.unit in ("%", "％", "成"):
        return bool(_RATED.search(near.segment)) and bool(SELECTS.match(near.right))
    return not _SETS_UP.search(near.segment) and not near.own.startswith(_SHORT)
