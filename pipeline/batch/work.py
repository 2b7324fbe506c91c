"""Read one item of a batch: the function that every worker calls, here or on another machine."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.batch.facts import with_facts
from pipeline.batch.sources import Item
from pipeline.document import Document, Reading
from pipeline.errors import PipelineError, ReadError
from pipeline.export.record import to_record
from pipeline.read import read_bytes, read_text
from pipeline.settings import Settings

# Stands for the item's name in a reason: equal files share an outcome and differ in their names.
NAME = "\0"
# The kind of a failure that says nothing of the document as it was found.
CHANGED = "Changed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: its record, compressed, or the reason why there is none."""

    record: bytes | None = None
    kind: str = ""
    reason: str = ""


def read_item(item: Item, pipeline: Callable[[Document], Reading], settings: Settings) -> Outcome:
    """Read an item; whatever goes wrong with it is its outcome, not an exception."""
    try:
        content = item.content(settings.read)
        if item.digest and hashlib.sha256(content).hexdigest() != item.digest:
            return Outcome(None, CHANGED, "changed while the batch ran; run it again.")
        record = to_record(pipeline(with_facts(_document(item, content, settings), item.facts)))
        packed = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return Outcome(zlib.compress(packed, 1))
    except PipelineError as error:
        return failure(item, type(error).__name__, str(error))
    except MemoryError:
        return failure(item, "MemoryError", "the document needs more memory than the limit.")
    except Exception as error:
        notes = " ".join(getattr(error, "__notes__", ()))
        return failure(item, type(error).__name__, f"bug: {error!r} {notes}".strip())


def failure(item: Item, kind: str, reason: str) -> Outcome:
    """The outcome of an item that has no record; its reason holds no name and no odd character."""
    names = sorted({str(item.path or item.name), item.name}, key=len, reverse=True)
    for name in names:  # the path first: it ends in the name
        reason = reason.replace(name, NAME)
    return Outcome(None, kind, reason.encode("utf-8", "backslashreplace").decode())


def unpacked(record: bytes) -> dict[str, Any]:
    """The record of an outcome, as `to_record` made it."""
    found: dict[str, Any] = json.loads(zlib.decompress(record).decode("utf-8", "surrogatepass"))
    return found


def _document(item: Item, content: bytes, settings: Settings) -> Document:
    if item.path is not None:
        return read_bytes(content, item.path, limits=settings.read)
    # JSON can escape half of a character (\ud83d); no table can hold it.
    text = content.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass")
    words = text.decode("utf-16", "replace")
    if not words.strip():
        raise ReadError(f"{item.name} holds no text; check its row.")
    if len(words) > settings.read.max_characters:
        raise ReadError(
            f"{item.name} is over the limit of {settings.read.max_characters:,} characters; "
            "split the document, or raise max_characters in [read] of the settings."
        )
    return read_text(words)
