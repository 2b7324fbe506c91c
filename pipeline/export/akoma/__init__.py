"""Akoma Ntoso 3 (OASIS LegalDocML): the document as legislative XML.

The string value of preface, main body and conclusions is the text, character by character:

    text ──akoma──▶ XML ──text_of──▶ the same text

Units that hold whole clauses are hierarchical elements; those that begin in mid-sentence (一是…)
are inline. What was found stands in the text as references and in `<otherAnalysis>` with offsets.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pipeline.document import Reading
from pipeline.export.akoma.analysis import analysis
from pipeline.export.akoma.english import english
from pipeline.export.akoma.flow import Flow
from pipeline.export.akoma.marks import marks
from pipeline.export.akoma.meta import meta
from pipeline.export.akoma.names import AKN, NAMESPACES, References, tag
from pipeline.export.akoma.outline import outline
from pipeline.export.akoma.words import text_of
from pipeline.export.xliff import save

__all__ = ["akoma", "akoma_english", "text_of", "write_akoma"]


def write_akoma(reading: Reading, path: Path) -> Path:
    """Write the Chinese document; with drafts, the English expression stands beside it."""
    if any(draft.english for draft in reading.drafts):
        save(akoma_english(reading), path.with_suffix(f".eng{path.suffix}"))
    return save(akoma(reading), path)


def akoma(reading: Reading) -> etree._Element:
    """The Chinese expression of a reading."""
    return _built(reading)[0]


def akoma_english(reading: Reading) -> etree._Element:
    """The English expression: the same elements with the same eIds, clauses replaced by drafts."""
    root, places = _built(reading)
    return english(root, reading, places)


def _built(reading: Reading) -> tuple[etree._Element, dict[str, str]]:
    """The tree, and the eId of every clause and unit in it."""
    references = References()
    document = reading.document
    kind: str = document.genre or "document"
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap=NAMESPACES)
    doc = etree.SubElement(root, tag("doc"), {"name": kind})
    nodes, inline = outline(reading.tree)
    types = {label.clause: label.types for label in reading.labels}
    flow = Flow(document, marks(reading, inline, references), types, references)
    flow.write(doc, nodes)
    found = analysis(reading, flow.places)
    doc.insert(0, meta(reading, references, found))
    # What stands before the first element of the text now stands behind the metadata.
    doc[0].tail, doc.text = doc.text, None
    return root, flow.places
