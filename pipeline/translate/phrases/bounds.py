"""What bounds a figure, and the words that can tell it: a draft must not lose 以上 or 不超过."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

# One of the words must be there; the phrase is said where nothing else can.
_LEAST = frozenset({
    "more", "over", "exceed", "exceeds", "exceeded", "exceeding", "surpass", "surpassed", "above",
    "surpassing", "topped", "topping", "least", "beyond", "passed", "passing", "less", "fewer",
    "lower", "below",
})  # fmt: skip
_MOST = frozenset({
    "less", "fewer", "lower", "below", "within", "under", "most", "up", "exceed", "exceeding",
    "more",
})  # fmt: skip
_BEFORE_FIGURE = {
    "超": (_LEAST, "over"), "超过": (_LEAST, "over"), "突破": (_LEAST, "exceed"),
    "逾": (_LEAST, "over"), "不低于": (_LEAST, "at least"), "不少于": (_LEAST, "at least"),
    "至少": (_LEAST, "at least"),
    "不超过": (_MOST, "no more than"),
    "不高于": (_MOST, "no more than"),
    "低于": (_MOST, "below"),
    "最高": (_MOST | {"maximum", "highest"}, "up to"),
    "近": (frozenset({"nearly", "almost", "about", "close"}), "nearly"),
    "约": (frozenset({"about", "approximately", "around", "some"}), "about"),
}  # fmt: skip
_AFTER_FIGURE = {
    "以上": (_LEAST, "or more"), "以下": (_MOST, "or less"),
    "以内": (_MOST | {"inside"}, "or less"),
    "内": (frozenset({"within", "inside"}), "or less"),
    "左右": (frozenset({"about", "approximately", "around"}), "or so"),
}  # fmt: skip
FIGURE_REACH = 4
"""So many words may stand between a figure and what bounds it from behind."""

_LEVEL = frozenset({
    "超", "超过", "突破", "逾", "达", "达到", "不低于", "不少于", "不超过", "不高于", "至少",
    "最高", "保持在", "控制在", "稳定在",
})  # fmt: skip
_CHANGE = ("增", "涨", "升", "提高", "扩大", "长", "降", "减", "下滑", "缩", "压")
_CHANGES = frozenset({
    "increase", "increased", "increases", "increasing", "growth", "grow", "grew", "grown", "rise",
    "rose", "risen", "rising", "raise", "raised", "drop", "dropped", "decline", "declined",
    "decrease", "decreased", "fell", "fall", "down", "add", "added",
})  # fmt: skip


class Word(Protocol):
    """A token of a clause, as far as bounds go."""

    @property
    def words(self) -> str: ...

    @property
    def kind(self) -> str: ...


def bounded(tokens: Sequence[Word]) -> Iterator[tuple[int, frozenset[str], str]]:
    """Where figures are bounded, the words that can tell it, and how it is told if nothing else."""
    for at, token in enumerate(tokens):
        after = tokens[at + 1 : at + 2]
        before = tokens[max(0, at - FIGURE_REACH) : at]
        if token.words in _BEFORE_FIGURE and any(one.kind == "#n" for one in after):
            yield at, *_BEFORE_FIGURE[token.words]
        elif token.words in _AFTER_FIGURE and any(one.kind == "#n" for one in before):
            yield at, *_AFTER_FIGURE[token.words]


def levels_and_changes(tokens: Sequence[Word]) -> Iterator[tuple[int, bool]]:
    """Which words before a figure tell a level (True: 突破, 提高到) or a change (False: 提高)."""
    for at, token in enumerate(tokens[:-1]):
        if tokens[at + 1].kind != "#n" or token.kind:
            continue
        if token.words in _LEVEL or (token.words[-1] in "到至" and len(token.words) < 4):
            yield at, True
        elif any(one in token.words for one in _CHANGE):
            yield at, False


def keeps_apart(level: bool, source: str, said: Sequence[str]) -> bool:
    """Whether an option does not tell a level as a change, or a change as a level.

    >>> keeps_apart(True, "突破", ["increased", "by", "over"])
    False
    >>> keeps_apart(True, "增加到", ["increase", "to"])
    True
    >>> keeps_apart(False, "提高", ["raised", "to"])
    False
    """
    if not level:
        return list(said[-1:]) != ["to"] and not _next_to(said, "to")
    changed = any(one in source for one in _CHANGE)
    by = list(said[-1:]) == ["by"] or _next_to(said, "by")
    return not by and (changed or _CHANGES.isdisjoint(said))


def _next_to(said: Sequence[str], word: str) -> bool:
    """Whether `word` stands right before a figure."""
    return any(one == word and two[:2] == "#n" for one, two in pairwise(said))
