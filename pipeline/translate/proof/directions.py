"""Does every figure move as in the clause? 增长 is no fall, 高于 not lower, 到 not by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pattern import Pattern
from pipeline.translate.proof.facts import Figure
from pipeline.translate.proof.matching import Matching

_UP = Pattern(
    r"(?:增长|增加|提高|提升|上升|上涨|扩大|增速|增幅|递增|增)(?:了|约|近|达|超过?|突破|均|为|"
    r"率|到|至|以上|分别|同比|年均)*[ ]?$"
)
_DOWN = Pattern(
    r"(?:下降|降低|减少|压减|缩短|降幅|下调|压缩|减)(?:了|约|近|达|超过?|均|为|率|到|至|分别|"
    r"同比|年均)*[ ]?$"
)
_UP_WORDS = Pattern(
    r"\b(?:ris(?:e|es|en|ing)|rose|rais\w+|increas\w+|grow\w*|grew|up|expand\w*|climb\w*|gain\w*|"
    r"add(?:ed|ing)?|higher|surg\w*|jump\w*|greater|soar\w*|improv\w*|boost\w*|exten\w+|lift\w*)\b",
    re.IGNORECASE,
)
_DOWN_WORDS = Pattern(
    r"\b(?:fall\w*|fell|drop\w*|declin\w*|decreas\w*|reduc\w*|cut\w*|lower\w*|down|shorten\w*|"
    r"shrink\w*|shrank|slash\w*|contract(?:ed|ion|ing)|diminish\w*|dip\w*|slump\w*)\b",
    re.IGNORECASE,
)


# 高于全省3个百分点: only a distance in points has a side; 高于3% is a bound.
_MORE = Pattern(r"(?<!不)(?:高于|高出|快于|优于|多于|领先)[^，。；、\d]{0,16}$")
_LESS = Pattern(r"(?<!不)(?:低于|慢于|少于|落后)[^，。；、\d]{0,16}$")
_MORE_WORDS = Pattern(
    r"\b(?:(?:high|fast|great|bett|quick|larg)er|more|above|over|exceed\w*|ahead|surpass\w*|"
    r"outpac\w*|outperform\w*|lead\w*|up|increas\w*|ris\w+|rose|beat\w*|outstrip\w*|top\w*)\b",
    re.IGNORECASE,
)
_LESS_WORDS = Pattern(
    r"\b(?:(?:low|slow|small|few)er|less|below|under|behind|short|lag\w*|trail\w*|down|fell|"
    r"fall\w*|drop\w*|declin\w*|decreas\w*)\b",
    re.IGNORECASE,
)

_MOVES = r"增长|增加|提高|提升|上升|上涨|扩大|下降|降低|减少|压减|缩短|下调|压缩|提|升|降|增|减"
_REACHES = Pattern(rf"(?:{_MOVES})(?:到|至|为)(?:约|近|大约)?[ ]?$")
_STEPS = Pattern(r"(?:增长|增加|上升|上涨|下降|降低|减少|压减|缩短|提高|提升)(?:了|约|近)?[ ]?$")
_ABOUT = r"(?: (?:about|around|roughly|approximately|nearly|almost|some|RMB))?[ ]?[¥￥$]?$"
_BY = Pattern(rf"\bby{_ABOUT}", re.IGNORECASE)
_TO = Pattern(
    r"\b(?:ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|grow[ns]?|growing|grew|climb(?:s|ed|ing)?|"
    r"f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|"
    rf"reduced|cut|lowered|shortened|raised) to{_ABOUT}",
    re.IGNORECASE,
)


def turned_round(found: Matching, chinese: str, english: str) -> Iterator[str]:
    """The figures whose rise is told as a fall, whose lead as a lag, whose goal as a step."""
    for source, said in found.pairs:
        if source.kind != "number":
            continue
        left = chinese[max(0, source.span.start - 24) : source.span.start]
        rises, falls, up, down = _UP, _DOWN, _UP_WORDS, _DOWN_WORDS
        if source.unit == "percentage point" and (_MORE.search(left) or _LESS.search(left)):
            rises, falls, up, down = _MORE, _LESS, _MORE_WORDS, _LESS_WORDS
        above, below = _distance(up, english, said), _distance(down, english, said)
        if (rises.search(left) and below < above) or (falls.search(left) and above < below):
            yield f"{source.words} goes the other way"
        before = english[max(0, said.span.start - 40) : said.span.start]
        if (_REACHES.search(left) and _BY.search(before)) or (
            _STEPS.search(left) and _TO.search(before)
        ):
            yield f"{source.words} is told as {before.split()[-1]} {said.words}"


# A verb of motion this far from its figure belongs to another one.
_REACH = 110


def _distance(words: Pattern, english: str, figure: Figure) -> int:
    """How far the nearest of some words is from a figure, within its clause."""
    start, end = _clause_around(english, figure)
    distances = [
        figure.span.start - found.end()
        if found.end() <= figure.span.start
        else found.start() - figure.span.end
        for found in words.finditer(english, start, end)
    ]
    return min((abs(d) for d in distances if abs(d) <= _REACH), default=_REACH + 1)


def _clause_around(english: str, figure: Figure) -> tuple[int, int]:
    """The stretch between the semicolons and full stops about a figure."""
    start = max(english.rfind(mark, 0, figure.span.start) for mark in (";", ". ", ": "))
    ends = [at for mark in (";", ". ") if (at := english.find(mark, figure.span.end)) >= 0]
    return start + 1, min(ends, default=len(english))
