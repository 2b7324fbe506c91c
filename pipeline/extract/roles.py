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
from pipeline.extract.role_context import Context, contexts, plan_years

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
# A measure with its bound, and the thing that it picks out, be it what it may: 厚度低于0.01毫米的膜.
_BOUND_THING = re.compile(
    "(?:(?:且|或者?|并且)[^，。；]{0,24})?的(?:[^，。；、]{1,16})|[^，。；、]{0,4}且[^，。；]{0,24}的[^，。；、]"
)
_RATED = re.compile("(?:比重|比例|占比|率|增速|增幅|增长|下降|提高|强度)[^，。；、]{0,4}$")
_COUNTABLE = re.compile("[家个项名人次场所处条件户座种批宗]$|^$|百分点|[（(/]")
# Support: what is given, how it is said to be given, and what only looks like it.
_GRANT = re.compile(
    "(?:给予|奖励|补助|补贴|资助|奖补|扶持|补偿|贴息|补足|减免|返还|优惠|支持|上限)[^，。；]{0,60}$"
)
_HOW_MUCH = re.compile("给予|返还|减征|按|最高|上限|每|奖励|补[助贴]|资助|标准")
_GRANTED = re.compile(
    r"(?:以[上下内])?的?(?:标准)?[^，。；、\d]{0,8}"
    "(?:(?:一次性|资金|经费|财政|配套|定额)?(?:奖励|补助|补贴|资助|奖补|奖金|支持)"
    "|(?:的标准)?(?:给予|予以|执行|发放|减免))"
)
_PAID = re.compile("发放|落实|累计|争取|拨付|兑现|下达|共")
# What is granted stands between its verb and the number, with no stop: 每户奖励10万元.
_GRANTS_IT = re.compile("(?:给予|奖励|补助|补贴|资助|奖补)[^，。；、]{0,8}$")
_TO_WHOM = re.compile("对|每|按|给予|单个|单户|最高|符合")
_GRANT_WORD = re.compile("奖励|补助|补贴|资助|贴息|奖补|扶持|支持额度|配套|奖金|减征|减免|租金减")
_CAP = re.compile("(?:每|单个|单户|单笔|单项|单次|同一|累计|总额|总计|额度|年度|合计|最多)[^，。；]{0,24}$")
_RELIEF = re.compile("(?:按照?|以)[^，。；]{0,40}$")
_RELIEVED = re.compile("[^。；]{0,24}?(?:减征|减免|返还|贴息|进行奖励|补助|补贴|奖励|资助)")
_STANDARD = re.compile("标准(?:由[^，。；]{0,20})?(?:统一)?(?:提高到|提高至|调整为|确定为|为|是|按)?[^，。；\\d]{0,10}$")
_CARE = re.compile("保障|救助|生活|补助|补贴|津贴|抚恤|养老金|待遇|供养|慰问|分类救济|饮食")
_FUNDS = re.compile(r"(?:资金|经费)[^，。；、\d]{0,4}$")
_AT_RATE = re.compile("按照?[^，。；]{0,20}$")
# Rules.
_FOR = re.compile("(?:^|[，；。、：])?(?:对|凡|每(?!年|个?月|季|天|日|条|个?县|个?区))[^。；]{0,200}$")
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
    "已|(?<![年内间期])累计(?!投|安排)|评选出|入选|授予|荣膺|近[两二三四五几]年，|占地(?:面积)?$|达到了|实现了|完成了|同比|比上年|较上年|截[至止]|去年|成功|获评|获批|荣获|位居|位列|居全|排名"
    "|据.{0,10}统计|共有|现有|目前|以来"
)
_REPORTED = re.compile("据[^，。]{0,10}统计|同比|比上年|截[至止]|去年")
# The aspect of what is over: 增长了三倍, 贡献了四成.
_OVER = re.compile(
    "(?:增长|增加|提高|降低|下降|减少|建成|完成|新增|形成|取得|培育|引进|建立|贡献|达|创造|安排|发放)了[^，。；]{0,16}$"
)
# A difficulty is a present fact: 比例仍不足三成, 设备主要依靠外购.
_PROBLEM = re.compile(
    "偏[低小少弱重大]|(?:仍然?|还|尚|依然)(?:存在|处于|有|是|占|偏)|(?<!补)(?<!补齐)短板|差距|滞后|薄弱(?!环节)|仅[占有为]|依靠外|依赖进口"
    "|不(?:高|强|优|足|够|平衡|充分)(?=[，。；])"
)
_PLAN_PAST = re.compile("“?(十[一二三四五]?)五”?(?:期间|时期|末|以来|规划期)")
_PROMISED = ("不少于", "不低于", "至少", "不超过", "控制在", "不高于")
_YEAR = re.compile("(20[0-4][0-9])[ ]?年")
# 聚焦10个产业, 下设八个小组: they are there already, or are the set-up of the work itself.
_ACTED_ON = re.compile(
    "(?:聚焦|围绕|针对|面向|涵盖|涉及|包括|包含|分为|下设|对照|按照|依托)[^，。；、0-9]{0,8}$"
    "|下设[^，。；]{0,40}$|(?:细分|划分|细化|分解|分成)(?:形成|为|成)?[^，。；]{0,6}$"
    "|(?:聚焦|围绕|针对|面向|对)[^，。；]{0,60}等$|确定[^，。；]{2,60}、[^，。；]{1,12}$"
)
_DEFINES = re.compile(r"^\s*(?:[\[【〔]?[0-9]{1,3}[\]】〕.]\s*)?[^，。；：]{1,24}(?:：|，)?(?:是)?指(?![导标数示挥引定])")
_CONTENTS = re.compile("(?:共|分|含|有|由)[^，。；]{0,12}$")
_PROJECT = re.compile(
    "该项目|达产后|(?:项目|工程)?(?:总投资|规划总?(?:建筑)?面积)[约达为]?[^，。；]{0,4}$|规划建筑面积"
)
_SHORTENED = re.compile("(?:预期)?寿命|压[缩减]|缩[短减]|降[至到低]|减少|提速|(?:工时|机时|时长)[^，。；]{0,4}$")
_SCORE = frozenset(("分", "字", "像素", "MB", "份"))
_RULED_UNITS = DURATIONS | {"周岁", "岁", "字"}
_SHORT = ("达到", "提高", "增加", "控制", "稳定", "保持", "降", "突破")
_THRESHOLD_END = re.compile("以[上下]?的?[^，。；]{0,12}(?:企业|项目|单位|机构)")
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
    if context.zone != "review" and _is_aside(near, quantity, context):
        return "other"
    found = _by_tense(near, context)
    settled = context.kind == "notice" and found == "target" and not context.zone
    return "other" if settled and not _AHEAD.search(near.sentence) else found


