"""Numerals are read exactly, in every form that policy text writes them, or refused."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numerals import IDIOM, NUMERAL, chinese, chinese_digits, english, value

ONE = re.compile(NUMERAL)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("15000", 15000, id="figures"),
        pytest.param("１５０００", 15000, id="full-width figures"),
        pytest.param("1,100", 1100, id="a thousands separator"),
        pytest.param("1，100万", 11_000_000, id="a full-width separator"),
        pytest.param("３．５", 3.5, id="a full-width point"),
        pytest.param("1.5万", 15000, id="a decimal before its magnitude"),
        pytest.param("1.5 万亿", 1_500_000_000_000, id="a space from a PDF"),
        pytest.param("3万4000", 34000, id="figures after a magnitude"),
        pytest.param("1万2千", 12000, id="two magnitudes"),
        pytest.param("3亿5000万", 350_000_000, id="yi and wan"),
        pytest.param("300百万", 300_000_000, id="million in words"),
        pytest.param("2.5万亿", 2_500_000_000_000, id="wan yi is one magnitude"),
        pytest.param("二十万亿", 20_000_000_000_000, id="wan yi after tens"),
        pytest.param("三万五千亿", 3_500_000_000_000, id="yi after thousands"),
        pytest.param("千万", 10_000_000, id="a bare magnitude"),
        pytest.param("一千万", 10_000_000, id="one before it"),
        pytest.param("三百二十五", 325, id="Chinese"),
        pytest.param("一千零五", 1005, id="a gap"),
        pytest.param("一万五", 15000, id="spoken short form of wan"),
        pytest.param("三千二", 3200, id="spoken short form of a thousand"),
        pytest.param("一亿五", 150_000_000, id="spoken short form of yi"),
        pytest.param("两", 2, id="two before measure words"),
        pytest.param("廿五", 25, id="twenty in one sign"),
        pytest.param("卅", 30, id="thirty in one sign"),
        pytest.param("十五点六", 15.6, id="Chinese decimals"),
        pytest.param("三点〇五亿", 305_000_000, id="decimals before a magnitude"),
        pytest.param("0.1", 0.1, id="no artefact of binary fractions"),
        pytest.param("三分之一", 0.3333, id="a fraction to four places"),
        pytest.param("1/8", 0.125, id="a fraction that comes out even"),
        pytest.param("十分之一", 0.1, id="a tenth"),
    ],
)
def test_value(words: str, expected: float) -> None:
    assert value(words) == expected
    assert type(value(words)) is type(expected)
    assert ONE.fullmatch(words)


@pytest.mark.parametrize(
    "words",
    ["", "家", "两三", "七八", "七八百", "十五六", "二〇二五", "几十", "1,5", "1/0", "三五", "零零",
     "1.5万3", "一百零", "点五", "3万40000", "1//2"],
)  # fmt: skip
def test_what_is_no_numeral_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"numeral|fraction|too much"):
        value(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("建设一千万千瓦电站", ["一千万"], id="a kilowatt keeps its thousand"),
        pytest.param("500千米", ["500"], id="a kilometre too"),
        pytest.param("2020百强企业", ["2020"], id="a rank is no magnitude"),
        pytest.param("几十家、十几个、数百亿、上千户", [], id="vague numbers"),
        pytest.param("引进七八百人", ["七八百"], id="a vague pair is not halved"),
        pytest.param("第十五条", [], id="an ordinal"),
        pytest.param("增长百分之三十五点五", ["三十五点五"], id="percent in words is a unit"),
        pytest.param("占三分之一以上", ["三分之一"], id="a fraction is one numeral"),
        pytest.param("1,100万元，300家", ["1,100万", "300"], id="separators"),
        pytest.param("为5，30和12345,678", ["5", "30", "12345", "678"], id="commas that separate"),
        pytest.param("一点建议", ["一"], id="a point that is none"),
    ],
)
def test_finding_numerals(text: str, expected: list[str]) -> None:
    assert ONE.findall(text) == expected


def test_round_trip_of_every_number_below_a_hundred_thousand() -> None:
    for n in range(100_000):
        assert value(chinese(n)) == value(str(n)) == value(f"{n:,}") == n


def test_spoken_short_forms_of_every_number_that_has_one() -> None:
    for size in (100, 1000, 10_000):
        for n in range(size, min(10 * size, 100_000), size // 10):
            digit = n // (size // 10) % 10
            if digit:
                assert value(chinese(n - digit * (size // 10)) + chinese(digit)) == n


def test_round_trip_of_a_sample_up_to_ten_to_the_sixteenth() -> None:
    dice = random.Random(16)
    for _ in range(5000):
        n = dice.randrange(10 ** dice.randrange(5, 17)) // 10 ** dice.randrange(12)
        assert value(chinese(n)) == n
        assert ONE.fullmatch(chinese(n))


def test_a_number_without_a_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="below 10\\^16"):
        chinese(10**16)
    with pytest.raises(ValueError, match="at least 0"):
        chinese(-1)


@given(st.text(alphabet="0１23.,，/ 零〇一二两三五十百千万亿点分之廿几第"))
def test_whatever_is_matched_has_a_value_or_is_refused(words: str) -> None:
    for found in ONE.finditer(words):
        try:
            assert value(found.group()) >= 0
        except ValueError:
            continue


def test_years_are_spelt_digit_by_digit() -> None:
    assert chinese_digits(2030) == "二〇三〇"


@pytest.mark.parametrize(
    ("number", "forms"),
    [
        (15000, {"15,000", "15000", "fifteen thousand", "15 thousand"}),
        (9e9, {"9 billion", "9,000 million", "9 bn", "nine billion"}),
        (2.5e12, {"2.5 trillion", "2,500 billion"}),
        (1 / 3, {"one third", "one-third", "a third"}),
        (0.6667, {"two thirds", "two-thirds"}),
        (0.5, {"0.5", "half", "one half"}),
        (100, {"a hundred", "one hundred", "100"}),
        (42, {"forty-two"}),
        (3.5, {"3.5"}),
        (10**31 + 1, {"1" + "0" * 30 + "1"}),
    ],
)
def test_english(number: float, forms: set[str]) -> None:
    assert forms <= set(english(number))


@pytest.mark.parametrize("wrong", ["90 billion", "0.9 billion", "9 million"])
def test_wrong_english_is_not_offered(wrong: str) -> None:
    assert wrong not in english(9e9)


def test_idioms_count_nothing() -> None:
    text = "统一规划、一体推进，进一步加强第三条，十分重要，百分之五"
    assert re.findall(IDIOM, text) == ["统一", "一体", "进一步", "第三", "十分"]
