"""The stretches of a clause that a draft might leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.translate.proof.omission import units

_CUT = Pattern("[，、；：。！？“”《》（）]|以及|和|与|及|或|并")
_SENTENCE_CUT = Pattern("[，；：。！？]")
_HAN = Pattern("[\u4e00-\u9fff]")

WINDOW = 5
"""Pieces in a row that are looked at together, whatever the marks."""


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


def least_led(
    chinese: str, stretches: Sequence[Span], places: Sequence[Span], gains: Any
) -> tuple[float, float]:
    """How little a draft leads to the least told stretch, and to the least told run of pieces.

    `gains` has what each piece gains by the draft (`Backward.gains`): the median of a stretch's
    pieces, and the mean of `WINDOW` Chinese ones.
    """
    import numpy as np

    inside = [
        [n for n, one in enumerate(places) if span.start <= one.start < one.end <= span.end]
        for span in stretches
    ]
    medians = [float(np.median(gains[some])) for some in inside if len(some) > 1]
    real = [n for n, one in enumerate(places) if _HAN.search(chinese[one.start : one.end])]
    run = gains[real] if real else gains
    width = min(WINDOW, len(run))
    means = np.convolve(run, np.ones(width) / width, mode="valid") if width else np.zeros(1)
    return min(medians, default=float(means.min())), float(means.min())
