"""Write small PDFs for the tests: lines of Chinese at given places, in a font not embedded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, SIZE, LEADING, ACROSS = 72.0, 760.0, 15.0, 24.0, 30

MARKS = tuple("，。、；：）")


@dataclass(frozen=True, slots=True)
class Print:
    """Words at a place on the page."""

    words: str
    x: float = LEFT
    y: float = TOP
    size: float = SIZE


def wrapped(
    paragraphs: Iterable[str], *, across: int = ACROSS, per_page: int = 20
) -> list[list[Print]]:
    """Set paragraphs as a printer does: indented, broken after `across` characters.

    No mark begins a line, it hangs over the margin. A last line of one character hangs too: pdfium
    leaves out a text of a single glyph whose font is not there to measure it by.
    """
    rows: list[Print] = []
    for words in paragraphs:
        left, room = LEFT + 2 * SIZE, across - 2
        while words:
            room += words[room : room + 1] in MARKS or len(words) == room + 1
            rows.append(Print(words[:room], left))
            words, left, room = words[room:], LEFT, across
    pages = [rows[at : at + per_page] for at in range(0, len(rows), per_page)]
    return [
        [Print(row.words, row.x, TOP - LEADING * n) for n, row in enumerate(page)] for page in pages
    ]


def pdf(pages: list[list[Print]], *, extra: bytes = b"") -> bytes:
    """A PDF of these pages; `extra` is drawn on each of them."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts"
        b"[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo<</Registry"
        b"(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor<</Type/FontDescriptor/FontName"
        b"/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
        b"/CapHeight 880/StemV 93>>>>]>>",
    ]
    for number, page in enumerate(pages):
        content = b"".join(map(_drawn, page)) + extra
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]"
            f"/Contents {5 + 2 * number} 0 R/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _drawn(row: Print) -> bytes:
    code = row.words.encode("utf-16-be").hex()
    return f"BT /F {row.size} Tf {row.x} {row.y} Td <{code}> Tj ET\n".encode()


def _file(objects: list[bytes]) -> bytes:
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    )
