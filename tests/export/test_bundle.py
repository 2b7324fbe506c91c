"""The CSV bundle: a data package that Frictionless finds valid, and that pandas and Excel open."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from pipeline.batch.tables import LAYERS
from pipeline.export.bundle import bundle, write_bundle
from tests.export.readings import TEXT, drafted, labelled, reading_of

OTHER = reading_of('云岫市工作要点\n一、目标\n新增企业5家，力争达到1.5亿元；“甲, "乙"”。\n')
READINGS = [drafted(labelled(reading_of(TEXT))), OTHER]


@pytest.mark.parametrize("target", ["plans", "plans.zip"])
def test_frictionless_finds_it_valid(tmp_path: Path, target: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    path = write_bundle(READINGS, tmp_path / target)
    if path.suffix == ".zip":
        zipfile.ZipFile(path).extractall(tmp_path / "unpacked")
        path = tmp_path / "unpacked"
    report = frictionless.Package(str(path / "datapackage.json")).validate()

    assert report.valid, report.flatten(["message"])
    assert [task.name for task in report.tasks] == list(LAYERS)


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        pytest.param("quantities", ",3000,", ",many,", id="no number"),
        pytest.param("clauses", ",platform; reform,", ",platform; reform,,", id="a cell too many"),
        pytest.param("quantities", "1.p1:1", "no:clause", id="a clause that is not there"),
        pytest.param("units", ",t1,", ",1,", id="a unit named twice"),
    ],
)
def test_frictionless_can_fail(tmp_path: Path, table: str, right: str, wrong: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    path = write_bundle(READINGS, tmp_path / "plans")
    file = path / f"{table}.csv"
    text = file.read_bytes().decode()
    assert right in text
    file.write_bytes(text.replace(right, wrong).encode())

    assert not frictionless.Package(str(path / "datapackage.json")).validate().valid


def test_pandas_reads_the_rows(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    path = write_bundle(READINGS, tmp_path / "plans")
    quantities = pandas.read_csv(path / "quantities.csv")
    documents = pandas.read_csv(path / "documents.csv")

    findings = [one for reading in READINGS for one in reading.findings.quantities]
    lows = [one.value[0] if isinstance(one.value, tuple) else one.value for one in findings]
    assert list(quantities["value"]) == lows
    assert list(documents["text"]) == [reading.document.text for reading in READINGS]
    assert list(quantities.columns[:2]) == ["document", "clause"]


def test_excel_sees_that_it_is_utf_8() -> None:
    files = bundle(READINGS)

    assert all(files[f"{name}.csv"].startswith(b"\xef\xbb\xbf") for name in LAYERS)


def test_scores_are_columns_and_flags_are_words() -> None:
    pandas = pytest.importorskip("pandas")
    clauses = pandas.read_csv(io.BytesIO(bundle(READINGS)["clauses.csv"]))

    first = clauses.iloc[0]
    assert (first["score_platform"], bool(first["abstained"])) == (0.9, False)
    assert first["types"] == "platform; reform"


def test_the_same_readings_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write_bundle(READINGS, tmp_path / name) for name in ("a.zip", "b.zip"))

    assert one.read_bytes() == other.read_bytes()
    moments = {entry.date_time for entry in zipfile.ZipFile(one).infolist()}
    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_a_bundle_of_nothing_is_a_bundle() -> None:
    described = json.loads(bundle([])["datapackage.json"])

    assert [one["name"] for one in described["resources"]] == list(LAYERS)
