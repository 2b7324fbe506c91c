"""TMX 1.4b: translation memories, from a reading's drafts or from a memory's segments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from pipeline import __version__
from pipeline.document import Reading
from pipeline.export.rows import rows
from pipeline.export.xliff import SOURCE, TARGET, XML, clean, save

SegmentRow = tuple[str, str, str, str]
"""Chinese, English, origin, date (ISO 8601)."""


def write_tmx(reading: Reading, path: Path) -> Path:
    """Write the drafts of a reading; the clause id, state and notes are properties."""
    body = _empty()
    for row in rows(reading):
        if not row.english:
            continue
        unit = etree.SubElement(body, "tu", {"tuid": clean(row.id)})
        for note in row.notes:
            _text(unit, "note", note)
        properties = (
            ("x-citation", row.citation),
            ("x-context", row.context),
            ("x-state", row.state),
            ("x-origin", row.origin),
            ("x-match", f"{row.match:g}"),
        )
        for kind, words in properties:
            if words:
                _text(unit, "prop", words).set("type", kind)
        _variants(unit, row.chinese, row.english)
    return _save(body, path)


def write_segments_tmx(segments: Iterable[SegmentRow], path: Path) -> Path:
    """Write segments of a memory with their origin and date."""
    body = _empty()
    for chinese, english, origin, added in segments:
        unit = etree.SubElement(body, "tu")
        if added:
            unit.set("creationdate", _stamp(added))
        if origin:
            _text(unit, "prop", origin).set("type", "x-origin")
        _variants(unit, chinese, english)
    return _save(body, path)


def _empty() -> etree._Element:
    root = etree.Element("tmx", {"version": "1.4"})
    etree.SubElement(
        root,
        "header",
        {
            "creationtool": "tiaoli",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "tiaoli",
            "adminlang": "en",
            "srclang": SOURCE,
            "datatype": "plaintext",
        },
    )
    return etree.SubElement(root, "body")


def _variants(unit: etree._Element, chinese: str, english: str) -> None:
    for language, words in ((SOURCE, chinese), (TARGET, english)):
        variant = etree.SubElement(unit, "tuv", {f"{{{XML}}}lang": language})
        _text(variant, "seg", words)


def _text(parent: etree._Element, name: str, words: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = clean(words)
    return element


def _stamp(added: str) -> str:
    """An ISO date as TMX writes it: 20260131T093000Z."""
    moment = datetime.fromisoformat(added)
    moment = moment.replace(tzinfo=moment.tzinfo or UTC)
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _save(body: etree._Element, path: Path) -> Path:
    save(body.getroottree().getroot(), path, doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    return path
