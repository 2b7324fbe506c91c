"""Figures as old documents write them, and ends that only look cut off."""

from __future__ import annotations

import pytest

from pipeline.translate.proof import faults, prove


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        pytest.param("“十五”计划顺利开局。", "The 10th Five-Year Plan began well.", id="plan"),
        pytest.param("产量增长二·七倍。", "Output grew by 2.7 times.", id="times with a point"),
        pytest.param("年产四○万吨。", "It makes 400,000 tons a year.", id="two signs"),
        pytest.param("7:00至8月3日开放。", "It is open from 7:00 to August 3.", id="an hour"),
        pytest.param("准予其家属随迁。", "Their families may move with them.", id="准予"),
        pytest.param("垃圾不得随意堆放。", "Garbage shall not be piled up at will.", id="at will"),
        pytest.param("防汛能力持续增强。", "The ability to prevent floods continued to strengthen.",
                     id="continued to strengthen"),
    ],
)  # fmt: skip
def test_right(zh: str, en: str) -> None:
    assert faults(prove(zh, en)) == ""


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        pytest.param("将建设防汛能力。", "The city will.", id="will"),
        pytest.param("增强防汛能力。", "They strive to strengthen.", id="strengthen"),
        pytest.param("一千零四万吨。", "400,000 tons.", id="a nought within a numeral"),
    ],
)  # fmt: skip
def test_wrong(zh: str, en: str) -> None:
    assert faults(prove(zh, en))
