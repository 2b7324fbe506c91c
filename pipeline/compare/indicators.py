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

QUOTES = re.compile(r"[①-⑳“”\"'《》「」&_\s]|quot;")
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
# What widens a name in brackets belongs to it: 智能工厂（车间）, 上市（过会）企业.
WIDENING = re.compile(
    r"[(（]((?:数字化)?车间|幼儿园|限上|限额以上|限额|规上|限|挂牌|过会|报会|村|镇|街道|县城|社区)[)）]"
)
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
        (r"原煤", "煤炭"),
        (r"播面", "播种面积"),
        (r"国家(?=[2-5]?A+级)", ""),
        (r"[省市区县](?=政协|人大)", ""),
        (r"(?:农村|村级)集体(?=经济|收入|经营)", "村集体"),
        (r"市场(?:经营)?主体", "经营主体"),
        (r"(?<!第)([一二三])产(?:业增加值|增加值|$)", r"第\1产业增加值"),
    )
]
# What stands at the edges of a name and does not name anything: verbs, places, times, totals.
LEADING = re.compile(
    r"^(?:全市|全省|全区|全县|全州|全盟|全旗|全域|全国(?!重点)|我市|我省|我区|本市|年内|全年|年度|其中|以及|和|及|与|"
    r"累计|每年|年均|预计|力争|确保|实现|完成|达到|稳定|推动|推进|支持|加快|引导|组织|开展|启动|实施|"
    r"新增|净增|新认定|新培育|新建成|新建|新开工|新引进|新签约|新入库|新登记|新(?![能型材兴闻生业])|"
    r"建设(?!用地)|建成|改造|消除|解除|改(?=户?厕)|提质|培育|引进|认定|打造|创建|获评|培训|发展|提升|拥有|接待|筹集|筹建|开工|布局|"
    r"达成|争取|入选|吸纳|带动|发放|的|对)+"
)
TRAILING = re.compile(
    r"(?:总数|总量|(?<!生产)总值|数量|个数|任务|目标|工作|建设|改造|项目建设|左右|约|的|年均|年|分别|均|"
    r"进一步|实现|达到|提高到|提升至|增长率|增长|增速|增幅|较上年|比上年|同比|较|为|占|等|认定|备案|部署|"
    r"保有量|规模总量|新建及|按期|尽早|尚未迈?|首次|全面|稳步|项目(?<=改造项目))+$"
)
FILLING = re.compile(
    r"全社会|人数|全[市省区县州]|总额|总值|总数|总量|总规模|数量|规模|总|年均|年|额|量|数|值|率|的|万元|完成"
)
# Words of size alone, which name nothing until it is said of what: 总产能, 相关产业规模, 成交额.
BARE = re.compile(
    r"(?:总|年|相关|主要|重点|各类|产业|行业|企业|项目|产品|全产业链|全部|累计|计划|任务|配套|核心)*"
    r"(?:产能|产值|产量|收入|营收|利润|税收|交易|成交|销售|投资|资产|规模|面积|里程|金额|存量|增量|增加值|"
    r"用地|土地|装机|计划|任务|目标|举措|改革|授信|放贷|贷款|新能源)"
    r"(?:规模|总|额|量|值)*|(?:生活)?污水(?:处理|治理)(?:覆盖)?率|"  # the towns' or the villages'?
    r"(?:地区生产总值|经济)?增长的?贡献率"  # of which industry?
)
# What is new in the period, as against all there are: 新登记经营主体, 培育入库科技型中小企业.
COMING = re.compile(
    r"新增|净增|新登记|新设立?|新认定|新培育|新引进|新入库|新获批|"
    r"(?<!累计)(?:培育|引进|招引|申报|认定)(?:省级|国家级|市级|认定|入库|各类|一批)*(?!$)"
)
# And what says, after the name, that all there are is meant: 新增充电桩16万个、累计28万个.
STANDING = re.compile(r"累计|总数|总量|总计|保有量|、|，")
RATE = re.compile(r"(?:增速|增幅|涨幅|增长率|增长)$")
# A part of the place that the document is of, or one of its partners, told before the name.
PART = re.compile(
    r"[^，。；、：,;\s和与]{1,10}(?:景区|片区|园区|高新区|经开区|开发区|自贸区|试验区|综保区|保税区|新区|新城|"
    r"成员国|沿线国家|共建国家|东盟)(?=(?:其他|全年|累计|新增|新登记|实现|完成|接待|的)*$)"
    r"|[^，。；、：,;\s和与]{1,10}(?:产业链?|集群|行业)(?=(?:实现|完成)$)"
)
# Places that are counted by themselves or by the homes in them: 改造老旧小区12个、3400户.
HOLDING = re.compile(r"小区|社区|片区|棚户区|城中村|楼盘")
HOMES = frozenset({"户", "套"})
# How far a project has come: those signed, begun and finished are three rows.
STAGES = (
    ("签约", re.compile(r"签约|引进|招引")),
    ("开工", re.compile(r"开工")),
    ("建成", re.compile(r"竣工|投产|完工|建成")),
)
COUNTED = frozenset({"count", "people", "power"})
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
        if dimension_of(unit)[0] == "share" and "占" in normalised and "比重" not in normalised:
            normalised += "比重"
        if unit.strip() in HOMES and HOLDING.search(normalised):
            normalised += "户数"
        bare = normalised.startswith("占") or len(normalised) < 2  # a share of GDP, but whose?
        if bare or normalised in self.vague or BARE.fullmatch(normalised):
            return Named("")
        for indicator in () if "、" in normalised else self.indicators:  # 工业、技改投资: two
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


