"""What is put right in a whole draft, and what is left alone."""

from __future__ import annotations

import pytest

from pipeline.translate.phrases.finish import counted, plural, well_begun

BEGUN = [
    pytest.param("to build a bridge", "修建", "build a bridge", id="imperative"),
    pytest.param("to build a bridge", "为", "to build a bridge", id="aim"),
    pytest.param("to the bureaus :", "各", "to the bureaus :", id="addressee"),
    pytest.param("and repair roads", "修", "repair roads", id="and"),
    pytest.param("3 . and repair roads", "3", "3 . repair roads", id="numbered"),
    pytest.param("roads and bridges", "道路", "roads and bridges", id="and-inside"),
    pytest.param("to", "到", "to", id="one-word"),
]


@pytest.mark.parametrize(("words", "first", "wanted"), BEGUN)
def test_a_draft_begins_as_the_chinese_does(words: str, first: str, wanted: str) -> None:
    assert " ".join(well_begun(words.split(), first)) == wanted


COUNTED = [
    pytest.param("build 12 village clinic .", "build 12 village clinics .", id="plural"),
    pytest.param("build 1 clinic .", "build 1 clinic .", id="one"),
    pytest.param("invest 12 million yuan .", "invest 12 million yuan .", id="unit"),
    pytest.param("a 12 - story house", "a 12 - story house", id="compound"),
    pytest.param("12 clinics and a park", "12 clinics and a park", id="plural-already"),
    pytest.param("visit 12 Tea Hall .", "visit 12 Tea Hall .", id="name"),
    pytest.param("12 newly opened clinic", "12 newly opened clinic", id="participle"),
    pytest.param("12", "12", id="figure-alone"),
]


@pytest.mark.parametrize(("words", "wanted"), COUNTED)
def test_what_is_counted_is_in_the_plural(words: str, wanted: str) -> None:
    made = [word.replace("_", " ") for word in counted(words.split(), lambda one, many: True)]
    assert " ".join(made) == wanted


def test_a_noun_without_a_usual_plural_stays() -> None:
    assert counted(["8", "rice", "."], lambda one, many: False) == ["8", "rice", "."]
    assert plural("party") == "parties"
