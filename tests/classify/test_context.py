from __future__ import annotations

from pipeline.classify.context import contexts, headings_above
from pipeline.document import Document
from pipeline.segment import segment

TEXT = """云州市科技创新行动方案
一、总体要求
坚持创新引领。
二、重点任务
（一）构建平台
建设实验室和测试场，服务全市。支持企业共建中试基地。
（二）引育人才
引进领军人才。
"""


def test_context_of_a_clause() -> None:
    tree = segment(Document("demo", TEXT))
    words = [tree.words(clause) for clause in tree]
    at = words.index("支持企业共建中试基地。")
    found = contexts(tree)[at]
    named = [words[place] if place >= 0 else None for place in found.row]
    assert named == [
        "支持企业共建中试基地。",
        "（一）构建平台",
        "二、重点任务",
        "建设实验室和测试场，服务全市。",
        "（二）引育人才",
        "云州市科技创新行动方案",
    ]


def test_ends_of_a_document_have_no_neighbours() -> None:
    found = contexts(segment(Document("demo", "建设实验室。\n引进人才。")))
    assert [(row.before, row.after) for row in found] == [(-1, 1), (0, -1)]
    assert [(row.above, row.higher, row.title) for row in found] == [(-1, -1, -1)] * 2


def test_a_heading_is_not_above_itself() -> None:
    tree = segment(Document("demo", TEXT))
    for place, above in enumerate(headings_above(tree)):
        assert above < place
        assert above == -1 or tree.clauses[above].role == "heading"


def test_an_empty_tree() -> None:
    assert contexts(segment(Document("demo", ""))) == []
