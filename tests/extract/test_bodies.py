from __future__ import annotations

import pytest

from pipeline.document import Document, Place
from pipeline.extract.bodies import bodies, resolved
from pipeline.segment import segment

CITY = Place("云川市", "990100", "city")


def named(text: str, place: Place | None = None) -> list[tuple[str, str]]:
    return [(body.name, body.role) for body in bodies(segment(Document("demo", text, place=place)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "加快建设。（责任单位：市科技局、市财政局）",
            [("市科技局", "responsible"), ("市财政局", "responsible")],
            id="责任单位",
        ),
        pytest.param(
            "加快建设。（牵头单位：市科技局；配合单位：市财政局，各区人民政府）",
            [("市科技局", "lead"), ("市财政局", "cooperating"), ("各区人民政府", "cooperating")],
            id="牵头单位 and 配合单位",
        ),
        pytest.param(
            "加快建设。（市科技局牵头，市财政局、市商务局等配合）",
            [("市科技局", "lead"), ("市财政局", "cooperating"), ("市商务局", "cooperating")],
            id="by the verb",
        ),
        pytest.param(
            "加快建设。（市科技局、市财政局按职责分工负责）",
            [("市科技局", "responsible"), ("市财政局", "responsible")],
            id="按职责分工负责",
        ),
        pytest.param(
            "加快建设。（责任单位：市科技局，\n市财政局）",
            [("市科技局", "responsible"), ("市财政局", "responsible")],
            id="over two lines",
        ),
        pytest.param(
            "加快建设。（市科技局、市财政局）",
            [("市科技局", "responsible"), ("市财政局", "responsible")],
            id="nothing but names",
        ),
        pytest.param("引进企业。（河湾集团、远山公司）", [], id="nothing but names of firms"),
        pytest.param(
            "加快建设。（责任单位：高新区商务局 市政协社会和法制委员会）",
            [("高新区商务局", "responsible"), ("市政协社会和法制委员会", "responsible")],
            id="区商 and 会和 inside a name",
        ),
        pytest.param(
            "加快建设。（责任单位：自治区科技厅商自治区财政厅）",
            [("自治区科技厅", "responsible"), ("自治区财政厅", "responsible")],
            id="one 商 another of a region",
        ),
        pytest.param(
            "由市发改委统筹协调，市财政局牵头实施。",
            [("市财政局", "lead")],
            id="统筹协调 is no end",
        ),
        pytest.param("不再由各区统一管理。", [], id="no longer"),
        pytest.param(
            "经费由市监管局商市财政局落实。",
            [("市监管局", "responsible"), ("市财政局", "responsible")],
            id="由…商…落实",
        ),
        pytest.param("支持园区（东山区、西江区）。", [], id="a bracket in a sentence"),
        pytest.param(
            "加快建设。（责任单位：市工业和信息化局、市文化和旅游局和各区政府）",
            [
                ("市工业和信息化局", "responsible"),
                ("市文化和旅游局", "responsible"),
                ("各区政府", "responsible"),
            ],
            id="和 inside a name and between two",
        ),
        pytest.param(
            "由市发改委和市资源局牵头建设。",
            [("市发改委", "lead"), ("市资源局", "lead")],
            id="和 in a sentence",
        ),
        pytest.param("指标由云湖管委会统筹管理。", [("云湖管委会", "responsible")], id="由…统筹"),
        pytest.param("项目由市科技局牵头，在全市推进。", [("市科技局", "lead")], id="由…牵头"),
        pytest.param(
            "由市商务局牵头，市文旅局、市体育局等配合。",
            [("市商务局", "lead"), ("市文旅局", "cooperating"), ("市体育局", "cooperating")],
            id="由…牵头，…配合",
        ),
        pytest.param(
            "由市科技局会同市财政局负责，市教育局配合。",
            [("市科技局", "lead"), ("市财政局", "cooperating"), ("市教育局", "cooperating")],
            id="由…会同…负责，…配合",
        ),
        pytest.param(
            "由其管理单位或者所在地镇人民政府负责清运。",
            [("所在地镇人民政府", "responsible")],
            id="或者 parts two names, 其 names nobody",
        ),
        pytest.param(
            "本办法由云川市科技局、市财政局负责解释。",
            [("云川市科技局", "responsible"), ("市财政局", "responsible")],
            id="由…负责",
        ),
        pytest.param(
            "加快建设。（责任单位：市财政局（市国资委），各县（市、区）政府，各县（区））",
            [
                ("市财政局", "responsible"),
                ("各县（市、区）政府", "responsible"),
                ("各县（区）", "responsible"),
            ],
            id="brackets in a name",
        ),
        pytest.param(
            "加快建设。（市数据局牵头，各有关部门分头落实）",
            [("市数据局", "lead"), ("各有关部门", "responsible")],
            id="分头落实",
        ),
        pytest.param("加强自由贸易试验区建设，统筹负责。", [], id="自由 holds no 由"),
        pytest.param("费用由老年人自行承担。", [], id="自行 names nobody"),
        pytest.param("由云川银行负责受理。", [("云川银行", "responsible")], id="a bank"),
        pytest.param(
            "加快建设。（责任单位：市科技局；完成时限：2025年底）",
            [("市科技局", "responsible")],
            id="a time limit is no body",
        ),
    ],
)
def test_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_names_are_resolved_and_spans_are_not() -> None:
    text = "加快建设。（责任单位：市科技局）"
    (body,) = bodies(segment(Document("demo", text, place=CITY)))

    assert body.name == "云川市科技局"
    assert text[body.span.start : body.span.end] == "市科技局"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        pytest.param("市直各部门", "市直各部门", id="市直 is a rank"),
        pytest.param("省科技厅", "省科技厅", id="the province is another place"),
        pytest.param("云川市科技局", "云川市科技局", id="full already"),
        pytest.param("各区县政府", "云川市各区县政府", id="各区"),
        pytest.param("各有关部门", "各有关部门", id="各有关"),
    ],
)
def test_resolved(name: str, full: str) -> None:
    assert resolved(name, CITY) == full
