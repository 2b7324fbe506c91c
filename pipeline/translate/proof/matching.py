"""Which figure of a draft realises which figure of the clause."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.translate.proof.facts import Figure, Reading
from pipeline.translate.proof.units import same_amount


@dataclass(frozen=True, slots=True)
class Matching:
    """The figures of both sides: those that pair off, and what each side has left over."""

    pairs: tuple[tuple[Figure, Figure], ...]
    missing: tuple[Figure, ...]
    extra: tuple[Figure, ...]


def match(source: tuple[Figure, ...], target: tuple[Figure, ...]) -> Matching:
    """Pair every figure of the clause with one of the draft, the likest first."""
    likeness = sorted(
        (-score, i, j)
        for i, one in enumerate(source)
        for j, other in enumerate(target)
        if (score := _score(one, other, i / (len(source) or 1), j / (len(target) or 1)))
    )
    mine: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in likeness:
        if i not in mine and j not in taken:
            mine[i] = j
            taken.add(j)
    _augment(source, target, mine)
    taken = set(mine.values())
    return Matching(
        tuple((source[i], target[j]) for i, j in sorted(mine.items())),
        tuple(f for i, f in enumerate(source) if i not in mine and f.needed),
        tuple(f for j, f in enumerate(target) if j not in taken and f.needed),
    )


# (3), Part III, Third: so far in the number of a clause stands at the most.
_HEAD = 15


def _score(one: Figure, other: Figure, at: float, other_at: float) -> float:
    """How like two figures are; 0 if one cannot be the other."""
    if (one.kind == "month") != (other.kind == "month"):
        return 0.0
    if one.kind == "marker" and other.span.start > _HEAD:
        return 0.0
    best = max((_worth(a, b) for a in one.readings for b in other.readings), default=0.0)
    if not best:
        return 0.0
    return (
        best + one.needed + other.needed + (one.bound == other.bound) / 4 - abs(at - other_at) / 5
    )


def _worth(a: Reading, b: Reading) -> float:
    if a[1] == b[1] and a[0] == b[0]:
        return 3.0
    if same_amount(a, b):
        return 2.5
    if a[0] == b[0]:
        return 1.0 if not (a[1] and b[1]) else 0.5
    return 0.0


def _augment(source: tuple[Figure, ...], target: tuple[Figure, ...], mine: dict[int, int]) -> None:
    """Free a figure that a merely possible pair holds, where a needed one can have no other."""

    def reach(i: int, seen: set[int]) -> bool:
        for j in range(len(target)):
            if j in seen or not _score(source[i], target[j], 0, 0):
                continue
            seen.add(j)
            holder = next((k for k, held in mine.items() if held == j), None)
            idle = holder is not None and source[i].needed and not source[holder].needed
            if holder is None or reach(holder, seen) or idle:
                if holder is not None and mine.get(holder) == j:
                    del mine[holder]
                mine[i] = j
                return True
        return False

    for i, figure in enumerate(source):
        if figure.needed and i not in mine:
            reach(i, set())


def bound_conflict(one: Figure, other: Figure) -> bool:
    """Whether two paired figures are bounded differently: 不超过5 against `at least 5`."""
    if "year" in (one.kind, other.kind) or "any" in (one.bound, other.bound):
        return False
    if not (one.needed and other.needed):
        # A name's figure (“万村整治”) takes no bound either.
        return other.needed and one.bound == "" and other.bound in ("low", "up")
    if one.bound.endswith("?"):
        return other.bound not in ("", one.bound.rstrip("?"), "about")
    return one.bound != other.bound


def unit_conflict(one: Figure, other: Figure) -> bool:
    """Whether two paired figures count in units that are not the same amount.

    A unit that English leaves out is none: `from 5 to 8 percent`, `30 and 40 yuan`.
    """
    if any(same_amount(a, b) for a in one.readings for b in other.readings):
        return False
    return not any(_unsaid(a[1], b[1]) for a in one.readings for b in other.readings)


MEASURES = frozenset({"area", "length", "mass", "volume", "power", "energy", "degree"})
"""What a right draft names a unit of at least once: 2,000毫升 is not `2,000 migrants`."""

# Units whose loss is a fault even where English merely leaves them out.
_ALWAYS_SAID = frozenset(
    {"percent", "percentage point", "US dollar", "HK dollar", "euro", "yen", "pound", "yuan"}
)


def _unsaid(asked: str, given: str) -> bool:
    """Whether one side merely leaves its unit out: 百亿项目, `200 square kilometers and 300`."""
    if not asked:
        return given == "yuan" or given not in _ALWAYS_SAID
    return not given and asked not in _ALWAYS_SAID
