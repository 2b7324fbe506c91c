"""`tiaoli compare` and `tiaoli atlas`, from files to files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("faiss")
pytest.importorskip("pyarrow")

from pipeline.cli import app
from pipeline.cli.compare_sources import table_rows
from pipeline.errors import ReadError, SettingsError
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


def test_a_page_alone(files: tuple[str, str], tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    page = tmp_path / "seen" / "page.html"
    said = run("compare", *files, "--no-words", "-o", str(page), "--lang", "zh")

    assert said == f"compared with 2 documents; page in {page}\n"
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]
    assert page.read_text("utf-8").startswith('<!doctype html>\n<html lang="zh-Hans"')


def test_a_page_alone_and_another_beside_it(files: tuple[str, str], tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    alone, beside = tmp_path / "alone.HTML", tmp_path / "beside.html"
    run("compare", *files, "--no-words", "-o", str(alone), "--page", str(beside))

    assert alone.read_text("utf-8") == beside.read_text("utf-8")


def test_an_atlas_of_nothing_is_not_written(files: tuple[str, str], tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    asked = ["atlas", "build", files[1], "--where", "level=town", "-o", str(tmp_path / "atlas")]
    result = CliRunner().invoke(app, asked)

    assert isinstance(result.exception, SettingsError)
    assert "widen --where" in str(result.exception)
    assert not (tmp_path / "atlas").exists()


def test_a_page_and_charts_beside_the_files(files: tuple[str, str], tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    page, figures = tmp_path / "page.html", tmp_path / "figures"
    run(
        "compare", *files, "--no-words", "--targets", "-o", str(tmp_path / "out"),
        "--page", str(page), "--figures", str(figures),
    )  # fmt: skip

    assert page.is_file()
    assert (tmp_path / "out" / "comparison.json").is_file()
    assert {"indicators.svg", "indicators.csv", "similarity.vl.json"} <= {
        path.name for path in figures.iterdir()
    }


@pytest.mark.parametrize(
    ("issued", "first"),
    [pytest.param("2019-05", "here", id="earlier"), pytest.param("2030", "there", id="later")],
)
def test_a_date_of_issue_decides_who_was_first(
    files: tuple[str, str], tmp_path: Path, issued: str, first: str
) -> None:
    out = tmp_path / "out"
    run("compare", *files, "--no-words", "--issued", issued, "-o", str(out))
    record = json.loads((out / "comparison.json").read_text("utf-8"))

    assert record["document"]["issued"] == issued
    assert {one["first"] for one in record["reuse"]} == {first}


@pytest.mark.parametrize("issued", ["spring", "2020-99", "2020-02-30", "2020/2021"])
def test_what_is_no_date_is_refused(issued: str, files: tuple[str, str], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["compare", *files, "--issued", issued, "-o", str(tmp_path)])

    assert result.exit_code != 0
    assert "2020-12-28" in str(result.exception)


@pytest.mark.parametrize("name", ["texts.jsonl.xz", "texts.jsonl.gz", "texts.jsonl"])
def test_a_damaged_table_is_one_clear_error(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xfe\x00 no table at all")
    with pytest.raises(ReadError, match="cannot be read"):
        list(table_rows(path))


def test_the_document_is_not_compared_with_itself(files: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "wutong.txt").write_text(WUTONG, "utf-8")
    (tmp_path / "wutong.txt.xz").touch()
    said = run("compare", files[0], str(tmp_path), "--no-words", "-o", str(tmp_path / "out"))

    assert "left out: linxi itself" in said
    assert "compared with 1 documents" in said


def test_a_folder_of_records_is_compared(files: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "wutong.txt").write_text(WUTONG, "utf-8")
    records, out = str(tmp_path / "records"), tmp_path / "out"
    run("read", str(tmp_path / "wutong.txt"), "-o", records)
    said = run("compare", files[0], records, "--no-words", "-o", str(out))
    found = json.loads((out / "comparison.json").read_text("utf-8"))

    assert "compared with 1 documents" in said
    assert [source["place"] for source in found["others"]] == ["梧桐市"]


def test_a_json_file_among_documents_hides_none_of_them(
    files: tuple[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "wutong.txt").write_text(WUTONG, "utf-8")
    (folder / "settings.json").write_text("{}", "utf-8")
    said = run("compare", files[0], str(folder), "--no-words", "-o", str(tmp_path / "out"))

    assert "compared with 1 documents" in said


def test_nothing_to_compare_with_is_said(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["compare", *files, "--where", "levle=city", "--no-words", "-o", str(out)]
    result = CliRunner().invoke(app, words)

    assert isinstance(result.exception, SettingsError)
    assert "nothing to compare" in str(result.exception)
    assert not out.exists()
