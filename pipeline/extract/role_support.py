"""Whether a quantity is an amount of support: 给予最高500万元补助, 按50%返还, 每户奖励10万元."""

from __future__ import annotations

from pipeline.document import Quantity
from pipeline.extract.role_context import Context
from pipeline.extract.role_words import SELECTS, Near
from pipeline.pattern import Pattern

# Support: what is given, how it is said to be given, and what only looks like it.
_GRANT = Pattern(
    "(?:给予|奖励|补助|补贴|资助|奖补|扶持|补偿|贴息|补足|减免|返还|优惠|支持|上限)[^，。；]{0,60}$"
)
_HOW_MUCH = Pattern("给予|返还|减征|按|最高|上限|每|奖[励补]|补[助贴]|资助|标准")
_GRANTED = Pattern(
    r"(?:[、和][^，。；、\d]{0,10}[\d.]{1,8}万?元){0,6}(?:以[上下内])?的?(?:标准)?[^，。；、\d]{0,8}"
    "(?:(?:一次性|资金|经费|财政|配套|定额)?(?:奖励|补助|补贴|资助|奖补|奖金|支持)"
    "|(?:的标准)?(?:给予|予以|执行|发放|减免))"
)
_PAID = Pattern(
    "发放|落实|累计(?!给予|奖励|补助|补贴|资助|最高|不超)|争取|拨付|兑现|下达|共(?![建同享])"
)
# What is granted stands between its verb and the number, with no stop: 每户奖励10万元.
_GRANTS_IT = Pattern("(?:给予|奖励|补助|补贴|资助|奖补)[^，。；、]{0,8}$")
# How what is given is parted: 给予租金补贴，其中第一年100%、第二年50%.
_PARTED = Pattern("(?:给予|奖励|补助|补贴|资助)[^。；]{0,60}，其中[^。；]{0,40}$")
_TO_WHOM = Pattern("对|每|按|给予|单个|单户|最高|符合")
_GRANT_WORD = Pattern("奖励|补助|补贴|资助|贴息|奖补|扶持|支持额度|配套|奖金|减征|减免|租金减")
_GIVES_MOST = Pattern("最高可?(?:给予|奖励|补助|补贴|资助)")
# Without one of these 按月工资的2倍执行 is a rule.
_GIVEN = Pattern("给予|奖励|补助|补贴|资助|奖补|发放")
_GIVEN_THEN = Pattern("[^。；]{0,40}?(?:给予|奖励|补助|补贴|资助)")
_GIVEN_SUM = Pattern("(?:给予|奖励|补助|补贴|资助)(?:最高)?$")  # 每家奖励90万
_CAP = Pattern(
    "(?:每|单个|单户|单笔|单项|单次|同一|累计|总额|总计|额度|年度|合计|最多)[^，。；]{0,24}$"
)
_RELIEF = Pattern("(?:按照?|以(?![上下内]))[^，。；]{0,40}$")
_RELIEVED = Pattern("[^。；]{0,24}?(?:减征|减免|返还|贴息|进行奖励|补助|补贴|奖励|资助)")
STANDARD = Pattern(
    "标准(?:由[^，。；]{0,20})?(?:统一)?(?:提高到|提高至|调整为|确定为|为|是|按)?[^，。；\\d]{0,10}$"
)
_CARE = Pattern("保障|救助|生活|补助|补贴|津贴|抚恤|养老金|待遇|供养|慰问|分类救济|饮食")
_FUNDS = Pattern(r"(?:资金|经费)[^，。；、\d]{0,4}$")
_AT_RATE = Pattern("按照?[^，。；]{0,20}$")
_THRESHOLD_END = Pattern("以[上下]?的?[^，。；]{0,12}(?:企业|项目|单位|机构)")
_FINE = Pattern("处|罚款|罚金|违法所得")


def is_incentive(near: Near, quantity: Quantity, context: Context) -> bool:
    """Whether the quantity near these words is given as support."""
    money = quantity.unit.startswith("元") or quantity.unit.endswith("元")
    money = money or (near.own.endswith("万") and bool(_GIVEN_SUM.search(near.segment)))
    if not money and quantity.unit not in ("%", "％", "倍"):
        return False
    if quantity.unit == "倍" and not _GIVEN.search(near.sentence + near.right[:40]):
        return False
    if context.zone == "review" or _FINE.search(near.sentence):
        return False
    if context.kind == "report":
        return quantity.unit != "倍" and context.zone == "plan" and _is_grant(near)
    if money and is_cap(near, quantity) and _GRANT_WORD.search(near.clause):
        return True
    if money and context.zone != "plan" and STANDARD.search(near.segment):
        return bool(_CARE.search(near.sentence))
    return _is_relief(near) or _is_told(near, context, quantity)


def _is_relief(near: Near) -> bool:
    """Whether the share is of what is given back: 按税额的50%返还."""
    if not _RELIEF.search(near.segment) or _THRESHOLD_END.match(near.right):
        return False
    return bool(_RELIEVED.match(near.right))


def _is_told(near: Near, context: Context, quantity: Quantity) -> bool:
    """Whether the words say how much is given, and that it is given."""
    told = _HOW_MUCH.search(near.sentence + near.own) and not _PAID.search(near.segment)
    if told and _GRANTED.match(near.right):
        return True
    if told and _GRANT.search(near.sentence):
        return not SELECTS.match(near.right) or "给予" in near.segment
    if _PARTED.search(near.sentence) and near.own[-1] in "%％":
        return not SELECTS.match(near.right)
    if near.own.startswith("最高") and (_HOW_MUCH.search(near.sentence) or _at_most(near)):
        return True
    return context.kind == "support" and _is_support(near, quantity)


def _at_most(near: Near) -> bool:
    """Whether the most of what is given is told first: 最高按投资额的30%，给予补助."""
    return bool(_GIVES_MOST.match(near.own) or _GIVEN_THEN.match(near.right))


def _is_grant(near: Near) -> bool:
    """Whether a report promises somebody a sum: 每户奖励10万元, 对博士给予20万元购房补贴."""
    told = _TO_WHOM.search(near.segment + near.own)
    return bool(told and (_GRANTS_IT.search(near.segment) or _GRANTED.match(near.right)))


def is_cap(near: Near, quantity: Quantity) -> bool:
    """Whether a sum is the most that one may have: 每户每年不超过10万元."""
    return quantity.comparator == "le" and bool(_CAP.search(near.segment))


def _is_support(near: Near, quantity: Quantity) -> bool:
    """In a policy of support, its funds, and the rates that it grants: 按0.3元/千瓦时执行."""
    at_rate = quantity.unit.startswith("元/") and _AT_RATE.search(near.segment)
    return bool(at_rate or _FUNDS.search(near.segment))
