"""Words that a draft says again at once, and denials that it makes up or loses."""

from __future__ import annotations

import pytest

from pipeline.translate.proof.modality import changed
from pipeline.translate.proof.repetition import repeated


@pytest.mark.parametrize(
    ("zh", "en", "again"),
    [
        pytest.param("新增企业10家，净新增5家。", "Add 10 firms, net net net 5.",
                     "net net net", id="three times, whatever the clause doubles"),
        pytest.param("加强井盖修复、管护。", "Improve covers, cover management.",
                     "", id="a longer member first"),
        pytest.param("新增新设网点救治突发疾病。", "New sites treat sudden sudden illness.",
                     "sudden", id="twice, whatever the clause doubles"),
        pytest.param("新增新设四个四星级网点。", "Add four four-star sites that that plan had had.",
                     "", id="what English doubles"),
        pytest.param("做好修复、管护、巡查。", "Do repairs, management, management.",
                     "management, management", id="a member of a list"),
        pytest.param("提升环保、绿化水平。", "Improve tree care, and tree care.",
                     "tree care, and tree care", id="two words with and"),
        pytest.param("提交合同、合同清单。", "Submit contracts, contracts.", "",
                     id="the clause says it again as soon"),
        pytest.param("分析产前、产中环节。", "Analyze pre-production, production.", "",
                     id="a part of a compound"),
        pytest.param("用好主题公园、园区。", "Use theme parks, parks and blocks.", "",
                     id="the second goes on"),
    ],
)  # fmt: skip
def test_words_said_again_at_once(zh: str, en: str, again: str) -> None:
    assert repeated(zh, en) == again


@pytest.mark.parametrize(
    ("zh", "en", "lost"),
    [
        pytest.param("任何居民都有权查阅。", "No resident has the right to consult it.",
                     ("no is not in the source",), id="no made up"),
        pytest.param("未经批准的单位都有权查阅。", "No unit may do so without approval.",
                     (), id="a clause that denies"),
        pytest.param("任何居民都有权查阅。", "No. 5 can be read by any resident.", (), id="No. 5"),
        pytest.param("材料过期的，不予受理。", "Old documents shall be accepted.",
                     ("不予",), id="accepted"),
        pytest.param("材料过期的，不予受理。", "Old documents shall be rejected.",
                     (), id="rejected"),
        pytest.param("今后不再新建岗亭。", "New booths will be built.", ("不再",), id="built"),
        pytest.param("今后不再新建岗亭。", "No new booths will be built.", (), id="none built"),
        pytest.param("未按时完工的通报。", "Those finished on time are named.",
                     ("未按",), id="on time"),
        pytest.param("未按时完工的通报。", "Those unfinished on time are named.",
                     (), id="unfinished"),
    ],
)  # fmt: skip
def test_denials(zh: str, en: str, lost: tuple[str, ...]) -> None:
    assert changed(zh, en) == lost
