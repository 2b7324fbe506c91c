"""Headings and points that run into paragraphs. The sentences are our own."""

import pytest

from pipeline.document import Span
from pipeline.segment.leads import Candidate, candidates
from pipeline.segment.openings import Stretch
from pipeline.segment.outline import outline
from pipeline.segment.points import points
from pipeline.segment.weights import grams, shipped_weights
from tests.segment.shown import heading_of, shown, tree_of


def leads_of(text: str) -> list[str]:
    return [heading_of(text, unit)[1:-1] for unit in tree_of(text).units if unit.kind == "lead"]


REPORT = """三、2025年重点工作
（一）全力稳住工业
着力扩大有效投资。围绕泵站、管网、河道三类项目，滚动实施重大水务工程六十项，完成投资百亿元以上。健全项目联审联批机制，做到拿地即开工。
持续激发消费潜力。办好江滩消费季，引导商家联动让利，培育夜游、夜市、夜演等新场景。支持老字号进商圈、进景区。
加快培育新兴产业。聚焦水处理装备、智能仪表两个方向，引进链主企业三家，建成中试线两条。推动传统铸造企业改造提升。
"""


def test_parallel_paragraphs_each_with_a_heading() -> None:
    assert leads_of(REPORT) == ["着力扩大有效投资", "持续激发消费潜力", "加快培育新兴产业"]


def test_an_effect_is_no_duty() -> None:
    text = """（一）壮大水务产业
1.放大集聚效应。引进水处理装备企业六家，完善中试服务。
2.强化解读回应。对涉水重大政策同步解读，及时答复群众来信。
3.发布缴费须知。在营业厅和网上公开流程。
"""
    assert shown(text) == [
        "1 subpart （一） [壮大水务产业]",
        "2 item 1. [放大集聚效应]",
        "2 item 2. [强化解读回应]",
        "2 item 3. [发布缴费须知]",
    ]


DECISION = """（四）完善现代水网体系
建设骨干输水通道。统筹上下游、左右岸需求，高标准推进引江济溪工程，同步建设沿线调蓄水库和应急水源，全面提升城市供水保障能力。建设智慧调度平台。汇聚雨情、水情、工情数据，建立全域感知、一体研判、联动处置的调度机制，实现水源、水厂、管网协同运行。建设水网科研基地。联合高校院所组建水网研究院，围绕漏损控制、膜材料、节水工艺等方向开展攻关，推动成果就地转化应用。
（五）加强组织领导
各级各部门要压实责任，细化举措，定期调度，确保各项任务落到实处，重大事项及时报告。
"""


def test_several_headings_in_one_paragraph() -> None:
    assert leads_of(DECISION) == ["建设骨干输水通道", "建设智慧调度平台", "建设水网科研基地"]


def test_a_bullet_with_a_run_in_heading_is_listed_once() -> None:
    text = (
        "二、原则\n——坚持节水优先。把节约用水贯穿全过程，严格总量控制。\n——坚持系统治理。"
        "山水林田湖草一体推进。"
    )

    assert shown(text) == [
        "1 part 二、 [原则]",
        "2 bullet —— [坚持节水优先]",
        "2 bullet —— [坚持系统治理]",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "全市水务部门要抢抓汛前窗口期，加快在建项目进度，确保如期完工见效。"
            "推进城南泵站建设。编制水网规划。办好第六届节水大会，扩大影响。",
            id="a row of measures in mid-paragraph",
        ),
        pytest.param(
            "第五条 取水应当办理许可。未经许可，任何单位和个人不得擅自取水，不得转让取水许可。"
            "\n第六条 节水是义务。单位和个人应当采用节水器具，减少浪费。",
            id="provisions",
        ),
        pytest.param(
            "各位代表！奋斗成就梦想。让我们更加紧密地团结起来，为建设美丽临溪而努力奋斗！",
            id="the close of a speech",
        ),
        pytest.param(
            "2024年极不平凡。面对多轮强降雨的考验，全市上下众志成城，守住了安全底线。",
            id="a year in review",
        ),
        pytest.param(
            "（五）建设\n推进泵站建设。（责任单位：市水务局）", id="a measure before a note"
        ),
        pytest.param("建设泵站。", id="a lone sentence"),
    ],
)
def test_short_sentences_that_are_no_headings(text: str) -> None:
    assert leads_of(text) == []


