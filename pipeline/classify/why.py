"""Which words of a clause spoke for its label, found by hiding them.

    支持企业建设【中试平台】，给予最高500万元补助。   for platform

Every stretch of a few characters is hidden in turn and the clause judged again; characters whose
absence costs the answer most are the words that spoke for it (occlusion; Zeiler and Fergus 2014).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.classify.context import Context, contexts
from pipeline.classify.ngrams import LONGEST
from pipeline.codebook import NONE
from pipeline.document import ClauseTree, Label, Reason, Span

if TYPE_CHECKING:
    from pipeline.classify import Classifier

# Most Chinese words have two characters, most terms three or four.
HIDDEN = (2, 3, 4)
# A character belongs to the reason if it weighs this much of the heaviest one.
SHARE = 0.4
MOST = 3


@dataclass(frozen=True, slots=True)
class Explained:
    """The classify stage with the words that spoke for every answer."""

    classifier: Classifier

    def __call__(self, tree: ClauseTree) -> tuple[Label, ...]:
        """The labels of a tree, each with its reasons."""
        found = reasons(self.classifier, tree)
        return tuple(replace(label, reasons=found[label.clause]) for label in self.classifier(tree))


def why(classifier: Classifier, tree: ClauseTree, clause_id: str) -> tuple[Reason, ...]:
    """The words of one clause that spoke for each of its types (for `none` where it has none).

    Spans point into the document's text; the heaviest reason of each type comes first.
    """
    place = next((i for i, clause in enumerate(tree.clauses) if clause.id == clause_id), None)
    if place is None:
        raise KeyError(clause_id)
    return reasons(classifier, tree, [place])[clause_id]


def reasons(
    classifier: Classifier, tree: ClauseTree, places: Iterable[int] | None = None
) -> dict[str, tuple[Reason, ...]]:
    """By clause, what `why` says: of the clauses at some places of the tree, or of all.

    About a hundred times the work of naming their types.
    """
    labels, around = classifier(tree), contexts(tree)
    names = (*classifier.codebook.names, NONE)
    found: dict[str, tuple[Reason, ...]] = {}
    for place in range(len(labels)) if places is None else places:
        weights = _weights(classifier, tree, around[place])
        found[labels[place].clause] = tuple(
            reason
            for name in labels[place].types or (NONE,)
            for reason in _reasons(name, weights[names.index(name)], tree, place)
        )
    return found


def _weights(classifier: Classifier, tree: ClauseTree, around: Context) -> Any:
    """For every answer, how much each character of the clause spoke for it."""
    import numpy as np

    clause = tree.words(tree.clauses[around.own])
    hidden = [
        (start, min(len(clause), start + width))
        for width in HIDDEN
        for start in range(max(1, len(clause) - width + 1))
    ]
    beside = [tree.words(tree.clauses[at]) if at >= 0 else "" for at in around.row]
    variants = [clause[:a] + "\x00" * (b - a) + clause[b:] for a, b in hidden]
    sentences = [*beside, *variants]
    context = np.tile(np.arange(len(beside)), (1 + len(variants), 1))
    context[1:, 0] = len(beside) + np.arange(len(variants))
    context[:, [at < 0 for at in around.row]] = -1
    said = evidence(classifier.network(sentences, context), len(classifier.codebook.types))
    weights = np.zeros((said.shape[1], len(clause)))
    times = np.zeros(len(clause))
    for (start, stop), loss in zip(hidden, said[0] - said[1:], strict=True):
        weights[:, start:stop] += loss[:, None]
        times[start:stop] += 1
    return weights / np.maximum(times, 1)


def evidence(outputs: Any, types: int) -> Any:
    """The log odds that each type applies, and last those of `none` coming first."""
    import numpy as np

    rest = np.logaddexp.reduce(outputs[:, :types], axis=1)
    return np.concatenate([outputs[:, types + 1 :], (outputs[:, types] - rest)[:, None]], axis=1)


def _reasons(name: str, weights: Any, tree: ClauseTree, place: int) -> list[Reason]:
    """Runs of heavy characters, heaviest first; single characters say too little."""
    start = tree.clauses[place].span.start
    clause = tree.words(tree.clauses[place])[:LONGEST]
    if not len(weights) or weights.max() <= 0:
        return []
    heavy = [
        bool(weight >= SHARE * weights.max()) and sign.isalnum()
        for weight, sign in zip(weights.tolist(), clause, strict=False)
    ]
    found = []
    at = 0
    while at < len(heavy):
        stop = at
        while stop < len(heavy) and heavy[stop]:
            stop += 1
        if stop - at >= 2:
            weight = round(float(weights[at:stop].mean()), 3)
            found.append(Reason(name, Span(start + at, start + stop), weight))
        at = stop + 1
    return sorted(found, key=lambda reason: -reason.weight)[:MOST]
