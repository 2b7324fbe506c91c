"""Search for the likeliest English of a sentence, phrase by phrase (beam search, stack decoding).

A sentence is cut at its marks into chunks. Within a chunk the phrases may change places as far as
`reach` words; the English grows from left to right, and hypotheses that nothing to come can tell
apart are one (Koehn 2004).

    实施│人才│工程 │，│ ...     stacks by how many words are told; in each the likeliest `beam`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.translate.phrases.language import LanguageModel


@dataclass(slots=True)
class Option:
    """One way to say a stretch of words: its cost, its words for the language model, its English.

    `order` are the costs of following the phrase before, of changing places with it, of neither.
    `number` is the row of the phrase table, -1 for what comes from elsewhere.
    """

    cost: float
    words: tuple[int, ...]
    said: tuple[str, ...]
    order: tuple[float, float, float]
    number: int = -1
    estimate: float = 0.0


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the search itself adds to the costs of options, and how widely it looks."""

    language: float = 1.0
    distance: float = 0.3
    reach: int = 5
    beam: int = 12
    width: float = 8.0
    options: int = 8


@dataclass(slots=True)
class Hypothesis:
    """English so far: what it costs, which words it tells, the phrase that it ends with."""

    cost: float
    mask: int
    start: int
    end: int
    state: int
    option: Option | None
    back: Hypothesis | None
    chunk: int = 0
    total: float = field(default=0.0)

    def path(self) -> list[tuple[Option, int, int]]:
        """The phrases in the order of the English, with the words that each tells."""
        told = []
        here: Hypothesis | None = self
        while here is not None:
            if here.option is not None:
                told.append((here.option, here.chunk + here.start, here.chunk + here.end))
            here = here.back
        return told[::-1]


Spans = dict[tuple[int, int], list[Option]]
"""The options of every stretch of words that has some."""


def search(
    size: int,
    spans: Spans,
    walls: Sequence[int],
    model: LanguageModel,
    weighing: Weighing,
    end: int,
) -> list[Hypothesis]:
    """The likeliest tellings of a sentence of `size` words, best first.

    `walls` are the places that no phrase is moved over; `end` is the word that ends a sentence.
    """
    _estimated(spans, model, weighing)
    front = [Hypothesis(0.0, 0, 0, 0, 0, None, None)]
    bounds = [0, *walls, size]
    for first, last in zip(bounds, bounds[1:], strict=False):
        if last > first:
            front = _chunk(first, last, spans, front, model, weighing)
    for hypothesis in front:
        hypothesis.cost += weighing.language * model.step(hypothesis.state, end)[0]
    return sorted(front, key=lambda one: one.cost)


def _estimated(spans: Spans, model: LanguageModel, weighing: Weighing) -> None:
    """Give every option its cost without a context, and keep the best of each stretch."""
    plain = model.empty
    step = model.step
    for span, options in spans.items():
        for option in options:
            state, cost = plain, 0.0
            for word in option.words:
                more, state = step(state, word)
                cost += more
            option.estimate = option.cost + weighing.language * cost
        options.sort(key=lambda option: option.estimate)
        del options[weighing.options :]
        if not options:
            raise AssertionError(span)


def _futures(first: int, last: int, spans: Spans) -> list[list[float]]:
    """The least that any stretch of the chunk can cost."""
    size = last - first
    least = [[1e9] * (size + 1) for _ in range(size + 1)]
    for length in range(1, size + 1):
        for start in range(size - length + 1):
            stop = start + length
            options = spans.get((first + start, first + stop))
            best = options[0].estimate if options else 1e9
            row = least[start]
            for middle in range(start + 1, stop):
                both = row[middle] + least[middle][stop]
                if both < best:
                    best = both
            row[stop] = best
    return least


def _chunk(
    first: int, last: int, spans: Spans, front: list[Hypothesis], model: LanguageModel,
    weighing: Weighing,
) -> list[Hypothesis]:  # fmt: skip
    """Tell the words `first` to `last` after each of the hypotheses so far."""
    size = last - first
    least = _futures(first, last, spans)
    begins: list[list[tuple[int, int, list[Option]]]] = [[] for _ in range(size)]
    for start in range(size):
        for stop in range(start + 1, size + 1):
            options = spans.get((first + start, first + stop))
            if options:
                begins[start].append((stop, (1 << stop) - (1 << start), options))
    stacks: list[dict[tuple[int, int, int], Hypothesis]] = [{} for _ in range(size + 1)]
    for old in front[: weighing.beam]:
        begun = Hypothesis(old.cost, 0, 0, 0, old.state, None, old, first)
        stacks[0].setdefault((0, 0, old.state), begun)
    bests = [1e18] * (size + 1)
    futures: dict[int, float] = {0: least[0][size]}
    for told in range(size):
        kept = sorted(stacks[told].values(), key=lambda one: one.total)[: weighing.beam]
        stacks[told] = {}
        for hypothesis in kept:
            if hypothesis.total > kept[0].total + weighing.width:
                break
            _expand(hypothesis, told, size, first, begins, stacks, bests, futures, least, model,
                    weighing)  # fmt: skip
    ended = sorted(stacks[size].values(), key=lambda one: one.cost)
    return ended[: weighing.beam]


def _expand(
    old: Hypothesis, told: int, size: int, first: int,
    begins: list[list[tuple[int, int, list[Option]]]],
    stacks: list[dict[tuple[int, int, int], Hypothesis]], bests: list[float],
    futures: dict[int, float], least: list[list[float]], model: LanguageModel, weighing: Weighing,
) -> None:  # fmt: skip
    mask, end = old.mask, old.end
    gap = (~mask & (mask + 1)).bit_length() - 1
    steps, step = model.steps, model.step
    language, width = weighing.language, weighing.width
    for start in range(gap, min(size, gap + weighing.reach + 1)):
        jump = start - end if start >= end else end - start
        if mask >> start & 1 or jump > weighing.reach + 2:
            continue
        far = weighing.distance * jump
        for stop, bits, options in begins[start]:
            if mask & bits or (start > gap and stop - gap > weighing.reach + 2):
                break
            new = mask | bits
            future = futures.get(new)
            if future is None:
                future = futures[new] = _left(new, size, least)
            which = 0 if start == end else 1 if stop == old.start and old.option else 2
            number = told + stop - start
            stack, best = stacks[number], bests[number]
            base = old.cost + far
            for option in options:
                ahead = base + option.order[which]
                if ahead + option.estimate + future > best + width + 4.0:
                    break
                cost, state = 0.0, old.state
                for word in option.words:
                    known = steps.get(state << 16 | word)
                    if known is None:
                        known = step(state, word)
                    cost += known[0]
                    state = known[1]
                cost = ahead + option.cost + language * cost
                total = cost + future
                if total > best + width:
                    continue
                key = (new, stop, state)
                there = stack.get(key)
                if there is None or cost < there.cost:
                    stack[key] = Hypothesis(
                        cost, new, start, stop, state, option, old, first, total
                    )
                    if total < best:
                        best = bests[number] = total


def _left(mask: int, size: int, least: list[list[float]]) -> float:
    """The least that the untold words of a chunk can cost."""
    total, at = 0.0, 0
    while at < size:
        if mask >> at & 1:
            at += 1
            continue
        start = at
        while at < size and not mask >> at & 1:
            at += 1
        total += least[start][at]
    return total
