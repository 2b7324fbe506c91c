"""Use a remembered translation for a sentence that differs from it in figures only.

    增长8%，新增企业50家    Grow by 8 percent and add 50 enterprises   (remembered)
    增长7.5%，新增企业65家  Grow by 7.5 percent and add 65 enterprises

Every figure that changed must have its place in the English, and the result must be proved;
otherwise the memory is not used.
"""

from __future__ import annotations

from pipeline.translate.memory import Segment
from pipeline.translate.proof import faults, prove
from pipeline.translate.proof.chinese import figures
from pipeline.translate.proof.facts import Figure
from pipeline.translate.proof.figures import matched
from pipeline.translate.proof.plain import plain
from pipeline.translate.proof.repair import rendering
from pipeline.translate.skeleton import skeleton


def adapt(segment: Segment, chinese: str) -> str | None:
    """The English of `segment` with the figures of `chinese`; None if that cannot be proved.

    >>> known = Segment("增长8%，新增企业50家", "Grow by 8 percent and add 50 enterprises")
    >>> adapt(known, "增长7.5%，新增企业65家")
    'Grow by 7.5 percent and add 65 enterprises'
    """
    if skeleton(segment.chinese) != skeleton(chinese):
        return None
    old, new = figures(plain(segment.chinese)), figures(plain(chinese))
    if len(old) != len(new):
        return None
    said = {
        source.span: target for source, target in matched(segment.chinese, segment.english).pairs
    }
    changes: list[tuple[Figure, Figure]] = []
    for before, after in zip(old, new, strict=True):
        if before.readings == after.readings:
            continue
        if before.span not in said:
            return None
        changes.append((said[before.span], after))
    english = segment.english
    for place, figure in sorted(changes, key=lambda change: change[0].span, reverse=True):
        words = rendering(figure, like=place.words)
        english = english[: place.span.start] + words + english[place.span.end :]
    return None if faults(prove(chinese, english)) else english