def test_a_line_broken_in_mid_sentence_begins_with_no_heading() -> None:
    broken = REPORT.replace("做到拿地即开工。\n持续激发", "做到拿地即开工，\n持续激发")

    assert "持续激发消费潜力" in leads_of(REPORT)
    assert "持续激发消费潜力" not in leads_of(broken)


POINTS = [
    pytest.param(
        "要做到两点：一是强化统筹。市区两级建立专班。二是抓好落实。挂图作战。",
        [("一是", "强化统筹"), ("二是", "抓好落实")],
        id="with headings",
    ),
    pytest.param(
        "要一是建立机制；二是落实资金；三是加强考核。", [], id="in mid-clause the first is none"
    ),
    pytest.param(
        "要求：一是建立联席会议机制；二是落实专项资金。",
        [("一是", ""), ("二是", "")],
        id="without headings",
    ),
    pytest.param(
        "首先，摸清底数，建立台账。其次，分类施策。最后，总结推广。",
        [("首先", ""), ("其次", ""), ("最后", "")],
        id="首先 其次 最后",
    ),
    pytest.param(
        "一要稳住供水。保障水源。二要管好排水。畅通管网。",
        [("一要", "稳住供水"), ("二要", "管好排水")],
        id="一要",
    ),
    pytest.param("第一，要节水。第二，要治水。", [("第一", ""), ("第二", "")], id="第一，"),
    pytest.param("最后，感谢大家。", [], id="a lone 最后"),
    pytest.param("一是稳供水。三是治内涝。", [], id="a count that leaps"),
    pytest.param(
        "一是统筹，联动，共治。建立专班。二是其他。",
        [("一是", ""), ("二是", "")],
        id="a measure with two commas",
    ),
    pytest.param("二是落实资金。", [], id="a count that does not begin"),
    pytest.param("一是一，二是二。", [], id="a proverb"),
    pytest.param(
        "一是市级统筹，各区联动。专班推进。二是其他。",
        [("一是", "市级统筹，各区联动"), ("二是", "")],
        id="a short heading with a comma",
    ),
]


@pytest.mark.parametrize(("text", "expected"), POINTS)
def test_points(text: str, expected: list[tuple[str, str]]) -> None:
    found = points(text, [Stretch(Span(0, len(text)), 0)])

    assert [
        (o.marker, text[o.heading.start : o.heading.end] if o.heading else "") for o in found
    ] == expected


def test_points_go_on_in_the_next_paragraphs() -> None:
    text = "一、打算\n一是稳供水。保障水源。\n二是治内涝。畅通管网。"

    assert shown(text) == [
        "1 part 一、 [打算]",
        "2 ordinal_lead 一是 [稳供水]",
        "2 ordinal_lead 二是 [治内涝]",
    ]


def test_a_note_on_responsible_bodies_makes_no_points() -> None:
    text = "沿河布点。（责任单位：各有关单位；一是市水务局；二是市财政局）"

    assert [row.split()[1] for row in shown(text)] == ["responsible"]


def test_points_lie_inside_the_heading_of_their_paragraph() -> None:
    text = REPORT.replace("健全项目联审联批机制，做到拿地即开工。", "一是健全机制；二是压实责任。")
    units = {unit.id: unit for unit in tree_of(text).units}

    point = next(unit for unit in units.values() if unit.kind == "ordinal_lead")
    assert point.parent is not None
    assert units[point.parent].kind == "lead"
    assert (point.depth, point.citation) == (4, "三（一）1一是")


def weighed(text: str) -> list[Candidate]:
    found = candidates(text, outline(text).stretches, shipped_weights())
    return [candidate for candidate, _ in found]


def test_a_candidate_says_what_is_weighed_about_it() -> None:
    first = weighed(REPORT)[0]

    assert (first.body, first.place) == ("着力扩大有效投资", 0)
    assert first.features["first beside"] > 0.5  # the paragraphs beside it begin alike
    assert "inner" not in first.features


def test_the_wording_of_a_heading_weighs_more_than_that_of_a_measure() -> None:
    weights = shipped_weights()
    after = "围绕泵站、管网两类项目，健全项目联审联批机制，滚动实施重大水务工程。"

    assert weights.content("扩大有效投资", after) > weights.content(
        "完成投资120亿元，增长15%，新开工项目36个", after
    )


def test_no_figure_reaches_the_table() -> None:
    assert grams("建成5座泵站", "共投资3亿元") == grams("建成128座泵站", "共投资3亿元")
