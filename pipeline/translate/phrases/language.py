"""How likely English is: an n-gram language model in one open-addressed table.

A row of the table has the low half of an n-gram's hash, its cost and the cost of backing off from
it, each in a byte. One lookup is a probe or two, and what was asked once is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

MASK = (1 << 64) - 1
SEED = 0x9E3779B97F4A7C15
FACTOR = 0xBF58476D1CE4E5B9
STEP = 1 / 16
"""Nats of one step of a byte: costs reach from 0 to 15.9."""

MOST_REMEMBERED = 400_000
"""Steps; some 100 MB."""

State = tuple[int, ...]
"""The hashes of the words before, the longest run that the model knows first."""


@dataclass(slots=True)
class LanguageModel:
    """Costs (negative log probabilities, in nats) of words after words.

    `step` gives the cost of a word and the next state; states are numbered, and 0 is the start of
    a sentence.
    """

    marks: Any
    costs: Any
    backs: Any
    words: Sequence[float]
    word_backs: Sequence[float]
    start: int
    _states: dict[State, int] = field(default_factory=dict, repr=False)
    _known: list[tuple[State, tuple[float, ...]]] = field(default_factory=list, repr=False)
    steps: dict[int, tuple[float, int]] = field(default_factory=dict, repr=False)
    empty: int = 1
    _shift: int = 0
    _spread: list[int] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self._shift = 64 - (len(self.marks).bit_length() - 1)
        self._spread = [(word + 1) * SEED & MASK for word in range(len(self.words))]
        self._begin()

    def _begin(self) -> None:
        begin = self._spread[self.start] * FACTOR & MASK
        self._state((begin,), (self.word_backs[self.start],))
        self.empty = self._state((), ())

    def refresh(self) -> None:
        """Forget what was asked, once it is much. Numbers of states hold only until then."""
        if len(self.steps) > MOST_REMEMBERED:
            for known in (self.steps, self._states, self._known):
                known.clear()
            self._begin()

    def _state(self, hashes: State, backs: tuple[float, ...]) -> int:
        number = self._states.get(hashes)
        if number is None:
            number = self._states[hashes] = len(self._known)
            self._known.append((hashes, backs))
        return number

    def step(self, state: int, word: int) -> tuple[float, int]:
        """The cost of `word` in `state`, and the state after it."""
        key = state << 16 | word
        known = self.steps.get(key)
        if known is None:
            known = self.steps[key] = self._looked_up(state, word)
        return known

    def _looked_up(self, state: int, word: int) -> tuple[float, int]:
        hashes, backs = self._known[state]
        spread, shift = self._spread[word], self._shift
        marks, last = self.marks, len(self.marks) - 1
        cost = 0.0
        found = False
        next_hashes: list[int] = []
        next_backs: list[float] = []
        for before, back in zip(hashes, backs, strict=True):
            run = (before ^ spread) * FACTOR & MASK
            mark, row = run & 0xFFFFFFFF | 1, run >> shift
            while (there := marks[row]) and there != mark:
                row = row + 1 & last
            if there:
                if not found:
                    cost += self.costs[row] * STEP
                    found = True
                if self.backs[row] != 255:
                    next_hashes.append(run)
                    next_backs.append(self.backs[row] * STEP)
            elif not found:
                cost += back
        if not found:
            cost += self.words[word]
        next_hashes.append(spread * FACTOR & MASK)
        next_backs.append(self.word_backs[word])
        return cost, self._state(tuple(next_hashes[-3:]), tuple(next_backs[-3:]))

    def cost(self, words: Sequence[int], end: int) -> float:
        """What a whole sentence costs, its end included."""
        total, state = 0.0, 0
        for word in (*words, end):
            cost, state = self.step(state, word)
            total += cost
        return total
