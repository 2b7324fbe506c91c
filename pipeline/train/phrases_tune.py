"""Find the weights under which the best of many tellings is the best: coordinate search on n-best.

Tellings of the tuning sentences are collected under the weights so far, and new weights are drawn
near the best ones; what counts is the mean of BLEU and chrF of the tellings that they would choose.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.train.phrases_assemble import order_logs
from pipeline.train.phrases_extract import FEATURES, Phrases
from pipeline.translate.phrases.engine import END, PhraseEngine
from pipeline.translate.phrases.search import Hypothesis

log = logging.getLogger(__name__)

NAMES = (*FEATURES, "phrase", "word", "order", "language", "distance")


@dataclass(slots=True)
class Pool:
    """All tellings found so far, by sentence: English, features, the counts of BLEU and chrF."""

    references: Sequence[str]
    told: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.told = [{} for _ in self.references]


def features(
    found: Hypothesis, rows: Any, phrases: Phrases, logs: Any, engine: PhraseEngine
) -> Any:
    """The features of a telling in the order of NAMES, and the cost of what is not in the table."""
    import numpy as np

    total = np.zeros(len(NAMES) + 1)
    state, end, start, chunk = 0, 0, -1, -1
    for option, first, last, begin in found.steps():
        if begin != chunk:
            end, start, chunk = begin, -1, begin
        which = 0 if first == end else 1 if last == start else 2
        total[NAMES.index("distance")] -= abs(first - end)
        total[NAMES.index("phrase")] += option.number >= 0
        total[NAMES.index("word")] += len(option.words) if option.number >= 0 else 0
        if option.number >= 0:
            row = rows[option.number]
            total[: len(FEATURES)] += phrases.features[row]
            total[NAMES.index("order")] += logs[row, which]
        else:
            total[-1] -= option.cost + option.order[which]
        for word in option.words:
            cost, state = engine.model.step(state, word)
            total[NAMES.index("language")] -= cost
        end, start = last, first
    total[NAMES.index("language")] -= engine.model.step(state, END)[0]
    return total


def collect(
    pool: Pool, engine: PhraseEngine, sources: Sequence[str], rows: Any, phrases: Phrases
) -> None:
    """Add the engine's tellings of every sentence to the pool."""
    logs = order_logs(phrases)
    for number, source in enumerate(sources):
        tokens, found = engine.searched(source)
        for one in found:
            english = engine.told(tokens, one)
            if english not in pool.told[number]:
                counts = _counts(english, pool.references[number])
                vector = features(one, rows, phrases, logs, engine)
                pool.told[number][english] = (vector, counts)


def _counts(english: str, reference: str) -> Any:
    import numpy as np
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu, chrf = BLEU(effective_order=True), CHRF(word_order=2)
    one = bleu._extract_corpus_statistics([english], [[reference]])[0]
    two = chrf._extract_corpus_statistics([english], [[reference]])[0]
    return np.array([*one, *two], dtype=np.float64)


def score(counts: Any) -> float:
    """The mean of BLEU and chrF2++ of summed counts."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu = BLEU()._compute_score_from_stats([int(n) for n in counts[:10]]).score
    chrf = CHRF(word_order=2)._compute_score_from_stats([int(n) for n in counts[10:]]).score
    return float(bleu + chrf) / 2


def better(
    pool: Pool, weights: Mapping[str, float], tries: int, seed: int
) -> tuple[dict[str, float], float]:
    """Weights that choose better tellings from the pool, and their score."""
    import numpy as np

    most = max(len(one) for one in pool.told)
    kept = [list(one.values()) for one in pool.told if one]
    vectors = np.full((len(kept), most, len(NAMES) + 1), -1e6)
    counts = np.zeros((len(kept), most, len(kept[0][0][1])))
    for n, tellings in enumerate(kept):
        for m, (vector, count) in enumerate(tellings):
            vectors[n, m], counts[n, m] = vector, count
    here = np.array([*(weights[name] for name in NAMES), 1.0])
    lines = np.arange(len(kept))

    def worth(at: Any) -> float:
        best = (vectors @ at).argmax(axis=1)
        return score(counts[lines, best].sum(axis=0)) - 0.3 * float(np.abs(at - here0).sum())

    here0 = here.copy()
    best, dice = worth(here), np.random.default_rng(seed)
    for _ in range(tries):
        there = here.copy()
        for at in dice.choice(len(NAMES), size=int(dice.integers(1, 4)), replace=False):
            there[at] += dice.normal() * max(0.05, abs(here[at])) * 0.5
        if (there[NAMES.index("language")] < 0.05) or there[NAMES.index("distance")] < 0:
            continue
        found = worth(there)
        if found > best:
            here, best = there, found
    return dict(zip(NAMES, map(float, here[:-1]), strict=True)), best
