"""Find the notes that name the bodies answerable for a task (责任单位); each opens a unit.

    （责任单位：市科技局、市财政局）      牵头单位：市经信局；配合单位：各区
    （由市发改委牵头实施）                （市数据局牵头，各区按职责分工负责）
    （责任
    单位：市科技局）                      broken over lines, as PDFs leave it

A note stands in brackets, or fills a line of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.segment.furniture import without_brackets
from pipeline.segment.openings import Opening

_BREAK = r"\s{0,3}"
_ROLES = "责任|牵头|配合|主办|承办|协办|参与|参加|实施|主责|落实|推进|负责|支持|主管"
_OFS = "单位|部门|处室|主体|科室|考核单位|落实"
_ROLE, _OF = ("|".join(_BREAK.join(word) for word in words.split("|")) for words in (_ROLES, _OFS))
LABEL = rf"(?:{_ROLE}){_BREAK}(?:{_OF}){_BREAK}[：:]"
# At the start of a line also without 单位: 牵头：市科技局.
LABELLED = Pattern(
    rf"[（(〔\[【［](?=[^（(）)。\n]{{0,30}}?(?:{_ROLE}){_BREAK}(?:{_OF})?{_BREAK}[：:])"
    rf"|^[ \t\u3000]*(?={LABEL}|(?:牵头|责任|落实)[：:]\S)",
    re.M,
)
_INSIDE = r"[^（）()〔〕\[\]【】［］。：:]"
UNLABELLED = Pattern(
    r"[（(〔\[【［](?!以下|或者|含|包括|即|如|及其)(?P<bodies>"
    # （市数据局牵头，各区按职责分工负责）
    rf"{_INSIDE}{{2,400}}?(?:负责(?:落实|实施)?|牵头(?:落实|实施|办理|负责)?|配合|落实|组织实施"
    r"|按职责分工)"
    # （市发改委、市财政局牵头，市税务局）
    rf"|(?={_INSIDE}{{2,200}}?[局委办部厅院署府会行团区县市](?:牵头|负责)){_INSIDE}{{4,400}}"
    r")[）)〕\]】］]"
)
# （市发改委、市财政局，各区政府） after a sentence: nothing but bodies.
_NAME = (
    r"[^（）()、，；。：:\s]{1,16}"
    r"(?:局|委|厅|办|部|院|行|署|政府|中心|公司|集团|管委会|街道|单位|部门)"
)
BARE = Pattern(
    rf"(?<=[。；])\s{{0,3}}(?P<note>[（(]{_NAME}[、，；]{_NAME}"
    r"(?:[、，；等及和][^（）()。：]{0,400})?[）)])"
)
BODY = Pattern(r"[局委办部厅院署府会行团区县市组社联校]|单位|部门|公司|中心|集团|牵头")
CLOSER = {"（": "）)", "(": "）)", "〔": "〕]", "[": "]〕", "【": "】", "［": "］"}
BRACKET = Pattern(r"[（(〔\[【［）)〕\]】］]")
LONGEST, DEEPEST = 800, 3
OPENING_BRACKETS, CLOSING_BRACKETS = "（(〔[【", "）)〕]】"


def responsible_notes(text: str) -> list[Span]:
    """The notes of a text with their brackets, in order and without overlap.

    >>> text = "一、科技政策（由市科技局牵头实施）"
    >>> [text[note.start : note.end] for note in responsible_notes(text)]
    ['（由市科技局牵头实施）']
    """
    notes = [_labelled(text, found) for found in LABELLED.finditer(text)]
    notes += [
        Span(*found.span()) for found in UNLABELLED.finditer(text) if BODY.search(found["bodies"])
    ]
    notes += [Span(*found.span("note")) for found in BARE.finditer(text)]
    kept: list[Span] = []
    for note in sorted(notes):
        if not kept or kept[-1].end <= note.start:
            kept.append(note)
    return kept


def with_notes(text: str, line: Span, openings: list[Opening], notes: list[Span]) -> list[Opening]:
    """The openings of a line with the notes on responsible bodies that stand in it."""
    found = [
        Opening("responsible", note.start, line, heading=_own_words(text, note), end=note.end)
        for note in notes
    ]
    starts = [note.start for note in found]
    openings = [_before_note(opening, starts) for opening in openings]
    if found and openings[0].kind == "paragraph" and found[0].start == openings[0].start:
        openings = openings[1:]
    return sorted([*openings, *found], key=lambda opening: opening.start)


def _labelled(text: str, found: re.Match[str]) -> Span:
    """From the label to the bracket that closes the note, or to the end of its line."""
    start = found.end()
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    closers = CLOSER.get(found.group()[-1:], "")
    if not closers:
        return Span(start, line_end)
    opener = found.group()[-1]
    depth = 1
    for bracket in BRACKET.finditer(text, start, min(len(text), start + LONGEST)):
        if bracket.group() == opener:
            depth += 1
        elif bracket.group() in closers:
            depth -= 1
        if not depth:
            return Span(found.start(), bracket.end())
        if depth > DEEPEST:
            break
    return Span(found.start(), line_end)


def _before_note(opening: Opening, starts: list[int]) -> Opening:
    """The opening with its heading cut where a note begins in it."""
    heading = opening.heading
    after = bisect_right(starts, heading.start) if heading else len(starts)
    if heading is None or after == len(starts) or starts[after] >= heading.end:
        return opening
    return replace(opening, heading=Span(heading.start, starts[after]))


def _own_words(text: str, note: Span) -> Span:
    """The words of a note, of its first line only where it is broken over lines."""
    line_end = text.find("\n", note.start, note.end)
    end = note.end if line_end < 0 else line_end
    start = note.start + (text[note.start] in OPENING_BRACKETS)
    return without_brackets(text, Span(start, end - (text[end - 1] in CLOSING_BRACKETS)))
