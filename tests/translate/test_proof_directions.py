"""Which way a draft turns dates, distances and moves."""

from __future__ import annotations

import pytest

from pipeline.translate.proof.figures import check_figures


def failed(zh: str, en: str) -> set[str]:
    return {check.check for check in check_figures(zh, en) if not check.ok}


@pytest.mark.parametrize(
    ("zh", "en", "checks"),
    [
        pytest.param("请在10月8日前领取。", "Collect it after October 8.", {"date"}, id="前"),
        pytest.param("请在10月8日前领取。", "Collect it by October 8.", set(), id="by"),
        pytest.param("请在10月8日前领取。", "Collect it not after October 8.", set(), id="not"),
        pytest.param("2031年10月8日后发放。", "Issue it before 8 October 2031.", {"date"},
                     id="后"),
        pytest.param("本规定自2031年4月2日起施行。", "It applies until April 2, 2031.", {"date"},
                     id="起 until"),
        pytest.param("本规定自2031年4月2日起施行。", "It applies from April 2, 2031.", set(),
                     id="起 from"),
        pytest.param("4月2日前后举办。", "Hold it after April 2.", set(), id="前后"),
        pytest.param("2031年底前完工。", "Finish it by the end of 2031.", set(), id="底前"),
        pytest.param("2031年底前完工。", "Finish it after the end of 2031.", {"date"},
                     id="after the end"),
    ],
)  # fmt: skip
def test_the_side_of_a_date(zh: str, en: str, checks: set[str]) -> None:
    assert failed(zh, en) == checks


@pytest.mark.parametrize(
    ("zh", "en", "checks"),
    [
        pytest.param("增速高于全市2.4个百分点。",
                     "Growth was 2.4 percentage points lower than the city's.", {"direction"},
                     id="高于 lower"),
        pytest.param("增速高于全市2.4个百分点。",
                     "Growth was 2.4 percentage points above the city's.", set(), id="高于 above"),
        pytest.param("增速低于全市2.4个百分点。",
                     "Growth was 2.4 percentage points higher than the city's.", {"direction"},
                     id="低于 higher"),
        pytest.param("占比不高于全市2.4个百分点。",
                     "It shall be no more than 2.4 percentage points above the city's.", set(),
                     id="不高于"),
        pytest.param("负债下降到60亿元。", "Debt fell by 6 billion yuan.", {"direction"},
                     id="到 by"),
        pytest.param("负债下降到60亿元。", "Debt fell to 6 billion yuan.", set(), id="到 to"),
        pytest.param("负债下降60亿元。", "Debt fell to 6 billion yuan.", {"direction"},
                     id="to made up"),
        pytest.param("比例提高到18%。", "By 2031 the share rose to 18 percent.", {"date"},
                     id="by elsewhere"),
    ],
)  # fmt: skip
def test_the_way_of_a_move(zh: str, en: str, checks: set[str]) -> None:
    assert failed(zh, en) - {"number"} == checks
