"""What a comparison writes: the promised lines, the record, tables, a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from pipeline.compare.results import Comparison
from pipeline.export import comparison as export
from pipeline.export.comparison_report import COLUMNS, report
from tests.compare.examples import LINXI, comparer, linxi, read, wutong


@pytest.fixture(scope="module")
def found() -> Comparison:
    return comparer()(linxi(), [wutong()])


def test_a_line_for_every_clause(found: Comparison, tmp_path: Path) -> None:
    export.write(found, tmp_path)
    lines = (tmp_path / "counterparts.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    own, other = linxi(), wutong()

    assert [row["clause"] for row in rows] == [clause.id for clause in own.tree]
    assert all(row.keys() == {"clause", "span", "matches"} for row in rows)
    for match in rows[-1]["matches"]:
        assert match.keys() == {"doc", "span", "score"}
        assert match["doc"] == other.document.sha256
        assert match["span"] in [[c.span.start, c.span.end] for c in other.tree]


def test_at_most_fifty_matches_best_first(found: Comparison) -> None:
    for row in export.counterpart_rows(found):
        scores = [match["score"] for match in row["matches"]]
        assert len(scores) <= 50
        assert scores == sorted(scores, reverse=True)


def test_the_record_is_plain_json(found: Comparison) -> None:
    record = json.loads(json.dumps(export.to_record(found)))

    assert record["schema"] == "tiaoli.comparison/1"
    assert {row["key"] for row in record["indicators"]} >= {"rd_intensity", "forest_cover"}
    assert record["emphasis"][0]["sentences"] > 0
    assert len(record["likeness"]) == len(record["others"]) == 1


def test_the_tables_hold_the_same_facts(found: Comparison, tmp_path: Path) -> None:
    from pyarrow import parquet

    export.write(found, tmp_path)
    cells = parquet.read_table(tmp_path / "indicators.parquet").to_pylist()
    intensity = {row["place"]: row for row in cells if row["indicator"] == "rd_intensity"}
    matches = parquet.read_table(tmp_path / "counterparts.parquet").num_rows

    assert intensity["梧桐市"]["rank"] == 1
    assert intensity["临溪市"]["value"] == 3.5
    assert matches == sum(len(item.matches) for item in found.counterparts)


def test_the_report_says_who_promises_what(found: Comparison, tmp_path: Path) -> None:
    export.write(found, tmp_path)
    said = (tmp_path / "report.md").read_text("utf-8")

    assert "| 研发投入强度 | 达到3.5% (2025) | 达到4%以上 (2027) |" in said
    assert "not stated" in said
    assert "## Nearest clauses elsewhere" in said
    assert "deadline: 2025 ↔ 2027" in said


def test_the_report_shows_those_who_promise_the_same(tmp_path: Path) -> None:
    silent = [
        read(
            f"{name}市通知\n到2025年，新建口袋公园{10 + len(name)}个。\n",
            name,
            f"{name}市",
        )
        for name in ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛")
    ]
    said = report(comparer()(linxi(), [*silent, wutong()]))

    header = next(line for line in said.splitlines() if line.startswith("| indicator"))
    assert header.startswith("| indicator | 临溪市 2021 |")
    assert "梧桐市 2023" in header
    assert header.count("|") == 2 + COLUMNS


def test_the_report_groups_documents_that_are_alike(tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    twin = read(LINXI.replace("临溪", "云溪"), "yunxi", "云溪市", "2022")
    said = report(comparer()(linxi(), [wutong(), twin]))

    assert any(
        line in said
        for line in (
            "Groups by similarity: 梧桐市 2023; 临溪市 2021, 云溪市 2022.",
            "Groups by similarity: 梧桐市 2023; 云溪市 2022, 临溪市 2021.",
            "Groups by similarity: 临溪市 2021, 云溪市 2022; 梧桐市 2023.",
            "Groups by similarity: 云溪市 2022, 临溪市 2021; 梧桐市 2023.",
        )
    )
