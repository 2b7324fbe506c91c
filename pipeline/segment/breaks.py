"""Find the markers inside a line that lost its line breaks.

    …提出如下意见。一、总体要求（一）指导思想。以…为指导。（二）治理要求——伦理先行。加强…

A marker inside a line counts when a sentence ends before it, or when it follows a heading that a
marker opened, and when its number goes on where the style's count stands. So neither 依照第三条 nor
a list (（一）…；（二）…) inside a sentence opens a unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.segment.markers import Marker, marker_at

CANDIDATE = Pattern(
    r"(?:(?<=[。！？])|(?<=[。！？][”’）)])|(?<=[ \t\u3000]))[ \t\u3000]*"
    r"(?=第[一二三四五六七八九十百零〇\d]{1,6}[编篇章节条]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|——[^—])"
    r"|(?<=[；;])(?=[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?=[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?<=[^\s，、；：。])(?=第[一二三四五六七八九十百零〇]{1,6}条[ \u3000])"
)
SENTENCE_END = Pattern(r"[。！？][”’）)]?\s*\Z")
ANNOUNCED = Pattern(r"：[ \t\u3000]+\Z")
INNER_STOP = Pattern(r"[。；：]")
# How far before a marker the end of what it ends is looked for.
TAIL = 8
# A heading before another marker has no comma to end it: 一、总体要求（一）指导思想。
LONGEST_HEADING = 40


def broken_at(
    text: str, line: Span, marker: Marker | None, counts: dict[str, int]
) -> Iterator[tuple[Span, Marker | None]]:
    """The pieces of a line, each with the marker that opens it; `counts` is kept up to date."""
    start, opener = line.start, marker
    _count(opener, counts)
    if len(line) > LONGEST_HEADING:
        for found in CANDIDATE.finditer(text, line.start + 1, line.end):
            at = found.end()
            if at < start + (opener.length if opener else 0):
                continue
            candidate = marker_at(text, at)
            if candidate and _opens(text, Span(start, at), opener, candidate, counts):
                yield Span(start, len(text[start:at].rstrip()) + start), opener
                start, opener = at, candidate
                _count(opener, counts)
    yield Span(start, line.end), opener


def _count(marker: Marker | None, counts: dict[str, int]) -> None:
    if marker:
        counts[marker.style] = marker.number
        if marker.kind in ("part", "article", "chapter"):
            counts.pop("subpart", None)


def _opens(
    text: str, before: Span, opener: Marker | None, marker: Marker, counts: dict[str, int]
) -> bool:
    """Whether a marker inside a line opens a unit, given the piece of the line before it."""
    ended = bool(SENTENCE_END.search(text, max(before.start, before.end - TAIL), before.end))
    short = len(before) <= LONGEST_HEADING + TAIL
    words = text[before.start : before.end].rstrip() if short else ""
    headed = opener is not None and bool(words) and len(words) <= LONGEST_HEADING
    if marker.kind == "bullet":
        return ended or (headed and "，" not in words)
    expected = counts.get(marker.style, 0) + 1
    if marker.kind in ("chapter", "section", "volume"):
        return ended and marker.number in (1, expected)
    if marker.number == expected:
        heads = headed and _heads(opener, marker, words)
        if ended or heads or _listed(text, before, opener, marker):
            return True
    # 抓好以下工作： （一）稳增长。… — the space is what is left of the line break
    announced = bool(ANNOUNCED.search(text, max(before.start, before.end - TAIL), before.end))
    return marker.number == 1 and marker.kind == "subpart" and (ended or announced)


def _heads(opener: Marker | None, marker: Marker, words: str) -> bool:
    """Whether a heading that a marker opened ends before the next one: 一、总体要求（一）…."""
    if opener is None or opener.style == marker.style:
        return False
    return opener.kind in ("part", "chapter", "section") and not INNER_STOP.search(words)


def _listed(text: str, before: Span, opener: Marker | None, marker: Marker) -> bool:
    """Whether a member of a list ends before the next one: （一）…；（二）…."""
    return opener is not None and opener.style == marker.style and text[before.end - 1] in "；;"
