"""Units that a figure can be converted between, in both languages.

Only units that say *how much* are told apart: money, shares, sizes, times. What merely counts
(家, 个, 项) has no unit here: its English is a noun, and is looked after as one.
"""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.pattern import Pattern

UNITS: dict[str, tuple[str, Fraction]] = {
    "yuan": ("yuan", Fraction(1)),
    "US dollar": ("US dollar", Fraction(1)),
    "HK dollar": ("HK dollar", Fraction(1)),
    "euro": ("euro", Fraction(1)),
    "yen": ("yen", Fraction(1)),
    "pound": ("pound", Fraction(1)),
    "percent": ("percent", Fraction(1)),
    "percentage point": ("percentage point", Fraction(1)),
    "basis point": ("percentage point", Fraction(1, 100)),
    "per mille": ("percent", Fraction(1, 10)),
    "times": ("times", Fraction(1)),
    "square kilometer": ("area", Fraction(10**6)),
    "hectare": ("area", Fraction(10**4)),
    "mu": ("area", Fraction(2000, 3)),
    "square meter": ("area", Fraction(1)),
    "acre": ("area", Fraction("4046.86")),
    "kilometer": ("length", Fraction(1000)),
    "meter": ("length", Fraction(1)),
    "li": ("length", Fraction(500)),
    "centimeter": ("length", Fraction(1, 100)),
    "millimeter": ("length", Fraction(1, 1000)),
    "micrometer": ("length", Fraction(1, 10**6)),
    "nanometer": ("length", Fraction(1, 10**9)),
    "mile": ("length", Fraction("1609.344")),
    "nautical mile": ("length", Fraction(1852)),
    "ton": ("mass", Fraction(10**6)),
    "jin": ("mass", Fraction(500)),
    "kilogram": ("mass", Fraction(1000)),
    "gram": ("mass", Fraction(1)),
    "milligram": ("mass", Fraction(1, 1000)),
    "microgram": ("mass", Fraction(1, 10**6)),
    "cubic meter": ("volume", Fraction(1000)),
    "cubic kilometer": ("volume", Fraction(10**12)),
    "liter": ("volume", Fraction(1)),
    "milliliter": ("volume", Fraction(1, 1000)),
    "watt": ("power", Fraction(1)),
    "kilowatt": ("power", Fraction(10**3)),
    "megawatt": ("power", Fraction(10**6)),
    "gigawatt": ("power", Fraction(10**9)),
    "terawatt": ("power", Fraction(10**12)),
    "kilowatt-hour": ("energy", Fraction(10**3)),
    "megawatt-hour": ("energy", Fraction(10**6)),
    "gigawatt-hour": ("energy", Fraction(10**9)),
    "terawatt-hour": ("energy", Fraction(10**12)),
    "kilovolt": ("kilovolt", Fraction(1)),
    "decade": ("year", Fraction(10)),
    "century": ("year", Fraction(100)),
    "year": ("year", Fraction(1)),
    "month": ("month", Fraction(1)),
    "week": ("day", Fraction(7)),
    "day": ("day", Fraction(1)),
    "working day": ("working day", Fraction(1)),
    "hour": ("hour", Fraction(1)),
    "minute": ("hour", Fraction(1, 60)),
    "second": ("hour", Fraction(1, 3600)),
    "degree": ("degree", Fraction(1)),
}  # fmt: skip
"""Every unit with its dimension, and how many of the dimension's base it makes."""

