"""Finding clauses: shared words, near vectors, both together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.collection import Collection, collect, comparable, cut, join
from pipeline.compare.counterparts import Finder
from pipeline.compare.formulas import Formulas
from pipeline.compare.lexical import LexicalIndex, Rarity, pairs_of
from pipeline.compare.vector_index import VectorIndex
from pipeline.compare.vectors import Encoder, from_int8, to_int8
from tests.compare.examples import encode, linxi, words, wutong

TEXTS = [
    "推动大型科研仪器向企业开放共享。",
    "打造滨河美食街区，发展夜间经济。",
    "大型科研仪器开放共享平台建成投用，服务企业三百家，促进产学研融合。",
    "加强城市内河清淤。",
]
RARITY = Rarity.count(TEXTS)


def collection() -> Collection:
    rarity = Rarity.count(words(linxi().tree, wutong().tree))
    return collect([linxi(), wutong()], encode, rarity, Formulas.count([]))


def test_who_holds_the_whole_query_scores_about_one() -> None:
    scores = LexicalIndex.build(TEXTS, RARITY).scores("科研仪器开放共享")

    assert scores.argmax() in (0, 2)
    assert scores[[0, 2]].min() > 0.6
    assert scores[[1, 3]].max() == 0


def test_a_rare_pair_counts_more_than_a_common_one() -> None:
    texts = ["发展甲乙", "发展丙丁", "发展戊己", "甲乙庚辛"]
    scores = LexicalIndex.build(texts, Rarity.count(texts)).scores("发展甲乙")

    assert scores[0] > scores[3] > scores[1] > 0


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=12))
def test_any_text_can_be_indexed_and_asked(texts: list[str], query: str) -> None:
    scores = LexicalIndex.build(texts, Rarity.count(texts)).scores(query)

    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()


@given(st.text(min_size=2, max_size=20), st.lists(st.text(max_size=20), max_size=4))
def test_a_score_depends_on_the_two_clauses_alone(text: str, others: list[str]) -> None:
    rarity = Rarity.count(TEXTS)
    alone = LexicalIndex.build([text], rarity).scores(TEXTS[0] + text)
    among = LexicalIndex.build([text, *others], rarity).scores(TEXTS[0] + text)

    assert alone[0] == pytest.approx(among[0], abs=1e-6)


def test_pairs_do_not_cross_clauses_or_white_space() -> None:
    codes, owner = pairs_of(["甲乙 丙", "丁戊"])

    assert [(chr(code >> 16) + chr(code & 0xFFFF)) for code in codes.tolist()] == ["甲乙", "丁戊"]
    assert owner.tolist() == [0, 1]


def test_int8_keeps_the_angles() -> None:
    vectors = encode(TEXTS)
    again = from_int8(to_int8(vectors))

    assert np.abs(again @ again.T - vectors @ vectors.T).max() < 0.02


def test_nearest_vectors_exact_and_by_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(0)
    rows = cut(dice.standard_normal((3000, 16)).astype(np.float32), 16)
    exact = VectorIndex.build(rows).nearest(rows[:5], 3)
    monkeypatch.setattr("pipeline.compare.vector_index.EXACT", 100)
    by_cells = VectorIndex.build(rows).nearest(rows[:5], 3)

    assert exact[:, 0].tolist() == [0, 1, 2, 3, 4]
    assert by_cells[:, 0].tolist() == [0, 1, 2, 3, 4]


def test_short_and_long_clauses_are_no_candidates() -> None:
    lengths = [len(clause.span) for clause in comparable(linxi().tree)]

    assert lengths
    assert min(lengths) >= 15


def test_a_document_that_comes_twice_counts_once() -> None:
    rarity = Rarity.count(words(linxi().tree))

    found = collect([linxi(), linxi()], encode, rarity, Formulas.count([]))
    assert len(found.sources) == 1


def test_matches_are_ranked_and_at_most_so_many() -> None:
    found = collection()
    asked = ["布局建设省级重点实验室，推动科研仪器开放共享。"]
    matches = Finder.over(found, most=3)(asked, encode(asked))[0]

    assert len(matches) == 3
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert found.passages[matches[0].passage].clause == "2.1:2"


def test_left_out_sources_give_no_match() -> None:
    found = collection()
    asked = ["布局建设省级重点实验室，推动科研仪器开放共享。"]
    matches = Finder.over(found)(asked, encode(asked), leave_out=frozenset({0}))[0]

    assert {found.passages[m.passage].source for m in matches} == {1}


def test_joined_collections_keep_each_document_once() -> None:
    rarity = Rarity.count(words(linxi().tree, wutong().tree))
    alone = collect([linxi()], encode, rarity, Formulas.count([]))
    both = join(alone, collection())

    assert [source.place for source in both.sources] == ["临溪市", "梧桐市"]
    assert len(both.passages) == len(both.vectors) == len(collection())
    assert {passage.source for passage in both.passages} == {0, 1}


@pytest.fixture
def encoder(tmp_path: Path) -> Encoder:
    """An encoder whose pieces are single characters and whose one pair is 创新."""

    class Characters:
        def encode(self, texts: list[str]) -> list[list[int]]:
            return [["城市创新绿".index(character) for character in text] for text in texts]

    pieces = np.eye(5, 6, dtype=np.float32)
    pair = np.zeros((1, 6), np.float32)
    pair[0, 5] = 2.0
    return Encoder(Characters(), pieces, np.array([2 * 5 + 3]), pair)


def test_the_encoder_adds_pieces_and_pairs(encoder: Encoder) -> None:
    vectors = encoder(["创新", "新创", "城市", ""])

    assert vectors[0].tolist() == pytest.approx([0, 0, 6**-0.5, 6**-0.5, 0, 2 * 6**-0.5])
    assert vectors[1].tolist() == pytest.approx([0, 0, 2**-0.5, 2**-0.5, 0, 0])
    assert vectors[3].tolist() == [0] * 6


def test_the_encoder_does_not_see_neighbours_or_batches(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["城市创新", "创", "新", "绿", "市创新绿"]
    together = encoder(texts)
    monkeypatch.setattr("pipeline.compare.vectors.CHUNK", 2)

    assert np.allclose(together, encoder(texts))
    assert np.allclose(together, np.concatenate([encoder([text]) for text in texts]))
