"""Tell whether two names that the ontology does not know are names of one indicator.

    保交楼任务按期 = 保交楼          智能制造试点示范项目 = 智能制造示范项目
    省级示范村 ≠ 市级示范村          百亿级企业 ≠ 十亿级企业         供水管网 ≠ 排水管网

What is done to the thing (建设, 提档升级) does not name it; which of its kind it is (省级, 百亿)
does. So the first is dropped, the second must be the same, and the rest nearly so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

NOISE = re.compile(
    r"提档升级|新改建|新建及?|改建|改造|建设|建成|提升|提质|升级|筹措|筹集|编制|修复|治理|完成|"
    r"实施|实现|开展|认定|备案|入库|培育|工程|任务|工作|业务|按期|尽早|全面|力争|达到|新型|试点|紧密型|"
    r"县级(?:及)?以上|地级(?:及)?以上|集中式|机动车|普通公路|存量|再开发|城镇|市政|超额|年度|历史遗留|中央|创新(?=工作站)|生态(?=修复)|稳定|有效|综合(?=治理)|服务(?=覆盖率)|"
    r"[的及和与或、，,（）()]"
)
SYNONYMS = (
    (re.compile(r"比重|比例|比率|占比|建成率|覆盖面|覆盖率|率"), "率"),
    (re.compile(r"限上"), "限额以上"),
    (re.compile(r"经营主体|单位|企业"), "企业"),
    (re.compile(r"销售额|营业额|交易额|成交额"), "交易额"),
    (re.compile(r"户厕|公厕"), "厕所"),
    (re.compile(r"技改"), "技术改造"),
    (re.compile(r"投入|用于"), "用于"),
)
# Words that tell one of a kind from another; both names must have the same.
TELLING = re.compile(
    r"国家级?|省级?|自治区级?|市级?|县级?|区级?|乡镇|村级?|全球|世界|以上|以下|"
    r"[一二三四五六七八九十百千万亿]+级?|\d+|重点|重大|规模以上|限额以上|高速|农村|城市|社区|"
    r"智能|智慧|数字|绿色|核心|民营|外资|工业|农业|服务业|制造业|建筑业|旅游|"
    r"供水|排水|供热|燃气|污水|雨水|垃圾|养老|托育|医疗|就业|增加值|总产值|产值|营收|收入|投资|利润|税收|"
    r"产量|面积|人口|人均|户|车间|工厂|园区|基地|平台|集群|中心|企业|项目|机构|场所|床位|学位|示范|"
    r"第[一二三]产业|[一二三]产|死亡|受伤|新能源|零部件|高新技术|高技能|中小|小巨人|首批|覆盖|"
    r"精品|最美|未来|产业|绿化|绿地|国控|省控|考核|县域|应届|未就业|女|男|老旧|既有|高标准|公办|民办|普惠|高校|大学"
)
NEAR = 84.0  # of 100, of what is left
LOOSE = 55.0  # under it even names of the same characters are not looked at
SHORTEST = 3  # characters that must be left for names to be compared loosely


def same_name(one: str, other: str) -> bool:
    """Whether two normalised names mean one thing.

    >>> same_name("保交楼任务按期", "保交楼"), same_name("省级示范村", "市级示范村")
    (True, False)
    """
    first, second = sorted((core(one), core(other)), key=len)
    if first == second:
        return True
    return telling(first) == telling(second) and _nearly_the_same(first, second)


def _nearly_the_same(one: str, other: str) -> bool:
    """Whether two cores with the same telling words differ in spelling or a modifier only."""
    from rapidfuzz.fuzz import ratio

    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SHORTEST:
        return False
    return sorted(shorter) == sorted(longer) or ratio(shorter, longer) >= NEAR


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """A name without what is done to the thing, in one choice of words."""
    shorter = name
    for pattern, word in SYNONYMS:
        shorter = pattern.sub(word, shorter)
    shorter = NOISE.sub("", shorter)
    if len(shorter) > 6:
        shorter = shorter.removesuffix("项目")
    return shorter if len(shorter) > 1 else name


@lru_cache(maxsize=65536)
def telling(name: str) -> frozenset[str]:
    """The words of a name that tell one of a kind from another."""
    return frozenset(match.group().removesuffix("级") for match in TELLING.finditer(name))


def merge(names: Sequence[str]) -> dict[str, str]:
    """For every name the one that stands for it: of the earlier ones the nearest, else itself."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    kept: dict[frozenset[str], dict[str, str]] = {}
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        short = core(name)
        rivals = kept.setdefault(telling(short), {})
        near = short if short in rivals else None
        if near is None and len(short) >= SHORTEST:
            close = extract(short, list(rivals), scorer=ratio, score_cutoff=LOOSE, limit=20)
            near = next((rival for rival, _, _ in close if _nearly_the_same(rival, short)), None)
        found[name] = rivals[near] if near is not None else rivals.setdefault(short, name)
    return found
