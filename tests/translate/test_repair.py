from __future__ import annotations

import pytest

from pipeline.translate.proof import faults, prove
from pipeline.translate.proof.repair import _better, repair
from tests.translate.mutations import mutations
from tests.translate.pairs import right_pairs


@pytest.mark.parametrize(
    ("zh", "wrong", "right"),
    [
        pytest.param("投资90亿元。", "Invest 90 billion yuan.", "Invest 9 billion yuan.", id="亿"),
        pytest.param("到2027年建成。", "Build it by 2026.", "Build it by 2027.", id="a year"),
        pytest.param("2025年3月。", "In May 2025.", "In March 2025.", id="a month"),
        pytest.param(
            "上升2个百分点。", "Up by 2 percent.", "Up by 2 percentage points.", id="points"
        ),
        pytest.param("企业50家以上。", "50 enterprises.", "at least 50 enterprises.", id="以上"),
        pytest.param(
            "产值突破90亿元。",
            "Output of 9 billion yuan.",
            "Output of more than 9 billion yuan.",
            id="突破",
        ),
        pytest.param(
            "奖励不超过5万元。",
            "Award RMB 50,000.",
            "Award no more than RMB 50,000.",
            id="before the currency",
        ),
        pytest.param(
            "支持高校和企业。",
            "Support universities and and enterprises.",
            "Support universities and enterprises.",
            id="a word doubled",
        ),
        pytest.param(
            "支持网点20家以上、站点。",
            "Support at least at least 20 outlets and friendly-friendly sites.",
            "Support at least 20 outlets and friendly sites.",
            id="two things doubled",
        ),
        pytest.param(
            "在云川建集装箱码头。",
            "Build a container terminal, a container terminal in Yunchuan.",
            "Build a container terminal in Yunchuan.",
            id="a stretch doubled with a mark",
        ),
        pytest.param(
            "建设5G基站。", "Build 6G base stations.", "Build 5G base stations.", id="Latin"
        ),
        pytest.param(
            "（四）改善水质。",
            "Improve water quality.",
            "(4) Improve water quality.",
            id="the clause's own number",
        ),
    ],
)
def test_what_can_only_be_meant_one_way_is_mended(zh: str, wrong: str, right: str) -> None:
    assert repair(zh, wrong) == right


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        pytest.param("奖励不超过5万元。", "Award at least 50,000 yuan.", id="a bound turned round"),
        pytest.param("新增50家、60家。", "Add 15 and 16.", id="two figures wrong"),
        pytest.param("企业必须停产。", "Enterprises may stop production.", id="a modal verb"),
        pytest.param("供给规范有序。", "Supply is open and open.", id="one of two is missing"),
        pytest.param("由市政府办理，再报市政府。",
                     "Handled by the city government, the city government receives it.",
                     id="a mark parts what the clause repeats"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_left_and_flagged(zh: str, en: str) -> None:
    assert repair(zh, en) == en
    assert faults(prove(zh, en))


def test_a_fault_is_not_traded_for_another() -> None:
    assert _better({"bound": 1}, {"bound": 1, "number": 2})
    assert not _better({"unit": 1}, {"number": 2})
    assert not _better({"number": 1}, {"number": 1})


def test_a_right_draft_is_left_alone_and_a_repair_never_adds_a_fault() -> None:
    for _, (zh, en) in right_pairs()[::7]:
        assert repair(zh, en) == en
        for name, spoilt in mutations(zh, en):
            before = {check.check for check in prove(zh, spoilt) if not check.ok}
            after = {check.check for check in prove(zh, repair(zh, spoilt)) if not check.ok}
            assert after <= before, (name, zh, spoilt)
