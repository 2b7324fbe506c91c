"""The translate stage: one English draft per clause.

Sources are asked in order: the memory (exactly, then nearly, with the figures put right), for set
wording what it always is in English, then an engine. Terms are enforced, safe repairs are made,
one rendering of a term is kept through the document; then every draft is held against its clause,
and what does not hold is said in its checks.

What the memory has only roughly stands against the engine's draft, and is flagged where taken.
Without an engine the memory is all there is: a clause that it does not know at all has an empty
draft and the terms to say it with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.document import Check, ClauseTree, Draft
from pipeline.errors import PipelineError
from pipeline.settings import Translate
from pipeline.translate.adapt import adapt
from pipeline.translate.contacts import contact
from pipeline.translate.forcing import faultiness, wanted
from pipeline.translate.glossary import Glossary
from pipeline.translate.headings import heading
from pipeline.translate.memory import DEFAULT_THRESHOLD, Memory
from pipeline.translate.notes import note
from pipeline.translate.proof import looked_through, prove
from pipeline.translate.proof.repair import repair
from pipeline.translate.speakers import speaker
from pipeline.translate.terminology import check_terms, enforce, settled, unified, uses
from pipeline.translate.writing import as_known, written

Engine = Callable[[Sequence[str]], tuple[str, ...]]
"""Chinese sentences in, as many English drafts out, in the same order."""

Omissions = Callable[[Sequence[tuple[str, str]]], Sequence[str | None]]
"""Clauses with their drafts in; of each the words that the draft leaves out, None: no verdict."""

Doubts = Callable[[Sequence[tuple[str, str]]], Sequence[str]]
"""Clauses with their drafts in; of each the words that are told worst, "": nothing is doubted."""

ACCEPTED_BEFORE = 1.0
"""So many faults more a rough match may have than the engine's draft: a person wrote its words.

