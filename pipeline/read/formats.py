"""Tell by its first bytes what kind of file it is; names lie, first bytes seldom do."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.errors import ReadError

Format = Literal["text", "html", "docx", "pdf"]

PAGE = re.compile(
    rb"(?:<!--.{0,4000}?-->|<\?xml[^>]{0,200}>|\s)*<(?:!doctype\s+html|html|head|body)\b"
)
PDF = re.compile(rb"\s*%PDF-")

# What people take for a document, by its first bytes, and what to do with it.
REFUSED = {
    b"{\\rtf": "is a Rich Text file; open it in Word or LibreOffice and save it as .docx.",
    b"Rar!": "is an archive; unpack it and read the files in it.",
    b"7z\xbc\xaf": "is an archive; unpack it and read the files in it.",
    b"\x1f\x8b": "is an archive; unpack it and read the files in it.",
    b"\x89PNG": "is an image; run OCR on it and read the text.",
    b"\xff\xd8\xff": "is an image; run OCR on it and read the text.",
    b"II*\x00": "is an image; run OCR on it and read the text.",
    b"MM\x00*": "is an image; run OCR on it and read the text.",
    b"GIF8": "is an image; run OCR on it and read the text.",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def detect(data: bytes, name: str) -> Format:
    """Return the format of `data`, the content of the file `name`, or refuse it with a reason.

    >>> detect(b"<!DOCTYPE html><p>", "plan.txt"), detect(b"%PDF-1.7", "-")
    ('html', 'pdf')
    """
    if not data.strip():
        raise ReadError(f"{name} is empty; check that it was saved or downloaded whole.")
    head = data[:8192]
    if data.startswith(OLE):
        raise _old_office(data, name)
    for mark, advice in REFUSED.items():
        if data.startswith(mark):
            raise ReadError(f"{name} {advice}")
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if PDF.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "pdf"
    # A page in UTF-16 shows its tags once the zero bytes are out.
    if PAGE.match(
        head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"").lower()
    ):
        return "html"
    return "html" if name.lower().endswith((".html", ".htm")) else "text"


def _old_office(data: bytes, name: str) -> ReadError:
    if ENCRYPTED in data:
        return ReadError(
            f"{name} is protected by a password; open it in Word and save it without one."
        )
    return ReadError(
        f"{name} is in the old Word format (.doc, .wps); "
        "open it in Word or LibreOffice and save it as .docx."
    )
