"""Search for the likeliest English of a sentence, phrase by phrase (beam search, stack decoding).

A sentence is cut at its marks into chunks. Within a chunk the phrases may change places as far as
`reach` words; the English grows from left to right, and hypotheses that nothing to come can tell
apart are one (Koehn 2004).

    实施│人才│工程 │，│ ...     stacks by how many words are told; in each the likeliest `beam`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.translate.phrases.language import LanguageModel

SLACK = 4.0
"""Nats by which a context may make an option cheaper than it is alone."""


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
    total: float = 0.0

    def path(self) -> list[tuple[Option, int, int]]:
        """The phrases in the order of the English, with the words that each tells."""
        return [(option, start, end) for option, start, end, _ in self.steps()]

    def steps(self) -> list[tuple[Option, int, int, int]]:
        """The same with where the chunk of each begins."""
        told = []
        here: Hypothesis | None = self
        while here is not None:
            if here.option is not None:
                chunk = here.chunk
                told.append((here.option, chunk + here.start, chunk + here.end, chunk))
            here = here.back
        return told[::-1]


Spans = dict[tuple[int, int], list[Option]]
"""The options of every stretch of words that has some."""


def search(
    chunks: Sequence[tuple[int, int]],
    spans: Spans,
    model: LanguageModel,
    weighing: Weighing,
    end: int,
) -> list[Hypothesis]:
    """The likeliest tellings of a sentence, best first.

    `chunks` are the stretches of words that no phrase is moved out of, in the order of the English;
    `end` is the word that ends a sentence.
    """
    model.refresh()
    _estimated(spans, model, weighing)
    front = [Hypothesis(0.0, 0, 0, 0, 0, None, None)]
    for first, last in chunks:
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
    begins = _begins(first, size, spans)
    stacks: list[dict[tuple[int, int, int], Hypothesis]] = [{} for _ in range(size + 1)]
    for old in front[: weighing.beam]:
        begun = Hypothesis(old.cost, 0, 0, 0, old.state, None, old, first)
        stacks[0].setdefault((0, 0, old.state), begun)
    bests = [1e18] * (size + 1)
    futures: dict[int, float] = {0: least[0][size]}
    field = _Field(size, first, begins, stacks, bests, futures, least)
    for told in range(size):
        kept = sorted(stacks[told].values(), key=lambda one: one.total)[: weighing.beam]
        stacks[told] = {}
        for hypothesis in kept:
            if hypothesis.total > kept[0].total + weighing.width:
                break
            for start, stop, mask, options in field.steps(hypothesis, weighing):
                field.tell(hypothesis, told, start, stop, mask, options, model, weighing)
    ended = sorted(stacks[size].values(), key=lambda one: one.cost)
    return ended[: weighing.beam]


def _begins(first: int, size: int, spans: Spans) -> list[list[tuple[int, int, list[Option]]]]:
    """For every word of a chunk the stretches that begin there: end, mask, options."""
    begins: list[list[tuple[int, int, list[Option]]]] = []
    for start in range(size):
        ends = [
            stop for stop in range(start + 1, size + 1) if (first + start, first + stop) in spans
        ]
        begins.append(
            [(end, (1 << end) - (1 << start), spans[first + start, first + end]) for end in ends]
        )
    return begins


@dataclass(slots=True)
class _Field:
    """A chunk being told: its options by where they begin, its stacks, the best cost of each."""

    size: int
    first: int
    begins: list[list[tuple[int, int, list[Option]]]]
    stacks: list[dict[tuple[int, int, int], Hypothesis]]
    bests: list[float]
    futures: dict[int, float]
    least: list[list[float]]

    def steps(
        self, old: Hypothesis, weighing: Weighing
    ) -> Iterator[tuple[int, int, int, list[Option]]]:
        """The stretches that may be told next, and which words are told then."""
        mask, end, reach = old.mask, old.end, weighing.reach
        gap = (~mask & (mask + 1)).bit_length() - 1
        for start in range(gap, min(self.size, gap + reach + 1)):
            if mask >> start & 1 or abs(start - end) > reach + 2:
                continue
            for stop, bits, options in self.begins[start]:
                if mask & bits or (start > gap and stop - gap > reach + 2):
                    break
                yield start, stop, mask | bits, options

    def _future(self, mask: int) -> float:
        future = self.futures.get(mask)
        if future is None:
            future = self.futures[mask] = _left(mask, self.size, self.least)
        return future

    def tell(
        self, old: Hypothesis, told: int, start: int, stop: int, mask: int,
        options: list[Option], model: LanguageModel, weighing: Weighing,
    ) -> None:  # fmt: skip
        """Put the tellings of a stretch after a hypothesis on their stack."""
        future = self._future(mask)
        which = 0 if start == old.end else 1 if stop == old.start and old.option else 2
        stack, best = self.stacks[told + stop - start], self.bests[told + stop - start]
        steps, step, language = model.steps, model.step, weighing.language
        base = old.cost + weighing.distance * abs(start - old.end)
        # An option may cost less in its context than alone, but hardly by more than SLACK.
        most = best + weighing.width - future
        for option in options:
            ahead = base + option.order[which]
            if ahead + option.estimate > most + SLACK:
                break
            cost, state = 0.0, old.state
            for word in option.words:
                known = steps.get(state << 16 | word)
                if known is None:
                    known = step(state, word)
                cost += known[0]
                state = known[1]
            cost = ahead + option.cost + language * cost
            if cost > most:
                continue
            key = (mask, stop, state)
            there = stack.get(key)
            if there is None or cost < there.cost:
                stack[key] = Hypothesis(
                    cost, mask, start, stop, state, option, old, self.first, cost + future
                )
                if cost + future < best:
                    best = self.bests[told + stop - start] = cost + future


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
