"""The shipped phrase model on clauses of our own, and on the gold drafts where they are at hand."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.artefacts import locate
from pipeline.settings import Translate
from pipeline.train.translate_measure import figures_wrong, gold_pairs, measure
from pipeline.translate.choice import load_engine
from pipeline.translate.glossary import Glossary
from pipeline.translate.phrases import PhraseEngine
from pipeline.translate.terminology import uses

SHARED = Path(__file__).parents[3] / "shared" / "data"
GOLD = "gold/drafts.tsv"

CLAUSES = [
    "支持龙头企业牵头组建创新联合体，每年安排专项资金1.2亿元。",
    "到2029年，全市新建充电桩3.5万个，覆盖率达到95%以上。",
    "对新认定的省级企业技术中心给予最高200万元奖励。",
    "2027年9月底前完成老旧小区改造，惠及居民12.6万户。",
    "优化营商环境，推进政务服务事项“一网通办”。",
    "加快5G基站建设，推动人工智能与制造业深度融合。",
    "建立健全防灾减灾机制，提升应急处置能力。",
]


@pytest.fixture(scope="module")
def engine() -> PhraseEngine:
    loaded = load_engine(Translate(engine="phrases"), Glossary.load())
    assert isinstance(loaded, PhraseEngine)
    return loaded


@pytest.mark.parametrize("clause", CLAUSES)
def test_figures_and_terms_are_right_without_repair(engine: PhraseEngine, clause: str) -> None:
    draft = engine([clause])[0]
    assert not figures_wrong(clause, draft), draft
    lost = [use.term.chinese for use in uses(clause, draft, Glossary.load()) if not use.rendering]
    assert not lost, draft


def test_a_municipal_clause_begins_with_a_verb(engine: PhraseEngine) -> None:
    first = {engine([clause])[0].split()[0] for clause in (CLAUSES[0], CLAUSES[6])}
    assert first <= {"Support", "Establish"}


def test_an_empty_clause_has_an_empty_draft(engine: PhraseEngine) -> None:
    assert engine(["", "  ", "。"])[:2] == ("", "")


def test_drafts_are_the_same_alone_and_among_others(engine: PhraseEngine) -> None:
    assert engine(CLAUSES)[::-1] == tuple(engine([clause])[0] for clause in CLAUSES[::-1])


NAMES = [
    pytest.param("在云岭市开展试点。", "Yunling", id="city"),
    pytest.param("完善青鹿镇养老服务设施。", "Qinglu", id="town"),
]


@pytest.mark.parametrize(("clause", "name"), NAMES)
def test_a_place_that_no_list_has_is_told_by_its_sounds(
    engine: PhraseEngine, clause: str, name: str
) -> None:
    assert name in engine([clause])[0]


def test_a_district_of_every_city_is_no_name(engine: PhraseEngine) -> None:
    draft = engine(["改造老城区和各区中心城区。"])[0]
    assert "districts" in draft.lower() or "urban" in draft.lower()


def test_a_number_alone_is_told(engine: PhraseEngine) -> None:
    assert engine(["二、", "（一）"]) == ("II.", "(1)")


def test_the_model_is_small() -> None:
    folder = locate("models", "phrases")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 45_000_000


def test_gold_clauses_are_drafted_as_well_as_when_it_was_trained(engine: PhraseEngine) -> None:
    path = SHARED / GOLD
    if not path.is_file():
        pytest.skip(f"no {GOLD} beside the repository")
    pytest.importorskip("sacrebleu")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest[:12] == "857082b142e9", "the gold drafts have changed; measure again"
    groups = gold_pairs(SHARED)
    municipal = measure(engine, groups["municipal"][:120])
    assert municipal.bleu > 21.0
    assert municipal.chrf_plus > 54.0
    assert municipal.figures >= 0.97
