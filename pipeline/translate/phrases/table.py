"""The phrase table: for a few Chinese words in a row, what English they were told in, and the cost.

marks, firsts, counts     open-addressed by the hash of the words' ids
costs, orders, ends       one row for every option; its words end at `ends`
words                     the ids of the English words of all options, one after another
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.translate.phrases.language import FACTOR, MASK, SEED
from pipeline.translate.phrases.search import Option
from pipeline.translate.phrases.slots import SLOT_TOKEN

LONGEST = 5
MOST_REMEMBERED = 50_000
"""Phrases whose options are kept ready; half of those asked for are not in the table."""

COST_STEP = 1 / 1024
COST_BASE = 16.0
"""The cost of an option is a whole number of steps above minus this."""

ORDER_STEP = 1 / 32


def phrase_hash(ids: Sequence[int]) -> int:
    """The hash of the ids of a phrase, as the training's arrays have it."""
    run = 0
    for word in ids:
        run = (run ^ (word + 1) * SEED & MASK) * FACTOR & MASK
    return run


@dataclass(slots=True)
class PhraseTable:
    """What each phrase is told in; options are built when they are first asked for."""

    arrays: Mapping[str, Any]
    source: Mapping[str, int]
    target: Sequence[str]
    same: Sequence[int]
    """For every English word the word of the language model: `#n2` is `#n` there."""
    _views: dict[str, memoryview] = field(default_factory=dict, repr=False)
    _built: dict[tuple[int, ...], tuple[Option, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._views = {name: memoryview(array) for name, array in self.arrays.items()}

    def options(self, ids: tuple[int, ...]) -> tuple[Option, ...]:
        """All options of a phrase, the order of the table kept; none if it is not known."""
        known = self._built.get(ids)
        if known is None:
            if len(self._built) > MOST_REMEMBERED:
                self._built.clear()
            known = self._built[ids] = tuple(self._found(ids))
        return known

    def _found(self, ids: tuple[int, ...]) -> list[Option]:
        views = self._views
        marks = views["marks"]
        run = phrase_hash(ids)
        mark, last = run & 0xFFFFFFFF | 1, len(marks) - 1
        row = run >> 64 - last.bit_length()
        while (there := marks[row]) and there != mark:
            row = row + 1 & last
        if not there:
            return []
        first = views["firsts"][row]
        return [self._option(number) for number in range(first, first + views["counts"][row])]

    def _option(self, number: int) -> Option:
        views = self._views
        ends = views["ends"]
        words = views["words"][ends[number - 1] if number else 0 : ends[number]]
        orders = views["orders"][3 * number : 3 * number + 3]
        one, two, three = (cost * ORDER_STEP for cost in orders)
        target, same = self.target, self.same
        return Option(
            views["costs"][number] * COST_STEP - COST_BASE,
            tuple(same[word] for word in words),
            tuple(target[word] for word in words),
            (one, two, three),
            number,
        )


def filled(said: Sequence[str], values: Sequence[tuple[str, str]]) -> list[str]:
    """The words of an option with its slots filled: `values` are the kinds and the English.

    >>> filled(["#n2", "of", "#n", "firms"], [("#n", "50"), ("#n", "8")])
    ['8', 'of', '50', 'firms']
    """
    told: list[str] = []
    for word in said:
        slot = SLOT_TOKEN.match(word)
        if slot:
            like = [value for kind, value in values if kind == word[:2]]
            told.append(like[int(slot[1] or 1) - 1])
        else:
            told.append(word)
    return told
