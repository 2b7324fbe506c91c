"""What bounds a figure of a clause: 以上, 不超过, 左右 and their like, before it or after."""

from __future__ import annotations

import re

from pipeline.pattern import Pattern
from pipeline.translate.proof.facts import Bound
from pipeline.translate.proof.units import chinese_unit

# Between these and their number a verb or a base may stand: 最高给予500万元, 不低于上年水平的80%.
# but no name may end in between: “最多跑一次”比例达到99%.
_FAR = r"(?:[^，。；、：:（）()”\d]{0,14}?|[^，。；：:（）()”\d]{0,40}?的)"
_NEAR = r"(?:了|人民币|到|至|每[^，。；、\d]{1,6})?[ ]?"
_NEVER = r"(?<!不)(?<!不[得应能宜可])"
_LOW_BEFORE = Pattern(
    rf"(?:(?:不(?:得|应|能|宜|可)?(?:少于|低于|小于|短于)|至少|最少){_FAR}"
    rf"|(?:最低|≥|≧|大于等于|大于或等于|＞|>|{_NEVER}(?:超过|突破|超|逾|多于|高于|大于|超出|"
    rf"超越|冲破|首破|(?<![侦告查打攻])破)){_NEAR})$"
)
_UP_BEFORE = Pattern(
    rf"(?:(?:不(?:得|应|能|宜|可|准)?(?:超过|高于|大于|多于|超|长于|晚于|迟于|超出)|至多|最多|"
    rf"最高|最长){_FAR}"
    rf"|{_NEVER}(?:低于|少于){_FAR}"
    rf"|(?:上限为?|≤|≦|小于等于|小于或等于|＜|<|{_NEVER}小于|不足|不到|不满|未满|不及|"
    rf"{_NEVER}短于|未达到?){_NEAR})$"
)
# Words that English may give as a bound or not: 控制在5%, 迈上4万亿台阶, 满1年, 过百亿.
_LOW_PERHAPS = Pattern(
    r"(?:迈上|跨上|站上|跃上|迈过|跨过|越过|跨越|满|过|上)[^，。；、\d]{0,2}[ ]?$"
)
_UP_PERHAPS = Pattern(
    r"(?:控制在|降至|降到|压缩至|压缩到|压减至|缩短至|缩短到|封顶|可达|上限)[^，。；、\d]{0,2}[ ]?$"
)
_ABOUT_BEFORE = Pattern(r"(?:约|大约|近|接近|将近|大致|大概|约占|约为|约有|约合|逼近)(?:为)?[ ]?$")
_NOT_ABOUT = Pattern(
    r"(?:最近|附近|邻近|就近|靠近|"
    r"[制节公契条预违集签履相特解合婉简邀]约)$"
)
# Between a figure and its bound the counted noun may stand, but not a rank: 14家二级及以上医院.
_TO_BOUND = Pattern(
    r"^[^\d，。；、（亿万元级控规限硕博本学高职岁]{0,6}?(?=(?:及|或|和)?以[上内下]|左右)"
)
_RANK = Pattern(r"[A-Za-z]?级(?:及|或|和|（含）)?以[上下]")
_LATER = Pattern("[之以]?后|起(?!来)")  # 5日后 is `after 5 days`
_LOW_AFTER = Pattern(
    r"(?:[ ]?(?:及|或|和|（含）|\(含\))?以上|余(?![额款热量杭姚])|"
    r"多(?![层式种元样维功边方渠级项]))|多(?=[项个家种])|[ ]?及其以上|\+(?![ ]?[\dN])"
)
_UP_AFTER = Pattern(
    r"[ ]?(?:及|或|（含）|\(含\))?以[内下]|之内|"
    r"内(?![部地容涵需外存河蒙涝资陆环卷生控贸销功核循在])|封顶|[ ]?及其以下"
)
_ABOUT_AFTER = Pattern(r"左右|上下(?![游级])|[ ]?许(?![可])")


def bound(text: str, start: int, end: int, unit_end: int) -> Bound:
    """How the figure at `text[start:end]`, whose unit ends at `unit_end`, is bounded.

    >>> bound("不超过500万元", 3, 7, 8), bound("培育100家以上", 2, 5, 5)
    ('up', 'low')
    """
    left = text[max(0, start - 24) : start]
    # The counted noun may stand between the number and 以上: 30个项目以上.
    right = _TO_BOUND.sub("", text[unit_end : unit_end + 14], count=1)
    near = text[end : end + 2]
    unit = chinese_unit(text, end)[0]
    if _RANK.match(right) or (
        unit in ("day", "working day", "hour", "month", "minute") and _LATER.match(right)
    ):
        return "any"
    if _LOW_AFTER.match(right) or _LOW_AFTER.match(near):
        return "low"
    if _UP_AFTER.match(right):
        return "up?" if unit == "year" else "up"
    before = _before(left, text[end : end + 14])
    if before:
        return before
    if re.search(r"(?<![经通不走度])过$", left) and re.search("[万亿]", text[start:end]):
        return "low"
    about = _ABOUT_BEFORE.search(left)
    if _ABOUT_AFTER.match(right):
        return "about"
    if about and not _NOT_ABOUT.search(left[: about.end()]) and unit not in ("year", "month"):
        return "about"
    return _perhaps(left, text[start:end], unit)


# 突破三年行动: the figure names an action, and 突破 is no bound.
_ACTION = Pattern(r"年(?:行动|攻坚|计划|规划|提升|倍增|专项|大会战)")
_FROM_TO = Pattern(r"(?:最高|最多|最长|上限)[^，。；]*[由从]$")
_PEAK = Pattern(r"单[日月周年季](?:最高|最多)[^，。；\d]*$")
_SHORT_OF = Pattern(r"(?:低于|少于)[^，。；\d]{2,}$")


def _before(left: str, right: str) -> Bound | None:
    """The bound that stands before a figure, the nearest one: 最高突破6万 is at least."""
    up, low = _UP_BEFORE.search(left), _LOW_BEFORE.search(left)
    if low and _ACTION.match(right):
        return ""
    # 最高限额由3万元提高到5万元, 单日最高达6万人, 低于目标2.6个百分点: none is a limit.
    if up and (
        _PEAK.search(left)
        or _FROM_TO.search(left)
        or ("个百分点" in right and _SHORT_OF.search(left))
    ):
        return "any"
    if up and not (low and low.start() > up.start()):
        return "up"
    return "low" if low else None


def _perhaps(left: str, words: str, unit: str) -> Bound:
    """百亿项目 may be `10 billion yuan or more`, 12小时送达 `within 12 hours`."""
    if _LOW_PERHAPS.search(left) or (words and not words.strip("十百千万亿")):
        return "low?"
    if _UP_PERHAPS.search(left) or unit in ("year", "month", "day", "working day", "hour"):
        return "up?"
    return ""
