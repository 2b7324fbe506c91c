"""Say what a quantity is there for: target, achieved, incentive, condition, other.

The words next to the number come first (给予…奖励, …以上的企业, 有效期), then the tense of its
sentence (到2025年, 已, 同比), then what the headings above it and the kind of document say. A
linear model over the same context was tried too; on held-out documents it was no better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.document import Clause, ClauseTree, Quantity, QuantityRole
from pipeline.extract.quantity_bounds import JOINED
from pipeline.extract.role_context import Context, contexts
from pipeline.extract.role_rules import is_condition
from pipeline.extract.role_support import is_incentive
from pipeline.extract.role_words import AHEAD, DONE, Near, is_past, near_of
from pipeline.pattern import Pattern

# Tense.
_STILL = Pattern("将[于在]|力争")
_REPORTED = Pattern("据[^，。]{0,10}统计|同比|比上年|截[至止]|去年")
# The aspect of what is over: 增长了三倍, 贡献了四成.
_OVER = Pattern(
    "(?:增长|增加|提高|降低|下降|减少|建成|完成|新增|形成|取得|培育|引进|建立|贡献|达|创造|安排|发放)了[^，。；]{0,16}$"
    "|(?:提出|设置|增设|涵盖|确定|明确|部署|推出|出台|制定|开展|组织|举办|打造|建设|实施)了[^，。；]{0,24}$"
)
# A difficulty is a present fact: 比例仍不足三成, 设备主要依靠外购.
_PROBLEM = Pattern(
    "偏[低小少弱重大]|(?:仍然?|还|尚|依然)(?:存在|处于|有|是|占|偏)|(?:短板|差距|薄弱|滞后)(?:明显|突出|仍|较|还|，|。)|仅[占有为]|依靠外|依赖进口"
    "|不(?:高|强|优|足|够|平衡|充分)(?=[，。；])"
)
_PROMISED = ("不少于", "不低于", "至少", "不超过", "控制在", "不高于")
# 聚焦10个产业, 下设八个小组: they are there already, or are the set-up of the work itself.
_ACTED_ON = Pattern(
    "(?:聚焦|围绕|针对|面向|涵盖|涉及|包括|包含|分为|下设(?!立)|对照|按照|依托)"
    "(?:[0-9]{1,5}[个项家类条][^，。；、0-9]{1,12}[、和及]){0,6}[^，。；、0-9]{0,8}$"
    "|下设(?!立)[^，。；]{0,40}$|(?:细分|划分|细化|分解|分成)(?:形成|为|成)?[^，。；]{0,6}$"
    "|(?:聚焦|围绕|针对|面向|对|分为)[^，。；]{0,150}等$|^以及[^，。；]{0,150}等$|确定[^，。；]{2,60}、[^，。；]{1,12}$"
)
_DEFINES = Pattern(
    r"^\s*(?:[\[【〔]?[0-9]{1,3}[\]】〕.]\s*)?[^，。；：]{1,24}(?:：|，)?(?:是)?指(?![导标数示挥引定南令派])"
)
# What a reply promises.
_INTENDED = Pattern("将|下一步|继续|推动|加快|拟|计划|进一步|力争|到20[2-5]|目标|不少于|不低于")
# 由8%提高到12%: where a goal starts from is how things are.
_STARTS = Pattern(r"[由从][^，。；、\d]{0,8}$")
_RISES = Pattern(
    "(?:逐步|稳步|分别)?(?:(?:提[高升]|增[加长]|上升|扩大|发展|下降|降低|减少|压[缩减]|缩[短小])[到至]"
    "|[增升降减扩缩压][到至])"
)
# Members of one list, whose role is that of the first: 标准分别为每月900元、800元和700元.
_SHARED = Pattern(
    "分别[^，。；：\\d]{0,10}(?:[\\d.．０-９]{1,9}[百千万亿]{0,2}[^，。；：、\\d]{1,8}[、和及与])*$"
)
_PARTS = frozenset(("章", "节", "款", "篇"))
_CONTENTS = Pattern("(?:共|分|含|有|由)[^，。；]{0,12}$")
# What a plan says of itself: 《规划》提出4类共25项指标, 分三个板块, 比上级目标高出2个百分点.
_OUTLINES = Pattern(
    "(?:提出|设置|增设|明确|确定|涵盖|包[括含]|囊括|分为?|分成|》)(?!了)[^，。；]{0,16}$|共$"
)
_OUTLINED = Pattern(
    "[^，。；、]{0,12}(?:指标|板块|部分|条款|任务|举措|措施)(?=[，。；、]|$|组成|构成)|，共"
)
_THAN_GOAL = Pattern("比[^，。；]{0,10}(?:目标|要求)[^，。；]{0,4}$")
# How many points the text itself goes on to make: 抓好以下五项工作：, 重点做好3项任务。
_POINTS_AHEAD = Pattern("(?:以下|如下|下列)$")
_OF_THE_TEXT = Pattern(
    "[^，。；：]{0,6}(?:工作|任务|目标|方面|措施|举措|要求|条件|意见|情形|原则|步骤|内容|政策|问题)"
)
_POINTS = Pattern("(?:[抓做]好|抓实|突出抓|着力抓|重点抓)(?:[0-9一二三四五六七八九十]+个?方面)?$")
_WORK = Pattern("(?:方面)?的?(?:重点|主要|具体|中心)?(?:工作|任务)(?=[，。；：:]|$)")
_MATCHED = Pattern("配套|配比|配备|配资|匹配|跟投|按照?")
_PROJECT = Pattern(
    "该项目|达产后|(?:项目|工程)?(?:总投资|规划总?(?:建筑)?面积)[约达为]?[^，。；]{0,4}$|规划建筑面积"
)


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
        said = [replace(q, role=role(near_of(words, clause, q), q, context)) for q in found]
        start = clause.span.start
        for at in range(1, len(said)):
            first, second = said[at - 1 : at + 1]
            between = words[first.span.end - start : second.span.start - start]
            alike = first.unit == second.unit and JOINED.fullmatch(between)
            if alike and _SHARED.search(words, 0, first.span.start - start):
                said[at] = replace(second, role=first.role)
        for at in range(len(said) - 1, 0, -1):
            first, second = said[at - 1 : at + 1]
            gap = words[first.span.end - start : second.span.start - start]
            listed = first.unit == second.unit and JOINED.fullmatch(gap)
            if second.comparator == "ge" and first.comparator == "eq":
                continue  # 总产值达到3500亿元、百亿元以上产业链
            if listed and {first.role, second.role} == {"condition", "target"}:
                # One condition with several thresholds: 首次突破1亿元、5亿元的企业.
                said[at - 1 : at + 1] = (replace(q, role="condition") for q in (first, second))
        return tuple(said)


def role(near: Near, quantity: Quantity, context: Context) -> QuantityRole:
    """The role of one quantity."""
    if is_incentive(near, quantity, context):
        return "incentive"
    if is_condition(near, quantity, context):
        return "condition"
    if context.zone != "review" and _is_aside(near, quantity, context):
        return "other"
    found = _by_tense(near, context)
    if found == "target" and _STARTS.search(near.segment) and _RISES.match(near.right):
        return "achieved"
    if context.kind == "reply" and found == "target" and not context.zone:
        return "target" if _INTENDED.search(near.sentence + near.own) else "achieved"
    settled = context.kind == "notice" and found == "target" and not context.zone
    return "other" if settled and not AHEAD.search(near.sentence) else found


def _is_aside(near: Near, quantity: Quantity, context: Context) -> bool:
    """Whether nothing is promised: things that are acted on, and what a project comes to."""
    if _ACTED_ON.search(near.segment):
        return True
    if context.kind not in ("report", "law") and _DEFINES.match(near.clause):
        return True
    if quantity.unit in _PARTS and _CONTENTS.search(near.segment):
        return True
    outlines = context.kind != "report" and quantity.comparator == "eq"
    if outlines and _OUTLINES.search(near.segment) and _OUTLINED.match(near.right):
        return True
    if quantity.comparator == "eq" and _counts_points(near):
        return True
    if _THAN_GOAL.search(near.segment) or ("∶" in near.own and _MATCHED.search(near.segment)):
        return True
    project = context.kind != "report" and _PROJECT.search(near.sentence)
    return bool(project) and not DONE.search(near.segment)


def _counts_points(near: Near) -> bool:
    """Whether the number only says how many points follow, and sets none of them."""
    if _POINTS_AHEAD.search(near.segment) and _OF_THE_TEXT.match(near.right):
        return True
    return bool(_POINTS.search(near.segment) and _WORK.match(near.right))


def _by_tense(near: Near, context: Context) -> QuantityRole:
    ahead = AHEAD.search(near.segment)
    if not ahead and _OVER.search(near.segment):
        return "achieved"
    if context.zone in ("", "review") and not ahead and _is_problem(near):
        return "achieved"
    if (
        near.own.startswith(_PROMISED)
        and context.zone != "review"
        and not _REPORTED.search(near.segment)
    ):
        return "target"
    if not ahead and context.zone != "plan" and _is_done(near, context):
        return "achieved"
    if context.zone == "plan" or _is_ahead(near, context):
        return "target"
    done = DONE.search(near.sentence) or _REPORTED.search(near.clause)
    if context.zone == "review" or done or is_past(near.sentence, context):
        return "achieved"
    return "target"


def _is_done(near: Near, context: Context) -> bool:
    """Whether its part of the sentence tells what was done; 累计 sums up what will be, too."""
    said = {found.group() for found in DONE.finditer(near.segment)}
    return bool(said - {"累计"} if _is_ahead(near, context) else said)


def _is_ahead(near: Near, context: Context) -> bool:
    ahead = AHEAD.search(near.sentence)
    if not ahead:
        return False
    if ahead["year"]:
        return int(ahead["year"]) >= (context.year or 0)
    return context.zone != "review" or bool(_STILL.search(near.segment))


def _is_problem(near: Near) -> bool:
    """Whether the sentence goes on to complain: 转化比例不足三成，27种零部件依靠外购."""
    around = near.sentence + near.own + near.right.split("。")[0]
    return near.own.startswith(("不足", "不到", "仅")) or bool(_PROBLEM.search(around))
