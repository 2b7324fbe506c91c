"""Know one indicator under its many names.

    全社会研发经费占GDP比重 · R&D经费投入强度 · 研发投入强度      all are rd_intensity

A name is first normalised, then looked up in the ontology (`corpus/indicators.toml`, or a user's
own before it). What the ontology does not know is an indicator of its own, under its normalised
name. Besides the thing there is the *measure*: that GDP grows by 6% and that it reaches 2 trillion
are two rows of a table, never one.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pipeline.artefacts import locate
from pipeline.compare.units import dimension_of
from pipeline.errors import SettingsError

Measure = Literal["level", "growth", "addition", "reduction", "multiple"]
Better = Literal["more", "less", ""]

QUOTES = re.compile(r"[①-⑳“”\"'《》「」&\s]|quot;")
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
# What widens a name in brackets belongs to it: 智能工厂（车间）, 规上（限上）企业.
WIDENING = re.compile(r"[(（]((?:数字化)?车间|幼儿园|限上|限额以上|限额|规上)[)）]")
# One word for each thing that has several. Order matters.
SYNONYMS = [
    (re.compile(pattern), word)
    for pattern, word in (
        (r"研究与试验发展|研究与(试验)?开发|[Rr]&?[Dd](?![a-zA-Z])", "研发"),
        (r"(?i:gdp)|国内生产总值|(?<!地区)生产总值", "地区生产总值"),
        (r"规上|规模(?=工业|服务业)", "规模以上"),
        (r"技术改造|技改", "技改"),
        (r"国高企|高企", "高新技术企业"),
        (r"占比|比例|比率|份额|的?比重", "比重"),
        (r"专精特新和?小巨人|专业化小巨人", "专精特新小巨人"),
        (r"户籍|、$", ""),
        (r"单元", "单位"),
        (r"(?<!第)([一二三])产(?:业增加值|增加值|$)", r"第\1产业增加值"),
    )
]
# What stands at the edges of a name and does not name anything: verbs, places, times, totals.
LEADING = re.compile(
    r"^(?:全市|全省|全区|全县|全州|全域|全国(?!重点)|我市|我省|我区|本市|年内|全年|年度|其中|以及|和|及|与|"
    r"累计|每年|年均|预计|力争|确保|实现|完成|达到|稳定|推动|推进|支持|加快|引导|组织|开展|启动|实施|"
    r"新增|净增|新认定|新培育|新建成|新建|新开工|新引进|新签约|新入库|新登记|新(?![能型材兴闻生业])|"
    r"建设|建成|改造|提质|培育|引进|认定|打造|创建|获评|培训|发展|提升|拥有|接待|筹集|筹建|开工|布局|"
    r"达成|争取|入选|吸纳|带动|发放|的|对)+"
)
TRAILING = re.compile(
    r"(?:总数|总量|(?<!生产)总值|数量|个数|任务|目标|工作|建设|改造|项目建设|左右|约|的|年均|年|分别|均|"
    r"进一步|实现|达到|提高到|提升至|增长率|增长|增速|增幅|较上年|比上年|同比|较|为|占|等|认定|备案|"
    r"保有量|规模总量|新建及|按期|尽早)+$"
)
FILLING = re.compile(
    r"全社会|全[市省区县州]|总额|总值|总数|总量|总规模|数量|规模|总|年均|年|额|量|数|值|率|的|万元|完成"
)
GROWING = frozenset({"share", "points", "ratio"})


@dataclass(frozen=True)
class Indicator:
    """One entry of the ontology."""

    code: str
    name: str
    english: str
    unit: str
    better: Better
    must: tuple[str, ...]
    may: tuple[str, ...] = ()

    @cached_property
    def _must(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in self.must)

    @cached_property
    def _may(self) -> re.Pattern[str]:
        return re.compile("|".join([*self.may, FILLING.pattern]))

    def names(self, normalised: str) -> bool:
        """Whether a normalised name has all that it must, and nothing that it may not."""
        left = normalised
        for pattern in self._must:
            found = pattern.search(left)
            if not found:
                return False
            left = left[: found.start()] + left[found.end() :]
        return not self._may.sub("", left).strip("、,，/和及与")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name turned out to be: the key of its row, and the ontology's entry if it has one."""

    key: str
    indicator: Indicator | None = None


