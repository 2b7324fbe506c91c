"""What bounds a figure of a clause: 以上, 不超过, 左右 and their like, before it or after."""

from __future__ import annotations

import re

from pipeline.pattern import Pattern
from pipeline.translate.proof.facts import Bound
from pipeline.translate.proof.units import chinese_unit

# Between these and their number a verb or a base may stand: 最高给予500万元, 不低于上年水平的80%.
_FAR = r"[^，。；、：:（）()\d]{0,14}?"
_NEAR = r"(?:了|人民币|到|至)?[ ]?"
_NEVER = r"(?<!不)(?<!不[得应能宜可])"
_LOW_BEFORE = Pattern(
    rf"(?:(?:不(?:得|应|能|宜|可)?(?:少于|低于|小于|短于)|至少|最少){_FAR}"
    rf"|(?:最低|≥|≧|大于等于|大于或等于|＞|>|{_NEVER}(?:超过|突破|超|逾|多于|高于|大于|超出|"
    rf"超越|冲破|首破|破)){_NEAR})$"
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
_NOT_ABOUT = Pattern(r"(?:最近|附近|邻近|就近|靠近|制约|节约|公约|契约|条约|预约|违约|大?集约)$")
_TO_BOUND = Pattern(r"^[^\d，。；、（亿万元]{0,6}?(?<!级)(?=(?:及|或|和)?以[上内下]|左右)")
_LOW_AFTER = Pattern(
    r"(?:[ ]?(?:及|或|和|（含）|\(含\))?以上|余(?![额款热量杭姚])|"
    r"多(?![层式种元样维功边方渠级项]))|多(?=[项个家种])|[ ]?及其以上|\+(?![ ]?[\dN])"
)
_UP_AFTER = Pattern(
    r"[ ]?(?:及|或|（含）|\(含\))?以[内下]|之内|内(?![部地容涵需外存河蒙涝])|封顶|[ ]?及其以下"
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
    if _LOW_AFTER.match(right) or _LOW_AFTER.match(near):
        return "low"
    if _UP_AFTER.match(right):
        return "up?" if unit == "year" else "up"
    if _UP_BEFORE.search(left):
        return "up"
    if _LOW_BEFORE.search(left):
        return "low"
    if re.search(r"(?<![经通不走度])过$", left) and re.search("[万亿]", text[start:end]):
        return "low"
    about = _ABOUT_BEFORE.search(left)
    if _ABOUT_AFTER.match(right):
        return "about"
    if about and not _NOT_ABOUT.search(left[: about.end()]) and unit not in ("year", "month"):
        return "about"
    return _perhaps(left, text[start:end], unit)


def _perhaps(left: str, words: str, unit: str) -> Bound:
    """百亿项目 may be `10 billion yuan or more`, 12小时送达 `within 12 hours`."""
    if _LOW_PERHAPS.search(left) or (words and not words.strip("十百千万亿")):
        return "low?"
    if _UP_PERHAPS.search(left) or unit in ("year", "month", "day", "hour"):
        return "up?"
    return ""
