"""Read one item of a batch: the function that every worker calls, here or on another machine."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from pipeline.batch.sources import Item
from pipeline.document import Document, Genre, Level, Place, Reading
from pipeline.errors import PipelineError, ReadError
from pipeline.export.record import to_record
from pipeline.read import read_bytes, read_text
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: its record, compressed, or the reason why there is none."""

    record: bytes | None = None
    kind: str = ""
    reason: str = ""


def read_item(item: Item, pipeline: Callable[[Document], Reading], settings: Settings) -> Outcome:
    """Read an item; whatever goes wrong with it is its outcome, not an exception."""
    try:
        record = to_record(pipeline(_document(item, settings)))
        packed = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return Outcome(zlib.compress(packed, 1))
    except PipelineError as error:
        return Outcome(kind=type(error).__name__, reason=str(error))
    except MemoryError:
        return Outcome(kind="MemoryError", reason="the document needs more memory than the limit")
    except Exception as error:
        notes = " ".join(getattr(error, "__notes__", ()))
        return Outcome(kind=type(error).__name__, reason=f"bug: {error!r} {notes}".strip())


def unpacked(record: bytes) -> dict[str, Any]:
    """The record of an outcome, as `to_record` made it."""
    found: dict[str, Any] = json.loads(zlib.decompress(record).decode("utf-8", "surrogatepass"))
    return found


def _document(item: Item, settings: Settings) -> Document:
    if item.path is not None:
        document = read_bytes(item.content(), item.path, limits=settings.read)
    else:
        document = _words(item, settings)
    return _with_facts(document, item)


def _words(item: Item, settings: Settings) -> Document:
    text = item.text or ""
    if not text.strip():
        raise ReadError(f"{item.name} holds no text; check its row.")
    if len(text) > settings.read.max_characters:
        raise ReadError(
            f"{item.name} is over the limit of {settings.read.max_characters:,} characters; "
            "split the document, or raise max_characters in [read] of the settings."
        )
    return read_text(text)


def _with_facts(document: Document, item: Item) -> Document:
    """The document with the facts that its manifest row states."""
    facts = item.facts
    genre = facts.get("genre", document.genre)
    if genre is not None and genre not in get_args(Genre):
        raise ReadError(
            f"{item.name}: no genre {genre!r}; choose from {', '.join(get_args(Genre))}."
        )
    return replace(
        document,
        title=facts.get("title", document.title),
        doc_number=facts.get("doc_number", document.doc_number),
        issuers=tuple(facts["issuer"].split(";")) if "issuer" in facts else document.issuers,
        place=_place(document, item),
        genre=cast(Genre, _one_of(Genre, facts["genre"], item))
        if "genre" in facts
        else document.genre,
        issued=facts.get("issued", document.issued),
    )


def _place(document: Document, item: Item) -> Place | None:
    facts, place = item.facts, document.place
    if not {"place", "place_code", "place_level"} & facts.keys():
        return place
    same = place is not None and facts.get("place", place.name) == place.name
    level = facts.get("place_level") or (place.level if same and place else "city")
    if level not in get_args(Level):
        raise ReadError(
            f"{item.name}: no level {level!r}; choose from {', '.join(get_args(Level))}."
        )
    code = facts.get("place_code") or (place.code if same and place else None)
    name = facts.get("place") or (place.name if place else "")
    return Place(name, code, cast(Level, _one_of(Level, level, item)))


def _one_of(kinds: Any, said: str, item: Item) -> str:
    """A fact that must be one of a few words."""
    if said not in get_args(kinds):
        raise ReadError(f"{item.name}: {said!r} is none of {', '.join(get_args(kinds))}.")
    return said
