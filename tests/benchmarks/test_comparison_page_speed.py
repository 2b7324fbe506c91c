"""How long a comparison takes to become a page, charts drawn."""

from __future__ import annotations

import pytest

pytest.importorskip("vl_convert")
pytest.importorskip("faiss")
pytest.importorskip("scipy")

from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.pages.comparison import comparison_page
from tests.pages.comparisons import compared


def test_a_comparison_becomes_a_page(benchmark: BenchmarkFixture) -> None:
    page = benchmark(comparison_page, compared())

    assert page.count("<figure") == 6
    assert len(page) < 1_000_000
