"""A chart inside a page: its SVG in the theme's colours, its words in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from markupsafe import Markup

from pipeline.charts.drawing import ACCENT, INK, LINE, MUTED, PAPER, PLAIN, WASH, Chart, svg, table
from pipeline.pages.comparison.naming import Both
from pipeline.pages.languages import LANGUAGES

# What a colour of light paper is called in the theme; in a file of its own it stays what it is.
VARIABLES: Mapping[str, str] = {
    INK: "ink", MUTED: "muted", LINE: "line", PAPER: "paper", ACCENT: "link", WASH: "quantity-wash",
}  # fmt: skip
_WORDS = re.compile(r"(<text\b[^>]*)>([^<]+)</text>")
# A group of marks is nothing to a reader by itself, and without marks it is an error.
_GROUP = re.compile(r'(<g class="mark-[^"]*")(?: role="[^"]*")?(?: aria-roledescription="[^"]*")?')
_SIZE = re.compile(r'^<svg\b[^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart's SVG as it stands in the page, its size, and what its files are made of."""

    name: str
    markup: Markup
    width: int
    data: Mapping[str, Any]


def figure(chart: Chart, labels: Mapping[str, Both]) -> Figure:
    """Draw a chart for a page; `labels` are its words, by how they are drawn."""
    drawn = svg(chart, PLAIN, linked=True)
    size = _SIZE.match(drawn)
    width = round(float(size[1])) if size else 600
    themed = drawn.replace('"white"', f'"{PAPER}"')
    for colour, name in VARIABLES.items():
        themed = themed.replace(f'"{colour}"', f'"var(--{name})"')
    themed = _GROUP.sub(r"\1", themed)
    themed = _WORDS.sub(lambda found: _worded(found, labels), themed)
    return Figure(
        chart.name,
        Markup(themed),
        width,
        {"csv": table(chart.rows), "colours": {name: colour for colour, name in VARIABLES.items()}},
    )


def _worded(found: re.Match[str], labels: Mapping[str, Both]) -> str:
    """A label with its words in both languages, for the page's script."""
    label = labels.get(unescape(found[2]))
    if label is None or label["en"] == label["zh"]:
        return found[0]
    said = " ".join(f'data-{language}="{escape(label[language])}"' for language in LANGUAGES)
    return f"{found[1]} {said}>{found[2]}</text>"
