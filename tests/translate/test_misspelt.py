"""Words that English does not have."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from pipeline.translate.proof.endings import IRREGULAR, bases, is_made, joined
from pipeline.translate.proof.misspelt import Spelling, impossible

_LISTED = """
announce announced begin beginning bright chemical control controlled controller control cute
cutting decide deciding digitize early flood guarantee guaranteed hear hearing house inspect light
lofty medal plan planned potential priority refer remarkable servitization study studying subsidy
teach tectonic tulip visible water wild zone zoned
"""
KNOWN = frozenset(_LISTED.split())
SPELLING = Spelling(KNOWN, frozenset({"flood", "light", "house", "water", "forms"}))


@pytest.mark.parametrize(
    "word",
    ["announceing", "begined", "controled", "cuting", "guaranteeed", "guaranteing", "heared",
     "planed", "potentialing", "remarkablely", "studyed", "subsidys", "visibley", "slatforms",
     "constructionr", "guidanceers"],
)  # fmt: skip
def test_pieces_joined_as_english_does_not_join_them(word: str) -> None:
    assert impossible(f"The city {word} water.", SPELLING) == (word,)


@pytest.mark.parametrize(
    "word",
    ["announces", "brightness", "controllers", "deciders", "digitization", "digitisation",
     "floodlight", "guaranteeing", "inspectees", "loftier", "medalists", "planning", "prioritise",
     "remarkably", "rezoning", "seismotectonic", "servitisation", "studies", "subsidies",
     "visibility", "waterway"],
)  # fmt: skip
def test_what_english_makes_of_words(word: str) -> None:
    assert impossible(f"The city {word} water.", SPELLING) == ()


@pytest.mark.parametrize(
    ("english", "strange"),
    [
        pytest.param("Spraylike sprinking wets the light.", ("sprinking",), id="no capitals"),
        pytest.param("Water the sprinks.", ("sprinks",), id="before a full stop"),
        pytest.param("Water zorns, zornets, zornets.", ("zornets",), id="long ones, once"),
        pytest.param("See zornet.example.cn or zornet@example.cn.", (), id="addresses"),
        pytest.param("Plan the zornet-based house and zornet/light.", (), id="parts"),
        pytest.param("Plan zornet(s).", (), id="with (s)"),
        pytest.param("Plan adiponitrile, enteritis and ottelia.", ("ottelia",), id="learned"),
        pytest.param("Plan laoyou water.", (), id="by sound"),
        pytest.param("Zone the naïvelike light.", (), id="other letters"),
    ],
)
def test_which_words_are_looked_at(english: str, strange: tuple[str, ...]) -> None:
    assert impossible(english, SPELLING) == strange


@pytest.mark.parametrize("ending", ["ed", "ing", "ness", "ier", "able", "ity", "ize"])
def test_what_stood_before_an_ending_is_found_again(ending: str) -> None:
    for base in KNOWN:
        for word in joined(base, ending):
            assert base in bases(word, ending), word


def test_a_word_that_is_known_in_another_spelling_is_not_made_anew() -> None:
    assert is_made("refered", frozenset({"refer"}))
    assert not is_made("refered", frozenset({"refer", "referred"}))


def test_the_shipped_list_knows_verbs_and_no_wrong_pasts() -> None:
    spelling = Spelling.load()

    assert {verb for verb in IRREGULAR if len(verb) > 2} < spelling.known
    assert [verb for verb in ("hear", "teach", "keep", "walk") if f"{verb}ed" in spelling] == [
        "walk"
    ]


def test_a_list_is_read_from_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "spelling.txt.xz"
    path.write_bytes(lzma.compress(b"flood\nlight+\nwater+\n"))

    assert Spelling.load(path) == Spelling(
        frozenset({"flood", "light", "water"}), frozenset({"light", "water"})
    )
