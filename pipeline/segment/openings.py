"""What the walk through the lines hands on: where units open, and the running text between."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Span, UnitKind


@dataclass(frozen=True, slots=True)
class Opening:
    """The start of a unit before it has a place in the tree.

    `end` is given only where the unit ends before the next one starts.
    """

    kind: UnitKind
    start: int
    line: Span
    marker: str = ""
    style: str = ""
    number: int = 0
    heading: Span | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Running text of one line, in which headings may run in (段首标题句) and points be made.

    Stretches of one `block` stand under the same marked unit. `after_heading` says that the words
    follow a marker's own heading on its line; `continues`, that a line broken in mid-sentence comes
    before; `provision`, that no heading runs in here: the text is an article's, or an address.
    """

    words: Span
    block: int
    after_heading: bool = False
    continues: bool = False
    provision: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The openings and the stretches of a document, each in reading order."""

    openings: tuple[Opening, ...]
    stretches: tuple[Stretch, ...]
