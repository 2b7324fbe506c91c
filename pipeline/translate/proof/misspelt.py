"""Words that English cannot spell: studyed, communitys, Crosss, weaknessed.

Networks put words together from pieces, and an ending may meet a piece that it does not fit. No
list of words is needed to see that; each of these shapes is in none of 58,000 right drafts. Points
(iii) are no words.
"""

from __future__ import annotations

from pipeline.pattern import Pattern
from pipeline.translate.proof.plain import CODES

_CONSONANT = "[bcdfghjklmnpqrstvwxz]"
_SHAPES = Pattern(
    rf"\b(?:[a-z]+{_CONSONANT}yed|[a-z]{{2,}}{_CONSONANT}ys|(?!(?:wit|har)n)[a-z]+nessed"
    r"|(?!www\b)[A-Za-z]?[a-z]*(?P<sign>[a-hj-z])(?P=sign){2}[a-z]*)\b"
)


def impossible(english: str) -> tuple[str, ...]:
    """The words of a draft that no English word can look like.

    >>> impossible("They studyed how communitys harnessed water.")
    ('studyed', 'communitys')
    """
    return tuple(found.group() for found in _SHAPES.finditer(CODES.sub(" ", english)))
