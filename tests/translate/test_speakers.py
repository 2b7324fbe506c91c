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
        ("河湾省政府常务副省长 周小楠", "Zhou Xiaonan, Executive Vice Governor of Hewan Province"),
        ("县人民政府县长 曾楠", "Zeng Nan, County Head"),
        ("市北区人民政府区长 单楠", "Shan Nan, Head of Shibei District"),
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
        pytest.param("市政府市长任期", id="a term"),
        pytest.param("河湾省云川市人民政府市长 周楠", id="a place within another"),
        pytest.param("河湾市人民政府党组书记、市长 周楠", id="two offices"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_such_line(line: str) -> None:
    assert speaker(line) == ""
