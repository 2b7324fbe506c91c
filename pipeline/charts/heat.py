"""The heat map of documents: a square for each pair, darker for more alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.charts.drawing import INK, Chart, Row
from pipeline.charts.marks import LINKED, bold

LETTERED = 14  # documents up to which there is room for a number in every square


def heat_map(
    rows: Sequence[Row], drawn: Sequence[Row], *, labels: Sequence[str], own: str
) -> Chart:
    """How alike documents are; lines part the groups.

    A row that is drawn has `one`, `other`, `value`, `shade` (0 to 1), `text`, `own` (of the
    document), `starts` (the first of a group), `href` and `said`. `own` is the document's label.
    """
    side = {"type": "nominal", "title": None, "scale": {"domain": list(labels)}}
    plain = {"domain": False, "ticks": False, "labelFontWeight": bold(own)}
    slanted = {**plain, "orient": "top", "labelAngle": -50, "labelAlign": "left"}
    x = {"field": "other", **side, "axis": slanted}
    y = {"field": "one", **side, "axis": plain}
    lettered = len(labels) <= LETTERED
    return Chart(
        "similarity",
        {
            "width": {"step": 34 if lettered else 22},
            "height": {"step": 24 if lettered else 22},
            "encoding": {"x": x, "y": y},
            "layer": [
                {"transform": [{"filter": "!datum.own"}], **_square({}, aria=False)},
                {"transform": [{"filter": "datum.own"}], **_square(LINKED, aria=True)},
                *_lines(x, y),
                *([_LETTERS] if lettered else []),
            ],
        },
        tuple(rows),
        tuple(drawn),
    )


_LETTERS: dict[str, Any] = {
    "mark": {"type": "text", "fontSize": 11, "aria": False},
    "encoding": {
        "text": {"field": "text"},
        "color": {
            "condition": {"test": "datum.shade > 0.5", "value": "#fefefe"},
            "value": "#101215",
        },
    },
}


def _square(linked: Mapping[str, Any], *, aria: bool) -> dict[str, Any]:
    shades = {"domain": [0, 1], "range": ["#f2f6fb", "#08427d"]}
    return {
        "mark": {"type": "rect", "stroke": "#fefefe", "strokeWidth": 1, "aria": aria},
        "encoding": {
            "color": {"field": "shade", "type": "quantitative", "legend": None, "scale": shades},
            **linked,
        },
    }


def _lines(x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A line over the first row of each group, and one before its first column."""
    first = {"transform": [{"filter": "datum.starts"}]}
    mark = {"type": "rule", "color": INK, "strokeWidth": 1.5, "aria": False}
    over = {"y": {**y, "bandPosition": 0}, "x": {"value": 0}, "x2": {"value": "width"}}
    before = {
        "x": {**x, "field": "one", "bandPosition": 0},
        "y": {"value": 0},
        "y2": {"value": "height"},
    }
    return [{**first, "mark": mark, "encoding": ends} for ends in (over, before)]
