"""The translation memory: every accepted segment, found again exactly or nearly.

One SQLite file. Two people can use it at once (write-ahead log, a writer waits its turn), and a
segment is on disk before `add` returns. Near matches are compared with their figures abstracted,
so that 增长8% finds 增长7.5%; putting the right figure into the English is `adapt`'s business.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import RecordError
from pipeline.translate.skeleton import skeleton

DEFAULT_THRESHOLD = 0.75
"""Below this share of common characters a translator works faster from scratch (CAT default)."""

# A writer waits this long for another before it gives up.
_PATIENCE_S = 30.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS segments (
    id INTEGER PRIMARY KEY,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    skeleton TEXT NOT NULL,
    bag BLOB NOT NULL,
    origin TEXT NOT NULL,
    added TEXT NOT NULL,
    UNIQUE (zh, en)
);
CREATE INDEX IF NOT EXISTS segments_zh ON segments (zh);
"""


@dataclass(frozen=True, slots=True)
class Segment:
    """One accepted translation: where it came from (a file, a person) and when, in UTC."""

    chinese: str
    english: str
    origin: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A segment that resembles what was looked for; `score` is 1 only for the same words."""

    segment: Segment
    score: float


@dataclass(frozen=True, slots=True)
class Stats:
    """What a memory holds."""

    segments: int
    sources: int
    origins: tuple[tuple[str, int], ...]
    newest: str


@dataclass(slots=True)
class _Index:
    """The skeletons by length, as the file stood when they were read."""

    state: tuple[int, int] = (-1, -1)
    lengths: list[int] = field(default_factory=list)
    skeletons: list[str] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    bags: Any = None


@dataclass(frozen=True, slots=True)
class Memory:
    """A memory file, opened; build one with `open`."""

    path: Path
    _connection: sqlite3.Connection = field(repr=False)
    _index: _Index = field(default_factory=_Index, repr=False, compare=False)

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Memory:
        """Open the memory at `path`, which is made if it is not there; or else RecordError."""
        if not create and not path.is_file():
            raise RecordError(
                f"no memory {path}; check the path, or make one with `tiaoli memory add`."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise RecordError(
                f"{path} is no translation memory: {error}; check the path."
            ) from error
        return cls(path, connection)

    def close(self) -> None:
        """Close the file; a memory that is only dropped loses nothing either."""
        self._connection.close()

    def add(self, segments: Iterable[Segment]) -> int:
        """Keep segments, all or none; the number of those that were not there yet.

        A segment that is there already gets the newer origin and date.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        rows = [_row(s, now) for s in segments if s.chinese.strip() and s.english.strip()]
        before = len(self)
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                cursor.executemany(
                    "INSERT INTO segments (zh, en, skeleton, bag, origin, added) "
                    "VALUES (?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (zh, en) DO UPDATE "
                    "SET origin = excluded.origin, added = excluded.added",
                    rows,
                )
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            after = cursor.execute("SELECT count(*) FROM segments").fetchone()[0]
            cursor.execute("COMMIT")
        return int(after) - before

    def exact(self, chinese: str) -> Segment | None:
        """The newest translation of exactly these words."""
        row = self._connection.execute(
            "SELECT zh, en, origin, added FROM segments WHERE zh = ? ORDER BY added DESC, id DESC",
            (chinese.strip(),),
        ).fetchone()
        return Segment(*row) if row else None

    def search(
        self, chinese: str, *, limit: int = 5, threshold: float = DEFAULT_THRESHOLD
    ) -> tuple[Match, ...]:
        """The segments most like `chinese`, best first.

        Where only figures differ the score is the same as for equal words, less a hundredth.
        """
        from rapidfuzz import fuzz, process

        sought = chinese.strip()
        wanted = skeleton(sought)
        index = self._fresh_index()
        likely = _likely(index, wanted, threshold)
        best = process.extract(
            wanted,
            [index.skeletons[at] for at in likely],
            scorer=fuzz.ratio,
            score_cutoff=100 * threshold,
            limit=limit,
        )
        matches = [self._match(sought, index.ids[likely[at]], score) for _, score, at in best]
        return tuple(sorted(matches, key=lambda match: (-match.score, match.segment.chinese)))

    def holding(self, words: str, *, limit: int = 5) -> tuple[Match, ...]:
        """The shortest segments whose Chinese holds these words as they stand.

        A term in a long clause is no near match: the clause shares only those few characters.
        """
        from rapidfuzz import fuzz

        sought = words.strip()
        rows = self._connection.execute(
            "SELECT id, skeleton FROM segments WHERE instr(zh, ?) ORDER BY length(zh), id LIMIT ?",
            (sought, limit if sought else 0),
        ).fetchall()
        wanted = skeleton(sought)
        return tuple(self._match(sought, row, fuzz.ratio(wanted, held)) for row, held in rows)

    def _match(self, sought: str, row_id: int, score: float) -> Match:
        row = self._connection.execute(
            "SELECT zh, en, origin, added FROM segments WHERE id = ?", (row_id,)
        ).fetchone()
        same = row[0] == sought
        return Match(Segment(*row), 1.0 if same else min(0.99, round(score / 100, 4)))

    def _fresh_index(self) -> _Index:
        """The index, read again if this or another process has written since."""
        state = (self._scalar("PRAGMA data_version"), self._connection.total_changes)
        if state != self._index.state:
            rows = self._connection.execute(
                "SELECT length(skeleton), skeleton, id, bag FROM segments ORDER BY 1, 3"
            ).fetchall()
            self._index.lengths = [row[0] for row in rows]
            self._index.skeletons = [row[1] for row in rows]
            self._index.ids = [row[2] for row in rows]
            self._index.bags = _table(row[3] for row in rows)
            self._index.state = state
        return self._index

    def __iter__(self) -> Iterator[Segment]:
        rows = self._connection.execute("SELECT zh, en, origin, added FROM segments ORDER BY id")
        return (Segment(*row) for row in rows.fetchall())

    def __len__(self) -> int:
        return int(self._scalar("SELECT count(*) FROM segments"))

    def stats(self) -> Stats:
        """Count what the memory holds."""
        rows = self._connection.execute(
            "SELECT origin, count(*) FROM segments GROUP BY origin ORDER BY 2 DESC, 1"
        ).fetchall()
        return Stats(
            segments=len(self),
            sources=self._scalar("SELECT count(DISTINCT zh) FROM segments"),
            origins=tuple((str(origin), int(count)) for origin, count in rows),
            newest=self._scalar("SELECT coalesce(max(added), '') FROM segments"),
        )

    def _scalar(self, query: str) -> Any:
        return self._connection.execute(query).fetchone()[0]


