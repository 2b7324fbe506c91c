"""Does every figure stand with its own noun? 企业100家、平台50个 is not 50 enterprises.

For two figures in one unit the words around each are held against the English around both, by the
lexicon: where each would clearly be better off in the other's place, they have changed places.
Right English hardly ever tells two figures in another order than the clause unless their nouns
went with them: so where the order is turned round, it is the words that must speak for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.pattern import Pattern
from pipeline.translate.glossary import stems
from pipeline.translate.lexicon import Lexicon
from pipeline.translate.proof.facts import Figure
from pipeline.translate.proof.matching import Matching

CLEARLY = 3.0
TURNED = -1.0
"""In nats, for figures in the clause's order and for figures in another: of 7,400 right drafts
twenty lie above them, of drafts with two figures changed round 97 percent."""

FORCED = 3.0
"""For figures that English may well tell in another order, as `27 of the 45`."""

# How far the words that follow a figure reach, in either language.
_FOLLOWS, _ENGLISH_FOLLOWS = 14, 45

# One word can say at most so much, or a rare one would decide alone.
_MOST = 4.0
_MARK = Pattern("[，、；。：（）]")
_ENGLISH_MARK = Pattern(r"[,;:](?!\d)|\. |\(|\)")


def displaced(found: Matching, chinese: str, english: str) -> Iterator[tuple[Figure, Figure]]:
    """The pairs of the clause's figures that have changed places in the draft."""
    pairs = [
        (source, said)
        for source, said in found.pairs
        if source.needed
        and said.needed
        and source.kind == said.kind == "number"
        and not _ORDINAL.match(chinese, source.span.end)
    ]
    said_all = [said for _, said in pairs]
    for (one, said), (two, other) in combinations(pairs, 2):
        if one.unit != two.unit or said.readings[0] == other.readings[0]:
            continue
        if _clock(chinese, one, two) or _either(chinese, one, two):
            continue
        mine, its = _phrase(chinese, one), _phrase(chinese, two)
        gain = _gain(mine, its, _around(english, said, said_all), _around(english, other, said_all))
        if (one.span < two.span) != (said.span < other.span):
            least = FORCED if mine == its and _subordinate(english, said, other) else TURNED
            after = _gain_after(found, chinese, english, one, two)
            if after > least and (gain > TURNED or mine == its):
                yield one, two
        elif (
            mine != its
            and not _shares_noun(found, chinese, one)
            and not _respectively(chinese, one)
            and gain > CLEARLY
        ):
            yield one, two


# 500强 and 3号 name what they stand with, and go where its name goes.
_ORDINAL = Pattern("强|号|届")


def _either(chinese: str, one: Figure, two: Figure) -> bool:
    """3系或2系: the smaller one may come first."""
    return bool(re.fullmatch(r"\w{0,2}或者?", chinese[one.span.end : two.span.start]))


def _subordinate(english: str, one: Figure, two: Figure) -> bool:
    """45项任务有27项办结 as 27 of the 45: English puts the whole after the part."""
    first, second = sorted((one.span, two.span))
    between = english[first.end : second.start]
    return bool(_LINK.search(between)) and not _JOINED.search(between)


_LINK = Pattern(r"\b(?:of|in|by|for|to|from|across|under|among|at|with|despite)\b")
_JOINED = Pattern(r"[,;.:]|\b(?:and|or)\b")


def _told_jointly(found: Matching, chinese: str, one: Figure) -> bool:
    """Whether a figure and the next may stand apart from their words: 分别, one shared noun."""
    return _shares_noun(found, chinese, one) or _respectively(chinese, one)


def _shares_noun(found: Matching, chinese: str, figure: Figure) -> bool:
    """启动70户、完成40户厕所改造: the noun stands with the last; in English with the first."""
    others = [source for source, _ in found.pairs]
    return len(_after(chinese, figure, others, _MARK, _FOLLOWS)) <= 1


def _respectively(chinese: str, figure: Figure) -> bool:
    """Whether 分别 stands before a figure in its sentence, or after it in its phrase."""
    start = max(chinese.rfind(mark, 0, figure.span.start) for mark in "。；")
    return "分别" in chinese[start + 1 : figure.span.start] + _phrase(chinese, figure)


def _gain(mine: str, its: str, here: str, there: str) -> float:
    """How much better off two figures would be in each other's places."""
    straight = _likeness(mine, here) + _likeness(its, there)
    return _likeness(mine, there) + _likeness(its, here) - straight


def _gain_after(found: Matching, chinese: str, english: str, one: Figure, two: Figure) -> float:
    """The same by what follows each figure only: 50个部门的185个系统, both in one phrase."""
    said = {source.span: target for source, target in found.pairs}
    sources, targets = list(zip(*found.pairs, strict=True))
    mine, its = (_after(chinese, figure, sources, _MARK, _FOLLOWS) for figure in (one, two))
    here, there = (
        _after(english, said[figure.span], targets, _ENGLISH_MARK, _ENGLISH_FOLLOWS)
        for figure in (one, two)
    )
    return _gain(mine, its, here, there)


def _after(text: str, figure: Figure, others: Sequence[Figure], mark: Pattern, most: int) -> str:
    """What follows a figure, up to a mark or the next figure."""
    start = figure.span.end
    ends = [other.span.start for other in others if other.span.start >= start]
    found = mark.search(text, start)
    return text[start : min([start + most, *ends, *([found.start()] if found else [])])]


def _clock(chinese: str, one: Figure, two: Figure) -> bool:
    """18：00 is one figure, 7月21日18：00 a date."""
    between = chinese[one.span.end : two.span.start]
    return between in ("日", "号") or between.endswith((":", "："))


def _phrase(chinese: str, figure: Figure) -> str:
    """The words between the marks about a figure of the clause."""
    start = max((m.end() for m in _MARK.finditer(chinese, 0, figure.span.start)), default=0)
    end = _MARK.search(chinese, figure.span.end)
    return chinese[start : end.start() if end else len(chinese)]


def _around(english: str, figure: Figure, others: list[Figure]) -> str:
    """The phrase of a figure of the draft, up to the `and` that leads to the next one."""
    marks = _ENGLISH_MARK.finditer(english, 0, figure.span.start)
    start = max((mark.end() for mark in marks), default=0)
    mark = _ENGLISH_MARK.search(english, figure.span.end)
    end = mark.start() if mark else len(english)
    for other in others:
        if start <= other.span.start < figure.span.start:
            link = english.find(" and ", other.span.end, figure.span.start)
            start = max(start, link if link >= 0 else other.span.end)
        elif figure.span.end <= other.span.start < end:
            link = english.rfind(" and ", figure.span.end, other.span.start)
            end = min(end, link if link >= 0 else other.span.start)
    return english[start:end]


def _likeness(chinese: str, english: str) -> float:
    """How much the English words speak for the Chinese ones."""
    lexicon = Lexicon.load()
    said = frozenset(stems(english))
    entries = (lexicon.entries[chinese[s.start : s.end]] for s in lexicon.words(chinese))
    return sum(
        min(_MOST, math.log(entry.kept / max(entry.chance, 0.01)))
        for entry in entries
        if entry.said & said
    )
