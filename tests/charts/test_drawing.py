"""Charts as files: what can be opened with other programs, and what the fonts allow."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("vl_convert")
pytest.importorskip("faiss")
pytest.importorskip("scipy")

from pipeline.charts.drawing import Chart, has_chinese, png, svg, table, write
from pipeline.pages.comparison import charts
from tests.pages.comparisons import compared

NAMES = ["indicators", "types", "specificity", "firmness", "similarity", "words"]


@pytest.fixture(scope="module")
def made() -> tuple[Chart, ...]:
    return charts(compared(), language="zh")


def test_every_part_with_figures_has_its_chart(made: tuple[Chart, ...]) -> None:
    assert [chart.name for chart in made] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_drawn_with_its_words(made: tuple[Chart, ...], name: str) -> None:
    drawn = svg(next(chart for chart in made if chart.name == name))
    root = ElementTree.fromstring(drawn)
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}

    if name == "words":
        assert {"科研仪器", "夜间经济"} <= words
    else:
        assert "临溪市 2021" in words
    if name == "indicators":
        assert {"研发投入强度", "3.5% · 2025", "未提及"} <= words


@pytest.mark.parametrize("name", NAMES)
def test_marks_lead_to_their_clauses_in_a_page_alone(made: tuple[Chart, ...], name: str) -> None:
    chart = next(chart for chart in made if chart.name == name)
    addresses = re.findall(r'href="([^"]*)"', svg(chart, linked=True))

    assert addresses
    assert all(re.fullmatch(r"#o\d+", address) for address in addresses)
    assert "href" not in svg(chart)


def test_not_stated_is_a_row_of_the_table(made: tuple[Chart, ...]) -> None:
    rows = next(chart for chart in made if chart.name == "indicators").rows
    piles = {row["document"]: row for row in rows if row["indicator"] == "充电桩"}

    assert piles["临溪市 2021"]["value"] == 5000
    assert not piles["梧桐市 2023"]["stated"]
    assert piles["梧桐市 2023"]["value"] is None


def test_files_can_be_read_by_others(made: tuple[Chart, ...], tmp_path: Path) -> None:
    written = write(made[:1], tmp_path)
    endings = {path.name.removeprefix("indicators") for path in written}
    lines = (tmp_path / "indicators.csv").read_text("utf-8-sig").splitlines()
    specification = json.loads((tmp_path / "indicators.vl.json").read_text("utf-8"))

    assert endings == {".svg", ".csv", ".vl.json"} | ({".png"} if has_chinese() else set())
    assert len(list(csv.DictReader(lines))) == len(made[0].rows)
    assert len(specification["data"]["values"]) == len(made[0].drawn)
    assert "href" not in json.dumps(specification)
    if has_chinese():
        assert (tmp_path / "indicators.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_has_two_pixels_to_a_unit() -> None:
    drawn = png('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>')

    assert (int.from_bytes(drawn[16:20]), int.from_bytes(drawn[20:24])) == (60, 40)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param("=HYPERLINK(1)", "'=HYPERLINK(1)", id="a formula"),
        pytest.param("@SUM", "'@SUM", id="another"),
        pytest.param(-3.5, "-3.5", id="a number below nought"),
        pytest.param('a,"b"', '"a,""b"""', id="what must be quoted"),
        pytest.param(None, '""', id="nothing"),
    ],
)
def test_cells(value: object, cell: str) -> None:
    assert table([{"a": value}]) == f"a\r\n{cell}\r\n"
