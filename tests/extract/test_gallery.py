"""What other tools are known to read wrong, read right: one row for each failure."""

from __future__ import annotations

import pytest

from pipeline.calendar import find
from pipeline.document import ClauseTree, Document
from pipeline.extract.quantities import quantities
from pipeline.numerals import english
from pipeline.segment import segment

Read = tuple[str, object, str, str]


def read(text: str) -> list[Read]:
    """The words, value, unit and comparator of every quantity of a sentence."""
    tree: ClauseTree = segment(Document("demo", text))
    return [(tree.document[q.span], q.value, q.unit, q.comparator) for q in quantities(tree)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("培育三十个特色街区。", [("三十个", 30, "个", "eq")], id="三十个 is no date"),
        pytest.param("惠及1500户农家。", [("1500户", 1500, "户", "eq")], id="1500户 is no year"),
        pytest.param("加快5G基站布局。", [], id="5G is no amount"),
        pytest.param("PM2.5年均浓度持续下降。", [], id="PM2.5年 is no duration"),
        pytest.param(
            "覆盖三分之一以上的社区。",
            [("三分之一以上", 0.3333, "", "ge")],
            id="三分之一 is no time",
        ),
        pytest.param("迎接建党一百年。", [], id="建党一百年 is no duration"),
        pytest.param(
            "占比提高14.5个百分点。",
            [("14.5个百分点", 14.5, "个百分点", "eq")],
            id="points are no %",
        ),
        pytest.param(
            "经济总量达到二十万亿元。",
            [("达到二十万亿元", 20_000_000_000_000, "元", "eq")],
            id="二十万亿 keeps its 亿",
        ),
        pytest.param(
            "安排1,100万元。", [("1,100万元", 11_000_000, "元", "eq")], id="a thousands separator"
        ),
        pytest.param("种植3万4000亩。", [("3万4000亩", 34000, "亩", "eq")], id="3万4000 is one"),
        pytest.param(
            "装机一千万千瓦。", [("一千万千瓦", 10_000_000, "千瓦", "eq")], id="千瓦 keeps its 千"
        ),
        pytest.param("按照1∶1的比例配套。", [("1∶1", 1, "", "eq")], id="1∶1 is one"),
        pytest.param("统一规划、统一标准。", [], id="统一 counts nothing"),
        pytest.param("一次性办结，推进一体化。", [], id="一次性 counts nothing"),
        pytest.param(
            "每区布局两三个站点。", [("两三个", (2, 3), "个", "range")], id="两三 is not 23"
        ),
        pytest.param(
            "不超过500万元。", [("不超过500万元", 5_000_000, "元", "le")], id="不超过 is at most"
        ),
        pytest.param("电压不高于380V。", [("不高于380V", 380, "V", "le")], id="不高于 is at most"),
        pytest.param(
            "规模达2.5万亿。",
            [("达2.5万亿", 2_500_000_000_000, "", "eq")],
            id="2.5万亿 is a number",
        ),
        pytest.param(
            "1.新建公园3座。2.改造桥梁5座。",
            [("3座", 3, "座", "eq"), ("5座", 5, "座", "eq")],
            id="numbering is no number",
        ),
        pytest.param("增长３．５％。", [("３．５％", 3.5, "％", "eq")], id="full width"),
    ],
)
def test_the_gallery(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


def test_a_year_end_is_a_day() -> None:
    assert [date.edtf for date in find("2027年底前建成", "2024")] == ["2027-12-31"]


def test_ninety_yi_is_nine_billion() -> None:
    forms = english(90 * 10**8)

    assert "9 billion" in forms
    assert "90 billion" not in forms
