"""How fast the phrase-based translator loads and drafts; one core, clauses of our own."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.artefacts import locate
from pipeline.errors import ArtefactError
from pipeline.translate.glossary import Glossary
from pipeline.translate.phrases import PhraseEngine

VERBS = ("推进", "完善", "支持", "加快建设", "加强")
OBJECTS = (
    "云岭市数字政务服务平台建设，到2027年网上办理率达到95%以上。",
    "农村公路养护机制，每年安排专项资金1.2亿元，惠及农户3.5万户。",
    "企业牵头组建创新联合体，围绕新材料、生物医药等领域开展关键核心技术攻关。",
    "社区养老服务体系，推动养老机构与医疗机构协同发展。",
    "生态环境监测网络，持续改善空气质量和水环境质量。",
)


@pytest.fixture(scope="module")
def engine() -> PhraseEngine:
    try:
        locate("models", "phrases", "model.npz")
    except ArtefactError:
        pytest.skip("no models/phrases; train it with python -m pipeline.train.phrases")
    return PhraseEngine.load(glossary=Glossary.load())


def test_clauses_are_drafted(benchmark: Any, engine: PhraseEngine) -> None:
    clauses = [verb + what for verb in VERBS for what in OBJECTS]
    drafts = benchmark(engine, clauses)
    characters = sum(map(len, clauses))
    assert all(drafts)
    assert characters / benchmark.stats.stats.median > 200


def test_the_model_loads(benchmark: Any, engine: PhraseEngine) -> None:
    loaded = benchmark(PhraseEngine.load)
    assert loaded.signature == engine.signature
    assert benchmark.stats.stats.median < 3.0
