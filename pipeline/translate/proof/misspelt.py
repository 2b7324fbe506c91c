"""Words that English does not have: studyed, Crosss, heared, remarkablely, sprinking.

Networks put words together from pieces. Some shapes no English word has; a word of six small
letters or more is also held against a list, with what English makes of its words (`endings`).
Points (iii) are no words, and a word in capitals may be a name.
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.pattern import Pattern
from pipeline.translate.pinyin import is_spelled
from pipeline.translate.proof.endings import bases, is_made
from pipeline.translate.proof.plain import CODES

_CONSONANT = "[bcdfghjklmnpqrstvwxz]"
_SHAPES = Pattern(
    rf"\b(?:[a-z]+{_CONSONANT}yed|[a-z]{{2,}}{_CONSONANT}ys|(?!(?:wit|har)n)[a-z]+nessed"
    r"|(?!www\b)[A-Za-z]?[a-z]*(?P<sign>[a-hj-z])(?P=sign){2}[a-z]*)\b"
)


def small_words(least: int) -> Pattern:
    """What finds words of small letters; not the parts of techno-park, park(s), a/b, example.cn."""
    return Pattern(rf"(?<![\w’'./@&=#~-])[a-z]{{{least},}}(?![\w@/=(-])(?!\.\w)")


_WORD = small_words(6)

# Names of substances, diseases and species are made without end: adiponitrile, enteroscopy.
_LEARNED = Pattern(
    r"(?:ene|ide|ate|ite|ine|one|ol|ium|um|us|is|ae|ase|ose|ome|itis|osis|iasis|emia|penia|oma|ota"
    r"|scopy|graphy|tonia|mania|pnea|gnosia|ectasia|trophy|trophic|lysis|cyte|cytic|metric|thrin"
    r"|lactic|glycolic|nitrile|splenism|ensis|oid|vora|eum|phalic|geal)s?$"
)
_HALF = 4
_LONGEST_SOUND = 10
_JOINED = ("ed", "ing", "er", "ers", "ly", "s")

USUAL = "+"
"""Marks a word of the list that may be half of another: floodlight, but not slatform."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """English words in small letters, as a list has them and as they are made."""

    known: frozenset[str] = field(repr=False)
    usual: frozenset[str] = field(repr=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Spelling:
        """Read `path`, or the list that ships with the package."""
        return _load(path)

    def __contains__(self, word: str) -> bool:
        """Whether a word is English, or may be."""
        return word in self.known or (
            is_made(word, self.known)
            or bool(_LEARNED.search(word))
            or self._is_compound(word)
            or self._is_sound(word)
        )

    def _is_compound(self, word: str) -> bool:
        """Whether a word is two usual ones: streetlight."""
        cuts = range(_HALF, len(word) - _HALF + 1)
        return any(word[:at] in self.usual and word[at:] in self.usual for at in cuts)

    def _is_sound(self, word: str) -> bool:
        """Whether a word is the sound of Chinese, and not of pieces: laoyou, but not cuting."""
        return (
            len(word) <= _LONGEST_SOUND
            and is_spelled(word)
            and not any(
                base in self.known
                for ending in _JOINED
                if word.endswith(ending)
                for base in bases(word, ending)
            )
        )


@cache
def _load(path: Path | None) -> Spelling:
    with lzma.open(path or locate("corpus", "spelling.txt.xz"), "rt", encoding="ascii") as lines:
        words = lines.read().split()
    usual = frozenset(word[:-1] for word in words if word.endswith(USUAL))
    return Spelling(usual.union(word for word in words if not word.endswith(USUAL)), usual)


def impossible(english: str, spelling: Spelling | None = None) -> tuple[str, ...]:
    """The words of a draft that English does not have.

    >>> impossible("They studyed how communitys harnessed water, and heared them.")
    ('studyed', 'communitys', 'heared')
    """
    known = spelling or Spelling.load()
    text = CODES.sub(" ", english)
    shapes = (found.group() for found in _SHAPES.finditer(text))
    strange = (word for word in _WORD.findall(text) if word not in known)
    return tuple(dict.fromkeys((*shapes, *strange)))
