"""Write the elements of a page down as lines: what a reader sees on one line is one line.

A table row is a line with its cells parted by tabs, a merged cell stands once. Tables that only lay
out the page, and boxes of one cell, are taken as the blocks they hold. The number that a browser
sets before an item of an ordered list is written, for clauses are cited by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.pattern import Pattern
from pipeline.read.ordinals import ordinal

if TYPE_CHECKING:
    from lxml.etree import _Element

SKIPPED = {
    "script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object", "embed",
    "audio", "video", "canvas", "select", "button", "input", "textarea", "datalist", "map",
}  # fmt: skip
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "st1:chsdate", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
}  # fmt: skip
LIST_STYLES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "cjk-decimal": "chineseDigits",
}
STYLE_TYPE = Pattern(r"list-style(?:-type)?\s*:\s*([\w-]+)")
HIDDEN = Pattern(r"display\s*:\s*none|visibility\s*:\s*hidden")
SPACE = Pattern("[ \t\r\n\f\xa0]+")
WIDE = Pattern("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef、。“”‘’《》（）—…]")
HAS_MARKER = Pattern(
    r"\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)]|第.{1,4}[条章节]|[①-⑳])"
)

# A cell with so much text in several blocks is a page's column, not a table's cell.
COLUMN_CHARACTERS = 600
LINKED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it, and whether it is for the most part a link."""

    text: str
    linked: bool


@dataclass(slots=True)
class _Page:
    """The lines so far, and the pieces of the one being written."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    in_link: int = 0
    in_pre: int = 0
    linked: int = 0
    counts: dict[_Element, int] = field(default_factory=dict)

    def add(self, words: str | None) -> None:
        if not words:
            return
        if self.in_pre:
            first, *others = words.split("\n")
            self.pieces.append(first)
            for other in others:
                self.end_line()
                self.pieces.append(other)
            return
        self.pieces.append(words)
        self.linked += len(words.strip()) if self.in_link else 0

    def end_line(self) -> None:
        if self.pieces:
            words = visible("".join(self.pieces))
            if words:
                self.lines.append(Line(words, self.linked >= len(words) * LINKED_SHARE))
        self.pieces.clear()
        self.linked = 0


def lines(root: _Element) -> list[Line]:
    """Return the lines that an element shows, without the empty ones."""
    from lxml import etree

    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            _leave(element, page)
            if element is not root:
                page.add(element.tail)
        elif _enter(element, page):
            page.add(element.text)
        else:
            walk.skip_subtree()
    page.end_line()
    return page.lines


def visible(words: str) -> str:
    r"""The words of a line as a browser shows them: white space runs together.

    A line break of the page's source between two Chinese characters is no space.

    >>> visible("  建设\n创新高地，PM2.5  达标\xa0")
    '建设创新高地，PM2.5 达标'
    """
    return SPACE.sub(_gap, words).strip(" \u3000\u200b\ufeff")


def _gap(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    broken = "\n" in found[0] and "\xa0" not in found[0]
    return "" if broken and WIDE.match(before or " ") and WIDE.match(after or " ") else " "


def is_hidden(element: _Element) -> bool:
    """Whether a browser shows nothing of the element."""
    return (
        element.tag in SKIPPED
        or element.get("hidden") is not None
        or bool(HIDDEN.search(element.get("style", "")))
    )


def _enter(element: _Element, page: _Page) -> bool:
    """Take note that an element begins; False if its content is done with."""
    tag = element.tag
    if is_hidden(element):
        return False
    if tag == "table" and _is_data(element):
        page.end_line()
        page.lines += _rows(element)
        return False
    if tag not in INLINE:
        page.end_line()
    if tag == "li":
        page.add(_number(element, page.counts))
    page.in_link += tag == "a"
    page.in_pre += tag == "pre"
    return True


def _leave(element: _Element, page: _Page) -> None:
    tag = element.tag
    if is_hidden(element):
        return
    if tag not in INLINE:
        page.end_line()
    page.in_link -= tag == "a" and page.in_link > 0
    page.in_pre -= tag == "pre" and page.in_pre > 0


def _is_data(table: _Element) -> bool:
    """Whether the table holds rows of data; if not, it lays out the page, or frames a box."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    widest = 0
    for row in table.iterdescendants("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        widest = max(widest, len(cells))
        if any(_is_column(cell) for cell in cells):
            return False
    return widest > 1


def _is_column(cell: _Element) -> bool:
    blocks = sum(1 for child in cell.iter() if child.tag in ("p", "div", "br", "h1", "h2", "h3"))
    return blocks > 3 and sum(map(len, cell.itertext())) > COLUMN_CHARACTERS


def _rows(table: _Element) -> Iterator[Line]:
    """The rows as lines; an empty cell where a merged cell comes down from the row above."""
    caption = next(table.iterdescendants("caption"), None)
    if caption is not None:
        yield from lines(caption)
    below: dict[int, int] = {}
    for row in table.iterdescendants("tr"):
        cells: list[str] = []
        linked, column = True, 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while below.get(column, 0) > 0:
                below[column] -= 1
                cells.append("")
                column += 1
            inside = lines(cell)
            linked = linked and all(line.linked for line in inside)
            cells.append(" ".join(line.text.replace("\t", " ") for line in inside))
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for at in range(column, column + width):
                below[at] = height - 1
            column += width
        words = "\t".join(cells).rstrip()
        if words.strip():
            yield Line(words, linked)


def _span(cell: _Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 1000) if value.isdecimal() else 1


def _number(item: _Element, counts: dict[_Element, int]) -> str:
    """The number that a browser sets before a list item, unless the item's words begin with one."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    found = STYLE_TYPE.search(parent.get("style", ""))
    style = LIST_STYLES.get(found[1] if found else parent.get("type", "1"))
    value = _integer(item.get("value")) or counts.get(parent) or _integer(parent.get("start")) or 1
    counts[parent] = value + 1
    if style is None or HAS_MARKER.match(_first_words(item)):
        return ""
    return f"{ordinal(value, style)}、" if "chinese" in style else f"{ordinal(value, style)}. "


def _first_words(item: _Element) -> str:
    return "".join(str(words) for words in islice(item.itertext(), 6))


def _integer(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdecimal() and len(value) < 9 else None
