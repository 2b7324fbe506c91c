"""Cut running text into sentences, without losing a character.

A sentence ends after 。！？ with the closing quotes and brackets that follow at once, and at every
line's end; but not inside a bracket or quotation that opens and closes on the same line:

    会议要求（见附件。下同）加快建设。  one sentence
    他说：“要加快。”随后散会。          one sentence, since the line opens and closes the quotation

； and ： do not cut.
"""

from __future__ import annotations

import re

from pipeline.document import Span
from pipeline.pattern import Pattern

PAIRS = ("（）", "()", "“”", "‘’", "《》", "〈〉", "【】", "［］", "[]", "「」", "『』", "〔〕")
OPENER_OF = {pair[1]: pair[0] for pair in PAIRS}
OPENERS = frozenset(OPENER_OF.values())
BRACKETS = Pattern("[" + re.escape("".join(PAIRS)) + "]")
ENDINGS = Pattern(r"[。！？]+[" + re.escape("".join(OPENER_OF)) + "]*")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of one line, `text[start:end]`, without the white space around them.

    >>> line = "加快建设。（到2025年。）完成"
    >>> [line[span.start : span.end] for span in sentences(line, 0, len(line))]
    ['加快建设。', '（到2025年。）完成']
    """
    spans: list[Span] = []
    low = start
    for cut in [*_cuts(text, start, end), end]:
        words = text[low:cut]
        first = low + len(words) - len(words.lstrip())
        last = low + len(words.rstrip())
        if first < last:
            spans.append(Span(first, last))
        low = cut
    return spans


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where a sentence ends inside the line; the line's own end is not among them."""
    endings = [(found.start(), found.end()) for found in ENDINGS.finditer(text, start, end)]
    if not endings or endings[0][1] == end:
        return []
    closed = _closed(text, start, end)
    cuts = []
    at = 0
    for low, high in endings:
        while at < len(closed) and closed[at][1] <= low:
            at += 1
        if at == len(closed) or low < closed[at][0]:
            cuts.append(high)
    return cuts


def _closed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost brackets and quotations that open and close in the line, in order."""
    stack: list[tuple[str, int]] = []
    depth_of: dict[str, int] = dict.fromkeys(OPENERS, 0)
    closed: list[tuple[int, int]] = []
    for found in BRACKETS.finditer(text, start, end):
        mark = found.group()
        if mark in OPENERS:
            stack.append((mark, found.start()))
            depth_of[mark] += 1
        elif depth_of[OPENER_OF[mark]]:
            while stack:
                opener, opened = stack.pop()
                depth_of[opener] -= 1
                if opener == OPENER_OF[mark]:
                    break
            while closed and closed[-1][0] > opened:
                closed.pop()
            closed.append((opened, found.start()))
    return closed
