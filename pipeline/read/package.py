"""Open a Word file's package and read its parts, no further than the limits allow.

A `.docx` is a zip archive of XML parts. What the archive says about sizes is checked first, and
since it may lie, the bytes are counted again while they are unpacked.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

CHUNK = 1 << 16

# Word's tags are 20 to 30 bytes apart. A part of nothing but `<w:p/>` would take twenty times its
# size of memory, and minutes.
BYTES_PER_TAG = 14
MAIN_PART = "word/document.xml"
OTHERS = {
    "xl/": "is an Excel workbook; save the sheet that holds the document as .docx or .pdf.",
    "ppt/": "is a PowerPoint file; export it as .pdf.",
    "OFD.xml": "is an OFD document; convert it to .pdf or .docx with an OFD reader.",
    "content.xml": "is an OpenDocument file; open it in LibreOffice and save it as .docx.",
}

# What the zip reader raises over damaged archives, found by feeding it some.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, OSError, ValueError, RuntimeError, NotImplementedError,
)  # fmt: skip

# No Word file declares a document type; one that does can only mean to expand entities.
DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


@dataclass(slots=True)
class Package:
    """The parts of one Word file; `left` is how many bytes may still be unpacked."""

    archive: zipfile.ZipFile
    name: str
    limit: int
    left: int

    @classmethod
    def open(cls, data: bytes, name: str, limit: int) -> Package:
        """Open the archive; a ReadError if it is broken, locked, or no Word file."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise _broken(name) from error
        parts = archive.namelist()
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise ReadError(f"{name} is protected by a password; save it without one.")
        if MAIN_PART not in parts:
            raise _not_word(parts, name)
        return cls(archive, name, limit, limit)

    def part(self, part: str) -> _Element | None:
        """The root element of a part, or nothing if the file has no such part."""
        try:
            entry = self.archive.getinfo(part)
        except KeyError:
            return None
        if entry.file_size > self.left:
            raise self._too_large()
        data = self._unpacked(entry)
        if data.count(b"<") > self.limit // BYTES_PER_TAG:
            raise self._too_large()
        return _parsed(data, self.name, part)

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        pieces: list[bytes] = []
        try:
            with self.archive.open(entry) as file:
                while piece := file.read(CHUNK):
                    self.left -= len(piece)
                    if self.left < 0:
                        raise self._too_large()
                    pieces.append(piece)
        except BROKEN as error:
            raise _broken(self.name) from error
        return b"".join(pieces)

    def _too_large(self) -> ReadError:
        return ReadError(
            f"{self.name} unpacks to more than the limit of {self.limit:,} bytes; "
            "split the document, or raise max_bytes in [read] of the settings."
        )


def _parsed(data: bytes, name: str, part: str) -> _Element:
    from lxml import etree

    if any(mark in data for mark in DOCTYPES):
        raise ReadError(
            f"{name} declares a document type in {part}, as no Word file does; "
            "open it in Word and save it anew."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(
            f"{name} is damaged: {part} is no XML ({error}); open it in Word and save it anew."
        ) from error


def _broken(name: str) -> ReadError:
    return ReadError(
        f"{name} is a damaged or truncated Word file; get it again, or open it in Word, which can "
        "repair some, and save it anew."
    )


def _not_word(parts: list[str], name: str) -> ReadError:
    for mark, advice in OTHERS.items():
        if any(part.startswith(mark) for part in parts):
            return ReadError(f"{name} {advice}")
    return ReadError(f"{name} is an archive; unpack it and read the files in it.")
