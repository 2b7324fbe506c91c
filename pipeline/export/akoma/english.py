"""The English expression: the Chinese one with every clause replaced by its draft.

Elements keep their eIds, so that the two can be shown side by side. A clause without a draft stays
Chinese and says so (`xml:lang="zh"`).
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.document import Reading
from pipeline.export.akoma.meta import Uris
from pipeline.export.akoma.names import tag
from pipeline.export.akoma.words import append
from pipeline.export.xliff import XML


def english(root: etree._Element, reading: Reading, places: Mapping[str, str]) -> etree._Element:
    """`root`, which is changed, in English; `places` has the eId of each clause."""
    drafts = {draft.clause: draft.english for draft in reading.drafts if draft.english}
    held = {element.get("eId"): element for element in root.iter() if element.get("eId")}
    for clause in reading.tree.clauses:
        element = held.get(places.get(clause.id, ""))
        if element is not None:
            _replace(element, drafts.get(clause.id))
    _retitle(root, reading)
    return root


def _replace(element: etree._Element, draft: str | None) -> None:
    if draft is None:
        element.set(f"{{{XML}}}lang", "zh")
        return
    for child in list(element):
        element.remove(child)
    element.text = None
    append(element, draft)
    _loosen(element)


def _loosen(element: etree._Element) -> None:
    """Take away the marker, which the draft has in English; put a space between sentences."""
    line = element.getparent()
    if line is not None and element.tag == tag("span"):
        line.text = None
        element.tail = " " if element.getnext() is not None else None
    marker = _marker_of(element)
    unit = marker.getparent() if marker is not None else None
    if marker is not None and unit is not None:
        unit.remove(marker)


def _marker_of(element: etree._Element) -> etree._Element | None:
    """The `<num>` that an element comes right after, however deep it stands."""
    at = element
    while (parent := at.getparent()) is not None:
        before = at.getprevious()
        if before is not None:
            return before if before.tag == tag("num") else None
        at = parent
    return None


def _retitle(root: etree._Element, reading: Reading) -> None:
    """Say that this is the English expression, and that a machine drafted it."""
    chinese, english = Uris.of(reading.document), Uris.of(reading.document, "eng")
    for name in ("FRBRExpression", "FRBRManifestation"):
        for value in root.iterfind(f".//{tag(name)}/*[@value]"):
            said = str(value.get("value"))
            value.set("value", said.replace(chinese.expression, english.expression))
    expression = root.find(f".//{tag('FRBRExpression')}")
    language = root.find(f".//{tag('FRBRlanguage')}")
    tool = root.find(f".//{tag('identification')}")
    if expression is None or language is None or tool is None:
        return
    language.set("language", "eng")
    attributes = {
        "href": chinese.expression,
        "fromLanguage": "zho",
        "authoritative": "false",
        "by": str(tool.get("source")),
    }
    etree.SubElement(expression, tag("FRBRtranslation"), attributes)
