"""Recognise the numbering (序号) that opens a unit.

Documents number their units in two traditions, and mix them:

    statute   第一编 › 第一章 › 第一节 › 第一条 › （一） › 1.
    outline   一、 › （一） › 1. › （1） › ①

So a marker has a *style*, not a fixed depth: how deep it opens is decided where it is met. What
looks like a marker and is none: `1.5亿元` and `2.0版` at a line's start, `一、二、三产业`,
`第三条规定的…` where a line was broken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.document import UnitKind
from pipeline.numerals import value
from pipeline.pattern import Pattern

GAP = r"[ \t\u3000\xa0]*"
HAN = "[一二三四五六七八九十百千零〇两]"
CHINESE = rf"{HAN}(?:{GAP}{HAN}){{0,6}}"
NUMBER = rf"(?:{CHINESE}|[0-9０-９]{{1,3}})"

# Outermost first: the place in this list is the rank of a style.
RANK: tuple[str, ...] = (
    "volume", "subvolume", "chapter", "section", "article", "part", "subpart", "item",
    "item.2", "item.3", "subitem（）", "subitem）", "subitem①", "subitem.a", "bullet",
)  # fmt: skip

_RANKS = {style: rank for rank, style in enumerate(RANK)}


def depth_of(style: str) -> int:
    """How deep a style stands as a rule, 0 for the outermost; what has no rank stands deepest."""
    return _RANKS.get(style, len(RANK))


# What may not follow 第三条 where it opens a provision: a reference to it goes on so.
REFERENCE = (
    r"(?!规定|所称|所列|第|、|和(?!谐)|至|到(?!20)|的|中(?![国央小介心外医型等学标])|或|以及|及(?!时)"
    r"|前款|，|。|；|款|项(?!目)|等|～|-|—)"
)
STATUTE = Pattern(
    rf"第{GAP}(?P<number>{NUMBER}){GAP}"
    rf"(?:(?P<subvolume>分编)|(?P<volume>编|篇|部分)|(?P<chapter>章)(?!程)"
    rf"|(?P<section>节)|(?P<article>条){REFERENCE})(?:之{HAN})?"
)
PART = Pattern(rf"(?P<number>{CHINESE}){GAP}(?:、|[.．](?![0-9]))(?!{GAP}{HAN}{{1,2}}、)")
BRACKETED = Pattern(
    rf"[（(]{GAP}(?:(?P<han>{CHINESE})|(?P<digits>[0-9０-９]{{1,2}})){GAP}[）)]"
    r"(?!项(?!目)|款)"  # 第三条第（六）项, broken over lines
)
POINT = Pattern(
    rf"(?P<number>[0-9０-９]{{1,3}}){GAP}(?:[.．﹒](?![0-9０-９])|、|[.．](?=[345]G|[23]D|[48]K|20[0-9]{{2}}年))"
)
DECIMAL = Pattern(
    r"[0-9]{1,2}[.．](?P<second>[0-9]{1,2})(?P<third>[.．][0-9]{1,2})?[.．]?"
    r"(?=[ \t\u3000\xa0]+(?![万亿千百十个家项元亩米吨人户平立公倍年月件台套座处次名度])"
    r"[\u4e00-\u9fff“《])"
)
INDENT = Pattern(rf"(?:&(?:emsp|ensp|nbsp|#12288|#160);{GAP})+")
CLOSED = Pattern(r"(?P<number>[0-9０-９]{1,2})[）)](?![0-9０-９])")
CIRCLED = Pattern(r"[①-⑳⑴-⒇⒈-⒛㈠-㈩㊀-㊉]")
LETTERED = Pattern(r"[（(]?(?P<letter>[a-zA-Z])[）)](?![a-zA-Z0-9])")
NOTE = Pattern(r"(?P<open>[\[［])(?P<number>[0-9]{1,2})[\]］]")
# □ is none where another stands on the line: the boxes of a form, to be ticked.
BULLET = Pattern(r"(?:[—―─–-]{2,4}|[●■◆▪•·★▲➢►○◇\uf06c\uf0b2\uf0d8]|□(?![^□\n]{0,200}□))(?![0-9])")
CIRCLED_BASE = {"①": 0x2460, "⑴": 0x2474, "⒈": 0x2488, "㈠": 0x3220, "㊀": 0x3280}
CIRCLED_STYLE = {
    "①": ("subitem", "subitem①"),
    "⑴": ("subitem", "subitem（）"),
    "⒈": ("item", "item"),
    "㈠": ("subpart", "subpart"),
    "㊀": ("subpart", "subpart"),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as written: its kind, style, number (0 for bullets), and its length in the text."""

    kind: UnitKind
    style: str
    number: int
    length: int


