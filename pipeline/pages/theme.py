"""Colours of the pages, light and dark: those of the task types come from the codebook.

The codebook's colours are made for the colour-blind (Okabe and Ito): moved far, they become alike
to somebody. So each is moved towards ink only until it stands out 2 : 1 from the paper, and what is
filled with it has an edge, which stands out 3 : 1. Words are never set in them: they are bars and
tints beside a label, in ink.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.codebook import Codebook, TaskType

PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C8C8C")
"""Okabe and Ito's colours, for series that are no task types; grey is for the rest."""


@dataclass(frozen=True, slots=True)
class Shades:
    """A colour on light paper and the same on dark."""

    light: str
    dark: str

    def __str__(self) -> str:
        return f"light-dark({self.light},{self.dark})"


# Text colours stand out 4.5 : 1 or more from paper and surface alike; a test says so.
COLOURS: Mapping[str, Shades] = {
    "paper": Shades("#ffffff", "#15171c"),
    "surface": Shades("#f4f5f6", "#1f2229"),
    "raised": Shades("#ffffff", "#2a2e37"),
    "ink": Shades("#1a1c20", "#e8e8e5"),
    "muted": Shades("#565b63", "#b0b4bc"),
    "line": Shades("#d3d6da", "#3d424b"),
    "edge": Shades("#82878f", "#7d838d"),
    "link": Shades("#0b57a4", "#8fbdf3"),
    "wrong": Shades("#a12c0b", "#ffab8a"),
    "right": Shades("#1d6b3a", "#7fd39b"),
    "focus": Shades("#0b57a4", "#ffd24a"),
    # Marks in the text: an underline in the first, a wash in the second.
    "quantity": Shades("#0b57a4", "#8fbdf3"),
    "quantity-wash": Shades("#e3eefb", "#1f3554"),
    "deadline": Shades("#8a5a00", "#f0c05a"),
    "deadline-wash": Shades("#fdf1d8", "#463613"),
    "body": Shades("#1d6b3a", "#7fd39b"),
    "body-wash": Shades("#e2f3e7", "#1b3a28"),
    "term": Shades("#6b6f76", "#9aa0aa"),
    "citation": Shades("#7b3f9d", "#d3a6ec"),
}
TEXT = ("ink", "muted", "link", "wrong", "right", "quantity", "deadline", "body", "citation")

_NAME = re.compile(r"[a-z][a-z0-9_-]*")


def stylesheet(types: Iterable[TaskType]) -> str:
    """The variables of the theme, and a class `type-NAME` for every task type and `none`.

    In such a class `--type` is the colour of the bar and `--tint` that of the ground under words.
    """
    variables = "".join(f"--{name}:{shades};" for name, shades in COLOURS.items())
    rules = [f":root{{color-scheme:light dark;{variables}}}"]
    for kind in types:
        bar, tint = strong(kind.colour), tinted(kind.colour)
        rules.append(f".{type_class(kind.name)}{{--type:{bar};--tint:{tint}}}")
    return "\n".join(rules)


def type_class(name: str) -> str:
    """The CSS class of a task type; a name that is no name gets none of its own.

    >>> type_class("green"), type_class("x}</style>")
    ('type-green', 'type-unknown')
    """
    return f"type-{name}" if _NAME.fullmatch(name) else "type-unknown"


def task_types(names: Iterable[str], codebook: Codebook) -> tuple[TaskType, ...]:
    """The types of those names in the codebook's order, `none` last; those it lacks get a colour.

    A reading may have been made with another codebook; its types still need names and colours.
    """
    wanted = dict.fromkeys(names)
    known = [kind for kind in codebook.types if kind.name in wanted]
    strange = [name for name in wanted if name not in (*codebook.names, codebook.none.name)]
    added = [
        TaskType(name, name, english=name, chinese=name, colour=PALETTE[at % len(PALETTE)])
        for at, name in enumerate(strange)
    ]
    return (*known, *added, codebook.none)


def strong(colour: str, least: float = 2.0) -> Shades:
    """`colour` on light and on dark paper, moved until it stands out `least` : 1."""
    paper = COLOURS["paper"]
    light, dark = (
        _moved(colour, "#000000", paper.light, least),
        _moved(colour, "#ffffff", paper.dark, least),
    )
    return Shades(light, dark)


def tinted(colour: str, share: float = 0.14) -> Shades:
    """A ground of that colour for words in ink."""
    paper = COLOURS["paper"]
    return Shades(mixed(paper.light, colour, share), mixed(paper.dark, colour, share * 1.6))


def mixed(one: str, other: str, share: float) -> str:
    """`one` with a `share` of `other` in it.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """How much two colours stand out from each other by WCAG 2: 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _moved(colour: str, towards: str, paper: str, least: float) -> str:
    share, moved = 0.0, colour.lower()
    while contrast(moved, paper) < least and share < 1:
        share += 0.02
        moved = mixed(colour, towards, share)
    return moved


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
