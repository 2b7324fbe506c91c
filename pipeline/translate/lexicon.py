"""Which English words a Chinese word is usually said with: for finding what a draft leaves out.

A lexicon is learned from sentence pairs (`alignment.learn`). Of every word it knows how it is
said, and how telling its absence is:

    说   translated by   stems of English words, the likeliest first
    kept                 how often a right draft has one of them
    chance               how often a draft of some other sentence has one of them

A word whose English is missing speaks for an omission by log((1 - chance) / (1 - kept)), a word
whose English is there against it by log(chance / kept). A draft has a hole where a stretch of the
sentence adds up to more than right drafts ever do.
"""

from __future__ import annotations

import lzma
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.document import Span
from pipeline.translate.glossary import stems

LONGEST_WORD = 6

STOP_STEMS = frozenset(
    stem
    for stem in stems(
        "a an the of to and in for on with by at from as or that this these those it its is are "
        "was were be been being will would shall should must may can could has have had do does "
        "did not no than such into other each all any more most which who whose where when while "
        "so also their they we our us i he his she her them there up out over under per both"
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one word of either language."""

    said: frozenset[str]
    kept: float
    chance: float

    def weight(self, *, found: bool, drawn: float = 1.0) -> float:
        """How much the word speaks for an omission, in nats.

        `drawn` is how many times longer the other side is than most: the more words it has, the
        likelier it has this one by chance.
        """
        chance = min(1 - (1 - self.chance) ** drawn, self.kept - 0.01)
        if found:
            return math.log(chance / self.kept)
        return math.log((1 - chance) / (1 - self.kept))


Weighed = tuple[float, Span]
"""A word's place and how much it speaks for a fault, in nats."""

# Different words in the drafts and clauses that `chance` was counted on, on average.
USUAL_DRAFT = 20.0
USUAL_CLAUSE = 20.0


@dataclass(frozen=True, slots=True)
class Hole:
    """A stretch of one side that the other side shows no trace of."""

    words: str
    score: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Chinese words and English stems, each with its counterparts."""

    chinese: dict[str, Entry] = field(repr=False)
    english: dict[str, Entry] = field(repr=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Lexicon:
        """Read `path`, or the lexicon that ships with the package."""
        return _load(path or locate("corpus", "lexicon.tsv.xz"))

    def words(self, text: str) -> list[Span]:
        """Cut Chinese into known words, the longest first; what is not known is left out.

        >>> lexicon = Lexicon({"创新": Entry(frozenset({"innovat"}), 0.9, 0.1)}, {})
        >>> lexicon.words("促创新的")
        [Span(start=1, end=3)]
        """
        found, at = [], 0
        while at < len(text):
            size = next(
                (n for n in range(LONGEST_WORD, 0, -1) if text[at : at + n] in self.chinese), 0
            )
            if size:
                found.append(Span(at, at + size))
            at += size or 1
        return found

    def unsaid(self, chinese: str, english: str) -> Hole:
        """The stretch of the clause that most seems to be missing from the draft."""
        return _worst(chinese, self.weigh_clause(chinese, english))

    def unfounded(self, chinese: str, english: str) -> Hole:
        """The stretch of the draft that nothing in the clause accounts for."""
        return _worst(english, self.weigh_draft(chinese, english))

    def weigh_clause(self, chinese: str, english: str) -> list[Weighed]:
        """How much each word of the clause speaks for an omission."""
        said = frozenset(stems(english))
        drawn = len(said - STOP_STEMS) / USUAL_DRAFT
        weighed = []
        for span in self.words(chinese):
            entry = self.chinese[chinese[span.start : span.end]]
            weighed.append((entry.weight(found=bool(entry.said & said), drawn=drawn), span))
        return weighed

    def weigh_draft(self, chinese: str, english: str) -> list[Weighed]:
        """How much each word of the draft speaks for an addition."""
        given = frozenset(chinese[span.start : span.end] for span in self.words(chinese))
        drawn = len(given) / USUAL_CLAUSE
        weighed = []
        for span in english_words(english):
            entry = self.english.get(stems(english[span.start : span.end])[0])
            if entry is not None:
                found = bool(entry.said & given)
                weighed.append((entry.weight(found=found, drawn=drawn), span))
        return weighed


def english_words(text: str) -> list[Span]:
    """The words of a draft, less those that grammar asks for."""
    spans, start = [], None
    for at, character in enumerate(f"{text} "):
        if character.isascii() and character.isalnum():
            start = at if start is None else start
        elif start is not None:
            stem = stems(text[start:at])
            if stem and stem[0] not in STOP_STEMS and len(stem[0]) > 1:
                spans.append(Span(start, at))
            start = None
    return spans


def _worst(text: str, scored: Sequence[tuple[float, Span]]) -> Hole:
    """The contiguous stretch with the greatest sum (Kadane)."""
    best, total, start, span = 0.0, 0.0, 0, Span(0, 0)
    for weight, word in scored:
        if total <= 0:
            total, start = 0.0, word.start
        total += weight
        if total > best:
            best, span = total, Span(start, word.end)
    return Hole(text[span.start : span.end], round(best, 2))


@cache
def _load(path: Path) -> Lexicon:
    sides: tuple[dict[str, Entry], dict[str, Entry]] = ({}, {})
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            side, word, kept, chance, said = line.rstrip("\n").split("\t")
            sides[side == "en"][word] = Entry(
                frozenset(said.split(" ")), float(kept), float(chance)
            )
    return Lexicon(*sides)


def save(lexicon: Lexicon, path: Path) -> None:
    """Write what `Lexicon.load` reads."""
    with lzma.open(path, "wt", encoding="utf-8", preset=9) as lines:
        for side, entries in (("zh", lexicon.chinese), ("en", lexicon.english)):
            lines.writelines(_lines(side, entries.items()))


def _lines(side: str, entries: Iterable[tuple[str, Entry]]) -> Iterable[str]:
    for word, entry in sorted(entries):
        said = " ".join(sorted(entry.said))
        yield f"{side}\t{word}\t{entry.kept:.3f}\t{entry.chance:.4f}\t{said}\n"