Only 9 of 300 held-out clauses had a match of 0.75 or more in 5,800 others: mended matches and the
phrase engine's drafts scored alike there (chrF2++ 67), what this rule takes of the two 70.
"""


@dataclass(frozen=True, slots=True)
class Translator:
    """Drafts every clause of a tree and proves each draft.

    `memory` and `glossary` may be None: then every draft is the engine's, and terms are not
    looked after. `engine` None drafts from the memory alone. From `near` on a match is used that
    differs in figures only, from `rough` on one in other words where it proves better than the
    engine's draft. `omissions` looks a second time for what drafts leave out; `doubts` says which
    of the engine's drafts are likely to be wrong altogether.
    """

    engine: Engine | None
    memory: Memory | None = None
    glossary: Glossary | None = None
    near: float = Translate().near
    rough: float = Translate().rough
    omissions: Omissions | None = None
    doubts: Doubts | None = None

    @property
    def signature(self) -> str:
        """What drafts: the engine's own signature, or the name of its class or function."""
        engine = self.engine
        if engine is None:
            return "none"
        named = getattr(engine, "__name__", type(engine).__name__)
        return str(getattr(engine, "signature", named))

    def __call__(self, tree: ClauseTree) -> tuple[Draft, ...]:
        """Return the draft of every clause of `tree`, in reading order."""
        drafts = self.lines([tree.words(clause) for clause in tree])
        return tuple(
            replace(draft, clause=clause.id) for clause, draft in zip(tree, drafts, strict=True)
        )

    def lines(self, sentences: Sequence[str]) -> tuple[Draft, ...]:
        """Return one draft per sentence; their clause ids are the line numbers from 1."""
        distinct = list(dict.fromkeys(sentences))
        remembered = {chinese: self._remembered(chinese) for chinese in distinct}
        new = [chinese for chinese in distinct if chinese.strip() and not remembered[chinese]]
        told = {
            chinese: words for chinese in new if self.engine and (words := _in_set_words(chinese))
        }
        unknown = [chinese for chinese in new if chinese not in told]
        answers = told | dict(zip(unknown, self._asked(unknown), strict=True))
        drafts = {
            chinese: remembered[chinese] or Draft("", answers.get(chinese, ""), "model", 0.0)
            for chinese in distinct
        }
        if self.engine is not None:
            mended = self._mended({chinese: drafts[chinese] for chinese in new})
            drafts |= {chinese: self._rather(chinese, draft) for chinese, draft in mended.items()}
        proved = {chinese: self._proved(chinese, draft) for chinese, draft in drafts.items()}
        proved |= self._looked_through(proved, told)
        proved |= self._doubted(proved, told)
        return tuple(
            replace(proved[chinese], clause=str(number))
            for number, chinese in enumerate(sentences, start=1)
        )

    def _asked(self, sentences: Sequence[str]) -> tuple[str, ...]:
        if self.engine is None:
            return ("",) * len(sentences)
        answers = self.engine([as_known(one) for one in sentences]) if sentences else ()
        if len(answers) != len(sentences):
            raise PipelineError(
                f"the engine answered {len(answers)} of {len(sentences)} sentences; "
                "an engine must return one draft per sentence."
            )
        return answers

    def _remembered(self, chinese: str) -> Draft | None:
        """The draft that the memory has, exactly or with other figures."""
        if self.memory is None or not chinese.strip():
            return None
        known = self.memory.exact(chinese)
        if known is not None:
            return Draft("", known.english, "memory", 1.0)
        for match in self.memory.search(chinese, limit=3, threshold=self.near):
            english = adapt(match.segment, chinese)
            if english is not None:
                return Draft("", english, "memory", match.score)
        return None if self.engine else self._rough(chinese, DEFAULT_THRESHOLD)

    def _rather(self, chinese: str, draft: Draft) -> Draft:
        """The draft, or what the memory has roughly where that proves better."""
        rough = self._rough(chinese, self.rough)
        if rough is None:
            return draft
        gain = self._badness(chinese, draft.english) - self._badness(chinese, rough.english)
        return rough if gain >= -ACCEPTED_BEFORE else draft

    def _badness(self, chinese: str, english: str) -> float:
        return faultiness(chinese, english) + len(wanted(chinese, english, self.glossary))

    def _rough(self, chinese: str, threshold: float) -> Draft | None:
        """The nearest that the memory has, in other words than the clause, mended and flagged."""
        matches = self.memory.search(chinese, limit=1, threshold=threshold) if self.memory else ()
        if not matches:
            return None
        nearest, score = matches[0].segment, matches[0].score
        english = repair(chinese, nearest.english)
        if self.glossary is not None:
            english = enforce(chinese, english, self.glossary, lambda term: None)
        check = Check("match", False, f"{score:.0%} like {nearest.chinese}")
        return Draft("", english, "memory", score, checks=(check,))

    def _mended(self, drafts: dict[str, Draft]) -> dict[str, Draft]:
        """The engine's drafts: figures repaired, terms enforced and made one, then written well."""
        english = {chinese: repair(chinese, draft.english) for chinese, draft in drafts.items()}
        glossary = self.glossary
        if glossary is not None:
            own = self._terms_alone(english, glossary)
            english = {
                chinese: _no_worse(chinese, draft, enforce(chinese, draft, glossary, own.get))
                for chinese, draft in english.items()
            }
            chosen = settled(list(english.items()), glossary)
            english = {
                chinese: _no_worse(chinese, draft, unified(chinese, draft, glossary, chosen))
                for chinese, draft in english.items()
            }
        return {
            chinese: replace(draft, english=written(chinese, english[chinese]))
            for chinese, draft in drafts.items()
        }

    def _terms_alone(self, english: dict[str, str], glossary: Glossary) -> dict[str, str]:
        """What the engine says for the terms that it did not render as it should."""
        missed = dict.fromkeys(
            use.term.chinese
            for chinese, draft in english.items()
            for use in uses(chinese, draft, glossary)
            if use.rendering is None
        )
        answers = self._asked(list(missed))
        return {term: said.strip(" .") for term, said in zip(missed, answers, strict=True)}

    def _proved(self, chinese: str, draft: Draft) -> Draft:
        if self.engine is None and chinese.strip() and not draft.english:
            return self._undrafted(chinese, draft)
        checks = (*draft.checks, *prove(chinese, draft.english))
        if self.glossary is None:
            return replace(draft, checks=checks)
        found = uses(chinese, draft.english, self.glossary)
        terms = tuple((use.term.chinese, use.said) for use in found if use.said)
        return replace(draft, terms=terms, checks=(*checks, check_terms(found)))

    def _looked_through(self, proved: dict[str, Draft], told: dict[str, str]) -> dict[str, Draft]:
        """The drafts after a second look for what they leave out; set wording (`told`) leaves out
        nothing, though no lexicon knows the signs of the names that it spells.
        """
        whole = {
            chinese: replace(draft, checks=looked_through(draft.checks, ""))
            for chinese, draft in proved.items()
            if draft.origin == "model" and chinese in told
        }
        asked = [
            (chinese, draft.english)
            for chinese, draft in proved.items()
            if draft.english and chinese not in whole
        ]
        if self.omissions is None or not asked:
            return whole
        return whole | {
            chinese: replace(proved[chinese], checks=looked_through(proved[chinese].checks, words))
            for (chinese, _), words in zip(asked, self.omissions(asked), strict=True)
        }

    def _doubted(self, proved: dict[str, Draft], told: dict[str, str]) -> dict[str, Draft]:
        """The engine's drafts with a check of whether they lead back to their clauses; set wording
        (`told`) is right without.
        """
        asked = [
            (chinese, draft.english)
            for chinese, draft in proved.items()
            if draft.origin == "model" and draft.english and chinese not in told
        ]
        if self.doubts is None or not asked:
            return {}
        return {
            chinese: replace(
                proved[chinese],
                checks=(*proved[chinese].checks, Check("meaning", not words, words)),
            )
            for (chinese, _), words in zip(asked, self.doubts(asked), strict=True)
        }

    def _undrafted(self, chinese: str, draft: Draft) -> Draft:
        """No draft, and what the glossary has for the one who will write it."""
        found = uses(chinese, "", self.glossary) if self.glossary else ()
        terms = tuple((use.term.chinese, use.term.renderings[0]) for use in found)
        return replace(draft, terms=terms, checks=(Check("draft", False, "no draft"),))


def _in_set_words(chinese: str) -> str:
    """The English of a clause that is always told the same way; "" for any other."""
    return heading(chinese) or note(chinese) or speaker(chinese) or contact(chinese)


def _no_worse(chinese: str, before: str, after: str) -> str:
    """`after`, unless putting the terms right spoilt something that held."""
    if after == before:
        return before
    held = {check.check for check in prove(chinese, before) if check.ok}
    broke = {check.check for check in prove(chinese, after) if not check.ok}
    return before if held & broke else after
