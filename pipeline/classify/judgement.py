"""From the network's outputs to types and calibrated scores.

The network answers two questions: which answer comes first (a distribution over the types and
`none`), and for each type whether it applies. Both are bent to match how often the model was right
on documents that it had not seen, because a network is surer than it should be: whether a type
applies by a straight line (Platt 1999), the first answer by a multinomial logistic regression over
what is said to both questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.codebook import NONE, Codebook


@dataclass(frozen=True, slots=True)
class Calibration:
    """What bends outputs: a straight line in log odds per type for whether it applies, and for the
    first answer a weight per answer (types in order, then `none`) and output, and a bias.
    """

    slope: tuple[float, ...]
    bias: tuple[float, ...]
    first: tuple[tuple[float, ...], ...]
    first_bias: tuple[float, ...]

    @classmethod
    def read(cls, lines: Mapping[str, Any]) -> Calibration:
        """The calibration in a model's `model.json`."""
        return cls(
            tuple(lines["slope"]),
            tuple(lines["bias"]),
            tuple(map(tuple, lines["first"])),
            tuple(lines["first_bias"]),
        )

    @classmethod
    def plain(cls, types: int) -> Calibration:
        """The calibration that changes nothing."""
        first = tuple(
            tuple(float(answer == output) for output in range(2 * types + 1))
            for answer in range(types + 1)
        )
        return cls((1.0,) * types, (0.0,) * types, first, (0.0,) * (types + 1))

    def first_chances(self, outputs: Any) -> Any:
        """The probability of every answer to come first, a row per clause."""
        import numpy as np

        return _softmax(evidence(outputs) @ np.array(self.first).T + np.array(self.first_bias))


def evidence(outputs: Any) -> Any:
    """What the first answer is judged by: the logs of the network's own chances for it, then the
    log odds of each type; a row per clause.
    """
    import numpy as np

    answers = (outputs.shape[1] + 1) // 2
    outputs = outputs.astype(np.float64)
    logs = np.log(np.clip(_softmax(outputs[:, :answers]), 1e-9, 1))
    return np.concatenate([logs, outputs[:, answers:]], axis=1)


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
    """Turn outputs into answers: every type over its threshold, the likeliest first one first.

    A type applies at least as likely as it comes first, and no likelier than anything does.
    """
    import numpy as np

    types = len(codebook.types)
    first = calibration.first_chances(outputs)
    raw = outputs[:, types + 1 :].astype(np.float64)
    applies = _sigmoid(raw * np.array(calibration.slope) + np.array(calibration.bias))
    applies = np.clip(applies, first[:, :types], 1 - first[:, types:])
    present = applies >= np.array(codebook.thresholds)
    # Types that are present before those that are not; among either by their chance to come first.
    rank = np.where(present, 2 + first[:, :types], applies)
    order = np.argsort(-rank, axis=1, kind="stable")
    given = present.sum(axis=1)
    answer = np.where(given > 0, order[:, 0] if types else 0, types)
    sure = first[np.arange(len(first)), answer]
    return Judgement(order, given, np.concatenate([applies, first[:, types:]], axis=1), sure)


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
