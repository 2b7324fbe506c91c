"""A second look for what a draft leaves out, with the networks that draft and read back.

    clause ─▶ stretches between marks ─▶ is the draft as likely without one? ─┐
       │                                                                      │
       ├────▶ pieces that no word of the draft looks at ──────────────────────┼─▶ weighed ─▶ words
       └────▶ pieces that the draft does not lead back to ────────────────────┘

Where a draft is hardly less likely for the clause without a stretch than for the whole clause,
nobody has said that stretch: contrastive conditioning (Vamvas and Sennrich, ACL 2022, "As Little as
Possible, as Much as Necessary"). What `proof.omission` sees in words counts beside it. A logistic
regression over all these and their products weighs them; its weights lie beside the network's, for
they hold for these two alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.artefacts import locate, require
from pipeline.document import Span
from pipeline.translate.backward import Backward
from pipeline.translate.lexicon import Lexicon
from pipeline.translate.network import LONGEST, POSITIONS, TOGETHER, Pair
from pipeline.translate.pieces import piece_spans
from pipeline.translate.proof.omission import cut_off, omitted, ratio, suspicion, units
from pipeline.translate.stretches import Stretch, least_led, spans

if TYPE_CHECKING:
    from pipeline.translate.offline import OfflineEngine

WEIGHTS = "omission.json"
GLANCE = ("suspicion", "length", "belief", "least_seen", "led", "led_run")
"""What is seen of a pair at one pass; only where that raises a doubt are stretches left out."""

LOOK = (*GLANCE, "share", "gain", "silent", "joint", "second", "closing")
"""What is weighed in the end."""

SURE = 4.0
"""From here on words alone decide (`proof.omission.suspicion`); below, the network does."""

SUSPECTS = 4
"""Stretches of a clause that are left out in turn; trying all sixteen or so finds no more."""


@dataclass(frozen=True, slots=True)
class Without:
    """A clause without a stretch: by how much likelier the draft is for it, in nats.

    `again` is the part of the gain from pieces that grow likelier.
    """

    stretch: Stretch
    gain: float
    again: float

    @property
    def over(self) -> float:
        """The gain beside that of words which were said: about half a nat less each."""
        return self.gain + 0.5 * self.stretch.units


@dataclass(frozen=True)
class Glance:
    """A pair as the network sees it whole: the log probability of each piece of the draft, what
    attention each piece of the clause gets, beside the median piece, its stretches, and how little
    the draft leads to the least told of them.
    """

    pair: Pair
    spans: tuple[Span, ...]
    scores: Any
    seen: Any
    places: Sequence[Span]
    led: tuple[float, float]

    def seen_in(self, span: Span) -> float:
        """The attention that the pieces of a stretch get."""
        inside = [
            n
            for n, place in enumerate(self.places)
            if span.start <= place.start < place.end <= span.end
        ]
        return float(self.seen[inside].mean()) if inside else 1.0

    def suspects(self) -> list[Stretch]:
        """The stretches that are likeliest left out, at most `SUSPECTS`."""
        chinese, english = self.pair
        weighed = Lexicon.load().weigh_places(chinese, english)
        found = []
        for span in self.spans:
            words = [w for w, place in weighed if span.start <= place.start < place.end <= span.end]
            found.append(
                Stretch(span, units(chinese[span.start : span.end]), self.seen_in(span), sum(words))
            )
        return sorted(found, key=lambda one: -one.suspect)[:SUSPECTS]

    @cached_property
    def features(self) -> dict[str, float]:
        """The values of `GLANCE`."""
        least = min(map(self.seen_in, self.spans))
        words = (suspicion(*self.pair), ratio(*self.pair))
        return dict(zip(GLANCE, (*words, float(self.scores.mean()), least, *self.led), strict=True))


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over features and their products.

    `features` has the bounds that each is clipped to, then the mean and the spread that it is
    measured by. A key of `weights` names one feature, or two whose product it weighs: "led*length".
    """

    features: Mapping[str, tuple[float, float, float, float]]
    weights: Mapping[str, float]
    bias: float
    threshold: float

    def flags(self, values: Mapping[str, float]) -> bool:
        """Whether the log odds of an omission reach the threshold."""
        scaled = {
            name: (min(high, max(low, values[name])) - mean) / spread
            for name, (low, high, mean, spread) in self.features.items()
        }
        total = self.bias
        for name, weight in self.weights.items():
            total += weight * math.prod(scaled[one] for one in name.split("*"))
        return total >= self.threshold


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What drafts leave out, for pairs of clause and draft. Build one with `load` or `of`."""

    engine: OfflineEngine
    backward: Backward
    doubt: Weights
    verdict: Weights

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2) -> SecondLook:
        """With the network in `folder`, or the one that ships; needs the extra `translate`."""
        from pipeline.translate.offline import OfflineEngine

        folder = folder or locate("models", "zh-en")
        engine = OfflineEngine.load(folder, threads=threads)
        return cls.of(engine, Backward.load(threads=threads), folder)

    @classmethod
    def of(cls, engine: OfflineEngine, backward: Backward, folder: Path) -> SecondLook:
        """With networks that are loaded already, the drafting one from `folder`."""
        told = json.loads((require(folder, WEIGHTS) / WEIGHTS).read_text("utf-8"))
        return cls(engine, backward, Weights(**told["doubt"]), Weights(**told["verdict"]))

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
        told = (self._scored(pairs), self._attention(pairs), self.backward.gains(pairs))
        for pair, scores, seen, back in zip(pairs, *told, strict=True):
            places, stretches = piece_spans(self.engine.pieces(pair[0]), pair[0]), spans(pair[0])
            real = [n for n, place in enumerate(places) if place.end > place.start]
            usual = max(1e-3, float(np.median(seen[real]))) if real else 1.0
            led = least_led(pair[0], stretches, back.places, back.nats)
            found.append(Glance(pair, stretches, scores, seen / usual, places, led))
        return found

    def look(self, seen: Sequence[Glance]) -> list[tuple[dict[str, float], Span]]:
        """The values of `LOOK` for every pair, and the stretch that is likeliest left out."""
        suspects = [one.suspects() for one in seen]
        less = iter(
            self._scored(
                [
                    (one.pair[0][: out.span.start] + one.pair[0][out.span.end :], one.pair[1])
                    for one, stretches in zip(seen, suspects, strict=True)
                    for out in stretches
                ]
            )
        )
        found = []
        for one, stretches in zip(seen, suspects, strict=True):
            gains = [next(less) - one.scores for _ in stretches]
            found.append(
                _features(
                    one,
                    [
                        Without(out, float(gain.sum()), float(gain[gain > 0].sum()))
                        for out, gain in zip(stretches, gains, strict=True)
                    ],
                )
            )
        return found

    def _scored(self, pairs: Sequence[Pair]) -> list[Any]:
        """The log probability of every piece of each draft, given its clause."""
        import numpy as np

        if not pairs:
            return []
        found = self.engine.nats([chinese for chinese, _ in pairs], [said for _, said in pairs])
        return [np.array(one) for one in found]

    def _attention(self, pairs: Sequence[Pair]) -> list[Any]:
        """How much attention each piece of a clause gets from the pieces of its draft, in sum."""
        import numpy as np

        said = [
            self.engine.vocabulary.encode(english, out_type=str)[: POSITIONS - 1]
            for _, english in pairs
        ]
        if not said:
            return []
        found = self.engine.model.translate_batch(
            [self.engine.pieces(chinese) for chinese, _ in pairs],
            target_prefix=said,
            beam_size=1,
            return_attention=True,
            max_decoding_length=1 + max(map(len, said)),
            max_input_length=POSITIONS,
            max_batch_size=TOGETHER,
            batch_type="tokens",
        )
        return [
            np.array(one.attention[0][: len(pieces)]).sum(axis=0)
            for one, pieces in zip(found, said, strict=True)
        ]


def _features(seen: Glance, found: Sequence[Without]) -> tuple[dict[str, float], Span]:
    widest = max(found, key=lambda one: one.over)
    joint = [_joint(one, 0.1, 0.5, 0.4) for one in found]
    second = sorted(_joint(one, 0.3, 3.0, 0.3) for one in found)
    values = (
        widest.stretch.units / max(1, units(seen.pair[0])),
        max(one.gain + 1.2 * one.stretch.units for one in found) / math.sqrt(len(seen.scores)),
        widest.again,
        max(joint),
        second[-2:][0],
        _closing(seen),
    )
    return seen.features | dict(zip(LOOK[len(GLANCE) :], values, strict=True)), widest.stretch.span


def _joint(one: Without, gain: float, seen: float, missing: float) -> float:
    """All that speaks for a stretch's being left out, in some proportion."""
    return gain * one.over - seen * one.stretch.seen + missing * one.stretch.missing


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
