"""What can go wrong with a batch as a whole, and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import PipelineError


class BatchError(PipelineError):
    """A dataset cannot be written or asked, its workers cannot start, or another run has it."""


@contextmanager
def going_on_later(folder: Path) -> Iterator[None]:
    """Tell what stopped a run that writes `folder`: most often, a full disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _stopped(folder, error) from error
    except sqlite3.DatabaseError as error:
        raise BatchError(
            f"{folder / '.outcomes.sqlite'} is broken ({error}); "
            "delete it, and the documents are read afresh."
        ) from error
    except OSError as error:
        raise _stopped(folder, error) from error


def _stopped(folder: Path, error: Exception) -> BatchError:
    return BatchError(
        f"cannot write to {folder}: {error}; make room there, or mend what it says, and run the "
        "same command again: it goes on where it stopped."
    )
