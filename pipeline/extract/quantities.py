"""Find every quantity of a clause tree: a number with its unit, its bounds and its direction.

    全年新增就业突破1.5万人，下降3%左右    突破1.5万人  gt increase    3%左右  approx decrease

`quantity_scan` finds the amounts, `bounds` the words around them, `quantity_counts` decides which
count, and `roles` says what each is there for. Indicator and deadline are left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Change, Clause, ClauseTree, Comparator, Quantity, Span
from pipeline.extract.bounds import AFTER, AFTER_PATTERN, BASE, before, change, strictest
from pipeline.extract.quantity_counts import counts
from pipeline.extract.quantity_scan import Amount, scan, shared
from pipeline.extract.roles import Roles

# A clause without any of these has no quantity, and is not looked at further.
_ANY = re.compile("[0-9０-９二两三四五六七八九十百千万亿]|[一零]|翻番|全[^，。；]{0,2}覆盖|清零")
_SEGMENT = re.compile(r"[，；。！？\n]|[,;：:](?!\d)")
_OVER = re.compile(r"(?:(?<![通经越度渡跨不])过|(?<=[值入润额])上)$")
_OPENS = re.compile("[0-9０-９一二两三四五六七八九十百千万亿]")
_REACHES = re.compile("[到至达在为]")
_JOINED = re.compile(r"\s*[、和及与]\s*")
_JOINED_APART = re.compile(r"\s*[、和及与，,]\s*")
_MULTIPLE = re.compile(r"(?:[是为]|达到?|相当于|提高到|增加到)[^，。；、\d]{0,24}$")
_MONEY = re.compile("元$|^$")
_SELECTED = re.compile(r"的?(?:项目|企业|工业|单位|重大|产业)")
_WHOLE_LEFT = 30
_INCLUSIVE: dict[Comparator, Comparator] = {"gt": "ge", "lt": "le"}
_Bounded = tuple[Amount, Comparator, int, int]


def quantities(tree: ClauseTree) -> tuple[Quantity, ...]:
    r"""Every quantity of the document, in reading order; indicator and deadline are left open.

    >>> from pipeline.document import Clause, Document, Span
    >>> text = "力争高新技术企业突破1.5万家。"
    >>> clause = Clause("1:1", "1", Span(0, len(text)), "sentence")
    >>> found = quantities(ClauseTree(Document("demo", text), (), (clause,)))
    >>> [(text[q.span.start : q.span.end], q.value, q.unit, q.comparator) for q in found]
    [('突破1.5万家', 15000, '家', 'gt')]
    """
    roles = Roles(tree)
    found: list[Quantity] = []
    for clause in tree:
        words = tree.document[clause.span]
        if _ANY.search(words) and (drafts := tuple(_drafts(clause, words))):
            found += roles(clause, drafts)
    return tuple(found)


def _drafts(clause: Clause, words: str) -> Iterator[Quantity]:
    """The quantities of one clause, as yet without a role."""
    kept = _shared_bounds(words, [b for b in _bounded(words) if counts(words, b[0], *b[2:])])
    start = clause.span.start
    moved: Change = "level"
    last = 0
    for amount, comparator, low, high in kept:
        if not (last and _JOINED.fullmatch(words, last, low) and amount.start == low):
            moved = _change(words, amount, low, high, last)
        yield Quantity(
            clause.id, Span(start + low, start + high), amount.value, amount.unit,
            "range" if isinstance(amount.value, tuple) else comparator, moved, "other",
        )  # fmt: skip
        if not _selects(words, amount, low, high):
            last = high


def _selects(words: str, amount: Amount, low: int, high: int) -> bool:
    """Whether a sum of money only says which things are meant: 新签约亿元以上项目30个."""
    bounded = high - low > amount.end - amount.start
    return bool(bounded and _MONEY.search(amount.unit) and _SELECTED.match(words, high))


def _bounded(words: str) -> Iterator[_Bounded]:
    """Each amount with its comparator and the stretch that takes in the words that bound it."""
    last = 0
    before_it: _Bounded | None = None
    for amount in shared(scan(words), words):
        if amount.start < last:
            continue
        here = _bound(words, amount, last)
        if before_it and (joined := _as_one(words, before_it, here)):
            here = joined
        elif before_it:
            yield before_it
        before_it = here
        last = here[3]
    if before_it:
        yield before_it


def _bound(words: str, amount: Amount, floor: int) -> _Bounded:
    left = words[max(floor, amount.start - _WHOLE_LEFT) : amount.start]
    comparator, low = _from_left(left, words, amount)
    said = [comparator] if low < amount.start else []
    if amount.vague:
        said.append("gt")
    high = amount.end
    if after := AFTER_PATTERN.match(words, amount.end):
        said.append(_from_right(after))
        high = after.end()
    bound = strictest(said)
    if after and (after["inclusive"] or after["included"]):
        bound = _INCLUSIVE.get(bound, bound)
    return amount, bound, low, high


def _as_one(words: str, first: _Bounded, second: _Bounded) -> _Bounded | None:
    """Two amounts that are one: 1万元以上5万元以下, 4项或4项以上."""
    low, high = first[0], second[0]
    if low.unit != high.unit or isinstance(low.value, tuple) or isinstance(high.value, tuple):
        return None
    gap = words[first[3] : second[2]]
    if (
        gap in ("", "、")
        and first[1] == "ge"
        and second[1] in ("lt", "le")
        and low.value < high.value
    ):
        whole = replace(high, start=low.start, value=(low.value, high.value))
        return whole, "range", first[2], second[3]
    if gap == "或" and low.value == high.value:
        return replace(high, start=low.start), second[1], first[2], second[3]
    return None


def _from_left(left: str, words: str, amount: Amount) -> tuple[Comparator, int]:
    comparator, taken = before(left)
    if taken:
        return comparator, amount.start - taken
    if (over := _OVER.search(left)) and _OPENS.match(words, amount.start):
        return ("gt" if over.group() == "过" else "ge"), amount.start - 1
    if left.endswith("前") and amount.unit in ("%", "％"):
        return "le", amount.start - 1
    if base := BASE.search(left):
        return _of_base(base["word"]), amount.start - len(left) + base.start()
    return "eq", amount.start


def _of_base(word: str) -> Comparator:
    if word.startswith("达"):
        return "eq"
    return "le" if re.search("超过|高于|大于|最高|上限", word) else "ge"


def _from_right(after: re.Match[str]) -> Comparator:
    word = (after["word"] or "").replace("和", "及").replace("(", "（").replace(")", "）")
    return AFTER.get(word, AFTER.get(word[-2:], "eq"))


def _shared_bounds(words: str, kept: list[_Bounded]) -> list[_Bounded]:
    """The bound before the first member of a bare list, or after the last, is for all of it.

    A list is bare when nothing but 、 stands between its members (突破10亿元、5亿元), or, with
    分别, a comma.
    """
    joined = _JOINED_APART if "分别" in words else _JOINED
    done: list[_Bounded] = []
    group: list[_Bounded] = []
    for bounded in kept:
        if group and not joined.fullmatch(words, group[-1][3], bounded[2]):
            done += _one_bound(group)
            group = []
        group.append(bounded)
    return done + _one_bound(group)


def _one_bound(group: list[_Bounded]) -> list[_Bounded]:
    if len(group) < 2:
        return group
    first, last = group[0], group[-1]
    bare = [bounded[2] == bounded[0].start and bounded[3] == bounded[0].end for bounded in group]
    said: Comparator = "eq"
    if all(bare[1:]) and first[3] == first[0].end:
        said = first[1]
    elif all(bare[1:-1]) and first[1] == "eq" and last[2] == last[0].start:
        said = last[1]
    return [(amount, said, low, high) for amount, _, low, high in group] if said != "eq" else group


def _change(words: str, amount: Amount, low: int, high: int, last: int) -> Change:
    """Which way the amount goes, by the words of its segment."""
    segment = 0
    for stop in _SEGMENT.finditer(words, 0, low):
        segment = stop.end()
    if words.startswith("翻", amount.start):
        return "multiple"
    left = words[segment:low]
    moved = change(
        left, words[high : high + 12], reaches=bool(_REACHES.search(words, low, amount.start)),
        follows=last > segment, share=amount.unit in ("%", "％"),
    )  # fmt: skip
    if moved != "decrease" and _selects(words, amount, low, high):
        return "level"
    if amount.unit == "倍" and moved == "level" and _MULTIPLE.search(words[segment : amount.start]):
        return "multiple"
    return moved
