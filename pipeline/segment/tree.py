"""Give every opening its place: parent, depth, id, citation, extent.

A marker of a style that is open closes down to it; a new style opens a deeper level. Where a style
of higher rank comes up that is not open (（一） while 3. is open), it closes the lower ones, unless
their count goes on after it:

    1. …（一）…（二）…   2. …        the next 1.-style marker is 2.: （一） lies inside 1.
    1. … 2. …   （一）… 1. …          the next is 1. again: （一） closes 2.
"""

from __future__ import annotations

from pipeline.document import Span, Unit
from pipeline.segment.furniture import CONCLUSION, LISTED
from pipeline.segment.markers import depth_of
from pipeline.segment.names import OUTSIDE, Level, name_of, unused
from pipeline.segment.openings import Opening
from pipeline.segment.titles import same_title

# Units that open no level: what follows them is not inside them.
LEAVES = frozenset(
    ("doc_number", "salutation", "signature", "date", "note", "responsible", "paragraph")
)
# Units that end with their paragraph; only what stands in it is inside them.
RUN_IN = frozenset(("lead", "ordinal_lead"))
INSIDE_RUN_IN = {"lead": frozenset(("ordinal_lead", "responsible")),
                 "ordinal_lead": frozenset(("responsible",))}  # fmt: skip
# The points of a list, which text that sums up closes.
POINTS = frozenset(("subpart", "item", "subitem", "bullet"))
# Articles are counted through a whole statute: no chapter lies inside one.
DIVISIONS = frozenset(("volume", "chapter", "section"))


def grow(openings: list[Opening], text: str) -> list[Unit]:
    """The units of a document, in reading order, from their openings."""
    return _Tree(openings, text).units()


