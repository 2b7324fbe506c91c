"""`tiaoli read` and `tiaoli targets`, as a shell sees them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.artefacts import locate
from pipeline.export.record import load
from tests.cli.conftest import Run

PLAN = """澜州市数字经济发展行动计划（2023—2025年）
一、发展目标
到2025年，培育高新技术企业1500家以上，数字经济核心产业增加值占地区生产总值比重达到12%。
二、重点任务
（一）建设算力平台。建成澜州智算中心。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return path


def test_a_document_becomes_a_record_and_tables(run: Run, plan: Path, tmp_path: Path) -> None:
    done = run("read", plan, "-o", tmp_path / "out")

    reading = load(tmp_path / "out" / "plan.json")
    assert (done.code, done.err) == (0, "")
    assert reading.document.text == PLAN
    assert [q.value for q in reading.findings.quantities if q.role == "target"] == [1500, 12]
    assert len(reading.labels) == len(reading.tree.clauses)
    assert "高新技术企业" in done.out
    assert "≥ 1,500 家" in done.out
    assert "Task types:" in done.out


@pytest.mark.parametrize(
    "name", ["decision.txt", "measures.html", "action-plan.docx", "work-report.pdf"]
)
def test_every_format_of_the_samples_is_read(name: str, run: Run, tmp_path: Path) -> None:
    done = run("read", locate("corpus", "samples") / name, "-o", tmp_path, "--format", "line")

    record = load(next(tmp_path.glob("*.json")))
    assert done.code == 0
    assert len(record.tree.units) > 30
    assert sum(q.role == "target" for q in record.findings.quantities) >= 3


def test_the_tree_is_printed_on_request(run: Run, plan: Path) -> None:
    done = run("read", plan, "--format", "tree")

    lines = [line.strip() for line in done.out.splitlines()]
    assert "二（一）  <subpart> 建设算力平台" in lines


def test_one_bad_file_is_that_files_alone(run: Run, plan: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 and then nothing")

    done = run("read", bad, plan, tmp_path / "none.txt", "-o", tmp_path / "out")

    assert done.code == 1
    assert (tmp_path / "out" / "plan.json").exists()
    assert "bad.pdf" in done.err
    assert "none.txt" in done.err
    assert done.err.rstrip().endswith("2 of 3 failed")


def test_a_file_that_is_named_twice_is_read_once(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("read", plan, plan.name, ".", "-o", "out", "--format", "line")

    assert (done.code, done.err) == (0, "")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["plan.json"]


def test_two_files_of_one_name_get_two_records(run: Run, plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "b" / "plan.txt"
    other.parent.mkdir()
    other.write_text(PLAN.replace("1500", "1600"), "utf-8")

    run("read", plan, other, "-o", tmp_path / "out")

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "plan-2.json",
        "plan.json",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["read"], id="no file"),
        pytest.param(["read", "x.txt", "--format", "poem"], id="unknown format"),
        pytest.param(["red", "x.txt"], id="unknown command"),
        pytest.param(["read", "x.txt", "--settings", "none.toml"], id="no such settings file"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], run: Run) -> None:
    done = run(*arguments)

    assert done.code == 2
    assert done.err


def test_standard_input_is_read(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "targets", "-", "--format", "json"]
    done = subprocess.run(command, input=PLAN.encode("gb18030"), capture_output=True, check=True)

    assert [row["value"] for row in json.loads(done.stdout)] == [1500, 12]


def test_targets_come_as_csv(run: Run, plan: Path) -> None:
    done = run("targets", plan, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["value"], row["unit"], row["deadline"]) for row in rows] == [
        ("1500", "家", "2025"),
        ("12", "%", "2025"),
    ]
    assert rows[0]["indicator"] == "高新技术企业"


def test_a_folder_that_cannot_be_made_is_one_line(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    done = run("read", plan, "-o", tmp_path / "taken")

    assert done.code == 2
    assert done.err.splitlines() == [f"{tmp_path / 'taken'}: File exists; choose another path."]


def test_a_page_that_cannot_be_written_is_no_bug(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    done = run("report", plan, "-o", tmp_path / "taken" / "page.html")

    assert done.code in (1, 2)
    assert "choose another path" in done.err
    assert "bug" not in done.err


@pytest.mark.parametrize(
    ("words", "explained"),
    [
        pytest.param(
            "到2025年，创新能力显著增强。高新技术企业达到100家。", True, id="deadline above"
        ),
        pytest.param("培育创新平台20个。", False, id="no deadline"),
    ],
)
def test_the_sign_of_a_deadline_from_elsewhere_is_explained(
    words: str, explained: bool, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "words.txt"
    file.write_text(words, "utf-8")
    out = run("targets", file).out

    assert ("A deadline with * is taken over" in out) is explained
    assert ("2025*" in out) is explained


def test_a_json_file_among_documents_is_no_record_to_report(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    (plan.parent / "settings.json").write_text("{}", "utf-8")
    done = run("report", plan.parent, "-o", tmp_path / "page.html")

    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "page.html").is_file()


def test_the_words_behind_a_type_are_recorded_on_request(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    for flags, wanted in ((("--why",), True), ((), False)):
        out = tmp_path / f"records{len(flags)}"
        assert run("read", plan, "-o", out, *flags).code == 0
        (path,) = out.glob("*.json")
        record = json.loads(path.read_text("utf-8"))
        found = [reason for clause in record["clauses"] for reason in clause.get("reasons", ())]
        assert bool(found) is wanted
        assert all(record["document"]["text"][slice(*reason["span"])] for reason in found)


def test_a_range_stands_in_csv_as_json(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "range.txt"
    file.write_text("云川市行动方案\n一、目标\n到2027年，建设创新平台2至3个。\n", "utf-8")

    (row,) = csv.DictReader(io.StringIO(run("targets", file, "--format", "csv").out))

    assert json.loads(row["value"]) == [2, 3]
