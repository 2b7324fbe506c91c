"""A second look for what a draft leaves out, with the network that drafts.

    clause ─▶ stretches between marks ─▶ is the draft as likely without one? ─┐
       │                                                                      ├─▶ weighed ─▶ words
       └────▶ pieces that no word of the draft looks at ──────────────────────┘

Where a draft is hardly less likely for the clause without a stretch than for the whole clause,
nobody has said that stretch: contrastive conditioning (Vamvas and Sennrich, ACL 2022, "As Little as
Possible, as Much as Necessary"). What `proof.omission` sees in words counts beside it. A logistic
regression weighs all; its weights lie beside the network's, for they hold for that network alone.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.artefacts import locate, require
from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.translate.lexicon import Lexicon
from pipeline.translate.pieces import piece_spans
from pipeline.translate.proof.omission import cut_off, omitted, ratio, suspicion

if TYPE_CHECKING:
    from pipeline.translate.offline import OfflineEngine

WEIGHTS = "omission.json"
GLANCE = ("suspicion", "length", "belief", "least_seen")
"""What is seen of a pair at one pass; only where that raises a doubt are stretches left out."""

LOOK = (*GLANCE, "share", "gain", "silent", "joint", "second", "closing")
"""What is weighed in the end."""

SURE = 4.0
"""From here on words alone decide (`proof.omission.suspicion`); below, the network does."""

LONGEST = 240
"""Characters of a clause; a longer one is read by words alone, for the network cuts it in parts."""

Pair = tuple[str, str]
_CUT = Pattern("[，、；：。！？“”《》（）]|以及|和|与|及|或|并")
_SENTENCE_CUT = Pattern("[，；：。！？]")
_UNITS = Pattern("[一-鿿]|[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a clause: what speaks for its being left out.

    `gain` is how much likelier the draft is without it, in nats; `said_again` the part of that from
    pieces that grow likelier. `seen` is the attention that a piece of it gets, beside the median
    piece's; `missing` what the lexicon makes of its words, in nats.
    """

    span: Span
    units: int
    gain: float
    said_again: float
    seen: float
    missing: float

    @property
    def over(self) -> float:
        """The gain beside that of words which were said: about half a nat less each."""
        return self.gain + 0.5 * self.units


@dataclass(frozen=True, slots=True)
class Glance:
    """A pair as the network sees it whole: the log probability of each piece of the draft, what
    attention each piece of the clause gets, beside the median piece, and its stretches.
    """

    pair: Pair
    spans: tuple[Span, ...]
    scores: Any
    seen: Any
    places: Sequence[Span]

    def seen_in(self, span: Span) -> float:
        """The attention that the pieces of a stretch get."""
        inside = [
            n
            for n, place in enumerate(self.places)
            if span.start <= place.start < place.end <= span.end
        ]
        return float(self.seen[inside].mean()) if inside else 1.0

    @property
    def features(self) -> dict[str, float]:
        """The values of `GLANCE`."""
        least = min(map(self.seen_in, self.spans))
        values = (suspicion(*self.pair), ratio(*self.pair), float(self.scores.mean()), least)
        return dict(zip(GLANCE, values, strict=True))


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over features clipped to bounds: low, high, weight of each."""

    features: Mapping[str, tuple[float, float, float]]
    bias: float
    threshold: float

    def flags(self, values: Mapping[str, float]) -> bool:
        """Whether the log odds of an omission reach the threshold."""
        total = self.bias
        for name, (low, high, weight) in self.features.items():
            total += weight * min(high, max(low, values[name]))
        return total >= self.threshold


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What drafts leave out, for pairs of clause and draft. Build one with `load` or `of`."""

    engine: OfflineEngine
    doubt: Weights
    verdict: Weights

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2) -> SecondLook:
        """With the network in `folder`, or the one that ships; needs the extra `translate`."""
        from pipeline.translate.offline import OfflineEngine

        folder = folder or locate("models", "zh-en")
        return cls.of(OfflineEngine.load(folder, threads=threads), folder)

    @classmethod
    def of(cls, engine: OfflineEngine, folder: Path) -> SecondLook:
        """With a network that is loaded already from `folder`."""
        told = json.loads((require(folder, WEIGHTS) / WEIGHTS).read_text("utf-8"))
        return cls(engine, Weights(**told["doubt"]), Weights(**told["verdict"]))

    def __call__(self, pairs: Sequence[Pair]) -> tuple[str | None, ...]:
        """The words of each clause that its draft leaves out: "" for none, None for no verdict."""
        told = [pair for pair in dict.fromkeys(pairs) if readable(*pair)]
        plain = {pair: _plain(*pair) for pair in told}
        seen = self.glance([pair for pair in told if not plain[pair]])
        doubted = [one for one in seen if self.doubt.flags(one.features)]
        missing = {
            one.pair: _words(one.pair[0], span)
            for one, (values, span) in zip(doubted, self.look(doubted), strict=True)
            if self.verdict.flags(values)
        }
        found = plain | missing
        return tuple(found.get(pair) for pair in pairs)

    def glance(self, pairs: Sequence[Pair]) -> list[Glance]:
        """Every pair as the network sees it whole."""
        import numpy as np

        found = []
        for pair, scores, seen in zip(
            pairs, self._scored(pairs), self._attention(pairs), strict=True
        ):
            places = piece_spans(self.engine.pieces(pair[0]), pair[0])
            real = [n for n, place in enumerate(places) if place.end > place.start]
            usual = max(1e-3, float(np.median(seen[real]))) if real else 1.0
            found.append(Glance(pair, spans(pair[0]), scores, seen / usual, places))
        return found

    def look(self, seen: Sequence[Glance]) -> list[tuple[dict[str, float], Span]]:
        """The values of `LOOK` for every pair, and the stretch that is likeliest left out."""
        less = iter(
            self._scored(
                [
                    (one.pair[0][: span.start] + one.pair[0][span.end :], one.pair[1])
                    for one in seen
                    for span in one.spans
                ]
            )
        )
        return [_features(one, [next(less) for _ in one.spans]) for one in seen]

    def _scored(self, pairs: Sequence[Pair]) -> list[Any]:
        """The log probability of every piece of each draft, given its clause."""
        import numpy as np

        if not pairs:
            return []
        engine = self.engine
        found = engine.model.score_batch(
            [engine.pieces(chinese) for chinese, _ in pairs],
            [engine.vocabulary.encode(english, out_type=str) for _, english in pairs],
            max_batch_size=4096,
            batch_type="tokens",
        )
        return [np.array(one.log_probs) for one in found]

    def _attention(self, pairs: Sequence[Pair]) -> list[Any]:
        """How much attention each piece of a clause gets from the pieces of its draft, in sum."""
        import numpy as np

        said = [self.engine.vocabulary.encode(english, out_type=str) for _, english in pairs]
        if not said:
            return []
        found = self.engine.model.translate_batch(
            [self.engine.pieces(chinese) for chinese, _ in pairs],
            target_prefix=said,
            beam_size=1,
            return_attention=True,
            max_decoding_length=1 + max(map(len, said)),
            max_input_length=0,
            max_batch_size=1024,
            batch_type="tokens",
        )
        return [
            np.array(one.attention[0][: len(pieces)]).sum(axis=0)
            for one, pieces in zip(found, said, strict=True)
        ]


