"""How far coders agree: Krippendorff's α for all of them, Cohen's κ for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pipeline.codebook import NONE
from pipeline.errors import ExtraError, RecordError
from pipeline.train.classify_annotate import Coding


@dataclass(frozen=True, slots=True)
class Agreement:
    """α of the primary answer and of every type for itself; κ of the primary answer by pair.

    A coefficient is None where it is not defined: nobody, or everybody, gave the type.
    """

    clauses: int
    coders: tuple[str, ...]
    alpha: float | None
    alpha_by_type: dict[str, float | None]
    kappa: dict[tuple[str, str], float | None]


def agreement(codings: Sequence[Coding], types: Sequence[str]) -> Agreement:
    """The agreement on clauses that two coders or more have labelled."""
    by_clause: dict[str, dict[str, Coding]] = {}
    for coding in codings:
        by_clause.setdefault(coding.id or coding.clause, {})[coding.coder] = coding
    shared = {clause: said for clause, said in by_clause.items() if len(said) > 1}
    coders = tuple(sorted({coder for said in shared.values() for coder in said}))
    if len(coders) < 2:
        raise RecordError(
            "no clause was labelled by two coders; give them the same clauses, "
            "and see that the export names the coders."
        )
    return Agreement(
        clauses=len(shared),
        coders=coders,
        alpha=_alpha(_table(shared, coders, (*types, NONE), None)),
        alpha_by_type={name: _alpha(_table(shared, coders, types, name)) for name in types},
        kappa={(a, b): _kappa(shared, a, b) for a, b in combinations(coders, 2)},
    )


def _first(coding: Coding) -> str:
    return coding.types[0] if coding.types else NONE


def _table(
    shared: dict[str, dict[str, Coding]],
    coders: Sequence[str],
    names: Sequence[str],
    only: str | None,
) -> Any:
    """A row per coder, a column per clause: the first answer, or whether `only` was given."""
    import numpy as np

    table = np.full((len(coders), len(shared)), np.nan)
    for column, said in enumerate(shared.values()):
        for row, coder in enumerate(coders):
            if coder in said:
                coding = said[coder]
                first = names.index(_first(coding)) if only is None else only in coding.types
                table[row, column] = float(first)
    return table


def _alpha(table: Any) -> float | None:
    import numpy as np

    try:
        import krippendorff
    except ImportError:
        raise ExtraError.missing("krippendorff", "train") from None
    if len(np.unique(table[~np.isnan(table)])) < 2:
        return None
    return round(float(krippendorff.alpha(table, level_of_measurement="nominal")), 4)


def _kappa(shared: dict[str, dict[str, Coding]], one: str, other: str) -> float | None:
    try:
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        raise ExtraError.missing("scikit-learn", "train") from None
    pairs = [
        (_first(said[one]), _first(said[other]))
        for said in shared.values()
        if {one, other} <= said.keys()
    ]
    if not pairs or len({answer for pair in pairs for answer in pair}) < 2:
        return None
    first, second = zip(*pairs, strict=True)
    return round(float(cohen_kappa_score(first, second)), 4)
