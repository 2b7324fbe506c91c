"""Take in the words that bound an amount, and share a list's bound among its members.

突破1.5万家        突破 belongs to the quantity, and makes it `gt`
突破10亿元、5亿元  a bare list: the bound is for both
1万元以上5万元以下  two amounts that are one, a range
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.document import Comparator
from pipeline.extract.bounds import AFTER, AFTER_PATTERN, BASE, BEFORE, OF_BASE, before, strictest
from pipeline.extract.quantity_amounts import Amount
from pipeline.pattern import Pattern

JOINED = Pattern(r"\s{0,2}[、和及与]\s{0,2}")
_JOINED_APART = Pattern(r"\s{0,2}[、和及与，,]\s{0,2}")
_OVER = Pattern(r"(?:(?<![通经越度渡跨不])过|(?<=[值入润额])上)$")
_OPENS = Pattern("[0-9０-９一二两三四五六七八九十百千万亿]")
_AT_MOST = Pattern("超过|高于|大于|最高|上限|[最至]多")
_INCLUSIVE: dict[Comparator, Comparator] = {"gt": "ge", "lt": "le"}
_STOP = Pattern(r"\s?(?:[，。；,;]|$)")
_INCLUDED = Pattern("[（(]含")
_MONEY = Pattern("元$|^$")
_SHARES = frozenset(("%", "％", "倍"))
_SELECTED = Pattern("的?(?:项目|企业|工业|单位|重大|产业)")
_LEFT = 30


@dataclass(frozen=True, slots=True)
class Bounded:
    """An amount, its comparator, and the stretch that takes in the words that bound it."""

    amount: Amount
    comparator: Comparator
    low: int
    high: int

    @property
    def bare(self) -> bool:
        """Whether no word bounds it."""
        return self.low == self.amount.start and self.high == self.amount.end


def bounded(words: str, amounts: list[Amount]) -> Iterator[Bounded]:
    """Each amount with its bounds; two that are one are joined."""
    kept: Bounded | None = None
    for amount in amounts:
        floor = kept.high if kept else 0
        if amount.start < floor:  # 超过50人（含50人）
            continue
        here = _bound(words, amount, floor)
        if kept and (joined := _as_one(words, kept, here)):
            here = joined
        elif kept:
            yield kept
        kept = here
    if kept:
        yield kept


def share_bounds(words: str, found: list[Bounded]) -> list[Bounded]:
    """The bound before the first member of a bare list, or after the last, is for all of it.

    A list is bare when nothing but 、 stands between its members (突破10亿元、5亿元), or, with
    分别, a comma.
    """
    joined = _JOINED_APART if "分别" in words else JOINED
    done: list[Bounded] = []
    group: list[Bounded] = []
    for here in found:
        gap = joined.fullmatch(words, group[-1].high, here.low) if group else None
        apart = gap and gap.group().strip() in "，," and here.amount.unit != group[-1].amount.unit
        if group and (not gap or apart):
            done += _one_bound(words, group)
            group = []
        group.append(here)
    return done + _one_bound(words, group)


def selects(words: str, here: Bounded) -> bool:
    """Whether a sum of money only says which things are meant: 新签约亿元以上项目30个."""
    return (
        not here.bare
        and bool(_MONEY.search(here.amount.unit))
        and bool(_SELECTED.match(words, here.high))
    )


def _bound(words: str, amount: Amount, floor: int) -> Bounded:
    comparator, low = _from_left(words, amount, floor)
    said = [comparator] if low < amount.start else []
    if amount.vague:
        said.append("gt")
    after = AFTER_PATTERN.match(words, amount.end)
    if after is None:
        return Bounded(amount, strictest(said), low, amount.end)
    said.append(_from_right(after))
    bound = strictest(said)
    if after["inclusive"] or after["included"] or "含" in (after["word"] or ""):
        bound = _INCLUSIVE.get(bound, bound)
    return Bounded(amount, bound, low, after.end())


def _from_left(words: str, amount: Amount, floor: int) -> tuple[Comparator, int]:
    left = words[max(floor, amount.start - _LEFT) : amount.start]
    comparator, taken = before(left)
    if taken:
        return comparator, amount.start - taken
    if (over := _OVER.search(left)) and _OPENS.match(words, amount.start):
        return ("gt" if over.group() == "过" else "ge"), amount.start - 1
    if left.endswith("前") and amount.unit in ("%", "％"):
        return "le", amount.start - 1
    if left.endswith("封顶") and amount.unit.endswith(("元", "%", "％")):
        return "le", amount.start - 2  # but 封顶20栋 is how far building is
    if base := BASE.search(left):
        return _of_base(base["word"]), amount.start - len(left) + base.start()
    if amount.unit in _SHARES and (base := OF_BASE.search(left)):
        comparator = BEFORE.get(base["word"]) or _of_base(base["word"])
        return comparator, amount.start - len(left) + base.start()
    return "eq", amount.start


def _of_base(word: str) -> Comparator:
    if word.startswith("达"):
        return "eq"
    return "le" if _AT_MOST.search(word) else "ge"


def _from_right(after: re.Match[str]) -> Comparator:
    word = (after["word"] or "").replace("和", "及").replace("(", "（").replace(")", "）")
    return AFTER.get(word, AFTER.get(word[-2:], "eq"))


def _as_one(words: str, first: Bounded, second: Bounded) -> Bounded | None:
    """Two amounts that are one: 1万元以上5万元以下, 4项或4项以上."""
    low, high = first.amount, second.amount
    if not high.unit and words.endswith(("百", "千", "万", "亿"), 0, high.figures):
        high = replace(high, unit=low.unit)  # 三千元以上一万以下
    if low.unit != high.unit or isinstance(low.value, tuple) or isinstance(high.value, tuple):
        return None
    gap = words[first.high : second.low]
    if gap == "或" and low.value == high.value:
        return replace(second, amount=replace(high, start=low.start), low=first.low)
    closed = first.comparator == "ge" and second.comparator in ("lt", "le")
    if gap in ("", "、") and closed and low.value < high.value:
        whole = replace(high, start=low.start, value=(low.value, high.value))
        return Bounded(whole, "range", first.low, second.high)
    return None


def _one_bound(words: str, group: list[Bounded]) -> list[Bounded]:
    """A list with its one bound on every member.

    稳定在5万亩、3万吨以上。 is a list, 达到50亿元、百亿元以上企业达到5家 is none.
    """
    if len(group) < 2:
        return group
    first, last = group[0], group[-1]
    said: Comparator = "eq"
    rest = all(here.low == here.amount.start for here in group[1:])
    included = all(_INCLUDED.search(words, here.amount.end, here.high) for here in group)
    if rest and included:
        said = first.comparator  # 首次突破1亿元（含）、5亿元（含）
    elif all(here.bare for here in group[1:]) and first.high == first.amount.end:
        said = first.comparator
    elif (
        all(here.bare for here in group[1:-1])
        and first.comparator == "eq"
        and not selects(words, last)  # 新签约5亿元以上项目40个、20亿元以上项目10个
        and (first.low == first.amount.start or _STOP.match(words, last.high))
    ):
        said = last.comparator if last.low == last.amount.start else "eq"
    return [replace(here, comparator=said) for here in group] if said != "eq" else group
