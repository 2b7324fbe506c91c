"""What the words about a figure tell of its row."""

from __future__ import annotations

import pytest

from pipeline.compare.context import Around, gap, part, row_of, stage, work
from pipeline.compare.differences import differences
from pipeline.compare.indicators import Ontology
from pipeline.compare.table import stated
from pipeline.document import Clause, Document, Reading, Span
from tests.compare.examples import read

ONTOLOGY = Ontology.load()


def keys(text: str) -> list[tuple[str, str, float]]:
    """Indicator, measure and value of every figure that a text states."""
    reading = read(text, "a", "甲市")
    return [(key[0], key[1], cell.value) for key, cell in stated(0, reading, ONTOLOGY)]


def longest(reading: Reading) -> Clause:
    return max(reading.tree, key=lambda clause: len(clause.span))


@pytest.mark.parametrize(
    ("before", "told"),
    [
        pytest.param("桃湾景区全年接待", "桃湾景区", id="a part of the place"),
        pytest.param("省属企业完成投资9亿元、", "省属企业", id="the subject of the list"),
        pytest.param("做强家具产业规上工业企业5家，实现", "家具产业", id="of the phrase before"),
        pytest.param("国有企业创新更加活跃，", "国有企业", id="firms of one kind"),
        pytest.param("实施亿元以上", "亿元以上", id="of one size"),
        pytest.param("引进3个总投资超百亿元的", "超百亿元的", id="of one size, told at length"),
        pytest.param("全市", "", id="the whole"),
        pytest.param("高新技术企业达到300家，", "", id="firms that are counted, no subject"),
    ],
)  # fmt: skip
def test_whose_figure_it_is(before: str, told: str) -> None:
    assert part(before).endswith(told)
    assert bool(part(before)) == bool(told)


@pytest.mark.parametrize(
    ("unit", "after", "expected"),
    [
        pytest.param("个百分点", "，高于全省平均", True, id="from another place"),
        pytest.param("个百分点", "增长6%，比全国高", True, id="from the country"),
        pytest.param("个百分点", "比上年提高", False, id="a rise"),
        pytest.param("万亩", "达到68万亩，超省定任务", True, id="over what was asked"),
        pytest.param("亿元", "超", False, id="more than a round number"),
    ],
)
def test_a_distance_is_no_value(unit: str, after: str, expected: bool) -> None:
    assert gap(unit, after) is expected


@pytest.mark.parametrize(
    ("name", "near", "after", "unit", "expected"),
    [
        pytest.param("公园", "改造", "", "个", "更新", id="renewed"),
        pytest.param("公园", "新建改造", "", "个", "", id="both"),
        pytest.param("供水管网", "新建改造", "", "公里", "更新", id="pipes are both at once"),
        pytest.param("老旧管网", "改造", "", "公里", "", id="what is worn can only be renewed"),
        pytest.param(
            "农村公路", "新建", "9公里、提质", "公里", "更新", id="the verb by the figure"
        ),
        pytest.param("公园绿地率", "提升", "", "%", "", id="a share is not built"),
    ],
)
def test_built_or_renewed(name: str, near: str, after: str, unit: str, expected: str) -> None:
    assert work(name, near + name, after, unit) == expected


def test_how_far_projects_have_come() -> None:
    assert stage("签约工业项目", "60个、开工") == "开工"
    assert stage("开工棚户区改造") != stage("建成棚户区改造")
    assert stage("老旧小区改造项目") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "城乡居民人均可支配收入分别增长5%、7%。",
            [("income_urban", "growth", 5.0), ("income_rural", "growth", 7.0)],
            id="of towns and of villages",
        ),
        pytest.param(
            "金融机构存贷款余额分别增长8%、9%。",
            [("金融机构存款余额", "growth", 8.0), ("金融机构贷款余额", "growth", 9.0)],
            id="deposits and loans",
        ),
    ],
)
def test_figures_of_one_shared_name(text: str, expected: list[tuple[str, str, float]]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "新增经营主体3万户、增长20%。", "经营主体总量30万户、增长5%。", id="growth of what came"
        ),
        pytest.param(
            "甲牌汽车销量9万辆、出口增长60%。", "全市出口增长8%。", id="exports of a firm"
        ),
        pytest.param("12个总投资超十亿元的工业项目开工。", "30个工业项目开工。", id="of one size"),
    ],
)
def test_rows_apart(one: str, other: str) -> None:
    assert not {row[:2] for row in keys(one)} & {row[:2] for row in keys(other)}


def test_figures_that_no_name_tells_apart_are_left_out() -> None:
    assert keys("“竹木三宝”出口分别增长4%、5%和6%。") == []


def test_what_stands_between_a_figure_and_its_name_belongs_to_the_name() -> None:
    text = "推动12个总投资超十亿元的工业项目开工。"
    document = Document("a", text)
    start, figure = text.index("工业项目"), text.index("12个")
    around = Around.of(document, Span(start, start + 4), Span(figure, figure + 3))

    assert around == Around("推动", "总投资超十亿元的", "", "开工")


def test_what_the_counted_have_attained_is_another_row() -> None:
    attained = row_of(ONTOLOGY, "高新技术企业", "家", "level", Around(behind="入选省级名单"))

    assert attained[0] != row_of(ONTOLOGY, "高新技术企业", "家", "level", Around())[0]


@pytest.mark.parametrize(
    "name", ["入驻企业", "各类补助资金", "总装机容量", "区县", "耕地和", "企业占比"]
)
def test_names_that_name_nothing(name: str) -> None:
    assert ONTOLOGY(name, "个").key == ""


def test_those_that_came_differ_from_all_there_are() -> None:
    here = read("全市新登记经营主体3万户。", "a", "甲市")
    there = read("全市经营主体达到30万户。", "b", "乙市")
    found = differences(here, longest(here), there, longest(there), ONTOLOGY)
    figures = {(d.here, d.there) for d in found if d.aspect == "figure"}

    assert figures == {("新登记经营主体 3万户", ""), ("", "经营主体 达到30万户")}
