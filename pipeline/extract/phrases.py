"""The noun phrase before or after a number, cut out of its part of the sentence.

    力争|高新技术企业|突破 1.5万家      adverbs and verbs fall away on both sides
    培育 15家|高新技术企业              after a verb with an object the noun follows
    35家|村镇银行|完成改革任务          and ends where its own verb begins

The words that fall away are in `words`.
"""

from __future__ import annotations

from pipeline.extract.words import (
    ADVERBS,
    CHANGES,
    INNER_VERBS,
    MANNERS,
    TAILS,
    VERBS,
    alternatives,
)
from pipeline.pattern import Pattern

_VERB_WORDS, _CHANGE_WORDS = alternatives(VERBS), alternatives(CHANGES)
_MANNER_WORDS = alternatives(MANNERS)

_LEADING = Pattern(
    rf"(?:[\s，、：:；;。,·*—\-]"
    rf"|(?:{_MANNER_WORDS})(?=[和并地]?(?:{_VERB_WORDS}|{_MANNER_WORDS}))"
    rf"|{alternatives(ADVERBS)})+"
)
_VERB = Pattern(
    rf"(?:{_VERB_WORDS})(?:了|好|后(?![备勤期台疫])|一批|各类|[和并及、](?=(?:{_VERB_WORDS})))?"
)
# Two verbs of one object: 改造提升|生态绿地, 培育建设|产业基地.
_CHAIN = Pattern(
    "(?:改造|改建|扩建|新建|建设|建成|整治|修复|维修|整修|培育|引进|培植|招引|优化|打造|创建|完善|调整|谋划|筹集|探索"
    "|清理|制定|修改|排查)"
    "(?=(?:提升|改造|改?扩建|改建|修复|整治|维修|培育|引进|打造|壮大|完善|建设|创建|优化|调整|推出|实施|推行|开通"
    "|处置|修改|废止)[^，。、和的]{3})"
)
# Verbs after which another verb may be the one that takes the object: 推动|新增, 力争|完成.
_CAUSE = Pattern(
    r".*后|推动|推进|力争|确保|完成|实现|促进|加快|鼓励|支持|争取|引导|带动|组织|力促|帮助|着力|保证|.*[和并及、]$"
)
_UNIT = (
    r"[（(][万亿千]*(?:[个家项元%％人亩吨户件张所辆座台]|公里|[^（）()]{1,4}/[^（）()]{1,4})[）)]$"
)
_TRAILING = Pattern(
    rf"(?:[\s，、：:,（(×]|[（(]?一式|(?:[高低快慢]于|高出|超出)[^，、；。\d和及]{{1,12}}|[均都]?比[^，、；。\d]{{1,14}}(?=高出?|低|[多少快慢])|{_UNIT}|(?<=指标|项目|企业|任务)中|{_CHANGE_WORDS})+$"
)
_TAIL = Pattern(alternatives(TAILS))
_INNER_VERB = Pattern(rf"(?:{alternatives(INNER_VERBS)})(?:了|各类|全市|全省)?")
# Names of statistics that need to be told of what: 产值, 总规模, 面积.
_GENERIC = Pattern(
    r"(?:年?总?(?:产值|规模|收入|总量|数量|产能|面积|比例|比重|占比|总数|总额|产量|税收|营收|利润|投资"
    r"|增速|产出|销售额|交易额|就业|指数|水平|数)(?:总额|总量|增速|规模)?)+"
)
# A rate of nothing: 年均增速 alone is that of the noun before.
_FIGURES = Pattern(r"[前后首第]?[0-9０-９.．一二两三四五六七八九十]+")
_SITE = Pattern("占地(?:面积)?$")  # of whatever stands there: 园区一期|占地
_RATE = Pattern(r"(?:年均|平均)?(?:复合)?(?:增[速幅]|增长率|增长速度|降幅|涨幅|总数)")
_WHOM = Pattern(
    r"(?:[每单][个家户][^，。、的]{0,2}(?:企业|单位|项目|机构|平台|基地)"
    r"|[省市县区](?:级?、[省市县区乡]){1,3}级)"
)
SCOPE = Pattern(
    r"(?:全市域?|全省|全州|全区|全县|全国|全域|全城|市区|城乡|[市县区]域|我[市省区县州]|本[市省区]"
    r"|其|单个|每个|每家|每|各|该|力争)+"
)
"""Words before a number that say whom it covers, and name nothing that it counts."""

