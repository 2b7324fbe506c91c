"""Cut a document into its units and clauses.

    一、构建平台                       part     1
    （一）优化布局。统筹推进…。          subpart  1.1    一（一）
    建设实验室。高水平建设…。            lead     1.1.1  一（一）1    announced by no marker

Segmentation never refuses and loses nothing: text that it does not recognise becomes a paragraph,
and every character that is not white space lies in exactly one clause.
"""

from __future__ import annotations

from bisect import bisect_right

from pipeline.document import Clause, ClauseRole, ClauseTree, Document, Span, Unit
from pipeline.segment.leads import leads
from pipeline.segment.openings import Opening, Outline
from pipeline.segment.outline import outline, stripped_lines
from pipeline.segment.points import points
from pipeline.segment.sentences import sentences
from pipeline.segment.tree import grow
from pipeline.segment.weights import shipped_weights

__all__ = ["segment"]

# Units whose whole line is a heading, marker or not.
HEADED = frozenset(("title", "box", "attachment"))
# Units whose words are no heading, although the tree calls them so.
OUTSIDE = frozenset(("doc_number", "salutation", "signature", "date", "note", "responsible"))


def segment(document: Document) -> ClauseTree:
    r"""Return the clause tree of `document`.

    >>> tree = segment(Document("demo", "一、目标\n（一）到2025年建成。"))
    >>> [(clause.id, tree.words(clause), clause.role) for clause in tree]
    [('1:1', '一、目标', 'heading'), ('1.1:1', '（一）到2025年建成。', 'sentence')]
    """
    text = document.text
    units = grow(_with_run_ins(text, outline(text)), text)
    return ClauseTree(document, tuple(units), tuple(_clauses(text, units)))


def _with_run_ins(text: str, outlined: Outline) -> list[Opening]:
    """The openings with the headings and points that run into paragraphs.

    A paragraph that begins with one is that heading's unit, and none of its own.
    """
    found = points(text, outlined.stretches)
    taken = {opening.start for opening in found}
    found += [
        lead
        for lead in leads(text, outlined.stretches, shipped_weights())
        if lead.start not in taken
    ]
    found = _outside_notes(found, outlined)
    taken = {opening.start for opening in found}
    kept = [o for o in outlined.openings if o.kind != "paragraph" or o.start not in taken]
    return sorted([*kept, *found], key=lambda opening: opening.start)


def _outside_notes(found: list[Opening], outlined: Outline) -> list[Opening]:
    """Without what stands in a note on responsible bodies: that is no running text."""
    notes = [o for o in outlined.openings if o.kind == "responsible"]
    starts = [note.start for note in notes]
    kept = []
    for opening in found:
        at = bisect_right(starts, opening.start) - 1
        end = notes[at].end if at >= 0 else None
        if end is None or end <= opening.start:
            kept.append(opening)
    return kept


def _clauses(text: str, units: list[Unit]) -> list[Clause]:
    """The clauses, each in the innermost unit that is open where it begins."""
    starts = [unit.span.start for unit in units]
    by_id = {unit.id: unit for unit in units}
    counts: dict[str, int] = {}
    clauses = []
    for line in stripped_lines(text):
        for span in sentences(text, line.start, line.end):
            unit = units[_home(units, starts, span.start)]
            while unit.kind == "responsible" and unit.span.end <= span.start and unit.parent:
                unit = by_id[unit.parent]
            counts[unit.id] = counts.get(unit.id, 0) + 1
            clauses.append(
                Clause(f"{unit.id}:{counts[unit.id]}", unit.id, span, _role(unit, span, text))
            )
    return clauses


def _home(units: list[Unit], starts: list[int], at: int) -> int:
    """The place of the last unit that starts at or before `at`."""
    return max(0, bisect_right(starts, at) - 1)


def _role(unit: Unit, span: Span, text: str) -> ClauseRole:
    """Whether a clause is a heading: nothing but a unit's marker, heading and final 。：."""
    if unit.kind in HEADED:
        return "heading"
    if unit.heading is None or unit.kind in OUTSIDE or unit.heading.start < span.start:
        return "sentence"
    rest = text[unit.heading.end : span.end]
    noted = rest[:1] in "（(" and rest[-1:] in "）)"
    return "heading" if noted or not rest.strip("。：:") else "sentence"
