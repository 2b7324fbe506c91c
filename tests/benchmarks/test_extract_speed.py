"""How fast quantities are found, and how fast two well-known number readers are on the same text.

The comparison runs where its packages happen to be installed (development only, no dependency):
`pip install jionlp` and `pip install recognizers-text-suite`.
"""

from __future__ import annotations

import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.document import ClauseTree, Document
from pipeline.extract import extract
from pipeline.extract.quantities import quantities
from pipeline.segment import segment

# The mix of a plan: targets, support, review, and sentences without a figure.
SENTENCES = (
    "到2025年，全市数字产业规模突破1.5万亿元，年均增长10%以上，建成5G基站3万个。",
    "对年营业收入超过2000万元的企业，给予最高不超过50万元的一次性奖励。",
    "2023年，新增高新技术企业420家、孵化载体15家，城镇登记失业率控制在4%以内。",
    "坚持以深化改革为动力，完善协同推进机制，加强统筹协调和督促检查，营造良好氛围。",
    "深入推进“一件事一次办”，推动第三方服务机构参与评估，形成可复制可推广的经验做法。",
    "发挥行业协会和产业联盟的桥梁纽带作用，支持龙头企业牵头组建创新联合体，开展关键技术攻关。",
    "健全常态化督导机制，压实属地责任，及时研究解决工作中的困难和问题，确保各项任务落地见效。",
)
CHARACTERS = 200_000
FLOOR = 150_000


def a_plan() -> ClauseTree:
    paragraph = "".join(SENTENCES) + "\n"
    return segment(Document("plan", "一、主要目标\n" + paragraph * (CHARACTERS // len(paragraph))))


# Seconds of this process alone: other work on the machine does not count.
pytestmark = pytest.mark.benchmark(timer=time.process_time)


def test_quantities_speed(benchmark: BenchmarkFixture) -> None:
    tree = a_plan()

    found = benchmark(quantities, tree)

    assert len(found) > 1000
    benchmark.extra_info["characters"] = len(tree.document.text)


def test_extract_speed(benchmark: BenchmarkFixture) -> None:
    tree = a_plan()

    found = benchmark(extract, tree)

    assert len(found.quantities) > 1000
    if benchmark.stats:
        assert len(tree.document.text) / benchmark.stats["min"] > FLOOR


def test_jionlp_time_speed(benchmark: BenchmarkFixture) -> None:
    jionlp = pytest.importorskip("jionlp", reason="jionlp is not installed: comparison only")
    text = "".join(SENTENCES) * 10

    benchmark(jionlp.ner.extract_time, text)

    benchmark.extra_info["characters"] = len(text)


@pytest.mark.parametrize("kind", ["number", "datetime"])
def test_recognizers_speed(benchmark: BenchmarkFixture, kind: str) -> None:
    package = "recognizers_number" if kind == "number" else "recognizers_date_time"
    recognizers = pytest.importorskip(
        package, reason="recognizers-text-suite is not installed: comparison only"
    )
    culture = pytest.importorskip("recognizers_text").Culture.Chinese
    recognize = recognizers.recognize_number if kind == "number" else recognizers.recognize_datetime
    text = "".join(SENTENCES) * 10

    benchmark(recognize, text, culture)

    benchmark.extra_info["characters"] = len(text)
