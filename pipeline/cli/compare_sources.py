"""Read what a comparison is made with: files, folders, records of `tiaoli read`, JSONL with texts.

Rows of a JSONL file are cut into clauses and no more unless targets are asked for: there may be
thousands, and counterparts need nothing else.
"""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

from pipeline.cli.documents import Failures
from pipeline.document import Document, Genre, Level, Place, Reading
from pipeline.errors import PipelineError, ReadError, SettingsError
from pipeline.settings import Settings

OPENERS: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """Which rows and documents take part: each field must have one of the values named for it."""

    wanted: tuple[tuple[str, frozenset[str]], ...] = ()

    @classmethod
    def parse(cls, conditions: Iterable[str]) -> Where:
        """Read conditions such as `level=city,province`.

        >>> Where.parse(["level=city,province"])({"level": "city"})
        True
        """
        wanted = []
        for condition in conditions:
            name, equals, values = condition.partition("=")
            if not equals or not values:
                raise SettingsError(
                    f"{condition!r} is no condition; write name=value or name=value,value."
                )
            wanted.append((name.strip(), frozenset(value.strip() for value in values.split(","))))
        return cls(tuple(wanted))

    def __call__(self, row: Row) -> bool:
        """Whether a row with these facts takes part."""
        return all(str(row.get(name) or "") in values for name, values in self.wanted)


@dataclass(frozen=True, slots=True)
class Loader:
    """Reads the sources of a comparison. `whole` reads files, `brief` the rows of tables."""

    whole: Callable[[Document], Reading]
    brief: Callable[[Document], Reading]
    settings: Settings
    failures: Failures
    where: Where = Where()

    def __call__(self, sources: Iterable[str]) -> Iterator[Reading]:
        """The readings of all sources that the conditions let through."""
        from pipeline.read import find_files

        for source in sources:
            path = Path(source)
            try:
                if is_table(path):
                    yield from self._rows(path)
                elif records := records_of(path):
                    for one in records:
                        yield from self._recorded(one)
                else:
                    for file in find_files([source]):
                        yield from self._file(str(file))
            except PipelineError as error:
                self.failures.note(source, error)

    def _rows(self, path: Path) -> Iterator[Reading]:
        for number, row in enumerate(table_rows(path), 1):
            if not self.where(row) or not str(row.get("text") or "").strip():
                continue
            try:
                yield self.brief(_document(row, f"{path.stem.split('.')[0]}-{number:06d}"))
            except Exception as error:
                self.failures.note(f"{path}#{number}", error)

    def _file(self, file: str) -> Iterator[Reading]:
        from pipeline.read import read

        try:
            yield from self._kept(self.whole(read(file, limits=self.settings.read)))
        except Exception as error:
            self.failures.note(file, error)

    def _recorded(self, path: Path) -> Iterator[Reading]:
        from pipeline.export import record

        try:
            yield from self._kept(record.load(path))
        except PipelineError as error:
            self.failures.note(str(path), error)

    def _kept(self, reading: Reading) -> Iterator[Reading]:
        if self.where(facts(reading.document)):
            yield reading


def facts(document: Document) -> dict[str, str | None]:
    """The facts of a document that conditions may name."""
    place = document.place
    return {
        "id": document.id,
        "title": document.title,
        "place": place.name if place else None,
        "code": place.code if place else None,
        "level": place.level if place else None,
        "genre": document.genre,
        "issued": document.issued,
        "year": (document.issued or "")[:4] or None,
    }


def records_of(path: Path) -> list[Path]:
    """The records that a source names: itself, or those of a folder that has no documents."""
    from pipeline.read.files import SUFFIXES

    if path.is_dir():
        inside = sorted(path.rglob("*"))
        if any(one.suffix.lower() in SUFFIXES for one in inside):
            return []
        return [one for one in inside if one.suffix.lower() == ".json"]
    return [path] if path.suffix.lower() == ".json" and path.is_file() else []


def is_table(path: Path) -> bool:
    """Whether a file is JSONL, packed or not."""
    name = path.name.lower().removesuffix(".xz").removesuffix(".gz")
    return path.is_file() and name.endswith((".jsonl", ".ndjson"))


def table_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSONL file, packed or not."""
    try:
        yield from _rows(path)
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise ReadError(f"{path} cannot be read: {error}; check or unpack it again.") from error


def _rows(path: Path) -> Iterator[Row]:
    unpack = OPENERS.get(path.suffix.lower(), open)
    with unpack(path, "rt", encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ReadError(f"{path} line {number} is not JSON: {error}; mend it.") from error
            if not isinstance(row, dict):
                raise ReadError(f"{path} line {number} is no JSON object; mend it.")
            yield row


def _document(row: Row, name: str) -> Document:
    """The document of a row: what the row states goes before what its words say."""
    from pipeline.read import read_text

    found = read_text(str(row["text"]))
    genre = row.get("genre") if row.get("genre") in get_args(Genre) else found.genre
    return replace(
        found,
        id=str(row.get("id") or name),
        source=str(row.get("source") or ""),
        title=found.title or row.get("title"),
        genre=cast(Genre | None, genre),
        issued=row.get("issued") or found.issued or (str(row["year"]) if row.get("year") else None),
        place=_place(row, found.place),
    )


def _place(row: Row, found: Place | None) -> Place | None:
    name = str(row.get("place") or "")
    if not name or (found and found.name.startswith(name)):
        return found
    level = row.get("place_level") or row.get("level")
    known = cast(Level, level if level in get_args(Level) else "city")
    return Place(name, row.get("place_code"), known)
