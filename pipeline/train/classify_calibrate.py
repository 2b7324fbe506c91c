"""Make scores mean what they say, and choose thresholds, on clauses the model had not seen.

Everything is fitted twice. What ships is fitted on all out-of-fold answers. What is reported is
fitted with the fold in question left out, so that no clause has a say in its own score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.classify.judgement import Calibration, Judgement, evidence, judge
from pipeline.codebook import Codebook

# Of the primary answers that are not marked as doubtful, at most this share may be wrong.
RISK = 0.10
# A risk is measured on this share of the answers at least, surest first; on fewer it is chance.
LEAST_KEPT = 0.05
LEAST, MOST = 0.001, 0.999
# A type that is less likely than this is never given.
LEAST_GIVEN = 0.1
# How much the fit of first answers counts beside small weights: 0.05 a clause of 6,000.
PULL = 300.0
# The bias of an answer that is never given.
NEVER = -30.0


@dataclass(frozen=True, slots=True)
class Tuned:
    """A calibration and the codebook with the thresholds that go with it."""

    calibration: Calibration
    codebook: Codebook


def tune(outputs: Any, labels: Any, codebook: Codebook) -> Tuned:
    """Fit lines and thresholds to `outputs`; `labels` as in `classify_corpus.encode`."""
    types = len(codebook.types)
    lines = [line(outputs[:, types + 1 + i], labels[:, i]) for i in range(types)]
    slope, bias = zip(*lines, strict=True)
    first, first_bias = first_answers(outputs, labels[:, -1])
    calibration = Calibration(tuple(slope), tuple(bias), first, first_bias)
    applies = judge(outputs, calibration, codebook).applies
    # A type that no clause has, or every one, keeps the threshold it had.
    chosen = [
        threshold(applies[:, i]) if 0 < labels[:, i].mean() < 1 else kind.threshold
        for i, kind in enumerate(codebook.types)
    ]
    codebook = with_thresholds(codebook, chosen)
    judged = judge(outputs, calibration, codebook)
    right = _first(judged, types) == labels[:, -1]
    return Tuned(calibration, replace(codebook, abstain_below=abstention(judged.sure, right)))


def _first(judged: Judgement, types: int) -> Any:
    """The number of every primary answer; `none` counts last."""
    import numpy as np

    return np.where(judged.given > 0, judged.order[:, 0], types)


def abstention(sure: Any, right: Any) -> float:
    """Where the curve of risk and coverage crosses `RISK`: below it answers are doubtful.

    Answers are taken surest first; the last score is sought up to which the share of wrong ones
    is within the risk. Hardly above 0 where all of them are, near 1 where not even the surest.
    """
    import numpy as np

    order = np.argsort(-sure, kind="stable")
    risk = 1 - np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    risk[: int(LEAST_KEPT * len(order))] = 1
    within = np.flatnonzero(risk <= RISK)
    if not len(within):
        return MOST
    last = int(within[-1])
    if last == len(order) - 1:
        return LEAST
    return min(MOST, max(LEAST, round(float(sure[order[last]]), 3)))


def with_thresholds(codebook: Codebook, chosen: Sequence[float]) -> Codebook:
    """The codebook with other thresholds."""
    pairs = zip(codebook.types, chosen, strict=True)
    return replace(codebook, types=tuple(replace(kind, threshold=at) for kind, at in pairs))


def line(outputs: Any, right: Any) -> tuple[float, float]:
    """Slope and bias of the log odds that fit best (Platt scaling, hardly regularised)."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if len(np.unique(right)) < 2:
        return 1.0, 0.0
    model = LogisticRegression(C=100.0).fit(np.asarray(outputs, dtype=float)[:, None], right)
    return round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4)


def threshold(chances: Any) -> float:
    """The threshold with the best F1 to expect where the chances mean what they say.

    It is half of that F1 (Lipton et al. 2014), so never above a half; nor is it below
    `LEAST_GIVEN`, where hardly any clause that is given the type would have it. Found in the
    chances alone: the best on labels is the luck of a few hundred clauses, and worse on others.

    >>> import numpy as np
    >>> threshold(np.array([0.9, 0.8, 0.1, 0.1]))
    0.436
    """
    import numpy as np

    falling = np.sort(chances)[::-1]
    expected = 2 * np.cumsum(falling) / (np.arange(1, len(falling) + 1) + falling.sum())
    return max(LEAST_GIVEN, round(float(expected.max()) / 2, 3))


def first_answers(
    outputs: Any, first: Any
) -> tuple[tuple[tuple[float, ...], ...], tuple[float, ...]]:
    """Weights and biases of the first answer: multinomial, as hard regularised for few clauses as
    for many. An answer that no clause has is never given.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    answers = (outputs.shape[1] + 1) // 2
    known = np.unique(first)
    if len(known) < 2:
        plain = Calibration.plain(answers - 1)
        return plain.first, plain.first_bias
    model = LogisticRegression(C=PULL / len(first), max_iter=5000)
    model.fit(evidence(outputs), first)
    two = len(known) == 2  # then one row stands for both
    rows = np.concatenate([-model.coef_, model.coef_]) / 2 if two else model.coef_
    biases = np.concatenate([-model.intercept_, model.intercept_]) / 2 if two else model.intercept_
    weight = np.zeros((answers, outputs.shape[1]))
    bias = np.full(answers, NEVER)
    weight[known], bias[known] = rows, biases
    return tuple(map(tuple, weight.round(4).tolist())), tuple(bias.round(4).tolist())


def out_of_fold(outputs: Any, labels: Any, fold: Any, codebook: Codebook) -> list[Tuned]:
    """For every fold, what `tune` finds on the other folds."""
    return [
        tune(outputs[fold != held_out], labels[fold != held_out], codebook)
        for held_out in range(int(fold.max()) + 1)
    ]
