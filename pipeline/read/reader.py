"""From a source to a Document: bytes, then words, then what the words say about themselves."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.pattern import Pattern
from pipeline.read.content import Content, plain_lines
from pipeline.read.encoding import decode
from pipeline.read.files import STANDARD_INPUT, read_source
from pipeline.read.formats import Format, detect
from pipeline.read.metadata import find_metadata
from pipeline.settings import Read

Reader = Callable[[bytes, str, Read], Content]

UNSAFE = Pattern(r'[\x00-\x1f\x7f-\x9f\s/\\:*?"<>|]+')
RESERVED = Pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)

# File systems take names of 255 bytes; a record's name still gets `.json`, and a part while it is
# being written gets more.
ID_BYTES = 200


def read(source: str | Path, *, limits: Read | None = None) -> Document:
    """Read one file, or standard input for `-`.

    The document's id is the file's name without its ending, made fit to name a file: from
    `plans/成都 2020.docx` comes `成都-2020`. What comes without a name is called by its hash.
    """
    limits = limits or Read()
    return read_bytes(read_source(source, limits), str(source), limits=limits)


def read_bytes(data: bytes, name: str, *, limits: Read | None = None) -> Document:
    """Read the content of a file called `name`, of any format; the content decides which."""
    limits = limits or Read()
    if len(data) > limits.max_bytes:
        raise ReadError(
            f"{name} is over the limit of {limits.max_bytes:,} bytes; "
            "split the file, or raise max_bytes in [read] of the settings."
        )
    content = _READERS[detect(data, name)](data, name, limits)
    if not content.text.strip():
        raise ReadError(f"{name} holds no text; check that it was saved or downloaded whole.")
    if len(content.text) > limits.max_characters:
        raise ReadError(
            f"{name} is over the limit of {limits.max_characters:,} characters; "
            "split the document, or raise max_characters in [read] of the settings."
        )
    return _document(content, name)


def read_text(text: str, *, source: str = "") -> Document:
    r"""Make a document of words that are at hand already; nothing but line ends is changed.

    >>> read_text("临溪市人民政府办公室关于发展夜间经济的通知\r\n各区县：").issuers
    ('临溪市人民政府办公室',)
    """
    return _document(Content(plain_lines(text)), source)


def _document(content: Content, source: str) -> Document:
    found = find_metadata(content)
    return Document(
        id=_safe_id(source) or _digest(content.text),
        text=content.text,
        source=source,
        title=found.title,
        doc_number=found.doc_number,
        issuers=found.issuers,
        place=found.place,
        genre=found.genre,
        issued=found.issued,
    )


def _safe_id(source: str) -> str:
    """The file's name as an id: one path segment that every file system takes, or nothing."""
    if source in ("", STANDARD_INPUT):
        return ""
    stem = unicodedata.normalize("NFC", Path(source.replace("\\", "/")).stem)
    stem = stem.encode("utf-8", "replace").decode()
    safe = UNSAFE.sub("-", stem).strip("-. ")
    if len(encoded := safe.encode()) > ID_BYTES:
        safe = f"{encoded[:ID_BYTES].decode(errors='ignore')}-{_digest(stem)}"
    return f"_{safe}" if RESERVED.match(safe) else safe


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _plain(data: bytes, name: str, _limits: Read) -> Content:
    return Content(plain_lines(decode(data, name)))


def _page(data: bytes, name: str, _limits: Read) -> Content:
    from pipeline.read.html import read_html

    return read_html(data, name)


def _word(data: bytes, name: str, limits: Read) -> Content:
    from pipeline.read.docx import read_docx

    return read_docx(data, name, limits)


def _pdf(data: bytes, name: str, limits: Read) -> Content:
    from pipeline.read.pdf import read_pdf

    return read_pdf(data, name, limits)


_READERS: dict[Format, Reader] = {"text": _plain, "html": _page, "docx": _word, "pdf": _pdf}