BINS = 64
"""Characters are counted by their code, modulo this; a bag is so many bytes."""


def bag(words: str) -> bytes:
    """How often each bin of characters occurs: an upper bound of what two sentences share."""
    counts = bytearray(BINS)
    for character in words:
        at = ord(character) % BINS
        counts[at] = min(255, counts[at] + 1)
    return bytes(counts)


def _row(segment: Segment, now: str) -> tuple[str, str, str, bytes, str, str]:
    chinese = segment.chinese.strip()
    words = skeleton(chinese)
    added = segment.added or now
    return chinese, segment.english.strip(), words, bag(words), segment.origin, added


def _table(bags: Iterable[bytes]) -> Any:
    import numpy as np

    return np.frombuffer(b"".join(bags), dtype=np.uint8).reshape(-1, BINS)


def _likely(index: _Index, wanted: str, threshold: float) -> list[int]:
    """The places of the skeletons that can reach the threshold; none that can is left out.

    The score 2m/(a+b) bounds the length b of what can match, and the characters that two bags have
    in common are at least the m that stand in order.
    """
    import numpy as np

    low = bisect_left(index.lengths, int(len(wanted) * threshold / (2 - threshold)))
    high = bisect_right(index.lengths, int(len(wanted) * (2 - threshold) / threshold) + 1)
    own = np.frombuffer(bag(wanted), dtype=np.uint8)
    common = np.minimum(index.bags[low:high], own).sum(axis=1, dtype=np.uint16)
    needed = threshold * (np.array(index.lengths[low:high]) + len(wanted)) / 2
    # A bin holds 255 at most, so a very long sentence is never ruled out by its bag.
    kept = np.flatnonzero((common >= needed) | (len(wanted) > 255))
    return [low + int(at) for at in kept]
