"""Walk the lines of a document and list what opens on each: the first half of segmentation.

Most lines open one unit. A part with a note on who leads it and a line that lost its line breaks
open several. The headings and points that run into a paragraph are found afterwards, in the
stretches of running text that the walk lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.document import Span, UnitKind
from pipeline.segment.breaks import broken_at
from pipeline.segment.furniture import (
    ADDRESS,
    ATTACHMENT,
    CONTENTS,
    LISTED,
    closing_kind,
    inner_kind,
    is_signature,
    is_title,
    opening_kind,
    without_brackets,
)
from pipeline.segment.headings import article_heading, heading_after
from pipeline.segment.markers import Marker, marker_at
from pipeline.segment.openings import Opening, Outline, Stretch
from pipeline.segment.responsible import responsible_notes

# How far from its ends a document may carry salutations, signatures and dates, in lines.
HEAD_LINES = 30
# The kinds that may stand inside an article.
BELOW_ARTICLE = frozenset(("subpart", "item", "subitem", "bullet"))
OPENING_BRACKETS, CLOSING_BRACKETS = "（(〔[【", "）)〕]】"


@dataclass(slots=True)
class _Walk:
    """Where the walk through the lines has got to."""

    text: str
    lines: list[Span]
    markers: list[Marker | None]
    numbered: bool = False  # a marker of the numbering has been met
    last: UnitKind | None = None  # the kind that the line before opened
    first_title: str = ""
    block: int = 0  # how many marked units, titles and boxes have opened
    provision: bool = False  # whether the text is an article's
    openings: list[Opening] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # the last number met, by style

    def words(self, at: int) -> str:
        line = self.lines[at]
        return self.text[line.start : line.end]

    def runs_on(self, start: int, end: int, *, after_heading: bool = False) -> None:
        """Note that running text stands between two places."""
        words = Span(start, end)
        self.stretches.append(Stretch(words, self.block, after_heading, self.provision))

    def opens(self, kind: UnitKind) -> None:
        """Note that a unit opens which running text may stand in."""
        self.block += 1
        self.provision = kind == "article" or (self.provision and kind in BELOW_ARTICLE)


def outline(text: str) -> Outline:
    """Everything that opens a unit, in reading order, paragraphs too; and the running text."""
    lines = stripped_lines(text)
    markers = [marker_at(text, line.start) for line in lines]
    _drop_contents(text, lines, markers)
    walk = _Walk(text, lines, markers)
    notes = responsible_notes(text)
    covered = 0
    for at, line in enumerate(lines):
        inside = [note for note in notes if line.start <= note.start < line.end]
        if line.start >= covered:
            opened = _open_line(walk, at)
            walk.openings += _with_notes(text, line, opened, inside)
            walk.last = opened[0].kind
        if inside:
            covered = max(covered, inside[-1].end)
    return Outline(tuple(walk.openings), tuple(walk.stretches))


def stripped_lines(text: str) -> list[Span]:
    """The lines that say something, without the white space around them."""
    lines = []
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            first = start + line.index(words[0])
            lines.append(Span(first, first + len(words)))
        start += len(line) + 1
    return lines


def _drop_contents(text: str, lines: list[Span], markers: list[Marker | None]) -> None:
    """Take the markers from a table of contents: its lines come again, and open units there."""
    starts = [
        at for at, line in enumerate(lines) if CONTENTS.fullmatch(text[line.start : line.end])
    ]
    for start in starts:
        if start + 1 >= len(lines):
            return
        first = _bare(text, lines[start + 1])
        again = range(start + 2, min(len(lines), start + 300))
        stop = next((at for at in again if _bare(text, lines[at]) == first), start)
        markers[start + 1 : stop] = [None] * max(0, stop - start - 1)


def _bare(text: str, line: Span) -> str:
    """A line without its white space, leader dots and page number."""
    return re.sub(r"[\s.…·]+|[0-9]+$", "", text[line.start : line.end])


def _open_line(walk: _Walk, at: int) -> list[Opening]:
    line, marker = walk.lines[at], walk.markers[at]
    words = walk.words(at)
    if not (marker and not _listed_attachment(walk, words)):
        if kind := _unnumbered_kind(walk, at, words):
            return _unnumbered(walk, line, kind)
        marker = None
    walk.numbered = walk.numbered or bool(marker and marker.kind != "bullet")
    pieces = list(broken_at(walk.text, line, marker, walk.counts))
    openings: list[Opening] = []
    for (piece, opener), (_, following) in pairwise([*pieces, (line, _marker_after(walk, at))]):
        if opener:
            more = following is None or following.style != opener.style
            openings.append(_marked(walk, piece, opener, more_follows=more))
        else:
            openings.append(_paragraph(walk, piece))
    return openings


def _marker_after(walk: _Walk, at: int) -> Marker | None:
    """The marker of the next line; the line's own where it is the last, so that nothing follows."""
    return walk.markers[min(at + 1, len(walk.lines) - 1)]


def _unnumbered(walk: _Walk, line: Span, kind: UnitKind) -> list[Opening]:
    """The unit of an unnumbered line; 各位代表！ may be followed by running text."""
    own = line
    if kind == "salutation" and (found := ADDRESS.match(walk.text, line.start, line.end)):
        own = Span(line.start, found.end())
    opening = Opening(kind, line.start, own, heading=_own_words(walk.text, own, kind))
    start = own.end
    while start < line.end and walk.text[start].isspace():
        start += 1
    if kind in ("title", "box", "attachment"):
        walk.opens(kind)
    return [opening, *([_paragraph(walk, Span(start, line.end))] if start < line.end else [])]