ENDS_IN_VERB = Pattern(
    rf"(?:{_VERB_WORDS}|等|其|全市|各|(?:开展|实施|完成)了|给予)"
    rf"(?:{_CHANGE_WORDS}|\s|一次性|人民币|各类)*$"
)
"""A verb that takes an object touches the number: the noun follows."""

LAST_VERB = Pattern(rf"(?:^|[，、和])[^，、和]*?(?P<verb>{_VERB_WORDS})[约近达超]?$")
"""The verb that ends a stretch and names nothing but itself: 培训300人次."""

MEASURE = Pattern(
    r"(?:产值|投资|收入|营收|金额|规模|面积|总量|率|价格?|数?量|资产|资本|利润"
    r"|[人户次家天份件票]数|年龄|龄|年限|出栏|存栏|纳税|税收|成本|余额|总额|额|产能|能力|容量|里程|长度|速率|排名|满|注册资[金本]|薪"
    r"|销售|工资|浓度|强度|水平|占比|比重|比例|固投|投资[（(][^（）()]{1,60}[）)])(?:[（(][^（）()]{1,20}[）)])?(?:首次|均|应)?(?:在|为|达到?|超过?|不低于|不少于|最高)?$"
)
"""A statistic touches the number: in a condition it is what the number bounds."""

_MARKER = Pattern(
    r"\s*(?:第[一二三四五六七八九十百]+条|[（(][一二三四五六七八九十\d]+[)）]"
    r"|[一二三四五六七八九十]+(?:[是要]|、(?![一二三四五六七八九十]+[、产次]))|\d+[.．、](?!\d)|[—\-●■]+)\s*"
)


def before(left: str) -> tuple[int, int]:
    """Where the phrase that ends `left` stands, without the words around it; empty if none.

    >>> [w[slice(*before(w))] for w in ("力争高新技术企业", "新增省级绿色工厂", "累计建成")]
    ['高新技术企业', '省级绿色工厂', '']
    """
    left = _told_of(left)
    trailing = _TRAILING.search(left)
    end = trailing.start() if trailing else len(left)
    marker = _MARKER.match(left)
    start = _start(left, end, marker.end() if marker else 0)
    for found in _INNER_VERB.finditer(left, start, end):
        if _names_enough(left[found.end() : end]):
            start = _start(left, end, found.end())
    start = _past_joint(left, _after_attribute(left, start, end), end)
    if any(kind.fullmatch(left, start, end) for kind in (SCOPE, _WHOM, _RATE, _FIGURES)):
        start = end
    site = _SITE.search(left, start, end)
    start = site.start() if site else start
    return min(start, end), end


def _told_of(left: str) -> str:
    """The words up to what only says how far a figure reaches, or what it is a share of."""
    if sum_of := _AMOUNTS_TO.match(left):
        return str(sum_of["what"])
    covered = _COVERED.search(left)
    if covered and covered.start() > 1 and not _WHERE_STARTS.search(left[: covered.start()]):
        return left[: covered.start()]
    return left


def _past_joint(left: str, start: int, end: int) -> int:
    """Where the phrase begins past what joins it to words before: 经认定且|年营业收入."""
    further = left.rfind("且", start, end - 3)
    start = further + 1 if further >= 0 else start
    if 0 < start < end - 2 and left[start] == "的":
        start += 1  # 拟支持的|企业名单
    if edge := _EDGE.match(left, start, end):
        start = edge.end()
    opened = _OPENED.search(left, start, end)
    return opened.end() if opened else start


