"""Find the points of a paragraph (一是…；二是…): each opens a unit inside it.

    一是强化统筹。建立…。二是…       heading 强化统筹, since text follows that sets it out
    一是建立机制；二是…              no heading
    首先，…。其次，…。               no heading

A lone 最后 or 二是 is no point: a count begins with its first word and goes on, in the same
paragraph or in the next ones of its block.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.segment.openings import Opening, Stretch

HAN = "一二三四五六七八九十"
ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 9}
POINT = Pattern(
    r"(?:(?<=[。；：，！？:;”）\s])|(?<![\s\S]))"
    rf"(?P<marker>(?P<han>[{HAN}])(?P<word>是|要)(?=\S)(?![一二][，。])"
    rf"|第(?P<nth>[{HAN}])[，,](?=\S)|(?P<order>首先|其次|再次|再者|最后)[，,]?(?=\S))"
)
# A heading before running text; of the marked ones in the domain 97 % have at most 24 characters.
LONGEST_HEADING, LONGEST_WITH_COMMA = 24, 16
# What makes a first sentence a measure of its own: a figure, a list, a sum.
MEASURE = Pattern(r"[；：0-9０-９%％]|[一二三四五六七八九十百千万亿两]元")


@dataclass(frozen=True, slots=True)
class _Point:
    """A candidate: what it counts with (是, 要, nth, order) and where its count stands."""

    stretch: Stretch
    start: int
    marker: str
    series: str
    number: int
    end: int = 0


def points(text: str, stretches: Iterable[Stretch]) -> list[Opening]:
    """The points of a document, from its running text.

    >>> text = "做到两点：一是强化统筹。建立专班。二是抓好落实。"
    >>> [(o.marker, o.start) for o in points(text, [Stretch(Span(0, len(text)), 0)])]
    [('一是', 5), ('二是', 17)]
    """
    found: list[_Point] = []
    for _, block in groupby(stretches, key=lambda stretch: stretch.block):
        found += _counted([point for stretch in block for point in _candidates(text, stretch)])
    return [
        Opening(
            "ordinal_lead",
            point.start,
            point.stretch.words,
            marker=point.marker,
            heading=_heading(text, point),
        )
        for point in _ended(found)
    ]


def _candidates(text: str, stretch: Stretch) -> list[_Point]:
    found = []
    for match in POINT.finditer(text, stretch.words.start, stretch.words.end):
        marker = match["marker"].rstrip("，,")
        if match["order"]:
            found.append(_Point(stretch, match.start(), marker, "order", ORDER[marker]))
        else:
            number = HAN.index(match["han"] or match["nth"]) + 1
            found.append(_Point(stretch, match.start(), marker, match["word"] or "nth", number))
    return found


def _counted(candidates: list[_Point]) -> list[_Point]:
    """The candidates whose count begins at one and goes on by one, two of them at least."""
    kept: list[_Point] = []
    last: dict[str, _Point] = {}
    for point in candidates:
        if point.number == 1:
            last[point.series] = point
            continue
        before = last.get(point.series)
        if before is None or not _goes_on(before, point):
            continue
        if before.number == 1:
            kept.append(before)
        kept.append(point)
        last[point.series] = point
    return sorted(kept, key=lambda point: point.start)


def _goes_on(before: _Point, point: _Point) -> bool:
    if point.series == "order":
        return point.number >= before.number
    return point.number == before.number + 1


def _ended(found: list[_Point]) -> list[_Point]:
    """The points with their ends: the next point of the same paragraph, or the paragraph's."""
    ended = []
    following: _Point | None = None
    for point in reversed(found):
        end = point.stretch.words.end
        if following and following.start < end:
            end = following.start
        ended.append(replace(point, end=end))
        following = point
    return ended[::-1]


def _heading(text: str, point: _Point) -> Span | None:
    """The words of the first sentence, where they are few and more text follows it."""
    start = point.start + len(point.marker)
    while start < point.end and text[start] in "，, \u3000":
        start += 1
    stop = text.find("。", start, min(point.end, start + LONGEST_HEADING + 1))
    if stop < start + 2 or not text[stop + 1 : point.end].strip("”’）) \u3000"):
        return None
    if text.count("，", start, stop) > (stop - start <= LONGEST_WITH_COMMA):
        return None
    return None if MEASURE.search(text, start, stop) else Span(start, stop)
