"""What the words about a figure tell of the row that it belongs to.

    省属企业完成研发投入12亿元       of those firms, not of the place
    新建绿道3公里 · 改造绿道3公里    two kinds of work on one thing
    新认定瞪羚企业9家、总数达60家     those that came, and all there are
    比全省平均水平高2个百分点         a distance, and no value of the indicator

The name alone would put each pair into one row of a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.compare.indicators import Measure, Ontology, normalise
from pipeline.compare.units import dimension_of
from pipeline.document import Document, Span

BEFORE = 60  # characters before a name that may say of what part it is, and whether it is new
BEHIND = 8  # characters behind a name that follows its figure: 3家医院入选省级名单
# What is new in the period, as against all there are: 新登记经营主体, 培育入库科技型中小企业.
COMING = re.compile(
    r"新增|净增|新登记|新设立?|新认定|新培育|新引进|新入库|新获批|争创|入选|"
    r"(?:转化|引进|投资)设立|认定$|(?<!累计)(?:培育|引进|招引|申报|认定)(?:省级|国家级|市级|认定|入库|各类|一批)*(?!$)"
)
# That more firms came than the year before is no growth of all there are: 新增经营主体9户、增长3%.
FRESH = re.compile(r"(?:新增|净增|新登记|新设立?|新注册)(?:各类)?(?:市场|经营|民营)*主体")
# And what says, after the name, that all there are is meant: 新增充电桩16万个、累计28万个.
STANDING = re.compile(r"累计|总数|总量|总计|保有量|、|，")
RATE = re.compile(r"(?:增速|增幅|涨幅|增长率|增长)$")
# A part of the place that the document is of, or one of its partners, told before the name.
PART = re.compile(
    r"[^，。；、：,;\s和与]{1,10}(?:景区|片区|园区|高新区|经开区|开发区|自贸区|试验区|综保区|保税区|新区|新城|"
    r"成员国|沿线国家|共建国家|东盟)(?=(?:其他|全年|累计|新增|新登记|实现|完成|接待|的)*$)"
    r"|[^，。；、：,;\s和与]{1,10}(?:产业链?|集群|行业|企业|电商|电子商务|园区|平台|口岸)(?=(?:累计|全年)?(?:实现|完成)$)"
)
# Which of its kind it is, told before the name: 亿元以上【工业项目】, 投资超百亿元的【产业项目】.
KIND = re.compile(
    r"[\d.一二三五十百千过超]*[亿万]元(?:以上|级)?的?$|[^，。；、：,;\n]{0,8}[\d亿超过][^，。；、：,;\n]{0,8}的$|"
    r"(?:国家|全球|世界)[^，。；、：,;\n]{0,4}的$"
)
# The subject of the list that the name stands in: 省属企业完成投资9亿元、研发投入3亿元.
SUBJECT = re.compile(
    r"(?:^|[，。；：\n])(?:其中|推动|支持|力争)?([^，。；：、\d\n]{1,10}(?:企业|集团|产业链?|集群|行业|园区|片区))"
    r"(?:累计|全年|共)?(?:实现|完成)(?![“\"]?零)[^，。；：\n]*、$"
)
# The subject of the phrase before: 做强五金产业，实现产值9亿元; 省属企业创新活跃，研发投入增长9%.
SUBJECT_BEFORE = re.compile(
    r"([^，。；：、\d\n]{1,10}(?:产业|集群|行业|园区|片区))(?:规上工业企业)?(?:\d[^，。；：\n]*)?，(?:力争)?(?:实现|完成)$"
    r"|(?:^|[。；\n])([^，。；：、\d\n]{1,12}(?:产业|行业|集群|园区))(?:主攻|聚焦|突出|围绕|依托)[^。；\n]*$"
    r"|([^，。；：、\d\n]{1,10}(?:景区|度假区|馆|公园|古城|古镇))[^，。；\n]*，(?:[^，。；\n]*，)?接待$"
    r"|(?:^|[，。；\n])((?:[省市州央]属|国有|民营)企业|央企|国企)[^，。；：\d\n]*，$"
)
# What is told of an industry or a firm in one breath with its exports: 销量9万辆、出口3万辆.
MAKER = re.compile(r"(?:产值|销量|产量|营收|利润)[^，。；、]{0,9}、$")
WHOLE = re.compile(r"全(?:社会|[省市州区县域])")
# How far projects have come: those signed, begun and finished are three rows.
PROJECTS = re.compile(r"(?<!改造)(?<!整治)(?<!修复)项目(?:建设)?$|棚户区|棚改|安置房")
STAGES = (
    ("签约", re.compile(r"签约|引进|招引")),
    ("开工", re.compile(r"开工")),
    ("竣工", re.compile(r"竣工|投产|完工|建成")),
    ("续建", re.compile(r"在建|续建")),
)
# What is renewed is not what is built, of things that are both; of what is worn there is no doubt.
RENEWED = re.compile(r"改造|更新|提质|提升|升级|翻新")
BUILT = re.compile(
    r"新(?!能源|型|兴|材料|城|区)|扩|改建|建成|建设|建(?!筑|议|制|档|设)|打造|布局|增"
)
WORKS = re.compile(
    r"路|桥|管网|管道|管线|公园|绿地|绿道|广场|学校|中小学|幼儿园|医院|卫生院|卫生室|农田|灌区|水厂|供水|车位|泊位|"
    r"厂房|站|堤防|基地|服务中心|果园|茶园|药材"
)
# Of pipes one figure often tells both what was laid and what was replaced.
PIPES = re.compile(r"管网|管道|管线")
REPLACED = re.compile(r"改|更新|提[质升]|升级|整治|修复")
WORN = re.compile(r"老|旧|危|雨污|合流|低效|病险|薄弱|隐患|率$")
MADE = frozenset({"count", "length", "area"})
# What those that are counted have attained: 3家医院入选省级名单 is no count of 医院.
ATTAINED = re.compile(
    r"(?:全部|均|成功|首批|先后|分别)*(?:入选|入围|入列|获评|获批|获得|荣获|获|晋升|晋级|升格|纳入|列入|进入|跻身|"
    r"上榜|通过|被评为|被认定|退出|位列|位居|参加|参与|达标|消除|脱贫|摘帽)"
)
APART = re.compile(
    r"[高低快慢好]于|比(?:全[国省区市州]|[省市]平|[^，。；]{0,6}平均)[^，。；]{0,8}[高低快慢]"
)
EXCESS = re.compile(r"超[出过额]?[^，。；\d]{0,8}(?:任务|目标|计划|预期)[^，。；]{0,12}$")
COUNTED = frozenset({"count", "people", "power"})
GROWING = frozenset({"share", "points", "ratio"})


@dataclass(frozen=True, slots=True)
class Around:
    """The words about a name and its figure, as far as they tell the row.

    `near` stands before the name, `after` between name and figure, `behind` follows a name that
    comes after its figure. `part` says of what part of the place the figure is.
    """

    near: str = ""
    part: str = ""
    after: str = ""
    behind: str = ""

    @classmethod
    def of(cls, document: Document, name: Span, figure: Span) -> Around:
        """The words about one figure of a document."""
        start = min(name.start, figure.start)
        before = document[Span(max(0, start - BEFORE), start)]
        between = document.text[name.end : figure.start]
        behind = held = ""
        if figure.start < name.start:  # 3个投资过亿元的【项目】开工
            held = document.text[figure.end : name.start]
            behind = re.split(r"[，。；、：\n]", document.text[name.end : name.end + BEHIND])[0]
        kind = KIND.search(held)
        of = kind[0] if kind else "" if WHOLE.match(document[name]) else part(before)
        if document[name].startswith("出口") and MAKER.search(before):
            of = "产品"
        return cls(close(before), of, between, behind)


def row_of(
    ontology: Ontology, name: str, unit: str, change: str, around: Around
) -> tuple[str, Measure]:
    """The key of a figure's indicator and its measure; the key is empty where it has no row.

    >>> known = Ontology.load()
    >>> row_of(known, "绿道", "公里", "level", Around("新建"))
    ('greenways', 'level')
    >>> row_of(known, "城市公园", "个", "level", Around("提升"))
    ('更新城市公园', 'level')
    """
    words = around.near + name
    kind = measure(change, unit, words, around.after)
    named = ontology(around.part + name, unit)
    if not named.key or gap(unit, around.after):
        return "", kind
    if attained(around):
        return normalise(around.part + name) + attained(around), kind
    if kind == "growth" and FRESH.search(words):
        return "新增" + normalise(around.part + name), kind
    if named.indicator:
        return named.key, kind
    return stage(words, around.after + around.behind) + work(
        name, words, around.after, unit
    ) + named.key, kind


def close(before: str) -> str:
    """What before a name belongs to it: the words next to it, or the verb of the list it is in.

    >>> close("做好培育工作，全市新增"), close("培育瞪羚企业3家、")
    ('全市新增', '培育瞪羚企业')
    """
    near = re.split(r"[，。；：,;\n]", before.removesuffix("，其中"))[-1]
    if before.endswith(("、", "，其中")):
        return near[:6]
    return near.split("、")[-1][-6:]


def tail(after: str) -> str:
    """The verb right before a figure: 产业项目签约60个、开工42个."""
    return re.split(r"[，、；\d]", after)[-1]


def part(before: str) -> str:
    """The part of a place, its partner or its firms, that the words before a name say it is of.

    >>> part("湖心景区全年接待"), part("省属企业完成投资9亿元、"), part("全市接待")
    ('湖心景区', '省属企业', '')
    """
    found = PART.search(before) or KIND.search(before)
    if found:
        return found[0]
    subject = SUBJECT.search(before) or SUBJECT_BEFORE.search(before)
    return next((word for word in subject.groups() if word), "") if subject else ""


def gap(unit: str, after: str) -> bool:
    """Whether a figure says how far an indicator is from another place or a target.

    >>> gap("个百分点", "高于全省"), gap("个百分点", "提高"), gap("万亩", "超省定任务")
    (True, False, True)
    """
    apart = dimension_of(unit)[0] == "points" and APART.search(after)
    return bool(apart or EXCESS.search(after))


def attained(around: Around) -> str:
    """What those that a figure counts have attained, by the words behind them.

    >>> attained(Around(behind="入选省级名单")), attained(Around(behind="开工建设"))
    ('入选省级名单', '')
    """
    return around.behind if ATTAINED.match(around.behind) else ""


def stage(words: str, after: str = "") -> str:
    """How far projects have come, by their name and what stands before it.

    >>> stage("新签约产业项目"), stage("产业项目"), stage("竣工教学楼")
    ('签约', '', '')
    >>> stage("签约产业项目", "60个、开工")
    '开工'
    """
    if not PROJECTS.search(words):
        return ""
    told = (tail(after), words)
    found = (named for said in told for named, pattern in STAGES if pattern.search(said))
    return next(found, "")


def work(name: str, words: str, after: str, unit: str) -> str:
    """更新 for what is renewed and could as well have been built: roads, parks, pipes, schools.

    >>> work("公园", "改造公园", "", "个"), work("公园", "新建公园", "", "个")
    ('更新', '')
    >>> work("农村道路", "新建农村道路", "9公里、提质", "公里")
    '更新'
    """
    if dimension_of(unit)[0] not in MADE or not WORKS.search(name) or WORN.search(name):
        return ""
    last = tail(after)
    said = last if RENEWED.search(last) or BUILT.search(last) else words
    if PIPES.search(name):
        return "更新" if REPLACED.search(said) else ""
    return "更新" if RENEWED.search(said) and not BUILT.search(said) else ""


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
