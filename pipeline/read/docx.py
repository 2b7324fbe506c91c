"""Read a Word file: what a reader sees on the page, but for running heads and feet.

The numbers that Word generates are written before their paragraphs; a table row is one line with
its cells parted by tabs; a box (a table of one column) and a text box are lines. Tracked insertions
are in, deletions out; a generated table of contents is left out, for it repeats the headings.
Footnotes stand at the end, [1] here and there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import ReadError
from pipeline.read.content import Content, plain_lines, without_impossible
from pipeline.read.numbering import Numbering, numbered, read_numbering
from pipeline.read.package import MAIN_PART, Package
from pipeline.settings import Read

if TYPE_CHECKING:
    from lxml.etree import _Element

# Deeper nesting of tables and frames than any office writes; each level costs a call.
DEEPEST = 60

SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# Ticks and boxes that forms take from symbol fonts.
SYMBOLS = {
    "F0A8": "□",
    "F0FE": "☑",
    "F052": "☑",
    "F0FC": "✓",
    "F06E": "■",
    "F06C": "●",
    "F0B7": "•",
}
DELETED = frozenset(("del", "moveFrom"))
NOT_WORDS = frozenset(("pPr", "rPr", "instrText", "delText", "rt", "Fallback", "sdtPr", "tblPr"))
FRAMES = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice"))
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(slots=True)
class _Story:
    """One document on its way to text: its lists, its notes, a paragraph waiting for its end."""

    name: str
    numbering: Numbering
    contents_styles: frozenset[str]
    notes: list[tuple[str, str]] = field(default_factory=list)
    unended: str = ""


def read_docx(data: bytes, name: str, limits: Read) -> Content:
    """Return the text of a Word file; parts over the limits are refused unread."""
    package = Package.open(data, name, limits.max_bytes)
    main = package.part(MAIN_PART)
    styles = package.part("word/styles.xml")
    body = (
        next((child for child in main if _kind(child) == "body"), None)
        if main is not None
        else None
    )
    if body is None:
        raise ReadError(f"{name} is a Word file without a body; open it in Word and save it anew.")
    numbering = read_numbering(package.part("word/numbering.xml"), styles)
    story = _Story(name, numbering, _contents_styles(styles))
    lines = [*_blocks(body, story, 0)]
    lines += [story.unended] if story.unended else []
    lines += _note_lines(package, story)
    text = without_impossible(plain_lines("\n".join(lines)))
    if not text.strip():
        raise ReadError(
            f"{name} holds no text; if its pages are images, run OCR on it and save the text."
        )
    return Content(text)


def _kind(element: _Element) -> str:
    """An element's name without its namespace; nothing for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: _Element | None, attribute: str = "val") -> str:
    if element is None:
        return ""
    return element.get(f"{element.tag.partition('}')[0]}}}{attribute}", "")


def _child(element: _Element | None, name: str) -> _Element | None:
    if element is None:
        return None
    return element.find(f"{element.tag.partition('}')[0]}}}{name}")


def _contents_styles(styles: _Element | None) -> frozenset[str]:
    """The styles of a generated table of contents."""
    if styles is None:
        return frozenset()
    return frozenset(
        _value(style, "styleId")
        for style in styles
        if _value(_child(style, "name")).lower().startswith(("toc ", "table of figures"))
    )


def _blocks(parent: _Element, story: _Story, depth: int) -> Iterator[str]:
    """The lines of the paragraphs and tables in an element, in order."""
    if depth > DEEPEST:
        raise ReadError(
            f"{story.name} nests its tables deeper than {DEEPEST} levels; "
            "open it in Word and save it as .pdf."
        )
    for block in parent:
        kind = _kind(block)
        if kind == "p":
            yield from _paragraph(block, story, depth)
        elif kind == "tbl":
            yield from _table(block, story, depth)
        elif kind in FRAMES or kind == "AlternateContent":
            yield from _blocks(block, story, depth + 1)


