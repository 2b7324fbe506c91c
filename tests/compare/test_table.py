"""The table of indicators: units, measures, ranks, gaps and changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.compare.context import measure
from pipeline.compare.indicators import Ontology, normalise
from pipeline.compare.table import Row, changes, only_in, shared, stated
from pipeline.compare.table import tabulate as rows_of
from pipeline.compare.units import Amount, convert
from pipeline.document import Reading
from tests.compare.examples import linxi, read, wutong

ONTOLOGY = Ontology.load()


def tabulate(*readings: Reading) -> tuple[Row, ...]:
    said = [pair for n, reading in enumerate(readings) for pair in stated(n, reading, ONTOLOGY)]
    return rows_of(said, ONTOLOGY)


@pytest.mark.parametrize(
    ("name", "unit", "code"),
    [
        pytest.param("全社会研发经费占GDP比重", "%", "rd_intensity", id="share of GDP"),
        pytest.param("R&D经费投入强度", "%", "rd_intensity", id="English letters"),
        pytest.param("研发投入强度", "%", "rd_intensity", id="intensity"),
        pytest.param(
            "全社会研究与试验发展经费支出相当于地区生产总值的比例", "%", "rd_intensity",
            id="written out in full",
        ),
        pytest.param("全社会研发经费投入", "元", "rd_spending", id="an amount, no share"),
        pytest.param("新认定“高新技术企业”", "家", "high_tech_firms", id="a verb and quotes"),
        pytest.param("国家级高新技术企业总数", "户", "high_tech_firms", id="another counter"),
        pytest.param("单位GDP能耗", "%", "energy_intensity", id="energy by GDP"),
        pytest.param("万元地区生产总值能耗", "%", "energy_intensity", id="energy by 10,000 yuan"),
        pytest.param("全市生产总值", "元", "gdp", id="GDP of the city"),
        pytest.param("人均GDP", "元", "gdp_per_head", id="GDP per head is another thing"),
        pytest.param("PM2.5年均浓度", "微克/立方米", "pm25", id="PM2.5"),
    ],
)  # fmt: skip
def test_many_names_one_indicator(name: str, unit: str, code: str) -> None:
    assert ONTOLOGY(name, unit).key == code


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        pytest.param("规上工业企业研发投入强度", "%", id="of industrial firms only"),
        pytest.param("高新技术企业产值", "元", id="output of such firms"),
        pytest.param("数字经济核心产业专利", "件", id="patents of an industry"),
        pytest.param("高新技术企业", "平方公里", id="a unit that cannot be"),
    ],
)
def test_a_narrower_thing_is_no_known_indicator(name: str, unit: str) -> None:
    assert ONTOLOGY(name, unit).indicator is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("新建“口袋公园”", "口袋公园", id="verb and quotes"),
        pytest.param("新能源汽车产量", "新能源汽车产量", id="新 that belongs to the name"),
        pytest.param("规上工业增加值（含园区）", "规模以上工业增加值", id="short form, brackets"),
        pytest.param("建设", "建设", id="nothing but a verb stays"),
        pytest.param("", "", id="empty"),
    ],
)
def test_normalise(name: str, expected: str) -> None:
    assert normalise(name) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        pytest.param(3.0, "亩", Amount(2000.0, "area"), id="mu"),
        pytest.param(2.0, "公里", Amount(2000.0, "length"), id="kilometres"),
        pytest.param(12.0, "％", Amount(12.0, "share"), id="full-width percent"),
        pytest.param((5.0, 6.0), "%", Amount(5.0, "share", 6.0), id="range"),
        pytest.param(7.0, "户", Amount(7.0, "count"), id="a counter is a counter"),
        pytest.param(1.0, "美元", Amount(1.0, "dollars"), id="dollars are not yuan"),
        pytest.param(1.0, "斛", Amount(1.0, "斛"), id="unknown unit"),
    ],
)
def test_convert(value: float | tuple[float, float], unit: str, expected: Amount) -> None:
    assert convert(value, unit) == expected


def test_a_level_and_its_growth_are_two_rows() -> None:
    assert measure("level", "%") == "level"
    assert measure("increase", "个百分点") == "growth"
    assert measure("decrease", "%") == "reduction"
    assert measure("increase", "个") == "addition"


def row(rows: tuple[Row, ...], key: str) -> Row:
    return next(row for row in rows if row.key == key)


def test_one_row_for_two_names_ranked() -> None:
    rows = tabulate(linxi(), wutong())
    intensity = row(rows, "rd_intensity")

    assert [(cell.source, cell.value, cell.deadline) for cell in intensity.ranked()] == [
        (1, 4.0, "2027"), (0, 3.5, "2025"),
    ]  # fmt: skip
    assert intensity.english == "R&D expenditure as a share of GDP"
    assert [cell.name for cell in intensity.cells] == ["全社会研发经费占GDP比重", "研发投入强度"]


def test_less_is_better_where_it_is() -> None:
    dirty = read("到2025年，PM2.5年均浓度控制在35微克/立方米以内。", "a", "甲市")
    clean = read("到2025年，PM2.5年均浓度控制在28微克/立方米以内。", "b", "乙市")
    ranked = row(tabulate(dirty, clean), "pm25").ranked()

    assert [cell.source for cell in ranked] == [1, 0]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("研发经费年均增长9%以上", id="growth as a verb"),
        pytest.param("全社会研究与试验发展经费（R&D）年均增幅9%以上", id="growth in the name"),
    ],
)
def test_a_share_belongs_to_what_was_named_before(words: str) -> None:
    text = f"到2030年，{words}、占地区生产总值比重达到3.8%。"
    rows = tabulate(read(text, "a", "甲市"))

    assert [cell.value for cell in row(rows, "rd_intensity").cells] == [3.8]
    assert ONTOLOGY("占地区生产总值比重", "%").key == ""


def test_not_stated_is_a_finding() -> None:
    rows = tabulate(linxi(), wutong())

    assert row(rows, "forest_cover").missing(2) == (0,)
    assert {r.key for r in only_in(rows, 0, 2)} >= {"charging_points"}
    assert {r.key for r in shared(rows)} == {"rd_intensity", "high_tech_firms"}


def test_changes_between_two_documents_of_one_place() -> None:
    old = read("到2025年，高新技术企业达到500家，森林覆盖率达到40%，学位新增3000个。", "a", "甲市")
    new = read("到2030年，高新技术企业达到900家，森林覆盖率达到38%，充电桩达到600个。", "b", "甲市")
    said = {change.row.key: change.verdict for change in changes(tabulate(old, new), 0, 1)}

    assert said["high_tech_firms"] == "raised"
    assert said["forest_cover"] == "lowered"
    assert said["charging_points"] == "new"
    assert said["school_places"] == "dropped"


def test_an_indicator_of_ones_own_is_asked_first(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[indicator]]\ncode = "parks"\nname = "口袋公园"\nenglish = "pocket parks"\n'
        'unit = "个"\nbetter = "more"\nmust = ["口袋公园"]\n',
        "utf-8",
    )

    assert Ontology.load(own)("新建口袋公园", "个").key == "parks"
    assert Ontology.load()("新建口袋公园", "个").key == "口袋公园"
