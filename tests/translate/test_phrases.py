"""The phrase-based engine on a toy model: every part by hand, so that each cost is known."""

from __future__ import annotations

import random
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.train.phrases_assemble import source_hashes
from pipeline.train.phrases_language import hash_rows
from pipeline.translate.phrases.places import Places
from pipeline.translate.phrases.slots import figure, pieces
from pipeline.translate.phrases.table import filled, phrase_hash
from pipeline.translate.phrases.words import Cutter, capitalised, english_words, sentence, tidied

PLACES = Places(
    (("云岭市", "云岭", "Yunling"), ("云岭", "云岭", "Yunling"), ("白鹭区", "白鹭", "Bailu"))
)

SLOTS = [
    pytest.param("到2027年", [("", "到"), ("#y", "2027")], id="year"),
    pytest.param("2027年底前", [("#y", "2027"), ("", "年底前")], id="end of a year"),
    pytest.param("2026—2028年", [("#y", "2026"), ("", "—"), ("#y", "2028")], id="range of years"),
    pytest.param("2026年3月5日印发", [("#d", "March 5, 2026"), ("", "印发")], id="date"),
    pytest.param("3月5日起", [("#d", "March 5"), ("", "起")], id="day without a year"),
    pytest.param("2026年11月", [("#d", "November 2026")], id="month"),
    pytest.param("达1.2万亿元", [("", "达"), ("#n", "1.2 trillion"), ("", "元")], id="trillion"),
    pytest.param("9月底前", [("#d", "September"), ("", "底前")], id="month alone"),
    pytest.param("居第18位", [("", "居"), ("#o", "18th"), ("", "位")], id="ordinal"),
    pytest.param("第二十三条", [("", "第"), ("#n", "23"), ("", "条")], id="article"),
    pytest.param("见https：//a.cn/b。", [("", "见"), ("latin", "https://a.cn/b"), ("", "。")],
                 id="address"),
    pytest.param("新增３．５万户", [("", "新增"), ("#n", "35,000"), ("", "户")], id="full width"),
    pytest.param("增长8.50%", [("", "增长"), ("#n", "8.5"), ("", "%")], id="percent"),
    pytest.param("百分之三十五", [("#n", "35"), ("", "%")], id="percent in words"),
    pytest.param("超3成半的", [("", "超"), ("#n", "35"), ("", "%"), ("", "的")], id="tenths"),
    pytest.param("3成立", [("#n", "3"), ("", "成立")], id="no tenths"),
    pytest.param("10余万人", [("", "余"), ("#n", "100,000"), ("", "人")], id="more than so many"),
    pytest.param("三个中心", [("", "三个中心")], id="small numbers are words"),
    pytest.param("“十四五”规划", [("", "“十四五”规划")], id="a plan is no number"),
    pytest.param("建设5G基站", [("", "建设"), ("latin", "5G"), ("", "基站")], id="latin"),
    pytest.param("云岭市白鹭区", [("#p", "Yunling"), ("", "市"), ("#p", "Bailu"), ("", "区")],
                 id="places"),
    pytest.param("白鹭飞来", [("", "白鹭飞来")], id="a county by its full name only"),
]  # fmt: skip


@pytest.mark.parametrize(("chinese", "wanted"), SLOTS)
def test_figures_dates_and_places_become_slots(chinese: str, wanted: list[tuple[str, str]]) -> None:
    assert [(p.kind, p.said or p.words) for p in pieces(chinese, PLACES)] == wanted


@given(st.text(alphabet="创新驱动发展在云岭市白鹭区、，。AI", max_size=40))
def test_what_is_no_figure_stays_as_it_is(text: str) -> None:
    assert "".join(piece.words for piece in pieces(text, PLACES)) == text


@pytest.mark.parametrize(
    ("amount", "wanted"),
    [
        ("999999", "999,999"),
        ("1000000", "1 million"),
        ("52000000000", "52 billion"),
        ("0.5", "0.5"),
    ],
)
def test_figures_are_written_as_official_english_writes_them(amount: str, wanted: str) -> None:
    assert figure(Decimal(amount)) == wanted


@given(st.text(alphabet="创新驱动发展的在", max_size=30))
def test_the_cutter_loses_nothing(text: str) -> None:
    cutter = Cutter({"创新": 5.0, "驱动": 6.0, "发展": 4.0, "的": 2.0})
    assert "".join(cutter(text)) == text


ENGLISH = [
    "Promote China's R&D (phase one), at 5 percent.",
    'Foster "dual carbon" goals; build 3 high-tech parks: one, two and three.',
    "Train 12,500 people at https://a.cn/b, ranking 3rd.",
    "Invest $5 million in [green] energy!",
]


@pytest.mark.parametrize("english", ENGLISH)
def test_english_words_make_the_same_sentence_again(english: str) -> None:
    assert sentence(english_words(english)) == english


def test_the_first_letter_is_made_large_behind_marks() -> None:
    assert capitalised("(a) promote") == "(A) promote"


SEAMS = [
    pytest.param("parks , ; roads", "parks ; roads", id="comma before a mark"),
    pytest.param("of of the the city", "of the city", id="said twice"),
    pytest.param(', build " a " and " b', 'build " a " and b', id="quote never closed"),
    pytest.param("the town ' s roads", "the town 's roads", id="possessive in two"),
    pytest.param("( , a ) , b", "( a ) , b", id="comma in brackets"),
]


@pytest.mark.parametrize(("words", "wanted"), SEAMS)
def test_what_phrases_leave_where_they_meet_is_tidied(words: str, wanted: str) -> None:
    assert tidied(words.split()) == wanted.split()


def test_slots_are_filled_by_kind_and_number() -> None:
    values = [("#n", "50"), ("#p", "Yunling"), ("#n", "8")]
    assert filled(["#p", "gets", "#n2", "of", "#n"], values) == ["Yunling", "gets", "8", "of", "50"]


def test_phrases_hash_alike_in_python_and_in_arrays() -> None:
    rows = np.array([[5, 70_000, -1], [1, 2, 3]], dtype=np.int32)
    assert [phrase_hash((5, 70_000)), phrase_hash((1, 2, 3))] == source_hashes(rows).tolist()


def test_a_hash_table_holds_everything_where_a_lookup_finds_it() -> None:
    dice = random.Random(3)
    hashes = np.array([dice.getrandbits(64) for _ in range(300)], dtype=np.uint64)
    size, rows = hash_rows(hashes)
    assert len(set(rows.tolist())) == 300
    taken = set(rows.tolist())
    bits = size.bit_length() - 1
    for value, row in zip(hashes.tolist(), rows.tolist(), strict=True):
        at = value >> 64 - bits
        while at != row:
            assert at in taken
            at = (at + 1) % size