class _Tree:
    """The levels that are open, innermost last; the root stands first and is no unit."""

    def __init__(self, openings: list[Opening], text: str) -> None:
        self.openings = openings
        self.text = text
        self.later = _next_number_of_style(openings)
        root = Level(Opening("paragraph", 0, Span(0, 0)), "", "", 0, -1)
        self.stack = [root]
        self.drafts: list[tuple[Opening, str, str | None, int, str]] = []
        self.ends: list[int] = []
        self.title: str | None = None

    def units(self) -> list[Unit]:
        for at, opening in enumerate(self.openings):
            self._place(at, opening)
        while len(self.stack) > 1:
            self._close()
        return [
            Unit(id_, o.kind, o.marker, o.heading, Span(o.start, end), parent, depth, citation)
            for (o, id_, parent, depth, citation), end in zip(self.drafts, self.ends, strict=True)
        ]

    def _place(self, at: int, opening: Opening) -> None:
        self._make_room(at, opening)
        parent = self.stack[-1]
        if opening.kind == "paragraph" and len(self.stack) > 1:
            self.stack[-2].told = True
        depth = _depth(opening, self.stack)
        name, citation = name_of(opening, parent, self.text)
        id_ = unused(f"{parent.id}.{name}" if parent.id else name, parent.used)
        self.drafts.append((opening, id_, parent.id or None, depth, citation))
        self.ends.append(self._own_end(at, opening))
        # The document's own title is no level: all the text is its.
        own_title = opening.kind == "title" and self._own(opening)
        if opening.kind not in LEAVES and not own_title:
            inner = "" if opening.kind == "title" else citation
            self.stack.append(Level(opening, id_, inner, depth, len(self.drafts) - 1))

    def _own(self, title: Opening) -> bool:
        """Whether a title is the document's own, also where it is printed again at once."""
        words = self.text[title.start : title.end]
        if self.title is None:
            self.title = words
            return True
        return len(self.stack) == 1 and same_title(words, self.title)

    def _own_end(self, at: int, opening: Opening) -> int:
        """Where the unit's own words end: at the next opening or with its line."""
        if at + 1 == len(self.openings):
            return opening.end or max(opening.line.end, opening.start)
        following = self.openings[at + 1]
        if opening.end is not None:
            return min(opening.end, following.start)
        if following.kind == "responsible" and opening.kind not in LEAVES:
            return opening.line.end
        return min(opening.line.end, max(following.start, opening.start))

    def _close(self) -> None:
        level = self.stack.pop()
        self.ends[level.at] = max(self.ends[level.at :])

    def _close_until(self, keep: int) -> None:
        while len(self.stack) > keep:
            self._close()

    def _make_room(self, at: int, opening: Opening) -> None:
        """Close the levels that `opening` does not stand in."""
        if self._runs_in(opening):
            return
        if opening.style:
            self._make_room_for_marker(at, opening)
        elif opening.kind in ("title", "attachment"):
            self._make_room_for_container(opening)
        elif opening.kind == "salutation":
            self._close_until(_base(self.stack) + 2)  # 各位代表！ in mid-report leaves 二、 open
        elif opening.kind in ("signature", "date"):
            listed = self.stack[-1].opening.kind == "attachment"
            self._close_until(1 if listed else _base(self.stack) + 1)
        elif opening.kind == "paragraph":
            self._make_room_for_paragraph(at, opening)
        elif opening.kind == "box":
            boxes = [k for k, level in enumerate(self.stack) if level.opening.kind == "box"]
            self._close_until(boxes[0] if boxes else len(self.stack))

    def _runs_in(self, opening: Opening) -> bool:
        """Whether `opening` stands inside a heading that runs in; closes those that have ended."""
        while (top := self.stack[-1].opening).kind in RUN_IN:
            if opening.kind in INSIDE_RUN_IN[top.kind] and opening.start < top.line.end:
                return True
            self._close()
        return False

    def _make_room_for_container(self, opening: Opening) -> None:
        """A title or an attachment closes all; an attachment's title line stands inside it."""
        inner = self.stack[-1].opening
        fresh = len(self.drafts) - 1 == self.stack[-1].at
        if inner.kind == "attachment" and fresh and not _numbered_attachment(self.text, opening):
            return
        self._close_until(1)

    def _make_room_for_paragraph(self, at: int, opening: Opening) -> None:
        if CONCLUSION.match(self.text, opening.start):
            self._make_room_for_conclusion(at)
        elif self._ended(opening):
            self._make_room_for_further(at)

    def _make_room_for_conclusion(self, at: int) -> None:
        """Text that sums up a part or is about the whole closes the last point of a list."""
        while (top := self.stack[-1].opening).kind in POINTS and self._has_text():
            if self._goes_on_after(at) or (top.kind == "bullet" and self._bullets_go_on(at)):
                return
            self._close()

    def _make_room_for_further(self, at: int) -> None:
        """A paragraph below the points of an article is the article's own next, unless the points
        before have paragraphs of theirs.
        """
        kinds = [level.opening.kind for level in self.stack]
        if "article" not in kinds:
            return
        article = len(kinds) - 1 - kinds[::-1].index("article")
        if any(level.opening.heading for level in self.stack[article + 1 :]):
            return
        while len(self.stack) > article + 1 and not self.stack[-2].told:
            bullet = self.stack[-1].opening.kind == "bullet"
            if self._goes_on_after(at) or (bullet and self._bullets_go_on(at)):
                return
            self._close()

    def _ended(self, opening: Opening) -> bool:
        """Whether what stands before `opening` ends a sentence."""
        at = opening.start - 1
        while at >= 0 and self.text[at].isspace():
            at -= 1
        return at >= 0 and self.text[at] == "。"

    def _bullets_go_on(self, at: int) -> bool:
        following = (opening for opening in self.openings[at + 1 :] if opening.style)
        first = next(following, None)
        return first is not None and first.kind == "bullet"

    def _has_text(self) -> bool:
        """Whether the innermost unit has running text already, on its line or below."""
        level = self.stack[-1]
        heading = level.opening.heading
        line_says_more = heading is None or heading.end + 2 < level.opening.line.end
        return line_says_more or len(self.drafts) - 1 > level.at

    def _make_room_for_marker(self, at: int, opening: Opening) -> None:
        base = _base(self.stack)
        open_styles = [level.opening.style for level in self.stack]
        box = next((k for k, level in enumerate(self.stack) if level.opening.kind == "box"), None)
        same = [k for k in range(base + 1, len(self.stack)) if open_styles[k] == opening.style]
        if box is not None and same and same[-1] < box and opening.number == 1 != _last(self, same):
            return  # numbering that starts afresh inside a box
        if same:
            self._close_until(same[-1])
            return
        while len(self.stack) > base + 1 and self._outranks(opening):
            if opening.kind not in DIVISIONS and self._goes_on_after(at):
                return
            self._close()

    def _outranks(self, opening: Opening) -> bool:
        top = self.stack[-1].opening
        if top.kind == "box":
            return depth_of(opening.style) <= depth_of("subpart")
        return depth_of(opening.style) < depth_of(top.style)

    def _goes_on_after(self, at: int) -> bool:
        """Whether the count of the innermost open style goes on after the marker at `at`."""
        top = self.stack[-1].opening
        return bool(top.number) and self.later[at].get(top.style) == top.number + 1


def _base(stack: list[Level]) -> int:
    """The place of the innermost title, attachment or root."""
    containers = ("title", "attachment")
    return max(k for k, level in enumerate(stack) if not k or level.opening.kind in containers)


def _last(tree: _Tree, same: list[int]) -> int:
    return tree.stack[same[-1]].opening.number


def _next_number_of_style(openings: list[Opening]) -> list[dict[str, int]]:
    """For each opening, by style, the number of the next marker of that style.

    One dictionary is shared between openings that no marker parts, so this is linear.
    """
    upcoming: dict[str, int] = {}
    found: list[dict[str, int]] = []
    for opening in reversed(openings):
        found.append(upcoming)
        if opening.style:
            upcoming = upcoming | {opening.style: opening.number}
    return found[::-1]


def _depth(opening: Opening, stack: list[Level]) -> int:
    """How many numbered levels the unit stands in, itself included; 0 outside the numbering."""
    if opening.kind in OUTSIDE and opening.kind != "paragraph":
        return 0
    open_units = [level.opening for level in stack[_base(stack) + 1 :]]
    return 1 + sum(bool(o.style) or o.kind in RUN_IN for o in open_units)


def _numbered_attachment(text: str, opening: Opening) -> bool:
    """Whether an attachment is one of its own (附件2, 2.项目清单), not the title of the last."""
    return text[opening.start] == "附" or bool(LISTED.match(text, opening.start))
