"""What measures, notices, rules and plans about plans say in their own ways; invented sentences."""

from __future__ import annotations

import pytest

from pipeline.document import Document
from pipeline.extract import extract
from pipeline.segment import segment

Row = tuple[str, str, str, str]  # the quantity as written, its role, its change, its indicator

PLAN = "云川市制造业行动方案\n"
SUPPORT = "云川市支持软件产业若干政策\n"
LAW = "云川市物业管理条例\n第一条 "
REPORT = "各位代表：\n一、2023年工作回顾\n过去一年成绩显著。\n二、2024年重点工作\n"


def read(text: str) -> list[Row]:
    tree = segment(Document("t", text))
    return [
        (
            tree.document[q.span],
            q.role,
            q.change,
            tree.document[q.indicator] if q.indicator else "",
        )
        for q in extract(tree).quantities
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            SUPPORT + "对入驻企业给予租金补贴，其中前两年100%、后三年50%。",
            [
                ("100%", "incentive", "level", "租金补贴"),
                ("50%", "incentive", "level", "租金补贴"),
            ],
            id="what is given parted by years",
        ),
        pytest.param(
            SUPPORT + "对年销售额达到3000万元以上或年纳税额达到100万元以上的企业，给予奖励。",
            [
                ("达到3000万元以上", "condition", "level", "年销售额"),
                ("达到100万元以上", "condition", "level", "年纳税额"),
            ],
            id="以上或 opens no rate",
        ),
        pytest.param(
            SUPPORT + "按照每名初级工800元、中级工1200元的标准给予企业培训补贴。",
            [
                ("800元", "incentive", "level", "企业培训补贴"),
                ("1200元", "incentive", "level", "企业培训补贴"),
            ],
            id="rates in a list",
        ),
        pytest.param(
            SUPPORT + "经考核合格且使用面积在500平方米以内的，给予补贴。",
            [("500平方米以内", "condition", "level", "使用面积")],
            id="the second of two conditions",
        ),
        pytest.param(
            REPORT + "力争2亿元（1000万美元）以上产业项目新开工90个、新竣工60个。",
            [
                ("2亿元（1000万美元）以上", "condition", "level", "产业项目"),
                ("90个", "target", "increase", "产业项目"),
                ("60个", "target", "increase", "产业项目"),
            ],
            id="a bound after other money",
        ),
        pytest.param(
            REPORT + "签约项目80个以上。",
            [("80个以上", "target", "level", "签约项目")],
            id="签约项目 is a noun",
        ),
        pytest.param(
            REPORT + "提档升级农村公路80公里。",
            [("80公里", "target", "level", "农村公路")],
            id="two verbs of one object",
        ),
        pytest.param(
            PLAN + "建成60家智慧工厂（车间、场景）。",
            [("60家", "target", "level", "智慧工厂")],
            id="a gloss in brackets",
        ),
        pytest.param(
            PLAN + "实现门诊结算全覆盖（市医保局负责）。",
            [("全覆盖", "target", "level", "门诊结算")],
            id="全覆盖 before a bracket",
        ),
        pytest.param(
            LAW + "巡查记录至少保存两年。",
            [("两年", "condition", "level", "巡查记录至少保存")],
            id="how long a record is kept",
        ),
        pytest.param(
            REPORT + "零就业家庭动态清零。",
            [("清零", "target", "level", "零就业家庭")],
            id="动态 is no part of the name",
        ),
        pytest.param(
            "云川市规划解读\n《规划》分四个板块，明确3类共18项指标。",
            [
                ("四个", "other", "level", "板块"),
                ("3类", "other", "level", "指标"),
                ("18项", "other", "level", "指标"),
            ],
            id="what a plan holds",
        ),
        pytest.param(
            PLAN + "每年布局不少于12项攻关任务。",
            [("不少于12项", "target", "level", "攻关任务")],
            id="a least number of tasks is a target",
        ),
        pytest.param(
            PLAN + "到2025年，软件业收入占比达到12%，比全省目标高出3个百分点。",
            [
                ("达到12%", "target", "level", "软件业收入占比"),
                ("3个百分点", "other", "increase", "软件业收入占比"),
            ],
            id="above another's target",
        ),
        pytest.param(
            PLAN + "建成80个三星级及以上的绿色建筑。",
            [("80个", "target", "level", "三星级及以上的绿色建筑")],
            id="及以上的 belongs to the name",
        ),
        pytest.param(
            PLAN + "新建500千伏输电线路60公里，在5个方面开展试点。",
            [("60公里", "target", "increase", "500千伏输电线路")],
            id="the class of a line, and 方面",
        ),
        pytest.param(
            PLAN + "谋划建设2-3个中试平台，采取“一事一议”方式予以支持。",
            [("2-3个", "target", "level", "中试平台")],
            id="built first, supported then",
        ),
        pytest.param(
            LAW + "筹备组可以申请延期三十日；超过两个月未交付的，应当公告。",
            [
                ("三十日", "condition", "level", "筹备组可以申请延期"),
                ("超过两个月", "condition", "level", "未交付"),
            ],
            id="what is put off, and what is left undone",
        ),
        pytest.param(
            LAW + "业主人数占总人数百分之三十以上的业主提议的，应当召开会议。",
            [("百分之三十以上", "condition", "level", "业主人数占总人数")],
            id="a share of heads",
        ),
        pytest.param(
            LAW + "逾期不改的，并处违法所得二倍的罚款，对个人处两千元以上一万以下罚款。",
            [
                ("二倍", "condition", "level", "罚款"),
                ("两千元以上一万以下", "condition", "level", "罚款"),
            ],
            id="fines",
        ),
        pytest.param(
            LAW + "外墙与树木应当保持不小于一米的安全距离。",
            [("不小于一米", "condition", "level", "安全距离")],
            id="even one, where it is the least",
        ),
        pytest.param(
            LAW + "使用每小时十蒸吨以上燃煤锅炉或者排放相当的窑炉的单位，应当登记。",
            [("十蒸吨以上", "condition", "level", "燃煤锅炉")],
            id="one of two things",
        ),
    ],
)
def test_reading(text: str, expected: list[Row]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "云川市“十四五”科技创新规划\n\n一、重点任务\n新建实验室5家。",
            "2025",
            id="a plan's years, whatever it is of",
        ),
        pytest.param(
            "云川市智能制造方案\n云政发〔2023〕6号\n一、主要目标\n"
            "2023年启动试点，2024年总结经验，2025年全面推广。培育示范企业40家以上。",
            "2025",
            id="a series of years leaves its last",
        ),
        pytest.param(
            "各位代表： 现在报告工作。 一、2023年工作回顾 2023 年是不平凡的一年。 "
            "二、2024年工作安排 新增上市企业3家。",
            "2024",
            id="a report without line breaks",
        ),
        pytest.param(
            "云川市交通规划\n规划期限近期到2027年，远期到2035年。\n一、布局\n远期建成枢纽6个。",
            "2035",
            id="远期 in a sentence",
        ),
    ],
)
def test_deadline(text: str, expected: str) -> None:
    tree = segment(Document("t", text))
    assert extract(tree).quantities[-1].deadline == expected
