"""Read the glossaries that other tools keep: TBX and CSV, beside our own TSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.translate.glossary import Glossary, Term, entry

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_glossary(path: Path) -> Glossary:
    """The glossary in a .tsv, .csv or .tbx file."""
    if path.suffix.lower() == ".tbx":
        return Glossary(tuple(_tbx(path)))
    if path.suffix.lower() == ".csv":
        return Glossary(tuple(_csv(path)))
    return Glossary.load(path)


def _csv(path: Path) -> Iterator[Term]:
    rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    for number, row in enumerate(rows, start=1):
        if not any(row) or (number == 1 and row[:2] == ["zh", "en"]):
            continue
        if len(row) < 2 or not row[0].strip() or not row[1].strip():
            raise ReadError(f"{path.name} line {number} is no glossary entry; write zh,en,domain.")
        yield entry(row[0], row[1], row[2] if len(row) > 2 else "")


def _tbx(path: Path) -> Iterator[Term]:
    """Entries of TBX 2 (martif) or 3 (tbx) that have Chinese and English."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(path, parser).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise ReadError(f"{path.name} is no TBX file: {error}.") from error
    for concept in root.iter("{*}termEntry", "{*}conceptEntry"):
        words: dict[str, list[str]] = {}
        for section in concept.iter("{*}langSet", "{*}langSec"):
            terms = [str(term.xpath("string()")).strip() for term in section.iter("{*}term")]
            words.setdefault(section.get(_LANG, "").lower()[:2], []).extend(filter(None, terms))
        domain = concept.findtext("{*}descrip[@type='subjectField']") or ""
        for chinese in words.get("zh", ()):
            if words.get("en"):
                yield Term(chinese, tuple(words["en"]), domain.strip())
