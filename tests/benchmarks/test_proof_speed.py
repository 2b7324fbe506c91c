"""How fast drafts are proved, right ones and ones that lost their second half."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.translate.proof import faults, prove
from tests.translate.pairs import right_pairs

PAIRS = [pair for _, pair in right_pairs()][::3]
CUT = [(chinese, english[: len(english) // 2]) for chinese, english in PAIRS]


@pytest.mark.parametrize(("pairs", "flagged"), [(PAIRS, 0.0), (CUT, 0.5)], ids=["right", "cut"])
def test_characters_a_second(benchmark: Any, pairs: list[tuple[str, str]], flagged: float) -> None:
    found = benchmark(lambda: [faults(prove(*pair)) for pair in pairs])

    assert flagged <= sum(map(bool, found)) / len(found) <= flagged + 0.5
    if benchmark.stats:
        size = sum(len(chinese) for chinese, _ in pairs)
        benchmark.extra_info["characters per second"] = size / benchmark.stats["mean"]
