"""Text in XML and back, no character lost.

XML 1.0 cannot hold a PDF's control characters nor lone surrogates. Such a character becomes an
empty `<inline name="character" class="U+000B"/>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.export.akoma.names import tag

_FORBIDDEN = re.compile("([^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
# What XML takes for white space between elements; 　 is not among it.
_XML_SPACE = re.compile(r"[ \t\r\n]*")


def append(element: etree._Element, text: str) -> None:
    """Put text at the end of an element."""
    for number, piece in enumerate(_FORBIDDEN.split(text)):
        if number % 2:
            name = f"U+{ord(piece):04X}"
            etree.SubElement(element, tag("inline"), {"name": "character", "class": name})
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


def parted(gap: str) -> tuple[str, str, str]:
    r"""What of the white space between two lines ends the first, parts them, begins the second.

    >>> parted("\n　　"), parted("　\n\n"), parted("\n")
    (('', '\n', '　　'), ('　', '\n\n', ''), ('', '\n', ''))
    """
    if _XML_SPACE.fullmatch(gap):
        return "", gap, ""
    line = gap.rfind("\n") + 1
    end = gap[:line].rstrip(" \t\r\n")
    between = _XML_SPACE.match(gap, len(end))
    at = between.end() if between else len(end)
    return end, gap[len(end) : at], gap[at:]


def text_of(root: etree._Element) -> str:
    """The text that an Akoma Ntoso file was made of."""
    doc = root[0]
    return "".join(_pieces(doc))


def _pieces(element: etree._Element) -> Iterator[str]:
    if element.tag == tag("meta"):
        return
    if element.get("name") == "character":
        yield chr(int(str(element.get("class")).removeprefix("U+"), 16))
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
