"""What people changed: drafts, labels and targets, every version kept.

A change names the version that it was made from. When somebody else has saved meanwhile it is
refused with their version, so that nobody's work is written over; both stay in the file. Changes
hang on the text's hash and the place in it, so they are found again after a restart, and when the
file was renamed or read again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from pipeline.document import Span
from pipeline.web.database import Database

Kind = Literal["draft", "label", "target"]


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of one change; `version` 0 is what the machine found, before any change."""

    kind: str
    sha256: str
    span: Span
    version: int
    value: dict[str, Any]
    author: str
    saved: str


class ConflictError(Exception):
    """Somebody else saved first; `theirs` is what they saved."""

    def __init__(self, theirs: Revision) -> None:
        super().__init__(f"version {theirs.version} was saved meanwhile")
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class Revisions:
    """All revisions of the workbench."""

    database: Database

    def save(
        self, kind: Kind, sha256: str, span: Span, value: dict[str, Any], *, base: int, author: str
    ) -> Revision:
        """Keep a change that was made from version `base`; ConflictError if that is not the last.

        Saving what is saved already is no conflict, and no new version.
        """
        with self.database.writing() as connection:
            row = connection.execute(
                "SELECT * FROM revisions WHERE kind = ? AND sha256 = ? AND start = ? AND end = ? "
                "ORDER BY version DESC LIMIT 1",
                (kind, sha256, span.start, span.end),
            ).fetchone()
            last = _revision(row) if row else None
            if last and last.value == value:
                return last
            if (last.version if last else 0) != base:
                raise ConflictError(last or Revision(kind, sha256, span, 0, {}, "", ""))
            saved = datetime.now(UTC).isoformat(timespec="seconds")
            made = Revision(kind, sha256, span, base + 1, value, author, saved)
            connection.execute(
                "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (kind, sha256, span.start, span.end, made.version, _json(value), author, saved),
            )
            return made

    def of(self, kind: Kind, sha256: str) -> dict[Span, Revision]:
        """The last version of every change of one kind to one document."""
        return {one.span: one for one in self._last("kind = ? AND sha256 = ?", (kind, sha256))}

    def all(self, kind: Kind) -> tuple[Revision, ...]:
        """The last version of every change of one kind, by document and place."""
        return tuple(self._last("kind = ?", (kind,)))

    def _last(self, where: str, values: tuple[str, ...]) -> list[Revision]:
        # SQLite gives the other columns of the row that has the greatest version.
        query = (
            f"SELECT *, max(version) FROM revisions WHERE {where} "
            "GROUP BY kind, sha256, start, end ORDER BY sha256, start, end"
        )
        with self.database.reading() as connection:
            return [_revision(row) for row in connection.execute(query, values)]


def _revision(row: Any) -> Revision:
    span = Span(row["start"], row["end"])
    return Revision(
        row["kind"],
        row["sha256"],
        span,
        row["version"],
        json.loads(row["value"]),
        row["author"],
        row["saved"],
    )


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