def _features(seen: Glance, less: Sequence[Any]) -> tuple[dict[str, float], Span]:
    chinese, english = seen.pair
    weighed = Lexicon.load().weigh_places(chinese, english)
    found = []
    for span, scores in zip(seen.spans, less, strict=True):
        gains = scores - seen.scores
        words = [w for w, place in weighed if span.start <= place.start < place.end <= span.end]
        again, gain = float(gains[gains > 0].sum()), float(gains.sum())
        stretch = Stretch(span, units(chinese, span), gain, again, seen.seen_in(span), sum(words))
        found.append(stretch)
    widest = max(found, key=lambda one: one.over)
    joint = [0.1 * one.over - 0.5 * one.seen + 0.4 * one.missing for one in found]
    second = sorted(0.3 * one.over - 3 * one.seen + 0.3 * one.missing for one in found)
    values = (
        widest.units / max(1, units(chinese, Span(0, len(chinese)))),
        max(one.gain + 1.2 * one.units for one in found) / math.sqrt(len(seen.scores)),
        widest.said_again,
        max(joint),
        second[-2:][0],
        _closing(seen),
    )
    return seen.features | dict(zip(LOOK[len(GLANCE) :], values, strict=True)), widest.span


def _closing(seen: Glance) -> float:
    """How likely the mark at the draft's end is there, in nats: not after `improve the`."""
    ends = len(seen.scores) - 2  # the last score is of the end itself
    return float(seen.scores[ends]) if seen.pair[1].rstrip().endswith((".", ";", ":")) else 0.0


def _plain(chinese: str, english: str) -> str:
    """What words alone show to be left out."""
    sure = suspicion(chinese, english) >= SURE
    return omitted(chinese, english) if sure else cut_off(chinese, english)


def _words(chinese: str, span: Span) -> str:
    return chinese[span.start : span.end].strip("，、；：。！？ ")


def readable(chinese: str, english: str) -> bool:
    """Whether the network can judge a pair: neither too long nor without parts."""
    return len(chinese) <= LONGEST and bool(english.strip()) and bool(spans(chinese))


def units(text: str, span: Span) -> int:
    """Characters and Latin words in a stretch; marks do not count."""
    return len(_UNITS.findall(text[span.start : span.end]))


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
        if units(chinese, span) >= 3 and len(chinese) - (span.end - span.start) >= 3
    )
