"""How fast a memory of 100,000 segments finds what is nearly the same."""

from __future__ import annotations

import random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.translate import Memory, Segment

SIZE = 100_000
VERBS = [
    "推进",
    "完善",
    "建设",
    "培育",
    "整治",
    "修复",
    "提升",
    "发展",
    "保障",
    "优化",
    "扩大",
    "规范",
    "支持",
    "引导",
    "落实",
    "探索",
]
OBJECTS = [
    "供水管网",
    "湿地公园",
    "社区食堂",
    "数字档案",
    "乡村道路",
    "公共实验室",
    "养老床位",
    "职业学校",
    "物流园区",
    "河道水质",
    "历史街区",
    "充电设施",
    "气象预警",
    "农田灌溉",
    "医疗保险",
    "文化场馆",
    "产业基金",
    "人才公寓",
    "垃圾分类",
    "通信基站",
]
TAILS = [
    "管理机制",
    "服务体系",
    "建设标准",
    "试点示范",
    "监测网络",
    "运营模式",
    "评价办法",
    "应急预案",
]


def sentence(dice: random.Random) -> str:
    parts = [
        f"{dice.choice(VERBS)}{dice.choice(OBJECTS)}{dice.choice(TAILS)}"
        for _ in range(dice.randrange(2, 6))
    ]
    return f"{'，'.join(parts)}，新增{dice.randrange(2, 900)}个。"


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Memory:
    dice = random.Random(5)
    opened = Memory.open(tmp_path_factory.mktemp("memory") / "large.db")
    while len(opened) < SIZE:
        words = [sentence(dice) for _ in range(SIZE - len(opened))]
        opened.add(Segment(zh, f"Draft {number}.") for number, zh in enumerate(words))
    opened.search("改善水质。")
    return opened


def test_fuzzy_search_takes_20_ms_at_most(benchmark: BenchmarkFixture, memory: Memory) -> None:
    dice = random.Random(6)
    benchmark(lambda: memory.search(sentence(dice), threshold=0.75))

    assert len(memory) == SIZE
    assert benchmark.stats is not None
    assert benchmark.stats.stats.median <= 0.020


def test_exact_search(benchmark: BenchmarkFixture, memory: Memory) -> None:
    known = next(iter(memory)).chinese

    assert benchmark(memory.exact, known) is not None
