"""Killed at random moments, and given hostile files, a batch loses nothing.

`TIAOLI_FULL=1` runs fifty kills and 2,000 hostile files, which takes minutes; else a few of each.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.batch import Limits, Plan, run
from pipeline.batch.queries import answer
from pipeline.settings import Settings
from tests.batch.hostile import GOOD, write_hostile
from tests.batch.pipelines import plain

FULL = bool(os.environ.get("TIAOLI_FULL"))
KILLS = 50 if FULL else 3
HOSTILE = 2_000 if FULL else 52
# Seconds after its start, or after its first document, within which a run is killed.
LATEST = 2.5
SCRIPT = """
import sys
from pathlib import Path
from pipeline.batch import Plan, run
from pipeline.settings import Settings
from tests.batch.pipelines import slow

if __name__ == "__main__":
    plan = Plan((sys.argv[1],), Path(sys.argv[2]), jobs=2)
    run(plan, Settings(), make=slow, progress=lambda done, *_: print(done, flush=True))
"""


def _write_plans(folder: Path, count: int) -> None:
    folder.mkdir()
    for n in range(count):
        words = f"澜州市第{n}号行动计划\n一、目标\n到2025年，培育高新技术企业{n + 10}家以上。"
        (folder / f"plan-{n:03d}.txt").write_text(words, "utf-8")


def _tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


def _killed_at_random(script: Path, plans: Path, folder: Path, dice: random.Random) -> int | None:
    """Start a run and kill it at a random moment: how many it had read, None if it was done."""
    command = [sys.executable, str(script), str(plans), str(folder)]
    env = os.environ | {"PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        reading = dice.random() < 0.7  # the others die as they import, list, or start workers
        first = len(process.stdout.readline().split()) if reading else 0
        time.sleep(dice.uniform(0.1, LATEST))
        process.send_signal(signal.SIGKILL)
        read = first + len(process.stdout.read().split())
    return read if process.returncode == -signal.SIGKILL else None


def _begin_anew(folder: Path) -> None:
    """Drop a dataset that is finished, so that the next kill meets work too."""
    assert len(_tables(folder)) == 9
    (folder / "manifest.json").unlink()
    for path in folder.glob(".outcomes*"):
        path.unlink()


def test_killed_at_many_random_moments_it_equals_an_unbroken_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans, broken, whole = tmp_path / "plans", tmp_path / "broken", tmp_path / "whole"
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, "utf-8")
    _write_plans(plans, 40)
    dice = random.Random(50)
    found, finished = [], 0
    for _ in range(KILLS):
        found.append(_killed_at_random(script, plans, broken, dice))
        if (broken / "manifest.json").exists():
            _begin_anew(broken)
            finished += 1

    left = run(Plan((str(plans),), broken), Settings(), make=plain).read_now
    run(Plan((str(plans),), whole), Settings(), make=plain)

    reads = [read for read in found if read is not None]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(reads)} of {KILLS} killed at work, {sum(map(bool, reads))} of them after "
            f"{sum(reads)} documents in all; {finished} times finished; {left} were left to read "
        )
    assert any(reads)
    assert finished or left < 40
    assert len(_tables(whole)) == 9
    assert _tables(broken) == _tables(whole)


def test_each_hostile_file_is_a_document_or_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    count = write_hostile(tmp_path / "in", HOSTILE)
    folder = tmp_path / "set"
    plan = Plan((str(tmp_path / "in"),), folder, jobs=2, limits=Limits(60, 10**9))

    started = time.monotonic()
    done = run(plan, Settings(), make=plain)

    kinds = answer(folder, "select kind, count(*) from failures group by 1 order by 2 desc")[1]
    with capsys.disabled():
        sys.stdout.write(f"\n{done} {kinds} in {time.monotonic() - started:.0f} s ")
    assert done.documents + done.failures == count
    good = "select count(*) from documents where document like 'good-%'"
    assert answer(folder, good)[1] == [(GOOD,)]
    assert {kind for kind, _ in kinds} == {"ReadError"}
