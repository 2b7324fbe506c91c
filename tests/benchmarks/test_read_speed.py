"""How fast reading is, and that no text makes it slow.

The limits are far above what was measured (in brackets, on one core of 2.x GHz), so that they fail
for an algorithm that is not linear and not for a busy machine.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.read import read, read_bytes, read_text

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
MEGABYTE = 1_000_000

ONE_LINE = {
    "brackets": "（" * MEGABYTE,
    "about": "关于" * (MEGABYTE // 2),
    "spaces": " " * MEGABYTE + "甲",
    "wide spaces": "　" * MEGABYTE + "甲",
    "line ends": "\n" * MEGABYTE + "甲",
    "one line": "研发投入强度达到百分之三" * (MEGABYTE // 12),
    "figures": "2021年" * (MEGABYTE // 5),
    "dates": "2021年4月2日\n" * (MEGABYTE // 10),
    "bodies": "澜州市人民政府\n" * (MEGABYTE // 8),
    "titles": "关于节水的通知\n" * (MEGABYTE // 8),
    "numbers": "澜政发〔2024〕3号" * (MEGABYTE // 11),
    "quotes": "《" * MEGABYTE,
    "places": "成都市" * (MEGABYTE // 3),
    "markup": "<!--" * (MEGABYTE // 4),
    "tags": "<html>" + "<a" * (MEGABYTE // 2),
}


@pytest.mark.parametrize("text", ONE_LINE.values(), ids=ONE_LINE)
def test_no_text_is_slow(text: str) -> None:
    """A megabyte of anything takes well under a second (0.02 to 0.5)."""
    start = time.process_time()
    read_text(text)
    assert time.process_time() - start < 3


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5hkscs"])
def test_text_of_a_megabyte(benchmark: BenchmarkFixture, encoding: str) -> None:
    words = (SAMPLES / "decision.txt").read_text("utf-8")
    if encoding == "big5hkscs":
        words = "主管機關應公告之。" * 1000
    data = (words * (MEGABYTE // len(words.encode(encoding)) + 1)).encode(encoding)
    benchmark(read_bytes, data, "decision.txt")


@pytest.mark.parametrize(
    "name", ["decision.txt", "measures.html", "action-plan.docx", "work-report.pdf"]
)
def test_samples(benchmark: BenchmarkFixture, name: str) -> None:
    benchmark(read, SAMPLES / name)
