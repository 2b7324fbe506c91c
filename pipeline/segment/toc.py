"""Find tables of contents (目录): their lines come again, and open units only there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.segment.furniture import CONTENTS
from pipeline.segment.markers import Marker

LEADER = Pattern(r"[.…·．\s]{4,}[0-9]{1,3}\s*\Z")
# A table without the word 目录 has at least this many chapters in a row, no text between.
FEWEST_LINES = 3
LONGEST_LINE = 60
HEADLINE = frozenset(("volume", "chapter", "section", "part"))
LONGEST_TABLE = 300


def drop_contents(text: str, lines: Sequence[Span], markers: list[Marker | None]) -> None:
    """Take the markers from the lines of tables of contents."""
    bare = [_bare(text, line) for line in lines]
    last = {words: at for at, words in enumerate(bare)}
    for at, line in enumerate(lines):
        if CONTENTS.fullmatch(text[line.start : line.end]):
            _drop_announced(at, bare, markers)
        elif LEADER.search(text, max(line.start, line.end - 40), line.end):
            markers[at] = None
    run: list[int] = []
    for at, marker in enumerate([*markers, None]):
        headline = marker is not None and marker.kind in HEADLINE
        if headline and len(bare[at]) <= LONGEST_LINE and last[bare[at]] > at:
            run.append(at)
            continue
        if len(run) >= FEWEST_LINES:
            for place in run:
                markers[place] = None
        run = []


def _drop_announced(start: int, bare: list[str], markers: list[Marker | None]) -> None:
    """A table after the word 目录 ends where its first line comes again."""
    if start + 1 >= len(bare):
        return
    first = bare[start + 1]
    again = range(start + 2, min(len(bare), start + LONGEST_TABLE))
    stop = next((at for at in again if bare[at] == first), start)
    markers[start + 1 : stop] = [None] * max(0, stop - start - 1)


def _bare(text: str, line: Span) -> str:
    """A line without its white space, leader dots and page number."""
    return re.sub(r"[\s.…·]+|[0-9]+$", "", text[line.start : line.end])
