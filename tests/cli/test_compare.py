"""`tiaoli compare` and `tiaoli atlas`, from files to files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("faiss")
pytest.importorskip("pyarrow")

from pipeline.cli import app
from tests.compare.examples import LINXI, WUTONG


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "linxi.txt").write_text(LINXI, "utf-8")
    rows = [
        {"text": WUTONG, "place": "梧桐市", "level": "city", "year": 2023},
        {"text": LINXI.replace("临溪", "云溪"), "place": "云溪县", "level": "county", "year": 2022},
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "others.jsonl").write_text(lines, "utf-8")
    return str(tmp_path / "linxi.txt"), str(tmp_path / "others.jsonl")


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def test_files_against_rows(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = run("compare", *files, "--where", "level=city", "--no-words", "-o", str(out))
    lines = (out / "counterparts.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]

    assert "compared with 1 documents" in said
    assert any(row["matches"] for row in rows)
    assert (out / "report.md").is_file()


def test_targets_of_rows_on_request(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("compare", *files, "--targets", "--no-words", "-o", str(out))
    record = json.loads((out / "comparison.json").read_text("utf-8"))

    assert [source["place"] for source in record["tabled"]] == ["梧桐市", "云溪县"]


def test_an_atlas_is_built_and_merged(files: tuple[str, str], tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    run("atlas", "build", files[1], "--where", "level=city", "-o", one)
    run("atlas", "build", files[1], "-o", two)
    said = run("atlas", "merge", one, two, "-o", str(tmp_path / "both"))

    assert said.startswith("2 documents")


def test_a_condition_that_is_none_is_refused(files: tuple[str, str], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["compare", *files, "--where", "city", "-o", str(tmp_path)])

    assert result.exit_code != 0
    assert "name=value" in str(result.exception)
