"""Count the numbers that Word sets before paragraphs, for they are not in the paragraph's words.

A paragraph, or its style, names a list (`w:num`) and a level in it. A list is an instance of an
abstract one (`w:abstractNum`), and lists of the same abstract one go on counting together; one that
overrides a start begins anew where it is first used. A level restarts when a higher one is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pattern import Pattern
from pipeline.read.ordinals import ordinal

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
PLACEHOLDER = Pattern(r"%([1-9])")

# After these marks Word's tab is only air; after 1. it parts the number from the words.
FULL_WIDTH_END = tuple("、，。．：）】》〉—")

# Word's bullets are drawn from symbol fonts, in Unicode's private area.
BULLETS = {
    "\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf0a7": "▪", "\uf0d8": "➢",
    "\uf0fc": "✓", "\uf0b2": "■", "\uf0e8": "➔", "\uf0f0": "➔", "\uf071": "□", "\uf0a8": "□",
}  # fmt: skip
BULLET_TABLE = {ord(drawn): sign for drawn, sign in BULLETS.items()}
PRIVATE = Pattern("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, and how it writes the count (`（%2）`)."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None
    air: bool = True
    linked_style: str | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """The list and the level that a paragraph or a style names; either may be left open."""

    number: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class List:
    """One list: its levels, whose counts it shares, and the starts that it overrides."""

    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of one document, and how far each has been counted."""

    lists: dict[str, List]
    styles: dict[str, Numbered]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, own: Numbered, style: str) -> str:
        """Count a paragraph, and return what Word sets before it: 一、 or （二） or nothing."""
        by_style = self.styles.get(style, Numbered())
        number = own.number if own.number is not None else by_style.number
        found = self.lists.get(number or "0")
        if number is None or found is None:
            return ""
        level = own.level if own.level is not None else by_style.level
        if level is None:
            level = _linked_level(found, style)
        level = min(max(level, 0), LEVELS - 1)
        counts = self._counted(number, found, level)
        return _written(found.levels, level, counts)

    def _counted(self, number: str, found: List, level: int) -> list[int | None]:
        counts = self.counts.setdefault(found.abstract, [None] * LEVELS)
        overridden = level in found.starts and (number, level) not in self.begun
        self.begun.add((number, level))
        before = counts[level]
        if overridden:
            counts[level] = found.starts[level]
        else:
            counts[level] = found.levels[level].start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or level < restart:  # `restart` 0: the level never starts anew
                counts[deeper] = None
        return counts


def read_numbering(root: _Element | None, styles: _Element | None) -> Numbering:
    """Read `numbering.xml` and `styles.xml` into the lists and what the styles say of them."""
    by_style = _styles(styles) if styles is not None else {}
    if root is None:
        return Numbering({}, by_style)
    abstracts = {
        _value(e, "abstractNumId"): e for e in root.iterchildren(_tag(root, "abstractNum"))
    }
    lists: dict[str, List] = {}
    for num in root.iterchildren(_tag(root, "num")):
        abstract_id = _child_value(num, "abstractNumId") or ""
        abstract = abstracts.get(abstract_id)
        if abstract is not None:
            lists[_value(num, "numId")] = _list(num, abstract_id, abstract)
    for num_id, found in list(lists.items()):
        link = _child_value(abstracts[found.abstract], "numStyleLink")
        target = by_style.get(link or "", Numbered()).number
        if link and target in lists:  # the levels stand in the list that the style names
            linked = lists[target]
            lists[num_id] = List(linked.abstract, linked.levels, found.starts)
    return Numbering(lists, by_style)


def numbered(properties: _Element | None) -> Numbered:
    """What `w:pPr` says of numbering; `w:numId` 0 switches it off."""
    found = properties.find(_tag(properties, "numPr")) if properties is not None else None
    if found is None:
        return Numbered()
    level = _child_value(found, "ilvl")
    return Numbered(_child_value(found, "numId"), _integer(level))


def _list(num: _Element, abstract_id: str, abstract: _Element) -> List:
    levels = [Level() for _ in range(LEVELS)]
    _fill(levels, abstract)
    starts: dict[int, int] = {}
    for override in num.iterchildren(_tag(num, "lvlOverride")):
        at = _integer(_value(override, "ilvl"))
        start = _integer(_child_value(override, "startOverride"))
        if at is not None and start is not None:
            starts[at] = start
        _fill(levels, override)
    return List(abstract_id, tuple(levels), starts)


def _fill(levels: list[Level], parent: _Element) -> None:
    for lvl in parent.iterchildren(_tag(parent, "lvl")):
        at = _integer(_value(lvl, "ilvl"))
        if at is None or not 0 <= at < LEVELS:
            continue
        style = next(reversed([*lvl.iterdescendants(_tag(lvl, "numFmt"))]), None)
        start = _integer(_child_value(lvl, "start"))
        levels[at] = Level(
            style=_value(style, "val") if style is not None else "decimal",
            text=_child_value(lvl, "lvlText") or "",
            start=1 if start is None else start,
            legal=_is_on(lvl.find(_tag(lvl, "isLgl"))),
            restart=_integer(_child_value(lvl, "lvlRestart")),
            air=_child_value(lvl, "suff") != "nothing",
            linked_style=_child_value(lvl, "pStyle"),
        )


def _written(levels: tuple[Level, ...], level: int, counts: list[int | None]) -> str:
    own = levels[level]

    def place(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        count = counts[at]
        style = "decimal" if own.legal else levels[at].style
        return ordinal(levels[at].start if count is None else count, style)

    if own.style == "bullet":
        words = PRIVATE.sub("•", own.text.translate(BULLET_TABLE))
    elif own.style == "none":
        words = PLACEHOLDER.sub("", own.text)
    else:
        words = PLACEHOLDER.sub(place, own.text)
    air = own.air and words and not words.endswith((*FULL_WIDTH_END, " "))
    return f"{words} " if air else words


def _linked_level(found: List, style: str) -> int:
    for at, level in enumerate(found.levels):
        if level.linked_style == style:
            return at
    return 0


def _styles(root: _Element) -> dict[str, Numbered]:
    """What each style says of numbering, itself or through the style that it is based on."""
    own: dict[str, Numbered] = {}
    based_on: dict[str, str] = {}
    for style in root.iterchildren(_tag(root, "style")):
        name = _value(style, "styleId")
        own[name] = numbered(style.find(_tag(style, "pPr")))
        based_on[name] = _child_value(style, "basedOn") or ""
    return {name: _inherited(name, own, based_on) for name in own}


def _inherited(name: str, own: dict[str, Numbered], based_on: dict[str, str]) -> Numbered:
    number, level, seen = None, None, set[str]()
    while name in own and name not in seen and number is None:
        seen.add(name)
        number = own[name].number
        level = own[name].level if level is None else level
        name = based_on[name]
    return Numbered(number, level)


def _tag(element: _Element, name: str) -> str:
    """`name` in the element's own namespace: Word writes a transitional and a strict one."""
    return f"{element.tag.partition('}')[0]}}}{name}"


def _value(element: _Element, attribute: str) -> str:
    return element.get(_tag(element, attribute), "")


def _child_value(element: _Element, child: str) -> str | None:
    found = element.find(_tag(element, child))
    return None if found is None else _value(found, "val")


def _integer(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 9 else None


def _is_on(element: _Element | None) -> bool:
    return element is not None and _value(element, "val") not in ("0", "false", "off")
