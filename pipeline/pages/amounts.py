"""Amounts as readers of each language write them: ≥ 50亿元 is ≥ 5 billion yuan.

What is counted one by one needs no unit in English, for the indicator says what it is: 15,000
high-tech enterprises. A unit without an English name here stays as the document has it.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.document import Quantity
from pipeline.export.signs import figure, signed
from pipeline.pages.languages import Language
from pipeline.pages.safe import plain

COUNTED = frozenset("个家项名所座处只件条户辆台套场种类批篇支艘对张片栋间株头口层门部份例起宗单位")
UNITS: Mapping[str, str] = {
    "%": "%", "％": "%", "‰": "‰", "个百分点": "percentage points", "成": "tenths", "倍": "times",
    "元": "yuan", "美元": "US dollars", "人": "people", "人次": "person-times",
    "米": "m", "公里": "km", "千米": "km", "平方米": "m²", "平方公里": "km²", "公顷": "ha",
    "亩": "mu", "P": "PFLOPS",
    "吨": "t", "公斤": "kg", "千克": "kg", "升": "L", "立方米": "m³", "千瓦": "kW", "千瓦时": "kWh",
    "兆瓦": "MW", "标准箱": "TEU", "标箱": "TEU", "吨标准煤": "t of coal equivalent", "微克": "µg",
    "千克标准煤": "kg of coal equivalent", "毫秒": "ms", "秒": "seconds", "分钟": "minutes",
    "小时": "hours", "天": "days", "日": "days", "个工作日": "working days",
    "工作日": "working days",
    "周": "weeks", "个月": "months", "月": "months", "年": "years", "岁": "years of age",
    "分": "points", "张床位": "beds", "床": "beds", "次": "times",
}  # fmt: skip
# What a column of figures has room for.
BRIEF: Mapping[str, str] = {"个百分点": "pp", "吨标准煤": "tce", "千克标准煤": "kgce"}
STEPS: Mapping[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}


def amount(quantity: Quantity) -> dict[Language, str]:
    """A quantity without its period, in both languages.

    >>> from pipeline.document import Span
    >>> fund = Quantity("1:1", Span(0, 6), 5e9, "元", "ge", "level", "target")
    >>> amount(fund)
    {'en': '≥ 5 billion yuan', 'zh': '≥ 50亿元'}
    """
    value = quantity.value
    values = value if isinstance(value, tuple) else (value,)
    times = quantity.change == "multiple"  # × and 倍 say the same
    chinese = "" if times and quantity.unit == "倍" else quantity.unit
    english = "" if times and quantity.unit == "倍" else english_unit(quantity.unit)
    return {
        "en": plain(f"{_figures(values, quantity, 'en')}{english}"),
        "zh": plain(f"{_figures(values, quantity, 'zh')}{chinese}"),
    }


def _figures(values: tuple[float, ...], of: Quantity, language: Language) -> str:
    """The value or both ends of a range, in millions or 万 where both are that large."""
    least = min(map(abs, values))
    step, word = next(((step, word) for step, word in STEPS[language] if least >= step), (1.0, ""))
    return signed((figure(value / step) for value in values), of.comparator, of.change) + word


def english_unit(unit: str, *, brief: bool = False) -> str:
    """The unit in English, with a space where English has one.

    >>> english_unit("微克/立方米"), english_unit("个百分点", brief=True), english_unit("家")
    (' µg/m³', ' pp', '')
    """
    names = {**UNITS, **BRIEF} if brief else UNITS
    parts = [names.get(part, "" if part in COUNTED else part) for part in unit.split("/")]
    said = "/".join(part for part in parts if part)
    return said if not said or said in ("%", "‰") else f" {said}"