def line_marker(text: str, start: int) -> Marker | None:
    """The marker that a line begins with; entities left over from HTML count as white space."""
    indent = INDENT.match(text, start)
    if not indent:
        return marker_at(text, start)
    found = marker_at(text, indent.end())
    return found and replace(found, length=found.length + len(indent.group()))


def marker_at(text: str, start: int) -> Marker | None:
    """The marker that stands at `start`, if one does.

    >>> marker_at("（四）优化格局", 0)
    Marker(kind='subpart', style='subpart', number=4, length=3)
    >>> marker_at("1.5亿元以上", 0) is None
    True
    """
    finders = FINDERS.get(text[start : start + 1], ())
    for find in finders:
        if found := find(text, start):
            return found
    return None


def _statute(text: str, start: int) -> Marker | None:
    found = STATUTE.match(text, start)
    if not found:
        return None
    style = str(found.lastgroup)
    kind: UnitKind = "volume" if style == "subvolume" else style  # type: ignore[assignment]
    return Marker(kind, style, _number(found["number"]), found.end() - start)


def _part(text: str, start: int) -> Marker | None:
    found = PART.match(text, start)
    return found and Marker("part", "part", _number(found["number"]), found.end() - start)


def _bracketed(text: str, start: int) -> Marker | None:
    found = BRACKETED.match(text, start)
    if not found:
        return None
    length = found.end() - start
    if found["han"]:
        return Marker("subpart", "subpart", _number(found["han"]), length)
    return Marker("subitem", "subitem（）", _number(found["digits"]), length)


def _point(text: str, start: int) -> Marker | None:
    found = POINT.match(text, start)
    return found and Marker("item", "item", _number(found["number"]), found.end() - start)


def _decimal(text: str, start: int) -> Marker | None:
    found = DECIMAL.match(text, start)
    if not found:
        return None
    style = "item.3" if found["third"] else "item.2"
    number = (found["third"] or found["second"]).strip(".．")
    return Marker("subitem", style, int(number), found.end() - start)


def _closed(text: str, start: int) -> Marker | None:
    found = CLOSED.match(text, start)
    return found and Marker("subitem", "subitem）", _number(found["number"]), found.end() - start)


def _circled(text: str, start: int) -> Marker | None:
    found = CIRCLED.match(text, start)
    if not found:
        return None
    code = ord(found.group())
    first = max((base, sign) for sign, base in CIRCLED_BASE.items() if base <= code)[1]
    kind, style = CIRCLED_STYLE[first]
    return Marker(kind, style, code - CIRCLED_BASE[first] + 1, 1)  # type: ignore[arg-type]


def _lettered(text: str, start: int) -> Marker | None:
    found = LETTERED.match(text, start)
    if not found:
        return None
    number = ord(found["letter"].lower()) - ord("a") + 1
    return Marker("subitem", "subitem.a", number, found.end() - start)


def _note(text: str, start: int) -> Marker | None:
    found = NOTE.match(text, start)
    return found and Marker("item", "note", int(found["number"]), found.end() - start)


def _bullet(text: str, start: int) -> Marker | None:
    found = BULLET.match(text, start)
    return found and Marker("bullet", "bullet", 0, found.end() - start)


@lru_cache(maxsize=4096)
def _number(words: str) -> int:
    """The value of a marker's numeral; 0 where it is none (第〇条)."""
    try:
        return int(value(re.sub(r"\s", "", words)))
    except ValueError:
        return 0


FINDERS = {
    "第": (_statute,),
    **dict.fromkeys("一二三四五六七八九十", (_part,)),
    **dict.fromkeys("（(", (_bracketed, _lettered)),
    **dict.fromkeys("0123456789０１２３４５６７８９", (_point, _decimal, _closed)),
    **dict.fromkeys("[［", (_note,)),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", (_lettered,)),
    **dict.fromkeys("—―─–-●■◆▪•·★▲➢►□○◇\uf06c\uf0b2\uf0d8", (_bullet,)),
    **{chr(base + i): (_circled,) for base in CIRCLED_BASE.values() for i in range(20)},
}
