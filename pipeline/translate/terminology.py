"""The terms of a draft: which are there, which are not, and putting the right ones in.

A term whose rendering is missing is mended where the wrong words can be told: what the engine says
for the term alone, or the stretch of the draft that shares most of the rendering's words. What
cannot be mended is left, and the check `term` says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Check, Span
from pipeline.pattern import Pattern
from pipeline.translate.glossary import Glossary, Term, root, stems
from pipeline.translate.lexicon import STOP_STEMS, Lexicon
from pipeline.translate.proof.endings import with_s
from pipeline.translate.renderings import loosely, place_of, words_of

LEAST_SHARED = 0.6
"""Share of stems in common from which a stretch counts as the term, differently put."""

_PLURAL = Pattern(r"(?<![sui])s$")


@dataclass(frozen=True, slots=True)
class Use:
    """A term of a clause, the rendering that its draft has, and its words there; None if none."""

    term: Term
    rendering: str | None
    said: str | None = None


def uses(chinese: str, english: str, glossary: Glossary) -> tuple[Use, ...]:
    """Every term of the clause, once, with the rendering in the draft.

    A rendering counts as said in another order or part of speech too: `building of the project`,
    `integrate` for 一体化; `said` is how it stands there.

    >>> glossary = Glossary((Term("营商环境", ("business environment",)),))
    >>> uses("优化营商环境", "Improve the environment for business", glossary)[0].said
    'environment for business'
    """
    terms = dict.fromkeys(found.term for found in glossary.find(chinese))
    words = words_of(english)
    return tuple(_use(term, words, english) for term in terms)


def _use(term: Term, words: Sequence[tuple[str, Span]], english: str) -> Use:
    for rendering in term.renderings:
        place = place_of(words, rendering)
        if place is not None:
            return Use(term, rendering, english[place.start : place.end])
    for rendering in term.renderings:
        place = loosely(words, rendering, english)
        if place is not None:
            return Use(term, rendering, english[place.start : place.end])
    return Use(term, None)


def check_terms(found: Iterable[Use]) -> Check:
    """The check `term`: has every term one of its renderings?"""
    missing = [
        f"{use.term.chinese} is not {' or '.join(use.term.renderings)}"
        for use in found
        if use.rendering is None
    ]
    return Check("term", not missing, "; ".join(missing))


def enforce(
    chinese: str, english: str, glossary: Glossary, said: Callable[[str], str | None]
) -> str:
    """The draft with every term that can be mended mended.

    `said` tells what the engine says for a term alone, if that is known.
    """
    for use in uses(chinese, english, glossary):
        if use.rendering is None:
            english = _mend(chinese, english, use.term, said(use.term.chinese))
    return english


def _mend(chinese: str, english: str, term: Term, own: str | None) -> str:
    words = words_of(english)
    preferred = term.renderings[0]
    place = place_of(words, own) if own and stems(own) else None
    if place is None:
        place = _nearest(words, term.renderings)
    if place is None or _says_more(chinese, term, english[place.start : place.end], preferred):
        return english
    return replaced(english, place, preferred)


def _says_more(chinese: str, term: Term, old: str, new: str) -> bool:
    """Whether the words that would go say something outside the term, as 主要 in 主要目标任务."""
    lexicon = Lexicon.load()
    rest = chinese.replace(term.chinese, "，")
    outside = frozenset().union(
        *(lexicon.entries[rest[span.start : span.end]].said for span in lexicon.words(rest))
    )
    return bool((set(stems(old)) - set(stems(new)) - STOP_STEMS) & outside)


def _nearest(words: Sequence[tuple[str, Span]], renderings: Iterable[str]) -> Span | None:
    """The stretch that shares most stems with a rendering, and its last word with it."""
    best: tuple[float, Span] | None = None
    for rendering in renderings:
        wanted = [stem for stem, _ in words_of(rendering) if stem not in STOP_STEMS]
        if len(wanted) < 2:
            continue
        for size in range(len(wanted), len(wanted) + 4):
            for at in range(len(words) - size + 1):
                share = _share(words[at : at + size], wanted)
                if share >= LEAST_SHARED and (best is None or share > best[0]):
                    best = share, Span(words[at][1].start, words[at + size - 1][1].end)
    return best[1] if best else None


def _share(window: Sequence[tuple[str, Span]], wanted: Sequence[str]) -> float:
    """Stems in common, of all stems of both; 0 unless both ends belong to the term."""
    given = [stem for stem, _ in window if stem not in STOP_STEMS]
    if not given or window[0][0] not in wanted or window[-1][0] not in wanted:
        return 0.0
    both = sum((Counter(given) & Counter(wanted)).values())
    return 2 * both / (len(given) + len(wanted))


def replaced(english: str, place: Span, rendering: str) -> str:
    """The draft with other words at a place, in the number and case of those that stood there.

    >>> replaced("New Tech Firms grow.", Span(0, 14), "high-tech enterprise")
    'High-tech enterprises grow.'
    """
    old = english[place.start : place.end]
    words = rendering
    if _PLURAL.search(old) and not words.endswith("s"):
        words = with_s(words)
    elif not _PLURAL.search(old) and _follows_article(english[: place.start]):
        words = _singular(words)
    starts = not english[: place.start].strip(' "“(') or re.search(
        r"[.!?:] [\"“(]?$", english[: place.start]
    )
    if starts and old[:1].isupper():
        words = words[:1].upper() + words[1:]
    before = english[: place.start]
    if re.search(r"\b[Aa]n? $", before):
        article = "an " if words[:1].lower() in "aeio" else "a "
        head = re.sub(r"[Aa]n? $", "", before)
        before = head + (article.capitalize() if before[len(head)].isupper() else article)
    return before + words + english[place.end :]


def _follows_article(left: str) -> bool:
    return bool(re.search(r"\b(?:a|an|each|every|one|another) (?:\w+ )?$", left))


def _singular(words: str) -> str:
    if re.search(r"(?:ss|us|is|ics|news|economics)$", words):
        return words
    if words.endswith("ies"):
        return f"{words[:-3]}y"
    return re.sub(r"(?<=ch)es$|(?<=sh)es$|(?<=x)es$|(?<=ss)es$|(?<=[^s])s$", "", words)


def settled(pairs: Sequence[tuple[str, str]], glossary: Glossary) -> dict[str, str]:
    """Of every term that a document says in several ways, the rendering to say it in.

    The one used most; of equals the one the glossary prefers.
    """
    counts: dict[Term, Counter[str]] = {}
    for chinese, english in pairs:
        for use in uses(chinese, english, glossary):
            if use.rendering is not None:
                counts.setdefault(use.term, Counter())[use.rendering] += 1
    return {
        term.chinese: max(term.renderings, key=lambda r: (used[r], -term.renderings.index(r)))
        for term, used in counts.items()
        if len(used) > 1
    }


def unified(chinese: str, english: str, glossary: Glossary, chosen: dict[str, str]) -> str:
    """The draft with the document's one rendering of each term.

    Verbs and adjectives are left where the noun is chosen: `integrated` is no `integration`.
    """
    for use in uses(chinese, english, glossary):
        wanted = chosen.get(use.term.chinese)
        if wanted is None or use.rendering is None or use.rendering == wanted:
            continue
        if not _interchangeable(use.rendering, wanted):
            continue
        for place in _places(english, use.rendering, wanted):
            english = replaced(english, place, wanted)
    return english


def _interchangeable(one: str, other: str) -> bool:
    """Whether two renderings are noun phrases of their own words, as far as can be told."""
    mine, its = (
        {root(stem) for stem, _ in words_of(words) if stem not in STOP_STEMS}
        for words in (one, other)
    )
    # Most verbs and adjectives among the renderings are single words.
    return mine != its and (len(mine) > 1) == (len(its) > 1)


def _places(english: str, rendering: str, wanted: str) -> Iterator[Span]:
    """Where to put the other rendering: not where it spells out its own short form."""
    place = place_of(words_of(english), rendering)
    if place is not None and place_of(words_of(english), wanted) is None:
        yield place
