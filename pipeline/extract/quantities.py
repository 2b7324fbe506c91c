"""Find every quantity of a clause tree: a number with its unit, its bounds and its direction.

    全年新增就业突破1.5万人，下降3%左右    突破1.5万人  gt increase    3%左右  approx decrease

`quantity_scan` finds the amounts, `quantity_bounds` the words that bound them, `quantity_counts`
decides which count, and `roles` says what each is there for. Indicator and deadline are left open.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Change, Clause, ClauseTree, Quantity, Span
from pipeline.extract.bounds import change
from pipeline.extract.quantity_bounds import JOINED, Bounded, bounded, selects, share_bounds
from pipeline.extract.quantity_counts import counts
from pipeline.extract.quantity_scan import scan
from pipeline.extract.roles import Roles
from pipeline.pattern import Pattern

# A clause without any of these has no quantity, and is not looked at further.
_ANY = Pattern("[0-9０-９一二两三四五六七八九十百千万亿廿卅]|翻番|全.{0,2}覆盖|清零")
_SEGMENT = Pattern(r"[，；。！？\n]|[,;：:](?!\d)")
_FALLS = Pattern("[降缩压减][^至到为]{0,2}[至到为]")
_REACHES = Pattern("[到至达在为]")
_MULTIPLE = Pattern(
    r"(?:[是为]|达到?|相当于|等于|提高到|增加到|增至|升至|扩大到)[^，。；、\d]{0,24}$"
    # 按最低工资的两倍, 不超过月工资的3倍: of another sum.
    r"|(?:按照?|不[得应]?[超高低少大小][过于])[^，。；、\d]{0,24}的$"
)
_LEFT = 200


def quantities(tree: ClauseTree) -> tuple[Quantity, ...]:
    r"""Every quantity of the document, in reading order; indicator and deadline are left open.

    >>> from pipeline.document import Clause, Document, Span
    >>> text = "力争高新技术企业突破1.5万家。"
    >>> clause = Clause("1:1", "1", Span(0, len(text)), "sentence")
    >>> found = quantities(ClauseTree(Document("demo", text), (), (clause,)))
    >>> [(text[q.span.start : q.span.end], q.value, q.unit, q.comparator) for q in found]
    [('突破1.5万家', 15000, '家', 'gt')]
    """
    roles = Roles.of(tree)
    found: list[Quantity] = []
    for clause in tree:
        words = tree.document[clause.span]
        if _ANY.search(words) and (drafts := tuple(_drafts(clause, words))):
            found += roles(clause, drafts)
    return tuple(found)


def _drafts(clause: Clause, words: str) -> Iterator[Quantity]:
    """The quantities of one clause, as yet without a role."""
    found = [
        here
        for here in bounded(words, scan(words))
        if counts(words, here.amount, here.low, here.high)
    ]
    start = clause.span.start
    moved: Change = "level"
    last = 0
    for here in share_bounds(words, found):
        listed = last and here.low == here.amount.start and JOINED.fullmatch(words, last, here.low)
        selected = selects(words, here)
        moved = moved if listed else _change(words, here, last)
        amount = here.amount
        yield Quantity(
            clause.id,
            Span(start + here.low, start + here.high),
            amount.value,
            amount.unit,
            "range" if isinstance(amount.value, tuple) else here.comparator,
            "level" if listed and selected and moved == "increase" else moved,
            "other",
        )
        last = last if selected else here.high


def _change(words: str, here: Bounded, last: int) -> Change:
    """Which way the amount goes, by the words of its segment."""
    amount = here.amount
    if words.startswith("翻", amount.start):
        return "multiple"
    if _FALLS.search(words, here.low, amount.start):
        return "level"  # 人口增长率降到1%以下
    segment = floor = max(0, here.low - _LEFT)
    for stop in _SEGMENT.finditer(words, floor, here.low):
        segment = stop.end()
    moved = change(
        words[segment : here.low],
        words[here.high : here.high + 12],
        reaches=bool(_REACHES.search(words, here.low, amount.start)),
        follows=last > segment,
        share=amount.unit in ("%", "％") or "/" in amount.unit or "／" in amount.unit,
    )
    if moved != "decrease" and selects(words, here):
        return "level"
    if amount.unit == "倍" and moved == "level" and _MULTIPLE.search(words[segment : amount.start]):
        return "multiple"
    return moved
