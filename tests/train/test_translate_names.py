"""Pairs that teach how names are spelled."""

from __future__ import annotations

import random

from pipeline.train.translate_names import CLAUSES, NUMBERS, Names, named, renamed, spelled
from pipeline.train.translate_pairs import Pair
from pipeline.translate.proof.offices import unspelt
from pipeline.translate.proof.spelled import made_up

NAMES = Names.of(["青石", "望江", "云岭", "清河", "松柏", "长林"])


def test_names_are_found_by_their_sound() -> None:
    pair = Pair("policy", "支持云岭镇与清河县合作。", "Support Yunling Town and Qinghe County.")

    assert dict(spelled(pair)) == {"云岭": "Yunling", "清河": "Qinghe"}


def test_renamed_clauses_have_other_names_in_both_languages() -> None:
    pair = Pair("policy", "云岭镇、云岭湖与清河县。", "Yunling Town, Yunling Lake, Qinghe County.")
    plain = Pair("policy", "发展产业。", "Develop industries.")

    (found,) = renamed([pair, plain], NAMES, random.Random(3))

    assert "云岭" not in found.chinese
    assert found.english.count(found.english.split()[0]) == 2
    assert made_up(found.chinese, found.english) == ()


def test_what_english_tells_more_often_keeps_its_name() -> None:
    pair = Pair("policy", "北京推进京津冀合作。", "Beijing leads Beijing-Tianjin-Hebei.")

    assert list(renamed([pair], NAMES, random.Random(3))) == []


def test_an_english_word_is_no_name() -> None:
    assert spelled(Pair("policy", "持南山之石", "China has the stone of Nanshan.")) == (
        ("南山", "Nanshan"),
    )


def test_plain_clauses_are_spelled_as_the_proof_wants_them() -> None:
    made = list(named(NAMES, random.Random(1), 400))

    assert {pair.origin for pair in made} == {"named"}
    assert not any("{" in pair.chinese + pair.english for pair in made)
    assert not any(made_up(pair.chinese, pair.english) for pair in made)
    assert not any(unspelt(pair.chinese, pair.english) for pair in made)
    assert len({pair.chinese[:2] for pair in made}) > 20


def test_every_clause_has_its_names_in_both_languages() -> None:
    for chinese, english in CLAUSES + NUMBERS:
        for slot in "pqra":
            assert (f"{{{slot}}}" in chinese) == (f"{{{slot.upper()}}}" in english), chinese


def test_what_says_the_kind_of_a_place_is_in_no_name() -> None:
    names = Names.of(["石桥", "河口"])

    assert (list(names.first), list(names.later)) == (["石"], ["口"])
