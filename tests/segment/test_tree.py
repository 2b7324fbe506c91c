"""Ids, citations, parents, extents and clauses."""

import pytest

from pipeline.document import Document, Unit
from pipeline.segment import segment
from tests.segment.shown import clauses, tree_of

PLAN = """临溪市水网建设行动方案
一、总体要求
到2025年建成水网。
二、重点任务
（一）建站
1.城东泵站。新建。
（1）选址。沿河。
（二）治河
——干流。清淤。
专栏1　河道工程
附件1
任务分工表
一、泵站
"""


def by_kind(text: str, kind: str) -> list[Unit]:
    return [unit for unit in tree_of(text).units if unit.kind == kind]


def test_ids_and_citations() -> None:
    rows = [(unit.id, unit.citation, unit.parent) for unit in tree_of(PLAN).units]

    assert rows == [
        ("t1", "标题", None),
        ("1", "一", None),
        ("1.p1", "一第1段", "1"),
        ("2", "二", None),
        ("2.1", "二（一）", "2"),
        ("2.1.1", "二（一）1", "2.1"),
        ("2.1.1.1", "二（一）1（1）", "2.1.1"),
        ("2.2", "二（二）", "2"),
        ("2.2.1", "二（二）·1", "2.2"),
        ("2.2.1.box1", "二（二）·1专栏1河道工", "2.2.1"),
        ("att1", "附件1", None),
        ("att1.att1", "附件1任务分工表", "att1"),
        ("att1.att1.1", "附件1任务分工表一", "att1.att1"),
    ]


def test_an_article_is_cited_without_its_chapter() -> None:
    text = "第二章 管护\n第七条 职责如下：\n（一）巡河；"

    assert [unit.citation for unit in tree_of(text).units] == ["第二章", "第七条", "第七条（一）"]


def test_numbers_side_by_side_are_parted_in_a_citation() -> None:
    assert [u.citation for u in tree_of("1.建站\n1.1 选址要求").units] == ["1", "1.1.1"]


def test_ids_stay_apart_where_numbering_repeats_itself() -> None:
    text = "一、回顾\n（一）工业\n各位代表！\n（一）农业"

    assert [unit.id for unit in tree_of(text).units if unit.kind == "subpart"] == ["1.1", "1.1-2"]


def test_the_plan_of_a_notice_is_cited_without_its_title() -> None:
    text = "关于印发水网方案的通知\n各区：\n2023年5月8日\n临溪市水网方案\n一、要求"

    plan, part = tree_of(text).units[-2:]
    assert (plan.kind, part.parent, part.citation, part.depth) == ("title", plan.id, "一", 1)


def test_a_unit_runs_to_the_end_of_its_last_descendant() -> None:
    tree = tree_of(PLAN)
    tasks = tree.unit("2")

    assert tree.document[tasks.span].startswith("二、重点任务")
    assert tree.document[tasks.span].endswith("专栏1　河道工程")


ROLES = [
    pytest.param("一、建站", [("heading", "一、建站")], id="a marker and its heading together"),
    pytest.param(
        "（一）建站。沿河布点。",
        [("heading", "（一）建站。"), ("sentence", "沿河布点。")],
        id="a run-in heading with its 。",
    ),
    pytest.param(
        "（一）建站：沿河布点。",
        [("sentence", "（一）建站：沿河布点。")],
        id="a heading that ends in a colon and runs on",
    ),
    pytest.param(
        "（一）建站：", [("heading", "（一）建站：")], id="a heading that ends in a colon"
    ),
    pytest.param(
        "一、建站（由市水务局牵头实施）",
        [("heading", "一、建站（由市水务局牵头实施）")],
        id="a heading with a note",
    ),
    pytest.param(
        "第一条 本办法适用于河道。",
        [("sentence", "第一条 本办法适用于河道。")],
        id="a provision",
    ),
    pytest.param(
        "要求：一是建立机制；二是落实资金。",
        [("sentence", "要求：一是建立机制；二是落实资金。")],
        id="a point opens no new clause",
    ),
    pytest.param(
        "沿河布点，\n分期建设。",
        [("sentence", "沿河布点，"), ("sentence", "分期建设。")],
        id="a line broken in mid-sentence stays broken",
    ),
    pytest.param(
        "临溪市水网建设\n行动方案\n一、建站",
        [("heading", "临溪市水网建设"), ("heading", "行动方案"), ("heading", "一、建站")],
        id="a title over two lines",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_clauses_and_their_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert clauses(text) == expected


def test_a_clause_belongs_to_the_innermost_unit_it_begins_in() -> None:
    tree = tree_of("一、建站（由市水务局牵头实施）\n沿河布点。\n（责任单位：市水务局）\n分期建设。")

    assert [(clause.id, tree.words(clause)) for clause in tree] == [
        ("1:1", "一、建站（由市水务局牵头实施）"),
        ("1.p1:1", "沿河布点。"),
        ("1.by2:1", "（责任单位：市水务局）"),
        ("1.p2:1", "分期建设。"),
    ]


def test_a_text_without_any_unit_is_one_paragraph() -> None:
    tree = segment(Document("plain", "只有一句话"))

    assert [(unit.id, unit.kind, unit.depth) for unit in tree.units] == [("p1", "paragraph", 1)]


@pytest.mark.parametrize("text", ["", " \n\u3000\t\n"], ids=["empty", "white space"])
def test_nothing_gives_nothing(text: str) -> None:
    tree = segment(Document("none", text))

    assert (tree.units, tree.clauses) == ((), ())


def test_attachments_are_cited_by_their_numbers() -> None:
    text = "临溪市工作方案\n一、抓紧部署\n附件：1.重点任务分工表\n2.项目清单\n3.责任表"
    assert [u.citation for u in by_kind(text, "attachment")] == ["附件1", "附件2", "附件3"]
    only = by_kind("一、部署\n附件：2025年项目汇总表", "attachment")
    assert [u.citation for u in only] == ["附件"]
    own = by_kind("一、部署\n附件1：任务分工表\n一、建站", "attachment")
    assert [u.citation for u in own] == ["附件1"]
