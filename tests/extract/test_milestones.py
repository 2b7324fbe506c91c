from __future__ import annotations

import pytest

from pipeline.document import Document
from pipeline.extract import extract
from pipeline.segment import segment


def milestones(text: str, issued: str = "2021-05-20") -> list[tuple[str, str]]:
    tree = segment(Document("demo", text, issued=issued))
    return [(m.deadline, tree.document[m.span].strip("，。")) for m in extract(tree).milestones]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "到2025年，初步建成科创名城，基本形成现代产业体系。",
            [("2025", "到2025年，初步建成科创名城，基本形成现代产业体系")],
            id="one goal, two verbs",
        ),
        pytest.param(
            "到2025年，产值增长5%，数字经济达到国内先进水平。",
            [("2025", "数字经济达到国内先进水平")],
            id="a level to be reached",
        ),
        pytest.param(
            "2025年经济社会发展主要预期目标是：居民增收与经济增长同步。",
            [("2025", "2025年经济社会发展主要预期目标是：居民增收与经济增长同步")],
            id="the main goals of a year",
        ),
        pytest.param(
            "2025年实现碳达峰、2050年实现碳中和。",
            [("2025", "2025年实现碳达峰"), ("2050", "2050年实现碳中和")],
            id="two dates",
        ),
        pytest.param(
            "到2025年，云平台全面建成，企业达到500家，形成数据市场。",
            [("2025", "到2025年，云平台全面建成"), ("2025", "形成数据市场")],
            id="around a quantity",
        ),
        pytest.param("到2025年，企业达到500家。", [], id="a quantity alone is no milestone"),
        pytest.param(
            "（责任单位：市科技局；完成时限：2022年6月底）",
            [("2022-06-30", "完成时限：2022年6月底")],
            id="a time limit in a note",
        ),
        pytest.param("2021年3月5日印发", [], id="the date of printing"),
        pytest.param("截止时间：2022年6月15日。", [], id="a closing date"),
        pytest.param("会议时间：2022年6月15日。", [], id="the time of a meeting"),
        pytest.param("推荐一批年内新开工的项目。", [], id="which projects are meant"),
        pytest.param(
            "2023年底前，在商圈布局建设一批智慧门店。",
            [("2023-12-31", "2023年底前，在商圈布局建设一批智慧门店")],
            id="a batch to be built",
        ),
        pytest.param(
            "2023年政务云和数据中心基本建成，能力显著增强。",
            [("2023", "2023年政务云和数据中心基本建成，能力显著增强")],
            id="a year and its subject",
        ),
        pytest.param(
            "2023年实现全科受理服务。", [("2023", "2023年实现全科受理服务")], id="受理 as a service"
        ),
        pytest.param(
            "6月底前，全市普及网络课堂。",
            [("2021-06-30", "6月底前，全市普及网络课堂")],
            id="spread to all",
        ),
        pytest.param(
            "请于6月30日前登录平台填报，并提供项目信息。", [], id="what applicants hand in"
        ),
        pytest.param("2022年底前已完成改制的企业，可以享受优惠。", [], id="a condition"),
        pytest.param("规划批准后一年内组织编制完成实施方案。", [], id="a limit from an event"),
        pytest.param("项目建成后，业主应于1年内完成决算。", [], id="a limit in a duty"),
        pytest.param(
            "力争到2025年各区监控设备全部接入市级平台。",
            [("2025", "力争到2025年各区监控设备全部接入市级平台")],
            id="all connected",
        ),
        pytest.param(
            "市数据局确保2022年6月底，实现系统联通。",
            [("2022-06-30", "市数据局确保2022年6月底，实现系统联通")],
            id="确保 makes a deadline",
        ),
        pytest.param("2022年1月5日，市科创中心召开会，建成专班。", [], id="what happens on a day"),
        pytest.param("2019年，全市建成数据平台。", [], id="a date gone by"),
        pytest.param("本规划期限为2021—2025年。", [], id="the term of a plan"),
        pytest.param("2022年是“十四五”规划的关键一年。", [], id="what a year is"),
    ],
)
def test_milestones(text: str, expected: list[tuple[str, str]]) -> None:
    assert milestones(text) == expected


def test_a_review_sets_no_milestones() -> None:
    text = (
        "政府工作报告\n——2024年1月9日在云川市第三届人民代表大会上\n各位代表：\n"
        "一、2023年工作回顾\n2024年1月，建成科创中心。\n二、2024年工作安排\n到2025年，建成科创名城。"
    )

    assert [deadline for deadline, _ in milestones(text, "2024-01-09")] == ["2025"]


def test_goals_among_targets_share_the_date_of_the_sentence_before_only() -> None:
    text = (
        "一、发展目标\n到2025年，企业达到500家。集群达到5个，数据市场基本形成。"
        "平台达到9个，治理能力显著增强。"
    )

    assert milestones(text) == [("2025", "数据市场基本形成")]
