"""Read many documents for a command, with progress; one failure is that file's alone."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.document import Document, Reading
from pipeline.errors import PipelineError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from rich.progress import Progress

Sources = list[str]


@dataclass(slots=True)
class Failures:
    """The sources that could not be read, with the reason of each."""

    reasons: list[tuple[str, str]] = field(default_factory=list)

    def note(self, source: str, error: Exception) -> None:
        """Keep the error of one source; what was not raised on purpose says so."""
        said = f"{type(error).__name__}: {error}"
        if isinstance(error, OSError) and (told := of_disk(error)):  # the disk's fault, not ours
            said = told
        elif not isinstance(error, PipelineError):
            said = f"bug, {said}"
        self.reasons.append((source, said))

    def finish(self, read: int) -> None:
        """Name the failures and leave with exit code 1 if there are any."""
        for source, reason in self.reasons:
            line = f"{source}: {reason}" if source not in reason else reason
            # A name that is no UTF-8 cannot be printed as it is.
            typer.echo(line.encode("utf-8", "backslashreplace").decode(), err=True)
        if self.reasons:
            typer.echo(f"{len(self.reasons)} of {len(self.reasons) + read} failed", err=True)
            raise typer.Exit(1)


def of_disk(error: OSError) -> str:
    """What is wrong with the disk and what to do; empty where the error is of something else."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        where = f"{error.filename}: " if error.filename is not None else ""
        return f"{where}{error.strerror}; make room on it."
    if error.filename is None:
        return ""
    return f"{error.filename}: {error.strerror}; choose another path."


def once(paths: Iterable[Path], given: set[str]) -> Iterator[Path]:
    """Those paths that lead to no file of `given`, each once; `given` takes them in.

    So a file that is named twice, by a relative and by an absolute path, is one file.
    """
    for path in paths:
        real = os.path.realpath(path)
        if real not in given:
            given.add(real)
            yield path


def readings(
    sources: Sources,
    pipeline: Callable[[Document], Reading],
    settings: Settings,
    failures: Failures,
    given: set[str] | None = None,
) -> Iterator[Reading]:
    """The reading of each source in turn; those that fail are noted and passed over.

    Two documents never share an id: a second plan.txt becomes plan-2. Files in `given` (see `once`)
    are passed over.
    """
    from pipeline.read import read

    used: set[str] = set()
    for source in _with_progress(_files(sources, failures, set() if given is None else given)):
        try:
            document = _unlike(read(source, limits=settings.read), used)
            yield pipeline(document)
        except Exception as error:
            failures.note(source, error)


def _files(sources: Sources, failures: Failures, given: set[str]) -> list[str]:
    """The files that the sources name, `-` among them; a source that names none is a failure."""
    from pipeline.read import find_files

    files: list[str] = []
    for source in sources:
        try:
            found = [source] if source == "-" else map(str, once(find_files([source]), given))
            files += found
        except PipelineError as error:
            failures.note(source, error)
    return files


def _unlike(document: Document, used: set[str]) -> Document:
    """The document with an id that no document before it has."""
    id_, count = document.id, 1
    while id_ in used:
        count += 1
        id_ = f"{document.id}-{count}"
    used.add(id_)
    return document if id_ == document.id else replace(document, id=id_)


def distinct(readings: Iterable[Reading], name: Callable[[Reading], str]) -> Iterator[Reading]:
    """The readings under ids of which no two make one file's `name`, on any file system."""
    used: set[str] = set()
    for reading in readings:
        document, count = reading.document, 1
        while (made := name(reading).casefold()) in used:
            count += 1
            renamed = replace(document, id=f"{document.id}-{count}")
            reading = replace(reading, tree=replace(reading.tree, document=renamed))
        used.add(made)
        yield reading


def _with_progress(files: Sequence[str]) -> Iterator[str]:
    """The files one by one, with a bar on standard error once that takes over a second."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield from files
        return
    start = time.monotonic()
    bar = None
    for done, file in enumerate(files):
        if bar is None and time.monotonic() - start > 1:
            bar = _bar(len(files))
        if bar is not None:
            bar.update(bar.task_ids[0], completed=done, description=Path(file).name[:30])
        yield file
    if bar is not None:
        bar.stop()


def _bar(total: int) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    bar.add_task("", total=total)
    bar.start()
    return bar
