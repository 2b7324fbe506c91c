"""Keep what a batch has read, so that nothing is read twice and no crash loses anything.

One SQLite file in the dataset's folder. `outcomes` has a row per key (the hash of content, facts
and signature); it is written as documents are done, so a process that is killed leaves what it had
finished. `entries` lists the documents of the run by name. Both are on disk, so that memory stays
flat however many documents there are.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from pipeline.batch.fault import BatchError
from pipeline.batch.sources import Item
from pipeline.batch.work import Outcome

TABLES = """
create table if not exists outcomes (
    key text primary key, record blob, kind text not null, reason text not null,
    limits text not null
);
create table if not exists waiting (key text primary key, words blob not null);
create table if not exists entries (
    name text primary key, key text not null, item text not null
) without rowid;
create index if not exists entries_by_key on entries (key);
drop table if exists todo;
drop table if exists ids;
create table todo (
    number integer primary key, key text not null, name text not null, item text not null
);
create table ids (id text primary key, count integer not null) without rowid;
"""
TODO = """
insert into todo (key, name, item)
select e.key, min(e.name), e.item from entries e left join outcomes o on o.key = e.key
where o.key is null or (o.record is null and o.limits != ?)
group by e.key order by min(e.name)
"""
# How many documents are looked up, or listed, in one go.
PAGE = 500


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the dataset's folder for one run; a second run is told so and stops."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o644)
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


class Store:
    """The outcomes of a dataset, by key. Use it in one process only; close it at the end.

    Raises what sqlite3 raises: `going_on_later` turns that into words.
    """

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / ".outcomes.sqlite", isolation_level=None)
        # Alone with the file, SQLite needs no shared memory, which network drives lack.
        self._db.execute("pragma locking_mode=exclusive")
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.executescript(TABLES)

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def list_entries(self, entries: Iterator[tuple[str, Item]], limits: str) -> None:
        """Make the documents of the run the given ones, each key with its item.

        The same document named twice is one; two documents of one name (two rows with the same
        id) are told apart by their keys. Words wait on disk until their turn comes.
        """
        self._db.execute("begin")
        self._db.execute("delete from entries")
        self._db.execute("delete from waiting")
        for number, (key, item) in enumerate(entries, 1):
            self._list(key, item, limits)
            if number % PAGE == 0:
                self._db.execute("commit")
                self._db.execute("begin")
        self._db.execute("commit")

    def _list(self, key: str, item: Item, limits: str) -> None:
        if item.text is not None and not self._knows(key, limits):
            packed = zlib.compress(item.text.encode("utf-8", "surrogatepass"), 1)
            self._db.execute("insert or ignore into waiting values (?, ?)", (key, packed))
        told = json.dumps(asdict(replace(item, text=None)))
        insert = "insert or ignore into entries values (?, ?, ?)"
        if self._db.execute(insert, (item.name, key, told)).rowcount or item.path is not None:
            return
        same = "select 1 from entries where name = ? and key = ?"
        if not self._db.execute(same, (item.name, key)).fetchone():
            self._db.execute(insert, (f"{item.name}~{key[:12]}", key, told))

    def _knows(self, key: str, limits: str) -> bool:
        """Whether the item need not be read: it was, or it failed under the same limits."""
        found = self._db.execute(
            "select record is not null or limits = ? from outcomes where key = ?", (limits, key)
        ).fetchone()
        return bool(found and found[0])

    def forget_failures(self) -> None:
        """Have what failed read again."""
        self._db.execute("update outcomes set limits = '' where record is null")

    def plan(self, limits: str) -> int:
        """Line up what is to be read, in the order of names; return how much that is."""
        self._db.execute("delete from todo")
        self._db.execute(TODO, (limits,))
        count: int = self._db.execute("select count(*) from todo").fetchone()[0]
        return count

    def todo(self) -> Iterator[tuple[str, Item]]:
        """The items lined up, with their words."""
        last = 0
        while True:
            page = self._db.execute(
                "select number, key, item from todo where number > ? order by number limit ?",
                (last, PAGE),
            ).fetchall()
            if not page:
                return
            last = page[-1][0]
            for _, key, told in page:
                item = Item(**json.loads(told))
                yield key, item if item.path or item.fault else replace(item, text=self._words(key))

    def _words(self, key: str) -> str:
        found = self._db.execute("select words from waiting where key = ?", (key,)).fetchone()
        return zlib.decompress(found[0]).decode("utf-8", "surrogatepass")

    def keep(self, key: str, outcome: Outcome, limits: str) -> str:
        """Keep one outcome and return its item's name; on disk when this returns."""
        row = (key, outcome.record, outcome.kind, outcome.reason, limits)
        self._db.execute("begin")
        self._db.execute("insert or replace into outcomes values (?, ?, ?, ?, ?)", row)
        self._db.execute("delete from waiting where key = ?", (key,))
        self._db.execute("commit")
        found = self._db.execute("select min(name) from entries where key = ?", (key,)).fetchone()
        return str(found[0])

    def results(self) -> Iterator[tuple[str, Item, Outcome]]:
        """Each document of the run, in the order of names: its name, its item, its outcome."""
        found = self._db.execute(
            "select e.name, e.item, o.record, o.kind, o.reason from entries e "
            "join outcomes o on o.key = e.key order by e.name"
        )
        for name, told, *outcome in found:
            yield name, Item(**json.loads(told)), Outcome(*outcome)

    def own_id(self, base: str) -> str:
        """`base`, or `base-2`, `base-3` … where a document before has it."""
        count, id_ = self._count(base), base
        if count:
            while self._count(id_):
                count += 1
                id_ = f"{base}-{count}"
            self._db.execute("update ids set count = ? where id = ?", (count, base))
        self._db.execute("insert into ids values (?, 1)", (id_,))
        return id_

    def _count(self, id_: str) -> int:
        found = self._db.execute("select count from ids where id = ?", (id_,)).fetchone()
        return found[0] if found else 0

    @contextmanager
    def numbering(self) -> Iterator[None]:
        """Give out ids from the start."""
        self._db.execute("delete from ids")
        self._db.execute("begin")
        yield
        self._db.execute("rollback")

    def forget_others(self) -> None:
        """Drop what no document of the dataset needs any more."""
        self._db.execute("delete from outcomes where key not in (select key from entries)")
        self._db.execute("delete from waiting")
        self._db.execute("delete from todo")
