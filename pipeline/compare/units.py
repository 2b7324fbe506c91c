"""Put quantities of one kind into one unit, so that they can be compared and ranked.

    3亩 → 2000 m²     30公里 → 30000 米     5户 → 5 家     12％ → 12 %     2千克 …

A unit belongs to a *dimension* (money, share, count …); values of two dimensions are never
compared. Yuan and dollars are two dimensions: the rate of the day is no fact of the document.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# dimension → its common unit, and what one of each other unit is in it.
UNITS: dict[str, tuple[str, dict[str, float]]] = {
    "money": ("元", {"元": 1, "人民币": 1, "块": 1, "元人民币": 1}),
    "dollars": ("美元", {"美元": 1, "美金": 1}),
    "share": ("%", {"%": 1, "成": 10, "‰": 0.1}),
    "points": ("个百分点", {"个百分点": 1, "百分点": 1}),
    "multiple": ("倍", {"倍": 1}),
    "area": (
        "平方米",
        {
            "平方米": 1, "平米": 1, "㎡": 1, "m2": 1, "方": 1, "亩": 2000 / 3, "公顷": 10_000,
            "平方公里": 1_000_000, "平方千米": 1_000_000, "km2": 1_000_000,
        },
    ),
    "length": (
        "米", {"米": 1, "m": 1, "公里": 1000, "千米": 1000, "km": 1000, "里": 500, "厘米": 0.01}
    ),
    "weight": (
        "吨",
        {"吨": 1, "公斤": 0.001, "千克": 0.001, "斤": 0.0005, "担": 0.05, "克": 1e-6, "kg": 0.001},
    ),
    "coal": ("吨标准煤", {"吨标准煤": 1, "吨标煤": 1}),
    "power": ("千瓦", {"千瓦": 1, "兆瓦": 1000, "mw": 1000, "吉瓦": 1e6, "gw": 1e6, "kw": 1}),
    "energy": ("千瓦时", {"千瓦时": 1, "度": 1, "kwh": 1, "兆瓦时": 1000, "gwh": 1e6}),
    "volume": ("立方米", {"立方米": 1, "m3": 1, "方水": 1}),
    "density": ("微克/立方米", {"微克/立方米": 1, "微克": 1, "μg/m3": 1}),
    "containers": ("标箱", {"标箱": 1, "标准箱": 1, "teu": 1}),
    "computing": ("P", {"p": 1, "pflops": 1, "eflops": 1000, "e": 1000}),
    "vehicles": ("辆", {"辆": 1}),
    "visits": ("人次", {"人次": 1}),
    "days": ("天", {"天": 1, "日": 1, "个工作日": 1, "工作日": 1}),
    "people": ("人", {"人": 1, "名": 1, "位": 1, "人口": 1, "口": 1}),
    "ratio": ("", {"": 1}),
}  # fmt: skip
# Measure words of things that are counted one by one: which one is used is a matter of style.
COUNTERS = frozenset(
    "个家户所项件条套处座场台部只头张列线支宗株栋幢艘架种类枚盏根款批例间门片组份期轮次"
) | {
    "场次",
    "批次",
    "台套",
}
COMMON = {"count": "个"} | {dimension: unit for dimension, (unit, _) in UNITS.items()}
KNOWN = {
    unit: (dimension, factor)
    for dimension, (_, factors) in UNITS.items()
    for unit, factor in factors.items()
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in the common unit of its dimension. `high` is the upper end of a range."""

    value: float
    dimension: str
    high: float | None = None

    @property
    def unit(self) -> str:
        """The common unit of the dimension; the unit itself where the dimension is unknown."""
        return COMMON.get(self.dimension, self.dimension)


def convert(value: float | tuple[float, float], unit: str) -> Amount:
    """The amount in its common unit. A unit that is not known is a dimension of its own.

    >>> convert(3, "亩").value
    2000.0
    >>> convert(1500, "户"), convert(2, "元/月").dimension
    (Amount(value=1500.0, dimension='count', high=None), '元/月')
    """
    dimension, factor = dimension_of(unit)
    low, high = value if isinstance(value, tuple) else (value, None)
    return Amount(low * factor, dimension, None if high is None else high * factor)


def dimension_of(unit: str) -> tuple[str, float]:
    """The dimension of a unit and what one of it is in the common unit."""
    plain = unicodedata.normalize("NFKC", unit).strip().split("(")[0].strip()
    if plain in COUNTERS:
        return "count", 1.0
    found = KNOWN.get(plain.lower()) or KNOWN.get(plain)
    return (found[0], float(found[1])) if found else (plain, 1.0)
