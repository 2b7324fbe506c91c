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
