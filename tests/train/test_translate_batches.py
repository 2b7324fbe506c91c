"""Token ids in flat arrays, drawn by origin and cut into batches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.train.translate_batches import MAX_LENGTH, Draw, batches, bitext, course_pairs
from pipeline.train.translate_own import maskable
from pipeline.train.translate_pairs import Pair

SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["law", "policy"]),
        st.lists(st.integers(2, 99), min_size=1, max_size=40),
        st.lists(st.integers(2, 99), min_size=2, max_size=40),
    ),
    min_size=1,
    max_size=60,
)


@given(SENTENCES, st.integers(50, 400), st.integers(0, 99))
@settings(deadline=None)
def test_batches_hold_every_number_once_and_fit(
    rows: list[tuple[str, list[int], list[int]]], tokens: int, seed: int
) -> None:
    corpus = bitext(*map(list, zip(*rows, strict=True)))
    numbers = np.arange(len(rows))
    cut = batches(corpus, numbers, tokens, np.random.default_rng(seed))
    assert sorted(np.concatenate(cut).tolist()) == numbers.tolist()
    for batch in cut:
        widest = max(max(len(rows[at][1]), len(rows[at][2])) for at in batch)
        # Neighbours may be one token out of order, so a batch may be that much wider.
        assert len(batch) == 1 or len(batch) * (widest - 1) <= tokens


def test_flat_arrays_give_the_sentences_back() -> None:
    corpus = bitext(["a", "b"], [[5, 6, 1], [7, 1]], [[8, 1], [9, 9, 9, 1]])
    assert corpus.source[corpus.source_at[1] : corpus.source_at[2]].tolist() == [7, 1]
    assert corpus.target_lengths.tolist() == [2, 4]
    assert {name: at.tolist() for name, at in corpus.origins.items()} == {"a": [0], "b": [1]}


def test_too_long_or_empty_pairs_are_left_out() -> None:
    long = [2] * (MAX_LENGTH + 1)
    corpus = bitext(["a", "a", "a"], [long, [2, 1], [3, 1]], [[4, 1], [1], [5, 1]])
    assert corpus.source.tolist() == [3, 1]


def test_two_corpora_become_one() -> None:
    one, two = bitext(["a"], [[5, 1]], [[6, 1]]), bitext(["a", "own"], [[7, 1]] * 2, [[8, 1]] * 2)
    both = one.plus(two)
    assert both.source.tolist() == [5, 1, 7, 1, 7, 1]
    assert both.target_at.tolist() == [0, 2, 4, 6]
    assert both.origins["a"].tolist() == [0, 1]
    assert both.origins["own"].tolist() == [2]


def test_a_draw_shows_each_sentence_before_any_comes_again() -> None:
    draw = Draw({"law": np.arange(10), "policy": np.arange(10, 14)}, seed=1)
    numbers = draw.numbers({"law": 0.5, "policy": 0.5, "none": 3.0}, 20)
    assert sorted(numbers[:10]) == list(range(10))
    counts = np.bincount(numbers[10:], minlength=14)[10:]
    assert set(counts) == {2, 3}


@pytest.mark.parametrize("seed", [1, 2])
def test_draws_repeat_with_their_seed(seed: int) -> None:
    first, second = (Draw({"law": np.arange(30)}, seed).numbers({"law": 1.0}, 30) for _ in "ab")
    assert first.tolist() == second.tolist()


def test_a_course_backward_reads_pairs_turned_round_and_clauses_alone(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("policy\t推进改革。\tAdvance reform.\nlaw\t第一条\tArticle 1\n", "utf-8")

    assert course_pairs(path, backward=True) == [
        Pair("policy", "Advance reform.", "推进改革。"),
        Pair("law", "Article 1", "第一条"),
        Pair("blank", "", "推进改革。"),
    ]
    assert course_pairs(path, backward=False)[1] == Pair("law", "第一条", "Article 1")


def test_what_may_be_hidden_is_of_the_language_that_is_read() -> None:
    pytest.importorskip("torch")

    class Pieces:
        known = ("▁reform", "改革", "5", "亿", "<pol>")

        def get_piece_size(self) -> int:
            return len(self.known) - 1

        def id_to_piece(self, number: int) -> str:
            return self.known[number]

    assert maskable(Pieces()).tolist() == [False, True, False, False, False]
    assert maskable(Pieces(), english=True).tolist() == [True, False, False, False, False]
