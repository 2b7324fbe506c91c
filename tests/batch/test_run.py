"""The promises of a batch: nothing twice, nothing lost, one document's failure its alone."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import BatchError, Limits, Plan, run
from pipeline.batch.queries import answer
from pipeline.batch.store import sole_writer
from pipeline.flow import Pipeline
from pipeline.settings import Settings
from tests.batch.pipelines import fragile, plain, slow

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

    batch(plans, tmp_path / "set", fragile, jobs=2, limits=Limits(2.0, 1_000_000_000))

    failures = rows(tmp_path / "set", "select source, kind from failures")
    assert failures == [(str(plans / "plan-03.txt"), kind)]
    assert rows(tmp_path / "set", "select count(*) from documents") == [(11,)]


def test_a_failure_is_tried_again_under_other_limits(plans: Path, tmp_path: Path) -> None:
    (plans / "plan-03.txt").write_text("睡", "utf-8")
    batch(plans, tmp_path / "set", fragile, limits=Limits(0.5))

    assert batch(plans, tmp_path / "set", fragile, limits=Limits(0.5)) == 0
    assert batch(plans, tmp_path / "set", fragile, limits=Limits(0.6)) == 1


def test_a_second_run_says_so_and_stops(plans: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set"

    with sole_writer(folder), pytest.raises(BatchError, match="another run is writing"):
        batch(plans, folder)


RUN = """
import sys
from pathlib import Path
from pipeline.batch import Plan, run
from pipeline.settings import Settings
from tests.batch.pipelines import slow
if __name__ == "__main__":
    run(Plan((sys.argv[1],), Path(sys.argv[2]), jobs=2), Settings(), make=slow)
"""


@pytest.mark.parametrize("seed", range(2))
def test_killed_anywhere_and_resumed_it_equals_an_unbroken_run(
    seed: int, plans: Path, tmp_path: Path
) -> None:
    """Killed twice at random moments, then left to finish."""
    dice = random.Random(seed)
    script = tmp_path / "run.py"
    script.write_text(RUN, "utf-8")
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    command = [sys.executable, str(script), str(plans), str(broken)]
    for _ in range(2):
        process = subprocess.Popen(command, env={"PYTHONPATH": str(Path.cwd())})
        time.sleep(dice.uniform(0.4, 2.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (broken / "manifest.json").exists() <= all(
            (broken / f"{name}.parquet").exists() for name in ("clauses", "failures")
        )

    batch(plans, broken, slow)
    batch(plans, whole, slow)

    assert tables(broken) == tables(whole)


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
