"""Find the notes that name the bodies answerable for a task (责任单位).

    （责任单位：市科技局、市财政局）      （由市发改委牵头实施）      牵头单位：市经信局；配合单位：各区
    （市数据局牵头，各区按职责分工负责）  （责任
    单位：市科技局）                      broken over lines, as PDFs leave it
"""

from __future__ import annotations

import re

from pipeline.document import Span

_BREAK = r"\s{0,3}"
_ROLE = "|".join(
    _BREAK.join(role)
    for role in ("责任", "牵头", "配合", "主办", "承办", "协办", "参与", "参加", "实施", "主责", "落实")
)
_OF = "|".join(_BREAK.join(of) for of in ("单位", "部门", "处室", "主体", "科室", "考核单位", "落实"))
LABEL = rf"(?:{_ROLE}){_BREAK}(?:{_OF})?{_BREAK}[：:]"
LABELLED = re.compile(rf"[（(〔\[【](?=[^（(）)。\n]{{0,12}}?{LABEL})|^[ \t\u3000]*(?={LABEL})", re.M)
UNLABELLED = re.compile(
    r"[（(〔\[【](?!以下|或者|含|包括|即|如)(?=[^（）()〔〕\[\]【】。：:]{0,4}\S)"
    r"(?P<bodies>[^（）()〔〕\[\]【】。]{2,400}?"
    r"(?:负责(?:落实|实施)?|牵头(?:落实|实施|办理|负责)?|配合|落实|组织实施|按职责分工))[）)〕\]】]"
)
BODY = re.compile(r"[局委办部厅院署府会行团区县市组社联校]|单位|部门|公司|中心|集团|牵头")
CLOSER = {"（": "）)", "(": "）)", "〔": "〕]", "[": "]〕", "【": "】"}
LONGEST = 800


def responsible_notes(text: str) -> list[Span]:
    """The notes of a text with their brackets, in order and without overlap.

    >>> text = "一、科技政策（由市科技局牵头实施）"
    >>> [text[note.start : note.end] for note in responsible_notes(text)]
    ['（由市科技局牵头实施）']
    """
    notes = [_labelled(text, found) for found in LABELLED.finditer(text)]
    notes += [
        Span(*found.span())
        for found in UNLABELLED.finditer(text)
        if BODY.search(found["bodies"])
    ]
    kept: list[Span] = []
    for note in sorted(notes):
        if not kept or kept[-1].end <= note.start:
            kept.append(note)
    return kept


def _labelled(text: str, found: re.Match[str]) -> Span:
    """From the label to the bracket that closes the note, or to the end of its line."""
    start = found.end()
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    closers = CLOSER.get(found.group()[-1:], "")
    if not closers:
        return Span(start, line_end)
    depth = 1
    for at in range(start, min(len(text), start + LONGEST)):
        if text[at] == found.group()[-1]:
            depth += 1
        elif text[at] in closers:
            depth -= 1
            if not depth:
                return Span(found.start(), at + 1)
    return Span(found.start(), line_end)
