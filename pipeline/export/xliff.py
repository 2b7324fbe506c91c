"""XLIFF 1.2 and 2.1: the bilingual files that CAT tools open.

Chinese is zh-CN, English en. A clause is a unit; its id goes with it, its citation and headings
are context, its failed checks are notes. Nobody has looked at a draft yet, proved or not: in 1.2 it
is `needs-review-translation`, in 2.1, which has no such state, `initial` with a sub-state of our
own; CAT tools show both as drafts. What the memory has word for word, a person's own edits among
it, is `translated`. `final` and `approved` are for whoever signs it off.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.document import Reading
from pipeline.export.rows import Row, rows
from pipeline.pages.titles import titled

SOURCE, TARGET = "zh-CN", "en"
NS_1 = "urn:oasis:names:tc:xliff:document:1.2"
NS_2 = "urn:oasis:names:tc:xliff:document:2.0"
XML = "http://www.w3.org/XML/1998/namespace"
# The default namespace has no prefix, for which lxml wants None and its stubs have no type.
NAMESPACE_1: Any = {None: NS_1}
NAMESPACE_2: Any = {None: NS_2}

# What XML 1.0 cannot hold: a PDF's control characters.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text that XML can hold."""
    return _FORBIDDEN.sub("", text)


def write_xliff(reading: Reading, path: Path, *, version: str = "2.1") -> Path:
    """Write the drafts of a reading as XLIFF 2.1 or, with `version`, 1.2."""
    build = xliff_1 if version.startswith("1") else xliff_2
    return save(build(reading), path)


def save(root: etree._Element, path: Path, *, doctype: str = "") -> Path:
    """Write an XML tree as UTF-8 with its declaration and, if it has one, its document type."""
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n' + (f"{doctype}\n" if doctype else "")
    path.write_text(declared + etree.tostring(root, encoding="unicode"), "utf-8")
    return path


def _kept(row: Row) -> bool:
    """Whether the memory has the English for these very words, and nothing is amiss with it."""
    return row.origin == "memory" and row.match >= 1 and not row.notes


def xliff_1(reading: Reading) -> etree._Element:
    """The tree of an XLIFF 1.2 file."""
    root = etree.Element(f"{{{NS_1}}}xliff", {"version": "1.2"}, nsmap=NAMESPACE_1)
    document = reading.document
    file = etree.SubElement(
        root,
        f"{{{NS_1}}}file",
        {
            "original": clean(document.source or document.id),
            "source-language": SOURCE,
            "target-language": TARGET,
            "datatype": "plaintext",
        },
    )
    header = etree.SubElement(file, f"{{{NS_1}}}header")
    _text(header, "note", f"{titled(document).zh} | {reading.signature}", NS_1)
    body = etree.SubElement(file, f"{{{NS_1}}}body")
    for number, row in enumerate(rows(reading), start=1):
        _unit_1(body, number, row)
    return root


def _unit_1(body: etree._Element, number: int, row: Row) -> None:
    unit = etree.SubElement(
        body, f"{{{NS_1}}}trans-unit", {"id": str(number), "resname": clean(row.id)}
    )
    source = _text(unit, "source", row.chinese, NS_1)
    source.set(f"{{{XML}}}lang", SOURCE)
    if row.english:
        target = _text(unit, "target", row.english, NS_1)
        target.set(f"{{{XML}}}lang", TARGET)
        target.set("state", "translated" if _kept(row) else "needs-review-translation")
        match = "exact-match" if row.match >= 1 else "fuzzy-match"
        target.set("state-qualifier", match if row.origin == "memory" else "leveraged-mt")
    context = etree.SubElement(
        unit, f"{{{NS_1}}}context-group", {"name": "place", "purpose": "location information"}
    )
    for kind, words in (("x-citation", row.citation), ("x-headings", row.context)):
        if words:
            _text(context, "context", words, NS_1).set("context-type", kind)
    if not len(context):
        unit.remove(context)
    for note in _notes(row):
        _text(unit, "note", note[1], NS_1).set("from", note[0])


def _notes(row: Row) -> list[tuple[str, str]]:
    notes = [("tiaoli check", note) for note in row.notes]
    if row.origin == "memory" and row.match < 1:
        notes.append(("tiaoli match", f"memory, {row.match:.0%}"))
    if row.terms:
        notes.append(("tiaoli terms", "; ".join(f"{zh} = {en}" for zh, en in row.terms)))
    return notes


def xliff_2(reading: Reading) -> etree._Element:
    """The tree of an XLIFF 2.1 file."""
    root = etree.Element(
        f"{{{NS_2}}}xliff",
        {"version": "2.1", "srcLang": SOURCE, "trgLang": TARGET},
        nsmap=NAMESPACE_2,
    )
    document = reading.document
    file = etree.SubElement(
        root, f"{{{NS_2}}}file", {"id": "f1", "original": clean(document.source or document.id)}
    )
    notes = etree.SubElement(file, f"{{{NS_2}}}notes")
    _text(notes, "note", f"{titled(document).zh} | {reading.signature}", NS_2)
    for number, row in enumerate(rows(reading), start=1):
        _unit_2(file, number, row)
    return root


def _unit_2(file: etree._Element, number: int, row: Row) -> None:
    unit = etree.SubElement(file, f"{{{NS_2}}}unit", {"id": f"u{number}", "name": clean(row.id)})
    notes = etree.SubElement(unit, f"{{{NS_2}}}notes")
    context = [("citation", row.citation), ("headings", row.context)]
    for category, words in (*context, *_notes(row)):
        if words:
            note = _text(notes, "note", words, NS_2)
            note.set("category", category.removeprefix("tiaoli "))
            if category == "tiaoli check":
                note.set("priority", "1")
    if not len(notes):
        unit.remove(notes)
    state = "translated" if _kept(row) else "initial"
    segment = etree.SubElement(unit, f"{{{NS_2}}}segment", {"id": "s1", "state": state})
    if row.english and state == "initial":
        segment.set("subState", "tiaoli:flagged" if row.notes else "tiaoli:drafted")
    _text(segment, "source", row.chinese, NS_2).set(f"{{{XML}}}lang", SOURCE)
    if row.english:
        _text(segment, "target", row.english, NS_2).set(f"{{{XML}}}lang", TARGET)


def _text(parent: etree._Element, name: str, words: str, namespace: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = clean(words)
    return element
