"""How fast clauses are encoded and searched; run with `make bench`."""

from __future__ import annotations

import resource
import time
from typing import Any

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.compare.lexical import LexicalIndex, Rarity
from pipeline.compare.vector_index import VectorIndex
from pipeline.compare.vectors import Encoder

WIDTH = 128
MILLION = 1_000_000
GIGABYTE = 2**20  # ru_maxrss counts in KiB
THINGS = (
    "泵站",
    "科研仪器",
    "夜间集市",
    "滨河绿道",
    "中试基地",
    "人才公寓",
    "充电桩",
    "粮库",
    "港区",
    "数据中心",
)
DEEDS = ("加快建设", "有序推进", "鼓励企业参与", "探索统一管理", "确保按期完成")


def sentences(count: int) -> list[str]:
    dice = np.random.default_rng(0)
    pairs = dice.integers(0, (len(DEEDS), len(THINGS), 900), (count, 3)).tolist()
    return [
        f"{DEEDS[deed]}{THINGS[thing]}，到2030年{THINGS[(thing + n) % 10]}达到{n}处以上。"
        for deed, thing, n in pairs
    ]


def generated(count: int) -> Any:
    """Unit vectors in two thousand bunches, as clauses lie in topics."""
    dice = np.random.default_rng(0)
    topics = dice.standard_normal((2000, WIDTH)).astype(np.float32)
    rows = np.empty((count, WIDTH), np.float32)
    for start in range(0, count, 50_000):
        size = min(50_000, count - start)
        noise = dice.standard_normal((size, WIDTH)).astype(np.float32)
        rows[start : start + size] = topics[dice.integers(0, 2000, size)] + noise
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


@pytest.mark.benchmark(timer=time.process_time)
def test_ten_thousand_clauses_encoded(benchmark: BenchmarkFixture) -> None:
    encode, texts = Encoder.load(), sentences(10_000)
    vectors = benchmark(encode, texts)

    assert len(vectors) == len(texts)
    assert benchmark.stats is not None
    assert benchmark.stats["min"] < 4


@pytest.mark.benchmark(timer=time.process_time)
def test_three_hundred_clauses_against_an_atlas(benchmark: BenchmarkFixture) -> None:
    """As many clauses as the atlas has; the vectors are generated, for time does not depend on
    them."""
    rows = generated(70_000)
    index = VectorIndex.build(rows)
    near = benchmark(index.nearest, rows[:300], 300)

    assert near[:, 0].tolist() == list(range(300))
    assert benchmark.stats is not None
    assert benchmark.stats["min"] < 6  # of processor time, on however many cores


@pytest.mark.benchmark(timer=time.process_time)
def test_words_of_three_hundred_clauses(benchmark: BenchmarkFixture) -> None:
    texts = sentences(20_000)
    index = LexicalIndex.build(texts, Rarity.count(texts))
    benchmark(lambda: [index.scores(text) for text in texts[:300]])

    assert benchmark.stats is not None
    assert benchmark.stats["min"] < 6


def test_a_million_clauses_in_four_gigabytes(benchmark: BenchmarkFixture) -> None:
    rows = generated(MILLION)
    index = benchmark.pedantic(  # type: ignore[no-untyped-call]
        VectorIndex.build, (rows,), rounds=1, iterations=1
    )
    asked = rows[:: MILLION // 100]
    began = time.perf_counter()
    near = index.nearest(asked, 50)
    taken = time.perf_counter() - began
    best = np.argsort(-(asked[:50] @ rows.T), axis=1)[:, :50]
    found = np.mean([len(set(a) & set(b)) / 50 for a, b in zip(near[:50], best, strict=True)])

    assert taken < 3
    assert found > 0.9
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 * GIGABYTE