def _listed_attachment(walk: _Walk, words: str) -> bool:
    """Whether a line goes on a list of attachments: 2.重点任务分工表 after 附件：1.…."""
    return walk.last == "attachment" and bool(LISTED.fullmatch(words)) and words[-1] not in "。；"


def _own_words(text: str, line: Span, kind: UnitKind) -> Span:
    """The heading of a unit outside the numbering: its words, without brackets and final 。：."""
    if kind == "salutation" and text[line.end - 1] in "！!":
        return line
    return without_brackets(text, line)


def _unnumbered_kind(walk: _Walk, at: int, words: str) -> UnitKind | None:
    """The kind of a line without a marker, None for running text."""
    if walk.last == "attachment" and LISTED.fullmatch(words) and words[-1] not in "。；":
        return "attachment"
    near_an_end = at < HEAD_LINES or at >= len(walk.lines) - HEAD_LINES
    kind = (opening_kind if not walk.numbered else closing_kind)(words)
    kind = kind or inner_kind(words) or _title_kind(walk, at, words)
    if kind == "date" and not (near_an_end or walk.last in ("signature", "title")):
        return None
    if kind is None and is_signature(words) and _signs(walk, at):
        return "signature"
    return kind


def _title_kind(walk: _Walk, at: int, words: str) -> UnitKind | None:
    """Whether a line is a title: the document's own, that of a plan it transmits, an attachment's.

    A title over two lines is one unit: its second line is no title again.
    """
    if not walk.first_title and not walk.numbered and at < 6 and _opens_document(walk, at):
        walk.first_title = words
        return "title"
    if walk.last == "title" and not is_title(walk.words(at - 1)) and not walk.numbered:
        return "title" if _continues_title(walk, at, words) else None
    if not is_title(words) or len(words) > 60:
        return None
    if walk.last in ("date", "signature", "note", "doc_number"):
        return "title"
    if walk.last == "attachment" and not LISTED.fullmatch(words):
        return "title" if _bare_title(words) in _bare_title(walk.first_title) else "attachment"
    named = len(words) >= 6 and _bare_title(words) in _bare_title(walk.first_title)
    return "title" if named and words != walk.first_title else None


def _opens_document(walk: _Walk, at: int) -> bool:
    """Whether the first line is the title: it reads like one, or a letter's opening follows."""
    words = walk.words(at)
    if at and walk.last not in ("note", "doc_number", "date"):
        return False
    if closing_kind(words) or opening_kind(words) or words[-1] in "。；：:":
        return False
    if is_title(words):
        return True
    following = walk.words(at + 1) if at + 1 < len(walk.lines) else ""
    return len(words) <= 60 and bool(
        "关于" in words or (following and (is_title(following) or opening_kind(following)))
    )


def _continues_title(walk: _Walk, at: int, words: str) -> bool:
    return len(words) <= 40 and is_title(walk.words(at - 1) + words)


def _bare_title(words: str) -> str:
    return re.sub(r"[\s《》〈〉“”（）()]|[（(][^（）()]*[）)]", "", words)


def _signs(walk: _Walk, at: int) -> bool:
    """Whether a date or another signature stands by: a body's name alone signs nothing."""
    following = [walk.words(k) for k in range(at + 1, min(at + 5, len(walk.lines)))]
    for words in following:
        if closing_kind(words) in ("date", "note"):
            return True
        if not is_signature(words):
            return False
    return walk.last == "signature"


def _marked(walk: _Walk, line: Span, marker: Marker, *, more_follows: bool) -> Opening:
    """The unit that a line with a marker opens."""
    text = walk.text
    start = line.start + marker.length
    while start < line.end and text[start].isspace():
        start += 1
    if marker.kind == "article":
        heading = article_heading(text, start, line.end)
    else:
        heading = heading_after(text, start, line.end, more_follows=more_follows)
    walk.opens(marker.kind)
    if heading is None:
        walk.runs_on(start, line.end)
    elif text[heading.end : heading.end + 1] == "。":
        walk.runs_on(heading.end + 1, line.end, after_heading=True)
    else:
        walk.runs_on(heading.end, line.end, after_heading=True)
    written = text[line.start : line.start + marker.length].strip()
    return Opening(marker.kind, line.start, line, written, marker.style, marker.number, heading)


def _paragraph(walk: _Walk, line: Span) -> Opening:
    walk.runs_on(line.start, line.end)
    return Opening("paragraph", line.start, line)


def _with_notes(
    text: str, line: Span, openings: list[Opening], notes: list[Span]
) -> list[Opening]:
    """The openings of a line with the notes on responsible bodies that stand in it."""
    found = [
        Opening("responsible", note.start, line, heading=_note_heading(text, note), end=note.end)
        for note in notes
    ]
    if found and openings[0].kind == "paragraph" and found[0].start == openings[0].start:
        openings = openings[1:]
    return sorted([*openings, *found], key=lambda opening: opening.start)


def _note_heading(text: str, note: Span) -> Span:
    """The words of a note, of its first line only where it is broken over lines."""
    line_end = text.find("\n", note.start, note.end)
    end = note.end if line_end < 0 else line_end
    start = note.start + (text[note.start] in OPENING_BRACKETS)
    return without_brackets(text, Span(start, end - (text[end - 1] in CLOSING_BRACKETS)))