def _is_incentive(near: Near, quantity: Quantity, context: Context) -> bool:
    money = quantity.unit.startswith("元") or quantity.unit.endswith("元")
    if not money and quantity.unit not in ("%", "％", "倍"):
        return False
    if context.zone == "review" or _FINE.search(near.sentence):
        return False
    if context.kind == "report":
        return quantity.unit != "倍" and context.zone == "plan" and _is_grant(near)
    if money and _is_cap(near, quantity) and _GRANT_WORD.search(near.clause):
        return True
    if _STANDARD.search(near.segment) and money and context.zone != "plan":
        return bool(_CARE.search(near.sentence))
    if _RELIEF.search(near.segment) and _RELIEVED.match(near.right):
        return not _THRESHOLD_END.match(near.right)
    told = _HOW_MUCH.search(near.sentence + near.own) and not _PAID.search(near.segment)
    if told and _GRANTED.match(near.right):
        return True
    if told and _GRANT.search(near.sentence):
        return not _SELECTS.match(near.right) or "给予" in near.segment
    if near.own.startswith("最高") and _HOW_MUCH.search(near.sentence):
        return True
    return context.kind == "support" and _is_support(near, quantity)


def _is_grant(near: Near) -> bool:
    """Whether a report promises somebody a sum: 每户奖励10万元, 对博士给予20万元购房补贴."""
    told = _TO_WHOM.search(near.segment + near.own)
    return bool(told and (_GRANTS_IT.search(near.segment) or _GRANTED.match(near.right)))


