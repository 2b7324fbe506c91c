"""The proof of drafts: what must be found right, what must be found wrong, and the laws."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.numerals import chinese, english
from pipeline.translate.proof import faults, prove
from pipeline.translate.proof.omission import suspicion
from tests.translate.mutations import mutations
from tests.translate.pairs import right_pairs

PAIRS = right_pairs()


def failed(zh: str, en: str) -> set[str]:
    return {check.check for check in prove(zh, en) if not check.ok}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        pytest.param("投资90亿元。", "Invest 9 billion yuan.", id="亿 in billions"),
        pytest.param("投资90亿元。", "Invest 9,000 million yuan.", id="亿 in millions"),
        pytest.param("投资90亿元。", "Invest RMB 9 bn.", id="RMB before, bn after"),
        pytest.param("企业达1.5万家。", "There are 15 thousand enterprises.", id="万 in thousands"),
        pytest.param(
            "奖励不超过500万元。", "Awards of up to 5 million yuan.", id="不超过 is up to"
        ),
        pytest.param("奖励最高500万元。", "The award is capped at 5 million yuan.", id="最高"),
        pytest.param(
            "产值100亿元以上。", "Output of 10 billion yuan or more.", id="以上 is or more"
        ),
        pytest.param("产值翻一番。", "Output will double.", id="翻一番 doubles"),
        pytest.param("产值翻两番。", "Output will quadruple.", id="翻两番 quadruples"),
        pytest.param("占三分之一。", "It accounts for one third.", id="a third"),
        pytest.param("占五成。", "It accounts for half.", id="五成 is half"),
        pytest.param("占五成。", "It accounts for 50 percent.", id="五成 is 50 percent"),
        pytest.param("建设学校24所。", "Build twenty-four schools.", id="24 in words"),
        pytest.param("粮食1.43万亿斤。", "Grain: 715 million metric tons.", id="斤 as tons"),
        pytest.param("农田10亿亩。", "Farmland of 66.67 million hectares.", id="亩 as hectares"),
        pytest.param("上升2个百分点。", "It rose by 2 percentage points.", id="百分点"),
        pytest.param("增长1.7倍。", "It grew by 170 percent.", id="倍 as percent"),
        pytest.param("“十四五”期间。", "During the 14th Five-Year Plan period.", id="plan"),
        pytest.param("到2026年6月底。", "By the end of June 2026.", id="month end"),
        pytest.param("费用为5—8万元。", "The cost is 50,000 to 80,000 yuan.", id="range"),
        pytest.param("增长6%、8%以上。", "Growth of at least 6% and 8%.", id="a shared bound"),
        pytest.param("达到 1 8 0 0公里。", "It reached 1,800 kilometers.", id="torn figures"),
        pytest.param("县级以上部门。", "Departments at or above the county level.", id="级以上"),
        pytest.param(
            "过去一年成绩显著。", "Achievements in 2024 were notable.", id="relative year"
        ),
        pytest.param("采用&quot;AI&quot;。", 'Adopt "AI."', id="character references"),
        pytest.param(
            "接入8个部门的37个系统。",
            "Connect 37 systems of eight departments.",
            id="figures told in another order with their nouns",
        ),
    ],
)
def test_right_drafts_pass(zh: str, en: str) -> None:
    assert faults(prove(zh, en)) == ""


@pytest.mark.parametrize(
    ("zh", "en", "check"),
    [
        pytest.param("投资90亿元。", "Invest 90 billion yuan.", "number", id="亿 as billion"),
        pytest.param("企业达1.5万家。", "There are 1,500 enterprises.", "number", id="a zero lost"),
        pytest.param("建设学校24所。", "Build schools.", "number", id="a figure lost"),
        pytest.param("建设学校。", "Build 24 schools.", "number", id="a figure invented"),
        pytest.param("新增5家。", "Add 5 and 5 firms.", "number", id="a figure twice"),
        pytest.param("奖励500万美元。", "Award 5 million yuan.", "unit", id="dollars as yuan"),
        pytest.param("面积5平方公里。", "An area of 5 square meters.", "unit", id="公里 as meters"),
        pytest.param("上升2个百分点。", "It rose by 2 percent.", "unit", id="points as percent"),
        pytest.param(
            "奖励不超过5万元。", "Award at least 50,000 yuan.", "bound", id="turned round"
        ),
        pytest.param("企业100家以上。", "There are 100 enterprises.", "bound", id="以上 lost"),
        pytest.param("企业100家。", "At least 100 enterprises.", "bound", id="a bound invented"),
        pytest.param("企业100家左右。", "There are 100 enterprises.", "bound", id="左右 lost"),
        pytest.param("县级以上部门。", "Departments at the county level.", "bound", id="级以上"),
        pytest.param("到2025年建成。", "Complete it by 2026.", "date", id="another year"),
        pytest.param("2025年3月。", "In May 2025.", "date", id="another month"),
        pytest.param(
            "“十四五”期间。", "During the 13th Five-Year Plan.", "date", id="another plan"
        ),
        pytest.param("2025年底前建成。", "Complete it by 2025.", "date", id="年底 lost"),
        pytest.param("增长8%。", "It fell by 8 percent.", "direction", id="a rise as a fall"),
        pytest.param(
            "分别增长3%、5%。", "They grew by 5 and 3 percent.", "order", id="分别 out of order"
        ),
        pytest.param(
            "培育企业100家，建设公园50个，修建道路30公里。",
            "Foster 50 enterprises, build 100 parks, and build 30 kilometers of roads.",
            "order",
            id="two figures with each other's nouns",
        ),
        pytest.param(
            "让8个部门用上37个系统。",
            "Let 37 departments use 8 systems.",
            "order",
            id="two figures of one phrase with each other's nouns",
        ),
        pytest.param("建设5G基站。", "Build 6G base stations.", "latin", id="5G as 6G"),
        pytest.param(
            "提高BIM覆盖率。",
            "Raise building information modeling (QIM) coverage.",
            "latin",
            id="an abbreviation misspelt",
        ),
        pytest.param("访问www.linan.example查询。", "Visit the website.", "latin", id="an address"),
        pytest.param("支持企业。", "Support 企业.", "untranslated", id="Chinese left"),
        pytest.param(
            "支持企业和高校。",
            "Support enterprises and and universities.",
            "repetition",
            id="a word doubled",
        ),
        pytest.param(
            "企业必须停产。", "Enterprises may stop production.", "modality", id="必须 as may"
        ),
        pytest.param("单位应当公示。", "Units may publish it.", "modality", id="应当 as may"),
        pytest.param("不得改变用途。", "The use shall be changed.", "modality", id="不得 lost"),
        pytest.param(
            "不得擅自开工。",
            "Work shall start without authorization.",
            "modality",
            id="擅自 is no ban",
        ),
        pytest.param("鼓励企业公开。", "Require enterprises to disclose.", "modality", id="鼓励"),
        pytest.param("探索新模式。", "Establish new models.", "modality", id="探索"),
        pytest.param(
            "申请人可以查阅。", "Applicants must consult it.", "modality", id="可以 as must"
        ),
        pytest.param("加强管理。", "Management may be strengthened.", "modality", id="may added"),
        pytest.param("改善水质。", "", "omission", id="nothing at all"),
        pytest.param(
            "改善水质，保护耕地。", "Improve water quality and the.", "omission", id="cut off"
        ),
        pytest.param(
            "改善水质，保护农村耕地。",
            "Improve water quality and protect rural.",
            "omission",
            id="cut off after an adjective",
        ),
        pytest.param(
            "改善水质，耕地得到保护。",
            "Improve water quality; farmland has been.",
            "omission",
            id="cut off before a participle",
        ),
    ],
)
def test_wrong_drafts_are_flagged(zh: str, en: str, check: str) -> None:
    assert check in failed(zh, en)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        pytest.param("明确企业的登记机关。", "Name the body that firms register with.", id="with"),
        pytest.param("耕地必须保护。", "Farmland must be looked after.", id="after"),
        pytest.param("企业应当公开做法。", "Firms shall disclose what they do.", id="a verb"),
        pytest.param("优化网点布局。", "Improve where the sites are.", id="where they are"),
        pytest.param("推动企业数字化。", "Make enterprises digital.", id="an adjective of its own"),
    ],
)
def test_an_ending_that_english_allows_is_no_cut(zh: str, en: str) -> None:
    assert "omission" not in failed(zh, en)


def test_freely_told_drafts_are_given_more_room() -> None:
    told = "improve water quality and protect farmland."

    plain = suspicion("改善水质，保护耕地。", f"The city will {told}")
    assert suspicion("改善水质，保护耕地。", f"Now we will {told}") < plain - 0.5


def test_the_test_set_is_large_enough() -> None:
    kinds = Counter(kind for kind, _ in PAIRS)

    assert len(PAIRS) >= 600
    assert len(kinds) >= 10


def test_no_right_pair_is_flagged() -> None:
    flagged = [(pair, faults(prove(*pair))) for _, pair in PAIRS if faults(prove(*pair))]

    assert len(flagged) <= len(PAIRS) // 100, flagged


def test_mutations_are_caught() -> None:
    """99 of 100 of all; every kind but omission by itself too."""
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for _, (zh, en) in PAIRS:
        for name, spoilt in mutations(zh, en):
            tried[name] += 1
            caught[name] += bool(faults(prove(zh, spoilt)))

    assert caught.total() / tried.total() >= 0.99
    omissions = {"half_lost", "phrase_lost"}
    low = {n: caught[n] / tried[n] for n in tried.keys() - omissions if caught[n] < 0.98 * tried[n]}
    assert not low


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 9_999_999), st.data())
def test_every_form_of_a_figure_is_right(number: int, data: st.DataObject) -> None:
    """Whatever way a figure is written on either side, it is found to be the same."""
    numeral = data.draw(st.sampled_from([str(number), f"{number:,}", chinese(number)]))
    form = data.draw(st.sampled_from(english(number)))

    checks = failed(f"共有井盖{numeral}个。", f"There are {form} manhole covers.")

    assert "number" not in checks


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 999_999), st.integers(2, 999_999))
def test_another_figure_is_wrong(number: int, other: int) -> None:
    found = "number" in failed(f"共有井盖{number}个。", f"There are {other:,} manhole covers.")

    assert found == (number != other)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_proof(zh: str, en: str) -> None:
    assert all(check.ok == (check.detail == "") for check in prove(zh, en))