@dataclass(frozen=True)
class Ontology:
    """The indicators that are known by name, in the order in which they are asked."""

    indicators: tuple[Indicator, ...]
    vague: frozenset[str] = frozenset()

    @classmethod
    def load(cls, *own: Path) -> Ontology:
        """The ontology that ships, with a user's own files asked before it."""
        tables = [_table(path) for path in (*own, locate("corpus", "indicators.toml"))]
        return cls(
            tuple(entry for entries, _ in tables for entry in entries),
            frozenset(name for _, vague in tables for name in vague),
        )

    def __call__(self, name: str, unit: str) -> Named:
        """What a name with a unit stands for; the key is empty where it stands for nothing."""
        normalised = normalise(name)
        bare = normalised.startswith("占") or len(normalised) < 2  # a share of GDP, but whose?
        if bare or normalised in self.vague:
            return Named("")
        for indicator in self.indicators:
            if indicator.names(normalised) and _fits(indicator, unit):
                return Named(indicator.code, indicator)
        return Named(normalised)

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        """The indicators by their codes; of two with one code, the one asked first."""
        return {indicator.code: indicator for indicator in reversed(self.indicators)}


def normalise(name: str) -> str:
    """A name without quotation marks, verbs, places and totals, in one choice of words.

    >>> normalise("新认定“高新技术企业”总数"), normalise("全市R&D经费占GDP的比重")
    ('高新技术企业', '研发经费占地区生产总值比重')
    """
    plain = WIDENING.sub(r"、\1", unicodedata.normalize("NFKC", QUOTES.sub("", name)))
    plain = BRACKETS.sub("", plain)
    plain = QUOTES.sub("", plain)
    for pattern, word in SYNONYMS:
        plain = pattern.sub(word, plain)
    plain = plain.strip("、，,。；;:：—-()（）")
    shorter = LEADING.sub("", plain)
    shorter = TRAILING.sub("", shorter) or shorter
    return shorter or plain


def measure(change: str, unit: str) -> Measure:
    """How an amount stands to its indicator.

    >>> measure("increase", "%"), measure("increase", "家"), measure("level", "%")
    ('growth', 'addition', 'level')
    """
    if change == "multiple":
        return "multiple"
    if change == "level":
        return "level"
    dimension, _ = dimension_of(unit)
    if dimension in GROWING or dimension == "multiple":
        return "growth" if change == "increase" else "reduction"
    return "addition" if change == "increase" else "reduction"


def _fits(indicator: Indicator, unit: str) -> bool:
    """Whether an amount in `unit` can be of the indicator: its own kind, or a change of it."""
    own, said = dimension_of(indicator.unit)[0], dimension_of(unit)[0]
    alike = {own, said} <= {"count", "people", "visits"} or {own, said} <= {"money", "dollars"}
    return own == said or alike or said in {"share", "points", "multiple"}


def _table(path: Path) -> tuple[list[Indicator], list[str]]:
    """The entries of a file, and the names that it calls vague."""
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        entries = []
        for entry in table.get("indicator", []):
            patterns = {name: tuple(entry.pop(name, ())) for name in ("must", "may")}
            entries.append(Indicator(**entry, must=patterns["must"], may=patterns["may"]))
        return entries, list(table.get("vague", []))
    except FileNotFoundError:
        raise SettingsError(f"no indicator file {path}; check the path.") from None
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise SettingsError(
            f"{path} is no list of indicators: {error}; see corpus/indicators.toml for the form."
        ) from error
