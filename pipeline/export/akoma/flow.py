"""The text as preface, main body and conclusions, written from its first character to its last.

White space between clauses stands between the elements where XML allows it; a full-width indent
(　　) begins the line that it indents. Nothing is added: a reader joins the strings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from pipeline.document import Clause, Document, Span
from pipeline.export.akoma.marks import Marks
from pipeline.export.akoma.names import EIds, References, element_of, number_of, tag
from pipeline.export.akoma.outline import Node
from pipeline.export.akoma.words import append, parted

Item = Clause | Node

FRONT = {"title": "docTitle", "doc_number": "docNumber", "note": "", "salutation": "", "date": ""}
BACK = {"signature": "signature", "date": "", "note": ""}


@dataclass(slots=True)
class Flow:
    """Writes one document. `at` is the next character; `places` has the eIds of what is written.

    `last` is the element that holds the last words, `lead` the indent that waits for the next.
    """

    document: Document
    marks: Marks
    types: Mapping[str, tuple[str, ...]]
    references: References
    places: dict[str, str] = field(default_factory=dict)
    eids: EIds = field(default_factory=EIds)
    at: int = 0
    lead: str = ""
    last: etree._Element | None = None

    def write(self, doc: etree._Element, items: Sequence[Item]) -> None:
        """Write the whole text into `doc`."""
        front = _while(items, FRONT)
        back = _while(items[front:][::-1], BACK)
        middle = len(items) - back
        self._outer(doc, "preface", items[:front], FRONT)
        body = self._opened(doc, "mainBody", _start(items, front, middle, self.at))
        self._mixed(body, "", items[front:middle])
        if not len(body):  # the schema wants something in it
            self._p(body, "", self.at)
        self._outer(doc, "conclusions", items[middle:], BACK)
        rest = self.lead + self.document.text[self.at :]
        self.at, self.lead = len(self.document.text), ""
        if rest and self.last is not None:
            append(self.last, rest)

    def _outer(
        self, doc: etree._Element, name: str, items: Sequence[Item], inner: Mapping[str, str]
    ) -> None:
        """The preface or the conclusions: lines, each named for its kind."""
        if not items:
            return
        element = self._opened(doc, name, _start(items, 0, 1, self.at))
        element.set("eId", name)
        for node in items:
            if isinstance(node, Node):
                clauses = [item for item in node.items if isinstance(item, Clause)]
                self._lines(element, name, clauses, node.unit.kind, inner[node.unit.kind])
                if clauses:
                    self.places[node.unit.id] = self.places[clauses[0].id]

    def _mixed(self, parent: etree._Element, eid: str, items: Sequence[Item]) -> None:
        """Units and lines side by side, as the main body holds them."""
        for whole, group in groupby(items, key=lambda item: isinstance(item, Node)):
            if not whole:
                self._lines(parent, eid, [item for item in group if isinstance(item, Clause)])
                continue
            for node in group:
                if isinstance(node, Node):
                    self._unit(parent, eid, node)

    def _unit(self, parent: etree._Element, prefix: str, node: Node) -> None:
        unit = node.unit
        name = element_of(unit)
        element = self._opened(parent, name, unit.span.start)
        eid = self.eids.of(prefix, name, number_of(unit.marker))
        element.set("eId", eid)
        if name == "hcontainer":
            element.set("name", unit.kind)
        self.places[unit.id] = eid
        rest = self._headed(element, eid, node)
        if node.nodes:
            self._around(element, eid, rest)
        elif rest:
            content = self._opened(element, "content", self._next(rest))
            content.set("eId", self.eids.of(eid, "content"))
            self._lines(content, eid, [item for item in rest if isinstance(item, Clause)])

    def _headed(self, element: etree._Element, eid: str, node: Node) -> list[Item]:
        """Write the marker and the headings of a unit; what is left of its items."""
        items, marker, start = node.items, node.unit.marker, node.start
        first = items[0] if items else None
        own = isinstance(first, Clause) and first.span.start == start
        if isinstance(first, Clause) and own and self._marked(first, marker):
            num = self._opened(element, "num", start)
            num.set("eId", self.eids.of(eid, "num"))
            self._fill(num, start + len(marker), eid)
            self.places[first.id] = str(num.get("eId"))
        at = 0
        while at < len(items):
            item = items[at]
            if not isinstance(item, Clause) or item.role != "heading":
                break
            if self.at < item.span.end:
                heading = self._opened(element, "heading", max(self.at, item.span.start))
                self._name(heading, eid, "heading", item)
                self._fill(heading, item.span.end, str(heading.get("eId")))
            at += 1
        return items[at:]

    def _marked(self, clause: Clause, marker: str) -> bool:
        return bool(marker) and self.document[clause.span].startswith(marker)

    def _around(self, element: etree._Element, eid: str, items: Sequence[Item]) -> None:
        """Lines before, between and after the units in a unit."""
        groups = [(whole, list(group)) for whole, group in groupby(items, key=_is_node)]
        for number, (whole, group) in enumerate(groups):
            if whole:
                self._mixed(element, eid, group)
                continue
            name = "intro" if number == 0 else "wrapUp" if number == len(groups) - 1 else ""
            inner = self._opened(element, name or "hcontainer", self._next(group))
            inner_eid = self.eids.of(eid, name or "hcontainer")
            inner.set("eId", inner_eid)
            if not name:
                inner.set("name", "text")
                inner = self._opened(inner, "content", self.at)
                inner.set("eId", self.eids.of(inner_eid, "content"))
            self._lines(inner, inner_eid, [item for item in group if isinstance(item, Clause)])

    def _lines(
        self,
        parent: etree._Element,
        eid: str,
        clauses: Sequence[Clause],
        kind: str = "",
        inner: str = "",
    ) -> None:
        """A `<p>` for each line, a `<span>` for each clause on it."""
        line: etree._Element | None = None
        for clause in clauses:
            if self.at >= clause.span.end:  # a marker that stands alone: `<num>` has it
                continue
            start = max(self.at, clause.span.start)
            gap = self.document.text[self.at : start]
            if line is None or "\n" in gap:
                line = self._p(parent, eid, start)
                if kind:
                    line.set("class", kind)
                if inner:
                    line = etree.SubElement(line, tag(inner))
            else:
                append(line, gap)
                self.at = start
            span = etree.SubElement(line, tag("span"), {"class": "clause"})
            self._name(span, eid, "span", clause)
            self._fill(span, clause.span.end, str(span.get("eId")))
            self.last = line

    def _p(self, parent: etree._Element, eid: str, start: int) -> etree._Element:
        line = self._opened(parent, "p", start)
        line.set("eId", self.eids.of(eid, "p"))
        append(line, self.lead)
        self.lead, self.last = "", line
        return line

    def _opened(self, parent: etree._Element, name: str, start: int) -> etree._Element:
        """A new element, after the white space that comes before it."""
        end, between, lead = parted(self.document.text[self.at : start])
        if end and self.last is None:
            end, between, lead = "", "", end + between + lead
        if end and self.last is not None:
            append(self.last, end)
        append(parent, between)
        self.lead += lead
        self.at = max(self.at, start)
        return etree.SubElement(parent, tag(name))

    def _name(self, element: etree._Element, eid: str, name: str, clause: Clause) -> None:
        """Give a clause's element its eId and its task types."""
        made = self.eids.of(eid, name)
        element.set("eId", made)
        self.places[clause.id] = made
        types = [self.references.of("TLCConcept", "type", one) for one in self._types(clause)]
        if types:
            element.set("refersTo", " ".join(types))

    def _types(self, clause: Clause) -> tuple[str, ...]:
        return self.types.get(clause.id, ())

    def _fill(self, element: etree._Element, end: int, eid: str) -> None:
        """Write the text up to `end` into an element, with its marks."""
        append(element, self.lead)
        self.lead = ""
        self.places |= self.marks.write(element, Span(self.at, end), self.eids, eid)
        self.at, self.last = end, element

    def _next(self, items: Sequence[Item]) -> int:
        return max(self.at, _start(items, 0, 1, self.at))


def _is_node(item: Item) -> bool:
    return isinstance(item, Node)


def _start(items: Sequence[Item], first: int, last: int, otherwise: int) -> int:
    """Where the items from `first` to `last` begin."""
    if not items[first:last]:
        return otherwise
    item = items[first]
    return item.start if isinstance(item, Node) else item.span.start


def _while(items: Sequence[Item], kinds: Mapping[str, str]) -> int:
    """How many units at the beginning are of these kinds and hold no others."""
    count = 0
    for item in items:
        if not isinstance(item, Node) or item.unit.kind not in kinds or item.nodes:
            break
        count += 1
    return count
