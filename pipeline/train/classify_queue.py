"""Which clauses a coder should look at first: those the model doubts, and not all alike."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pipeline.classify.context import contexts
from pipeline.document import ClauseTree
from pipeline.train.classify_annotate import Task

if TYPE_CHECKING:
    from pipeline.classify import Classifier

# The choice is among this many times as many doubtful clauses as are asked for.
WIDER = 6


def queue(classifier: Classifier, trees: Iterable[ClauseTree], most: int) -> list[Task]:
    """At most `most` clauses: among the most doubtful, each as unlike those before as can be.

    A wording is asked about once, however many documents have it.
    """
    import numpy as np

    found: dict[str, Task] = {}
    for tree in trees:
        for task in tasks(classifier, tree):
            found.setdefault(task.clause, task)
    doubtful = sorted(found.values(), key=lambda task: (task.score, task.id))[: most * WIDER]
    vectors = classifier.network.vectors([task.clause for task in doubtful])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return [doubtful[i] for i in spread_out(vectors, most)]


def tasks(classifier: Classifier, tree: ClauseTree) -> list[Task]:
    """Every clause of a tree as a task."""
    words = [tree.words(clause) for clause in tree.clauses]
    made = []
    for label, found in zip(classifier(tree), contexts(tree), strict=True):
        clause = tree.clauses[found.own]
        where = f"{tree.document.sha256}:{clause.span.start}:{clause.span.end}"
        made.append(
            Task(
                id=sha256(where.encode()).hexdigest()[:12],
                clause=words[found.own],
                heading=words[found.above] if found.above >= 0 else "",
                before=words[found.before] if found.before >= 0 else "",
                document=tree.document.title or tree.document.id,
                suggested=label.types,
                score=label.scores[label.types[0] if label.types else "none"],
            )
        )
    return made


def spread_out(vectors: Any, most: int) -> list[int]:
    """The first vector, then always the one farthest from all chosen (k-centre; Sener 2018).

    >>> import numpy as np
    >>> spread_out(np.array([[1.0, 0.0], [0.99, 0.1], [0.0, 1.0]]), 2)
    [0, 2]
    """
    import numpy as np

    if not len(vectors) or most < 1:
        return []
    chosen = [0]
    nearest = vectors @ vectors[0]
    while len(chosen) < min(most, len(vectors)):
        nearest[chosen] = np.inf
        chosen.append(int(np.argmin(nearest)))
        nearest = np.maximum(nearest, vectors @ vectors[chosen[-1]])
    return chosen
