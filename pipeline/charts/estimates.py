"""Charts of estimates: shares with their intervals, and distinctive words by z."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.charts.drawing import MUTED, WASH, Chart, Row
from pipeline.charts.marks import LINKED, OWN, STEP, documents, panels

SURE = 1.96  # the z from which a word is distinctive at 95 percent


def shares(
    name: str,
    rows: Sequence[Row],
    drawn: Sequence[Row],
    *,
    labels: Sequence[str],
    percent: bool = True,
) -> Chart:
    """Estimates with their intervals by document, a panel for each; a band shows what is usual.

    A row that is drawn has `share`, `document`, `value`, `low`, `high`, `usual_low`, `usual_high`,
    `own`, `href` and `said`.
    """
    axis = {"tickCount": 4, "title": None} | ({"format": "%"} if percent else {})
    x = {"type": "quantitative", "axis": axis, "scale": {"zero": True, "nice": True}}
    y = documents(labels)
    return Chart(
        name,
        {
            "facet": panels("share", drawn),
            "columns": 4,
            "spec": {
                "width": 205,
                "height": STEP * len(labels),
                "layer": [_band(x), _interval(x, y), _point(x, y)],
            },
        },
        tuple(rows),
        tuple(drawn),
    )


def _band(x: dict[str, Any]) -> dict[str, Any]:
    """What is usual, from top to bottom of a panel."""
    return {
        "transform": [{"filter": "isValid(datum.usual_low) && datum.own"}],
        "mark": {"type": "rect", "color": WASH, "opacity": 1},
        "encoding": {"x": {**x, "field": "usual_low"}, "x2": {"field": "usual_high"}},
    }


def _interval(x: dict[str, Any], y: Any) -> dict[str, Any]:
    ends = {"x": {**x, "field": "low"}, "x2": {"field": "high"}}
    return {
        "mark": {"type": "rule", "strokeWidth": 2.5},
        "encoding": {"y": y, **ends, "color": OWN, **LINKED},
    }


def _point(x: dict[str, Any], y: Any) -> dict[str, Any]:
    return {
        "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
        "encoding": {"y": y, "x": {**x, "field": "value"}, "color": OWN, **LINKED},
    }


def distinctive(rows: Sequence[Row], drawn: Sequence[Row]) -> Chart:
    """Words by how surely they are used more here (to the right) or elsewhere (to the left).

    A row that is drawn has `word`, `z`, `own` (of here), `href` and `said`.
    """
    z = {"field": "z", "type": "quantitative", "title": "z", "axis": {"tickCount": 6}}
    axis = {"domain": False, "ticks": False}
    stem = {"x": z, "x2": {"datum": 0}, "color": OWN}
    return Chart(
        "words",
        {
            "width": 460,
            "height": {"step": STEP},
            "encoding": {
                "y": {"field": "word", "type": "nominal", "sort": None, "title": None, "axis": axis}
            },
            "layer": [
                {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": stem},
                {
                    "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                    "encoding": {"x": z, "color": OWN, **LINKED},
                },
                _upright(0, []),
                _upright(SURE, [3, 3]),
                _upright(-SURE, [3, 3]),
            ],
        },
        tuple(rows),
        tuple(drawn),
    )


def _upright(z: float, dash: Sequence[int]) -> dict[str, Any]:
    """A line through all words at this z."""
    return {
        "mark": {"type": "rule", "color": MUTED, "strokeDash": list(dash), "aria": False},
        "encoding": {"x": {"datum": z}, "y": {"value": 0}, "y2": {"value": "height"}},
    }
