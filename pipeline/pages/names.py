"""What the pages call Chinese things in English: terms of the glossary, and known indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.compare.indicators import Ontology
from pipeline.document import Place, Span
from pipeline.pages.titles import place_name
from pipeline.translate.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Names:
    """The English of terms, indicators and places, as far as it is known."""

    glossary: Glossary
    ontology: Ontology

    @classmethod
    def load(cls) -> Names:
        """The glossary and the indicators that ship with the package."""
        return cls(Glossary.load(), Ontology.load())

    def terms(self, words: str) -> Iterator[tuple[Span, str]]:
        """The terms in some words, each with its preferred rendering."""
        for found in self.glossary.find(words):
            yield found.span, found.term.renderings[0]

    def indicator(self, name: str, unit: str) -> str:
        """The English of an indicator, empty where neither list has it.

        >>> Names.load().indicator("高新技术企业", "家")
        'high-tech enterprise'
        """
        term = self.glossary.get(name)
        if term is not None:
            return term.renderings[0]
        known = self.ontology(name, unit).indicator if name else None
        return known.english if known else ""

    def place(self, place: Place | None) -> str:
        """The English of a place, empty where neither glossary nor gazetteer has it."""
        if place is None:
            return ""
        term = self.glossary.get(place.name)
        english = term.renderings[0] if term else place_name(place.name)["en"]
        return "" if english == place.name else english
