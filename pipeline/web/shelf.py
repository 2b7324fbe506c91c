"""The documents of the workbench: which there are, what became of each, what was read of it."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Any

from pipeline.document import Reading
from pipeline.export.record import from_record, to_record
from pipeline.export.tokens import storable
from pipeline.pages.titles import Title, title_of
from pipeline.web.database import Database
from pipeline.web.grams import pairs

WAITING, READ, FAILED = "waiting", "read", "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as a list shows it; `reason` says why it could not be read."""

    id: str
    name: str
    state: str
    reason: str
    signature: str
    sha256: str
    title: str
    place: str
    genre: str
    issued: str
    characters: int
    clauses: int
    targets: int

    @property
    def called(self) -> Title:
        """What the document is called: its title, or what stands in for it, or its file."""
        return title_of(self.title, self.place, self.issued, self.genre, self.name)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder: its name there, and what changes when its content does."""

    name: str
    stamp: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as the search keeps it."""

    clause: str
    role: str
    citation: str
    types: tuple[str, ...]
    words: str


_COLUMNS = ", ".join(field.name for field in fields(Entry))
_CLEAR = "state = ?, reason = '', signature = '', record = NULL"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents, kept in the database."""

    database: Database

    def sync(self, files: Iterable[File], ids: Any) -> None:
        """Make the shelf hold these files and no others; what is new or changed waits.

        `ids` gives a file's name the id that it should have; a second of the same gets a number.
        """
        with self.database.writing() as db:
            rows = db.execute("SELECT name, id, stamp FROM documents")
            known = {row["name"]: row for row in rows}
            taken = {row["id"] for row in known.values()}
            for file in files:
                row = known.pop(file.name, None)
                if row is None:
                    _insert(db, file, _free(ids(file.name), taken), urgent=0)
                elif row["stamp"] != file.stamp:
                    _renew(db, file, row["id"], urgent=0)
            for row in known.values():
                _forget(db, row["id"])
                db.execute("DELETE FROM documents WHERE id = ?", (row["id"],))

    def add(self, file: File, wanted: str) -> str:
        """Put a new file on the shelf, to be read before all others; its id.

        Who looked through the folder in between may have put it there already.
        """
        with self.database.writing() as db:
            known = db.execute("SELECT id FROM documents WHERE name = ?", (file.name,)).fetchone()
            if known is not None:
                _renew(db, file, known["id"], urgent=1)
                return str(known["id"])
            taken = {row["id"] for row in db.execute("SELECT id FROM documents")}
            id_ = _free(wanted, taken)
            _insert(db, file, id_, urgent=1)
            return id_

    def outdated(self, signature: str) -> None:
        """Have everything read again that another version read; records of readings stay."""
        with self.database.writing() as db:
            old = "SELECT id FROM documents WHERE state = ? AND signature NOT IN (?, '')"
            for row in db.execute(old, (READ, signature)).fetchall():
                _forget(db, row["id"])
                db.execute(f"UPDATE documents SET {_CLEAR} WHERE id = ?", (WAITING, row["id"]))

    def again(self, id_: str) -> None:
        """Have a document that failed read once more."""
        with self.database.writing() as db:
            db.execute(
                "UPDATE documents SET state = ?, reason = '', urgent = 1 "
                "WHERE id = ? AND state = ?",
                (WAITING, id_, FAILED),
            )

    def next(self, busy: Iterable[str] = ()) -> tuple[str, File] | None:
        """The id and the file of the document to read next, other than the `busy` ones."""
        out = json.dumps(list(busy))
        with self.database.reading() as db:
            row = db.execute(
                "SELECT id, name, stamp FROM documents WHERE state = ? "
                "AND id NOT IN (SELECT value FROM json_each(?)) "
                "ORDER BY urgent DESC, rowid LIMIT 1",
                (WAITING, out),
            ).fetchone()
        return (row["id"], File(row["name"], row["stamp"])) if row else None

    def keep(self, id_: str, reading: Reading, *, signature: str, stamp: str | None = None) -> None:
        """Keep what was read of a document; with an empty signature it is never outdated.

        `stamp` is that of the file that was read: if it changed meanwhile, it still waits.
        """
        record = to_record(reading)
        packed = zlib.compress(json.dumps(record).encode(), 1)
        with self.database.writing() as db:
            row = db.execute("SELECT stamp FROM documents WHERE id = ?", (id_,)).fetchone()
            if row is None or stamp not in (None, row["stamp"]):
                return  # its file left the folder or was written anew while it was read
            _forget(db, id_)
            _index(db, id_, rows_of(reading))
            document = reading.document
            facts = {
                "state": READ,
                "reason": "",
                "signature": signature,
                "sha256": document.sha256,
                "title": storable(document.title or ""),
                "place": document.place.name if document.place else "",
                "genre": document.genre or "",
                "issued": document.issued or "",
                "characters": len(document.text),
                "clauses": len(reading.tree.clauses),
                "targets": sum(one.role == "target" for one in reading.findings.quantities),
                "record": packed,
            }
            told = ", ".join(f"{name} = ?" for name in facts)
            db.execute(f"UPDATE documents SET {told} WHERE id = ?", (*facts.values(), id_))

    def fail(self, id_: str, reason: str, *, stamp: str | None = None) -> None:
        """Keep why a document could not be read; `stamp` is that of the file that was tried."""
        with self.database.writing() as db:
            db.execute(
                "UPDATE documents SET state = ?, reason = ? "
                "WHERE id = ? AND stamp = coalesce(?, stamp)",
                (FAILED, storable(reason), id_, stamp),
            )

    def fill(self, documents: Iterable[tuple[Entry, Iterable[ClauseRow]]]) -> None:
        """Put documents on the shelf whose records are kept elsewhere."""
        told = ", ".join(f"{field.name} = ?" for field in fields(Entry))
        with self.database.writing() as db:
            for entry, rows in documents:
                _insert(db, File(entry.name, "dataset"), entry.id, urgent=0)
                values = (*astuple(entry), entry.id)
                db.execute(f"UPDATE documents SET {told} WHERE id = ?", values)
                _index(db, entry.id, rows)

    def clear(self) -> None:
        """Take every document off the shelf; what people changed stays."""
        with self.database.writing() as db:
            for row in db.execute("SELECT id FROM documents").fetchall():
                _forget(db, row["id"])
            db.execute("DELETE FROM documents")

    def entry(self, id_: str) -> Entry | None:
        """The document of that id."""
        with self.database.reading() as db:
            row = db.execute(f"SELECT {_COLUMNS} FROM documents WHERE id = ?", (id_,)).fetchone()
        return Entry(*row) if row else None

    def entries(self) -> tuple[Entry, ...]:
        """All documents, by name."""
        with self.database.reading() as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM documents ORDER BY name")
            return tuple(Entry(*row) for row in rows)

    def by_text(self, sha256: str) -> str | None:
        """The id of the document with this text."""
        with self.database.reading() as db:
            row = db.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        return row["id"] if row else None

    def counts(self) -> dict[str, int]:
        """How many documents there are in each state."""
        with self.database.reading() as db:
            rows = db.execute("SELECT state, count(*) AS n FROM documents GROUP BY state")
            return {WAITING: 0, READ: 0, FAILED: 0} | {row["state"]: row["n"] for row in rows}

    def reading(self, id_: str) -> Reading | None:
        """What was read of a document; None where its record is not kept here."""
        with self.database.reading() as db:
            wanted = "SELECT record FROM documents WHERE id = ? AND state = ?"
            row = db.execute(wanted, (id_, READ)).fetchone()
        if row is None or row["record"] is None:
            return None
        return from_record(json.loads(zlib.decompress(row["record"])))

    def fact(self, name: str) -> str:
        """A fact about the shelf itself; "" where it is not known."""
        with self.database.reading() as db:
            row = db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row["value"] if row else ""

    def note(self, name: str, value: str) -> None:
        """Keep a fact about the shelf itself."""
        with self.database.writing() as db:
            db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def rows_of(reading: Reading) -> list[ClauseRow]:
    """The clauses of a reading as the search keeps them."""
    labels = {label.clause: label.types for label in reading.labels}
    tree = reading.tree
    return [
        ClauseRow(
            clause.id,
            clause.role,
            tree.unit(clause.unit).citation,
            labels.get(clause.id, ()),
            tree.words(clause),
        )
        for clause in tree
    ]


def _insert(db: sqlite3.Connection, file: File, id_: str, *, urgent: int) -> None:
    db.execute(
        "INSERT INTO documents (id, name, stamp, urgent, state) VALUES (?, ?, ?, ?, ?)",
        (id_, file.name, file.stamp, urgent, WAITING),
    )


def _renew(db: sqlite3.Connection, file: File, id_: str, *, urgent: int) -> None:
    """Have a file that was written anew read again."""
    _forget(db, id_)
    told = (file.stamp, urgent, WAITING, id_)
    db.execute(f"UPDATE documents SET stamp = ?, urgent = ?, {_CLEAR} WHERE id = ?", told)


def _index(db: sqlite3.Connection, id_: str, rows: Iterable[ClauseRow]) -> None:
    for row in rows:
        words = storable(row.words)
        types = "".join(f",{name}," for name in row.types or ("none",))
        made = db.execute(
            "INSERT INTO clauses (document, clause, role, citation, types, words) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (id_, row.clause, row.role, row.citation, types, words),
        )
        db.execute("INSERT INTO pairs (rowid, said) VALUES (?, ?)", (made.lastrowid, pairs(words)))


def _forget(db: sqlite3.Connection, id_: str) -> None:
    """Take a document's clauses out of the search; the index wants to be told what it holds."""
    rows = db.execute("SELECT number, words FROM clauses WHERE document = ?", (id_,)).fetchall()
    for row in rows:
        db.execute(
            "INSERT INTO pairs (pairs, rowid, said) VALUES ('delete', ?, ?)",
            (row["number"], pairs(row["words"])),
        )
    db.execute("DELETE FROM clauses WHERE document = ?", (id_,))


def _free(wanted: str, taken: set[str]) -> str:
    id_, count = wanted, 1
    while id_ in taken:
        count += 1
        id_ = f"{wanted}-{count}"
    taken.add(id_)
    return id_
