"""`tiaoli export`: each format under the name that is asked for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.cli.export import Format
from pipeline.export import record
from tests.cli.conftest import Run
from tests.export.readings import TEXT, drafted, labelled, reading_of

WRITTEN = {
    "xliff": "{id}.xlf", "xliff12": "{id}.v12.xlf", "tmx": "{id}.tmx", "docx": "{id}.docx",
    "xlsx": "{id}.xlsx", "csv": "bilingual.csv", "tables": "datapackage.json",
    "markdown": "{id}.md",
    "akoma": "{id}.akn.xml", "spacy": "readings.spacy", "conll": "{id}.conllup", "ics": "{id}.ics",
    "json": "{id}.json",
}  # fmt: skip
READING = drafted(labelled(reading_of(TEXT)))


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return record.write(READING, tmp_path / "records").parent


@pytest.mark.parametrize("form", list(Format))
def test_every_format_is_written(form: Format, run: Run, records: Path, tmp_path: Path) -> None:
    done = run("export", records, "-f", form.value, "-o", tmp_path / "out")

    name = WRITTEN[form.value].format(id=READING.document.id)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "out" / name).stat().st_size > 100


@pytest.mark.parametrize("name", ["mine.ics", "mine.spacy", "mine.zip", "deep/mine.csv"])
def test_one_file_can_be_named(name: str, run: Run, records: Path, tmp_path: Path) -> None:
    form = {"zip": "tables"}.get(ending := name.rpartition(".")[2], ending)
    done = run("export", records, "-f", form, "-o", tmp_path / name)

    assert done.out.strip() == str(tmp_path / name)
    assert (tmp_path / name).is_file()


def test_a_record_is_the_file_that_was_named(run: Run, records: Path, tmp_path: Path) -> None:
    done = run("export", records, "-f", "json", "-o", tmp_path / "deep" / "mine.json")

    assert done.out.strip() == str(tmp_path / "deep" / "mine.json")
    assert record.load(tmp_path / "deep" / "mine.json") == READING
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["mine.json"]


@pytest.mark.parametrize("form", ["xliff", "json", "csv"])
def test_a_folder_may_have_a_full_stop_in_its_name(
    form: str, run: Run, records: Path, tmp_path: Path
) -> None:
    (folder := tmp_path / "plans.2024").mkdir()
    done = run("export", records, "-f", form, "-o", folder)

    name = WRITTEN[form].format(id=READING.document.id)
    assert (done.code, done.out.strip()) == (0, str(folder / name))


@pytest.mark.parametrize("name", ["all.docx", "all.DOCX"])
def test_several_readings_do_not_fit_one_file(
    name: str, run: Run, records: Path, tmp_path: Path
) -> None:
    (path,) = records.iterdir()
    path.with_name("other.json").write_bytes(path.read_bytes())
    done = run("export", records, "-f", "docx", "-o", tmp_path / name)

    assert done.code == 2
    assert "is one file, but there are 2 readings; name a folder" in done.err
    assert not (tmp_path / name).exists()


def test_a_record_that_is_named_twice_is_written_once(
    run: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (path,) = records.iterdir()
    done = run("export", records.name, path, path.relative_to(tmp_path), "-f", "tmx", "-o", "out")

    assert (done.code, len(done.out.splitlines())) == (0, 1)
    assert [one.name for one in (tmp_path / "out").iterdir()] == [f"{READING.document.id}.tmx"]


@pytest.mark.parametrize("form", list(Format))
def test_half_a_character_keeps_no_format_from_being_written(
    form: Format, run: Run, tmp_path: Path
) -> None:
    """JSON can escape one (\\ud83d), and no file in UTF-8 can hold it."""
    halved = drafted(reading_of("澜州市通知\n到2025年，培育企业\ud83d20家。\n"))
    record.write(halved, tmp_path / "records")
    done = run("export", tmp_path / "records", "-f", form.value, "-o", tmp_path / "out")

    assert (done.code, done.err) == (0, "")
    assert any((tmp_path / "out").iterdir())


def test_akoma_has_an_english_file_beside_it(run: Run, records: Path, tmp_path: Path) -> None:
    run("export", records, "-f", "akoma", "-o", tmp_path / "out")

    assert len(list((tmp_path / "out").glob("*.eng.xml"))) == 1


def test_tables_in_the_current_folder_get_a_folder_of_their_own(
    run: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("export", records, "-f", "tables")

    assert (tmp_path / "tables" / "clauses.csv").is_file()


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_an_id_that_leads_elsewhere_stays_in_the_folder(
    form: str, run: Run, records: Path, tmp_path: Path
) -> None:
    (path,) = records.iterdir()
    said = f'"id": "{READING.document.id}"'
    path.write_text(path.read_text("utf-8").replace(said, '"id": "../../up"', 1), "utf-8")
    done = run("export", path, "-f", form, "-o", tmp_path / "deep" / "out")

    assert done.code == 0
    assert [one.stem for one in (tmp_path / "deep" / "out").iterdir()] == ["_.._up"]


def test_no_format_takes_the_place_of_another(run: Run, records: Path, tmp_path: Path) -> None:
    written: list[Path] = []
    for form in Format:
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*")}
        run("export", records, "-f", form.value, "-o", tmp_path / "out")
        assert all(path.stat().st_mtime_ns == time for path, time in before.items()), form
        written += [path for path in (tmp_path / "out").glob("*") if path not in before]

    assert len(written) >= len(Format)


@pytest.mark.parametrize("form", ["xliff", "json", "tables"])
def test_two_readings_of_one_id_are_both_written(
    form: str, run: Run, records: Path, tmp_path: Path
) -> None:
    (path,) = records.iterdir()
    other = path.with_name("other.json")
    other.write_text(path.read_text("utf-8"), "utf-8")
    done = run("export", records, path, "-f", form, "-o", tmp_path / "out")

    name, ending = WRITTEN[form].rsplit("}", 1) if "}" in WRITTEN[form] else ("", "")
    assert done.code == 0
    if name:
        stems = {READING.document.id, f"{READING.document.id}-2"}
        assert {one.name for one in (tmp_path / "out").iterdir()} == {s + ending for s in stems}
    else:
        with (tmp_path / "out" / "documents.csv").open(encoding="utf-8-sig", newline="") as table:
            ids = [row["document"] for row in csv.DictReader(table)]
        assert ids == [READING.document.id, f"{READING.document.id}-2"]


def test_a_folder_without_records_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("export", tmp_path, "-f", "csv", "-o", tmp_path / "out")

    assert (done.code, done.out) == (2, "")
    assert "no records in" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["docx", "csv"])
def test_a_place_that_cannot_be_written_is_one_line(
    form: str, run: Run, records: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    done = run("export", records, "-f", form, "-o", tmp_path / "taken" / "out")

    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "taken" in done.err
