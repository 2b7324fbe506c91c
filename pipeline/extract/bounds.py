"""The words that bound a number, and those that say which way it moves.

A bound touches its number, before or after it, and may be made of several words:

    突破1.5万家   约为近70亿元   至少100个以上   控制在3％以内   超过50人（含50人）

The direction stands further off: in 新增三级医院1家、二甲医院3家 both are an increase.
"""

from __future__ import annotations

from pipeline.document import Change, Comparator
from pipeline.pattern import Pattern

_REACHED = (
    "达到 达 达成 提高到 提高至 提高为 提升到 提升至 提升为 增加到 增加至 增长到 增长至 增至 "
    "增到 升至 升到 上升到 上升至 扩大到 扩大至 发展到 发展至 拓展到 拓展至 下降到 下降至 降到 "
    "降至 降为 降低到 降低至 减少到 减少至 减至 压缩到 压缩至 压减到 压减至 压降到 压降至 缩短到 "
    "缩短至 缩减到 缩减至 缩小到 缩小至 稳定在 稳定到 保持在 维持在 控制在 控制到 控制为 扩容到 "
    "扩容至 调整到 调整至 调整为 提标至 上调至 下调至 回升到 回升至 提至 提到 扩至 缩至 压至 "
    "跃升至 跃升到 攀升至 攀升到 跃上 跨上 迈上 站上 延长至 延长到 放宽至 放宽到 恢复到 恢复至"
)
_WORDS: dict[Comparator, str] = {
    "eq": _REACHED,
    "ge": (
        "不少于 不低于 至少 不小于 最少 最低 不得少于 不得低于 不得小于 应不低于 应不少于 "
        "不能低于 不能少于 ≥ ≧ "
        "大于等于 大于或等于 满 年满 已满 下限为"
    ),
    "gt": ("超过 突破 超 逾 多于 高于 大于 超出 超越 已超 跨越 ＞ > 超额"),
    "le": (
        "未超过 不超过 不突破 不超出 不高于 不大于 不多于 不得超过 不得高于 不得多于 "
        "不得大于 不能超过 不应超过 至多 最多 最高 最长 不超 最高不超过 最高可达 最高可 ≤ ≦ "
        "小于等于 小于或等于 上限为 上限 最高为 最迟"
    ),
    "lt": ("低于 少于 小于 不足 不到 不满 未满 未达到 ＜ < 不及"),
    "approx": ("约 大约 近 约为 接近 将近 大致 左右 大概 约占 约有 约合 预计约"),
}
BEFORE: dict[str, Comparator] = {
    word: comparator for comparator, words in _WORDS.items() for word in words.split()
}
"""Words that touch a number from the left. Only `过` and `上` ask for more than this."""

FILLERS = frozenset({"了", "人民币", "为", "有"})
"""Words that may stand between a bound and its number: 突破了1万家, 不超过人民币500万元."""

AFTER: dict[str, Comparator] = {
    "以上": "ge", "及以上": "ge", "或以上": "ge", "（含）以上": "ge", "以内": "le", "之内": "le",
    "内": "le", "及以内": "le", "及以下": "le", "（含）以下": "le", "封顶": "le", "以下": "lt",
    "左右": "approx", "上下": "approx", "多": "gt", "余": "gt",
}  # fmt: skip

_ITSELF = "[0-9０-９.一二三四五六七八九十百千万]{1,8}[^（）()]{0,6}"

AFTER_PATTERN = Pattern(
    # The same sum in other money stands before its bound: 5亿元（3000万美元）以上; so does the
    # currency, and a bracket that takes the sum itself in: 1亿元人民币（含1亿元）以上.
    r"(?:[（(](?:或|约|折合)?[0-9.]{1,8}[百千万亿]{0,2}[美欧日港]元[）)](?=以[上下内])"
    r"|人民币(?=[（(]含|以[上下内]))?\s?"
    r"(?P<word>(?:(?<=[^0-9一二三四五六七八九十百])级)?(?:[及或和]"
    rf"|[（(]含(?:本数|{_ITSELF})?[）)])?以[上下内]|左右|上下(?![游级半浮])|之内|封顶"
    r"|内(?![部地需外容存蒙涝河生资在])|多(?=[项个家元种](?!民|化))"
    r"|[余多](?![小月星媒项种个元样民层次维渠方重双式功极边部年月天]))"
    r"(?P<inclusive>[（(]含[^（）()]{0,12}[）)])?"
    rf"|(?P<included>[（(]含(?:本数|本级|{_ITSELF})?[）)])"
)

