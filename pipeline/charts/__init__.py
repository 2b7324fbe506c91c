"""Charts of a comparison: Vega-Lite specifications, drawn as SVG and PNG without a browser.

    Comparison ──pages.comparison──▶ rows ──charts──▶ Chart (specification + rows) ──▶ SVG, PNG, CSV

They are drawn when the page is made, not in the reader's browser: Vega's own runtime turns
expressions into code, which the pages' policy forbids, and weighs 0.9 MB.
"""
