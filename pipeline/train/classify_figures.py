"""How good the classifier is: the figures of its card, from answers to clauses it had not seen.

Macro-F1 is the mean over types, none not counted. The calibration error is over ten equal bins of
the score of the primary answer. Intervals come from drawing whole documents again and again
(bootstrap), since clauses of one document resemble each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.codebook import NONE

BINS = 10
DRAWS = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What coders and the model said of one clause; the types without `none`, primary first."""

    wanted: tuple[str, ...]
    given: tuple[str, ...]
    score: float
    abstained: bool = False
    document: str = ""

    @property
    def first(self) -> str:
        """The primary answer."""
        return self.given[0] if self.given else NONE

    @property
    def right(self) -> bool:
        """Whether the primary answer is the coders'."""
        return self.first == (self.wanted[0] if self.wanted else NONE)


def figures(answers: Sequence[Answer], types: Sequence[str]) -> dict[str, Any]:
    """All figures, as they are printed and kept in `figures.json`."""
    per_type = {name: per(name, answers) for name in types}
    macro = sum(row["f1"] for row in per_type.values()) / len(per_type)
    surest = sorted(answers, key=lambda answer: -answer.score)[: max(1, len(answers) // 2)]
    kept = [answer for answer in answers if not answer.abstained]
    return {
        "clauses": len(answers),
        "documents": len({answer.document for answer in answers}),
        "macro_f1": round(macro, 4),
        "primary_accuracy": accuracy(answers),
        "surest_half_accuracy": accuracy(surest),
        "exact_set": _mean([set(a.wanted) == set(a.given) for a in answers]),
        "ece": calibration_error(answers),
        "abstained": round(1 - len(kept) / len(answers), 4),
        "accuracy_without_abstained": accuracy(kept),
        "per_type": per_type,
    }


def accuracy(answers: Sequence[Answer]) -> float:
    """The share of primary answers that are right."""
    return _mean([answer.right for answer in answers])


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / max(1, len(values)), 4)


def per(name: str, answers: Sequence[Answer]) -> dict[str, float]:
    """Precision, recall and F1 of one type, and how many clauses have it."""
    both = sum(name in answer.wanted and name in answer.given for answer in answers)
    said = sum(name in answer.given for answer in answers)
    asked = sum(name in answer.wanted for answer in answers)
    return {
        "precision": round(both / max(1, said), 4),
        "recall": round(both / max(1, asked), 4),
        "f1": round(2 * both / max(1, said + asked), 4),
        "support": asked,
    }


def reliability(answers: Sequence[Answer]) -> list[dict[str, float]]:
    """For every bin of scores: how many answers, their mean score, and how many were right."""
    bins: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        bins[min(BINS - 1, int(answer.score * BINS))].append(answer)
    return [
        {
            "from": number / BINS,
            "clauses": len(found),
            "score": _mean([answer.score for answer in found]),
            "right": accuracy(found),
        }
        for number, found in sorted(bins.items())
    ]


def calibration_error(answers: Sequence[Answer]) -> float:
    """The mean distance between score and share of right answers, over the bins."""
    gaps = (row["clauses"] * abs(row["score"] - row["right"]) for row in reliability(answers))
    return round(sum(gaps) / max(1, len(answers)), 4)


def coverage(answers: Sequence[Answer], steps: int = 10) -> list[dict[str, float]]:
    """The risk-coverage curve: accuracy on the surest tenth, two tenths, and so on."""
    ordered = sorted(answers, key=lambda answer: -answer.score)
    curve = []
    for step in range(1, steps + 1):
        kept = ordered[: max(1, round(len(ordered) * step / steps))]
        curve.append(
            {"kept": step / steps, "score": round(kept[-1].score, 3), "right": accuracy(kept)}
        )
    return curve


def confusion(answers: Sequence[Answer], types: Sequence[str]) -> list[tuple[str, list[int]]]:
    """For every primary type of the coders, how often the model gave each answer."""
    counts = Counter(
        (answer.wanted[0] if answer.wanted else NONE, answer.first) for answer in answers
    )
    names = (*types, NONE)
    return [(asked, [counts[asked, said] for said in names]) for asked in names]


def interval(answers: Sequence[Answer], types: Sequence[str]) -> tuple[float, float]:
    """Where macro-F1 lies in 95 of 100 draws of as many documents."""
    import numpy as np

    by_document: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_document[answer.document].append(answer)
    # Per document and type: right, said, asked; a draw then only adds up.
    counts = np.array([_counts(found, types) for found in by_document.values()])
    luck = np.random.default_rng(7)
    drawn = luck.integers(len(counts), size=(DRAWS, len(counts)))
    both, said, asked = np.moveaxis(counts[drawn].sum(axis=1), -1, 0)
    macro = (2 * both / np.maximum(1, said + asked)).mean(axis=1)
    low, high = np.quantile(macro, (0.025, 0.975))
    return round(float(low), 4), round(float(high), 4)


def _counts(answers: Sequence[Answer], types: Sequence[str]) -> list[list[int]]:
    """For every type: how often it was right, said, asked."""
    return [
        [
            sum(name in a.wanted and name in a.given for a in answers),
            sum(name in a.given for a in answers),
            sum(name in a.wanted for a in answers),
        ]
        for name in types
    ]
