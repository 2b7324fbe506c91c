"""Terms that only seem to stand, across the seam of two words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.translate import Glossary, Term
from pipeline.translate.seams import Seams, save


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        pytest.param("健全社会救助网络", "全社会", False, id="begins inside a word"),
        pytest.param("动员全社会参与植树", "全社会", True, id="the same, standing free"),
        pytest.param("发展养老金融产品", "养老金", False, id="ends inside a word"),
        pytest.param("按月领取养老金", "养老金", True, id="the same at the end"),
        pytest.param("评估电梯的安全性能", "安全性", False, id="performance, not quality"),
        pytest.param("人工智能分析软件", "智能分析", False, id="begins inside a longer word"),
        pytest.param("对影像做智能分析", "智能分析", True, id="the same after a verb"),
        pytest.param(
            "建设智慧城市管理平台", "城市管理", False, id="a compound that holds together"
        ),
        pytest.param("完善养老服务体系", "养老服务", True, id="a compound across is no proof"),
        pytest.param("风景区内禁止烧烤", "风景区", True, id="a word that parts"),
        pytest.param("修建建筑物", "建筑物", True, id="no word across its edge"),
        pytest.param("全社会", "全社会", True, id="nothing beside it"),
    ],
)
def test_a_term_is_found_where_no_likelier_word_cuts_it(text: str, term: str, found: bool) -> None:
    glossary = Glossary((Term(term, ("term",)),))

    assert bool(glossary.find(text)) == found


def test_the_shorter_term_is_found_where_the_longer_is_cut() -> None:
    glossary = Glossary((Term("养老", ("elderly care",)), Term("养老金", ("pension",))))

    assert [one.term.chinese for one in glossary.find("养老金融")] == ["养老"]


def test_only_words_beside_the_term_weigh() -> None:
    words = Seams({"建立": 5.0, "智能": 5.0, "体系": 5.0, "智能体": 9.0})

    assert words.cut("建立智能体系", 2, 5)
    assert not words.cut("建立智能体，系", 2, 5)
    assert not Seams({**words.costs, "智能体": 0.5, "系": 0.5}).cut("建立智能体系", 2, 5)


def test_a_compound_across_the_edge_cuts_nothing_however_common() -> None:
    costs = {"养老": 5.0, "服务": 5.0, "体系": 5.0, "养老服务": 10.0, "服务体系": 1.0}
    words = Seams(costs | {"务体": 30.0})

    assert not words.cut("养老服务体系", 0, 4)


def test_words_come_back_equal(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv.xz"
    save({"公园": 30, "湿地": 10}, path)
    read = Seams.load(path)

    assert set(read.costs) == {"公园", "湿地"}
    assert read.costs["公园"] < read.costs["湿地"]
