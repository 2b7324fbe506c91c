"""The translate stage: one English draft per clause.

Sources are asked in order: the memory (exactly, then fuzzily with the figures replaced), then an
engine. Whatever it comes from, every draft is held against its clause before it is returned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.document import ClauseTree, Draft
from pipeline.errors import PipelineError
from pipeline.translate.glossary import Glossary
from pipeline.translate.memory import Memory
from pipeline.translate.proof import prove

Engine = Callable[[Sequence[str]], tuple[str, ...]]
"""Chinese sentences in, as many English drafts out, in the same order."""


@dataclass(frozen=True, slots=True)
class Translator:
    """Drafts every clause of a tree and proves each draft.

    `memory` and `glossary` may be None: then every draft is the engine's, and terms are not
    looked after.
    """

    engine: Engine
    memory: Memory | None = None
    glossary: Glossary | None = None

    def __call__(self, tree: ClauseTree) -> tuple[Draft, ...]:
        """Return the draft of every clause of `tree`, in reading order."""
        drafts = self.lines([tree.words(clause) for clause in tree])
        return tuple(
            replace(draft, clause=clause.id) for clause, draft in zip(tree, drafts, strict=True)
        )

    def lines(self, sentences: Sequence[str]) -> tuple[Draft, ...]:
        """Return one draft per sentence; their clause ids are the line numbers from 1."""
        wanted = list(dict.fromkeys(s for s in sentences if s.strip() and not self._known(s)))
        answers = self.engine(wanted) if wanted else ()
        if len(answers) != len(wanted):
            raise PipelineError(
                f"the engine answered {len(answers)} of {len(wanted)} sentences; "
                "an engine must return one draft per sentence."
            )
        english = dict(zip(wanted, answers, strict=True))
        return tuple(
            self._draft(str(number), chinese, english)
            for number, chinese in enumerate(sentences, start=1)
        )

    def _known(self, chinese: str) -> str | None:
        segment = self.memory.exact(chinese) if self.memory is not None else None
        return segment.english if segment else None

    def _draft(self, clause: str, chinese: str, answers: dict[str, str]) -> Draft:
        known = self._known(chinese)
        english = known if known is not None else answers.get(chinese, "")
        origin = "model" if known is None else "memory"
        match = 1.0 if known is not None else 0.0
        return Draft(clause, english, origin, match, checks=prove(chinese, english))  # type: ignore[arg-type]
