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
        (r"户籍|、$|(?:按|以)?(?:可比|同)口径|所有(?!制)", ""),
        (r"国[控考]?[、和]?省[控考](?:核)?(?=断面)", "国省考"),
        (r"^能耗强度", "单位地区生产总值能耗"),
        (r"税比重", "税收比重"),
        (r"(?:人民)?群众(?=安全感|满意)|公众(?=安全感|满意)", "群众"),
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
    r"^(?:市城区|市本级|全市|全省|全区|全县|全州|全盟|全旗|全域|全国(?!重点)|我市|我省|我区|本市|年内|全年|特别是|年度|其中|以及|和|及|与|"
    r"累计|每年|年均|预计|力争|确保|实现|完成|达到|稳定|推动|推进|支持|加快|引导(?!基金)|组织|开展|启动|实施|"
    r"新增|净增|新晋|新认定|新培育|新建成|新建|新开工|新引进|新签约|新入库|新登记|新(?![能型材兴闻生业]|基建)|"
    r"建设(?!用地)|建成|改造|消除|解除|改(?=户?厕)|提质|培育|引进|认定|打造|创建|获评|培训|发展|提升|拥有|接待|筹集|筹措|筹建|开工|布局|"
    r"达成|争取|入选|集聚|吸引|吸纳|带动|发放|的|对)+"
)
TRAILING = re.compile(
    r"(?:总数|总量|(?<!生产)总值|数量|个数|任务|目标|工作|建设|改造|项目建设|左右|约|的|年均|年|分别|均|"
    r"进一步|实现|达到|提高到|提升至|增长率|增长|增速|增幅|较上年|比上年|同比|较|为|占|等|认定|备案|部署|"
    r"保有量|规模总量|新建及|按期|尽早|尚未迈?|首次|突破[一二三五百千万亿]+(?:大关)?|落实|接连|扭负为正|由负转正|全面|稳步|有序|顺利|圆满|扎实|如期|项目(?<=改造项目))+$"
)
FILLING = re.compile(
    r"全社会|人数|全[市省区县州]|总额|总值|总数|总量|总规模|数量|规模|总|年均|年|额|量|数|值|率|的|万元|完成"
)
# Names made of words that fit anything, which name nothing until it is said of what: 总产能,
# 入驻企业, 相关产业规模, 企业占比, 各类补助资金.
BARE = re.compile(
    r"(?!(?:年度?)?投资计划|税收(?:收入)?占?比重)"
    r"(?:[总年类占率额量值、和或与及()]|年度|相关|主要|重点|各类|各项|全部|累计|计划|任务|目标|举措|改革|配套|核心|全产业链|"
    r"主营|营业|业务|到位|协议|合同|签约|入驻|落户|注册|对接|用户|产业|行业|企业|项目|产品|产能|产值|产量|收入|营收|"
    r"利润|税收|交易|成交|销售|投资|资产|规模|面积|里程|金额|存量|增量|增加值|建筑|占地|用地|土地|装机|容量|授信|放贷|"
    r"贷款|比重|资金|融资|财政|专项|惠企|补助|奖补|奖励|补贴|支持|扶持|投入|整合|安排|筹措|拨付|兑现|发放|园区)+|新能源|"
    r"(?:[省市区县州旗盟乡镇村、和或与及()]|街道|社区|国家|地区|城市)+|"
    r"(?:生活)?污水(?:处理|治理)(?:覆盖)?率|"  # the towns' or the villages'?
    r"(?:地区生产总值|经济)?增长的?贡献率"  # of which industry?
)
# Places that are counted by themselves or by the homes in them: 改造老旧小区12个、3400户.
HOLDING = re.compile(r"小区|社区|片区|棚户区|城中村|楼盘")
HOMES = frozenset({"户", "套"})
MEASURED = {"area": "面积", "weight": "产量"}  # what the unit says of itself
SHARES = frozenset({"share", "ratio"})
CUT = ("和", "与", "及", "、")  # at the end of a name of which the rest is missing


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
        if name.endswith(CUT):
            return Named("")
        if dimension_of(unit)[0] in SHARES and "占" in name and "比重" not in normalised:
            normalised += "比重"
        if unit.strip() in HOMES and HOLDING.search(normalised):
            normalised += "户数"
        bare = normalised.startswith("占") or len(normalised) < 2  # a share of GDP, but whose?
        if bare or normalised in self.vague or BARE.fullmatch(normalised):
            return Named("")
        for indicator in () if "、" in normalised else self.indicators:  # 工业、技改投资: two
            if indicator.names(normalised) and _fits(indicator, unit):
                return Named(indicator.code, indicator)
        measured = MEASURED.get(dimension_of(unit)[0], "")  # 保护性耕作9万亩, and the same 面积
        return Named(normalised.removesuffix(measured) if len(normalised) > 3 else normalised)

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