def close(before: str) -> str:
    """What before a name belongs to it: the words next to it, or the verb of the list it is in.

    >>> close("做好培育工作，全市新增"), close("培育瞪羚企业3家、")
    ('全市新增', '培育瞪羚企业')
    """
    near = re.split(r"[，。；：,;\n]", before.removesuffix("，其中"))[-1]
    if before.endswith(("、", "，其中")):
        return near[:6]
    return near.split("、")[-1][-6:]


def gap(unit: str, after: str) -> bool:
    """Whether a figure says how far an indicator is from another place or a target.

    >>> gap("个百分点", "高于全省"), gap("个百分点", "提高")
    (True, False)
    """
    return dimension_of(unit)[0] == "points" and bool(re.search(r"[高低快慢好]于", after))


def part(before: str) -> str:
    """The part of a place, or its partner, that the words before a name say it is of.

    >>> part("湖心景区全年接待"), part("全市接待")
    ('湖心景区', '')
    """
    found = PART.search(before)
    return found[0] if found else ""


def stage(words: str) -> str:
    """How far projects have come, by their name and what stands before it.

    >>> stage("新签约产业项目"), stage("产业项目"), stage("竣工安置房")
    ('签约', '', '')
    """
    if not words.endswith("项目"):
        return ""
    return next((named for named, pattern in STAGES if pattern.search(words)), "")


def measure(change: str, unit: str, words: str = "", after: str = "") -> Measure:
    """How an amount stands to its indicator.

    `words` are its name and what stands before it, `after` what stands between name and figure.

    >>> measure("level", "家", "新登记经营主体"), measure("level", "家", "累计培育专精特新企业")
    ('addition', 'level')
    >>> measure("level", "家", "新登记经营主体", "3万家、总数达")
    'level'
    >>> measure("increase", "%"), measure("increase", "家"), measure("level", "%")
    ('growth', 'addition', 'level')
    """
    if change == "multiple":
        return "multiple"
    dimension, _ = dimension_of(unit)
    if change == "level" and dimension == "share" and RATE.search(words):
        return "growth"
    if change == "level":
        coming = COMING.search(words) and not STANDING.search(words[-3:] + after)
        return "addition" if coming and dimension in COUNTED else "level"
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