# 奖励标准|原则上为实缴资本的1%: what is set, not what it is a share of.
_AMOUNTS_TO = Pattern(
    r"(?P<what>[^，。；、为按占]{0,20}(?:标准|额度|金额|数额|限额|租金|补贴|奖励))(?:原则上|一般|均)?"
    r"[为按][^，。；、]{2,24}的$"
)
_EDGE = Pattern(r"(?:[或且]|如(?=[年所该其本]))(?=[^，。、]{3})")  # 实际投资且|场地面积
# 提交方案（附|光盘2张）: what stands before the bracket is another thing; but not 规模（万, a unit.
_OPENED = Pattern(r"[（(](?:附|其中|包?含|包括)?(?![<＜>万亿各每])(?=(?:[^（）()]{2,})?\Z)")
# 5G网络|实现县城以上城区|全覆盖: where it is covered, not what covers it.
_COVERED = Pattern(
    r"在[^，。、的\d]{2,20}(?:基本|全部)?实现$"
    r"|(?:基本|全部)?实现(?:全[省市县区])?[^，。、的\d]{0,6}(?:城区|乡镇|镇街|街镇|行政村|自然村|社区|县城|[市县]域|市州|县区|村组?)$"
)
_WHERE_STARTS = Pattern(r"[、和与及]$|^\s*$")


def _names_enough(rest: str) -> bool:
    """Whether what follows a verb inside the phrase can stand alone: not 规模, 立项数, 就业."""
    if (
        len(rest) < 3
        or rest[0] in "的占在自从由为针"
        or (len(rest) == 3 and rest[-1] in "数率量额值")
    ):
        return False
    return not _GENERIC.fullmatch(rest) and not SCOPE.match(rest)


def _start(words: str, end: int, at: int = 0) -> int:
    """Where the phrase begins: after its leading adverbs and verbs, one verb unless it causes."""
    free = True
    while at < end:
        found = _LEADING.match(words, at, end)
        if found and found.end() > at:
            at = found.end()
            continue
        found = _VERB.match(words, at, end) if free else None
        if not found:
            break
        chained = _CHAIN.match(words, at, end)
        free = bool(_CAUSE.fullmatch(found.group()) or (chained and chained.end() == found.end()))
        at = found.end()
    return at


def _after_attribute(words: str, start: int, end: int) -> int:
    """Past a long attribute: 以化工为代表的|数控化率; a share keeps its base, 占…的比重."""
    of = words.rfind("的", start, end - 2)
    rest = end - of - 1
    if of >= 0 and rest > 3 and of - start > 1.2 * rest and "占" not in words[start:of]:
        start = of + 1
    such = words.rfind("等", start, end - 3)
    several = "、" in words[start:such] or (such - start > 9 and words[such + 1] not in "级候同")
    if such >= 0 and several and such - start > 1.5 * (end - such - 1):
        start = such + 1
    return start


_OF = Pattern(r"[（(][^（）()]*[）)]|的|左右|以上|多(?![式功元种维])|余|\s")
_NEXT_VERB = Pattern(rf"[、和](?=[0-9]{{1,5}}[大项个家名]|{alternatives(INNER_VERBS)}|发展|带动)")
_VERB_AT_END = Pattern(rf"[、和并](?:{_VERB_WORDS})$")  # 1个先导区|、开放 30个场景
_PLACE = Pattern("全[国省市]")
# What is done to the things that are counted: 5项标准|的立项工作.
_ACTION = Pattern(
    r"(?:(?:研究|制定|预研|立项|编制|修订|培育|招商|建设|改造|申报|审查|研制|升级|整治)(?:工作|任务)?[和与及、]?)+"
)
_AND_ABOVE = Pattern("[及含]以上$")  # 三星级及以上的酒店
_MOVES = Pattern("(?:同比|分别)?(?:增长|下降|达到?|超过?|突破|增至|降至)$")
_BUILT = Pattern(
    "(?<=[^，。、的和与]{3})(?<!基本|设施|内涵|学科|规划|整治|队伍|文化|能力|制度|体系|机制)(?<!文明|法治|廉政|作风|平安|诚信|信用)(?<!化)建设(?:行动)?$"
)  # 30个应用场景|建设
_AMONG = Pattern("(?<![集其途空水高初心当年完普])(?<!(?<!高)职)中$")  # 20项主要经济指标|中，15项
_GLOSS = Pattern("[（(][^（）()]{2,20}、[^（）()]{2,20}[）)]$")  # 智慧工厂（车间、场景）
_COORDINATE = Pattern(r"[、和与及或并—\-]+$")


