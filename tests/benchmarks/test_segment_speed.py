"""How fast a text is segmented; run with `make bench`."""

import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.document import Document
from pipeline.segment import segment

PART = """{part}、推进第{part}项水务工程
以全域水网为目标，统筹城乡供水、排水、治水、节水，健全建设和管护机制，保障工程早日见效。
（一）建好泵站。沿河布点，新建泵站12座，改造泵站30座，到2025年排涝能力提高20%以上，解决低洼片区积水问题。
着力扩大有效投资。围绕泵站、管网、河道三类项目，滚动实施重大水务工程六十项，完成投资百亿元以上。健全联审联批机制，做到拿地即开工。
持续推进节水改造。聚焦高耗水企业，开展水平衡测试，推广循环用水、再生水回用等技术，年节水两千万方。
（责任单位：市水务局、市财政局，各区人民政府）
（二）管好河湖。落实河长制，一是常态巡河，发现问题限时处置；二是加强执法，严查偷排偷采。
1.干流。划定管护范围，清退违法占用。
2.支流。分段治理，消除劣五类水体；
"""
CHARACTERS = 1_000_000


@pytest.mark.benchmark(timer=time.process_time)
def test_a_million_characters(benchmark: BenchmarkFixture) -> None:
    """Of text denser in units than documents are: thirty characters a unit instead of seventy."""
    one = PART.format(part="一")
    document = Document("speed", one * (CHARACTERS // len(one)))

    tree = benchmark(segment, document)

    assert len(tree.clauses) > CHARACTERS / 100
    assert benchmark.stats is not None
    assert benchmark.stats["min"] < 4  # 2.2 s measured; documents of the domain take 0.9 s
