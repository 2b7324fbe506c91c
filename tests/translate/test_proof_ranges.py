"""A以上B以下, and what English may say it with."""

from __future__ import annotations

import pytest

from pipeline.translate.proof.figures import check_figures


def failed(zh: str, en: str) -> set[str]:
    return {check.check for check in check_figures(zh, en) if not check.ok}


FINE = "对乱停放的单车处三百元以上九百元以下罚款。"


@pytest.mark.parametrize(
    "en",
    [
        pytest.param("A fine of not less than 300 but not more than 900 yuan.", id="one unit"),
        pytest.param("A fine of not less than 300 yuan and not more than 900 yuan.", id="two"),
        pytest.param("A fine of 300 to 900 yuan.", id="to"),
        pytest.param("A fine ranging from 300 yuan to 900 yuan.", id="from to"),
        pytest.param("A fine of between RMB300 and RMB900.", id="between"),
    ],
)
def test_a_range_of_fines(en: str) -> None:
    assert failed(FINE, en) == set()


@pytest.mark.parametrize(
    ("en", "check"),
    [
        pytest.param("A fine of 300 yuan and 900 yuan.", "bound", id="two sums"),
        pytest.param("A fine of 300 yuan.", "bound", id="one sum"),
        pytest.param("A fine of 900 to 300 yuan.", "bound", id="changed round"),
        pytest.param("A fine of not more than 300 but not less than 900 yuan.", "bound",
                     id="bounds changed round"),
        pytest.param("A fine of not less than 300 but not more than 900.", "unit",
                     id="no unit at all"),
    ],
)  # fmt: skip
def test_no_range_of_fines(en: str, check: str) -> None:
    assert check in failed(FINE, en)


def test_one_to_five_times() -> None:
    zh = "处所得二倍以上七倍以下罚款。"
    assert failed(zh, "A fine of two to seven times the gains.") == set()


@pytest.mark.parametrize(
    ("zh", "en", "checks"),
    [
        pytest.param("水箱容量不少于三千毫升。", "The tank holds at least 3,000 villagers.",
                     {"unit"}, id="a unit lost"),
        pytest.param("新增绿地40公顷和70公顷。", "Add 40 hectares and 70 of green land.", set(),
                     id="a unit said once"),
        pytest.param("建成30万吨码头。", "Build a 300,000-metric-ton wharf.", set(), id="metric"),
        pytest.param("推出2031升级版。", "Release the 2031 upgrade.", set(), id="升级"),
        pytest.param("年收入4亿元（5000万美元）以上的商户。",
                     "Shops with a turnover of 400 million yuan (US$50 million) or more.", set(),
                     id="a bound after brackets"),
        pytest.param("材料一式三份。", "Documents in triplicate.", set(), id="in triplicate"),
        pytest.param("材料一式二份。", "Two copies of the documents.", set(), id="two copies"),
        pytest.param("材料一式二份。", "Documents (copies each).", {"number"}, id="copies lost"),
        pytest.param("每日加收千分之五。", "Add five-thirds per 1,000 a day.", {"number"},
                     id="the first half of a fraction"),
        pytest.param("须经三分之二多数通过。", "It needs a two-thirds majority.", set(),
                     id="a fraction before its noun"),
        pytest.param("在6个工作日内答复。", "Reply within 6 working days.", set(),
                     id="working days"),
        pytest.param("在6个工作日内答复。", "Reply within 6 days.", {"unit"}, id="plain days"),
        pytest.param("在6日内答复。", "Reply within 6 business days.", {"unit"},
                     id="business days made up"),
        pytest.param("连续骑行不得超过六小时。",
                     "Do not ride at a stretch for more than six hours.",
                     set(), id="not for more than"),
        pytest.param("下午集合时间为16时。", "Gather at 16:00.", set(), id="a full hour"),
        pytest.param("“最多问一回”比例达到97%。",
                     'The rate of "at most one question" is 97 percent.',
                     set(), id="a bound within a name"),
        pytest.param("单日最高达5.2万人次。", "The peak of a day was 52,000 visits.", set(),
                     id="a peak is no limit"),
    ],
)  # fmt: skip
def test_units_and_parts(zh: str, en: str, checks: set[str]) -> None:
    assert failed(zh, en) == checks


@pytest.mark.parametrize(
    ("zh", "en", "right"),
    [
        pytest.param("补贴100-300万元。", "Subsidies of 1-3 million yuan.", True, id="shared"),
        pytest.param(
            "补贴100-300万元。", "Subsidies of 1 million to 3 million yuan.", True, id="both"
        ),
        pytest.param("补贴100-300万元。", "Subsidies of 100-3 million yuan.", False, id="the last"),
        pytest.param("补贴100-300万元。", "Subsidies of 100 to 3 million yuan.", False, id="to"),
        pytest.param(
            "投资1-2亿元。", "Invest 1-2 hundred million yuan.", True, id="hundred million"
        ),
        pytest.param(
            "补贴8000-1万元。", "Subsidies of 8,000 to 10,000 yuan.", True, id="not shared"
        ),
    ],
)
def test_both_ends_of_a_range_have_its_magnitude(zh: str, en: str, right: bool) -> None:
    assert (failed(zh, en) == set()) == right
