"""The promises of a batch: nothing twice, nothing lost, one document's failure its alone."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.batch import BatchError, Limits, Plan, run
from pipeline.batch.queries import answer
from pipeline.batch.store import sole_writer
from pipeline.flow import Pipeline
from pipeline.settings import Settings
from tests.batch.pipelines import deadly, fragile, plain, slow

SENTENCE = "到2025年，培育高新技术企业{n}家以上，建成澜州{n}号平台。（责任单位：市科技局）"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of twelve documents."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for n in range(12):
        words = f"澜州市第{n}号行动计划\n一、目标\n" + SENTENCE.format(n=n + 10)
        (folder / f"plan-{n:02d}.txt").write_text(words, "utf-8")
    return folder


def batch(
    source: Path | str,
    folder: Path,
    make: Callable[[], Pipeline] = plain,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
) -> int:
    """Read `source` into `folder`; how many documents were read just now."""
    plan = Plan((str(source),), folder, jobs=jobs, limits=limits or Limits())
    return run(plan, Settings(), make=make).read_now


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    return answer(folder, sql)[1]


def test_a_folder_becomes_tables(plans: Path, tmp_path: Path) -> None:
    assert batch(plans, tmp_path / "set") == 12

    found = rows(tmp_path / "set", "select document, value, deadline, indicator from quantities")
    assert len(found) == 12
    assert found[3] == ("plan-03", 13.0, "2025", "高新技术企业")
    manifest = json.loads((tmp_path / "set" / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["documents"] == 12
    assert manifest["signature"] == Pipeline().signature


def test_the_number_of_jobs_changes_nothing(plans: Path, tmp_path: Path) -> None:
    batch(plans, tmp_path / "one", jobs=1)
    batch(plans, tmp_path / "three", jobs=3)

    assert tables(tmp_path / "one") == tables(tmp_path / "three")


def test_what_was_read_is_not_read_again(plans: Path, tmp_path: Path) -> None:
    batch(plans, tmp_path / "set")
    before = tables(tmp_path / "set")

    assert batch(plans, tmp_path / "set") == 0
    assert tables(tmp_path / "set") == before


def test_a_changed_file_alone_is_read_again(plans: Path, tmp_path: Path) -> None:
    batch(plans, tmp_path / "set")
    (plans / "plan-05.txt").write_text("一、目标\n到2030年，建成学校7所。", "utf-8")
    (plans / "plan-06.txt").unlink()

    assert batch(plans, tmp_path / "set") == 1
    assert rows(tmp_path / "set", "select value from quantities where document = 'plan-05'") == [
        (7.0,)
    ]
    assert rows(tmp_path / "set", "select count(*) from documents") == [(11,)]


def test_another_signature_reads_all_again(plans: Path, tmp_path: Path) -> None:
    batch(plans, tmp_path / "set")

    assert batch(plans, tmp_path / "set", fragile) == 12


def test_a_source_named_twice_is_read_once_and_rows_of_one_id_are_two(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、目标", "utf-8")
    lines = ('{"id": "a", "text": "一、甲"}', '{"id": "a", "text": "二、乙"}', '{"id": "a"}')
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), "utf-8")
    sources = (str(tmp_path), str(tmp_path / "*.txt"), str(tmp_path / "rows.jsonl"))
    done = run(Plan(sources, tmp_path / "set"), Settings(), make=plain)

    assert (done.documents, done.failures) == (3, 1)
    assert rows(tmp_path / "set", "select document from documents order by 1") == [
        ("a",), ("a-2",), ("plan",),
    ]  # fmt: skip


def test_equal_files_are_two_documents_read_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "plan.txt").write_text("一、目标\n建成。", "utf-8")

    assert batch(tmp_path / "in", tmp_path / "set") == 1
    assert rows(tmp_path / "set", "select document from documents") == [("plan",), ("plan-2",)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("睡", "TimeLimit", id="hangs"),
        pytest.param("忆", "MemoryError", id="eats memory"),
        pytest.param("亡", "WorkerDied", id="kills its worker"),
        pytest.param("错", "ValueError", id="meets a bug"),
        pytest.param(" \n", "ReadError", id="empty"),
    ],
)
def test_a_bad_document_is_one_row(words: str, kind: str, plans: Path, tmp_path: Path) -> None:
    (plans / "plan-03.txt").write_text(words, "utf-8")

    # The first document of a worker takes seconds on a busy machine.
    seconds = 10.0 if kind == "TimeLimit" else 60.0
    batch(plans, tmp_path / "set", fragile, jobs=2, limits=Limits(seconds, 1_000_000_000))

    failures = rows(tmp_path / "set", "select source, kind from failures")
    assert failures == [(str(plans / "plan-03.txt"), kind)]
    assert rows(tmp_path / "set", "select count(*) from documents") == [(11,)]


def test_a_failure_is_tried_again_under_other_limits(plans: Path, tmp_path: Path) -> None:
    (plans / "plan-03.txt").write_text("错", "utf-8")
    batch(plans, tmp_path / "set", fragile, limits=Limits(50))

    assert batch(plans, tmp_path / "set", fragile, limits=Limits(50)) == 0
    assert batch(plans, tmp_path / "set", fragile, limits=Limits(60)) == 1


@pytest.mark.parametrize("digits", [30, 500])
def test_a_number_of_many_digits_is_no_trouble(digits: int, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(f"一、目标\n建成平台{'9' * digits}个。", "utf-8")

    batch(tmp_path / "plan.txt", tmp_path / "set")

    assert rows(tmp_path / "set", "select count(*) from documents") == [(1,)]


def test_a_second_run_says_so_and_stops(plans: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set"

    with sole_writer(folder), pytest.raises(BatchError, match="another run is writing"):
        batch(plans, folder)


RUN = """
import os, signal, sys, threading
from pathlib import Path
from pipeline.batch import Plan, dataset, run
from pipeline.settings import Settings
from tests.batch.pipelines import slow

