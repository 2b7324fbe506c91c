"""Find clauses by their words, across all documents or those of one type or genre."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.pages.titles import Title, title_of
from pipeline.web.database import Database
from pipeline.web.grams import phrase, places

PAGE = 50
# Nobody reads on after so many, and counting them all takes longer than finding them.
COUNTED = 10_000
FACTS = ("title", "place", "issued", "genre", "name")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; empty fields narrow nothing. `page` counts from 0."""

    words: str
    type: str = ""
    role: str = ""
    genre: str = ""
    document: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found, with the places of the words in it."""

    document: str
    title: Title
    clause: str
    citation: str
    types: tuple[str, ...]
    words: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of what was found, in the order of the documents, and how much there is in all.

    `more` says that there is more than was counted.
    """

    hits: tuple[Hit, ...]
    clauses: int
    documents: int
    more: bool = False


def search(database: Database, query: Query) -> Hits:
    """The clauses that hold every word of a query; nothing for a query without letters."""
    sought = phrase(query.words)
    if not sought:
        return Hits((), 0, 0)
    where, values = _narrowed(query)
    tables = "pairs JOIN clauses c ON c.number = pairs.rowid JOIN documents d ON d.id = c.document"
    found = f"FROM {tables} WHERE pairs MATCH ?{where}"
    with database.reading() as db:
        count = db.execute(
            "SELECT count(*) AS clauses, count(DISTINCT document) AS documents "
            f"FROM (SELECT c.document {found} LIMIT {COUNTED + 1})",
            (sought, *values),
        ).fetchone()
        rows = db.execute(
            "SELECT c.document, d.title, d.place, d.issued, d.genre, d.name, c.clause, "
            f"c.citation, c.types, c.words {found} ORDER BY pairs.rowid LIMIT ? OFFSET ?",
            (sought, *values, PAGE, PAGE * query.page),
        ).fetchall()
    return Hits(
        tuple(
            Hit(
                row["document"],
                title_of(*(row[fact] for fact in FACTS)),
                row["clause"],
                row["citation"],
                tuple(name for name in row["types"].split(",") if name),
                row["words"],
                places(row["words"], query.words),
            )
            for row in rows
        ),
        min(COUNTED, count["clauses"]),
        count["documents"],
        count["clauses"] > COUNTED,
    )


def _narrowed(query: Query) -> tuple[str, list[str]]:
    """The conditions, with leading ` AND`, and their values."""
    conditions = {
        "instr(c.types, ?) > 0": f",{query.type}," if query.type else "",
        "c.role = ?": query.role,
        "d.genre = ?": query.genre,
        "c.document = ?": query.document,
    }
    given = {condition: value for condition, value in conditions.items() if value}
    return "".join(f" AND {condition}" for condition in given), list(given.values())
