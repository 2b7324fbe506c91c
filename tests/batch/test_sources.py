"""Everything that a batch takes as a source, and what a row of a table can override."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from pipeline.batch.sources import Item, items
from pipeline.batch.work import read_item, unpacked
from pipeline.settings import Settings
from tests.batch.pipelines import plain

ROWS = [
    {
        "id": "a",
        "text": "一、目标\n建成平台。",
        "title": "甲市计划",
        "issued": "2021-03",
        "place": "甲市",
        "genre": None,  # tables take their columns from the first row
    },
    {"id": "b", "text": "二、任务", "genre": "plan"},
]


def write_jsonl(path: Path) -> None:
    path.write_text("\n".join(json.dumps(row) for row in ROWS), "utf-8")


def write_xz(path: Path) -> None:
    path.write_bytes(lzma.compress("\n".join(map(json.dumps, ROWS)).encode()))


def write_csv(path: Path) -> None:
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["id", "text", "title", "issued", "place", "genre"])
        writer.writeheader()
        writer.writerows(ROWS)


def write_parquet(path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(ROWS), path)


def write_dataset(path: Path) -> None:
    datasets = pytest.importorskip("datasets")

    datasets.Dataset.from_list(ROWS).save_to_disk(str(path))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        pytest.param("rows.jsonl", write_jsonl, id="jsonl"),
        pytest.param("rows.jsonl.xz", write_xz, id="packed jsonl"),
        pytest.param("rows.csv", write_csv, id="csv"),
        pytest.param("rows.parquet", write_parquet, id="parquet"),
        pytest.param("rows", write_dataset, id="datasets folder"),
    ],
)
def test_a_table_of_texts(name: str, write: object, tmp_path: Path) -> None:
    assert callable(write)
    write(tmp_path / name)

    first, second = items([str(tmp_path / name)])

    assert first.name.endswith("#a")
    assert first.text == ROWS[0]["text"]
    assert first.facts == {"title": "甲市计划", "issued": "2021-03", "place": "甲市"}
    assert second.facts == {"genre": "plan"}


def test_a_manifest_names_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、目标", "utf-8")
    (tmp_path / "plans.csv").write_text("path,title\nplan.txt,乙市规划\n", "utf-8")

    (item,) = items([str(tmp_path / "plans.csv")])

    assert item == Item(
        str(tmp_path / "plan.txt"), path=str(tmp_path / "plan.txt"), facts={"title": "乙市规划"}
    )


def test_a_source_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、目标", "utf-8")

    assert len(list(items([str(tmp_path), str(tmp_path / "*.txt")]))) == 1


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        pytest.param("{", "row 1 is not JSON", id="broken line"),
        pytest.param("[1]", "row 1 is no JSON object", id="not an object"),
        pytest.param('{"body": "…"}', "neither words in a column 'text'", id="no such column"),
    ],
)
def test_a_bad_row_is_one_failure(line: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(line + '\n{"text": "二、任务"}\n', "utf-8")

    bad, good = items([str(tmp_path / "rows.jsonl")])

    assert fault in bad.fault
    assert good.text == "二、任务"


def test_facts_of_a_row_override_what_the_text_says() -> None:
    facts = {
        "title": "另题", "doc_number": "乙政发〔2020〕1号", "issuer": "甲局;乙局", "place": "乙市",
        "place_code": "999900", "place_level": "county", "genre": "notice", "issued": "2020",
    }  # fmt: skip
    outcome = read_item(
        Item("x", text="澜州市行动计划\n一、目标", facts=facts), plain(), Settings()
    )

    assert outcome.record is not None
    document = unpacked(outcome.record)["document"]
    assert document["place"] == {"name": "乙市", "code": "999900", "level": "county"}
    assert document["issuer"] == ["甲局", "乙局"]
    assert [document[name] for name in ("title", "doc_number", "genre", "issued")] == [
        "另题", "乙政发〔2020〕1号", "notice", "2020",
    ]  # fmt: skip


@pytest.mark.parametrize("fact", ["genre", "place_level"])
def test_a_fact_that_is_no_such_thing_fails_its_document(fact: str) -> None:
    outcome = read_item(Item("x", text="一、目标", facts={fact: "poem"}), plain(), Settings())

    assert outcome.record is None
    assert "'poem' is none of" in outcome.reason
