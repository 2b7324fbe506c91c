"""Pairs of indicator names, labelled by reading: are they names of one thing?

`indicator_pairs.tsv` holds names and units as documents write them, no sentences. The pairs were
drawn among names that look alike, so most of the easy ones are missing on purpose. The second set
was drawn by how often names are used and labelled after the rules were written for the first.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.compare.indicators import Ontology
from pipeline.compare.linking import merge, same_name

ONTOLOGY = Ontology.load()


def linked(name: str, unit: str, other: str, other_unit: str) -> bool:
    one, two = ONTOLOGY(name, unit), ONTOLOGY(other, other_unit)
    if one.indicator or two.indicator:
        return one.key == two.key
    return bool(one.key and two.key) and same_name(one.key, two.key)


@pytest.mark.parametrize(
    ("chosen", "precision", "recall"),
    [
        pytest.param("first", 0.95, 0.68, id="names that look alike"),
        pytest.param("second", 0.95, 0.80, id="names by frequency"),
    ],
)
def test_labelled_pairs(chosen: str, precision: float, recall: float) -> None:
    with (Path(__file__).parent / "indicator_pairs.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["set"] == chosen]
    said = [
        (linked(r["name"], r["unit"], r["other"], r["other_unit"]), r["same"] == "1") for r in rows
    ]
    both = sum(one and two for one, two in said)

    assert len(rows) >= 290
    assert both / sum(one for one, _ in said) >= precision
    assert both / sum(two for _, two in said) >= recall


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("省级示范村", "市级示范村", id="levels"),
        pytest.param("百亿级企业", "十亿级企业", id="sizes"),
        pytest.param("供水管网", "排水管网", id="one character tells"),
        pytest.param("死亡人数", "受伤人数", id="opposites"),
        pytest.param("智能工厂", "智能车间", id="places"),
    ],
)
def test_what_tells_one_kind_from_another(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_merging_keeps_the_first_name() -> None:
    names = ["保交楼", "口袋公园", "保交楼任务按期", "供水管网", "排水管网"]

    assert merge(names) == {name: name for name in names} | {"保交楼任务按期": "保交楼"}