_OTHER_WORD = Pattern(
    "(?:[签合协契条预节履违公特邀制和盟婚失誓]约|[附最亲邻临晋]近|[圆充丰届期]满)$"
)
# 签约2所, 附近3个: the last character is no bound.

LONGEST_BEFORE = max(map(len, BEFORE))

# A bound and its percentage may hold the base between them: 不低于本市最低工资标准80%.
BASE = Pattern(
    r"(?P<word>(?:最高)?不[得应能宜]?(?:超过|高于|低于|少于|大于|小于)|上限为每年"
    r"|至少(?=建[设成立]|培育|设[立置]|配[备置]|开展|打造|引进|完成|新[增建]|举办|推荐|选择|确定)"
    r"|[最至]多(?=[只仅能可]|建设|设[立置]|申[报请]|参[加与]|推荐|纳入|享受|选择|报送|安排|支持)"
    r"|最高(?=按|给予|奖励|补助|补贴|资助|支持)|达到?(?![标产效州县川卡])(?=[^，。；、：:\d（）占]{2,16}的$))"
    r"(?P<base>[^，。；、：:\d（）]{0,20}?)的?\s?$"
)
OF_BASE = Pattern(
    r"(?P<word>不[得应能宜]?(?:超过|高于|低于|少于)(?=[^，。；、：:\d（）占]{2,28}的\s?$)"
    r"|(?<!不)(?:超过|超出|高于|低于|少于|不足|不到)(?=[^，。；、：:\d（）的占]{2,20}(?<!部分)的\s?$))"
    r"[^，。；、：:\d（）]{2,28}的\s?$"
)
"""The same where the share itself is bounded: 租金超出月收入的15%."""

STRICTER: tuple[Comparator, ...] = ("le", "lt", "gt", "ge", "approx", "eq")
"""Of several bounds on one number the first in this order speaks: 最高不超过, 约为近, 达到…以上."""

UP_NOUN = "增速|增幅|涨幅|增长率|增收率|增长幅度|提升幅度|增长速度"
DOWN_NOUN = "降幅|下降率|降低率|减排率|减少率|下降幅度|压减率|跌幅"
UP_VERB = (
    "高出|增长|增加|提高|提升|上升|扩大|上涨|回升|递增|攀升|增收|净增|多增|增|涨|上调|上浮|增产|翻"
)
DOWN_VERB = (
    "下降|降低|减少|缩短|压缩|压减|削减|减负|下调|压降|缩减|减免|减排|精简|降|减|下浮|缩小|递减|少"
    "|下滑|收窄|回落|提速"
)
LINK = (
    r"(?:分别|均|各|再|又|约|同比|也|了|都|幅度|将|为|率|超额|近|达到|达|保持|保持在|实现|每年|至少)"
    r"{0,4}\s?"
)

IMMEDIATE = Pattern(
    rf"(?:(?P<up>{UP_NOUN}|(?:{UP_VERB})(?!值))|(?P<down>{DOWN_NOUN}|{DOWN_VERB})){LINK}$"
)
RATE_NOUN = Pattern(rf"(?:(?P<up>{UP_NOUN})|(?P<down>{DOWN_NOUN}))[^，。；、\d]{{0,8}}$")
NEW = Pattern(
    r"(?P<up>新增(?!长点)|净增|增加(?!值)|新建(?!筑)|扩建|增设|增派|增列|新批|添置|新晋|增划|增配|新[（(][^）)]{1,5}[）)][建造]|新改扩?建"
    r"|(?<![创革更翻焕])新(?:申创|[列纳设认引改开签落投创编争实布培获招挂入上评立成吸组注购植种辟修造当发推打登启竣拓增识])[^，。；、\d]?)"
    r"|(?P<down>减少|减免|减负|压减|减轻|裁减|裁撤|撤并|节约|节省|削减|降低|缩短|减排|压缩|精简|退减|降费"
    r"|减税|少缴|让利)"
)
FALLING = Pattern("(?:回落|收窄|下降|降低)了?$")
GIVEN = Pattern("给予|奖励|补助|补贴|资助|奖补|发放")
"""After one of these the number is what is given, whatever was new: 对新认定的平台给予50万元."""

