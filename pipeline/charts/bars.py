"""Charts of targets: bars of every indicator by document, and where the document stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.charts.drawing import ACCENT, INK, MUTED, Chart, Row
from pipeline.charts.marks import LINKED, OWN, STEP, documents, panels

# Words at the ends of a line lean inwards.
_LEANING = "datum.place < 0.15 ? 'left' : datum.place > 0.85 ? 'right' : 'center'"


def indicators(rows: Sequence[Row], drawn: Sequence[Row], *, labels: Sequence[str]) -> Chart:
    """Bars of every indicator by document: solid to what is stated, open where it may go on.

    A row that is drawn has `indicator`, `document`, `from` and `to` of the bar, `value`, `shape`
    (of its end), `text`, `own`, `stated`, `reached`, `href` and `said`.
    """
    return Chart(
        "indicators",
        {
            "facet": panels("indicator", drawn),
            "columns": 3,
            "spec": {
                "width": 190,
                "height": {"step": STEP},
                "encoding": {"y": documents(labels)},
                "layer": [_BAR, _END, _WORDS],
            },
            "resolve": {"scale": {"x": "independent"}},
        },
        tuple(rows),
        tuple(drawn),
    )


_BAR: dict[str, Any] = {
    "mark": {"type": "bar", "height": 11},
    "encoding": {
        "x": {"field": "from", "type": "quantitative", "title": None, "axis": None},
        "x2": {"field": "to"},
        "color": OWN,
        "fillOpacity": {"condition": {"test": "datum.reached", "value": 0.3}, "value": 0.9},
        **LINKED,
    },
}
_END: dict[str, Any] = {
    "transform": [{"filter": "datum.shape != ''"}],
    "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
    "encoding": {
        "x": {"field": "value", "type": "quantitative"},
        "shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None},
        "color": OWN,
    },
}
_WORDS: dict[str, Any] = {
    "mark": {"type": "text", "align": "left", "dx": 9},
    "encoding": {
        "x": {"field": "value", "type": "quantitative"},
        "text": {"field": "text"},
        "color": {"condition": {"test": "datum.stated", "value": INK}, "value": MUTED},
    },
}


def positions(rows: Sequence[Row], drawn: Sequence[Row]) -> Chart:
    """Where the document stands among all that state an indicator: a tick for each, its own large.

    A row that is drawn has `indicator`, `place` (0 to 1, by rank), `own`, `text`, `href`, `said`.
    """
    x = {"field": "place", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
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
            "layer": [_OTHERS, _ITSELF, _AMOUNTS],
        },
        tuple(rows),
        tuple(drawn),
    )


_OTHERS: dict[str, Any] = {
    "transform": [{"filter": "!datum.own"}],
    "mark": {"type": "tick", "thickness": 2, "size": 18, "opacity": 0.6},
    "encoding": {"color": {"value": MUTED}, **LINKED},
}
_ITSELF: dict[str, Any] = {
    "transform": [{"filter": "datum.own"}],
    "mark": {"type": "point", "shape": "diamond", "size": 190, "filled": True},
    "encoding": {"color": {"value": ACCENT}, "opacity": {"value": 1}, **LINKED},
}
_AMOUNTS: dict[str, Any] = {
    "transform": [{"filter": "datum.text != ''"}],
    "mark": {"type": "text", "dy": -15, "align": {"expr": _LEANING}},
    "encoding": {"text": {"field": "text"}, "color": {"value": INK}},
}
