"""Find every quantity of a clause tree: a number with its unit, its bounds and its direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.document import Change, Clause, ClauseTree, Comparator, Quantity, Span
from pipeline.extract.bounds import AFTER, AFTER_PATTERN, BASE, BEFORE, before, change, strictest
from pipeline.extract.measures import DURATIONS
from pipeline.extract.quantity_scan import Amount, scan, shared
from pipeline.extract.roles import Roles

_ANY = re.compile("[0-9０-９零〇一二两三四五六七八九十百千万亿]|翻番|全[^，。；]{0,2}覆盖|清零")
_SEGMENT = re.compile(r"[，,；;。：:！？\n](?!\d)")
_OVER = re.compile(r"(?:(?<![通经越度渡跨不])过|(?<=[值入润额])上)$")
_ONE = re.compile("[零一]")
_WESTERN = re.compile("[0-9０-９]")
_STOP = re.compile(r"\s*(?:[，。；、：！？,;）)】”]|$|以[上下内]|左右)")
_BARE_MAGNITUDE = re.compile("[0-9０-９][ 　]?[万亿]+$")
_STRONG = re.compile("元|%|％|‰|‱|倍|成$|千瓦|吨|公里|亩|公顷|平方|立方|百分点|兆|标箱")
_RULED = re.compile(r"(?:有效期|期限|周期|任期|年限|工期|时限|保质期|服务期)[^，。；]{0,6}$|[满足]$")
_MULTIPLE = re.compile(r"(?:是|为|达到?|相当于|提高到|增加到)[^，。；、\d]{0,16}的?[^，。；、\d]{0,8}$")
_VERBS = re.compile(
    "新增|新建|建成|建设|打造|培育|引进|设立|下设|完成|实施|推进|推出|开展|举办|组建|认定|创建|形成|布局|落地|增长|提高"
    "|获批|获评|入选|出台|制定|建立|启动|遴选|扶持|支持|达到?|拥有|覆盖|共|有|至少|选择|评选|选取|谋划|争取|改造|提交|提供|一式"
)


def quantities(tree: ClauseTree) -> tuple[Quantity, ...]:
    r"""Every quantity of the document, in reading order; indicator and deadline are left open.

    >>> from pipeline.document import Document
    >>> from pipeline.segment import segment
    >>> tree = segment(Document("demo", "力争高新技术企业突破1.5万家。"))
    >>> [(tree.document[q.span], q.value, q.comparator) for q in quantities(tree)]
    [('突破1.5万家', 15000, 'gt')]
    """
    roles = Roles(tree)
    found: list[Quantity] = []
    for clause in tree:
        words = tree.document[clause.span]
        if _ANY.search(words):
            drafts = tuple(_drafts(clause, words))
            found += roles(clause, words, drafts)
    return tuple(found)


def _drafts(clause: Clause, words: str) -> Iterator[Quantity]:
    """The quantities of one clause, as yet without a role."""
    amounts = shared(scan(words), words)
    apart = "分别" in words
    last = 0
    start = clause.span.start
    bounded = [_bound(words, amount, low) for amount, low in _spaced(amounts)]
    kept = [
        (amount, *bound)
        for amount, bound in zip(amounts, bounded, strict=True)
        if _counts(words, amount, *bound)
    ]
    comparators = _distributed(words, kept) if apart else [c for _, c, _, _ in kept]
    for (amount, _, low, high), comparator in zip(kept, comparators, strict=True):
        yield Quantity(
            clause.id, Span(start + low, start + high), amount.value, amount.unit,
            "range" if isinstance(amount.value, tuple) else comparator,
            _change(words, amount, low, high, last), "other",
        )  # fmt: skip
        last = high


def _spaced(amounts: tuple[Amount, ...]) -> Iterator[tuple[Amount, int]]:
    """Each amount with the end of the one before it, which its bounds must not reach into."""
    last = 0
    for amount in amounts:
        yield amount, last
        last = amount.end


def _bound(words: str, amount: Amount, floor: int) -> tuple[Comparator, int, int]:
    """The comparator of an amount, and the stretch that takes in the words that bound it."""
    left = words[max(floor, amount.start - 30) : amount.start]
    comparator, taken = before(left)
    low = amount.start - taken
    found: list[Comparator] = [comparator] if taken else []
    if not taken and _OVER.search(left) and re.match("[0-9亿万千百十]", words[amount.start :]):
        found, low = ["gt"], amount.start - 1
    elif not taken and (base := BASE.search(left)):
        found, low = [_negated(base["word"])], amount.start - len(left) + base.start()
    if amount.vague:
        found.append("gt")
    high = amount.end
    if after := AFTER_PATTERN.match(words, amount.end):
        word = after["word"].replace("和", "及").replace("(", "（").replace(")", "）")
        found.append(AFTER.get(word, AFTER.get(word[-2:], "eq")))
        if after["inclusive"] and found[-1] == "lt":
            found[-1] = "le"
        high = after.end()
    return strictest(found), low, high


def _negated(word: str) -> Comparator:
    return "le" if re.search("超过|高于|大于", word) else "ge"


def _counts(words: str, amount: Amount, comparator: Comparator, low: int, high: int) -> bool:
    """Whether an amount is a quantity: its unit or its place says that something is counted."""
    figures = words[amount.start : amount.figures]
    bounded = low < amount.start or high > amount.end
    if amount.word or isinstance(amount.value, tuple):
        return amount.unit not in DURATIONS - {"个月", "天", "小时", "工作日", "个工作日"}
    if re.match("级(?!及以上|以上)", words[amount.end :]):
        return False
    if not amount.unit:
        return _counts_bare(words, amount, figures, bounded, high)
    if amount.unit in DURATIONS:
        return _counts_time(words, amount, bounded)
    if _WESTERN.search(figures) or _STRONG.search(amount.unit):
        return True
    if amount.value == 1:
        return bounded
    return bool(_VERBS.search(words[:amount.start][-14:])) or bounded


def _counts_bare(words: str, amount: Amount, figures: str, bounded: bool, high: int) -> bool:
    if amount.vague:
        return False
    if "分之" in figures or "∶" in figures:
        return True
    if _BARE_MAGNITUDE.search(figures):
        return True
    if figures.isdecimal() and len(figures) == 4 and figures[:2] in ("19", "20"):
        return False
    return bounded and bool(_STOP.match(words, high)) and figures[0] not in "一二三四五"


def _counts_time(words: str, amount: Amount, bounded: bool) -> bool:
    if bounded and not (amount.unit == "年" and words.startswith("内", amount.end)):
        return True
    if _RULED.search(words[:amount.start][-12:]):
        return True
    return amount.unit not in ("年", "日", "周", "天")


_Kept = tuple[Amount, Comparator, int, int]


def _distributed(words: str, kept: list[_Kept]) -> list[Comparator]:
    """With 分别, the bound before the first member of a list and after the last is for all."""
    comparators = [comparator for _, comparator, _, _ in kept]
    group: list[int] = []
    for at, (_, _, low, _) in enumerate(kept):
        if group and not re.fullmatch(r"\s*[、和及与，,]\s*", words[kept[at - 1][3] : low]):
            _share_bound(group, comparators)
            group = []
        group.append(at)
    _share_bound(group, comparators)
    return comparators


def _share_bound(group: list[int], comparators: list[Comparator]) -> None:
    said = [comparators[at] for at in group if comparators[at] != "eq"]
    if len(group) > 1 and len(said) == 1 and said[0] in (comparators[group[0]], comparators[group[-1]]):
        for at in group:
            comparators[at] = said[0]


def _change(words: str, amount: Amount, low: int, high: int, last: int) -> Change:
    segment = 0
    for stop in _SEGMENT.finditer(words, 0, low):
        segment = stop.end()
    left = words[segment:low]
    if words.startswith("翻", amount.start):
        return "multiple"
    moved = change(
        left, words[high : high + 12],
        reaches=any(word in words[low : amount.start] for word in ("到", "至", "达", "在", "为")),
        follows=last > segment,
    )  # fmt: skip
    if amount.unit == "倍" and moved == "level" and _MULTIPLE.search(words[max(0, segment) : amount.start]):
        return "multiple"
    return moved
