"""What Akoma Ntoso calls things: elements, their short names, eIds, references to concepts.

eIds follow the naming convention of the standard: `part_2__subpart_3__paragraph_1` is written
`part_2__subpart_3__para_1`, in Latin letters and figures whatever the marker (（三） is 3, ④ is 4).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from lxml import etree

from pipeline import numerals
from pipeline.document import Unit
from pipeline.export.xliff import clean

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:tiaoli:reading:1"
# The default namespace has no prefix, for which lxml wants None and its stubs have no type.
NAMESPACES: Any = {None: AKN, "tiaoli": OWN}

# An unnumbered paragraph of a provision (款) is an alinea; 一、 and （一） are no articles.
ELEMENTS = {
    "volume": "book", "chapter": "chapter", "section": "section", "article": "article",
    "part": "part", "subpart": "subpart", "item": "paragraph", "subitem": "subparagraph",
    "bullet": "indent", "ordinal_lead": "point", "paragraph": "alinea",
}  # fmt: skip
# The naming convention shortens these; every other element goes by its name.
SHORT = {
    "alinea": "al", "article": "art", "chapter": "chp", "paragraph": "para", "section": "sec",
    "subparagraph": "subpara", "wrapUp": "wrapup", "quantity": "quantity",
}  # fmt: skip

_NUMERAL = re.compile(r"[0-9]+|[零〇一二三四五六七八九十百千两]+")


def tag(name: str) -> str:
    """The name of an element with its namespace."""
    return f"{{{AKN}}}{name}"


def element_of(unit: Unit) -> str:
    """The element that a unit becomes: one of the hierarchy, or a named container."""
    return ELEMENTS.get(unit.kind, "hcontainer")


def number_of(marker: str) -> int | None:
    """The number in a marker, None if it has none.

    >>> [number_of(marker) for marker in ("（四）", "第十二条", "③", "２．", "——")]
    [4, 12, 3, 2, None]
    """
    found = _NUMERAL.search(unicodedata.normalize("NFKC", marker))
    if found is None:
        return None
    try:
        return int(numerals.value(found.group()))
    except ValueError:
        return None


@dataclass(slots=True)
class EIds:
    """Hands out the eIds of one document, each once."""

    given: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, parent: str, name: str, number: int | None = None) -> str:
        """The eId of an element `name` inside `parent`; numbered by its place if it has no number.

        A number that was given before (numbering starts again) gets a suffix: `part_1-2`.
        """
        stem = f"{parent}__{SHORT.get(name, name)}" if parent else SHORT.get(name, name)
        if number is None:
            self.counts[stem] = self.counts.get(stem, 0) + 1
            number = self.counts[stem]
        made = f"{stem}_{number}"
        while made in self.given:
            self.counts[made] = self.counts.get(made, 1) + 1
            made = f"{stem}_{number}-{self.counts[made]}"
        self.given.add(made)
        return made


@dataclass(slots=True)
class References:
    """The concepts, bodies and documents that the text refers to, each named once."""

    known: dict[tuple[str, str, str], str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, element: str, kind: str, words: str) -> str:
        """The pointer (`#indicator_3`) to what `words` name; Latin words are their own eId."""
        key = (element, kind, words)
        if key not in self.known:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            latin = re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", words)
            self.known[key] = f"{kind}_{words if latin else self.counts[kind]}"
        return f"#{self.known[key]}"

    def write(self, parent: etree._Element) -> None:
        """Write a reference for each."""
        for (element, kind, words), eid in self.known.items():
            shown = clean(words)
            where = f"/akn/ontology/{element.removeprefix('TLC').lower()}/{kind}/{quote(shown)}"
            named = {"name": kind} if element == "TLCReference" else {}
            attributes = {"eId": eid, "href": where, "showAs": shown, **named}
            etree.SubElement(parent, tag(element), attributes)
