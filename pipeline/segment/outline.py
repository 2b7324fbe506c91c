"""Walk the lines of a document and list what opens on each: the first half of segmentation.

Most lines open one unit. A part with a note on who leads it and a line that lost its line breaks
open several. The headings and points that run into a paragraph are found afterwards, in the
stretches of running text that the walk lists.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from pipeline.document import Span, UnitKind
from pipeline.segment.breaks import broken_at
from pipeline.segment.furniture import (
    ADDRESS,
    ADDRESSED,
    ATTACHMENT,
    LISTED,
    closing_kind,
    inner_kind,
    is_signature,
    opening_kind,
    without_brackets,
)
from pipeline.segment.headings import article_heading, heading_after
from pipeline.segment.markers import INDENT, Marker, depth_of, line_marker
from pipeline.segment.openings import Opening, Outline
from pipeline.segment.responsible import responsible_notes, with_notes
from pipeline.segment.titles import attached_kind, title_at
from pipeline.segment.toc import drop_contents
from pipeline.segment.walk import Walk

# How far from its ends a document may carry salutations, signatures and dates, in lines.
HEAD_LINES = 30
# How many bodies may sign together.
MOST_SIGNATURES = 20
# So many units without a heading make the next one, a sentence of its own, a sentence too.
FEWEST_SENTENCES = 2
# A wrapped line of a list of attachments.
LONGEST_WRAP = 40


def outline(text: str) -> Outline:
    """Everything that opens a unit, in reading order, paragraphs too; and the running text."""
    lines = stripped_lines(text)
    markers = [line_marker(text, line.start) for line in lines]
    drop_contents(text, lines, markers)
    walk = Walk(text, lines, markers)
    notes = deque(responsible_notes(text))
    for at, line in enumerate(lines):
        inside = []
        while notes and notes[0].start < line.end:
            inside.append(notes.popleft())
        if line.start >= walk.covered:
            noted = bool(inside) and inside[0].start == line.start
            opened = _open_line(walk, at, noted=noted)
            walk.openings += with_notes(text, line, opened, inside)
            walk.last = opened[0].kind
        if inside:
            walk.covered = max(walk.covered, inside[-1].end)
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


def _open_line(walk: Walk, at: int, *, noted: bool) -> list[Opening]:
    """What a line opens; one that begins with a note on responsible bodies is no title."""
    line, marker = walk.lines[at], walk.markers[at]
    words = walk.words(at)
    if _listed_attachment(walk, marker, words):
        return _unnumbered(walk, at, "attachment")
    if not (marker or noted):
        if title := title_at(walk, at):
            return _titled(walk, at, title)
        if kind := _unnumbered_kind(walk, at, words):
            return _unnumbered(walk, at, kind)
    if marker and _words_after(walk.text, line, marker) == line.end:
        line = _with_next(walk, at)
    return _pieces(walk, at, line, marker)


def _pieces(
    walk: Walk, at: int, line: Span, marker: Marker | None, *, after: str = ""
) -> list[Opening]:
    """What a line opens: one unit, or several where it lost its line breaks."""
    pieces = list(broken_at(walk.text, line, marker, walk.counts))
    openings: list[Opening] = []
    for (piece, opener), (_, following) in pairwise([*pieces, (line, _marker_after(walk, at))]):
        if opener:
            walk.numbered = walk.numbered or opener.kind != "bullet"
            more = _more_follows(walk, at, opener, following)
            listed = opener.style in walk.lists or walk.provision
            listed = listed or (not following and _none_headed(walk, opener))
            openings.append(_marked(walk, piece, opener, more_follows=more and not listed))
            _note_list(walk, piece, openings[-1])
        else:
            openings.append(_paragraph(walk, piece, after=after))
    return openings


def _more_follows(walk: Walk, at: int, opener: Marker, following: Marker | None) -> bool:
    """Whether running text or a deeper count comes next, so that a sentence may be a heading: not
    before 五、 (an outer count goes on), a signature or an attachment.
    """
    if following:
        deeper = following.number <= 1 or depth_of(following.style) > depth_of(opener.style)
        return following.style != opener.style and deeper
    words = walk.words(at + 1)
    if not words:
        return walk.markers[at] is None  # nothing follows, unless the line lost its breaks
    return not (closing_kind(words) or inner_kind(words) or is_signature(words))


def _with_next(walk: Walk, at: int) -> Span:
    """A line that is nothing but a marker, with the line that its words stand on."""
    line = walk.lines[at]
    words = walk.words(at + 1)
    if not words or walk.markers[at + 1] or closing_kind(words) or inner_kind(words):
        return line
    walk.covered = max(walk.covered, walk.lines[at + 1].end)
    return Span(line.start, walk.lines[at + 1].end)


def _titled(walk: Walk, at: int, title: Span) -> list[Opening]:
    """A title, over all its lines, and the text that lost its line break after it."""
    line = walk.lines[at]
    heading = Span(line.start, min(line.end, title.end))
    words = walk.text[title.start : title.end]
    kind: UnitKind = "title"
    if walk.last == "attachment":
        kind = attached_kind(walk, words)
    if not walk.first_title:
        walk.first_title = words.replace("\n", "")
    walk.covered = max(walk.covered, title.end)
    walk.opens(kind)
    opening = Opening(kind, line.start, heading, heading=heading, end=title.end)
    if title.end < line.end:
        return [opening, _paragraph(walk, Span(title.end, line.end))]
    return [opening]


def _note_list(walk: Walk, piece: Span, opened: Opening) -> None:
    """Note whether the units of a style are members of a list: （一）…；（二）…, and sentences."""
    style, number = opened.style, opened.number
    if walk.text[piece.end - 1] in "；;":
        walk.lists.add(style)
    else:
        walk.lists.discard(style)
    goes_on = number == 1 or walk.unheaded.get(style) == number - 1
    walk.unheaded[style] = number if goes_on and opened.heading is None else 0


def _none_headed(walk: Walk, marker: Marker) -> bool:
    """Whether no unit before has a heading, from the first on: so the last has none either.

    （三）各区必须按月报送。 over running text is a sentence where （一） and （二） are sentences.
    """
    before = marker.number - 1
    return before >= FEWEST_SENTENCES and walk.unheaded.get(marker.style) == before


def _marker_after(walk: Walk, at: int) -> Marker | None:
    """The marker of the next line; the line's own where it is the last, so that nothing follows."""
    return walk.markers[min(at + 1, len(walk.lines) - 1)]


