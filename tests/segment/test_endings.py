"""Where lists end: text that sums up, titles of attachments, titles printed again, addresses."""

from __future__ import annotations

import pytest

from pipeline.document import Document, Unit
from pipeline.segment import segment


def _units(text: str) -> dict[str, Unit]:
    """The units of a text by their first words."""
    tree = segment(Document("demo", text))
    return {text[unit.span.start :].split("\n")[0]: unit for unit in tree.units}


REPORT = """一、过去一年工作回顾
（一）经济稳中有进。工业投资增长较快。
（二）民生持续改善。新建学校三所。
——办好实事。十件实事全部办结。
"""


@pytest.mark.parametrize(
    ("text", "line", "parent"),
    [
        pytest.param(REPORT, "各位代表，成绩来之不易。", "1", id="after the last subpart"),
        pytest.param(REPORT, "我们也清醒看到，短板还不少。", "1", id="problems"),
        pytest.param(REPORT, "其他工作也取得新的进展。", "1.2.1", id="no word that sums up"),
        pytest.param(
            "一、政策措施\n（一）给予奖励。每家十万元。\n",
            "本措施自印发之日起施行。",
            "1",
            id="rules all",
        ),
        pytest.param(
            "一、政策措施\n（一）给予奖励。每家十万元。\n",
            "本措施所称企业，是指规模以上企业。",
            "1.1",
            id="a definition stays",
        ),
    ],
)
def test_text_that_sums_up_closes_the_last_point(text: str, line: str, parent: str) -> None:
    assert _units(f"{text}{line}\n二、今年工作安排\n做好各项工作。")[line].parent == parent


def test_text_before_a_list_goes_on_stays_in_it() -> None:
    text = "一、回顾\n（一）稳增长。投资较快。\n一年来，项目不断。\n（二）惠民生。办好实事。"
    assert _units(text)["一年来，项目不断。"].parent == "1.1"


def test_the_first_text_under_a_heading_stays() -> None:
    text = "一、回顾\n（一）自身建设\n过去一年，政府自身建设加强。"
    assert _units(text)["过去一年，政府自身建设加强。"].parent == "1.1"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        pytest.param(
            "（一）提高认识。\n40.普及教育。建好学校。", "提高认识", id="a deeper count goes on"
        ),
        pytest.param("（一）申报时间。\n全年均可申报。", "申报时间", id="text follows"),
        pytest.param(
            "（一）可同时申报专家。\n二、附则\n另行通知。", None, id="an outer count goes on"
        ),
        pytest.param("（一）可同时申报专家。\n附件：申报表", None, id="an attachment follows"),
    ],
)
def test_a_sentence_is_a_heading_only_over_something(text: str, heading: str | None) -> None:
    text = f"一、总则\n{text}"
    unit = next(unit for unit in segment(Document("demo", text)).units if unit.kind == "subpart")
    found = text[unit.heading.start : unit.heading.end] if unit.heading else None
    assert found == heading


def test_an_attachment_whose_title_begins_with_a_year_holds_it() -> None:
    units = _units("一、总则\n做好工作。\n附件2\n2021年度云川市重点项目名单\n序号")
    assert units["2021年度云川市重点项目名单"].parent == units["附件2"].id


def test_a_paragraph_below_the_points_of_an_article_is_the_article_s() -> None:
    units = _units(
        "第一条 市水务局：\n（一）巡查河道；\n（二）清理河道，包括：\n1.清淤；\n2.除草。\n"
        "前款费用由市里承担。"
    )
    assert units["前款费用由市里承担。"].citation == "第一条第1段"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("（一）巡查河道。\n每月一次。\n（二）清理河道。", id="the count goes on"),
        pytest.param("（一）巡查。每月巡查一次河道。\n每月一次。", id="the point has a heading"),
        pytest.param("（一）巡查河道的范围，时间，\n每月一次。", id="the sentence goes on"),
        pytest.param(
            "（一）巡查河道。\n每月一次。\n（二）清理河道。\n每年一次。", id="so has the next"
        ),
    ],
)
def test_a_paragraph_of_a_point_stays_there(text: str) -> None:
    units = _units(f"第一条 市水务局：\n{text}")
    assert units["每月一次。"].citation == "第一条（一）第1段"
    assert "每年一次。" not in units or units["每年一次。"].citation == "第一条（二）第1段"


def test_a_list_of_attachments_is_one() -> None:
    units = _units("一、总则\n做好工作。\n附件：\n1.云川市任务分工表\n2.2022年项目申报书")
    assert [unit.citation for unit in units.values() if unit.kind == "attachment"] == [
        "附件", "附件1", "附件2"
    ]  # fmt: skip


TITLE = "云川市数字经济行动计划（2021—2023年）"


def test_a_title_printed_again_is_a_title_and_opens_nothing() -> None:
    units = _units(f"{TITLE}\n{TITLE.replace('—', '-')}\n一、总体要求\n做好工作。")
    assert [unit.kind for unit in units.values()][:2] == ["title", "title"]
    assert units["一、总体要求"].parent is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("保税区、高新区，各有关单位：", "salutation"),
        ("区政府各委办局，各街道办事处：", "salutation"),
        ("根据工作需要，现通知各有关单位：", "paragraph"),
    ],
)
def test_whom_a_document_is_for(line: str, kind: str) -> None:
    assert _units(f"云川市人民政府关于做好统计工作的通知\n{line}\n请抓紧落实。")[line].kind == kind


def test_boxes_to_tick_are_no_bullets() -> None:
    units = _units("一、基本情况\n□国有企业  □民营企业\n□按时报送材料。")
    assert units["□国有企业  □民营企业"].kind == "paragraph"
    assert units["□按时报送材料。"].kind == "bullet"
