"""PROVISIONAL stub of the segmenter; the real one follows."""

from __future__ import annotations

import re

from pipeline.document import Clause, ClauseTree, Document, Span, Unit, UnitKind
from pipeline.segment.sentences import sentences

MARKS: tuple[tuple[UnitKind, int, str], ...] = (
    ("part", 1, r"[一二三四五六七八九十]+、"),
    ("subpart", 2, r"（[一二三四五六七八九十]+）"),
    ("item", 3, r"\d+[.．、](?!\d)"),
    ("article", 2, r"第[一二三四五六七八九十百]+条"),
)


def segment(document: Document) -> ClauseTree:
    """Return the clause tree of `document`."""
    text = document.text
    units: list[Unit] = []
    clauses: list[Clause] = []
    open_: list[Unit] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        spans = sentences(text, start, start + len(line))
        start += len(line) + 1
        if not spans:
            continue
        words = text[spans[0].start : spans[0].end]
        kind: UnitKind = "paragraph" if units else "title"
        depth, marker = 0, ""
        for name, level, pattern in MARKS:
            if found := re.match(pattern, words):
                kind, depth, marker = name, level, found.group()
                break
        while open_ and depth and open_[-1].depth >= depth:
            open_.pop()
        parent = open_[-1].id if open_ else None
        heading = spans[0] if kind == "title" or (marker and len(words) < 40) else None
        if heading and marker:
            heading = Span(heading.start + len(marker), heading.end - words.endswith("。"))
        unit = Unit(
            str(number), kind, marker, heading, Span(spans[0].start, spans[-1].end),
            parent, depth, marker,
        )  # fmt: skip
        units.append(unit)
        if depth:
            open_.append(unit)
        for count, span in enumerate(spans, 1):
            role = "heading" if heading and count == 1 else "sentence"
            clauses.append(Clause(f"{number}:{count}", unit.id, span, role))  # type: ignore[arg-type]
    return ClauseTree(document, tuple(units), tuple(clauses))
