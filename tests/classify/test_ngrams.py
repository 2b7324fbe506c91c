from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classify.ngrams import GAP, LONGEST, ORDERS, plain, rows

np = pytest.importorskip("numpy")
BUCKETS = 2**14


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("建 设\n　园区", "建设园区", id="white space of every width is dropped"),
        pytest.param("到２０３０年", "到0000年", id="full-width digits"),
        pytest.param("3.5%", "0.0%", id="digits count as 0"),
        pytest.param("（一）优化，", "(一)优化,", id="full-width signs"),
        pytest.param("𠮷", "\uffff", id="beyond the basic plane"),
    ],
)
def test_plain(sentence: str, expected: str) -> None:
    assert plain(sentence) == expected


def test_same_words_same_numbers_wherever_they_stand() -> None:
    alone = rows(["建设中试平台。"], BUCKETS)
    among = rows(["其他。", "建设中试平台。", ""], BUCKETS)
    start, stop = among.starts[1], among.starts[2]
    assert (among.numbers[start:stop] == alone.numbers).all()


def test_no_ngram_crosses_a_nul() -> None:
    whole = set(rows(["建设平台"], BUCKETS).numbers.ravel().tolist())
    cut = set(rows(["建设\x00平台"], BUCKETS).numbers.ravel().tolist())
    assert cut - {0} < whole


def test_an_ngram_is_told_from_another() -> None:
    pairs = [("建设", "设建"), ("甲", "乙"), ("中试平台", "中试台平")]
    for one, other in pairs:
        assert (rows([one], 2**18).numbers != rows([other], 2**18).numbers).any()


def test_control_characters_start_no_sentence() -> None:
    assert len(rows(["甲\x02乙\x03", "丙"], BUCKETS).starts) == 3


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_every_sentence_has_its_rows(sentences: list[str]) -> None:
    found = rows(sentences, BUCKETS)
    assert found.numbers.shape == (found.starts[-1], ORDERS)
    assert len(found.starts) == len(sentences) + 1
    for words, size in zip(sentences, np.diff(found.starts).tolist(), strict=True):
        assert size == len(plain(words.replace("\x00", ""))) + words.count("\x00") + 2 + GAP
    assert found.numbers.min(initial=0) >= 0
    assert found.numbers.max(initial=0) < BUCKETS


def test_a_long_sentence_is_cut() -> None:
    assert len(rows(["长" * 10 * LONGEST], BUCKETS).numbers) == LONGEST + 2 + GAP
