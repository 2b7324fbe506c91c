"""The search against an exhaustive one, and the bounds that it must not lose."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from pipeline.train.phrases_language import END, START, Grams, tables
from pipeline.translate.phrases.bounds import bounded, keeps_apart, levels_and_changes
from pipeline.translate.phrases.language import LanguageModel
from pipeline.translate.phrases.search import Option, Spans, Weighing, search
from pipeline.translate.phrases.source import Token

WORDS = 9
NARROW = Weighing(beam=20)
EVERYTHING = Weighing(language=0.7, distance=0.4, reach=9, beam=10_000, width=1e6, options=99)


def language(seed: int) -> LanguageModel:
    """Nine words, and some runs of two and three that are likely."""
    dice = random.Random(seed)
    single = np.arange(WORDS, dtype=np.uint64)
    grams = [Grams(single, np.full(WORDS, 1 / WORDS), np.full(WORDS, 0.5))]
    for order in (2, 3, 4):
        runs = {tuple(dice.randrange(WORDS) for _ in range(order)) for _ in range(25)}
        keys = sorted(sum(word << 16 * at for at, word in enumerate(run[::-1])) for run in runs)
        chances = np.array([dice.uniform(0.05, 0.9) for _ in keys])
        backs = np.array([dice.uniform(0.2, 0.9) for _ in keys])
        grams.append(Grams(np.array(keys, dtype=np.uint64), chances, backs))
    return loaded(tables(grams, WORDS))


def loaded(made: dict[str, Any]) -> LanguageModel:
    marks, costs, backs = (memoryview(made[name]) for name in ("marks", "costs", "backs"))
    words, word_backs = made["words"].tolist(), made["word_backs"].tolist()
    return LanguageModel(marks, costs, backs, words, word_backs, START)


def options(seed: int, size: int) -> Spans:
    dice = random.Random(seed)
    spans: Spans = {}
    for start in range(size):
        for end in range(start + 1, min(size, start + 2) + 1):
            spans[start, end] = [
                Option(
                    dice.uniform(0, 3),
                    tuple(dice.randrange(3, WORDS) for _ in range(dice.randint(1, 3))),
                    (f"{start}-{end}-{n}",),
                    (dice.uniform(0, 1), dice.uniform(0, 2), dice.uniform(0, 2)),
                )
                for n in range(2)
            ]
    return spans


def tellings(
    size: int, spans: Spans, told: frozenset[int]
) -> Iterator[list[tuple[Option, int, int]]]:
    """Every order of every cut of the words, each with every option."""
    if len(told) == size:
        yield []
    for (start, end), choices in spans.items():
        words = set(range(start, end))
        if words & told:
            continue
        for rest in tellings(size, spans, told | words):
            for option in choices:
                yield [(option, start, end), *rest]


def cost(path: list[tuple[Option, int, int]], model: LanguageModel) -> float:
    total, state = 0.0, 0
    ends = [(0, -1), *((end, start) for _, start, end in path)]
    for (option, start, end), (last, first) in zip(path, ends, strict=False):
        which = 0 if start == last else 1 if end == first else 2
        total += option.cost + option.order[which] + EVERYTHING.distance * abs(start - last)
        for word in option.words:
            more, state = model.step(state, word)
            total += EVERYTHING.language * more
    return total + EVERYTHING.language * model.step(state, END)[0]


@pytest.mark.parametrize("seed", range(8))
def test_the_search_finds_the_cheapest_telling_of_all(seed: int) -> None:
    size, model = 4, language(seed)
    spans = options(seed, size)
    wanted = min(cost(path, model) for path in tellings(size, spans, frozenset()))
    found = search([(0, size)], spans, model, EVERYTHING, END)
    assert found[0].cost == pytest.approx(wanted)
    assert cost(found[0].path(), model) == pytest.approx(wanted)


def test_nothing_is_moved_over_a_wall() -> None:
    model = language(1)
    for seed in range(10):
        path = search([(0, 2), (2, 4)], options(seed, 4), model, EVERYTHING, END)[0].path()
        ends = [end for _, _, end in path]
        assert max(ends[: sum(end <= 2 for end in ends)]) <= 2


def test_chunks_are_told_in_the_order_they_are_given() -> None:
    for seed in range(5):
        found = search([(2, 4), (0, 2)], options(seed, 4), language(seed), EVERYTHING, END)
        ends = [end for _, _, end in found[0].path()]
        assert [end > 2 for end in ends] == sorted((end > 2 for end in ends), reverse=True)
        words = [at for _, start, stop in found[0].path() for at in range(start, stop)]
        assert sorted(words) == [0, 1, 2, 3]


def test_every_word_is_told_once_even_by_a_narrow_search() -> None:
    narrow = Weighing(reach=2, beam=2, width=3.0, options=2)
    for seed in range(10):
        path = search([(0, 9)], options(seed, 9), language(seed), narrow, END)[0].path()
        assert sorted(at for _, start, end in path for at in range(start, end)) == list(range(9))


def test_the_language_model_backs_off_as_the_formula_says() -> None:
    single = np.arange(5, dtype=np.uint64)
    grams = [
        Grams(single, np.array([0.1, 0.1, 0.1, 0.4, 0.3]), np.array([1.0, 1.0, 1.0, 0.5, 1.0])),
        Grams(np.array([3 << 16 | 4], dtype=np.uint64), np.array([0.6]), np.array([0.25])),
    ]
    model = loaded(tables(grams, 5))
    _, after = model.step(0, 3)
    seen, then = model.step(after, 4)
    assert seen == pytest.approx(-np.log(0.6), abs=1 / 16)
    assert model.step(after, 3)[0] == pytest.approx(-np.log(0.5 * 0.4), abs=1 / 16)
    assert model.step(then, 4)[0] == pytest.approx(-np.log(0.25 * 0.3), abs=1 / 16)


def test_a_model_that_forgets_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    patient, forgetful = language(5), language(5)
    wanted = [search([(0, 5)], options(n, 5), patient, NARROW, END)[0].cost for n in range(4)]
    monkeypatch.setattr("pipeline.translate.phrases.language.MOST_REMEMBERED", 3)
    told = []
    for n in range(4):
        told.append(search([(0, 5)], options(n, 5), forgetful, NARROW, END)[0].cost)
        forgetful.refresh()
        assert not forgetful.steps
    assert told == pytest.approx(wanted)


BOUNDS = [
    pytest.param("超 #n 家", {0}, id="before"),
    pytest.param("#n 家 以上", {2}, id="after"),
    pytest.param("以上 部门", set(), id="no figure"),
    pytest.param("突破 瓶颈 #n", set(), id="too far before"),
]


@pytest.mark.parametrize(("words", "places"), BOUNDS)
def test_bounds_are_found_beside_figures_only(words: str, places: set[int]) -> None:
    tokens = [Token(word, word if word == "#n" else "") for word in words.split()]
    assert {at for at, _, _ in bounded(tokens)} == places


LEVELS = [
    pytest.param("突破 #n 家", [(0, True)], id="level"),
    pytest.param("提高 到 #n", [(1, True)], id="level-after-a-change"),
    pytest.param("提高 #n 个", [(0, False)], id="change"),
    pytest.param("增长 较 快", [], id="no-figure"),
    pytest.param("的 #n 家", [], id="neither"),
]


@pytest.mark.parametrize(("words", "wanted"), LEVELS)
def test_levels_are_told_from_changes(words: str, wanted: list[tuple[int, bool]]) -> None:
    tokens = [Token(word, word if word[0] == "#" else "") for word in words.split()]
    assert list(levels_and_changes(tokens)) == wanted


KEPT = [
    pytest.param(True, "突破#n", "exceeded #n", True, id="level"),
    pytest.param(True, "突破#n", "increased by over #n", False, id="level-as-a-change"),
    pytest.param(True, "增加到#n", "increased to #n", True, id="change-up-to-a-level"),
    pytest.param(True, "增加到#n", "increased by #n", False, id="level-by"),
    pytest.param(False, "提高#n", "up by #n", True, id="change"),
    pytest.param(False, "提高#n", "raised to #n", False, id="change-as-a-level"),
    pytest.param(False, "提高", "raise to", False, id="the-figure-comes-next"),
]


@pytest.mark.parametrize(("level", "source", "said", "wanted"), KEPT)
def test_no_option_takes_one_for_the_other(
    level: bool, source: str, said: str, wanted: bool
) -> None:
    assert keeps_apart(level, source, said.split()) is wanted