def dying(path, left=[int(sys.argv[3])]):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    if int(sys.argv[3]):  # die in the middle of writing the tables
        dataset._to_disk = dying
    run(Plan((sys.argv[1],), Path(sys.argv[2]), jobs=2), Settings(), make=slow)
"""


def start(script: Path, *arguments: object) -> subprocess.Popen[bytes]:
    script.write_text(RUN, "utf-8")
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(Path.cwd())})


@pytest.mark.parametrize("in_tables", [0, 1, 9, 12], ids=["reading", "first", "manifest", "moved"])
def test_killed_anywhere_and_resumed_it_equals_an_unbroken_run(
    in_tables: int, plans: Path, tmp_path: Path
) -> None:
    """Killed while it reads, or at one point of writing the tables; then left to finish."""
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    process = start(tmp_path / "run.py", plans, broken, in_tables)
    if not in_tables:
        while not list(broken.glob(".outcomes*")):
            time.sleep(0.05)
        time.sleep(random.Random(5).uniform(0.5, 1.5))
        process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert (broken / "manifest.json").exists() <= all(
        (broken / f"{name}.parquet").exists() for name in ("clauses", "failures")
    )

    left = batch(plans, broken, slow)
    batch(plans, whole)

    assert left == 0 if in_tables else left > 0
    assert tables(broken) == tables(whole)


def test_workers_killed_at_random_change_nothing(plans: Path, tmp_path: Path) -> None:
    """A third of them at least dies on the way; `--retry` reads what died too often."""
    batch(plans, tmp_path / "whole")
    plan = Plan((str(plans),), tmp_path / "set", jobs=2, retry=True)
    for _ in range(5):
        with suppress(BatchError):  # chance may have every worker die as it starts
            if run(plan, Settings(), make=deadly).failures == 0:
                break

    assert tables(tmp_path / "set") == tables(tmp_path / "whole")


def test_a_worker_ends_with_the_run_that_started_it(plans: Path, tmp_path: Path) -> None:
    (plans / "plan-00.txt").write_text("睡", "utf-8")
    process = start(tmp_path / "run.py", plans, tmp_path / "set", 0)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.parent.exists():
        pytest.skip("there is no /proc to find the workers in")
    while not (found := children.read_text("ascii").split()):
        time.sleep(0.05)
    process.kill()
    process.wait()

    deadline = time.monotonic() + 60
    while any(_alive(pid) for pid in found) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_alive(pid) for pid in found)


def _alive(pid: str) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB, where one can be had."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_gone_on_from(
    plans: Path, tmp_path: Path, small_disk: Path
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * (4_194_304 - 170_000))
    with pytest.raises(BatchError, match="make room"):
        batch(plans, small_disk / "set")
    assert not (small_disk / "set" / "manifest.json").exists()

    ballast.unlink()
    batch(plans, small_disk / "set")
    batch(plans, tmp_path / "whole")
    assert tables(small_disk / "set") == tables(tmp_path / "whole")


def test_the_tables_open_in_other_programs(plans: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    datasets = pytest.importorskip("datasets")
    folder = tmp_path / "set"
    batch(plans, folder)

    loaded = datasets.load_dataset(str(folder), "quantities", cache_dir=str(tmp_path / "cache"))
    assert len(pandas.read_parquet(folder / "quantities.parquet")) == 12
    assert polars.read_parquet(folder / "clauses.parquet")["words"][0].startswith("澜州市")
    assert loaded["train"][0]["value"] == 10.0
