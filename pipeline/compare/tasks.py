"""Which clauses set a task that another document can lack (缺项).

    确保2025年底前建成中试基地。       a task
    过去一年，我们建成了中试基地。     ceremony, of the past
    锲而不舍落实中央八项规定精神。     of no task type, and worded as everybody words it: no gap

Party building and set phrases commit too, but that a document says them, or does not, tells
nothing. Alone neither sign would do: tasks that no type covers count, and so do those in set words.
"""

from __future__ import annotations

from pipeline.compare.commitment import sets_task
from pipeline.compare.formulas import Formulas
from pipeline.document import Reading

# The share of set wording from which a clause is a formula: of sentences with a task type one in
# twenty has as much, of those without one in six.
FORMULA = 0.3


def tasks(reading: Reading, formulas: Formulas) -> frozenset[str]:
    """The ids of the sentences of a reading that set a task; unread types speak for no formula."""
    typeless = {label.clause for label in reading.labels if not label.types}
    return frozenset(
        clause.id
        for clause in reading.tree
        if clause.role == "sentence"
        and sets_task(words := reading.tree.words(clause))
        and not (clause.id in typeless and formulas.share(words) >= FORMULA)
    )
