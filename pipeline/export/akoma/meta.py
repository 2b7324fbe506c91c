"""The metadata of an Akoma Ntoso file: work, expression, manifestation; references.

The standard wants a whole date. Where a document says no more than its year, `date` is the last day
of it and `tiaoli:edtf` says what is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from pipeline.document import Document, Reading
from pipeline.export.akoma.names import OWN, References, tag
from pipeline.export.dates import last_day
from pipeline.export.xliff import clean

# What the standard's users write where a date is not known.
NO_DATE = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Uris:
    """The addresses of a document by the naming convention of the standard."""

    work: str
    expression: str

    @classmethod
    def of(cls, document: Document, language: str = "zho") -> Uris:
        """`/akn/cn-510100/doc/decision/2020-12-31/ab12cd34ef56/zho@2020-12-31`.

        The number is the hash of the text: document numbers are Chinese, and many have none.
        """
        place = document.place.code if document.place and document.place.code else ""
        country = f"cn-{place}" if place else "cn"
        issued = last_day(document.issued or "")
        day = issued.isoformat() if issued else NO_DATE
        kind = document.genre or "document"
        work = f"/akn/{country}/doc/{kind}/{document.issued or NO_DATE}/{document.sha256[:12]}"
        return cls(work, f"{work}/{language}@{day}")


def meta(reading: Reading, references: References, analysis: etree._Element) -> etree._Element:
    """The `<meta>` of the Chinese expression."""
    document = reading.document
    uris = Uris.of(document)
    tool = references.of("TLCProcess", "by", "tiaoli")
    authors = [references.of("TLCOrganization", "issuer", name) for name in document.issuers]
    authors = authors or [references.of("TLCOrganization", "issuer", "unknown")]
    author = references.of("TLCRole", "role", "author")
    root = etree.Element(tag("meta"))
    identification = etree.SubElement(root, tag("identification"), {"source": tool})
    work = _core(identification, "FRBRWork", uris.work, "/!main", document, authors, author)
    _values(
        work,
        ("FRBRcountry", uris.work.split("/")[2]),
        ("FRBRsubtype", document.genre or "document"),
        ("FRBRnumber", document.doc_number or document.sha256[:12]),
    )
    expression = _core(
        identification, "FRBRExpression", uris.expression, "/!main", document, authors, author
    )
    etree.SubElement(expression, tag("FRBRlanguage"), {"language": "zho"})
    end = "/!main.xml"
    manifestation = _core(
        identification, "FRBRManifestation", uris.expression, end, document, [tool], author
    )
    _values(manifestation, ("FRBRformat", "application/akn+xml"))
    _classification(root, reading, references, tool)
    holder = etree.SubElement(root, tag("analysis"), {"source": tool})
    etree.SubElement(holder, tag("otherAnalysis"), {"source": tool}).append(analysis)
    listed = etree.SubElement(root, tag("references"), {"source": tool})
    if document.place:
        references.of("TLCLocation", "place", document.place.name)
    references.write(listed)
    return root


def _core(
    parent: etree._Element,
    name: str,
    uri: str,
    component: str,
    document: Document,
    authors: list[str],
    role: str,
) -> etree._Element:
    """The properties that work, expression and manifestation have in common."""
    element = etree.SubElement(parent, tag(name))
    whole = uri + (".xml" if component.endswith(".xml") else "")
    _values(element, ("FRBRthis", uri + component), ("FRBRuri", whole))
    if document.title:
        named = {"value": clean(document.title), "name": "title"}
        etree.SubElement(element, tag("FRBRalias"), named)
    issued = last_day(document.issued or "")
    known = {"date": issued.isoformat() if issued else NO_DATE}
    known["name"] = "issued" if issued else "unknown"
    if document.issued:
        known[f"{{{OWN}}}edtf"] = document.issued
    etree.SubElement(element, tag("FRBRdate"), known)
    for author in authors:
        etree.SubElement(element, tag("FRBRauthor"), {"href": author, "as": role})
    return element


def _values(element: etree._Element, *pairs: tuple[str, str]) -> None:
    for name, value in pairs:
        if value:
            etree.SubElement(element, tag(name), {"value": clean(value)})


def _classification(
    root: etree._Element, reading: Reading, references: References, tool: str
) -> None:
    """The task types that occur, as keywords."""
    types = sorted({name for label in reading.labels for name in label.types})
    if not types:
        return
    dictionary = references.of("TLCConcept", "codebook", "task-types")
    holder = etree.SubElement(root, tag("classification"), {"source": tool})
    for name in types:
        pointer = references.of("TLCConcept", "type", name)
        attributes = {"value": clean(name), "showAs": clean(name)}
        etree.SubElement(
            holder, tag("keyword"), {"refersTo": pointer, "dictionary": dictionary, **attributes}
        )
