"""Which English words a Chinese word is usually said with: for finding what a draft leaves out.

A lexicon is learned from sentence pairs (`alignment.learn`). Of every word it knows how it is
said, and how telling its absence is:

    said                 stems of English words
    kept                 how often a right draft has one of them
    chance               how often a draft of some other sentence has one of them

A word whose English is missing speaks for an omission by log((1 - chance) / (1 - kept)), a word
whose English is there against it by log(chance / kept). A draft has a hole where a stretch of the
sentence adds up to more than right drafts ever do.
"""

from __future__ import annotations

import lzma
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.document import Span
from pipeline.pattern import Pattern
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
        chance = 1 - (1 - self.chance) ** drawn + SAME_SUBJECT
        chance = min(chance, self.kept - 0.02)
        if found:
            return math.log(chance / self.kept)
        return math.log((1 - chance) / (1 - self.kept))


_MARK = Pattern("[，；、。：]")

Weighed = tuple[float, Span]
"""A word's place and how much it speaks for a fault, in nats."""

# Different words in the drafts that `chance` was counted on, on average.
USUAL_DRAFT = 20.0

# What is left of a draft that lost a phrase is about the same things: its words come up in it
# oftener than in a draft on something else. 0.03 parted right and cut drafts best of 0 to 0.05.
SAME_SUBJECT = 0.03

# A word that comes again may be `it` in English.
SAID_BEFORE = 0.3


