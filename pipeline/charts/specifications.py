"""The charts of a comparison, as Vega-Lite.

A mark with an `href` opens the clauses behind it. What tells things apart is a place, a shape or a
word, never a colour alone; colour only lifts the document itself out of the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.charts.drawing import ACCENT, INK, MUTED, WASH, Chart, Row

OWN = {"condition": {"test": "datum.own", "value": ACCENT}, "value": MUTED}
LINKED = {"href": {"field": "href"}, "description": {"field": "said"}}
STEP = 20  # height of a line
SURE = 1.96  # the z from which a word is distinctive at 95 percent


def indicators(rows: Sequence[Row], drawn: Sequence[Row], *, labels: Sequence[str]) -> Chart:
    """Bars of every indicator by document: solid to what is stated, open where it may go on.

    A row that is drawn has `indicator`, `document`, `from` and `to` of the bar, `value`, `shape`
    (of its end), `text`, `own`, `reached`, `href` and `said`.
    """
    bar = {
        "mark": {"type": "bar", "height": 11},
        "encoding": {
            "x": {"field": "from", "type": "quantitative", "title": None, "axis": None},
            "x2": {"field": "to"},
            "color": OWN,
            "fillOpacity": {"condition": {"test": "datum.reached", "value": 0.3}, "value": 0.9},
            **LINKED,
        },
    }
    end = {
        "transform": [{"filter": "datum.shape != ''"}],
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {
            "x": {"field": "value", "type": "quantitative"},
            "shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None},
            "color": OWN,
        },
    }
    words = {
        "mark": {"type": "text", "align": "left", "dx": 9},
        "encoding": {
            "x": {"field": "value", "type": "quantitative"},
            "text": {"field": "text"},
            "color": {"condition": {"test": "datum.stated", "value": INK}, "value": MUTED},
        },
    }
    return Chart(
        "indicators",
        {
            "facet": {
                "field": "indicator",
                "type": "nominal",
                "sort": list(dict.fromkeys(row["indicator"] for row in drawn)),
                "header": {"labelAnchor": "start", "labelLimit": 0},
            },
            "columns": 3,
            "spec": {
                "width": 190,
                "height": {"step": STEP},
                "encoding": {"y": _documents(labels)},
                "layer": [bar, end, words],
            },
            "resolve": {"scale": {"x": "independent"}},
        },
        tuple(rows),
        tuple(drawn),
    )


def positions(rows: Sequence[Row], drawn: Sequence[Row]) -> Chart:
    """Where the document stands among all that state an indicator: a tick for each, its own large.

    A row that is drawn has `indicator`, `place` (0 to 1, by rank or by value), `own`, `named`,
    `text`, `href` and `said`.
    """
    x = {
        "field": "place",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, 1]},
    }
    y = {
        "field": "indicator",
        "type": "nominal",
        "title": None,
        "sort": list(dict.fromkeys(row["indicator"] for row in drawn)),
        "axis": {"domain": False, "ticks": False, "grid": True, "labelPadding": 12},
    }
    return Chart(
        "positions",
        {
            "width": 560,
            "height": {"step": 46},
            "encoding": {"x": x, "y": y},
            "layer": [
                {
                    "transform": [{"filter": "!datum.own"}],
                    "mark": {"type": "tick", "thickness": 2, "size": 18, "opacity": 0.6},
                    "encoding": {"color": {"value": MUTED}, **LINKED},
                },
                {
                    "transform": [{"filter": "datum.own"}],
                    "mark": {"type": "point", "shape": "diamond", "size": 190, "filled": True},
                    "encoding": {"color": {"value": ACCENT}, "opacity": {"value": 1}, **LINKED},
                },
                {
                    "transform": [{"filter": "datum.text != ''"}],
                    "mark": {"type": "text", "dy": -15, "align": {"expr": _EDGE}},
                    "encoding": {"text": {"field": "text"}, "color": {"value": INK}},
                },
            ],
        },
        tuple(rows),
        tuple(drawn),
    )


# Words at the ends of a line lean inwards.
_EDGE = "datum.place < 0.15 ? 'left' : datum.place > 0.85 ? 'right' : 'center'"


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
    axis: dict[str, Any] = {"tickCount": 4, "title": None}
    if percent:
        axis["format"] = "%"
    scale = {"zero": True, "nice": True}
    value = {"field": "value", "type": "quantitative", "axis": axis, "scale": scale}
    band = {
        "transform": [{"filter": "isValid(datum.usual_low) && datum.own"}],
        "mark": {"type": "rect", "color": WASH, "opacity": 1},
        "encoding": {
            "x": {"field": "usual_low", "type": "quantitative", "axis": axis},
            "x2": {"field": "usual_high"},
        },
    }
    whole = {"y": _documents(labels)}
    interval = {
        "mark": {"type": "rule", "strokeWidth": 2.5},
        "encoding": {
            **whole,
            "x": {"field": "low", "type": "quantitative", "axis": axis},
            "x2": {"field": "high"},
            "color": OWN,
            **LINKED,
        },
    }
    point = {
        "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
        "encoding": {**whole, "x": value, "color": OWN, **LINKED},
    }
    panels = list(dict.fromkeys(row["share"] for row in drawn))
    return Chart(
        name,
        {
            "facet": {
                "field": "share",
                "type": "nominal",
                "sort": panels,
                "header": {"labelAnchor": "start", "labelLimit": 0},
            },
            "columns": 4,
            "spec": {
                "width": 205,
                "height": STEP * len(labels),
                "layer": [band, interval, point],
            },
        },
        tuple(rows),
        tuple(drawn),
    )


def heat_map(
    rows: Sequence[Row], drawn: Sequence[Row], *, labels: Sequence[str], own: str
) -> Chart:
    """How alike documents are: a square for each pair, darker for more alike.

    A row that is drawn has `one`, `other`, `value`, `shade` (0 to 1), `text`, `own` (of the
    document), `starts` (the first of a group), `href` and `said`. `own` is the document's label.
    """
    side = {"type": "nominal", "title": None, "scale": {"domain": list(labels)}}
    plain = {"domain": False, "ticks": False, "labelFontWeight": _bold(own)}
    x = {
        "field": "other",
        **side,
        "axis": {**plain, "orient": "top", "labelAngle": -50, "labelAlign": "left"},
    }
    y = {"field": "one", **side, "axis": plain}
    first = {"transform": [{"filter": "datum.starts"}]}
    rule = {"type": "rule", "color": INK, "strokeWidth": 1.5, "aria": False}
    layers: list[dict[str, Any]] = [
        {"transform": [{"filter": "!datum.own"}], **_square({}, aria=False)},
        {"transform": [{"filter": "datum.own"}], **_square(LINKED, aria=True)},
        {
            **first,
            "mark": rule,
            "encoding": {
                "y": {**y, "bandPosition": 0},
                "x": {"value": 0},
                "x2": {"value": "width"},
            },
        },
        {
            **first,
            "mark": rule,
            "encoding": {
                "x": {**x, "field": "one", "bandPosition": 0},
                "y": {"value": 0},
                "y2": {"value": "height"},
            },
        },
    ]
    if len(labels) <= LETTERED:
        layers.append(_LETTERS)
    return Chart(
        "similarity",
        {
            "width": {"step": 34 if len(labels) <= LETTERED else 22},
            "height": {"step": 24 if len(labels) <= LETTERED else 22},
            "encoding": {"x": x, "y": y},
            "layer": layers,
        },
        tuple(rows),
        tuple(drawn),
    )


LETTERED = 14  # documents up to which there is room for a number in every square
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


def _upright(z: float, dash: Sequence[int]) -> dict[str, Any]:
    """A line through all words at this z."""
    return {
        "mark": {"type": "rule", "color": MUTED, "strokeDash": dash, "aria": False},
        "encoding": {"x": {"datum": z}, "y": {"value": 0}, "y2": {"value": "height"}},
    }


def _bold(label: str) -> dict[str, Any]:
    """The weight of labels where one is the document's own."""
    test = f"datum.value === {json.dumps(label)}"
    return {"condition": {"test": test, "value": "bold"}, "value": "normal"}


