"""What a unit is called: the id that programs use, the citation that scholars use.

    3.4.2       三（四）2
    12.p1       第十二条第1段        a paragraph of the article
    att2.1      附件2一              numbering starts afresh in an attachment

Neither changes when a document is read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.document import UnitKind
from pipeline.pattern import Pattern
from pipeline.segment.openings import Opening

# Kinds outside the numbering, and what ids and citations call them.
OUTSIDE: dict[UnitKind, tuple[str, str]] = {
    "title": ("t", "标题"),
    "doc_number": ("number", "文号"),
    "salutation": ("to", "称谓"),
    "signature": ("sign", "落款"),
    "date": ("date", "日期"),
    "note": ("note", "注"),
    "responsible": ("by", "责任单位"),
    "box": ("box", "专栏"),
    "attachment": ("att", "附件"),
    "paragraph": ("p", "段"),
}
# Units without a number of their own; ids and citations count them together.
UNNUMBERED = frozenset(("lead", "ordinal_lead", "bullet"))
# An attachment as a list of them names it: 附件：1.任务分工表, 2.项目清单, 附件：….
NUMBERED_ATTACHMENT = Pattern(
    r"(?:附件[：:])?(?P<listed>[0-9]{1,2}+)[.．、](?:(?![0-9])|(?=(?:19|20)[0-9]{2}年))|附件(?P<own>[0-9]{1,2}+)(?![0-9年])|附件[：:]"
)


@dataclass(slots=True)
class Level:
    """An open unit that others may stand in."""

    opening: Opening
    id: str
    citation: str
    depth: int
    at: int  # its place in the list of units
    used: dict[str, int] = field(default_factory=dict)  # ids inside it, and how often
    counts: dict[str, int] = field(default_factory=dict)
    told: bool = False  # whether a point in it has a paragraph of its own


def name_of(opening: Opening, parent: Level, text: str) -> tuple[str, str]:
    """The last part of the unit's id, and its citation: ("4", "三（四）")."""
    kind = opening.kind
    family = "" if kind in UNNUMBERED else kind
    parent.counts[family] = count = parent.counts.get(family, 0) + 1
    if kind in OUTSIDE:
        short, called = OUTSIDE[kind]
        if kind == "paragraph":
            return f"{short}{count}", f"{parent.citation}第{count}段"
        if kind in ("box", "attachment") and opening.heading:
            called = _called("".join(text[opening.heading.start : opening.heading.end].split()))
        return f"{short}{count}", f"{parent.citation}{called}"
    if opening.style and opening.number:
        return str(opening.number), _cited(opening, parent)
    if kind == "ordinal_lead":
        return f"{count}", f"{parent.citation}{opening.marker}"
    joint = "·" if kind == "bullet" else "." if parent.citation[-1:].isdigit() else ""
    return f"{count}", f"{parent.citation}{joint}{count}"


def _called(words: str) -> str:
    """What a box or an attachment is called: 附件2 for 附件2分工表, for 2.分工表 in a list."""
    found = NUMBERED_ATTACHMENT.match(words)
    return f"附件{found['listed'] or found['own'] or ''}" if found else words[:6]


def _cited(opening: Opening, parent: Level) -> str:
    """A marker as scholars cite it: 三（四）2（1）; an article without its chapter."""
    marker = "".join(opening.marker.split())
    if opening.kind == "article":
        return marker
    bare = marker.rstrip("、.．") if opening.kind in ("part", "item") else marker
    joined = parent.citation and parent.citation[-1].isdigit() and bare[0].isdigit()
    return f"{parent.citation}{'.' if joined else ''}{bare}"


def unused(id_: str, used: dict[str, int]) -> str:
    """The id, or with -2, -3 … where numbering repeats itself under one parent."""
    candidate = id_
    while candidate in used:
        used[id_] += 1
        candidate = f"{id_}-{used[id_]}"
    used[candidate] = 1
    return candidate
