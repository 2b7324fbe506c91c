"""Signs before figures: what the words bound, and on which side."""

from __future__ import annotations

import pytest

from pipeline.document import Change, Comparator, Quantity, Span
from pipeline.export.signs import amount, signed


@pytest.mark.parametrize(
    ("comparator", "change", "figures", "said"),
    [
        pytest.param("ge", "level", ["50"], "≥ 50", id="达到50以上"),
        pytest.param("ge", "increase", ["5"], "≥ +5", id="增长5以上"),
        pytest.param("ge", "decrease", ["5"], "≤ −5", id="下降5以上"),
        pytest.param("gt", "decrease", ["5"], "< −5", id="下降超过5"),
        pytest.param("le", "decrease", ["5"], "≥ −5", id="降幅控制在5以内"),
        pytest.param("lt", "decrease", ["5"], "> −5", id="降幅低于5"),
        pytest.param("approx", "decrease", ["5"], "≈ −5", id="下降5左右"),
        pytest.param("eq", "multiple", ["3"], "×3", id="增长两倍"),
        pytest.param("range", "level", ["3", "5"], "3–5", id="3至5"),
        pytest.param("range", "decrease", ["3", "5"], "−(3–5)", id="下降3至5"),
    ],
)
def test_signs(comparator: str, change: str, figures: list[str], said: str) -> None:
    assert signed(figures, comparator, change) == said


@pytest.mark.parametrize(
    ("comparator", "change", "value", "said"),
    [
        pytest.param("ge", "decrease", 5.0, "≤ −5 %", id="a cut of so much or more"),
        pytest.param("range", "decrease", (3.0, 5.0), "−(3–5) %", id="a cut between two figures"),
        pytest.param("ge", "level", 5e10, "≥ 50,000,000,000 %", id="no 5e+10"),
    ],
)
def test_amounts_show_cuts_the_same_way(
    comparator: Comparator, change: Change, value: float | tuple[float, float], said: str
) -> None:
    cut = Quantity("1:1", Span(0, 1), value, "%", comparator, change, "target")

    assert amount(cut) == said