CHINESE: dict[str, str] = {
    "个百分点": "percentage point", "百分点": "percentage point", "个基点": "basis point",
    "基点": "basis point", "%": "percent", "‰": "per mille", "倍": "times",
    "美元": "US dollar", "港元": "HK dollar", "港币": "HK dollar", "欧元": "euro", "日元": "yen",
    "英镑": "pound", "元人民币": "yuan", "元": "yuan",
    "平方公里": "square kilometer", "平方千米": "square kilometer", "平方米": "square meter",
    "平米": "square meter", "㎡": "square meter", "公顷": "hectare", "亩": "mu",
    "海里": "nautical mile", "公里": "kilometer", "千米": "kilometer", "里": "li",
    "厘米": "centimeter", "毫米": "millimeter", "微米": "micrometer", "纳米": "nanometer",
    "米": "meter", "吨": "ton", "公斤": "kilogram", "千克": "kilogram", "斤": "jin",
    "毫克": "milligram", "微克": "microgram", "克": "gram", "立方米": "cubic meter",
    "立方公里": "cubic kilometer", "毫升": "milliliter", "升": "liter",
    "千瓦时": "kilowatt-hour", "度电": "kilowatt-hour", "兆瓦时": "megawatt-hour",
    "吉瓦时": "gigawatt-hour", "千瓦": "kilowatt", "兆瓦": "megawatt", "吉瓦": "gigawatt",
    "千伏": "kilovolt", "个月": "month", "周岁": "year", "周年": "year", "岁": "year",
    "小时": "hour", "个小时": "hour", "分钟": "minute", "个工作日": "working day",
    "工作日": "working day",
    "个自然日": "day", "天": "day", "日": "day", "周": "week", "年": "year", "摄氏度": "degree",
    "℃": "degree",
    "km²": "square kilometer", "km2": "square kilometer", "km": "kilometer", "cm": "centimeter",
    "mm": "millimeter", "nm": "nanometer", "μm": "micrometer", "kg": "kilogram",
    "mg": "milligram", "kWh": "kilowatt-hour", "MWh": "megawatt-hour", "GWh": "gigawatt-hour",
    "kW": "kilowatt", "KW": "kilowatt", "MW": "megawatt", "GW": "gigawatt", "kV": "kilovolt",
    "KV": "kilovolt", "m²": "square meter", "m2": "square meter", "m": "meter",
}  # fmt: skip
"""Units as a document writes them; the longest is tried first."""

_LONGEST_FIRST = sorted(CHINESE, key=len, reverse=True)
# 元 but not 元素, 米 but not 米粉, 天 but not 天然, 日 but not 日均, 年 but not 年级; 里 is left
# out, for it is seldom a distance. A Latin unit must not run on into a word.
_CHINESE_UNIT = Pattern(
    "(?P<unit>"
    + "|".join(re.escape(unit) for unit in _LONGEST_FIRST if unit != "里")
    + r")(?![A-Za-z0-9²])(?<!元(?=[素件旦宇]))(?<!米(?=[粉字面]))(?<!天(?=[然津府河基]))"
    r"(?<!升(?=[级格]))(?<!日(?=[均常]))(?<!年(?=[级]))(?<!克(?=[服己]))(?<!周(?=[边]))"
)