def _square(linked: Mapping[str, Any], *, aria: bool) -> dict[str, Any]:
    return {
        "mark": {"type": "rect", "stroke": "#fefefe", "strokeWidth": 1, "aria": aria},
        "encoding": {
            "color": {
                "field": "shade",
                "type": "quantitative",
                "legend": None,
                "scale": {"domain": [0, 1], "range": ["#f2f6fb", "#08427d"]},
            },
            **linked,
        },
    }


def distinctive(rows: Sequence[Row], drawn: Sequence[Row]) -> Chart:
    """Words by how surely they are used more here (to the right) or elsewhere (to the left).

    A row that is drawn has `word`, `z`, `own` (of here), `href` and `said`.
    """
    z = {"field": "z", "type": "quantitative", "title": "z", "axis": {"tickCount": 6}}
    return Chart(
        "words",
        {
            "width": 460,
            "height": {"step": STEP},
            "encoding": {
                "y": {
                    "field": "word",
                    "type": "nominal",
                    "sort": None,
                    "title": None,
                    "axis": {"domain": False, "ticks": False},
                }
            },
            "layer": [
                {
                    "mark": {"type": "rule", "strokeWidth": 2},
                    "encoding": {"x": z, "x2": {"datum": 0}, "color": OWN},
                },
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


def _documents(labels: Sequence[str]) -> Mapping[str, Any]:
    return {
        "field": "document",
        "type": "nominal",
        "scale": {"domain": list(labels)},
        "title": None,
        "axis": {
            "domain": False,
            "ticks": False,
            "grid": False,
            "labelFontWeight": _bold(labels[0] if labels else ""),
        },
    }