def _unnumbered(walk: Walk, at: int, kind: UnitKind) -> list[Opening]:
    """The unit of an unnumbered line; 各位代表！ may be followed by running text."""
    text, line = walk.text, walk.lines[at]
    own = line
    if kind == "salutation" and (found := ADDRESS.match(text, line.start, line.end)):
        own = Span(line.start, found.end())
    if kind in ("box", "attachment"):
        walk.opens(kind)
    if kind == "attachment" and walk.listed is None:
        walk.listed = _begins_list(text[line.start : line.end], walk.words(at + 1))
    start = own.end
    while start < line.end and text[start].isspace():
        start += 1
    opening = Opening(kind, line.start, own, heading=_own_words(text, own, kind))
    if start == line.end:
        return [opening]
    return [opening, *_pieces(walk, at, Span(start, line.end), None, after="address")]


def _listed_attachment(walk: Walk, marker: Marker | None, words: str) -> bool:
    """Whether a line goes on a list of attachments: 2.重点任务分工表 after 附件：1.…."""
    if walk.listed is None:
        return False
    found = LISTED.fullmatch(words)
    if found and words[-1] not in "。；" and int(found["number"]) == walk.listed + 1:
        walk.listed += 1
        return True
    if marker or len(words) > LONGEST_WRAP or closing_kind(words) or is_signature(words):
        walk.listed = None
    return False


def _begins_list(words: str, following: str) -> int | None:
    """How many attachments a line lists, if it begins a list: 附件：1.…, or 附件： over 1.…."""
    found = ATTACHMENT.fullmatch(words)
    if not found or found["number"] or found["title"] is None:
        return None
    first = LISTED.match(found["title"] or following)
    if not first or int(first["number"]) != 1:
        return None
    return 1 if found["title"] else 0


def _own_words(text: str, line: Span, kind: UnitKind) -> Span:
    """The heading of a unit outside the numbering: its words, without brackets and final 。：."""
    if kind == "salutation" and text[line.end - 1] in "！!":
        return line
    return without_brackets(text, line)


def _unnumbered_kind(walk: Walk, at: int, words: str) -> UnitKind | None:
    """The kind of a line without a marker, None for running text."""
    near_an_end = at < HEAD_LINES or at >= len(walk.lines) - HEAD_LINES
    kind = (opening_kind if not walk.numbered else closing_kind)(words) or inner_kind(words)
    if kind == "attachment":
        walk.listed = None
    if kind == "date" and not (near_an_end or walk.last in ("signature", "title")):
        return None
    if kind is None and walk.last in ("title", "doc_number") and ADDRESSED.fullmatch(words):
        return "salutation"
    if kind is None and is_signature(words) and _signs(walk, at):
        return "signature"
    return kind


def _signs(walk: Walk, at: int) -> bool:
    """Whether a date or another signature stands by: a body's name alone signs nothing."""
    for words in map(walk.words, range(at + 1, min(at + MOST_SIGNATURES, len(walk.lines)))):
        if closing_kind(words) in ("date", "note"):
            return True
        if not is_signature(words):
            return False
    return walk.last == "signature"


def _marked(walk: Walk, line: Span, marker: Marker, *, more_follows: bool) -> Opening:
    """The unit that a line with a marker opens."""
    text = walk.text
    start = _words_after(text, line, marker)
    if marker.kind == "article":
        heading = article_heading(text, start, line.end)
    else:
        heading = heading_after(text, start, line.end, more_follows=more_follows)
    walk.opens(marker.kind)
    if heading is None:
        walk.runs_on(start, line.end)
    else:
        ended = text[heading.end : heading.end + 1] == "。"
        walk.runs_on(heading.end + ended, line.end, after="heading")
    written = INDENT.sub("", text[line.start : line.start + marker.length]).strip()
    return Opening(marker.kind, line.start, line, written, marker.style, marker.number, heading)


def _words_after(text: str, line: Span, marker: Marker) -> int:
    """Where the words of a marked line begin; 第一部分：总体要求 has a colon before them."""
    start = line.start + marker.length
    while start < line.end and (text[start].isspace() or text[start] in "：:"):
        start += 1
    return start


def _paragraph(walk: Walk, line: Span, *, after: str = "") -> Opening:
    walk.runs_on(line.start, line.end, after=after)
    return Opening("paragraph", line.start, line)
