"""The one SQLite file in which the workbench keeps what it has read and what people changed.

A connection is opened for each piece of work and closed after it: requests come from many threads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.web.grams import TOKENIZER

# A writer waits this long for another.
PATIENCE_S = 30.0
TABLES = f"""
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, urgent INTEGER NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', signature TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '', genre TEXT NOT NULL DEFAULT '',
    issued TEXT NOT NULL DEFAULT '', characters INTEGER NOT NULL DEFAULT 0,
    clauses INTEGER NOT NULL DEFAULT 0, targets INTEGER NOT NULL DEFAULT 0, record BLOB
);
CREATE INDEX IF NOT EXISTS documents_state ON documents (state);
CREATE TABLE IF NOT EXISTS clauses (
    number INTEGER PRIMARY KEY, document TEXT NOT NULL, clause TEXT NOT NULL,
    role TEXT NOT NULL, citation TEXT NOT NULL, types TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS clauses_document ON clauses (document);
CREATE VIRTUAL TABLE IF NOT EXISTS pairs USING fts5(said, content='', tokenize="{TOKENIZER}");
CREATE TABLE IF NOT EXISTS revisions (
    kind TEXT NOT NULL, sha256 TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    version INTEGER NOT NULL, value TEXT NOT NULL, author TEXT NOT NULL, saved TEXT NOT NULL,
    PRIMARY KEY (kind, sha256, start, end, version)
);
CREATE TABLE IF NOT EXISTS drafts (
    sha256 TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, draft TEXT NOT NULL,
    PRIMARY KEY (sha256, start, end)
);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Database:
    """The file; make one with `create`."""

    path: Path

    @classmethod
    def create(cls, path: Path) -> Database:
        """Open the file at `path`, which is made if it is not there, readable by its owner only."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            database = cls(path)
            with closing(database._connect()) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(TABLES)
            path.chmod(0o600)
        except (OSError, sqlite3.DatabaseError) as error:
            raise SettingsError(
                f"cannot keep the workbench's work in {path}: {error}; "
                "name another folder with --state."
            ) from error
        return database

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that only reads."""
        with closing(self._connect()) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are all kept or, after an error, none; writers take turns."""
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return connection