TOTAL = Pattern(
    r"(?:总投资|投资额?|总额|成交额|交易额|贸易额|产值|收入|总量|产量|销量|保有量|余额|占比|总数|累计|共|达到?|规模|建成|完成"
    r"|覆盖|其中|培育|引进|实现)[^，。；、\d]*$"
)
AFTERWARDS = Pattern(
    r"(?:以上|左右|以内)?(?:的(?:年均)?(?:增长?速度?|增幅|增长|降幅|涨幅)(?![值极点到至])"
    r"|(?:年均)?(?:增长?速度?|增幅|增长|降幅|涨幅)(?![值极点到至高低快慢居位排列]))"
)
"""保持10%以上的增速, 以5%的降幅: the direction follows."""


def before(left: str) -> tuple[Comparator, int]:
    """The comparator of the bounds that end `left`, and how many characters they take.

    >>> before("力争突破"), before("年产值约为近"), before("培育")
    (('gt', 2), ('approx', 3), ('eq', 0))
    """
    end = len(left.rstrip())
    found: list[Comparator] = []
    taken = len(left)
    while end > 0 and not _OTHER_WORD.search(left, 0, end):
        width = _bound_width(left, end)
        if width:
            found.append(BEFORE[left[end - width : end]])
            end -= width
            taken = end
        elif not found and left[end - 1 : end] in FILLERS and _bound_width(left, end - 1):
            end -= 1
        elif not found and left[end - 3 : end] in FILLERS and _bound_width(left, end - 3):
            end -= 3
        else:
            break
    return strictest(found), len(left) - taken


def _bound_width(left: str, end: int) -> int:
    for width in range(min(LONGEST_BEFORE, end), 0, -1):
        if left[end - width : end] in BEFORE:
            return width
    return 0


def strictest(found: list[Comparator]) -> Comparator:
    """The one comparator that several bounds come to: that of 达到…以上 is `ge`."""
    return next((comparator for comparator in STRICTER if comparator in found), "eq")


def change(left: str, right: str, *, reaches: bool, follows: bool, share: bool = False) -> Change:
    """Which way the number goes, by the words of its segment to the left and right of it.

    `reaches` says that a word like 提高到 touches the number, `follows` that another quantity
    stands between its verb and it, `share` that it is a percentage, which nothing sets up anew
    (装配式建筑占新建建筑35%).

    >>> change("地区生产总值增长", "", reaches=False, follows=False)
    'increase'
    >>> change("城镇化率", "", reaches=True, follows=False)
    'level'
    """
    if not reaches and FALLING.search(left):
        return "decrease"  # 增幅回落2个百分点
    if found := RATE_NOUN.search(left):
        return "increase" if found["up"] else "decrease"
    if reaches and follows:
        return "level"
    if not reaches and (found := IMMEDIATE.search(left)):
        return "increase" if found["up"] else "decrease"
    if found := AFTERWARDS.match(right):
        return "decrease" if "降" in found.group() else "increase"
    return "level" if share else _by_verb(left, reaches=reaches, follows=follows)


def _by_verb(left: str, *, reaches: bool, follows: bool) -> Change:
    """The direction of the last verb that sets up or takes away: 新增…100家, 压减…20项."""
    verbs = list(NEW.finditer(left))
    if (
        not verbs
        or GIVEN.search(left, verbs[-1].end())
        or (follows and TOTAL.search(left, verbs[-1].end()))
    ):
        return "level"
    if verbs[-1]["down"]:
        return "level" if reaches else "decrease"
    return "increase"
