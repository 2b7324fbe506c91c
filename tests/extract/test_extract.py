"""The whole of extract on one small document, and its laws over generated text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Clause, Document, Findings, Quantity, Span
from pipeline.extract import extract
from pipeline.segment import segment

TEXT = """云川市数字经济行动计划（2021—2025年）
云政发〔2021〕9号
各区人民政府，市政府各部门：
为落实《云川省数字经济条例》，制定本计划。
一、发展目标
到2025年，初步建成数字名城。全市数字经济增加值年均增长10%以上，占地区生产总值比重达到45%（约束性）。
二、主要任务
（一）壮大企业。每年培育20家以上专精特新企业、新增上市公司2家；2023年底前，较2020年增加5G基站3000个。
（责任单位：市经信局；配合单位：市财政局）
（二）强化支持。对年营业收入首次突破1亿元的企业，给予最高50万元奖励。
"""


@pytest.fixture(scope="module")
def found() -> Findings:
    return extract(segment(Document("demo", TEXT)))


def words(span: Span | None) -> str | None:
    return TEXT[span.start : span.end] if span else None


def row(q: Quantity) -> tuple[object, ...]:
    return (words(q.span), words(q.indicator), q.role, q.deadline, q.deadline_from)


def test_quantities(found: Findings) -> None:
    assert [row(q) for q in found.quantities] == [
        ("10%以上", "数字经济增加值", "target", "2025", "context"),
        ("达到45%", "占地区生产总值比重", "target", "2025", "context"),
        ("20家以上", "专精特新企业", "target", None, None),
        ("2家", "上市公司", "target", None, None),
        ("3000个", "5G基站", "target", "2023-12-31", "clause"),
        ("突破1亿元", "年营业收入", "condition", None, None),
        ("最高50万元", "奖励", "incentive", None, None),
    ]


def test_circumstances(found: Findings) -> None:
    assert [(q.per, q.baseline, q.scope, q.binding) for q in found.quantities] == [
        ("year", None, "全市", True),
        (None, None, "全市", True),
        ("year", None, None, None),
        ("year", None, None, None),
        (None, "2020", None, None),
        (None, None, None, None),
        (None, None, None, None),
    ]


def test_the_other_layers(found: Findings) -> None:
    assert [(m.deadline, words(m.span)) for m in found.milestones] == [
        ("2025", "到2025年，初步建成数字名城")
    ]
    assert [(b.name, b.role) for b in found.bodies] == [
        ("市经信局", "responsible"),
        ("市财政局", "cooperating"),
    ]
    assert [(c.title, c.doc_number) for c in found.citations] == [("云川省数字经济条例", None)]


def test_an_expected_figure_does_not_bind() -> None:
    tree = segment(Document("demo", "一、指标\n到2025年，研发强度达到3%（预期性）。"))

    assert [q.binding for q in extract(tree).quantities] == [False]


def test_an_empty_document_has_no_findings() -> None:
    assert extract(segment(Document("empty", ""))) == Findings()


WORDS = (
    "一、目标\n （一）任务\n 到2025年， 2023年底前 力争 新增 高新技术企业 达到 500家 "
    "8%以上 15万亩 、 和 分别 ， ； 。 \n 的 等 （含） 给予 奖励 由市科技局牵头 "
    "《云川市条例》 （责任单位：市财政局） 全覆盖 每年 较2020年 2.5 ：50"
)
PARTS = st.lists(st.sampled_from(WORDS.split(" ")), max_size=18).map("".join)


@settings(max_examples=150)
@given(PARTS)
def test_findings_point_into_the_document(text: str) -> None:
    """All spans lie in the clause that they are given for, context spans before it."""
    tree = segment(Document("fuzz", text))
    found = extract(tree)
    clauses = {clause.id: clause for clause in tree}

    assert found == extract(tree)
    for layer in (found.quantities, found.milestones, found.citations):
        for one in layer:
            assert one.span in clauses[one.clause].span
    for body in found.bodies:
        assert text[body.span.start : body.span.end].strip()
    for q in found.quantities:
        assert q.indicator is None or _reaches(q.indicator, clauses[q.clause])
        assert q.indicator is None or text[q.indicator.start : q.indicator.end].strip()


def _reaches(indicator: Span, clause: Clause) -> bool:
    """An indicator lies in its clause, or in a sentence or heading before it."""
    return indicator in clause.span or indicator.end <= clause.span.start


@pytest.mark.parametrize(
    ("text", "per", "scope"),
    [
        pytest.param("每年培育企业10家。", "year", None, id="每年"),
        pytest.param("记录每日的水量，增加监测点5个。", None, None, id="每日的 is an attribute"),
        pytest.param(
            "对每年出口增长的企业，给予10万元奖励。", None, None, id="每年 says which are meant"
        ),
        pytest.param("农村公路达到20公里。", None, "农村", id="农村"),
        pytest.param("农业农村重大项目达到20个。", None, None, id="农业农村 is a line of work"),
        pytest.param("城乡居民参保人数达到20万人。", None, "城乡", id="城乡"),
        pytest.param("住房城乡建设部门处1000元罚款。", None, None, id="住房城乡建设"),
    ],
)
def test_how_often_and_for_whom(text: str, per: str | None, scope: str | None) -> None:
    found = extract(segment(Document("demo", text))).quantities
    assert [(q.per, q.scope) for q in found] == [(per, scope)]


def test_each_member_of_a_list_has_the_scope_in_its_own_name() -> None:
    text = "城镇、农村居民收入分别增长5%、6%。"

    assert [q.scope for q in extract(segment(Document("demo", text))).quantities] == [
        "城镇",
        "农村",
    ]
