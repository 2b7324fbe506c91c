"""A dataset is served as it is: nothing is read again, and the readings are those of the batch."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra `data` is not installed")

from pipeline.batch import Limits, Plan, run
from pipeline.document import Draft, Label
from pipeline.export.record import to_record
from pipeline.flow import Pipeline
from pipeline.read import read_text
from pipeline.settings import Settings
from pipeline.web.dataset import Dataset
from tests.web.conftest import DECISION, opened

OTHER = "云岫市支持生物制造产业若干措施\n第一条 对企业给予5%—10%的补助，最高500万元。\n"


def labelled() -> Pipeline:
    """Segments and extracts, and gives every clause a type and a draft."""
    return Pipeline(
        classify=lambda tree: tuple(
            Label(clause.id, ("finance", "green"), {"finance": 0.75, "green": 0.5, "none": 0.25})
            for clause in tree
        ),
        translate=lambda tree: tuple(
            Draft(clause.id, "In English.", "model", 0.5) for clause in tree
        ),
        signature="labelled",
    )


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sources = tmp_path_factory.mktemp("sources")
    (sources / "a.txt").write_text(DECISION, "utf-8")
    (sources / "b.txt").write_text(OTHER, "utf-8")
    (sources / "c.txt").write_text(" ", "utf-8")
    made = tmp_path_factory.mktemp("dataset")
    plan = Plan((str(sources),), made, limits=Limits(30.0, 1_500_000_000))
    run(plan, Settings(), make=labelled)
    return made


def test_the_readings_are_those_of_the_batch(dataset: Path) -> None:
    for id_, text in (("a", DECISION), ("b", OTHER)):
        found = Dataset(dataset).reading(id_)
        assert found is not None
        wanted = labelled()(read_text(text, source=found.document.source))
        assert to_record(found) == to_record(wanted)


def test_the_dataset_is_listed_searched_and_opened(dataset: Path) -> None:
    with opened(dataset) as bench:
        bench.until(lambda: bench.workbench.progress()["read"] == 2)
        bench.until(lambda: bench.workbench.progress()["failed"] == 1)

        assert "is empty; check that it was saved" in bench.get("/").text
        assert "最高" in bench.get("/search?q=补助&type=green").text
        assert "500万元" in bench.get("/documents/b").text
        assert bench.get("/documents/c").status_code == 404
        refused = bench.post("/api/documents?name=d.txt", content=b"x")
        assert (refused.status_code, "dataset" in refused.json()["detail"]) == (422, True)


def test_a_dataset_that_is_on_the_shelf_is_not_put_there_again(dataset: Path) -> None:
    with opened(dataset) as bench:
        bench.until(lambda: bench.workbench.shelf.fact("dataset") != "")
        with bench.workbench.shelf.database.writing() as db:
            db.execute("UPDATE documents SET title = 'kept' WHERE id = 'a'")

    with opened(dataset) as again:
        assert again.workbench.entry("a").title == "kept"

        (dataset / "manifest.json").write_text(
            (dataset / "manifest.json").read_text("utf-8") + "\n", "utf-8"
        )
    with opened(dataset) as changed:
        version = Dataset(dataset).version
        changed.until(lambda: changed.workbench.shelf.fact("dataset") == version)
        assert changed.workbench.entry("a").title != "kept"


def test_drafts_of_a_dataset_are_edited(dataset: Path) -> None:
    with opened(dataset) as bench:
        bench.until(lambda: bench.workbench.progress()["read"] == 2)
        start = bench.start_of("a", "高新技术企业")

        kept = bench.put(f"/api/documents/a/clauses/{start}/draft", english="Mine.", base=0)

        assert kept.json()["version"] == 1
        assert "Mine." in bench.get("/documents/a/drafts").text
        assert "In English." in bench.get("/documents/a/drafts").text
