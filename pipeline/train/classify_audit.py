"""Labels that the model doubts most, for a second look (confident learning; Northcutt 2021).

The model must not have seen the labels that it judges, so the answers come from `out-of-fold.tsv`,
which training leaves beside the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.codebook import NONE
from pipeline.train.classify_folder import Unseen


@dataclass(frozen=True, slots=True)
class Doubt:
    """One label, what the model would say instead, and how much surer it is of that."""

    clause: str
    given: tuple[str, ...]
    instead: tuple[str, ...]
    doubt: float


def audit(
    labels: Iterable[tuple[str, tuple[str, ...]]], unseen: Mapping[str, Unseen]
) -> list[Doubt]:
    """The labels (clause hash, types) that the model contradicts, the most doubtful first.

    The doubt is how much likelier the model's first answer is than the coders' (1: certain). Where
    the first answers agree it is the chance of the types that one side lacks.
    """
    found = []
    for clause, given in labels:
        answer = unseen.get(clause)
        if answer is None or _same(given, answer.types):
            continue
        doubt = round(_doubt(given, answer), 3)
        found.append(Doubt(clause, given, answer.types, doubt))
    return sorted(found, key=lambda row: (-row.doubt, row.clause))


def _same(given: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return set(given) == set(said) and given[:1] == said[:1]


def _doubt(given: tuple[str, ...], answer: Unseen) -> float:
    coded, said = (given or (NONE,))[0], (answer.types or (NONE,))[0]
    if coded != said:
        return max(0.0, answer.scores[said] - answer.scores.get(coded, 0.0))
    extra = [answer.scores[name] for name in answer.types if name not in given]
    missed = [1 - answer.scores.get(name, 0.0) for name in given if name not in answer.types]
    return 0.5 * max([0.0, *extra, *missed])
