"""Set what was found in a clause as marks in its words, where marks overlap too.

Marks that overlap make one stop for the keyboard and the pointer, for no button may lie in another:

    《澜州市促进条例》 cites a document and holds the term 条例: one stop, two findings
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

from pipeline.document import Span
from pipeline.pages.safe import visible

Kind = Literal["quantity", "indicator", "deadline", "body", "citation", "term"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and the finding that it is part of, by its place in the page's list."""

    span: Span
    kind: Kind
    finding: int


def marked(text: str, span: Span, marks: Iterable[Mark]) -> Markup:
    """`text[span]` as HTML with the marks that lie in it.

    >>> mark = Mark(Span(2, 5), "quantity", 7)
    >>> print(marked("新增20家", Span(0, 5), [mark]))
    新增<span class="mark quantity" data-findings="7">20家</span>
    """
    parts, at = [], span.start
    within = [mark for mark in marks if len(mark.span) and mark.span in span]
    for group in _overlapping(within):
        start, end = group[0].span.start, max(mark.span.end for mark in group)
        parts += [visible(text[at:start]), _stop(text, start, end, group)]
        at = end
    return Markup("").join([*parts, visible(text[at : span.end])])


def _overlapping(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """The marks in groups that share characters, each group in reading order."""
    group: list[Mark] = []
    end = 0
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if group and mark.span.start >= end:
            yield group
            group, end = [], 0
        group.append(mark)
        end = max(end, mark.span.end)
    if group:
        yield group


def _stop(text: str, start: int, end: int, group: Sequence[Mark]) -> Markup:
    findings = " ".join(str(number) for number in dict.fromkeys(mark.finding for mark in group))
    pieces = list(_pieces(start, end, group))
    if len(pieces) == 1:
        only, kinds = pieces[0]
        return Markup('<span class="mark {}" data-findings="{}">{}</span>').format(
            kinds, findings, visible(text[only.start : only.end])
        )
    inside = Markup("").join(
        Markup('<span class="{}">{}</span>').format(kinds, visible(text[one.start : one.end]))
        for one, kinds in pieces
    )
    return Markup('<span class="mark" data-findings="{}">{}</span>').format(findings, inside)


def _pieces(start: int, end: int, group: Sequence[Mark]) -> Iterator[tuple[Span, str]]:
    """The stretches between the edges of marks, each with the kinds that lie over it."""
    edges = sorted({start, end, *(edge for m in group for edge in (m.span.start, m.span.end))})
    for low, high in pairwise(edges):
        piece = Span(low, high)
        kinds = dict.fromkeys(mark.kind for mark in group if piece in mark.span)
        yield piece, " ".join(sorted(kinds))
