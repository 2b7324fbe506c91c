"""Everything that a batch takes as a source, and what a row of a table can override."""

from __future__ import annotations

import json
import lzma
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.facts import facts_of, with_facts
from pipeline.batch.sources import Item, items
from pipeline.batch.work import NAME, failure, read_item, unpacked
from pipeline.document import Document, Place
from pipeline.settings import Read, Settings
from tests.batch.pipelines import plain

ROWS: list[dict[str, Any]] = [
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
        str(tmp_path / "plan.txt"),
        path=str(tmp_path / "plan.txt"),
        facts={"title": "乙市规划"},
        own=str(tmp_path / "plan.txt"),
    )


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


@pytest.mark.parametrize("fact", ["genre", "place_level", "issued"])
def test_a_word_that_is_no_such_fact_is_left_out_with_a_warning(
    fact: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert facts_of({fact: f"poem {fact}", "title": "甲市计划"}) == {"title": "甲市计划"}
    assert f"{fact} 'poem {fact}' is left out" in caplog.text


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param({"issued": "2021/3/5"}, {"issued": "2021-03-05"}, id="a date of Excel"),
        pytest.param({"issued": "2021年11月"}, {"issued": "2021-11"}, id="a Chinese date"),
        pytest.param({"issued": date(2021, 3, 5)}, {"issued": "2021-03-05"}, id="a date"),
        pytest.param({"title": float("nan")}, {}, id="an empty cell by way of pandas"),
        pytest.param(
            {"place": {"name": "乙市", "code": None, "level": "city"}},
            {"place": "乙市", "place_level": "city"},
            id="a place of the public record",
        ),
    ],
)
def test_facts_in_the_forms_that_tables_have(
    row: dict[str, object], expected: dict[str, str]
) -> None:
    assert facts_of(row) == expected


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param("成都", Place("成都市", "510100", "city"), id="a short name"),
        pytest.param("全国", Place("全国", None, "central"), id="the nation"),
        pytest.param("澜州市", Place("澜州市", None, "city"), id="an invented city"),
    ],
)
def test_a_place_gets_its_code_from_the_gazetteer(name: str, place: Place) -> None:
    assert with_facts(Document("x", "一、目标"), {"place": name}).place == place


def test_rows_with_the_same_id_are_two_items_and_a_broken_table_ends_in_a_fault(
    tmp_path: Path,
) -> None:
    packed = lzma.compress("\n".join(map(json.dumps, ROWS * 3000)).encode())
    (tmp_path / "rows.jsonl.xz").write_bytes(packed[: len(packed) - 60])

    found = list(items([str(tmp_path / "rows.jsonl.xz")]))

    assert "cannot be read" in found[-1].fault
    assert not any(item.fault for item in found[:-1])


def test_a_line_over_the_limit_is_a_fault_and_the_next_is_read(tmp_path: Path) -> None:
    long = json.dumps({"text": "路" * 4000}, ensure_ascii=False)
    (tmp_path / "rows.jsonl").write_text(long + '\n{"text": "二、任务"}\n', "utf-8")

    bad, good = items([str(tmp_path / "rows.jsonl")], limits=Read(max_bytes=5000))

    assert "row 1 is over the limit of 5,000 bytes" in bad.fault
    assert good.text == "二、任务"


def test_a_csv_of_a_chinese_excel(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes("id,text\na,一、目标\n".encode("gb18030"))

    assert [item.text for item in items([str(tmp_path / "rows.csv")])] == ["一、目标"]


def test_object_storage_is_listed_with_versions(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "plan.txt").write_text("一、目标", "utf-8")
    (tmp_path / "notes.xyz").write_text("x", "utf-8")

    (item,) = items([f"file://{tmp_path}"])
    (same,) = items([f"file://{tmp_path}/*/*.txt"])

    assert item == same
    assert item.path == f"file://{tmp_path}/a/plan.txt"
    assert item.content(Read()).decode() == "一、目标"
    (tmp_path / "a" / "plan.txt").write_text("二、更多任务", "utf-8")
    assert next(items([f"file://{tmp_path}"])).key("s") != item.key("s")


def test_half_a_character_of_json_is_replaced() -> None:
    outcome = read_item(Item("x", text="一、目标\ud83d"), plain(), Settings())

    assert outcome.record is not None
    assert unpacked(outcome.record)["document"]["text"] == "一、目标\ufffd"


def test_the_reason_of_a_failure_holds_no_part_of_a_path() -> None:
    # The name is the end of the path: taken out first, it would leave the folders.
    for _ in range(20):
        item = Item(name="plan.pdf", path="/home/someone/plan.pdf")
        found = failure(item, "ReadError", "/home/someone/plan.pdf is a scan: see plan.pdf")
        assert found.reason == f"{NAME} is a scan: see {NAME}"
