"""What a document stresses: task types, firmness, specificity, strength, with intervals.

Mix            share of each task type, weighed by the classifier's scores
specificity    share of clauses with a figure, with a deadline, with a responsible body
firmness       how firmly clauses commit, on average (see `commitment`)
strength       the issuer's rank times the genre's, as scholars of 政策力度 count it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.compare.commitment import Firmness, firmness
from pipeline.document import Clause, Document, Label, Reading

DRAWS = 1000  # of the bootstrap
LEVEL = 0.95
SEED = 1
LISTED = 30  # clauses named behind a share

# Rank of who issues and of what is issued, 1 to 5, after Peng et al. (2008) and its followers,
# moved to municipal genres. Policy strength is their product.
RANKS: Mapping[str, int] = {"central": 5, "province": 4, "city": 3, "county": 2}
GENRES: Mapping[str, int] = {
    "regulation": 5, "decision": 4, "measures": 4, "work_report": 3, "plan": 3, "opinion": 3,
    "notice": 1,
}  # fmt: skip
STAFF = ("办公厅", "办公室")  # what an office issues for its government ranks a step lower
DEPARTMENTS = ("局", "厅", "委员会", "部", "委")


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate between two bounds, at 95 percent."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What one document stresses. Shares are of its sentences, headings apart.

    `clauses` names those behind a share, the surest first and not more than a reader opens: of a
    type those that have it, of a step of firmness (`step:must`) those that take it.
    """

    sentences: int
    mix: Mapping[str, Interval]
    with_figure: Interval
    with_deadline: Interval
    with_body: Interval
    firmness: Interval | None
    steps: Mapping[str, int]
    strength: int | None
    clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def emphasis(reading: Reading) -> Emphasis:
    """What `reading` stresses."""
    clauses = [clause for clause in reading.tree if clause.role == "sentence"]
    findings = reading.findings
    figures = {quantity.clause for quantity in findings.quantities}
    dated = {quantity.clause for quantity in findings.quantities if quantity.deadline}
    dated |= {milestone.clause for milestone in findings.milestones}
    bodies = {body.clause for body in findings.bodies}
    said = [firmness(reading.tree.words(clause)) for clause in clauses]
    weights = [float(step.weight) for step in said if step.weight is not None]
    return Emphasis(
        len(clauses),
        mix(reading, clauses),
        _share(clauses, figures),
        _share(clauses, dated),
        _share(clauses, bodies),
        _bootstrap(weights) if weights else None,
        {name: sum(step.name == name for step in said) for name in sorted({s.name for s in said})},
        strength(reading.document),
        {
            **_of_types(reading, clauses),
            "with_figure": _first(clauses, figures),
            "with_deadline": _first(clauses, dated),
            "with_body": _first(clauses, bodies),
            **_of_steps(clauses, said),
        },
    )


def mix(reading: Reading, clauses: Sequence[Clause]) -> dict[str, Interval]:
    """The share of sentences of each task type.

    Two doubts are in the interval: which sentences a document happens to have (bootstrap over
    clauses), and what each one is (its types are drawn by the classifier's scores).
    """
    import numpy as np

    scores = {label.clause: label.scores for label in reading.labels}
    rows = [scores[clause.id] for clause in clauses if clause.id in scores]
    if not rows:
        return {}
    names = list(rows[0])
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    dice = np.random.default_rng(SEED)
    picked = dice.integers(len(rows), size=(DRAWS, len(rows)))
    shares = np.array([(dice.random(table.shape) < table[row]).mean(0) for row in picked])
    low, high = _quantiles(shares)
    return {
        name: Interval(
            round(float(table[:, place].mean()), 4), float(low[place]), float(high[place])
        )
        for place, name in enumerate(names)
    }


def strength(document: Document) -> int | None:
    """Policy strength (政策力度): the issuer's rank times the genre's, None if either is unknown.

    >>> strength(Document("d", "", issuers=("云州市人民政府办公室",), genre="notice"))
    """
    if document.place is None or document.genre is None:
        return None
    rank = RANKS[document.place.level]
    issuers = document.issuers
    below = issuers and all(name.endswith((*STAFF, *DEPARTMENTS)) for name in issuers)
    return max(1, rank - bool(below)) * GENRES[document.genre]


def _first(clauses: Sequence[Clause], having: set[str]) -> tuple[str, ...]:
    return tuple([clause.id for clause in clauses if clause.id in having][:LISTED])


def _of_types(reading: Reading, clauses: Sequence[Clause]) -> dict[str, tuple[str, ...]]:
    """The sentences of each type, the surest first."""
    sentences = {clause.id for clause in clauses}
    having: dict[str, list[Label]] = {}
    for label in reading.labels:
        if label.clause in sentences:
            for name in label.types or ("none",):
                having.setdefault(f"type:{name}", []).append(label)
    return {
        key: tuple(
            label.clause
            for label in sorted(labels, key=lambda label: -label.scores.get(key[5:], 0.0))[:LISTED]
        )
        for key, labels in sorted(having.items())
    }


def _of_steps(clauses: Sequence[Clause], said: Sequence[Firmness]) -> dict[str, tuple[str, ...]]:
    """The sentences on each step of firmness."""
    steps: dict[str, set[str]] = {}
    for clause, step in zip(clauses, said, strict=True):
        steps.setdefault(f"step:{step.name}", set()).add(clause.id)
    return {name: _first(clauses, having) for name, having in sorted(steps.items())}


def _share(clauses: Sequence[Clause], having: set[str]) -> Interval:
    return _bootstrap([float(clause.id in having) for clause in clauses])


def _bootstrap(values: Sequence[float]) -> Interval:
    """The mean of `values`, with its interval over resampled ones."""
    import numpy as np

    if not values:
        return Interval(0.0, 0.0, 0.0)
    array = np.array(values)
    picked = np.random.default_rng(SEED).integers(len(array), size=(DRAWS, len(array)))
    low, high = _quantiles(array[picked].mean(1))
    return Interval(round(float(array.mean()), 4), float(low), float(high))


def _quantiles(draws: Any) -> tuple[Any, Any]:
    import numpy as np

    edge = (1 - LEVEL) / 2
    return tuple(np.quantile(draws, [edge, 1 - edge], axis=0).round(4))
