"""How alike whole documents are, and how they are put in order."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from pipeline.compare.similarity import arranged, likeness, nearest, silhouette, similarity
from tests.compare.examples import encode, linxi
from tests.compare.test_search import collection

LEFT, RIGHT = [1.0, 0.0], [0.0, 1.0]
NEAR_LEFT, NEAR_RIGHT = [0.99, 0.1], [0.1, 0.99]


def mine() -> np.ndarray:
    tree = linxi().tree
    found: np.ndarray = encode([tree.words(c) for c in tree if 15 <= len(c.span) <= 260])
    return found


def test_likeness_is_one_with_oneself() -> None:
    found = collection()

    assert likeness(mine(), found)[0] == pytest.approx(1.0, abs=1e-4)
    assert likeness(mine(), found)[1] < 0.95


def test_a_document_without_clauses_is_like_none() -> None:
    assert likeness(mine()[:0], collection()) == (0.0, 0.0)
    assert similarity(mine()[:0], collection(), [0, 1]).members == (0,)


def test_like_comes_beside_like_and_in_one_group() -> None:
    profiles = np.array([LEFT, RIGHT, NEAR_LEFT, NEAR_RIGHT])
    order, groups = arranged(profiles)

    assert sorted(order) == [0, 1, 2, 3]
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset({0, 2}), frozenset({1, 3})}
    assert groups[0] == groups[2] != groups[1] == groups[3]
    assert groups[order[0]] == 0


def test_documents_without_sentences_are_like_none() -> None:
    order, groups = arranged(np.array([LEFT, [0.0, 0.0], NEAR_LEFT, [0.0, 0.0]]))

    assert sorted(order) == [0, 1, 2, 3]
    assert groups[0] == groups[2] != groups[1]


@pytest.mark.parametrize("size", [1, 2])
def test_one_or_two_documents_are_no_groups(size: int) -> None:
    assert arranged(np.array([LEFT, RIGHT][:size])) == (tuple(range(size)), (0,) * size)


def test_the_values_are_those_of_the_members_in_their_order() -> None:
    found = similarity(mine(), collection(), [0, 1])
    values = np.array(found.values)

    assert sorted(found.members) == [0, 1, 2]
    assert values == pytest.approx(values.T)
    assert values.diagonal() == pytest.approx(1.0, abs=1e-3)
    here, first = found.members.index(0), found.members.index(1)
    assert values[here][first] == pytest.approx(likeness(mine(), collection())[0], abs=1e-4)


def test_groups_apart_score_higher_than_groups_across() -> None:
    apart = np.array(
        [[0, 0.1, 0.9, 0.9], [0.1, 0, 0.9, 0.9], [0.9, 0.9, 0, 0.1], [0.9, 0.9, 0.1, 0]]
    )

    assert silhouette(apart, np.array([1, 1, 2, 2])) > 0.8
    assert silhouette(apart, np.array([1, 2, 1, 2])) < 0
    assert silhouette(apart, np.array([1, 2, 3, 4])) == 0


@pytest.mark.parametrize(
    ("named", "most", "expected"),
    [
        pytest.param(0, 2, (2, 3), id="the most alike"),
        pytest.param(1, 3, (0, 2, 3), id="and those that were named"),
        pytest.param(9, 3, (0, 1, 2), id="no more than fit"),
        pytest.param(0, 9, (0, 1, 2, 3), id="all, where all fit"),
        pytest.param(9, 9, (0, 1, 2, 3), id="no more than there are"),
    ],
)
def test_which_are_shown(named: int, most: int, expected: tuple[int, ...]) -> None:
    assert nearest([0.1, 0.2, 0.9, 0.8], named, most=most) == expected
