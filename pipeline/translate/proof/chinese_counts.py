"""Which numerals of a clause English says as figures too, and which belong to a word."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.pattern import Pattern
from pipeline.translate.proof.units import chinese_unit

# Counters after which a written-out numeral counts things, so that English needs its figure too.
_COUNTED = Pattern(
    r"[个家项所座名位条台倍种间栋辆架艘套件份处户场例宗批届期级级层轮类](?![人性体别])|次(?!产业)|"
    r"[大](?=[^力型量幅])|成|年(?!级)|天|小时|分钟|月"
)
_NAMED_AFTER = ("级", "位一体", "个方面", "方面")


def counts(text: str, start: int, end: int, number: Fraction) -> bool:
    """Whether a numeral in words must be said by a figure in English too."""
    words = text[start:end]
    if _ENUMERATED.search(text, 0, start):
        return False
    if _COPIES.search(text, 0, start) or (words == "十" and _TEN.match(text, end)):
        return True
    if not words.strip("十百千万亿"):
        named = words in ("百亿", "千亿")  # but 万亿之城 is a `trillion-yuan city`
        return named or chinese_unit(text, end)[0] not in ("", "year", "li")
    if number < 2 or text[max(0, start - 1) : start] in ("第", "“", "·", "、"):
        return number > 20
    # 二期, 二级, 市县两级, 省市县三级: an ordinal, or said by naming them.
    if words == "二" or text.startswith(_NAMED_AFTER, end):
        return False
    if words == "两" and not text.startswith(("个", "家", "项", "名", "座", "所"), end):
        return False
    if text[end : end + 1] in "届" or number > 10:
        return True
    return bool(_COUNTED.match(text, end)) and not text[start - 1 : start].isdigit()


# 京沪渝三大商会, 川渝两地: the names say how many.
_ENUMERATED = Pattern("[京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂甘晋蒙陕吉闽贵粤川桂琼宁深穗北港澳台]{2,}$")
_COPIES = Pattern("一式$")  # so many copies, or in triplicate
_TEN = Pattern("[大个项条家位名座](?!人)|年(?![来代一])")
_LABEL = Pattern(r"(?:附件|附表|附录|附图|表|图)[ ：:]*$")


def numbered(text: str, start: int, end: int) -> bool:
    """Whether a 1 is a label, which English tells too: 附件1, “启明1”号."""
    return bool(_LABEL.search(text, 0, start)) or bool(re.match("[”’]?号", text[end : end + 2]))


def in_code(text: str, start: int, end: int) -> bool:
    """Whether the figures belong to a word of letters (5G, PM2.5, B2B), checked as a name."""
    before = text[start - 1 : start]
    if re.match(r"[A-Za-z_@]", before) or (
        before in "-." and re.match("[A-Za-z]", text[max(0, start - 2) :])
    ):
        return True
    return (
        bool(re.match(r"[A-Za-z](?![A-Za-z])|[A-Z]+\b", text[end:]))
        and not chinese_unit(text, end)[0]
    )
