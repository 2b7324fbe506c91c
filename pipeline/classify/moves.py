"""Which clauses move from one type to another when the codebook or the model changes, and why.

3.4.2:1   industry → platform, industry    threshold of platform 0.50 → 0.40, probability 0.43
4.1:2     none → finance                   probability of finance 0.31 → 0.78: 天使投资基金
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.classify import Classifier
from pipeline.classify.judgement import judge
from pipeline.classify.why import reasons
from pipeline.codebook import NONE
from pipeline.document import ClauseTree, Reason


@dataclass(frozen=True, slots=True)
class Move:
    """One clause that got other types, or the same in another order, and the reasons."""

    clause: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    reasons: tuple[str, ...]


def moves(old: Classifier, new: Classifier, tree: ClauseTree) -> tuple[Move, ...]:
    """Every clause of `tree` that `old` and `new` code differently."""
    if not tree.clauses:
        return ()
    labels = list(zip(old(tree), new(tree), strict=True))
    moved = [place for place, (one, other) in enumerate(labels) if one.types != other.types]
    words = reasons(new, tree, moved) if moved and old.signature != new.signature else {}
    chances = [_chances(old, tree), _chances(new, tree)]
    found = []
    for place in moved:
        one, other = labels[place]
        was, now = chances[0][place], chances[1][place]
        changed = [name for name in one.types if name not in other.types]
        changed += [name for name in other.types if name not in one.types]
        said = [_reason(name, old, new, was, now) for name in changed]
        if not said:
            said = [f"{other.types[0]} is now likelier to come first than {one.types[0]}"]
        said += _words(tree, words.get(one.clause, ()))
        found.append(Move(one.clause, one.types, other.types, tuple(said)))
    return tuple(found)


def _chances(classifier: Classifier, tree: ClauseTree) -> list[dict[str, float]]:
    judged = judge(classifier.outputs(tree), classifier.calibration, classifier.codebook)
    names = (*classifier.codebook.names, NONE)
    return [dict(zip(names, row, strict=True)) for row in judged.applies.tolist()]


def _reason(
    name: str, old: Classifier, new: Classifier, was: dict[str, float], now: dict[str, float]
) -> str:
    """Why a type came or went."""
    if name not in was:
        return f"{name} is a new type (probability {now[name]:.2f})"
    if name not in now:
        return f"{name} is no longer a type"
    before, after = old.codebook.named(name).threshold, new.codebook.named(name).threshold
    parts = []
    if abs(was[name] - now[name]) >= 0.005:
        parts.append(f"probability of {name} {was[name]:.2f} → {now[name]:.2f}")
    if before != after:
        parts.append(f"threshold of {name} {before:.2f} → {after:.2f}, probability {now[name]:.2f}")
    return "; ".join(parts) or f"probability of {name} {now[name]:.3f}, at its threshold"


def _words(tree: ClauseTree, found: Sequence[Reason]) -> list[str]:
    """The words that speak for the new label."""
    said = "、".join(tree.document[reason.span] for reason in found[:3])
    return [f"words: {said}"] if said else []
