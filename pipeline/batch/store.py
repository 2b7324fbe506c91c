"""Keep what a batch has read, so that nothing is read twice and no crash loses anything.

One SQLite file in the dataset's folder: a key (the hash of content, facts and signature) and the
outcome. It is written in transactions, so a process that is killed leaves what it had finished.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.batch.work import Outcome
from pipeline.errors import PipelineError

TABLES = """
create table if not exists outcomes (
    key text primary key, record blob, kind text not null, reason text not null,
    limits text not null
);
create table if not exists waiting (key text primary key, words blob not null);
"""


class BatchError(PipelineError):
    """A dataset's folder cannot be written, or another run is writing it."""


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the dataset's folder for one run; a second run is told so and stops."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR)
    except OSError as error:
        raise BatchError(f"cannot write to {folder}: {error.strerror}; choose another.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise BatchError(
            f"another run is writing {folder}; wait for it, or choose another folder."
        ) from None
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def _room() -> Iterator[None]:
    """Say what to do when the disk is full."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise BatchError(
            f"cannot keep what was read: {error}; make room and run the same command again, "
            "it goes on where it stopped."
        ) from error


class Store:
    """The outcomes of a dataset, by key. Use it in one process only; close it at the end."""

    def __init__(self, folder: Path) -> None:
        path = folder / ".outcomes.sqlite"
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=normal")
            self._db.executescript(TABLES)
        except sqlite3.DatabaseError as error:
            raise BatchError(f"{path} is broken ({error}); delete it to read afresh.") from error

    def close(self) -> None:
        """Write what is left and let the file go."""
        self._db.close()

    def knows(self, key: str, limits: str) -> bool:
        """Whether the item need not be read: it was, or it failed under the same limits."""
        found = self._db.execute(
            "select record is not null or limits = ? from outcomes where key = ?", (limits, key)
        ).fetchone()
        return bool(found and found[0])

    def keep(self, key: str, outcome: Outcome, limits: str) -> None:
        """Keep one outcome; it is on disk when this returns, and its words wait no longer."""
        row = (key, outcome.record, outcome.kind, outcome.reason, limits)
        with _room():
            self._db.execute("insert or replace into outcomes values (?, ?, ?, ?, ?)", row)
            self._db.execute("delete from waiting where key = ?", (key,))

    def wait(self, key: str, words: str) -> None:
        """Hold the words of a table's row until its turn comes, so that memory need not."""
        packed = zlib.compress(words.encode("utf-8", "surrogatepass"), 1)
        with _room():
            self._db.execute("insert or replace into waiting values (?, ?)", (key, packed))

    def words(self, key: str) -> str:
        """The words that wait under a key."""
        found = self._db.execute("select words from waiting where key = ?", (key,)).fetchone()
        return zlib.decompress(found[0]).decode("utf-8", "surrogatepass")

    def outcome(self, key: str) -> Outcome:
        """The outcome of a key that is known."""
        found = self._db.execute(
            "select record, kind, reason from outcomes where key = ?", (key,)
        ).fetchone()
        return Outcome(*found)

    def forget_others(self, keys: set[str]) -> None:
        """Drop what no document of the dataset needs any more."""
        self._db.execute("delete from waiting")
        self._db.execute("create temp table wanted (key text primary key)")
        self._db.executemany("insert into wanted values (?)", ((key,) for key in keys))
        self._db.execute("delete from outcomes where key not in (select key from wanted)")
        self._db.execute("drop table wanted")
