"""Make scores mean what they say, and choose thresholds, on clauses the model had not seen.

Everything is fitted twice. What ships is fitted on all out-of-fold answers. What is reported is
fitted with the fold in question left out, so that no clause has a say in its own score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.classify.judgement import Calibration, Judgement, judge
from pipeline.codebook import Codebook

# Thresholds that are tried; the best lies on a plateau, so nothing finer is worth it.
TRIED = tuple(round(0.30 + 0.02 * i, 2) for i in range(18))
# Of the primary answers that are not marked as doubtful, at most this share may be wrong.
RISK = 0.10
# A risk is measured on this share of the answers at least, surest first; on fewer it is chance.
LEAST_KEPT = 0.05
LEAST, MOST = 0.001, 0.999


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
    calibration = replace(Calibration.plain(types), slope=tuple(slope), bias=tuple(bias))
    applies = judge(outputs, calibration, codebook).applies
    chosen = [threshold(applies[:, i], labels[:, i]) for i in range(types)]
    codebook = with_thresholds(codebook, chosen)
    calibration = _first_line(outputs, labels, calibration, codebook)
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


def threshold(chances: Any, present: Any) -> float:
    """The threshold with the best F1, smoothed over its neighbours against luck."""
    import numpy as np

    curve = []
    for at in TRIED:
        said = chances >= at
        both = (said & (present == 1)).sum()
        curve.append(2 * both / max(1, said.sum() + present.sum()))
    smooth = np.convolve(np.pad(curve, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    return TRIED[int(np.argmax(smooth))]


def _first_line(
    outputs: Any, labels: Any, calibration: Calibration, codebook: Codebook
) -> Calibration:
    """Fit how sure the first answer may be: one slope, and a bias per answer."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    types = len(codebook.types)
    judged = judge(outputs, calibration, codebook)
    answer = _first(judged, types)
    raw = np.log(judged.sure) - np.log1p(-judged.sure)
    right = (answer == labels[:, -1]).astype(int)
    if len(np.unique(right)) < 2:
        return calibration
    shown = np.concatenate([raw[:, None], np.eye(types + 1)[answer]], axis=1)
    model = LogisticRegression(C=10.0, fit_intercept=False, max_iter=1000).fit(shown, right)
    slope, *bias = (round(float(value), 4) for value in model.coef_[0])
    return replace(calibration, first_slope=slope, first_bias=tuple(bias))


def out_of_fold(outputs: Any, labels: Any, fold: Any, codebook: Codebook) -> list[Tuned]:
    """For every fold, what `tune` finds on the other folds."""
    return [
        tune(outputs[fold != held_out], labels[fold != held_out], codebook)
        for held_out in range(int(fold.max()) + 1)
    ]
