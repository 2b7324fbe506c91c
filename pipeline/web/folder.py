"""The folder that the workbench serves: what lies in it, and new files put there safely.

Nothing outside the folder is ever opened: a link that leads out of it is no document, and the name
of a file that was dropped in loses its path, its hidden beginnings and what no reader sees.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.export.record import SCHEMA
from pipeline.read.files import LEFTOVERS, SUFFIXES
from pipeline.read.reader import read_text
from pipeline.web.shelf import File

RECORD = ".json"
# A record of `tiaoli read` begins with its schema; other JSON is none of ours.
_HEAD = 200
# File systems take names of 255 bytes; a number may still be added.
NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder, by its real path; make one with `open`."""

    root: Path

    @classmethod
    def open(cls, path: Path) -> Folder:
        """Open a folder that is there."""
        if not path.is_dir():
            raise ReadError(f"{path} is no folder; name the folder that the documents are in.")
        return cls(path.resolve())

    def files(self) -> list[File]:
        """The documents and records in the folder, to the bottom."""
        return [File(name, self._stamp(name)) for name in self._names()]

    def path(self, name: str) -> Path:
        """The path of a file of the folder; ReadError for what is not in it, wherever it leads."""
        try:
            path = (self.root / name).resolve(strict=True)
        except (OSError, ValueError, RuntimeError) as error:
            raise ReadError(f"no file {name} in the folder; look whether it was moved.") from error
        if not path.is_relative_to(self.root) or not path.is_file():
            raise ReadError(f"{name} leads out of the folder; copy the file into it.")
        return path

    def put(self, name: str, content: bytes) -> File:
        """Put a new file into the folder, under a name that was free; the whole file or nothing."""
        safe = safe_name(name)
        unfinished = self.root / f".{os.urandom(8).hex()}.part"
        try:
            unfinished.write_bytes(content)
            placed = self._place(unfinished, safe)
        finally:
            unfinished.unlink(missing_ok=True)
        return File(placed, self._stamp(placed))

    def _place(self, unfinished: Path, name: str) -> str:
        """Give a finished file its name, or the next that is free: the name is taken first."""
        stem, ending = os.path.splitext(name)
        count, free = 1, name
        while True:
            try:
                os.close(os.open(self.root / free, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
                unfinished.replace(self.root / free)
                return free
            except FileExistsError:
                count += 1
                free = f"{stem}-{count}{ending}"

    def _names(self) -> Iterator[str]:
        for place, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith(LEFTOVERS))
            for name in sorted(names):
                path = Path(place, name)
                if not name.startswith(LEFTOVERS) and self._is_document(path):
                    yield path.relative_to(self.root).as_posix()

    def _is_document(self, path: Path) -> bool:
        ending = path.suffix.lower()
        if ending not in (*SUFFIXES, RECORD) or not path.name.isprintable():
            return False
        try:
            found = self.path(str(path))
        except ReadError:
            return False
        return ending != RECORD or _is_record(found)

    def _stamp(self, name: str) -> str:
        try:
            found = (self.root / name).stat()
        except OSError:
            return "gone"
        return f"{found.st_mtime_ns}:{found.st_size}"


def safe_name(name: str) -> str:
    r"""A file's name as it may stand in the folder; ReadError for a kind that `read` does not take.

    >>> safe_name("../../etc/计划\u202etxt.docx")
    '计划txt.docx'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip().lstrip(".~$")
    stem, ending = os.path.splitext(kept)
    if ending.lower() not in SUFFIXES:
        kinds = " ".join(SUFFIXES)
        raise ReadError(f"{last or name!r} is of no kind that is read; drop one of {kinds}.")
    if not stem.strip(". "):
        stem = "document"
    short = stem.encode()[:NAME_BYTES].decode(errors="ignore")
    return short + ending


def id_of(name: str) -> str:
    """The id that a file's document gets, before it is told from others of the same name."""
    return read_text(" ", source=name).id


def _is_record(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).decode("utf-8", "ignore")
    except OSError:
        return False
    return json.dumps(SCHEMA) in head
