"""Tell whether two names that the ontology does not know are names of one indicator.

    保交楼任务按期 = 保交楼          智能制造试点示范项目 = 智能制造示范项目
    省级示范村 ≠ 市级示范村          百亿级企业 ≠ 十亿级企业         供水管网 ≠ 排水管网

What is done to the thing (建设, 提档升级) does not name it; which of its kind it is (省级, 百亿)
does. So the first is dropped, and what is left must be the same but for style and order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

NOISE = re.compile(
    r"(?<!重点)(?<!重大)(?:改造|(?<!实施)建设|整治|修复)项目$|提档升级|新改建|新建及?|改建|改造|建设|建成|提升|提质|升级|筹措|筹集|编制(?=.*规划)|(?<=规划)编制|修复|治理(?!项目|示范)|完成|"
    r"实施|实现|开展|认定|备案|入库|培育|工程|任务|工作|业务|按期|尽早|全面|改善|力争|达到|试点(?=示范)|(?<!创)新型(?!储能|基础|研发|显示|材料|消费|农业|职业|能源|电力|建筑)|紧密型|"
    r"(?:县级|地级)(?:及)?以上(?=.*水源)|集中式|机动车|普通公路|存量(?=低效)|再开发|城镇(?=.*(?:管网|管道|老旧小区|棚户区|公厕|口袋公园|绿色建筑|低效))|市政(?!基础)|超额|年度|历史遗留|中央|创新(?=工作站)|生态(?=修复)|稳定|有效|综合(?=治理)|服务(?=覆盖率)|当年|农村(?=卫生厕所|厕所)|卫生(?=厕所)|"
    r"[的及和与或、，,（）()]"
)
SYNONYMS = (
    (re.compile(r"比重|比例|比率|占比|建成率|覆盖面|覆盖率|率"), "率"),
    (re.compile(r"限上"), "限额以上"),
    (re.compile(r"(?<=[业餐贸通上])单位|(?<=[业餐])经营主体"), "企业"),
    (re.compile(r"销售额|营业额|交易额|成交额"), "交易额"),
    (re.compile(r"户厕"), "厕所"),
    (re.compile(r"长期护理保险"), "长护险"),
    (re.compile(r"老年人"), "老人"),
    (re.compile(r"农村牧区|农牧区"), "农村"),
    (re.compile(r"网上|在线"), "线上"),
    (re.compile(r"收益"), "收入"),
    (re.compile(r"(?<=居民)(?:人均)?(?:可支配)?收入"), "收入"),
    (re.compile(r"(?<=贷款)余额$"), ""),
    (re.compile(r"撬动"), "拉动"),
    (re.compile(r"产业数字化"), "产业用数"),  # the characters of 数字产业化, another thing
    (re.compile(r"(?<=.)总投资额?$"), "计划投资"),  # planned, as against 完成投资
    (re.compile(r"退税缓税缓费|退缓税费|退缓税缓费|缓税缓费"), "退税缓费"),
    (re.compile(r"技术改造"), "技改"),
    (re.compile(r"城市(?=.*(?:管网|管道|棚户区|老旧小区))"), "城镇"),
    (re.compile(r"(?<=..)(?<!产业)(?<!经济)总?规模$"), ""),
    (re.compile(r"(?<=装机)总?容量$|(?<=..)金额$"), ""),
    (re.compile(r"(?:废弃|历史遗留)+(?=.*矿山)|环境(?=修复|治理)|名录$|带状(?=复合)"), ""),
    (re.compile(r"投入|用于"), "用于"),
    (re.compile(r"(?:为民办|民生)实事(?:项目|工程)?"), "民生实事"),
    (re.compile(r"(?<!死)亡人数"), "死亡人数"),
    (re.compile(r"产值(?=占.*产值)"), ""),  # 电子产业产值占总产值比重: the share says of what
)
# What a name may have or lack and still be of the same thing. All else tells it from another: a
# word more is mostly a kind of the thing (企业, 龙头企业), and one other character a thing of its
# own (示范村, 示范片).
STYLE = re.compile(
    r"发展|创建|起(?=数$)|营业|发电|财政|保持|处理|企业(?=减税)|(?<!数字)人民币|银行业|多层|相关|有关|拥有量|转移(?=转化)|维护|"
    r"经济(?=经营)|重点(?=民生实事)|委员(?=提案)|宜居宜业|政府(?=消费券)|项目(?=到位)|平均(?=标准)|规模以上(?=高技术)|(?<=场地)设施|机场(?=旅客)|综合(?=利用)|整体|器材|合计|累计|装备(?!制造)|可持续|直接|全部|各类|各项|降本|专家|行政村(?=村庄)|常态化|动态|"
    r"技术(?=服务业)|新(?=地标|高地|标杆|名片)|专业(?=人才)|项目(?=建设)|业(?=企业)|置(?=批|闲置)|流通(?=单位|企业)|库(?=限)|校$|作物(?=播种)|"
    r"(?<!企业)级|(?<!政策)性|[总年型化数量额副泊下+“”]|(?<=.)类"
)
# What is left of a name but names nothing by itself: 生态(治理), 有效(灌溉), 重点(工程).
BLANK = re.compile(
    r"(?:国家|[省市县区])?级?(?:重点|重大|主要)?(?:生态|环境|灌溉|农村|城市|城镇|基础设施|信息|公共)?"
)
SHORT = 6  # characters of a name that 项目 may belong to
SHORTEST = 3  # characters that must be left for their order not to matter


def same_name(one: str, other: str) -> bool:
    """Whether two normalised names mean one thing.

    >>> same_name("保交楼任务按期", "保交楼"), same_name("省级示范村", "市级示范村")
    (True, False)
    """
    return gist(one) == gist(other)


@lru_cache(maxsize=65536)
def gist(name: str) -> str:
    """What two names of one thing have in common: their characters, but for style and order.

    >>> gist("老旧燃气管网") == gist("燃气老旧管网")
    True
    >>> gist("跨境电商企业") == gist("跨境电商龙头企业")
    False
    """
    short = core(name)
    plain = STYLE.sub("", short)
    if len(plain) < SHORTEST:
        return short.strip("年总量数额") or short
    return "".join(sorted(plain))


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """A name without what is done to the thing, in one choice of words."""
    shorter = name
    for pattern, word in SYNONYMS:
        shorter = pattern.sub(word, shorter)
    shorter = NOISE.sub("", shorter)
    if len(shorter) > SHORT and not shorter.endswith("业项目"):  # 百亿产业项目 are no 产业
        shorter = shorter.removesuffix("项目")
    return name if len(shorter) < 2 or BLANK.fullmatch(shorter) else shorter


def merge(names: Sequence[str]) -> dict[str, str]:
    """For every name the one that stands for it: the first of those that mean the same."""
    first: dict[str, str] = {}
    return {name: first.setdefault(gist(name), name) for name in dict.fromkeys(names)}
