"""Draw a chart as SVG or PNG, and write its files.

Colours in a specification are those of light paper (`INK`, `MUTED` …). In a page they are turned
into the theme's variables, so that a chart goes dark with the page.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ExtraError

Row = Mapping[str, Any]

INK, MUTED, LINE, PAPER = "#1a1c20", "#565b63", "#d3d6da", "#ffffff"
ACCENT, WASH = "#0b57a4", "#e3eefb"
# Families that have Chinese characters, on Linux, macOS and Windows; the last is always there.
FONTS = (
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, "
    "sans-serif"
)
# In a page the reader's browser chooses the font; measuring with one that has every Chinese
# character takes three times as long.
PLAIN = "sans-serif"
# An address of the page comes out of Vega behind an address of Vega's own, nothing as "null".
_LINK = re.compile(r'<a xlink:href="[^"]*?(?:(#\w+)|null)">(.*?)</a>', re.DOTALL)
SCALE = 2  # pixels of a PNG to a unit: sharp in print


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart by its name: a Vega-Lite specification without its data, and the rows it shows.

    `rows` are what goes into the CSV, `drawn` what the specification needs besides.
    """

    name: str
    specification: Mapping[str, Any]
    rows: tuple[Row, ...]
    drawn: tuple[Row, ...] = ()

    def vega_lite(self, font: str = FONTS) -> dict[str, Any]:
        """The whole specification, as other Vega-Lite tools read it."""
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "data": {"values": [dict(row) for row in self.drawn or self.rows]},
            "config": {**CONFIG, "font": font},
            "background": PAPER,
            # Fonts differ in width; labels at the edge need room for the widest.
            "padding": {"left": 16, "right": 20, "top": 6, "bottom": 6},
            **self.specification,
        }


CONFIG: Mapping[str, Any] = {
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": MUTED,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelFontSize": 12,
        "titleFontSize": 12,
        # To cut labels short, Vega measures each many times over; they are short as they come.
        "labelLimit": 0,
    },
    "header": {"labelColor": INK, "labelFontSize": 12, "labelFontWeight": "bold", "title": None},
    "legend": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 12},
    "text": {"color": INK, "fontSize": 12},
}


def svg(chart: Chart, font: str = FONTS, *, linked: bool = False) -> str:
    """The chart as SVG; its words stay words. In a page marks are `linked` to its openings."""
    drawn: str = _vl_convert().vegalite_to_svg(chart.vega_lite(font))

    def link(found: re.Match[str]) -> str:
        return f'<a href="{found[1]}">{found[2]}</a>' if linked and found[1] else found[2]

    return _LINK.sub(link, drawn)


def png(drawn: str) -> bytes:
    """An SVG as PNG, with the fonts of this machine."""
    picture: bytes = _vl_convert().svg_to_png(drawn, scale=SCALE)
    return picture


def has_chinese() -> bool:
    """Whether this machine has a font with Chinese characters; without, they come out blank."""
    one, other = (
        png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
            f'<text y="20" font-size="20" font-family="{FONTS}">{character}</text></svg>'
        )
        for character in "中国"
    )
    return one != other


def write(charts: Iterable[Chart], folder: Path) -> tuple[Path, ...]:
    """Write each chart as SVG, PNG, CSV and Vega-Lite; no PNG where its words would be blank."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = has_chinese()
    written = []
    for chart in charts:
        drawn = svg(chart)
        files: dict[str, bytes] = {
            ".svg": drawn.encode(),
            ".csv": ("\ufeff" + table(chart.rows)).encode("utf-8", "replace"),
            ".vl.json": json.dumps(
                _unlinked(chart.vega_lite()), ensure_ascii=False, indent=1
            ).encode(),
        }
        if pictures:
            files[".png"] = png(drawn)
        for ending, content in files.items():
            path = folder / f"{chart.name}{ending}"
            path.write_bytes(content)
            written.append(path)
    return tuple(written)


def table(rows: Sequence[Row]) -> str:
    """The rows as CSV; a cell that a spreadsheet would run as a formula gets a quote in front.

    >>> table([{"place": "澜州市", "value": -3}, {"place": "=1+1", "value": None}])
    "place,value\\r\\n澜州市,-3\\r\\n'=1+1,\\r\\n"
    """
    from io import StringIO

    names = list(dict.fromkeys(name for row in rows for name in row))
    written = StringIO()
    lines = csv.writer(written)
    lines.writerow(names)
    lines.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return written.getvalue()


def _unlinked(value: Any) -> Any:
    """A specification without the addresses of a page, which lead nowhere outside of it."""
    if isinstance(value, dict):
        return {key: _unlinked(item) for key, item in value.items() if key != "href"}
    return [_unlinked(item) for item in value] if isinstance(value, list) else value


def _cell(value: Any) -> Any:
    risky = isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{value}" if risky else value


def _vl_convert() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise ExtraError.missing("vl-convert-python", "compare") from None
    return vl_convert
