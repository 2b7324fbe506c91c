"""What the headings and the kind of a document say about the time that its clauses speak of.

A work report's review and its plan look alike but for where they stand:

    一、2023年工作回顾   新增高新技术企业500家    review
    二、2024年重点工作   新增高新技术企业500家    plan

So every clause gets a zone: `review` for what was done or is so, `plan` for what is to be done,
`rule` for provisions, thresholds and conditions, and none where nothing says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.document import ClauseTree
from pipeline.pattern import Pattern

Zone = Literal["review", "plan", "rule", ""]
Kind = Literal["report", "law", "support", "call", "notice", ""]

# What a heading says whatever stands above it.
REVIEW = Pattern(
    "回顾|总结|现状|^[^，。]{0,8}(?:发展|工作|现实|产业|建设)的?基础(?![设条能性])|发展历程|成就|成绩"
    "|(?:发展|面临|国内外|宏观).{0,4}(?:形势|态势|背景)|存在.{0,6}(?:问题|困难|不足)|进展情况"
    "|(?:工作|完成|实施|执行|基本|建设|开展)情况|来之不易|不平凡|^发展环境$|^基础[与和]|背景$|必要性"
)
PLAN = Pattern(
    "目标|安排|任务|重点工作|^主要工作$|年的?主要工作|工作重点|工作要点|主要举措|保障措施|下一步|思路"
    "|打算|清单|今年工作|展望|愿景|关于20..年工作|建议|年工作$"
)
# What it says only if no other says more: sections boast and promise in much the same words.
DONE = Pattern(
    "成效(?:显著|明显|初显|突出)|取得.{0,6}(?:成效|进展|突破|成果)|开局良好|逆势上扬"
    "|(?:实现|迈上|迈出|跃上|再上).{0,4}(?:新跃升|新台阶|新步伐|坚实步伐)"
    "|(?<!^)持续(?:向好|增强|改善|走高|优化|跃升|释放)|(?:更加|不断|稳步|有效|显著|明显|全面|有力)"
    "(?:彰显|增强|改善|提升|优化|夯实|巩固|加快|幸福)$"
)
TO_DO = Pattern(
    "^(?:着力|全力|聚力|奋力|坚持|突出|加快|大力|深入|聚焦|持续|切实|坚决|强化|推动|推进|深化|扎实"
    "|加强|提升|打造|构建|建设|实施|完善|健全|培育|发展|优化|促进|支持)"
    "|举措|计划|方案|工程|行动|部署|要求|措施|规划"
)
RULE = Pattern(
    "(?:申报|申请|支持|认定|遴选|入驻|准入|基本|评选|资格|奖励|补贴|资助)(?:基本)?"
    "(?:条件|范围|对象|标准|要求)|条件[和及与]|附则|罚则|法律责任|适用范围|有效期"
)
LAW = Pattern("条例|办法|规定|细则|准则|规则|规程")
SUPPORT = Pattern(
    "若干(?:政策|措施|意见|规定)|政策措施|扶持|奖补|补贴|奖励|申报|资助|优惠政策|专项资金"
    "|促进.{0,14}政策|支持.{0,20}(?:政策|措施)"
)
# Calls for applications and cases: what they count is what may be handed in.
CALL = Pattern("申报|征集|遴选|推荐|评选|报名|招募|征求意见|招生")
# Notices that tell of something settled: an approval, a list, a tariff.
NOTICE = Pattern("批复|同意|公示|公布|名单|通报|表彰|标准|价格|收费|电价|水价")
REPORT = Pattern(r"^\s*政\s*府\s*工\s*作\s*报\s*告|各位代表|向大会报告|政府工作报告\s*[—（(\n]")
# In a report that has no such headings, the sentence that turns to the coming year.
TURN = Pattern(
    "(?:今年|(?P<year>20[0-9]{2})年|新的一年|今后五年|未来五年|当前和今后)[^。]{0,40}"
    "(?:总体要求|总体思路|工作思路|预期目标|重点抓好|重点做好|着力抓好|工作任务|之年|工作的|工作，"
    "|我们[将要]|关键一年)|(?:经济社会)?发展的?主要(?:预期)?目标[是为：]|发展.{0,6}目标建议|^今年[，,是要]"
)
_HANDED_OUT = Pattern("通知|公告|指南|细则|启事|征集|工作")
_PLANS = Pattern("规划|计划|方案|行动|意见|措施|要点|标准化|纲要|体系")
_GOALS = Pattern("目标(?!责任|任务考核|管理)")
_RULE_WORDS = ("应当", "不得", "申请", "可以", "予以", "符合", "须", "的，")
_PLAN_WORDS = ("推进", "加快", "打造", "推动", "力争", "提升", "加强", "深化", "培育")
_FEWEST = 8  # of these words, below which a text is too short to tell
_GIVEN = Pattern(r"(20[0-9]{2})\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日")
_AHEAD = Pattern("(20[0-9]{2})年(?:主要|重点|政府|目标|工作){0,2}(?:安排|重点|任务|目标|要点|计划)")
_TITLED = Pattern(r"(?P<year>20[0-9]{2})\s?[—－–-]{1,2}|“(?P<plan>十[一二三四五]?)五”?")
_BEHIND = Pattern("(20[0-9]{2})年[^，。]{0,10}回顾")
_PAST_WORK = Pattern("(20[0-9]{2})年的?主要工作")
_LONGEST_HEADING = 60
_OPENING = 800


@dataclass(frozen=True, slots=True)
class Context:
    """Where a clause stands: its zone, its document's kind, the year that it is written from."""

    zone: Zone
    kind: Kind
    year: int | None = None


