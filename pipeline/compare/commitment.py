"""How firmly a clause commits (力度): from 必须 and 确保 down to 鼓励 and 探索.

The scale orders what officials themselves order: an order, a promise, a try, an encouragement, a
plain verb of doing. The words are asked in that order: a hedge in front of a plain verb counts and
the verb does not, for 探索建立… explores and 鼓励建设… encourages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# What each step is called, how much it counts, and its words. 应当 is an order, 应用 is none;
# 研究制定 puts off, 基础研究 names a thing.
STEPS = (
    ("must", 4, "必须 严禁 不得 应当 一律 坚决 严格执行 严格落实 严格控制 严格按照 务必 杜绝 强制"),
    (
        "ensure",
        3,
        "确保 保证 全面完成 全面落实 全面实现 全面推行 全面建成 全力 力保 狠抓 抓好 抓实",
    ),
    ("explore", 0, "探索 试点 研究制定 研究出台 研究建立 研究设立 适时 条件成熟 有条件的"),
    ("encourage", 1, "鼓励 支持 引导 倡导 提倡 允许 可以"),
    (
        "undertake",
        2,
        "力争 争取 努力 加快 加强 强化 推动 推进 深化 完善 健全 建设 实施 建立 提升 打造 构建 开展 "
        "优化 培育 促进 发展 大力 着力 建成 组建 设立 推广 制定 创建 布局 拓展 壮大 做强 做优 引进 "
        "统筹 落实 夯实 突破 塑造 营造",
    ),
)


@dataclass(frozen=True, slots=True)
class Firmness:
    """A step of the scale: its name, its weight from 0 to 4, and the words that spoke for it."""

    name: str
    weight: int | None
    words: tuple[str, ...] = ()


_PATTERNS = tuple(
    (name, weight, re.compile("|".join(words.split()))) for name, weight, words in STEPS
)
NONE = Firmness("none", None)


def firmness(words: str) -> Firmness:
    """How firmly a clause commits.

    >>> firmness("确保2025年底前建成。").name, firmness("探索建立容错机制。").name
    ('ensure', 'explore')
    >>> firmness("城市是人民的家园。").weight is None
    True
    """
    for name, weight, pattern in _PATTERNS:
        found = tuple(match.group() for match in pattern.finditer(words))
        if found:
            return Firmness(name, weight, found)
    return NONE


# What is said to an assembly, of the past, or in homage sets nobody a task.
CEREMONY = re.compile(
    "我代表|各位代表|各位委员|让我们|清醒认识|清醒看到|过去一年|过去五年|五年来|一年来|来之不易|表示衷心|为指导|"
    "坚强领导|以习近平同志为核心|两个确立|取得新成效|政协委员|报告工作|审计、统计|习近平总书记|"
    "党的(?:十[八九]|二十)大以来|百年未有|当今世界|重要论述|指导意义|重要意义|根本支撑|作出如下决定|"
    "现就|已成为|特制定|制定本"
)


def sets_task(words: str) -> bool:
    """Whether a clause sets somebody a task: it commits, and is no ceremony.

    >>> sets_task("加快建设中试基地。"), sets_task("过去一年，我们加快建设中试基地。")
    (True, False)
    """
    return CEREMONY.search(words) is None and firmness(words).weight is not None