_ENGLISH_PATTERNS: tuple[tuple[str, str], ...] = (
    ("percentage point", r"percentage[ -]points?|per cent points?|percent points?|pp(?!m)|pps"),
    ("percent", r"percent|per ?cent|%|pct"),
    ("basis point", r"basis[ -]points?|bps?"),
    ("per mille", r"‰|per mill?e|permille"),
    ("US dollar", r"US ?dollars?|U\.S\. ?dollars?|USD|US\$|dollars?"),
    ("HK dollar", r"Hong Kong dollars?|HKD|HK\$|HK dollars?"),
    ("euro", r"euros?|EUR|€"),
    ("yen", r"yen|JPY|Japanese yen"),
    ("pound", r"pounds?(?: sterling)?|GBP|£"),
    ("yuan", r"yuan|RMB|CNY|renminbi|¥|￥"),
    ("square kilometer", r"square[ -]kilomet(?:er|re)s?|sq\.? ?km|km²|km2|km\^2"),
    ("square meter", r"square[ -]met(?:er|re)s?|sq\.? ?m|m²|m2|m\^2|㎡"),
    ("hectare", r"hectares?|ha"),
    ("mu", r"mu"),
    ("acre", r"acres?"),
    ("nautical mile", r"nautical miles?"),
    ("kilometer", r"kilomet(?:er|re)s?|km|kms"),
    ("centimeter", r"centimet(?:er|re)s?|cm"),
    ("millimeter", r"millimet(?:er|re)s?|mm"),
    ("micrometer", r"micromet(?:er|re)s?|microns?|μm|µm"),
    ("nanometer", r"nanomet(?:er|re)s?|nm"),
    ("meter", r"met(?:er|re)s?|m"),
    ("mile", r"miles?"),
    ("li", r"li"),
    ("ton", r"(?:metric[ -])?tons?|(?:metric[ -])?tonnes?"),
    ("jin", r"jin|catties|catty"),
    ("kilogram", r"kilograms?|kilogrammes?|kg|kgs|kilos?"),
    ("milligram", r"milligrams?|mg"),
    ("microgram", r"micrograms?|μg|µg"),
    ("gram", r"grams?|grammes?|g"),
    ("cubic meter", r"cubic[ -]met(?:er|re)s?|m³|m3|cu\.? ?m"),
    ("cubic kilometer", r"cubic[ -]kilomet(?:er|re)s?"),
    ("milliliter", r"millilit(?:er|re)s?|ml|mL"),
    ("liter", r"lit(?:er|re)s?"),
    ("kilowatt-hour", r"kilowatt[ -]?hours?|kWh|KWh|kwh"),
    ("megawatt-hour", r"megawatt[ -]?hours?|MWh"),
    ("gigawatt-hour", r"gigawatt[ -]?hours?|GWh"),
    ("terawatt-hour", r"terawatt[ -]?hours?|TWh"),
    ("kilowatt", r"kilowatts?|kW|KW"),
    ("megawatt", r"megawatts?|MW"),
    ("gigawatt", r"gigawatts?|GW"),
    ("terawatt", r"terawatts?|TW"),
    ("watt", r"watts?"),
    ("kilovolt", r"kilovolts?|kV|KV"),
    ("times", r"times|folds?|-fold|x|×"),
    ("decade", r"decades?"),
    ("year", r"years?(?:['’])?|year-olds?|yrs?"),
    ("month", r"months?(?:['’])?"),
    ("week", r"weeks?(?:['’])?"),
    ("working day", r"(?:(?:working|business)[ -]days?|workdays?)(?:['’])?"),
    ("day", r"(?:(?:natural|calendar) )?days?(?:['’])?"),
    ("hour", r"hours?(?:['’])?"),
    ("minute", r"minutes?(?:['’])?"),
    ("second", r"seconds"),
    ("degree", r"degrees? Celsius|degrees?|°C|℃"),
)
_ENGLISH_UNIT = Pattern(
    "|".join(
        f"(?P<u{number}>(?:{pattern})(?![A-Za-z0-9²³]))"
        for number, (_, pattern) in enumerate(_ENGLISH_PATTERNS)
    )
)


def chinese_unit(text: str, at: int) -> tuple[str, int]:
    """The unit that begins at `at`, and where it ends; "" for none.

    >>> chinese_unit("9个百分点以上", 1), chinese_unit("9家", 1)
    (('percentage point', 5), ('', 1))
    """
    found = _CHINESE_UNIT.match(text, at + (text[at : at + 1] in (" ", "　")))
    if found and found["unit"]:
        return CHINESE[found["unit"]], found.end()
    return "", at


def english_unit(text: str, at: int) -> tuple[str, int]:
    """The unit that begins at `at`, after a space or hyphen, and where it ends.

    >>> english_unit("9 percentage points", 1), english_unit("9-year plan", 1)
    (('percentage point', 19), ('year', 6))
    """
    start = at
    while start < len(text) and text[start] in " -‑ ":
        start += 1
    found = _ENGLISH_UNIT.match(text, start)
    if not found or found.lastgroup is None:
        return "", at
    return _ENGLISH_PATTERNS[int(found.lastgroup[1:])][0], found.end()


def same_amount(one: tuple[Fraction, str], other: tuple[Fraction, str]) -> bool:
    """Whether two values with units are one amount; converted ones may be rounded.

    >>> same_amount((Fraction(1_430_000_000_000), "jin"), (Fraction(715_000_000), "ton"))
    True
    """
    (a, a_unit), (b, b_unit) = one, other
    if a_unit == b_unit:
        return a == b
    if not a_unit or not b_unit:
        return False
    (dimension, per_a), (other_dimension, per_b) = UNITS[a_unit], UNITS[b_unit]
    if dimension != other_dimension:
        return False
    # A conversion is given to three figures: 10亿亩 as 66.7 million hectares.
    return abs(a * per_a - b * per_b) <= abs(a * per_a) / 150
