"""What the headings and the kind of a document say about the time that its clauses speak of.

A work report's review and its plan look alike but for where they stand:

    一、2023年工作回顾   新增高新技术企业500家    review
    二、2024年重点工作   新增高新技术企业500家    plan

So every clause gets a zone: `review` for what was done or is so, `plan` for what is to be done,
`rule` for provisions, thresholds and conditions, and none where nothing says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.document import Clause, ClauseTree, Unit

Zone = Literal["review", "plan", "rule", ""]
Kind = Literal["report", "law", "support", "plan", ""]

REVIEW = re.compile(
    r"回顾|总结|成效|成就|成绩|现状|基础(?:和|与|及|$|现实|扎实|不断|良好)|^(?:发展|工作|现实|建设)基础|发展历程|进展情况|取得|(?:发展|面临|国内外)(?:的)?(?:形势|环境|态势|背景)"
    r"|存在(?:的)?(?:主要)?(?:问题|困难|不足)|(?:过去|一年来|五年来|这[一五]年)|主要工作情况|完成情况|实施情况|执行情况|基本情况|新跃升|年主要工作和.{0,8}成就"
)
PLAN = re.compile(
    r"目标|安排|任务|重点工作|主要工作$|工作重点|举措|计划|方案|工程|行动|部署|思路|打算|要求|措施|规划(?!.*回顾)|今年工作|展望|愿景|建议|关于20\d\d年工作|下一步|清单|实事"
)
RULE = re.compile(
    r"(?:申报|申请|支持|认定|遴选|入驻|准入|基本|评选|资格|奖励|补贴|资助)(?:基本)?(?:条件|范围|对象|标准|要求)|条件(?:和|及|与)|附则|罚则|法律责任|适用范围|有效期"
)
LAW = re.compile(r"条例|办法|规定|细则|准则|规则|规程")
SUPPORT = re.compile(r"若干(?:政策|措施|意见|规定)|政策措施|扶持|奖补|补贴|奖励|申报|资助|优惠政策|促进.{0,14}政策|专项资金|支持.{0,20}(?:政策|措施)")
REPORT = re.compile(r"政\s*府\s*工\s*作\s*报\s*告|各位代表|向大会报告")
TURN = re.compile(
    r"(?:今年|20\d\d年|新的一年|今后五年|未来五年|当前和今后)[^。]{0,40}(?:总体要求|总体思路|工作思路|预期目标|重点抓好|重点做好|着力抓好|工作任务|之年)"
    r"|(?:经济社会)?发展的?主要(?:预期)?目标(?:是|为|：|建议)|我们(?:将|要)(?:重点|着力|突出)?(?:抓好|做好)"
)


@dataclass(frozen=True, slots=True)
class Context:
    """Where a clause stands: its zone, the headings above it (innermost last), its document's kind."""

    zone: Zone
    headings: tuple[str, ...]
    kind: Kind


def contexts(tree: ClauseTree) -> dict[str, Context]:
    """The context of every clause, by clause id; one pass over the document."""
    kind = kind_of(tree)
    paths = _headings(tree)
    zone: Zone = "review" if kind == "report" else ""
    found: dict[str, Context] = {}
    for clause in tree:
        headings = paths.get(clause.unit, ())
        said = zone_of(headings, kind)
        if kind == "report":
            zone = _turned(tree, clause, zone, said, headings)
        found[clause.id] = Context(said or zone, headings, kind)
    return found


def kind_of(tree: ClauseTree) -> Kind:
    """What kind of document this is, by its genre, its title or its first words."""
    document = tree.document
    titles = [document[u.heading] for u in tree.units[:40] if u.kind == "title" and u.heading]
    title = document.title or "".join(titles) or document.text[:120]
    if document.genre == "work_report" or REPORT.search(document.text[:600]):
        return "report"
    if SUPPORT.search(title):
        return "support"
    if document.genre == "regulation" or LAW.search(title):
        return "law"
    articles = sum(unit.kind == "article" for unit in tree.units)
    if articles >= 5 and articles * 4 > len(tree.units) // 4:
        return "law"
    return "plan" if document.genre == "plan" or PLAN.search(title) else ""


def zone_of(headings: tuple[str, ...], kind: Kind) -> Zone:
    """The zone that the innermost telling heading gives."""
    for heading in reversed(headings):
        if RULE.search(heading):
            return "rule"
        if REVIEW.search(heading):
            return "review"
        if PLAN.search(heading):
            return "plan"
    return ""


def _headings(tree: ClauseTree) -> dict[str, tuple[str, ...]]:
    """The headings of every unit's path, by unit id."""
    done: dict[str, tuple[str, ...]] = {}
    for unit in tree.units:
        above = done.get(unit.parent or "", ())
        done[unit.id] = (*above, _own(tree, unit)) if unit.heading else above
    return done


def _own(tree: ClauseTree, unit: Unit) -> str:
    return tree.document[unit.heading][:60] if unit.heading else ""


def _turned(tree: ClauseTree, clause: Clause, zone: Zone, said: Zone, headings: tuple[str, ...]) -> Zone:
    """The zone that runs on in a work report, whose plan may open with no more than a sentence."""
    if said in ("plan", "review"):
        return said
    if zone == "review" and TURN.search(tree.words(clause)):
        return "plan"
    return zone
