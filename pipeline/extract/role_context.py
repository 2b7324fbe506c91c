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

from pipeline.document import ClauseTree, Unit
from pipeline.extract.document_kind import Kind, kind_of
from pipeline.extract.issue import plan_years, year_of
from pipeline.pattern import Pattern

Zone = Literal["review", "plan", "rule", ""]

# What a heading says whatever stands above it.
REVIEW = Pattern(
    "回顾|总结|现状|^这[一五]年|^这是.{0,40}[一五]年$|过去[的一五]{1,2}年|[一五]年来"
    "|^[^，。]{0,8}(?:发展|工作|现实|产业|建设)的?基础(?![设条能性])|发展历程|成就|成绩"
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
# In a report that has no such headings, the sentence that turns to the coming year.
TURN = Pattern(
    "(?:今年|(?P<year>20[0-9]{2})年|新的一年|今后五年|未来五年|当前和今后)[^。]{0,40}"
    "(?:总体要求|总体思路|工作思路|预期目标|重点抓好|重点做好|着力抓好|工作任务|之年|工作的|工作，"
    "|我们[将要]|关键一年)"
    "|“?(?P<plan>十[二三四五])五”?(?:时期|期间)[^。]{0,60}(?:目标|总体要求|思路|取向)"
    "|(?:经济社会)?发展的?主要(?:预期)?目标[是为：]|发展.{0,6}目标建议|^今年[，,是要]"
)
# A turn that holds even where the heading of the new part is lost.
_FIRM = Pattern("总体要求|总体思路|工作思路|预期目标")
_GOALS = Pattern("目标(?!责任|任务考核|管理)")
_PAST_WORK = Pattern("(20[0-9]{2})年的?主要工作")
# What announces a list of conditions: 申报企业应当符合下列条件：（一）…
_ANNOUNCES = Pattern(
    "(?:(?:条件|情形|行为)[^。；：]{0,12}|(?:符合|具备|满足|须|应当?)[^。；：]{0,40})[：:]$"
)
_LISTED = frozenset(("subpart", "item", "subitem", "bullet"))
# In a report the run-in headings are slogans: 我们扭住首要任务, 这是跨越发展的五年.
_SLOGANS = frozenset(("lead", "ordinal_lead", "bullet"))
# Attachments that list what is there: names, addresses, sizes.
_LISTS = Pattern("(?:名单|名录|一览表?|(?:情况|统计|信息|现状)表)$")
_RATES = Pattern("(?:标准|限额|价目表?|价格表?|收费表)$")
_ARTICLE_HEAD = Pattern(r"第[一二三四五六七八九十百]{1,5}条[\s　]*(?P<words>[^\s，。；：]{2,16})$")
_LONGEST_HEADING = 60


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
    turned = ""  # the outermost unit in which the text turned under the heading of a review
    conditions = frozenset[str]() if kind == "report" else _conditions(tree)
    for clause in tree:
        own, attached = said.get(clause.unit, ("", False))
        root = clause.unit.partition(".")[0]
        if kind == "report" and (own or clause.span.start > start):
            words = tree.words(clause)
            if own == "review" and _turns(words, year) and _FIRM.search(words):
                turned = root
            own = "plan" if own == "review" and turned == root else own
            zone = _turned(words, zone, own, year)
        if clause.id in conditions:
            own = "rule"
        found[clause.id] = Context(own or zone, "" if attached and kind == "law" else kind, year)
    return found


def _conditions(tree: ClauseTree) -> frozenset[str]:
    """The clauses of the lists that a sentence announces as conditions."""
    found: set[str] = set()
    opener: Unit | None = None
    for clause in tree if tree.units else ():
        unit = tree.unit(clause.unit)
        if opener and not _listed(unit, opener):
            opener = None
        if opener:
            found.add(clause.id)
        words = tree.words(clause).rstrip()
        if _ANNOUNCES.search(words) and not _GOALS.search(words):
            opener = unit
    return frozenset(found)


def _listed(unit: Unit, opener: Unit) -> bool:
    """Whether a unit stands in the list that the last sentence of another announces."""
    if unit.id == opener.id or unit.id.startswith(f"{opener.id}."):
        return True
    beside = unit.parent == opener.parent and opener.kind == "paragraph"
    return beside and unit.kind in _LISTED


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
        slogan = kind == "report" and unit.kind in _SLOGANS
        heading = "" if slogan else _heading(tree, unit)
        if heading:
            path = (*path, heading)
        above = zones.get(unit.parent or "", ("", False))
        paths[unit.id] = path
        zone = zone_of(path, kind, year) if heading else above[0]
        if kind == "notice" and zone == "plan" and not any(map(PLAN.search, path)):
            zone = ""  # 建设规模及内容 is what is approved
        if unit.kind == "attachment" and _LISTS.search(heading):
            zone = "review"  # a list of what is there
        if unit.kind == "attachment" and _RATES.search(heading):
            zone = "rule"  # 租金标准, 收费价目表
        if kind == "call" and zone == "review":
            zone = ""  # what is called for is no account of what was done
        if kind == "law" and zone == "plan" and not any(map(_GOALS.search, path)):
            zone = ""  # 保障措施 is a chapter of rules in a law
        zones[unit.id] = (zone, above[1] or unit.kind == "attachment")
    return zones


def _heading(tree: ClauseTree, unit: Unit) -> str:
    """A unit's heading, or the few words that an article opens with: 第四条　奖励条件."""
    if unit.heading:
        return tree.document[unit.heading][:_LONGEST_HEADING]
    if unit.kind != "article":
        return ""
    line = tree.document.text[unit.span.start : unit.span.start + 32].split("\n")[0]
    named = _ARTICLE_HEAD.match(line.strip())
    return named["words"] if named else ""


def _turned(words: str, zone: Zone, said: Zone, year: int | None) -> Zone:
    """The zone that runs on in a work report, whose plan may open with no more than a sentence."""
    if said in ("plan", "review"):
        return said
    return "plan" if zone == "review" and _turns(words, year) else zone


def _turns(words: str, year: int | None) -> bool:
    """Whether a sentence turns to the year that the report speaks from, or to later ones."""
    turn = TURN.search(words)
    if not turn:
        return False
    named = int(turn["year"]) if turn["year"] else None
    if turn["plan"]:
        named = plan_years(turn["plan"])[1]
    return named is None or year is None or named >= year
