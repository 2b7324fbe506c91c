"""The path of one document through the pipeline, top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.document import ClauseTree, Document, Draft, Findings, Label, Reading
from pipeline.errors import during
from pipeline.extract import extract
from pipeline.segment import segment
from pipeline.settings import Settings

Segmenter = Callable[[Document], ClauseTree]
Classifier = Callable[[ClauseTree], tuple[Label, ...]]
Extractor = Callable[[ClauseTree], Findings]
Translator = Callable[[ClauseTree], tuple[Draft, ...]]

# Raised when the stage gives other results than before for the same document.
VERSIONS = {"segment": "4", "extract": "8"}


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages, chosen once. Calling it reads one document.

    `Pipeline.load()` takes the models that ship with the package. `signature` says what read the
    document: two readings are comparable when their signatures are equal.
    """

    segment: Segmenter = segment
    classify: Classifier | None = None
    extract: Extractor = extract
    translate: Translator | None = None
    signature: str = f"tiaoli:{__version__}|segment:{VERSIONS['segment']}"

    @classmethod
    def load(cls, settings: Settings | None = None, *, translate: bool = False) -> Pipeline:
        """The stages with the models that `settings` name; with `translate`, drafts too."""
        from pipeline.classify import Classifier
        from pipeline.classify.why import Explained
        from pipeline.translate.choice import load_translator

        settings = settings or Settings()
        own = settings.classify.model
        classify = Classifier.load(Path(own) if own else None)
        translator = load_translator(settings.translate) if translate else None
        parts = [
            f"tiaoli:{__version__}",
            f"segment:{VERSIONS['segment']}",
            f"classify:{classify.signature}",
            f"extract:{VERSIONS['extract']}",
            *([f"translate:{translator.signature}"] if translator else []),
        ]
        return cls(
            classify=Explained(classify) if settings.classify.why else classify,
            translate=translator,
            signature="|".join(parts),
        )

    def __call__(self, document: Document) -> Reading:
        """Return everything that the stages find in `document`."""
        with during("segment", document.id):
            tree = self.segment(document)
        with during("classify", document.id):
            labels = self.classify(tree) if self.classify else ()
        with during("extract", document.id):
            findings = self.extract(tree)
        with during("translate", document.id):
            drafts = self.translate(tree) if self.translate else ()
        return Reading(tree, self.signature, labels, findings, drafts)