def after(right: str, *, object_of: bool = False) -> tuple[int, int]:
    """Where the phrase that begins `right` stands: a long attribute before 的 falls away.

    As the `object_of` a verb it may begin with what is else a verb of its own: 打造30家|上云企业.

    >>> words = "的特色鲜明、创新力强的产业集群"
    >>> words[slice(*after(words))]
    '产业集群'
    """
    start = 0
    while found := _OF.match(right, start):
        start = found.end()
    if right[start : start + 1] in ("、", "和", "）", ")", "及", "与", "”", "，", "或", "且"):
        return start, start
    end = _own_verb(right, start)
    if end == start and object_of:
        end = _own_verb(right, start + 2)
    other = right.find("或者", start + 2, end)
    end = other if other > 0 else end  # 二十吨以上锅炉|或者排放相当的窑炉
    attribute = right.rfind("的", start, end - 1)
    if attribute >= start + 3 and _ACTION.fullmatch(right, attribute + 1, end):
        end = attribute
        attribute = right.rfind("的", start, end - 1)
    if attribute >= 0 and end - attribute > 2 and not _AND_ABOVE.search(right, start, attribute):
        start = attribute + 1
    such = right.rfind("等", start, end - 3)
    if such >= 0 and "、" in right[start:such] and such - start > 1.5 * (end - such - 1):
        start = such + 1
    end = _balanced(right, start, end)
    verb = _NEXT_VERB.search(right, start, end)
    end = verb.start() if verb else end
    next_verb = _VERB_AT_END.search(right, start, end)
    end = next_verb.start() if next_verb and next_verb.start() > start else end
    return start, _without_close(right, start, end)


def _without_close(right: str, start: int, end: int) -> int:
    """Where a noun ends, without what its sentence goes on with: 同时符合两条以上政策|的."""
    if right.endswith("的", start, end) and end - start > 2:
        end -= 1
    for kind in (_MOVES, _GLOSS, _AMONG, _BUILT):
        closing = kind.search(right, start, end)
        end = closing.start() if closing and closing.start() > start else end
    closing = _COORDINATE.search(right, start, end)
    return closing.start() if closing else end


def _own_verb(right: str, start: int) -> int:
    """Where the verb of the noun that begins at `start` stands: 家村镇银行|完成改革任务."""
    tail = _TAIL.search(right, start)
    if tail and tail.group() == "“" and right[start : tail.start()] in "省市区县国":
        tail = _TAIL.search(right, tail.end())  # 省|“一企一品”研发中心
    if tail and tail.start() == start and _PLACE.match(tail.group()):
        tail = _TAIL.search(right, tail.end())
    if tail and tail.start() == start and right.find("的", start, -1) > start:
        tail = _TAIL.search(right, right.index("的", start))
    return tail.start() if tail else len(right)


def _balanced(words: str, start: int, end: int) -> int:
    """Where a phrase ends that must not hold half of a pair of brackets: 个班（约…, …学位）."""
    for opener, closer in ("（）", "()", "“”"):
        if words.rfind(opener, start, end) > words.rfind(closer, start, end):
            end = words.rfind(opener, start, end)
        first = words.find(closer, start, end)
        if first >= 0 and words.find(opener, start, first) < 0:
            end = first
    return end
