"""What kind of document this is: a work report, a law, a policy of support, a call, a notice.

The kind decides what its figures are there for when no word says so: those of a plan are targets,
those of a law are conditions, and those of a reply are facts.
"""

from __future__ import annotations

from typing import Literal

from pipeline.document import ClauseTree
from pipeline.pattern import Pattern

Kind = Literal["report", "law", "support", "call", "notice", "reply", ""]

LAW = Pattern("条例|办法|规定|细则|准则|规则|规程")
SUPPORT = Pattern(
    "若干(?:政策|措施|意见|规定)|政策措施|扶持|奖补|补贴|奖励|申报|资助|优惠政策|专项资金"
    "|促进.{0,14}政策|支持.{0,20}(?:政策|措施)"
)
# Calls for applications and cases: what they count is what may be handed in.
CALL = Pattern("申报|征集|遴选|推荐|评选|报名|招募|征求意见|招生")
# Notices that tell of something settled: an approval, a list, a tariff.
NOTICE = Pattern("批复|同意|公示|公布|名单|通报|表彰|标准|价格|收费|电价|水价")
# Answers to deputies, to other offices, to the public: they tell what was done, and promise little.
REPLY = Pattern("答复|复函|回复|提案|建议的?办理|(?<!批)(?<!公)函$|[Rr]esponse|[Rr]eply")
# What a congress passes is law, whatever it promotes.
PASSED = Pattern(r"人(?:大|民代表大会)[^。\n]{0,24}会议[^。\n]{0,4}通过(?!的|《)")
REPORT = Pattern(r"^\s*政\s*府\s*工\s*作\s*报\s*告|各位代表|向大会报告|政府工作报告\s*[—（(\n]")
_HANDED_OUT = Pattern("通知|公告|指南|细则|启事|征集|工作")
_PLANS = Pattern("规划|计划|方案|行动|意见|措施|要点|标准化|纲要|体系")
_RULE_WORDS = ("应当", "不得", "申请", "可以", "予以", "符合", "须", "的，")
_PLAN_WORDS = ("推进", "加快", "打造", "推动", "力争", "提升", "加强", "深化", "培育")
_FEWEST = 8  # of these words, below which a text is too short to tell


def kind_of(tree: ClauseTree) -> Kind:
    """What kind of document this is, by its genre, its title or its first words."""
    document = tree.document
    titles = [
        document[unit.heading] for unit in tree.units[:40] if unit.kind == "title" and unit.heading
    ]
    named = document.title or "".join(titles)
    title = named or document.text[:120]
    opening = document.text[:600]
    if document.genre == "work_report" or REPORT.search(opening) or _reports(document.text):
        return "report"
    if REPLY.search(named):
        return "reply"
    if (called := CALL.search(named)) and _HANDED_OUT.search(named, called.start()):
        return "call"
    passed = document.genre == "regulation" and PASSED.search(opening)
    if SUPPORT.search(title) and not passed:
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


def _reports(text: str) -> bool:
    """Whether a text without a telling title speaks to the deputies, or of a year gone by."""
    return "各位代表！" in text or ("一年来，" in text and "今年政府工作的" in text)


def _regulates(text: str) -> bool:
    """Whether the words of a document without a telling title are those of rules, not of plans."""
    rules = sum(text.count(word) for word in _RULE_WORDS)
    return rules >= _FEWEST and rules > 3 * sum(text.count(word) for word in _PLAN_WORDS)
