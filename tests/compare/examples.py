"""Two documents of invented cities, and an encoder that needs no training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.compare.comparison import Comparer
from pipeline.compare.formulas import Formulas
from pipeline.compare.indicators import Ontology
from pipeline.compare.lexical import Rarity, pairs_of
from pipeline.document import ClauseTree, Document, Findings, Place, Reading
from pipeline.extract import extract
from pipeline.segment import segment

LINXI = """临溪市科技创新行动方案
一、总体目标
到2025年，全社会研发经费占GDP比重达到3.5%，高新技术企业突破1200家。
二、重点任务
（一）建设创新平台。布局建设三座省级重点实验室，推动大型科研仪器向中小企业开放共享。
（二）完善人才政策。确保每年为青年科学家筹集人才公寓2000套。
（三）发展绿色交通。鼓励公交车辆全部更换为新能源车型，建成充电桩5000个。
三、保障措施
探索建立科研项目容错免责机制，由市科技局牵头。
"""
WUTONG = """梧桐市建设创新型城市若干意见
一、主要目标
到2027年，研发投入强度达到4%以上，高新技术企业达到800家，森林覆盖率达到45%。
二、主要举措
（一）夯实创新平台。谋划建设省级重点实验室，促进大型科研仪器面向企业开放共享。
（二）加强水系治理。确保2026年底前完成十条城市内河清淤截污。
（三）壮大夜间经济。支持老字号商铺延长营业时间，打造滨河美食街区。
"""


def read(text: str, name: str, place: str, issued: str = "2021-03") -> Reading:
    document = Document(
        name, text, title=text.split("\n")[0], place=Place(place, None, "city"), issued=issued
    )
    tree = segment(document)
    return Reading(tree, "test", (), extract(tree))


def linxi() -> Reading:
    return read(LINXI, "linxi", "临溪市", "2021-03")


def wutong() -> Reading:
    return read(WUTONG, "wutong", "梧桐市", "2023-06")


def bare(reading: Reading) -> Reading:
    return Reading(reading.tree, "segment", (), Findings())


def encode(texts: Sequence[str], *, width: int = 64) -> Any:
    """A vector that counts hashed pairs of characters: like words, like vectors."""
    found = np.zeros((len(texts), width), np.float32)
    codes, owner = pairs_of(texts)
    np.add.at(found, (owner, (codes.astype(np.uint64) * 2654435761 >> np.uint64(7)) % width), 1.0)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def words(*trees: ClauseTree) -> list[str]:
    return [tree.words(clause) for tree in trees for clause in tree]


def comparer() -> Comparer:
    rarity = Rarity.count(words(linxi().tree, wutong().tree))
    return Comparer(encode, rarity, Ontology.load(), Formulas.count([]))