@dataclass(frozen=True, slots=True)
class Hole:
    """A stretch of one side that the other side shows no trace of."""

    words: str
    score: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Chinese words, each with the stems that it is said with."""

    entries: dict[str, Entry] = field(repr=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Lexicon:
        """Read `path`, or the lexicon that ships with the package."""
        return _load(path or locate("corpus", "lexicon.tsv.xz"))

    def words(self, text: str) -> list[Span]:
        """Cut Chinese into known words, the longest first; what is not known is left out.

        >>> lexicon = Lexicon({"创新": Entry(frozenset({"innovation"}), 0.9, 0.1)})
        >>> lexicon.words("促创新的")
        [Span(start=1, end=3)]
        """
        found, at = [], 0
        while at < len(text):
            size = next(
                (n for n in range(LONGEST_WORD, 0, -1) if text[at : at + n] in self.entries), 0
            )
            if size:
                found.append(Span(at, at + size))
            at += size or 1
        return found

    def unsaid(self, chinese: str, english: str) -> Hole:
        """The stretch of the clause that most seems to be missing from the draft."""
        return hole(chinese, self.weigh_places(chinese, english))

    def weigh_clause(self, chinese: str, english: str) -> list[Weighed]:
        """How much each word of the clause speaks for an omission."""
        spans = self.words(chinese)
        entries = [self.entries[chinese[span.start : span.end]] for span in spans]
        said = stems(english)
        drawn = len(frozenset(said) - STOP_STEMS) / USUAL_DRAFT
        return _weighed(spans, entries, said, drawn)

    def weigh_places(self, chinese: str, english: str) -> list[Weighed]:
        """The same, but a counterpart far from its word's place in the clause hardly counts.

        Of a phrase that is left out single words come up elsewhere in the draft.
        """
        spans = self.words(chinese)
        entries = [self.entries[chinese[span.start : span.end]] for span in spans]
        places = [(span.start + span.end) / 2 / len(chinese) for span in spans]
        said = stems(english)
        drawn = len(frozenset(said) - STOP_STEMS) / USUAL_DRAFT
        distances = _distances(entries, places, said)
        heard = {
            id(entry) for entry, far in zip(entries, distances, strict=True) if far is not None
        }
        weighed = []
        for entry, far, span in zip(entries, distances, spans, strict=True):
            weight = entry.weight(found=False, drawn=drawn)
            if far is not None:
                found = entry.weight(found=True, drawn=drawn) - math.log(_likelier(far))
                weight = min(weight, found)
            elif id(entry) in heard:
                weight *= SAID_BEFORE
            weighed.append((weight, span))
        return weighed


# How much likelier a true counterpart is than a chance one where it stands so far from its place,
# as a share of the sentence; counted roughly on right drafts.
_LIKELIER = ((0.04, 4.5), (0.08, 3.5), (0.13, 2.2), (0.2, 1.2), (0.3, 0.6), (0.45, 0.25), (2, 0.12))


def _likelier(far: float) -> float:
    return next(likelier for reach, likelier in _LIKELIER if far <= reach)


def _distances(
    entries: Sequence[Entry], places: Sequence[float], other: Sequence[str]
) -> list[float | None]:
    """How far each word's nearest counterpart is from its place; None where it has none.

    As in `covered`, each counterpart serves one word and the most telling words choose first.
    """
    free: dict[str, list[float]] = {}
    for at, stem in enumerate(other):
        free.setdefault(stem, []).append((at + 0.5) / len(other))
    distances: list[float | None] = [None] * len(entries)
    for at in sorted(range(len(entries)), key=lambda n: entries[n].chance):
        near = [
            (abs(place - places[at]), stem, place)
            for stem in entries[at].said & free.keys()
            for place in free[stem]
        ]
        if near:
            distances[at], stem, place = min(near)
            free[stem].remove(place)
    return distances


def _weighed(
    spans: Sequence[Span], entries: Sequence[Entry], other: Sequence[str], drawn: float
) -> list[Weighed]:
    found = covered(entries, other)
    heard = {id(entry) for entry, has in zip(entries, found, strict=True) if has}
    weighed = []
    for span, entry, has in zip(spans, entries, found, strict=True):
        weight = entry.weight(found=has, drawn=drawn)
        again = not has and id(entry) in heard
        weighed.append((weight * SAID_BEFORE if again else weight, span))
    return weighed


def covered(entries: Sequence[Entry], other: Sequence[str]) -> list[bool]:
    """Which words have a counterpart on the other side, each counterpart serving one word.

    The most telling words choose first: of two 发展 and one `development`, one goes without.
    """
    left = Counter(other)
    found = [False] * len(entries)
    for at in sorted(range(len(entries)), key=lambda n: entries[n].chance):
        # The stem itself breaks ties, or drafts would prove otherwise from run to run.
        count, stem = max(((left[s], s) for s in entries[at].said & left.keys()), default=(0, ""))
        if count > 0:
            left[stem] -= 1
            found[at] = True
    return found


def content(english: str) -> tuple[str, ...]:
    """The stems of a draft, less those that grammar asks for."""
    return tuple(stem for stem in stems(english) if stem not in STOP_STEMS and len(stem) > 1)


def hole(text: str, scored: Sequence[Weighed]) -> Hole:
    """The contiguous stretch with the greatest sum (Kadane)."""
    best, total, start, span = 0.0, 0.0, 0, Span(0, 0)
    for weight, word in scored:
        if total <= 0:
            total, start = 0.0, word.start
        total += weight
        if total > best:
            best, span = total, Span(start, word.end)
    return Hole(text[span.start : span.end], round(best, 2))


def worst_phrase(text: str, scored: Sequence[Weighed]) -> float:
    """How much the worst phrase between two marks speaks for an omission."""
    worst, at = 0.0, 0
    for mark in (*_MARK.finditer(text), None):
        end = mark.start() if mark else len(text)
        worst = max(worst, sum(weight for weight, span in scored if at <= span.start < end))
        at = end
    return worst


@cache
def _load(path: Path) -> Lexicon:
    entries: dict[str, Entry] = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, kept, chance, said = line.rstrip("\n").split("\t")
            if word.strip("零一二两三四五六七八九十百千万亿"):  # figures are proved as figures
                entries[word] = Entry(frozenset(said.split(" ")), float(kept), float(chance))
    return Lexicon(entries)


def save(lexicon: Lexicon, path: Path) -> None:
    """Write what `Lexicon.load` reads: word, kept, chance, stems; sorted, so that runs compare."""
    with lzma.open(path, "wt", encoding="utf-8", preset=9) as lines:
        for word, entry in sorted(lexicon.entries.items()):
            said = " ".join(sorted(entry.said))
            lines.write(f"{word}\t{entry.kept:.3f}\t{entry.chance:.4f}\t{said}\n")
