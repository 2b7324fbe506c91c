"""TBX (ISO 30042, TBX-Basic as martif): a glossary for terminology tools."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from pipeline.export.xliff import SOURCE, TARGET, XML, clean, save

TermRow = tuple[str, tuple[str, ...], str]
"""Chinese, its English renderings (the preferred one first), domain."""


def write_tbx(terms: Iterable[TermRow], path: Path) -> Path:
    """Write a glossary: one entry per term, its first rendering preferred, the others admitted."""
    root = etree.Element("martif", {"type": "TBX-Basic", f"{{{XML}}}lang": "en"})
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(header, "fileDesc")
    source = etree.SubElement(description, "sourceDesc")
    etree.SubElement(source, "p").text = "Policy terms, Chinese and English, written by tiaoli"
    encoding = etree.SubElement(header, "encodingDesc")
    etree.SubElement(encoding, "p", {"type": "XCSURI"}).text = "TBXBasicXCSV02.xcs"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for number, (chinese, renderings, domain) in enumerate(terms, start=1):
        entry = etree.SubElement(body, "termEntry", {"id": f"t{number}"})
        if domain:
            etree.SubElement(entry, "descrip", {"type": "subjectField"}).text = clean(domain)
        _language(entry, SOURCE, [chinese])
        _language(entry, TARGET, renderings)
    save(root, path, doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">')
    return path


def _language(entry: etree._Element, code: str, words: Iterable[str]) -> None:
    section = etree.SubElement(entry, "langSet", {f"{{{XML}}}lang": code})
    for number, word in enumerate(words):
        unit = etree.SubElement(section, "tig")
        etree.SubElement(unit, "term").text = clean(word)
        status = "preferredTerm-admn-sts" if number == 0 else "admittedTerm-admn-sts"
        etree.SubElement(unit, "termNote", {"type": "administrativeStatus"}).text = status
