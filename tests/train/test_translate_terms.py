"""Pairs made from a glossary."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.train.translate_figures import figures_agree
from pipeline.train.translate_pairs import Pair
from pipeline.train.translate_terms import (
    COUNTS,
    LISTS,
    Term,
    alone,
    counted,
    exchanged,
    listed,
    read_terms,
)

TERMS = (
    Term("公共服务", ("public services",), "social"),
    Term("养老服务", ("elderly care services", "senior care"), "social"),
    Term("社会救助", ("social assistance",), "social"),
    Term("托育服务", ("childcare services",), "social"),
    Term("产业园区", ("industrial parks",), "industry"),
    Term("产业集群", ("industrial clusters",), "industry"),
    Term("智能制造", ("intelligent manufacturing",), "industry"),
)


def test_read_terms(tmp_path: Path) -> None:
    path = tmp_path / "glossary.tsv"
    path.write_text("zh\ten\tdomain\n绿色建筑\tgreen building | green buildings\turban\n", "utf-8")
    assert read_terms(path) == (Term("绿色建筑", ("green building", "green buildings"), "urban"),)


def test_terms_alone_use_the_first_rendering() -> None:
    assert Pair("term", "养老服务", "elderly care services") in set(alone(TERMS))


def test_lists_hold_the_terms_of_both_sides() -> None:
    english = {term.chinese: term.english[0] for term in TERMS}
    for pair in listed(TERMS, random.Random(1), 200):
        found = [term for term in english if term in pair.chinese]
        assert found
        assert all(english[term].lower() in pair.english.lower() for term in found)
        assert "{" not in pair.chinese + pair.english


def test_counts_agree_in_their_figures() -> None:
    pairs = list(counted(TERMS, random.Random(2), 400))
    assert len(pairs) == 400
    assert all(figures_agree(pair.chinese, pair.english) for pair in pairs)
    assert not any("{" in pair.chinese + pair.english for pair in pairs)


def test_a_term_is_exchanged_on_both_sides() -> None:
    clause = Pair("policy", "加强养老服务供给。", "Increase the supply of elderly care services.")
    made = {pair for seed in range(30) for pair in exchanged([clause], TERMS, random.Random(seed))}
    assert made
    assert all("养老服务" not in pair.chinese for pair in made)
    assert (
        Pair("exchanged", "加强托育服务供给。", "Increase the supply of childcare services.")
        in made
    )


@pytest.mark.parametrize("row", [*LISTS, *COUNTS], ids=lambda row: str(row[0]))
def test_templates_have_the_same_slots(row: tuple[str, ...]) -> None:
    chinese, english = row[0], row[1]
    slots = {slot for slot in "abc" if f"{{{slot}}}" in chinese}
    assert slots == {slot for slot in "abc" if f"{{{slot}}}" in english.lower()}
    assert chinese.count("{n}") == english.count("{e}")
