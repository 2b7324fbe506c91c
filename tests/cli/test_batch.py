"""`tiaoli batch`, `tiaoli query` and `tiaoli summary`, as a scholar types them."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

WORDS = "一、目标\n到2025年，培育高新技术企业30家以上，建成澜州实验室。\n"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "good.txt").write_text("澜州市行动计划\n" + WORDS, "utf-8")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "plans.csv").write_text("path,title\ngood.txt,甲市规划\n", "utf-8")
    return folder


def test_a_folder_with_a_bad_file_is_a_dataset_and_exit_code_1(
    run: Run, plans: Path, tmp_path: Path
) -> None:
    out = tmp_path / "set"

    first = run("batch", plans, "-o", out, "--json-log")
    again = run("batch", plans, "-o", out)

    log = [json.loads(line) for line in first.err.splitlines() if line.startswith("{")]
    assert first.code == again.code == 1
    assert [line["done"] for line in log] == [1, 2]
    (bad,) = (line for line in log if line["failed"])
    assert (bad["failed"], bad["source"]) == ("ReadError", str(plans / "bad.pdf"))
    assert bad["reason"].startswith(str(plans / "bad.pdf"))
    assert json.loads(first.out)["read_now"] == 2
    assert "1 documents" in again.out
    assert "0 opened now" in again.out
    # Not a terminal: no bar, only where the reasons are.
    assert again.err.splitlines() == [f"their reasons: tiaoli query {out} 'select * from failures'"]

    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["failures"] == 1
    assert manifest["started"] <= manifest["finished"]
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert "config_name: quantities" in (out / "README.md").read_text("utf-8")

    sql = "select value, deadline from quantities"
    found = run("query", out, sql, "--format", "csv")
    assert list(csv.reader(io.StringIO(found.out))) == [["value", "deadline"], ["30.0", "2025"]]
    twice = run("query", out, "SELECT 1 AS n, 2 AS n, [3, 4] AS m", "--format", "csv")
    assert list(csv.reader(io.StringIO(twice.out))) == [["n", "n", "m"], ["1", "2", "[3, 4]"]]
    found = run("query", out, "select kind from failures", "--format", "json")
    assert json.loads(found.out) == [{"kind": "ReadError"}]
    assert "30.0" in run("query", out, sql).out
    told = run("summary", out)
    assert told.code == 0
    assert all(title in told.out for title in ("The dataset", "By genre", "Failures", "By task"))


def test_ctrl_c_says_that_the_same_command_goes_on(
    run: Run, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "set"
    with monkeypatch.context() as patched:
        # Raised where the first outcome is told of: the document was read and kept by then.
        patched.setattr(sys.modules["pipeline.cli.batch"], "_log", interrupted)
        stopped = run("batch", plans, "-o", out, "--json-log")
    again = run("batch", plans, "-o", out)

    assert (stopped.code, stopped.out) == (130, "")
    assert stopped.err == (
        f"stopped; what was read is kept in {out}, and the same command goes on from there\n"
    )
    assert "1 opened now" in again.out


def test_a_manifest_without_failures_is_exit_code_0(run: Run, plans: Path, tmp_path: Path) -> None:
    done = run("batch", plans / "plans.csv", "-o", tmp_path / "set")

    assert done.code == 0
    found = run("query", tmp_path / "set", "select title from documents", "--format", "json")
    assert json.loads(found.out) == [{"title": "甲市规划"}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("batch", "{}/nothing-here", "-o", "{}/set"), "no file", id="no source"),
        pytest.param(("batch", "-", "-o", "{}/set"), "save it to a file", id="standard input"),
        pytest.param(("query", "{}", "select 1"), "is no finished dataset", id="no dataset"),
        pytest.param(("summary", "{}"), "is no finished dataset", id="nothing to sum up"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    arguments: tuple[str, ...], words: str, run: Run, tmp_path: Path
) -> None:
    done = run(*(argument.format(tmp_path) for argument in arguments))

    assert done.code == 2
    assert words in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("batch", "x", "-o", "y", "--timeout", "0"), id="no time"),
        pytest.param(("batch", "x", "-o", "y", "--memory", "0"), id="no memory"),
        pytest.param(("memory", "search", "x", "甲", "--limit", "-1"), id="less than nothing"),
        pytest.param(("memory", "search", "x", "甲", "--threshold", "75"), id="likeness of 75"),
        pytest.param(("audit", "x", "--most", "-1"), id="all but the last"),
        pytest.param(("annotate", "x", "--export", "csv", "--most", "0"), id="nothing to label"),
        pytest.param(("terms", "x", "--least", "0"), id="terms that do not occur"),
        pytest.param(("serve", "x", "--timeout", "0"), id="no time for a file"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(arguments: tuple[str, ...], run: Run) -> None:
    done = run(*arguments)

    assert done.code == 2
    assert f"Invalid value for '{arguments[-2]}'" in done.err


def test_a_dataset_that_lost_a_table_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    done = run("query", tmp_path, "select 1")

    assert done.code == 2
    assert "bodies.parquet cannot be opened" in done.err
    assert done.err.rstrip().endswith("run the same `tiaoli batch` again.")


@pytest.mark.parametrize("named", [True, False])
def test_a_full_disk_is_one_line(
    named: bool, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python knows the file where one was opened, and not where one was written."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), *(["a.json"] if named else []))

    monkeypatch.setattr("pipeline.export.record.load", full)
    done = run("export", tmp_path / "a.json", "-f", "csv", "-o", tmp_path / "out.csv")

    where = "a.json: " if named else ""
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{where}No space left on device; make room on it.\n"
