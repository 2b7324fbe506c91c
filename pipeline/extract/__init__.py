"""Find every quantity, milestone, responsible body and cited document of a clause tree.

    numbers and roles ─▶ indicators ─▶ deadlines ─▶ circumstances       a target, ready for a table

Each step fills fields of what the step before found, from the clause and its headings.
"""

from __future__ import annotations

from pipeline.document import ClauseTree, Findings
from pipeline.extract.bodies import bodies
from pipeline.extract.circumstances import describe
from pipeline.extract.citations import citations
from pipeline.extract.context import context
from pipeline.extract.deadlines import date_targets, inherit
from pipeline.extract.indicators import name_indicators
from pipeline.extract.milestones import milestones
from pipeline.extract.quantities import quantities

__all__ = ["extract"]


def extract(tree: ClauseTree) -> Findings:
    """Return everything that a document commits to, with where each word of it stands.

    >>> from pipeline.document import Document
    >>> from pipeline.segment import segment
    >>> tree = segment(Document("demo", "到2025年，全市高新技术企业突破1.5万家。"))
    >>> target = extract(tree).quantities[0]
    >>> tree.document[target.indicator], target.comparator, target.value, target.deadline
    ('高新技术企业', 'gt', 15000, '2025')
    """
    around = context(tree)
    inherited = inherit(around)
    found = name_indicators(quantities(tree), around)
    found = describe(date_targets(found, around, inherited), around)
    return Findings(
        quantities=found,
        milestones=milestones(around, found, inherited),
        bodies=bodies(tree),
        citations=citations(tree),
    )
