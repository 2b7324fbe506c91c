"""The page of a comparison: indicators, emphasis, likeness, counterparts, wording, words, gaps.

    Comparison ──comparison_page──▶ one self-contained HTML file

Every figure is a link to an *opening*: the clauses behind it, shown in a dialog.
"""

from pipeline.pages.comparison.page import charts, comparison_page, context, page

__all__ = ["charts", "comparison_page", "context", "page"]
