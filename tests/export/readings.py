"""Readings that the tests of several formats write down."""

from __future__ import annotations

from dataclasses import replace

from pipeline import Pipeline, read_text
from pipeline.document import Draft, Label, Reading

TEXT = (
    "澜州市人民政府关于建设算力城市的意见\n澜政发〔2023〕8号\n"
    "　　2022年，全市拥有算力企业120家。\n"
    "　　一、总体目标\n　　到2025年底，智能算力规模达到3000P以上，建成数据中心5座。\n"
    "　　到2024年第三季度，初步建成算力调度平台。\n"
    "　　二、重点任务\n"
    "（一）建设平台。新建实验室5家，\t培育服务商2—3家；（责任单位：市科技局、市财政局）\n"
    "《澜州市算力规划》（澜政发〔2020〕3号）同时废止。\n"
)


def reading_of(text: str) -> Reading:
    """What the stages without models find in a text."""
    return Pipeline()(read_text(text))


def labelled(reading: Reading) -> Reading:
    """The reading with task types: platform everywhere, reform too in every third clause."""
    labels = tuple(
        Label(
            clause.id,
            ("platform", "reform") if number % 3 == 0 else ("platform",),
            {"platform": 0.9, "none": 0.1},
        )
        for number, clause in enumerate(reading.tree.clauses)
    )
    return replace(reading, labels=labels)


def drafted(reading: Reading) -> Reading:
    """The reading with a draft of every clause."""
    drafts = tuple(Draft(clause.id, f"Draft of {clause.id}.", "memory") for clause in reading.tree)
    return replace(reading, drafts=drafts)
