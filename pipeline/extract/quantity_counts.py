"""Decide which amounts of a clause are quantities.

A figure with a measure word nearly always counts something. What has to show that it does is:

    a Chinese numeral up to ten     建设三个园区, but not 从三个方面, 五个新城
    一                              至少一项, but not 建设一个园区
    a number without a unit         缩小至2.12, 突破9000亿, but not 深圳市…系统210
    a duration                      有效期5年, 30日内, 满3年, but not 5年提高4.5个百分点
"""

from __future__ import annotations

from pipeline.extract.measures import DURATIONS
from pipeline.extract.quantity_amounts import Amount
from pipeline.pattern import Pattern

_WESTERN = Pattern("[0-9０-９]")
_STOP = Pattern(r"\s*(?:[，。；、：！？,;）)】”]|[.．](?!\d)|$|以[上下内]|左右)")
# Principles come in rows of four signs: 坚持市镇统筹、全域覆盖、一体推进.
_PRINCIPLE = Pattern(r"(?:^|[\s—－\-，。；：、]|按照|坚持|遵循)[一-鿿]{4}、$")
_CLOSED = Pattern("[，。；、]|等|$")
_MAGNITUDE = Pattern("[0-9０-９][ 　]?[万亿]+$|^[十百千万亿]+$")
_STRONG = Pattern("元|[%％‰‱倍成]|千瓦|吨|公里|亩|公顷|平方|立方|百分点|标箱")
_RULED = Pattern(
    "(?:有效期|期限|周期|任期|年限|工期|时限|时间|保质期|服务期|缓冲期|过渡期|存续期|建设期|补贴期"
    "|合同|不得?少于|[示告考察审核留停办诉]期)(?:[^，。；、]{0,6}[为是达至])?[^，。；、]{0,2}$|(?<!圆)满$"
    # What is put off, and how long support is given: 延期六十日, 给予三年租金补贴.
    "|(?:延长|延期|顺延|展期|宽限|续期)[^，。；、到至]{0,2}$|(?:给予|享受)(?:连续)?$"
    "|至少(?:保存|保留|留存|公示|公告|提前)$|(?:保存|保留|留存)$"
    "|(?:期满|届满|到期|举行|实施|开始|施工|开工|使用)前$"
)
# 近三年, 约五年: a stretch that passed; 三年内, 用三年左右时间: a deadline. Neither is a rule.
_SPAN = Pattern("(?:[近约]|(?<!超)过)[ 　]?$")
_BY_THEN = Pattern("[之以]?内|左右")
_SINCE = Pattern("(?:之日起?|日起|后|届满|期满|毕业|离校|退役|取得[^，。；]{0,3})$")
# 百万千瓦风电基地: a round size before a noun is a name.
_ROUND = Pattern("[十百千万亿]+$")
_NEXT = Pattern("[ 　]?[0-9]")
_CLASS = Pattern("级(?![及或]?以上)")
_NAMED = Pattern(
    "方面|维护|意识|自信|确保|坚持|必须|决不|统一|结合|优先|到位|环节|层面|阶段|层次|维度|体系|文明"
    "|免于|代表|(?:基本|重要)?原则|现代化|协同|篮球|健全|转变|并举|并重|关系|[不最一要能]"
)
_VERBS = Pattern(
    "(?:新增|新建|建成|建设|打造|培育|引进|设立|下设|完成|实施|推出|举办|组建|认定|创建|形成|落地|增长"
    "|提高|获批|获评|入选|出台|遴选|扶持|达到?|拥有|共|至少|选择|评选|选取|争取|改造|提供|一式|新设"
    "|增设|布局|办好|办成|办|有)[了出]?[^，。；、]{0,6}$"
    "|分(?:为|成|设)?$"
)
# Units of which even one, written in Chinese, is an amount: 一倍, 一成, 一个百分点.
_MEASURED = Pattern("[%％‰‱倍成]|百分点")
_AT_LEAST = Pattern("[大小高低]于|至少|不少于|不低于|不超过|超过|最多|少于|多于|不满|不足|满")
# A policy named after how many points it has: 出台民营经济30条.
_PACKAGE = Pattern(
    r"出台(?:[^，。；、\d]{1,20}[0-9]{1,3}条、){0,5}[^，。；、\d]{2,20}(?<!政策|措施|举措|意见|条款|建议|标准|法规|线路|路线|航线|信息|消息|预警|服务"
    "|产品|规定|清单|办法|做法|经验|任务|事项|内容|规则|指引|公告|需求)$"
)
_CAPACITY = Pattern("[^，。；]{1,18}(?:项目|工程|生产线|基地)")
_CAPACITY_UNITS = frozenset(("台", "吨", "立方米"))
_REACH = 14


