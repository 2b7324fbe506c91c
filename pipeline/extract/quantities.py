"""Find every quantity of a clause tree: a number with its unit, its bounds and its direction.

    全年新增就业突破1.5万人，下降3%左右    突破1.5万人  gt increase    3%左右  approx decrease

`quantity_scan` finds the amounts, `bounds` the words around them, `quantity_counts` decides which
count, and `roles` says what each is there for. Indicator and deadline are left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
        last = high


def _bounded(words: str) -> Iterator[_Bounded]:
    """Each amount with its comparator and the stretch that takes in the words that bound it."""
    last = 0
    for amount in shared(scan(words), words):
        comparator, low = _from_left(words[max(last, amount.start - _WHOLE_LEFT) : amount.start], words, amount)
        said = [comparator] if low < amount.start else []
        if amount.vague:
            said.append("gt")
        high = amount.end
        if after := AFTER_PATTERN.match(words, amount.end):
            said.append(_from_right(after))
            high = after.end()
        yield amount, strictest(said), low, high
        last = high


def _from_left(left: str, words: str, amount: Amount) -> tuple[Comparator, int]:
    comparator, taken = before(left)
    if taken:
        return comparator, amount.start - taken
    if (over := _OVER.search(left)) and _OPENS.match(words, amount.start):
        return ("gt" if over.group() == "过" else "ge"), amount.start - 1
    if base := BASE.search(left):
        return _of_base(base["word"]), amount.start - len(left) + base.start()
    return "eq", amount.start


def _of_base(word: str) -> Comparator:
    if word.startswith("达"):
        return "eq"
    return "le" if re.search("超过|高于|大于|最高|上限", word) else "ge"


def _from_right(after: re.Match[str]) -> Comparator:
    word = after["word"].replace("和", "及").replace("(", "（").replace(")", "）")
    comparator = AFTER.get(word, AFTER.get(word[-2:], "eq"))
    return "le" if after["inclusive"] and comparator == "lt" else comparator


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
    said = [comparator for _, comparator, _, _ in group if comparator != "eq"]
    if len(said) != 1 or said[0] not in (group[0][1], group[-1][1]):
        return group
    return [(amount, said[0], low, high) for amount, _, low, high in group]


def _change(words: str, amount: Amount, low: int, high: int, last: int) -> Change:
    """Which way the amount goes, by the words of its segment."""
    segment = 0
    for stop in _SEGMENT.finditer(words, 0, low):
        segment = stop.end()
    if words.startswith("翻", amount.start):
        return "multiple"
    left, right = words[segment:low], words[high : high + 12]
    moved = change(
        left, right, reaches=bool(_REACHES.search(words, low, amount.start)), follows=last > segment
    )
    if moved != "decrease" and _MONEY.search(amount.unit) and high > amount.end and _SELECTED.match(right):
        return "level"
    if amount.unit == "倍" and moved == "level" and _MULTIPLE.search(words[segment : amount.start]):
        return "multiple"
    return moved