def contexts(tree: ClauseTree) -> dict[str, Context]:
    """The context of every clause, by clause id; one pass over the document."""
    kind, year = kind_of(tree), year_of(tree)
    said = _zones(tree, kind, year)
    zone: Zone = "review" if kind == "report" else ""
    found: dict[str, Context] = {}
    start = len(tree.document.text) // 10
    for clause in tree:
        own, attached = said.get(clause.unit, ("", False))
        if kind == "report" and (own or clause.span.start > start):
            zone = _turned(tree.words(clause), zone, own, year)
        found[clause.id] = Context(own or zone, "" if attached and kind == "law" else kind, year)
    return found


def kind_of(tree: ClauseTree) -> Kind:
    """What kind of document this is, by its genre, its title or its first words."""
    document = tree.document
    titles = [
        document[unit.heading] for unit in tree.units[:40] if unit.kind == "title" and unit.heading
    ]
    named = document.title or "".join(titles)
    title = named or document.text[:120]
    opening = document.text[:600]
    if document.genre == "work_report" or REPORT.search(opening) or "各位代表！" in document.text:
        return "report"
    if (called := CALL.search(named)) and _HANDED_OUT.search(named, called.start()):
        return "call"
    if SUPPORT.search(title):
        return "support"
    articles = sum(unit.kind == "article" for unit in tree.units)
    if (
        document.genre == "regulation"
        or LAW.search(title)
        or articles > max(4, len(tree.units) // 16)
    ):
        return "law"
    if _PLANS.search(title):
        return ""
    if _regulates(document.text):
        return "law"
    return "notice" if NOTICE.search(named) else ""


def _regulates(text: str) -> bool:
    """Whether the words of a document without a telling title are those of rules, not of plans."""
    rules = sum(text.count(word) for word in _RULE_WORDS)
    return rules >= _FEWEST and rules > 3 * sum(text.count(word) for word in _PLAN_WORDS)


def year_of(tree: ClauseTree) -> int | None:
    """The year that the document speaks from: that of its issue, or what its opening says."""
    if tree.document.issued:
        return int(tree.document.issued[:4])
    text = tree.document.text
    if given := _GIVEN.search(text, 0, _OPENING):
        return int(given.group(1))
    if ahead := _AHEAD.search(text):
        return int(ahead.group(1))
    if behind := _BEHIND.search(text):
        return int(behind.group(1)) + 1
    titled = _TITLED.search(tree.document.title or text[:80])
    if titled is None:
        return None
    return int(titled["year"]) if titled["year"] else plan_years(titled["plan"])[0]


def plan_years(plan: str) -> tuple[int, int]:
    """The first and last year of a five-year plan by its number less 五, from 十 on.

    >>> plan_years("十四")
    (2021, 2025)
    """
    first = 2001 + 5 * "一二三四五".find(plan[1:]) + 5 if plan[1:] else 2001
    return first, first + 4


def zone_of(headings: tuple[str, ...], kind: Kind, year: int | None = None) -> Zone:
    """The zone that the innermost telling heading gives, a plain one before a mere hint.

    A report's parts come first, since its sections boast and promise alike.

    >>> zone_of(("2023年工作回顾", "重点任务全面完成"), "report")
    'review'
    >>> zone_of(("总体要求", "发展目标", "发展环境不断优化"), "")
    'plan'
    """
    if kind == "report":
        return next((zone for heading in headings if (zone := _plain(heading, year))), "")
    for heading in reversed(headings):
        if RULE.search(heading):
            return "rule"
        if zone := _plain(heading):
            return zone
    for heading in headings:
        if DONE.search(heading):
            return "review"
        if TO_DO.search(heading):
            return "plan"
    return ""


def _plain(heading: str, year: int | None = None) -> Zone:
    past = _PAST_WORK.search(heading)
    if past and year and int(past.group(1)) < year:
        return "review"
    if REVIEW.search(heading):
        return "review"
    return "plan" if PLAN.search(heading) else ""


def _zones(tree: ClauseTree, kind: Kind, year: int | None) -> dict[str, tuple[Zone, bool]]:
    """The zone of every unit by the headings of its path, and whether an attachment holds it."""
    paths: dict[str, tuple[str, ...]] = {}
    zones: dict[str, tuple[Zone, bool]] = {}
    for unit in tree.units:
        path = paths.get(unit.parent or "", ())
        if unit.heading:
            path = (*path, tree.document[unit.heading][:_LONGEST_HEADING])
        above = zones.get(unit.parent or "", ("", False))
        paths[unit.id] = path
        zone = zone_of(path, kind, year) if unit.heading else above[0]
        if kind == "call" and zone == "review":
            zone = ""  # what is called for is no account of what was done
        if kind == "law" and zone == "plan" and not any(map(_GOALS.search, path)):
            zone = ""  # 保障措施 is a chapter of rules in a law
        zones[unit.id] = (zone, above[1] or unit.kind == "attachment")
    return zones


def _turned(words: str, zone: Zone, said: Zone, year: int | None) -> Zone:
    """The zone that runs on in a work report, whose plan may open with no more than a sentence."""
    if said in ("plan", "review"):
        return said
    if zone == "review" and (turn := TURN.search(words)):
        named = turn["year"]
        if named is None or year is None or int(named) >= year:
            return "plan"
    return zone