def _paragraph(paragraph: _Element, story: _Story, depth: int) -> Iterator[str]:
    properties = _child(paragraph, "pPr")
    style = _value(_child(properties, "pStyle"))
    if style in story.contents_styles:
        return
    boxes: list[_Element] = []
    words = story.unended + "".join(_pieces(paragraph, story, boxes))
    story.unended = ""
    if _child(_child(properties, "rPr"), "del") is not None:
        story.unended = words  # its end was deleted: the next paragraph goes on here
    else:
        mark = story.numbering.mark(numbered(properties), style)
        if words.strip():
            yield from (mark + words).split("\n")
    for box in boxes:
        yield from _blocks(box, story, depth + 1)


def _pieces(paragraph: _Element, story: _Story, boxes: list[_Element]) -> Iterator[str]:
    """The words of a paragraph; the text boxes anchored in it are put aside."""
    from lxml import etree

    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        kind = _kind(element)
        if kind == "t":
            yield element.text or ""
        elif kind == "txbxContent":
            boxes.append(element)
            walk.skip_subtree()
        elif kind in DELETED or kind in NOT_WORDS or (kind == "r" and _is_hidden(element)):
            walk.skip_subtree()
        else:
            yield _sign(element, kind, story)


def _sign(element: _Element, kind: str, story: _Story) -> str:
    """What an element without words of its own shows: a tab, a line break, a note's number."""
    if kind == "br":
        return "" if _value(element, "type") in ("page", "column") else "\n"
    if kind == "sym":
        return SYMBOLS.get(_value(element, "char").upper(), "")
    if kind in NOTES:
        story.notes.append((NOTES[kind], _value(element, "id")))
        return f"[{len(story.notes)}]"
    return SIGNS.get(kind, "") if kind != "tab" or _kind_of_parent(element) != "tabs" else ""


def _kind_of_parent(element: _Element) -> str:
    parent = element.getparent()
    return _kind(parent) if parent is not None else ""


def _is_hidden(run: _Element) -> bool:
    vanish = _child(_child(run, "rPr"), "vanish")
    return vanish is not None and _value(vanish) not in ("0", "false", "off")


def _table(table: _Element, story: _Story, depth: int) -> Iterator[str]:
    rows = [list(_cells(row)) for row in _inside(table, "tr") if not _is_deleted(row)]
    if all(len(cells) <= 1 for cells in rows):
        for cells in rows:
            for cell in cells:
                yield from _blocks(cell, story, depth + 1)
        return
    for cells in rows:
        words = [
            "" if _goes_on(cell) else " ".join(_cell_lines(cell, story, depth)) for cell in cells
        ]
        line = "\t".join(words).rstrip()
        if line.strip():
            yield line


def _cell_lines(cell: _Element, story: _Story, depth: int) -> Iterator[str]:
    for line in _blocks(cell, story, depth + 1):
        if words := " ".join(line.split("\t")).strip():
            yield words


def _inside(parent: _Element, kind: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, also those that a form control frames."""
    for child in parent:
        if _kind(child) == kind:
            yield child
        elif _kind(child) in FRAMES:
            yield from _inside(child, kind)


def _cells(row: _Element) -> Iterator[_Element]:
    for cell in _inside(row, "tc"):
        merged = _child(_child(cell, "tcPr"), "hMerge")
        if merged is None or _value(merged) == "restart":
            yield cell


def _goes_on(cell: _Element) -> bool:
    """Whether the cell is merged with the one above it, whose words it shows."""
    merged = _child(_child(cell, "tcPr"), "vMerge")
    return merged is not None and _value(merged) != "restart"


def _is_deleted(row: _Element) -> bool:
    return _child(_child(row, "trPr"), "del") is not None


def _note_lines(package: Package, story: _Story) -> Iterator[str]:
    parts: dict[str, dict[str, _Element]] = {}
    for at, (part, note_id) in enumerate(list(story.notes), 1):
        if part not in parts:
            root = package.part(f"word/{part}.xml")
            parts[part] = {_value(note, "id"): note for note in root} if root is not None else {}
        note = parts[part].get(note_id)
        if note is not None:
            words = " ".join(line.strip() for line in _blocks(note, story, 0)).strip()
            yield f"[{at}] {words}"