def _is_cap(near: Near, quantity: Quantity) -> bool:
    """Whether a sum is the most that one may have: 每户每年不超过10万元."""
    return quantity.comparator == "le" and bool(_CAP.search(near.segment))


def _is_support(near: Near, quantity: Quantity) -> bool:
    """In a policy of support, its funds, and the rates that it grants: 按0.3元/千瓦时执行."""
    at_rate = quantity.unit.startswith("元/") and _AT_RATE.search(near.segment)
    return bool(at_rate or _FUNDS.search(near.segment))


def _is_condition(near: Near, quantity: Quantity, context: Context) -> bool:
    ruled = _RULED_IN_REPORTS if context.kind == "report" else _RULED_UNITS
    if quantity.unit in ruled or _FINED.match(near.right):
        free = context.kind in ("", "report") and context.zone != "rule"
        return not (free and _SHORTENED.search(near.segment + near.own))
    if quantity.unit in _SCORE and context.kind != "report" and context.zone != "plan":
        return True
    bounded = quantity.comparator in ("ge", "gt", "lt", "le", "range")
    if context.zone == "review":
        return bounded and _is_threshold(near, quantity)
    if context.kind != "report" and _is_provision(near, context):
        return True
    if near.own.startswith("不") and _SETS_UP.search(near.segment) and context.zone != "rule":
        return False
    if bounded and (_is_threshold(near, quantity) or _picks_out(near, quantity)):
        return True
    if context.kind != "report" and _is_cap(near, quantity) and quantity.unit.endswith("元"):
        return True
    if _FOR.search(near.sentence) and _THEN.match(near.right):
        return True
    if context.zone == "rule" or context.kind == "law":
        return True
    if context.kind == "call":
        return not _AHEAD.search(near.segment) and not _DONE.search(near.segment)
    if context.kind == "notice" and _STANDARD.search(near.segment):
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


def _picks_out(near: Near, quantity: Quantity) -> bool:
    """Whether a bounded measure or rate picks out whatever follows it: 价值50万元以上的仪器."""
    if _COUNTABLE.search(quantity.unit) or not _BOUND_THING.match(near.right):
        return False
    if quantity.unit in ("%", "％", "成"):
        return bool(_RATED.search(near.segment)) and bool(_SELECTS.match(near.right))
    return not _SETS_UP.search(near.segment) and not near.own.startswith(_SHORT)


def _is_aside(near: Near, quantity: Quantity, context: Context) -> bool:
    """Whether nothing is promised: things that are acted on, and what a project comes to."""
    if _ACTED_ON.search(near.segment):
        return True
    if context.kind not in ("report", "law") and _DEFINES.match(near.clause):
        return True
    if quantity.unit in ("章", "条", "节", "款", "篇") and near.right[:1] in "0123456789，。；":
        if _CONTENTS.search(near.segment):
            return True
    return context.kind != "report" and bool(_PROJECT.search(near.sentence))


def _by_tense(near: Near, context: Context) -> QuantityRole:
    ahead = _AHEAD.search(near.segment)
    if not ahead and _OVER.search(near.segment):
        return "achieved"
    if context.zone in ("", "review") and not ahead and _is_problem(near):
        return "achieved"
    if near.own.startswith(_PROMISED) and context.zone != "review" and not _REPORTED.search(near.segment):
        return "target"
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


def _is_problem(near: Near) -> bool:
    """Whether the sentence goes on to complain: 转化比例不足三成，27种零部件依靠外购."""
    around = near.sentence + near.own + near.right.split("。")[0]
    return near.own.startswith(("不足", "不到", "仅")) or bool(_PROBLEM.search(around))


def _is_past(sentence: str, context: Context) -> bool:
    years = [int(year) for year in _YEAR.findall(sentence)]
    years += [plan_years(plan)[1] for plan in _PLAN_PAST.findall(sentence)]
    return bool(years) and context.year is not None and max(years) < context.year
