"""Files are read as they come; one that is hostile to its parser is a failure of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.fault import BatchError
from pipeline.batch.pool import Pool
from pipeline.document import Findings
from pipeline.export import record
from pipeline.flow import Pipeline
from pipeline.read import read_text
from tests.batch import pipelines
from tests.web.conftest import DECISION, Bench, Start


def test_a_dropped_file_is_read(bench: Bench, folder: Path) -> None:
    id_ = bench.add("决定.txt", DECISION)

    found = bench.state(id_)
    assert (found["state"], found["title"]) == ("read", "中共澜州市委关于建设科技创新中心的决定")
    assert (folder / "决定.txt").read_text("utf-8") == DECISION
    assert bench.workbench.reading(id_) == Pipeline()(read_text(DECISION, source="决定.txt"))
    assert str(folder) not in bench.get(f"/documents/{id_}/record.json").text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.txt", b"", "empty", id="empty"),
        pytest.param("a.pdf", b"%PDF-1.7 broken", "a.pdf", id="a broken PDF"),
        pytest.param("a.docx", b"PK\x03\x04 broken", "a.docx", id="a broken package"),
        pytest.param("a.txt", b"\x89PNG\r\n", "image", id="an image that lies"),
        pytest.param("a.txt", b"\x00\x01\x02\x03" * 99, "a.txt", id="binary"),
    ],
)
def test_what_cannot_be_read_says_why(
    name: str, content: bytes, reason: str, bench: Bench, folder: Path
) -> None:
    found = bench.state(bench.add(name, content))

    assert found["state"] == "failed"
    assert reason in found["reason"]
    assert str(folder) not in found["reason"]
    page = bench.get("/").text
    assert "failed" in page


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("睡", "takes over 5 s", id="hangs"),
        pytest.param("忆", "memory", id="eats memory"),
        pytest.param("错", "a bug", id="trips over a bug"),
    ],
)
def test_a_parser_in_trouble_costs_one_document(words: str, reason: str, start: Start) -> None:
    bench = start(make=pipelines.fragile, seconds=5)

    failed, fine = bench.add("bad.txt", words), bench.add("good.txt", DECISION)

    assert bench.state(failed)["state"] == "failed"
    assert reason in bench.state(failed)["reason"]
    assert bench.state(fine)["state"] == "read"
    assert bench.workbench.progress()["reading"] == []


def test_new_workers_read_the_next_file_after_all_have_failed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, failures = Pool.run, iter([BatchError("no worker starts")])

    def run(pool: Pool, jobs: Any) -> Any:
        for failure in failures:
            raise failure
        return whole(pool, jobs)

    monkeypatch.setattr(Pool, "run", run)
    first, second = bench.add("a.txt", DECISION), bench.add("b.txt", DECISION)

    assert "no worker starts" in bench.state(first)["reason"]
    assert bench.state(second)["state"] == "read"


def test_a_failed_document_is_tried_again(start: Start, folder: Path) -> None:
    bench = start(make=pipelines.fragile)
    id_ = bench.add("a.txt", "错")

    (folder / "a.txt").write_text(DECISION, "utf-8")
    assert bench.post(f"/api/documents/{id_}/again").status_code == 200
    bench.until(lambda: bench.state(id_)["state"] == "read")


def test_the_folder_is_looked_through_again(bench: Bench, folder: Path) -> None:
    kept, changed = bench.add("kept.txt", DECISION), bench.add("changed.txt", DECISION)
    gone = bench.add("gone.txt", DECISION)
    (folder / "gone.txt").unlink()
    (folder / "changed.txt").write_text("澜州市人民政府通知\n一、新的任务", "utf-8")
    (folder / "new.md").write_text(DECISION, "utf-8")

    bench.post("/api/look")

    bench.until(lambda: bench.workbench.progress()["waiting"] == 0)
    assert bench.get(f"/api/documents/{gone}").status_code == 404
    assert "新的任务" in bench.get(f"/documents/{changed}").text
    assert "新的任务" in bench.get("/search?q=新的任务").text
    assert bench.get("/documents/new").status_code == 200
    assert bench.get(f"/documents/{kept}").status_code == 200


def test_words_of_a_later_version_are_shown_as_they_are(bench: Bench, folder: Path) -> None:
    path = record.write(Pipeline()(read_text(DECISION, source="plan.txt")), folder)
    words = path.read_text("utf-8").replace('"comparator": "gt"', '"comparator": "over"')
    assert '"over"' in words
    path.write_text(words, "utf-8")
    bench.post("/api/look")
    bench.until(lambda: bench.state("plan")["state"] == "read")

    assert "<td>over</td>" in bench.get("/documents/plan/coding").text


def test_a_record_that_changes_is_shown_as_it_is_now(bench: Bench, folder: Path) -> None:
    reading = Pipeline()(read_text(DECISION, source="plan.txt"))
    path = record.write(reading, folder)
    bench.post("/api/look")
    bench.until(lambda: bench.state("plan")["state"] == "read")
    assert len(bench.workbench.reading("plan").findings.quantities) > 0

    record.write(replace(reading, findings=Findings()), path.parent)
    bench.post("/api/look")
    bench.until(lambda: bench.state("plan")["state"] == "read")
    assert bench.workbench.reading("plan").findings == Findings()


def test_nothing_is_read_twice(start: Start, folder: Path) -> None:
    (folder / "a.txt").write_text(DECISION, "utf-8")
    first = start()
    first.until(lambda: first.state("a")["state"] == "read")
    before = first.workbench.shelf.entry("a")

    again = start(make=_never)

    assert again.workbench.shelf.entry("a") == before
    assert "高新技术企业" in again.get("/documents/a").text


def _never() -> Pipeline:
    """A pipeline of the same signature that cannot read anything."""
    return Pipeline(segment=lambda document: 1 / 0)  # type: ignore[arg-type, return-value]


def test_another_version_reads_everything_again(start: Start, folder: Path) -> None:
    (folder / "a.txt").write_text(DECISION, "utf-8")
    first = start()
    first.until(lambda: first.state("a")["state"] == "read")

    again = start(make=pipelines.fragile)

    again.until(lambda: again.state("a")["signature"] == "fragile")
    assert again.workbench.reading("a").signature == "fragile"


def test_records_are_served_without_being_read_again(start: Start, folder: Path) -> None:
    reading = Pipeline()(read_text(DECISION, source="决定.txt"))
    record.write(reading, folder)

    bench = start(make=_never)

    bench.until(lambda: bench.state("决定")["state"] == "read")
    assert bench.workbench.reading("决定") == reading


def test_a_broken_record_says_so(start: Start, folder: Path) -> None:
    (folder / "r.json").write_text('{"schema": "tiaoli.reading/1", "units": []}', "utf-8")

    bench = start()

    bench.until(lambda: bench.state("r")["state"] == "failed")
    assert "incomplete" in bench.state("r")["reason"]
    assert str(folder) not in bench.state("r")["reason"]


def test_two_files_of_one_name_are_two_documents(bench: Bench, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(DECISION, "utf-8")
    (folder / "a.md").write_text(DECISION, "utf-8")

    bench.post("/api/look")

    ids = {entry.id for entry in bench.workbench.shelf.entries()}
    assert ids == {"a", "a-2"}


def test_a_stopped_workbench_takes_up_where_it_was(start: Start, folder: Path) -> None:
    for number in range(6):
        (folder / f"{number}.txt").write_text(DECISION, "utf-8")
    bench = start(make=pipelines.slow)
    bench.until(lambda: bench.workbench.progress()["read"] > 0)
    bench.workbench.readers.stop()
    assert bench.workbench.progress()["read"] < 6

    again = start(make=pipelines.slow)

    again.until(lambda: again.workbench.progress()["read"] == 6)
    assert again.workbench.progress()["failed"] == 0
