"""A以上B以下: a range, whose two bounds English may say by `to` or `between` alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.translate.proof.matching import Matching

# 五千元以上二万元以下, 3日以上、10日以下: nothing but the unit and the bound stands between.
_ABOVE = Pattern(r"[^，。；、\d]{0,5}以上[、，]?")
_UNIT = r"[^,.;\d]{0,20}?[ ]?"
_MONEY = r"[ ]?(?:RMB|CNY|US\$|[¥￥$])?[ ]?"
_TO = Pattern(rf"{_UNIT}(?:\bto\b|-|–|—|~){_MONEY}")
_AND = Pattern(rf"{_UNIT}\band\b{_MONEY}")
_BETWEEN = Pattern(rf"\bbetween\b{_MONEY}$")


def told_as_ranges(found: Matching, chinese: str, english: str) -> Iterator[Span]:
    """The places of the clause's figures whose bounds `5 to 10`, `between 5 and 10` say."""
    for (low, said), (high, said_last) in pairwise(found.pairs):
        if (low.bound, high.bound) != ("low", "up") or said.span.end > said_last.span.start:
            continue
        between = english[said.span.end : said_last.span.start]
        ranged = _TO.fullmatch(between) or (
            _AND.fullmatch(between) and _BETWEEN.search(english, 0, said.span.start)
        )
        if ranged and _ABOVE.fullmatch(chinese, low.span.end, high.span.start):
            yield from (low.span, high.span)
