"""The stretches of a clause that a draft might leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.translate.proof.omission import units

_CUT = Pattern("[，、；：。！？“”《》（）]|以及|和|与|及|或|并")
_SENTENCE_CUT = Pattern("[，；：。！？]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a clause, and what speaks for its being left out.

    `seen` is the attention that a piece of it gets, beside the median piece's; `missing` what the
    lexicon makes of its words, in nats.
    """

    span: Span
    units: int
    seen: float
    missing: float

    @property
    def suspect(self) -> float:
        """How much it is worth to leave this stretch out and ask again."""
        return 0.4 * self.missing - 0.5 * self.seen + 0.15 * self.units


def spans(chinese: str) -> tuple[Span, ...]:
    """The stretches that a draft might leave out: between marks, two of them, halves, sentences.

    >>> text = "改善水质，保护耕地。"
    >>> [text[span.start : span.end] for span in spans(text)]
    ['改善水质，', '保护耕地。']
    """
    cuts = sorted({0, len(chinese), *(found.end() for found in _CUT.finditer(chinese))})
    ends = sorted({0, len(chinese), *(found.end() for found in _SENTENCE_CUT.finditer(chinese))})
    found = {
        (cuts[n], cuts[m]) for n in range(len(cuts) - 1) for m in (n + 1, n + 2) if m < len(cuts)
    }
    for start, end in tuple(found):
        if end - start >= 12 and not re.search("[，、；：。]", chinese[start : end - 1]):
            middle = (start + end) // 2
            found |= {(start, middle), (middle, end)}
    found |= set(pairwise(ends))
    kept = (Span(start, end) for start, end in sorted(found))
    return tuple(
        span
        for span in kept
        if units(chinese[span.start : span.end]) >= 3
        and len(chinese) - (span.end - span.start) >= 3
    )
