"""The line under the title of a report that says who gives it."""

from __future__ import annotations

import pytest

from pipeline.translate.speakers import speaker


@pytest.mark.parametrize(
    ("line", "english"),
    [
        ("河湾市人民政府市长　周楠", "Zhou Nan, Mayor of Hewan"),
        ("市人民政府代市长 周　楠", "Zhou Nan, Acting Mayor"),
        ("河湾县人民政府县长 欧阳小河", "Ouyang Xiaohe, Head of Hewan County"),
        ("河湾省政府常务副省长周小楠", "Zhou Xiaonan, Executive Vice Governor of Hewan Province"),
    ],
)
def test_who_gives_a_report(line: str, english: str) -> None:
    assert speaker(line) == english


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("市政府市长办公会", id="a meeting"),
        pytest.param("市人民政府市长周楠作报告", id="a sentence"),
        pytest.param("市长 周楠", id="no government"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_such_line(line: str) -> None:
    assert speaker(line) == ""
