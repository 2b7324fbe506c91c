"""Where the walk through the lines of a document has got to."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.document import Span, UnitKind
from pipeline.segment.markers import Marker
from pipeline.segment.openings import Opening, Stretch

# What running text may end a line with, when it is not broken in mid-sentence.
ENDS = frozenset("。！？；：!?;:”’）)】》…")
# The kinds that may stand inside an article.
BELOW_ARTICLE = frozenset(("subpart", "item", "subitem", "bullet"))


@dataclass(slots=True)
class Walk:
    """The lines, the markers that open them, and what the lines so far have opened."""

    text: str
    lines: list[Span]
    markers: list[Marker | None]
    numbered: bool = False  # a marker of the numbering has been met
    last: UnitKind | None = None  # the kind that the line before opened
    first_title: str = ""
    listed: int | None = None  # in a list of attachments, how many it has listed
    covered: int = 0  # up to where notes and titles have taken up the lines
    block: int = 0  # how many marked units, titles and boxes have opened
    broken: bool = False  # whether running text was broken off in mid-sentence
    provision: bool = False  # whether the text is an article's
    openings: list[Opening] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # the last number met, by style
    lists: set[str] = field(default_factory=set)  # the styles whose last unit ended in ；
    # by style, the last number of a count that has had no heading since its first unit
    unheaded: dict[str, int] = field(default_factory=dict)

    def words(self, at: int) -> str:
        """The words of a line; none after the last."""
        if at >= len(self.lines):
            return ""
        line = self.lines[at]
        return self.text[line.start : line.end]

    def runs_on(self, start: int, end: int, *, after: str = "") -> None:
        """Note that running text stands between two places.

        `after` says what it follows on its line: a marker's "heading", or an "address".
        """
        provision = self.provision or after == "address"
        stretch = Stretch(
            Span(start, end), self.block, after == "heading", not after and self.broken, provision
        )
        self.stretches.append(stretch)
        if start < end:
            self.broken = self.text[end - 1] not in ENDS

    def opens(self, kind: UnitKind) -> None:
        """Note that a unit opens which running text may stand in."""
        self.block += 1
        self.broken = False
        self.provision = kind == "article" or (self.provision and kind in BELOW_ARTICLE)
