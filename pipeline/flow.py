"""The path of one document through the pipeline, top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline import __version__
from pipeline.document import ClauseTree, Document, Findings, Reading
from pipeline.errors import during
from pipeline.extract import extract
from pipeline.segment import segment

Segmenter = Callable[[Document], ClauseTree]
Extractor = Callable[[ClauseTree], Findings]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages, chosen once. Calling it reads one document."""

    segment: Segmenter = segment
    extract: Extractor = extract

    def __call__(self, document: Document) -> Reading:
        """Return everything that the stages find in `document`."""
        with during("segment", document.id):
            tree = self.segment(document)
        with during("extract", document.id):
            findings = self.extract(tree)
        return Reading(tree, self.signature, findings=findings)
