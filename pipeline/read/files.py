"""Which files a user means, and their bytes within the limits."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from pipeline.errors import ReadError
from pipeline.settings import Read

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
"""The file names that a folder is searched for; a file named outright may have any."""

STANDARD_INPUT = "-"

# Files that editors leave beside a document: `~$plan.docx` is Word's lock, not a document.
LEFTOVERS = ("~$", ".")


def find_files(sources: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the files that are meant, each once: files, folders (searched to the bottom), globs.

    A folder gives the files with one of `SUFFIXES`, sorted; a file named outright is given as it
    is, and `-` stands for standard input. A source that matches nothing is a ReadError.
    """
    given: set[Path] = set()
    for source in sources:
        found = list(_matches(source))
        if not found:
            raise _nothing(source)
        for path in found:
            if path not in given:
                given.add(path)
                yield path


def read_source(source: str | Path, limits: Read) -> bytes:
    """Return the bytes of a file, or of standard input for `-`, unless they are over the limit."""
    if str(source) == STANDARD_INPUT:
        return _limited(sys.stdin.buffer, STANDARD_INPUT, limits)
    path = Path(source)
    if path.is_dir():
        raise ReadError(f"{path} is a folder, not a file; name a file in it.")
    try:
        with path.open("rb") as file:
            return _limited(file, str(path), limits)
    except FileNotFoundError:
        raise ReadError(f"no file {path}; check the path.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{path} cannot be opened: {reason}; check the file.") from error


def _limited(file: IO[bytes], name: str, limits: Read) -> bytes:
    data = file.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise ReadError(
            f"{name} is over the limit of {limits.max_bytes:,} bytes; "
            "split the file, or raise max_bytes in [read] of the settings."
        )
    return data


def _matches(source: str | Path) -> Iterator[Path]:
    path = Path(source)
    if str(source) == STANDARD_INPUT or path.is_file():
        yield path
    elif path.is_dir():
        yield from _within(path)
    elif path.exists():  # a pipe or a device
        yield path
    else:
        for match in map(Path, sorted(glob.glob(str(source), recursive=True))):
            if match.is_dir():
                yield from _within(match)
            elif _is_document(match):
                yield match


def _within(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(LEFTOVERS))
        yield from filter(_is_document, (Path(place, name) for name in sorted(names)))


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(LEFTOVERS)


def _nothing(source: str | Path) -> ReadError:
    kinds = " ".join(SUFFIXES)
    if Path(source).is_dir():
        return ReadError(f"no documents in {source}; put files of these kinds there: {kinds}.")
    if glob.has_magic(str(source)):
        return ReadError(f"no documents match {source}; it must match files of these: {kinds}.")
    return ReadError(f"no file {source}; check the path.")
