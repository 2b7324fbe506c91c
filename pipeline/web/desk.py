"""The translator's desk: a clause, what the memory and the glossary have for it, what is wrong.

Where no engine can draft, the desk works with memory and glossary alone and says what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.document import Check, Clause, Reading, Span
from pipeline.errors import PipelineError, SettingsError
from pipeline.settings import Translate
from pipeline.translate.adapt import adapt
from pipeline.translate.choice import load_engine
from pipeline.translate.glossary import Glossary
from pipeline.translate.memory import DEFAULT_THRESHOLD, Memory, Segment
from pipeline.translate.proof import prove
from pipeline.translate.termbase import read_glossary
from pipeline.translate.terminology import check_terms, uses
from pipeline.translate.translator import Translator
from pipeline.web.revisions import Revision, Revisions

MOST = 5
NO_ENGINE = "the settings choose no engine; name another under [translate] to have drafts made."


@dataclass(frozen=True, slots=True)
class Row:
    """A clause on the desk. `origin` says whose English it has: saved, memory, model or "".

    `faults` is how many checks did not hold when it was saved.
    """

    id: str
    span: Span
    citation: str
    heading: bool
    chinese: str
    english: str
    origin: str
    version: int
    author: str
    faults: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the memory has; `adapted` is its English with the figures of the clause at hand."""

    score: float
    chinese: str
    english: str
    adapted: str
    origin: str
    added: str


@dataclass(frozen=True, slots=True)
class TermHint:
    """A term of the clause, the renderings that it may have, and the one that the draft has."""

    chinese: str
    renderings: tuple[str, ...]
    said: str


@dataclass(slots=True)
class Desk:
    """Use it in one thread: the memory's file is open in it. Make one with `open`."""

    memory: Memory
    glossary: Glossary
    revisions: Revisions
    settings: Translate
    _translator: Translator | None = field(default=None, repr=False)
    _missing: str = ""

    @classmethod
    def open(cls, memory: Path, revisions: Revisions, settings: Translate) -> Desk:
        """Open the memory, which is made if it is not there, and the glossary of the settings."""
        own = settings.glossary
        glossary = read_glossary(Path(own)) if own else Glossary.load()
        return cls(Memory.open(memory), glossary, revisions, settings)

    def close(self) -> None:
        """Close the memory."""
        self.memory.close()

    def rows(self, reading: Reading) -> list[Row]:
        """Every clause with its English: as saved, or else as remembered, or else as drafted."""
        saved = self.revisions.of("draft", reading.document.sha256)
        drafted = {draft.clause: draft for draft in reading.drafts}
        rows = []
        for clause in reading.tree:
            chinese = reading.tree.words(clause).strip()
            english, origin, last = "", "", saved.get(clause.span)
            if last is not None:
                english, origin = last.value["english"], "saved"
            elif (known := self.memory.exact(chinese)) is not None:
                english, origin = known.english, "memory"
            elif clause.id in drafted and drafted[clause.id].english:
                english, origin = drafted[clause.id].english, drafted[clause.id].origin
            rows.append(_row(reading, clause, chinese, english, origin, last))
        return rows

    def suggestions(self, chinese: str) -> list[Suggestion]:
        """What the memory has that is like a clause, best first; of equals the newest.

        Who mends a draft means the mended one, though the memory keeps what was saved before too.
        """
        near = self.memory.search(chinese, limit=2 * MOST, threshold=DEFAULT_THRESHOLD)
        # Of those added in the same second, the one that was added last comes last.
        newest = sorted(reversed(near), key=lambda match: match.segment.added, reverse=True)
        found = sorted(newest, key=lambda match: -match.score)[:MOST]
        return [
            Suggestion(
                match.score,
                match.segment.chinese,
                match.segment.english,
                match.segment.english if match.score == 1 else adapt(match.segment, chinese) or "",
                match.segment.origin,
                match.segment.added,
            )
            for match in found
        ]

    def terms(self, chinese: str, english: str) -> list[TermHint]:
        """The glossary's terms in a clause, and how a draft says them."""
        return [
            TermHint(use.term.chinese, use.term.renderings, use.said or "")
            for use in uses(chinese, english, self.glossary)
        ]

    def checks(self, chinese: str, english: str) -> tuple[Check, ...]:
        """The proof of a draft, its terms among it; nothing of an empty one."""
        if not english.strip():
            return ()
        return (*prove(chinese, english), check_terms(uses(chinese, english, self.glossary)))

    def save(
        self, reading: Reading, clause: Clause, english: str, *, base: int, author: str
    ) -> Revision:
        """Keep a draft, and remember it for the next clause like it."""
        words = " ".join(english.split())
        chinese = reading.tree.words(clause).strip()
        faults = sum(not check.ok for check in self.checks(chinese, words))
        kept = self.revisions.save(
            "draft",
            reading.document.sha256,
            clause.span,
            {"english": words, "faults": faults},
            base=base,
            author=author,
        )
        if words:
            self.memory.add([Segment(chinese, words, author or "workbench")])
        return kept

    def missing(self) -> str:
        """Why no engine drafts, in the words of its error; "" where one does."""
        if self._translator is None and not self._missing:
            try:
                engine = load_engine(self.settings, self.glossary)
                if engine is None:
                    raise SettingsError(NO_ENGINE)
                self._translator = Translator(engine, None, self.glossary)
            except PipelineError as error:
                self._missing = str(error)
        return self._missing

    def draft(self, sentences: Sequence[str]) -> list[str]:
        """The engine's drafts; PipelineError where there is no engine."""
        if self.missing() or self._translator is None:
            raise PipelineError(self._missing)
        return [draft.english for draft in self._translator.lines(list(sentences))]


def _row(
    reading: Reading, clause: Clause, chinese: str, english: str, origin: str, last: Revision | None
) -> Row:
    return Row(
        clause.id,
        clause.span,
        reading.tree.unit(clause.unit).citation,
        clause.role == "heading",
        chinese,
        english,
        origin,
        last.version if last else 0,
        last.author if last else "",
        last.value.get("faults", 0) if last else 0,
    )
