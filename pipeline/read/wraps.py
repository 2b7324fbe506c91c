"""Make paragraphs of printed lines: drop what belongs to the paper, join what the paper broke.

A line goes on in the next where it is full, that is, ends at the right margin, and the next begins
at the left margin. Chinese paragraphs begin with an indent of two characters, headings are centred
or indented and seldom full; so `9` and `8%以上` on the next line, or on the next page, are
`98%以上`, and a heading stays by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.pattern import Pattern

# In ems. A character that may not begin a line, and a word or figure that may not be broken, leave
# up to three empty places at a full line's end.
SHORT_OF_MARGIN = 3.2
INDENT = 1.2
OUTDENT = 0.8

# Lines from the top and from the bottom among which running heads and page numbers are sought.
ZONE = 3
PAGE_NUMBER = Pattern(
    r"[-—–－─·•\s　第]*(?:\d{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十百]{1,5})[-—–－─·•\s　页]*"
    r"(?:[/／共]\s*\d{1,4}\s*页?)?"
)
FOOTNOTE = Pattern(r"\s*(?:[①-⑳]|\[\d{1,3}\]|注\s*[：:\d]|\*|\d{1,3}\s)")
SMALL_PRINT = 0.85

MARKER = Pattern(
    r"[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十百\d]{1,5}[章条节编]|[①-⑳●■◆]|——|专栏|附件|附录|各位代表"
)
SENTENCE_END = ("。", "！", "？", "；", "：", ":", ";")
LATIN_END, LATIN_START = Pattern("[A-Za-z,]$"), Pattern("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and where it stands, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Block:
    """The column that running text is set in, and whether its paragraphs are indented."""

    left: float
    right: float
    size: float
    indented: bool

    def is_full(self, line: Line) -> bool:
        """Whether the line ends at the right margin."""
        return line.right > self.right - SHORT_OF_MARGIN * self.size

    def is_at_left(self, line: Line) -> bool:
        """Whether the line begins at the left margin, not at an indent."""
        return abs(line.left - self.left) < OUTDENT * self.size


def paragraphs(pages: list[list[Line]]) -> list[str]:
    """Return the lines of a document's pages joined into paragraphs, footnotes at the end."""
    bodies = _without_running(pages)
    block = _block([line for page in bodies for line in page])
    if block is None:
        return []
    body: list[Line] = []
    notes: list[Line] = []
    for page in bodies:
        cut = _notes_begin(page, block)
        body += page[:cut]
        notes += page[cut:]
    return [*_joined(body, block), *_joined(notes, _block(notes) or block)]


def _without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop page numbers, and heads and feet that stand on several pages at the same height."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = max(2, len(pages) // 4)
    kept: list[list[Line]] = []
    for page in pages:
        edges = _edges(page)
        doomed = {line for line in edges if seen[_key(line)] >= often}
        doomed |= (
            {line for line in edges if PAGE_NUMBER.fullmatch(line.text)} if len(page) > 1 else set()
        )
        kept.append([line for line in page if line not in doomed])
    return kept


def _edges(page: list[Line]) -> set[Line]:
    """The lines highest and lowest on the page."""
    by_height = sorted(page, key=_height)
    return {*by_height[:ZONE], *by_height[-ZONE:]}


def _height(line: Line) -> float:
    return line.bottom


def _key(line: Line) -> tuple[str, int]:
    """A running head is the same on every page but for its figures, and at the same height."""
    return re.sub(r"\d+|\s", "", line.text), round(line.bottom / 6)


def _block(lines: list[Line]) -> Block | None:
    """Find the column of running text: the edges that most long lines share."""
    if not lines:
        return None
    size = median(line.size for line in lines for _ in range(min(len(line.text), 50)))
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.75 * widest] or lines
    right = Counter(round(line.right / size * 2) for line in long).most_common(1)[0][0] * size / 2
    starts = Counter(round(line.left / size * 2) for line in long)
    common = [place for place, n in starts.items() if n >= 0.12 * len(long)]
    left = min(common, default=min(starts)) * size / 2
    block = Block(left, right, size, False)
    after_full = [b for a, b in pairwise(lines) if not block.is_full(a)]
    indents = sum(1 for line in after_full if line.left > left + INDENT * size)
    return Block(left, right, size, indented=indents * 2 > len(after_full))


def _notes_begin(page: list[Line], block: Block) -> int:
    """Where the small print at the foot of a page begins, if it is footnotes."""
    cut = len(page)
    while cut > 0 and page[cut - 1].size < SMALL_PRINT * block.size:
        cut -= 1
    return cut if cut < len(page) and FOOTNOTE.match(page[cut].text) else len(page)


def _joined(lines: list[Line], block: Block) -> Iterator[str]:
    words = ""
    before: Line | None = None
    for line in lines:
        if before is not None and _goes_on(before, line, block):
            words += _gap(words, line.text) + line.text
        else:
            if words:
                yield words
            words = line.text
        before = line
    if words:
        yield words


def _goes_on(before: Line, line: Line, block: Block) -> bool:
    """Whether the sentence of one line goes on in the next."""
    if "\t" in before.text or "\t" in line.text or not block.is_full(before):
        return False
    if abs(before.size - line.size) > 0.25 * block.size or not block.is_at_left(line):
        return False
    ended = before.text.endswith(SENTENCE_END)
    # Where paragraphs are not indented, only the words can tell that one ends at the margin.
    return not (ended and (MARKER.match(line.text) or not block.indented))


def _gap(before: str, after: str) -> str:
    """A space between two words in Latin letters; figures and Chinese close up."""
    return " " if LATIN_END.search(before[-1:]) and LATIN_START.match(after) else ""
