from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.document import Check, Span
from pipeline.errors import ArtefactError
from pipeline.translate.proof import faults, looked_through, prove
from pipeline.translate.proof.omission import units
from pipeline.translate.second_look import SecondLook, Weights, readable
from pipeline.translate.stretches import spans
from pipeline.translate.translator import Translator

pytest.importorskip("ctranslate2")

# Right drafts, and the same with a phrase left out that words alone do not miss.
CLAUSE = "澜州市支持中小企业数字化转型，完善城乡养老服务网络，加强耕地保护，扩大有效投资。"
WHOLE = (
    "Lanzhou Municipality will support the digital transformation of small and medium-sized "
    "enterprises, improve the network of urban and rural elderly care services, strengthen the "
    "protection of farmland, and expand effective investment."
)
SHORT = WHOLE.replace("strengthen the protection of farmland, ", "")


@pytest.fixture(scope="module")
def look() -> SecondLook:
    return SecondLook.load(threads=1)


def test_a_phrase_left_out_is_named(look: SecondLook) -> None:
    whole, short = look([(CLAUSE, WHOLE), (CLAUSE, SHORT)])

    assert whole == ""
    assert short
    assert "耕地保护" in short


def test_answers_do_not_depend_on_company_or_order(look: SecondLook) -> None:
    pairs = [
        (CLAUSE, SHORT),
        ("改善水质。", "Improve water quality."),
        (CLAUSE, WHOLE),
        (CLAUSE, SHORT),
    ]
    answers = dict(zip(pairs, look(pairs), strict=True))
    alone = {pair: look([pair])[0] for pair in pairs}
    random.Random(1).shuffle(pairs)

    assert dict(zip(pairs, look(pairs), strict=True)) == answers == alone


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("改善水质。", ""), ("一、", "I."), ("", "Improve."), ("改" * 400 + "。", "Improve.")],
    ids=["no draft", "no stretch", "no clause", "too long"],
)
def test_what_it_cannot_judge_it_leaves_alone(look: SecondLook, chinese: str, english: str) -> None:
    assert not readable(chinese, english)
    assert look([(chinese, english)]) == (None,)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [(CLAUSE, WHOLE * 60), ("保护耕地，" + "㗊" * 230 + "。", WHOLE)],
    ids=["a long draft", "signs that it does not know"],
)
def test_what_is_beyond_the_networks_positions_is_no_error(
    look: SecondLook, chinese: str, english: str
) -> None:
    assert readable(chinese, english)
    assert look([(chinese, english)])[0] is not None


def test_nothing_asked_nothing_answered(look: SecondLook) -> None:
    assert look([]) == ()


def test_stretches_lie_in_the_clause_and_leave_something() -> None:
    for span in spans(CLAUSE):
        assert 0 <= span.start < span.end <= len(CLAUSE)
        assert units(CLAUSE[span.start : span.end]) >= 3
        assert span.end - span.start < len(CLAUSE) - 2
    assert Span(0, len(CLAUSE)) not in spans(CLAUSE)


def test_a_value_beyond_the_bounds_counts_as_the_bound() -> None:
    weights = Weights({"gain": (-1.0, 1.0, 0.0, 1.0)}, {"gain": 2.0}, bias=0.5, threshold=2.0)

    assert weights.flags({"gain": 1.0})
    assert weights.flags({"gain": 1e9})
    assert not weights.flags({"gain": 0.7})
    assert not weights.flags({"gain": -1e9})


def test_the_translator_flags_what_a_second_look_misses() -> None:
    def engine(sentences: object) -> tuple[str, ...]:
        return ("Improve water quality.",)

    plain = Translator(engine).lines(["改善水质。"])[0]
    looked = Translator(engine, omissions=lambda pairs: ["水质"] * len(pairs)).lines(["改善水质。"])

    assert faults(plain.checks) == ""
    assert faults(looked[0].checks) == "omission: 水质"


def test_a_second_look_has_the_last_word_on_omissions_alone() -> None:
    checks = (Check("omission", False, "耕地"), Check("latin", False, "5G"))

    assert faults(looked_through(checks, "")) == "latin: 5G"
    assert looked_through(checks, None) == checks


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match=r"omission\.json"):
        SecondLook.of(None, None, tmp_path)  # type: ignore[arg-type]


def test_words_alone_miss_the_phrase() -> None:
    """Otherwise the second look would show nothing here."""
    assert faults(prove(CLAUSE, SHORT)) == ""
