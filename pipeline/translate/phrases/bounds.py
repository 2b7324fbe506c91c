"""What bounds a figure, and the words that can tell it: a draft must not lose 以上 or 不超过."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
FIGURE_REACH = 3
"""So many words may stand between a figure and what bounds it from behind."""


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
