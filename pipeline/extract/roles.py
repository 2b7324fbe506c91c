"""Say what a quantity is there for: target, achieved, incentive, condition, other.

The words next to the number come first (给予…奖励, …以上的企业, 有效期), then the tense and aspect
words of the clause (已, 累计, 力争, 到2025年), then the headings above it and the document's kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.document import Clause, ClauseTree, Quantity, QuantityRole
from pipeline.extract.role_context import Context, contexts

_THINGS = (
    "企业|项目|单位|机构|产业|园区|公司|平台|个人|人员|工业|主体|农户|家庭|基地|人才|团队|载体|行政村|村|老年人|居民|职工|学生|市值|单个|基金|乡镇|县|市场主体|院校|高校|楼宇|商户|机组|锅炉|建筑|产品|设备|地区|用户|宽带"
)
_SELECTS = re.compile(rf"(?:（含[^）]{{0,8}}）|\(含[^)]{{0,8}}\))?的[^，。；]{{0,12}}?(?:{_THINGS})|(?:（含[^）]{{0,8}}）)?[^，。；、的\d]{{0,6}}?(?:{_THINGS})|的[，,]|的$")
_GRANT = re.compile(r"给予|奖励|补助|补贴|资助|奖补|扶持|支持|补偿|资金支持|贴息|补足|兑现|减免|返还|降低.{0,6}成本|优惠|上限")
_GRANTED = re.compile(r"[^，。；、\d]{0,10}(?:奖励|补助|补贴|资助|奖补|扶持|资金支持|经费支持|配套|优惠|减免|贴息)")
_DUTY = re.compile(r"应当|不得|须|应(?![用急对届])|需(?![求要])|要求|必须|符合|具备|具有|申报|申请|条件|方可|可以|不予|处以|罚款|有下列|凡|视为|满足")
_FUTURE = re.compile(r"力争|确保|到20[2-5]\d年|到“|计划|预计|预期|争取|目标|将(?!近)|要(?![求素件])|拟|年底前|月底前|以前|加快|推动|推进|大力|支持|进一步|着力|继续|持续")
_PAST = re.compile(r"已(?!经?成为必)|累计|达到了|实现了|完成了|同比|比上年|较上年|截至|截止|去年|成功|获评|获批|荣获|位居|位列|列全|居全|排名|首次突破|率先|五年来|一年来|过去|顺利|全面完成|年均增长[\d.]+%，|增至|由[\d.]+[^，。；]{0,12}(?:增|提高|降|升)|提前|正式|共有|现有|历史|圆满|较20|比20")


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
    """The role of the quantity at `words[low:high]`."""
    left, right = words[:low], words[high:]
    segment = re.split("[，；。]", left)[-1]
    near = "".join(re.split("([，；。])", left)[-3:])
    money = quantity.unit.endswith("元") or quantity.unit in ("%", "％", "")
    bounded = quantity.comparator in ("ge", "gt", "lt", "le")
    if context.zone != "review":
        if money and _GRANT.search(near) and not re.search("发放|落实|累计|争取", near) and context.kind in ("support", "law", "", "plan") and (re.search("给予|按|最高|上限|每", near + words[low:high]) ):
            return "incentive"
        if money and _GRANTED.match(right) and context.kind != "report":
            return "incentive"
    if quantity.unit in ("年", "个月", "日", "天", "工作日", "个工作日", "小时", "周岁", "岁", "分钟", "个小时"):
        return "condition"
    if bounded and _SELECTS.match(right) and (quantity.unit.endswith("元") or quantity.unit in ("", "兆", "平方米", "亩", "吨", "千瓦", "人", "米", "年", "周岁")) and not re.search("(?:达到?|突破|增长|超过)$", segment[-4:]):
        return "condition"
    if re.match("(?:零|[十百千万亿]+)", words[low:high]) and quantity.unit.endswith("元"):
        return "condition"
    if context.zone == "rule" or (context.kind == "law" and context.zone != "review"):
        return "condition"
    if context.kind in ("support",) and (_DUTY.search(near) or bounded and re.search(r"给予|奖励|补助", right)):
        return "condition"
    if context.zone == "plan":
        return "target"
    if context.zone == "review":
        return "achieved"
    if _PAST.search(near) and not _FUTURE.search(near):
        return "achieved"
    return "target"
