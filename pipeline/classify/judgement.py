"""From the network's outputs to types and calibrated scores.

The network answers two questions: which answer comes first (a distribution over the types and
`none`), and for each type whether it applies. Both are bent to match how often the model was right
on documents that it had not seen (Platt 1999), because a network is surer than it should be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.codebook import NONE, Codebook


@dataclass(frozen=True, slots=True)
class Calibration:
    """Straight lines in log odds: one per type for whether it applies, one for the first answer.

    `first_bias` has a number per answer, types in order and then `none`.
    """

    slope: tuple[float, ...]
    bias: tuple[float, ...]
    first_slope: float
    first_bias: tuple[float, ...]

    @classmethod
    def read(cls, lines: Mapping[str, Any]) -> Calibration:
        """The calibration in a model's `model.json`."""
        return cls(
            tuple(lines["slope"]),
            tuple(lines["bias"]),
            float(lines["first_slope"]),
            tuple(lines["first_bias"]),
        )

    @classmethod
    def plain(cls, types: int) -> Calibration:
        """The calibration that changes nothing."""
        return cls((1.0,) * types, (0.0,) * types, 1.0, (0.0,) * (types + 1))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of each clause: arrays with a row per clause.

    `order` has the numbers of the answers, those that are given first; `given` says how many.
    `applies` has the probability of each type and of `none`; `sure` that the first answer is right.
    """

    order: Any
    given: Any
    applies: Any
    sure: Any


def judge(outputs: Any, calibration: Calibration, codebook: Codebook) -> Judgement:
    """Turn outputs into answers: every type over its threshold, the likeliest first one first."""
    import numpy as np

    types = len(codebook.types)
    first = _softmax(outputs[:, : types + 1].astype(np.float64))
    raw = outputs[:, types + 1 :].astype(np.float64)
    applies = _sigmoid(raw * np.array(calibration.slope) + np.array(calibration.bias))
    present = applies >= np.array(codebook.thresholds)
    # Types that are present before those that are not; among either by their chance to come first.
    rank = np.where(present, 2 + first[:, :types], applies)
    order = np.argsort(-rank, axis=1, kind="stable")
    given = present.sum(axis=1)
    answer = np.where(given > 0, order[:, 0] if types else 0, types)
    odds = _log_odds(first[np.arange(len(first)), answer])
    sure = _sigmoid(odds * calibration.first_slope + np.array(calibration.first_bias)[answer])
    nothing = _sigmoid(
        _log_odds(first[:, types]) * calibration.first_slope + calibration.first_bias[types]
    )
    return Judgement(order, given, np.concatenate([applies, nothing[:, None]], axis=1), sure)


def scores(
    judged: Judgement, row: int, codebook: Codebook
) -> tuple[tuple[str, ...], dict[str, float]]:
    """The types of one clause, primary first, and its scores.

    The score of the first answer says how sure it is to come first; the other scores say how
    likely each type applies.
    """
    names = (*codebook.names, NONE)
    found = {name: round(float(judged.applies[row, i]), 4) for i, name in enumerate(names)}
    types = tuple(names[i] for i in judged.order[row, : judged.given[row]].tolist())
    found[types[0] if types else NONE] = round(float(judged.sure[row]), 4)
    return types, found


def _softmax(values: Any) -> Any:
    import numpy as np

    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _sigmoid(values: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(values, -40, 40)))


def _log_odds(chances: Any) -> Any:
    import numpy as np

    chances = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.log(chances) - np.log1p(-chances)
