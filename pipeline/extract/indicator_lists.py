"""Indicators that stand apart from their number: members of a list, names of support, baselines.

纺织、食品产值分别增长5%、6%        each number has the noun at its own place in the list
分别给予50万元、30万元的生活补贴    every amount is of the support named after the last
能耗较2020年下降14%                 the noun stands before what it is compared with
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Clause, Quantity, Span
from pipeline.extract import phrases
from pipeline.pattern import Pattern

BREAK = Pattern(r"[，；。：\n]|[！？](?!”)|[,:](?!\d)|(?<!&quot)(?<!&nbsp);|[\]】]|——|--")
JOINT = Pattern(r"[、和与]|及(?!以)")
# From the joint that certainly parts members to all of them: 汽车及零部件 is one member.
_JOINTS = (Pattern("、"), Pattern(r"、|(?<![中饱总调])[和与](?!谐|平)"), JOINT)
_GRANT = Pattern(
    r"(?P<grant>(?:奖励|补助|补贴|资助|贴息|奖补|扶持|支持|救助|补偿)(?:支持|资金|经费|金)?)"
    r"(?=[，。；）)、]|$)"
)
_GRANT_NAME = Pattern(r"(?:的|万?元|进行|予以?)?(?P<grant>[^，。；、的元按给予进（）()\d]{0,12})$")
_GRANTED = Pattern(
    r"(?P<grant>(?:一次性)?(?:奖励|补助|补贴|资助|奖补)(?:总额|标准|资金|金额)?)"
    r"(?:[^，。；、]{0,10}|(?:[最高达\d.０-９]{1,8}万?元[、和])+[最高达]*)$"
)
_AT_RATE = Pattern(r"的?标准[，,](?=给予|对|由|向)")  # 按60元/平方米的标准，|给予业主补贴
_STATISTIC = Pattern(r"(?:比例|比重|占比|额度|上限)$")
_COMPARED = Pattern(r"(?:相?较于?|相?比|在|与|是|达到|为)+$")
_BASIS_END = Pattern(r"^[^，。；]{0,6}(?:基础上|相比|同期)")
# What the things counted before do: 30个重点项目|分别|完成投资 5亿元.
_DOES = Pattern(
    "(?:预计|已|累计|分别|合计|共)*(?P<what>(?:完成|实现|达成|创造|贡献|带动|拉动|吸纳)[^，。、]{2})"
)
_BY = Pattern("按照?[^，。；、]{0,20}$")
_PAID = Pattern(
    "的?(?:标准|比例|幅度|额度)?(?:计算|计租|计收|核算|核拨|发放|确定|收取|录用|减征|征收|缴纳|执行|给予|支付|拨付"
    "|安排|享受)"
)
# A time limit counts from an event, and limits what follows: 自受理之日起|10日内|办结.
_SPELL = Pattern(r"(?:[日天年月时周]|工作日)$")
_DONE = Pattern(r"[，,]?(?P<done>[^，。；：、,;\s（(]{2,24})")
_UNDONE = Pattern(r"(?:仍|仍然|尚|还)?(?P<done>未[^，。；：、的\s]{1,12})")  # 超过三个月|未开工
_FROM_EVENT = Pattern(r"(?:[起后前在于]的?|应当?|必须|须)$")
# To whom something is handed in says nothing of what it is: 30日内向主管部门|备案.
_TO_WHOM = Pattern(
    r"[，,]?向[^，。；]{2,60}?(?:部门|机关|政府|机构|法院|单位|委员会|办事处|[委局厅])"
    r"(?:[（(][^（）()]{0,20}[）)])?(?P<done>(?![或、及和）)])[^，。；、\s的]{2,16})"
)


def granted(quantity: Quantity, clause: Clause, text: str) -> Span | None:
    """What an amount of support is, named after it or after a list of them: …、30万元的奖励."""
    if quantity.role != "incentive":
        return None
    start = quantity.span.end
    if rate := _AT_RATE.match(text, start, clause.span.end):
        start = rate.end()
    low = _part(quantity, clause, text)
    start = paid(text, (low, quantity.span.start), start, clause.span.end)
    end = Pattern("[，；。]").search(text, start, clause.span.end)
    grant = _GRANT.search(text, start, end.start() if end else clause.span.end)
    if grant:
        name = _GRANT_NAME.search(text, start, grant.start())
        return Span(name.start("grant") if name else grant.start(), grant.end())
    before = text[: quantity.span.start]
    grant = _GRANTED.search(before, low)
    while grant and (later := _GRANTED.search(before, grant.end("grant"))):
        grant = later  # 资助年度内的补贴上限
    if grant and not _STATISTIC.search(text[low : quantity.span.start]):
        return Span(*grant.span("grant"))
    return None


def _part(quantity: Quantity, clause: Clause, text: str) -> int:
    """Where the part of the sentence that a quantity stands in begins."""
    low = clause.span.start
    for found in BREAK.finditer(text, low, quantity.span.start):
        low = found.end()
    return low


def members(text: str, nouns: Span, count: int, which: int) -> Span | None:
    """One of a list of just so many nouns: 甲产业、乙产业和丙产业.

    >>> words = "汽车及零部件、新材料产值"
    >>> words[members(words, Span(0, 12), 2, 0).start : members(words, Span(0, 12), 2, 0).end]
    '汽车及零部件'
    """
    for pattern in _JOINTS:
        joints = list(pattern.finditer(text, nouns.start, nouns.end))
        if len(joints) == count - 1:
            break
    else:
        return None
    starts = [nouns.start, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), nouns.end]
    end = ends[which]
    such = text.find("等", starts[which], end)
    if which == count - 1 and such > starts[which]:
        end = such
    return Span(starts[which], end) if starts[which] < end else None


def compared(
    text: str, floor: int, end: int, bases: Sequence[Span], dates: Sequence[Span]
) -> Span | None:
    """What stands before the baseline of a change: 高新技术企业|较2020年|翻一番."""
    for base in reversed(bases):
        if not floor < base.start < base.end <= end:
            continue
        first, last = phrases.before(_BASIS_END.sub("", text[base.end : end]).replace("分别", ""))
        if last - first > 1:
            return None
        low = max([floor, *(date.end for date in dates if date.end < base.start)])
        words = _COMPARED.sub("", text[low : base.start])
        begin, stop = phrases.before(words)
        return Span(low + begin, low + stop) if begin < stop else None
    return None


def past(text: str, named: Span | None, span: Span) -> Span:
    """A noun without that of the number before it, `named`, where it begins with it.

    >>> words = "30个重点项目完成投资5亿元"
    >>> found = past(words, Span(3, 7), Span(3, 11))
    >>> words[found.start : found.end]
    '完成投资'
    """
    if not named or not span.start < named.end < span.end - 1:
        return span
    last = text.rfind("、", named.end, span.end) + 1
    several = phrases.MEASURE.search(text, named.end, last - 1)  # a list of rates
    if last and not several and phrases.MEASURE.search(text, last, span.end):
        return Span(last, span.end)  # 30个重点项目开工、|开工率 95%
    does = _DOES.match(text, named.end, span.end)
    return Span(does.start("what"), span.end) if does else span


def paid(text: str, left: tuple[int, int], start: int, high: int) -> int:
    """Where the noun after a rate begins, past what is done by it: 按每月800元标准发放|生活补贴."""
    found = _PAID.match(text, start, high) if _BY.search(text[slice(*left)]) else None
    return found.end() if found else start


def limited(quantity: Quantity, left: str, text: str) -> Span | None:
    """What a time limit that counts from an event is for: 自受理之日起10日内|作出决定."""
    span = quantity.span
    if _SPELL.search(quantity.unit) and (undone := _UNDONE.match(text, span.end)):
        return Span(*undone.span("done"))
    if not _SPELL.search(quantity.unit) or "内" not in text[span.start : span.end]:
        return None
    done = _TO_WHOM.match(text, span.end) or _DONE.match(text, span.end)
    from_event = not left.strip() or _FROM_EVENT.search(left)
    return Span(*done.span("done")) if done and from_event else None
