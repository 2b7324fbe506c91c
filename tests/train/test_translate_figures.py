"""Figures of both sides: agreement, and pairs with other figures."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.train.translate_figures import amounts, english_figure, figures_agree, varied

AGREE = {
    "billions": ("总投资90亿元。", "Total investment is 9 billion yuan."),
    "tens of thousands": ("新增1.5万家。", "Add 15,000 enterprises."),
    "trillions": ("规模达到1.43万亿元。", "The scale reached 1.43 trillion yuan."),
    "ordinal": ("第三十七条 本条例自2031年起施行。", "Article 37 They take effect in 2031."),
    "small numbers may be words": ("建成3个园区。", "Build three parks."),
    "no figures": ("推进改革。", "Advance reform."),
    "percent": ("提高4.5个百分点。", "Raise it by 4.5 percentage points."),
}
DIFFER = {
    "point moved": ("总投资90亿元。", "Total investment is 90 billion yuan."),
    "lost": ("新增1500家。", "Add enterprises."),
    "added": ("推进改革。", "Advance 150 reforms."),
    "wrong year": ("到2031年完成。", "Complete it by 2030."),
}


@pytest.mark.parametrize(("chinese", "english"), AGREE.values(), ids=AGREE)
def test_agreeing_pairs(chinese: str, english: str) -> None:
    assert figures_agree(chinese, english)


@pytest.mark.parametrize(("chinese", "english"), DIFFER.values(), ids=DIFFER)
def test_differing_pairs(chinese: str, english: str) -> None:
    assert not figures_agree(chinese, english)


@given(st.integers(0, 2**32))
def test_varied_pairs_agree_and_keep_their_words(seed: int) -> None:
    chinese = "到2031年，南汀市投入12.5亿元，培训3.2万人，覆盖率达到85%。"
    english = "By 2031, Nanting will invest 1.25 billion yuan, train 32,000 people and cover 85%."
    pair = varied(chinese, english, random.Random(seed))
    assert pair is not None
    assert figures_agree(*pair)
    assert pair[0].startswith("到2031年，南汀市投入")
    assert pair[1].startswith("By 2031, Nanting will invest ")


UNSAFE = {
    "said twice": ("投入50亿元和50亿元。", "Invest 5 billion yuan and 5 billion yuan."),
    "spelt out": ("新建24所学校。", "Twenty-four schools will be built."),
    "nothing to change": ("推进改革。", "Advance reform."),
}


@pytest.mark.parametrize(("chinese", "english"), UNSAFE.values(), ids=UNSAFE)
def test_unsafe_pairs_are_left_alone(chinese: str, english: str) -> None:
    assert varied(chinese, english, random.Random(1)) is None


@given(st.integers(0, 2**32))
def test_amounts_agree(seed: int) -> None:
    supply = amounts(random.Random(seed))
    assert all(figures_agree(*next(supply)) for _ in range(30))


@pytest.mark.parametrize(
    ("worth", "english"),
    [("999999", "999,999"), ("1000000", "1 million"), ("12500000", "12.5 million"), ("0.5", "0.5")],
)
def test_english_figure(worth: str, english: str) -> None:
    assert english_figure(Decimal(worth)) == english
