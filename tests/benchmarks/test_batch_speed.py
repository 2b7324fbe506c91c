"""Time grows with the number of documents, memory does not; run with `make bench`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.batch import Plan, run
from pipeline.settings import Settings
from tests.batch.pipelines import plain

FIRST = 50
SENTENCE = "（{n}）到2025年，培育高新技术企业{n}家以上，建成澜州{n}号平台。（责任单位：市科技局）\n"

# The peak memory of the run itself, and of the largest of its workers, in MB.
MEASURED = """
import resource, sys, time
from pathlib import Path
from pipeline.batch import Plan, run
from pipeline.settings import Settings
from tests.batch.pipelines import plain
if __name__ == "__main__":
    start = time.monotonic()
    run(Plan((sys.argv[1],), Path(sys.argv[2])), Settings(), make=plain)
    peaks = [resource.getrusage(who).ru_maxrss // 1024
             for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    used = [resource.getrusage(who).ru_utime
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(sum(used), *peaks)
"""


def write(path: Path, count: int) -> Path:
    """`count` documents of 2,000 characters, no two alike, as a table."""
    import json

    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            body = "".join(SENTENCE.format(n=number + line) for line in range(45))
            text = f"澜州市第{number}号行动计划\n一、目标\n{body}"
            file.write(json.dumps({"id": f"d{number}", "text": text}) + "\n")
    return path


def test_a_batch(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    source = write(tmp_path / "plans.jsonl", 100)
    number = iter(range(100))

    def read_all() -> None:
        run(Plan((str(source),), tmp_path / str(next(number))), Settings(), make=plain)

    benchmark.pedantic(read_all, rounds=2)  # type: ignore[no-untyped-call]


def test_time_is_linear_and_memory_flat(
    benchmark: BenchmarkFixture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "measure.py"
    script.write_text(MEASURED, "utf-8")
    found = []

    def measure() -> None:
        for times in (1, 4, 16):
            source = write(tmp_path / f"x{times}.jsonl", FIRST * times)
            done = subprocess.run(
                [sys.executable, str(script), str(source), str(tmp_path / f"set{times}")],
                env=os.environ | {"PYTHONPATH": str(Path.cwd())},
                capture_output=True,
                text=True,
                check=True,
            )
            found.append((times, *map(float, done.stdout.split())))

    benchmark.pedantic(measure, rounds=1)  # type: ignore[no-untyped-call]
    with capsys.disabled():
        for figures in found:
            sys.stdout.write(
                "\n{}x: {:.1f} s of CPU, run {:.0f} MB, worker {:.0f} MB".format(*figures)
            )
    _, (_, four, run_four, worker_four), (_, sixteen, run_most, worker_most) = found
    assert sixteen < 6 * four
    assert run_most < run_four + 60
    assert worker_most < worker_four + 60