def counts(words: str, amount: Amount, low: int, high: int) -> bool:
    """Whether an amount is a quantity; `words[low:high]` takes in the words that bound it."""
    figures = words[amount.start : amount.figures]
    bounded = low < amount.start or high > amount.end or "以上" in figures
    if amount.word:
        # ——全面覆盖、重点突破。 is a principle.
        rows = len(figures) == 4 and words.startswith("、", amount.end)
        if amount.unit == "%" and rows and _PRINCIPLE.search(words, 0, amount.start):
            return False
        return amount.unit != "%" or bool(words[: amount.start].strip(" 　—-－·●"))
    if amount.unit == "条" and _PACKAGE.search(words, 0, low) and _CLOSED.match(words, high):
        return False
    if figures.startswith("零") or _CLASS.match(words, amount.end):
        return False
    if not amount.unit:
        return _bare(words, amount, figures, bounded=bounded, high=high)
    if amount.unit in DURATIONS:
        return _time(words, amount, bounded=bounded)
    if isinstance(amount.value, tuple) or _WESTERN.search(figures):
        return bounded or not _capacity(words, amount)
    return _han(words, amount, figures, low, high)


def _han(words: str, amount: Amount, figures: str, low: int, high: int) -> bool:
    """Whether a Chinese numeral counts: more than ten by itself, fewer if something says so."""
    bounded = low < amount.start or high > amount.end or amount.vague
    if amount.unit == "兆" or (figures in ("万", "亿") and not bounded):
        return bounded
    listed = amount.unit in ("类", "大类") and _NEXT.match(words, amount.end)  # 十大类46项
    if listed or _MEASURED.search(amount.unit):
        return True
    if _ROUND.match(figures) and not bounded and not _STOP.match(words, amount.end):
        return False
    if _STRONG.search(amount.unit) and (bounded or len(figures) > 1):
        return True
    if amount.value == 1:
        at_least = high > amount.end or _AT_LEAST.search(words, low, amount.start)
        return amount.unit != "批" and bool(at_least)
    if amount.unit == "类":
        return high > amount.end or _announced(words, amount)
    if len(figures) > 1 and not isinstance(amount.value, tuple) and amount.value > 10:
        return bounded or figures[0] not in "百千万亿"
    return bounded or _announced(words, amount)


def _announced(words: str, amount: Amount) -> bool:
    """Whether a verb that counts its object stands before, and no name follows: 建设三个园区."""
    return bool(_VERBS.search(_left(words, amount))) and not _NAMED.match(words, amount.end)


def _left(words: str, amount: Amount) -> str:
    return words[max(0, amount.start - _REACH) : amount.start]


def _capacity(words: str, amount: Amount) -> bool:
    """Whether it is a capacity, part of a project's name: 年产10万台整车项目."""
    made = amount.unit in _CAPACITY_UNITS or words.endswith("年产", 0, amount.start)
    return made and bool(_CAPACITY.match(words, amount.end))


def _bare(words: str, amount: Amount, figures: str, *, bounded: bool, high: int) -> bool:
    if isinstance(amount.value, tuple) or amount.vague:
        return False
    if "分之" in figures or "∶" in figures or ("/" in figures and amount.value < 1 and bounded):
        return True
    if _MAGNITUDE.search(figures):
        return bounded or bool(_WESTERN.search(figures))
    if figures.isdecimal() and len(figures) == 4 and figures[:2] in ("19", "20"):
        return False
    return bounded and bool(_WESTERN.match(figures)) and bool(_STOP.match(words, high))


def _time(words: str, amount: Amount, *, bounded: bool) -> bool:
    if amount.unit == "年" and _BY_THEN.match(words, amount.end):
        return bool(_SINCE.search(words[max(0, amount.start - 4) : amount.start]))
    if amount.vague or words[amount.end : amount.end + 1] in ("多", "余"):
        return False  # 一年多来
    if _SPAN.search(words[max(0, amount.start - 3) : amount.start]):
        return False
    if bounded or _RULED.search(_left(words, amount)):
        return True
    if isinstance(amount.value, tuple) and amount.unit == "个月":
        return True  # 暂停业务6个月至12个月
    return amount.unit not in ("年", "日", "周", "天", "个月")
