"""The phrase-based translator: drafts clauses without a network, torch or any compiled extension.

    clause ─▶ terms, figures, dates, places set apart ─▶ words ─▶ options of every stretch of words
           ─▶ beam search with the language model ─▶ slots filled ─▶ a sentence

A term of the glossary is told in one of its renderings, a figure by rule. Both are right by
construction, wherever the search puts them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.artefacts import fingerprint, locate, require
from pipeline.translate.glossary import Glossary
from pipeline.translate.numbering import numbered
from pipeline.translate.phrases.finish import counted, well_begun
from pipeline.translate.phrases.language import LanguageModel
from pipeline.translate.phrases.places import Places
from pipeline.translate.phrases.search import Hypothesis, Weighing, search
from pipeline.translate.phrases.source import Reader, Token
from pipeline.translate.phrases.table import PhraseTable, filled
from pipeline.translate.phrases.words import Cutter, capitalised, sentence, tidied
from pipeline.translate.proof import prove

FILES = ("model.npz", "words.json.xz", "artefact.toml")
RARER = 2.0
"""Nats by which a plural may be less common than its noun."""

PROVED = 6
"""So many of the likeliest drafts are proved, until one has no fault."""

END = 2
"""The word that ends a sentence, in the English vocabulary."""


@dataclass(frozen=True, slots=True)
class PhraseEngine:
    """Drafts clauses with a phrase table. Build one with `load`.

    Calling it gives one draft per clause, in order; a clause without words gives "". A draft does
    not depend on which clauses it was asked for with.
    """

    reader: Reader
    model: LanguageModel
    weighing: Weighing
    signature: str = "phrases"

    @classmethod
    def load(
        cls, folder: Path | None = None, *, glossary: Glossary | None = None, beam: int = 0
    ) -> PhraseEngine:
        """Load the model in `folder`, or the one that ships; terms come from `glossary`."""
        folder = require(folder or locate("models", "phrases"), *FILES)
        reader, model, weighing = _read(folder, glossary)
        if beam:
            weighing = replace(weighing, beam=beam)
        return cls(reader, model, weighing, fingerprint(folder))

    def __call__(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """Return the English of every clause, in the same order."""
        return tuple(self._draft(clause) for clause in clauses)

    def _draft(self, clause: str) -> str:
        """The likeliest draft of those with the fewest faults."""
        number, words = numbered(clause.strip())
        best, fewest = number, 1_000
        for words_told in self.candidates(words, PROVED):
            draft = f"{number} {words_told}".strip()
            faults = sum(not check.ok for check in prove(clause, draft))
            if faults < fewest:
                best, fewest = draft, faults
            if not fewest:
                break
        return best

    def candidates(self, clause: str, most: int) -> tuple[str, ...]:
        """Up to `most` different drafts of one clause, the likeliest first."""
        tokens, found = self.searched(clause)
        drafts = dict.fromkeys(self.told(tokens, one) for one in found[: 4 * most])
        return tuple(drafts)[:most]

    def searched(self, clause: str) -> tuple[list[Token], list[Hypothesis]]:
        """The words of a clause and the tellings that the search ends with, best first."""
        tokens, spans, chunks = self.reader(clause)
        if not tokens:
            return tokens, []
        return tokens, search(chunks, spans, self.model, self.weighing, END)

    def told(self, tokens: Sequence[Token], found: Hypothesis) -> str:
        """A hypothesis as a sentence."""
        words: list[str] = []
        path = found.path()
        for option, start, end in path:
            part = tokens[start:end]
            values = [(token.kind, token.said) for token in part if token.kind[:1] == "#"]
            words.extend(filled(option.said, values))
        words = well_begun(tidied(words), tokens[path[0][1]].words)
        return capitalised(sentence(counted(words, self._has_plural)))

    def _has_plural(self, noun: str, many: str) -> bool:
        """Whether a plural is about as common as its noun."""
        costs = self.model.words
        one, several = (self.reader.number(word) for word in (noun, many))
        return bool(one and several) and costs[several] < costs[one] + RARER


def _read(folder: Path, glossary: Glossary | None) -> tuple[Reader, LanguageModel, Weighing]:
    import lzma

    import numpy as np

    words = json.loads(lzma.decompress((folder / "words.json.xz").read_bytes()))
    with np.load(folder / "model.npz") as arrays:
        parts = {name: arrays[name] for name in arrays.files}
    return assembled(parts, words, glossary)


def assembled(
    parts: dict[str, object], words: dict[str, object], glossary: Glossary | None
) -> tuple[Reader, LanguageModel, Weighing]:
    """The parts of an engine, from arrays and word lists as they are shipped."""
    source: list[str] = words["source"]  # type: ignore[assignment]
    target: list[str] = words["target"]  # type: ignore[assignment]
    same: list[int] = words["same"]  # type: ignore[assignment]
    weighing = Weighing(**words["weighing"])  # type: ignore[arg-type]
    table = PhraseTable(
        {name[2:]: array for name, array in parts.items() if name.startswith("t_")},
        {word: number for number, word in enumerate(source)},
        target,
        same,
    )
    model = LanguageModel(
        memoryview(parts["l_marks"]), memoryview(parts["l_costs"]), memoryview(parts["l_backs"]),  # type: ignore[arg-type]
        parts["l_words"].tolist(), parts["l_word_backs"].tolist(), 1,  # type: ignore[attr-defined]
    )  # fmt: skip
    places: Iterable[str] = words["places"]  # type: ignore[assignment]
    sounds: dict[str, str] = words["sounds"]  # type: ignore[assignment]
    cutter = Cutter(words["costs"])  # type: ignore[arg-type]
    return Reader(table, cutter, Places.of(places), glossary, sounds), model, weighing
