"""The clauses behind the figures: what opens when a reader follows one.

An opening has a title and clauses, each with the words that count marked. A clause stands once in
the page's data, however many figures it is behind; a document too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.compare.collection import Source
from pipeline.compare.results import Comparison, Quote
from pipeline.document import Span
from pipeline.pages.comparison.naming import Both
from pipeline.pages.safe import plain

MOST = 40  # clauses in one opening


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause that is to be shown: its document's hash, its id, what is marked in it."""

    doc: str
    clause: str
    marks: tuple[Span, ...] = ()
    note: Both | None = None


@dataclass
class Openings:
    """Gathers the openings of a page while its parts are made; not frozen, for it grows."""

    quotes: Mapping[tuple[str, str], Quote]
    sources: Mapping[str, tuple[Source, Both]]
    _documents: dict[str, int] = field(default_factory=dict)
    _clauses: dict[tuple[str, str], int] = field(default_factory=dict)
    _made: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, comparison: Comparison, names: Mapping[str, Both]) -> Openings:
        """No openings yet, over the clauses that `comparison` quotes."""
        sources = (comparison.document, *comparison.others, *comparison.tabled)
        return cls(
            {(quote.doc, quote.clause): quote for quote in comparison.quotes},
            {source.sha256: (source, names[source.sha256]) for source in sources},
        )

    def add(self, title: Both, passages: Iterable[Passage], *, of: int | None = None) -> str:
        """A new opening; returns the address that leads to it.

        `of` says how many clauses there are where `passages` are not all of them.
        """
        known = list(passages)
        shown = [self._passage(passage) for passage in known[:MOST]]
        self._made.append({"title": dict(title), "clauses": shown, "of": of or len(known)})
        return f"#o{len(self._made) - 1}"

    def data(self) -> dict[str, Any]:
        """Everything that the page's script needs to show them."""
        return {
            "documents": [self._document(doc) for doc in self._documents],
            "clauses": [self._clause(doc, clause) for doc, clause in self._clauses],
            "openings": self._made,
        }

    def _passage(self, passage: Passage) -> list[Any]:
        self._documents.setdefault(passage.doc, len(self._documents))
        place = (passage.doc, passage.clause)
        number = self._clauses.setdefault(place, len(self._clauses))
        quote = self.quotes.get(place)
        marks = [_placed(mark, quote) for mark in sorted(passage.marks)] if quote else []
        return [number, marks, *([dict(passage.note)] if passage.note else [])]

    def _document(self, doc: str) -> dict[str, Any]:
        source, name = self.sources[doc]
        return {
            "name": {language: plain(said) for language, said in name.items()},
            "title": plain(source.title) if source.title else None,
            "issued": source.issued,
            "genre": source.genre,
            "sha256": doc,
        }

    def _clause(self, doc: str, clause: str) -> list[Any]:
        quote = self.quotes.get((doc, clause))
        if quote is None:
            return [self._documents[doc], clause, "", None, []]
        return [self._documents[doc], clause, quote.citation, plain(quote.words), list(quote.types)]


def _placed(mark: Span, quote: Quote) -> list[int]:
    """Where a mark begins and ends in the words as they are shown."""
    places = (max(0, place - quote.span.start) for place in (mark.start, mark.end))
    return [len(plain(quote.words[:place])) for place in places]
